"""An engine without processes, and small corpora: what tests of the run and of its files are made from."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.batch.engine import CHECK, Job, Lost, Outcome
from jixiao.batch.ledger import Run, begin
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.tables import TABLES
from jixiao.batch.task import Piece, Terms

TERMS = Terms(30.0, 2048)

GOOD = "示例县水务局（虚构）2022年度部门整体支出绩效自评报告\n2022年总支出130.65万元，其中：基本支出86.12万元，项目支出44.53万元。"
"""86.12 + 44.53 = 130.65."""
WRONG = GOOD.replace("130.65", "131.65")
"""One off in the total."""


class Inline:
    """Checks in this process, the last chunk first where `turned`; `spoil` may say that a chunk is lost."""

    def __init__(
        self, spoil: Callable[[tuple[Piece, ...]], Lost | None] = lambda _: None, turned: bool = False, job: Job = CHECK
    ) -> None:
        self._spoil, self._turned, self._job = spoil, turned, job
        self._given: deque[tuple[Piece, ...]] = deque()
        self.seen: list[tuple[str, ...]] = []
        self.stopped = False

    def free(self) -> bool:
        return len(self._given) < 3

    def submit(self, chunk: tuple[Piece, ...]) -> None:
        self._given.append(chunk)

    def next(self) -> Outcome:
        chunk = self._given.pop() if self._turned else self._given.popleft()
        self.seen.append(tuple(piece.document for piece in chunk))
        lost = self._spoil(chunk)
        return (chunk, lost) if lost is not None else (chunk, self._job.work(chunk, TERMS))

    def stop(self) -> None:
        self.stopped = True


def checked(places: list[Path], out: Path, engine: Inline | None = None, column: str = "") -> Progress:
    """A whole run without processes."""
    corpus = Corpus(places, out, column)
    begin(out, Run(sources=tuple(sorted(str(one.resolve()) for one in places))))
    return run(corpus, engine or Inline(), out, TERMS, by_path=True, told=lambda count, progress: None)


def rows(out: Path) -> dict[str, pa.Table]:
    """All tables of a folder of answers, sorted: equal for equal corpora, whoever did which document when."""
    found = {name: pq.read_table(out / name) for name in TABLES}
    return {
        name: table.sort_by([(one, "ascending") for one in ("document", "n") if one in table.column_names])
        for name, table in found.items()
    }
