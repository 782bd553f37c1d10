"""Batches: documents a second, what the runner costs over a bare process pool, and memory as the corpus grows.

`make bench PART=batch` writes bench/results/<date>-batch.md; `--sizes 1000 10000 100000` measures other sizes, `--rounds 0`
leaves the comparison out; `--folder` keeps corpora and answers, to be looked at. Corpora come from bench/corpus, seed 1.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.make import write_parquet
from machine import ROOT, ROUNDS, load, machine, write

MANY = 512
"""Documents of a run of the comparison; the first 64 are not counted, so that loading and starting stand apart."""
WAYS = ("bare1", "local1", "bare2", "local2", "cluster")
NAMES = {
    "bare1": "bare process pool, 1 worker", "local1": "`--jobs 1`", "bare2": "bare process pool, 2 workers",
    "local2": "`--jobs 2`", "cluster": "`--cluster`, 2 workers on this machine",
}  # fmt: skip
BESIDE = {"local1": "bare1", "local2": "bare2", "cluster": "bare2"}
GOALS = {"local2": 0.10, "cluster": 0.25}
"""What a runner may cost at most over the bare pool."""
RATE = 500
"""Documents a second that two cores should do."""
BY = {"batch-full": "bench-full"}
Found = dict[str, float]


def once(way: str, corpus: Path, out: Path, *cluster: str) -> Found:
    """One run in a process of its own."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, str(ROOT / "bench" / "batch_rivals.py"), way, str(corpus), str(out)]
    done = subprocess.run([*command, *cluster], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{way}: {done.stderr}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    found["disk"] = sum(path.stat().st_size for path in out.rglob("*.parquet")) / found["documents"]
    return found


@contextmanager
def cluster() -> Iterator[tuple[str, str]]:
    """A scheduler and two workers on this machine: the address, and the processes of the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    program = str(Path(sys.executable).with_name("dask"))
    commands = [[program, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    commands += [[program, "worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]] * 2
    running = [subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for one in commands]
    try:
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            workers = " ".join(map(str, client.run(os.getpid).values()))
        yield address, workers
    finally:
        for one in running[::-1]:
            one.terminate()
            one.wait()


def compared(folder: Path, rounds: int, ways: list[str], documents: int) -> list[str]:
    """What a document costs each way, rounds interleaved; the table and what it says."""
    corpus = folder / "compared.parquet"
    write_parquet(corpus, documents, 1)
    runs: dict[str, list[Found]] = {way: [] for way in ways}
    with cluster() as far:
        for _ in range(rounds):
            for way in ways:
                runs[way].append(once(way, corpus, folder / "out", *(far if way == "cluster" else ())))
    each = {way: [found["each"] for found in rounds] for way, rounds in runs.items()}
    lines = []
    for way in ways:
        per, clock = (statistics.median(found[what] for found in runs[way]) for what in ("each", "clock"))
        over = [a / b - 1 for a, b in zip(each[way], each.get(BESIDE.get(way, way), each[way]), strict=True)]
        start = statistics.median(found["processor"] - found["documents"] * found["each"] for found in runs[way])
        lines.append(
            f"| {NAMES[way]} | {1000 * per:.2f} | {1000 * min(each[way]):.2f}–{1000 * max(each[way]):.2f} | "
            f"{f'{100 * statistics.median(over):+.1f} %' if BESIDE.get(way) in ways else ''} | "
            f"{f'{100 * min(over):+.0f}…{100 * max(over):+.0f} %' if BESIDE.get(way) in ways else ''} | "
            f"{f'{start:.1f}' if way != 'cluster' else ''} | {1 / clock:.0f} |"
        )
    return [
        "## What the runner costs",
        "",
        (
            f"Processor time of driver and workers together (the cluster's scheduler and nannies left out) from the 65th of {documents} documents on; "
            f"medians of {rounds} interleaved rounds. The bare pool (`bench/batch_rivals.py`) does the same work: the same chunks, the same task, "
            "the same preparation of a worker, the same parquet; it does not resume, and the first worker that dies ends it. By the clock: on a "
            "machine shared with others, see the load."
        ),
        "",
        "| way | processor ms a document | from–to | over the bare pool | from…to | start, processor s | documents a second by the clock |",
        "| --- | ---: | --- | ---: | --- | ---: | ---: |",
        *lines,
        "",
        *goals(each),
        "",
    ]


def goals(each: dict[str, list[float]]) -> list[str]:
    """What was to be reached, and whether it was. `each`: seconds of processor for a document, by way and round."""
    said = []
    for way, most in GOALS.items():
        if way in each and BESIDE[way] in each:
            over = statistics.median(a / b - 1 for a, b in zip(each[way], each[BESIDE[way]], strict=True))
            reached = "reached" if over <= most else "not reached"
            said.append(f"{NAMES[way]}: at most {100 * most:.0f} % over the bare pool: {reached} ({100 * over:+.1f} %).")
    if "local2" in each:
        rate = 2 / statistics.median(each["local2"])
        said.append(
            f"{RATE} documents a second on two cores: two seconds of processor do {rate:.0f}, {'' if rate >= RATE else 'not '}reached "
            f"(best round {2 / min(each['local2']):.0f}); a processor shared with others does less in a second of its own time as well."
        )
    return said


def sizes(folder: Path, wanted: list[int]) -> list[str]:
    """A whole `batch check` with its summary at each size, once."""
    lines = []
    for size in wanted:
        corpus = folder / f"corpus-{size}.parquet"
        write_parquet(corpus, size, 1)
        found = once("whole", corpus, folder / f"whole-{size}")
        lines.append(
            f"| {size:,} | {found['wall']:.0f} | {found['processor']:.0f} | {found['documents'] / found['wall']:.0f} | "
            f"{1000 * found['processor'] / found['documents']:.2f} | {found['driver']:.0f} | {found['worker']:.0f} | "
            f"{found['disk'] / 1024:.1f} | {corpus.stat().st_size / size / 1024:.1f} |"
        )
    return [
        "## Time and memory as the corpus grows",
        "",
        "The whole of `jixiao batch check corpus.parquet --jobs 2`, summary included, once for each size. Copies (1 %) are checked once.",
        "",
        "| documents | s by the clock | processor s | documents a second | processor ms a document | driver, MB | a worker, MB | KB of answers a document | KB of corpus a document |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *lines,
        "",
    ]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="*", default=[1000, 10000])
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--ways", nargs="*", default=WAYS, choices=WAYS)
    asked.add_argument("--documents", type=int, default=MANY, help="of each run of the comparison")
    asked.add_argument("--part", default="batch", help="name of the result page")
    asked.add_argument("--folder", type=Path, help="where corpora and answers stay; without it they are thrown away")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        tables = compared(folder, given.rounds, given.ways, given.documents) if given.rounds else []
        tables += sizes(folder, given.sizes)
    text = [
        f"# Batches, {datetime.now(UTC).date().isoformat()}",
        "",
        (
            f"{machine('pyarrow', 'pebble', 'distributed')} {load()} Narrative documents of 1,600 to 2,400 characters from `bench/corpus`, seed 1; "
            f"{os.cpu_count()} cores. Made by `make {BY.get(given.part, 'bench PART=batch')}`."
        ),
        "",
        *tables,
    ]
    write(given.part, "\n".join(text))


if __name__ == "__main__":
    main()
