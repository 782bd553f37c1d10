"""The run: hands out what is new, takes back answers, isolates whoever brings a worker down, writes parts."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.batch.engine import CHECK, Chunk, Engine, Job, Lost
from jixiao.batch.sources import Corpus
from jixiao.batch.store import Store
from jixiao.batch.task import VERSION, Answer, Piece, Terms, broke_down, too_long, unpacked
from jixiao.batch.waybill import Waybill
from jixiao.errors import Fault, UsageError

DEATHS = 3
"""How often the process checking one document may die before the document is given up: a worker may be killed by others."""

_CHUNK = 64
_CHUNK_BYTES = 1 << 20
_PART = 4096
_PART_BYTES = 64 << 20
_PART_SECONDS = 10.0


@dataclass(slots=True)
class Progress:
    """What a run tells while it goes on."""

    documents: int = 0
    failed: int = 0
    unreadable: int = 0


def run(
    corpus: Corpus, engine: Engine, out: Path, terms: Terms, *, by_path: bool, told: Callable[[int, Progress], None],
    job: Job = CHECK,
) -> Progress:  # fmt: skip
    """Do to everything in `corpus` what `out` does not hold yet. `told(n, so far)` hears of every n sources settled.

    Stopped by whatever exception, it keeps what has come back: the next run goes on from there.
    """
    store = Store(out, job.tables)
    store.open()
    parts = _Parts(store, job)
    waybill = Waybill(corpus, out, parts.documents(), by_path=by_path)
    progress = Progress()
    waiting: deque[Chunk] = deque()
    deaths: Counter[str] = Counter()
    feed = _chunks(waybill)
    more, flying = True, 0
    try:
        while True:
            while engine.free():
                chunk = waiting.popleft() if waiting else next(feed, None) if more else None
                if chunk is None:
                    more = False
                    break
                engine.submit(chunk)
                flying += 1
            told(waybill.settled(), progress)
            if not flying:
                break
            chunk, outcome = engine.next()
            flying -= 1
            answer = _settle(chunk, outcome, waiting, deaths, terms, job) if isinstance(outcome, Lost) else outcome
            if answer is None:
                continue
            _demand_version(answer)
            parts.add(answer)
            done = set(answer.done)
            if rest := tuple(piece for piece in chunk if piece.document not in done):
                waiting.append(rest)
            progress.documents += len(done)
            progress.failed += answer.failed
            progress.unreadable += answer.unreadable
            told(len(done), progress)
    finally:
        engine.stop()
        parts.write()
    waybill.write()
    return progress


def _settle(chunk: Chunk, how: Lost, waiting: deque[Chunk], deaths: Counter[str], terms: Terms, job: Job) -> Answer | None:
    """A lost chunk goes out again, one document at a time, until exactly the guilty one is known: that is its answer."""
    if how is Lost.NEVER:
        waiting.append(chunk)
    elif len(chunk) > 1:
        waiting.extend((piece,) for piece in chunk)
    elif how is Lost.TIME:
        return job.give_up(chunk, too_long(terms), terms)
    else:
        deaths[chunk[0].document] += DEATHS if how is Lost.REPEATED else 1
        if deaths[chunk[0].document] >= DEATHS:
            return job.give_up(chunk, broke_down(DEATHS), terms)
        waiting.append(chunk)
    return None


def _demand_version(answer: Answer) -> None:
    if answer.version != VERSION:
        theirs, ours = answer.version, VERSION
        said = f"有一台工作机上是 jixiao {theirs[0]}（表结构 {theirs[1]}），这里是 {ours[0]}（表结构 {ours[1]}）"
        raise UsageError(Fault("", said, "请在各台机器上装同一版本后，再运行同一条命令"))


def _chunks(waybill: Waybill) -> Iterator[Chunk]:
    """Documents in chunks: many small ones, so that handing over costs little, or one large."""
    held: list[Piece] = []
    size = 0
    for piece in waybill:
        if held and (len(held) == _CHUNK or size + piece.size > _CHUNK_BYTES):
            yield tuple(held)
            held, size = [], 0
        held.append(piece)
        size += piece.size
    if held:
        yield tuple(held)


class _Parts:
    """Answers on their way into parts."""

    def __init__(self, store: Store, job: Job) -> None:
        self._store, self._job = store, job
        self._empty()

    def documents(self) -> set[bytes]:
        """What is done already."""
        return {
            bytes.fromhex(one)
            for table in self._store.read(self._job.tables[-1], ["document"])
            for one in table["document"].to_pylist()
        }

    def add(self, answer: Answer) -> None:
        for name, data in answer.tables.items():
            self._held[name].append(unpacked(data))
            self._size += len(data)
        self._count += len(answer.done)
        if self._count >= _PART or self._size >= _PART_BYTES or time.monotonic() - self._since >= _PART_SECONDS:
            self.write()

    def write(self) -> None:
        """What is held, as a part; nothing where nothing is."""
        import pyarrow as pa

        if self._count:
            self._store.write({name: pa.concat_tables(held) for name, held in self._held.items()})
        self._empty()

    def _empty(self) -> None:
        self._held: dict[str, list[Any]] = {name: [self._job.columns(name).empty_table()] for name in self._job.tables}
        self._count, self._size, self._since = 0, 0, time.monotonic()
