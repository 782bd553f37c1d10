"""One run of a batch, for bench/batch.py: `bare` is a plain process pool doing the same work; one line of JSON comes out.

python bench/batch_rivals.py WAY CORPUS OUT [ADDRESS "PID PID"]; WAY: bare1 bare2 local1 local2 cluster whole (local2 and the summary)
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.batch.check import Request, check
from jixiao.batch.cluster import Cluster
from jixiao.batch.ledger import Run, begin
from jixiao.batch.local import Local
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.tables import TABLES
from jixiao.batch.task import Answer, Piece, Terms, check_pieces, prepare, unpacked

TERMS = Terms(60.0, 2048)
CHUNK = 64
AFTER = 64
"""Documents after which everything is loaded."""


def chunks(corpus: Path) -> Iterator[tuple[Piece, ...]]:
    """The documents of a parquet file, as anybody would cut them up."""
    held: list[Piece] = []
    for batch in pq.ParquetFile(corpus).iter_batches(batch_size=1000, columns=["text"]):
        for text in batch.column("text").to_pylist():
            data = text.encode()
            held.append(Piece(hashlib.sha256(data).hexdigest(), len(data), data))
            if len(held) == CHUNK:
                yield tuple(held)
                held = []
    if held:
        yield tuple(held)


def bare(corpus: Path, out: Path, jobs: int, meter: Meter) -> int:
    """What thirty lines do: no supervision, no resuming, no copies told apart; the first worker that dies ends it."""
    out.mkdir()
    feed, done, seen = chunks(corpus), 0, set()
    answers: list[Answer] = []

    def fresh(chunk: tuple[Piece, ...]) -> tuple[Piece, ...]:
        found = tuple({piece.document: piece for piece in chunk if piece.document not in seen}.values())
        seen.update(piece.document for piece in found)
        return found

    def write(number: int) -> None:
        for name in TABLES:
            table = pa.concat_tables([unpacked(one.tables[name]) for one in answers])
            pq.write_table(table, out / f"{name}-{number}.parquet", compression="zstd")
        answers.clear()

    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), prepare) as pool:
        flying: list[Future[Answer]] = [pool.submit(check_pieces, fresh(chunk), TERMS) for chunk in islice(feed, 2 * jobs)]
        while flying:
            answer = flying.pop(0).result()
            flying += [pool.submit(check_pieces, fresh(chunk), TERMS) for chunk in islice(feed, 1)]
            answers.append(answer)
            done += len(answer.done)
            meter.mark(done)
            if len(answers) == 64:
                write(done)
    if answers:
        write(done)
    return done


def ours(corpus: Path, out: Path, engine: Any, meter: Meter) -> int:
    begin(out, Run())

    def told(count: int, progress: Progress) -> None:
        meter.mark(progress.documents)

    return run(Corpus([corpus], out), engine, out, TERMS, by_path=True, told=told).documents


class Watch(threading.Thread):
    """The most memory this process and each of its children have held, MB, looked at every half second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.driver, self.worker = 0.0, 0.0
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(0.5):
            self.driver = max(self.driver, held(os.getpid()))
            for task in Path(f"/proc/{os.getpid()}/task").iterdir():
                for one in (task / "children").read_text("utf-8").split():
                    self.worker = max(self.worker, held(int(one)))

    def stop(self) -> None:
        self._end.set()
        self.join()


def held(process: int) -> float:
    """The resident memory of a process now, MB; nothing of one that has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


class Meter:
    """What documents cost once everything is loaded: processor time of all processes from the `AFTER`th document to the last."""

    def __init__(self, others: tuple[int, ...]) -> None:
        self._others = others
        self._marks: list[tuple[int, float, float]] = []

    def mark(self, documents: int) -> None:
        """So many documents have come back by now."""
        self._marks.append((documents, used(self._others), time.perf_counter()))

    def each(self) -> tuple[float, float]:
        """Seconds of processor, and by the clock, for a document."""
        first = next(one for one in self._marks if one[0] >= AFTER)
        documents, spent, passed = (b - a for a, b in zip(first, self._marks[-1], strict=True))
        return spent / documents, passed / documents


def used(others: tuple[int, ...]) -> float:
    """Seconds of processor this process, its children and the `others` have used so far."""
    here = Path(f"/proc/{os.getpid()}/task")
    children = [int(one) for task in here.iterdir() for one in (task / "children").read_text("utf-8").split()]
    ticks = 0
    for one in (os.getpid(), *children, *others):
        try:
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]))
        except OSError:
            continue  # it has ended
    return ticks / os.sysconf("SC_CLK_TCK")


def main(way: str, corpus: Path, out: Path, address: str = "", others: str = "") -> None:
    watch = Watch()
    watch.start()
    meter = Meter(tuple(map(int, others.split())))
    started = time.perf_counter()
    match way:
        case "bare1" | "bare2":
            done = bare(corpus, out, int(way[-1]), meter)
        case "local1" | "local2":
            done = ours(corpus, out, Local(int(way[-1]), TERMS), meter)
        case "cluster":
            done = ours(corpus, out, Cluster(address, TERMS), meter)
        case _:
            done = check(Request((corpus,), out, 2), quiet=True)[0].documents
    wall = time.perf_counter() - started
    watch.stop()
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(one.ru_utime + one.ru_stime for one in spent)
    each, clock = meter.each() if way != "whole" else (0.0, 0.0)
    found = {
        "documents": done, "wall": wall, "processor": processor, "each": each, "clock": clock, "driver": watch.driver,
        "worker": watch.worker,
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
