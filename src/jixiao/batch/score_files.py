"""The files of a scoring run: written aside as blocks come, moved to their places when all are whole."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from jixiao.batch.blocks import Block
from jixiao.batch.score_page import Seen, score_page
from jixiao.batch.scored import KNOWN, PLACES, STATUS, LeafColumns, TotalColumns, scores_table, totals_table
from jixiao.batch.store import unwritable
from jixiao.model.quantity import half_up, trim
from jixiao.model.question import Question
from jixiao.model.rulebook import Rulebook
from jixiao.peers.arrow import arrow, parquet_bytes
from jixiao.writers.csv import guarded
from jixiao.writers.html import write_html

SCHEMA = 1
_ASIDE = ".未写完"
_BOM = b"\xef\xbb\xbf"
_SAID = {"known": "", "missing": "缺数，得分未定", "refused": "数据不能用"}
RECALLED = "采用了未核实的分值"
_LEVELS = {"warning": "请说明", "info": "留意"}


@dataclass(slots=True)
class _Open:
    scores: Any = None
    totals: Any = None
    csv: Any = None
    heads: tuple[str, ...] = ()


class Files:
    """The folder `out` while a run writes to it; left without `finish`, nothing of the run remains."""

    def __init__(self, out: Path, rulebook: Rulebook, recalled: bool) -> None:
        """`recalled`: numbers entered from memory are used, which every file says."""
        self.out, self.rulebook, self.recalled = out, rulebook, recalled
        self.aside = out / _ASIDE
        self.open = _Open()
        self.seen = Seen(rulebook)

    def __enter__(self) -> Files:
        try:
            shutil.rmtree(self.aside, ignore_errors=True)
            self.aside.mkdir(parents=True)
        except OSError as error:
            raise unwritable(self.out, error) from None
        return self

    def __exit__(self, *of: object) -> None:
        for one in (self.open.scores, self.open.totals, self.open.csv):
            if one is not None:
                one.close()
        shutil.rmtree(self.aside, ignore_errors=True)
        if self.out.is_dir() and not any(self.out.iterdir()):
            self.out.rmdir()

    def write(self, block: Block, columns: Sequence[LeafColumns], totals: TotalColumns, why: Mapping[int, str]) -> None:
        """The rows of one block."""
        grades = [grade.name for grade in self.rulebook.grades]
        try:
            self.open.scores = self._parquet("scores", self.open.scores, scores_table(columns, block))
            self.open.totals = self._parquet("totals", self.open.totals, totals_table(totals, block, grades, why))
            self._csv(block, columns, totals, grades, why)
        except OSError as error:
            raise unwritable(self.out, error) from None
        self.seen.add(columns, totals)

    def _parquet(self, name: str, writer: Any, table: Any) -> Any:
        _, pq = arrow()
        if writer is None:
            schema = table.schema.with_metadata(self._mark())
            writer = pq.ParquetWriter(self.aside / f"{name}.parquet", schema, compression="zstd")
        writer.write_table(table.cast(writer.schema))
        return writer

    def _mark(self) -> dict[str, str]:
        book = {"jixiao.rulebook": self.rulebook.id, "jixiao.rulebook.sha256": self.rulebook.sha256}
        return {"jixiao.schema": str(SCHEMA), **book, "jixiao.allow_recalled": "true" if self.recalled else "false"}

    def _csv(
        self,
        block: Block,
        columns: Sequence[LeafColumns],
        totals: TotalColumns,
        grades: Sequence[str],
        why: Mapping[int, str],
    ) -> None:
        heads = tuple(one.name for one in columns)
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        if self.open.csv is None:
            self.open.csv = (self.aside / "得分.csv").open("wb")
            self.open.csv.write(_BOM)
        if heads != self.open.heads:
            if self.open.heads:
                writer.writerow([])
            writer.writerow(["单位", "年度", "总分", "等级", "最低", "最高", "说明", *map(guarded, heads)])
            self.open.heads = heads
        points = [_texts(one.score, one.status != KNOWN) for one in columns]
        total = _texts(totals.total, totals.status != KNOWN)
        low, high = (_texts(part, totals.status == STATUS.index("refused")) for part in (totals.low, totals.high))
        for at, agency in enumerate(block.agencies):
            said = why.get(at) or _SAID[STATUS[totals.status[at]]]
            said = "；".join(filter(None, (said, RECALLED if self.recalled else "")))
            grade = grades[totals.grade[at]] if totals.grade[at] >= 0 else ""
            row = (guarded(agency), block.year, total[at], grade, low[at], high[at], guarded(said))
            writer.writerow([*row, *(part[at] for part in points)])
        self.open.csv.write(out.getvalue().encode("utf-8"))

    def finish(self, questions: Sequence[Question], by_unit: Sequence[str]) -> list[Path]:
        """Everything closed and moved to its place; the paths."""
        for one in (self.open.scores, self.open.totals, self.open.csv):
            one.close()
        self.open = _Open()
        pages = {
            "questions.parquet": _questions_parquet(questions), "疑点.csv": _questions_csv(questions),
            "得分汇总.html": write_html(score_page(self.seen, questions, by_unit, self.recalled)),
        }  # fmt: skip
        try:
            for name, data in pages.items():
                (self.aside / name).write_bytes(data)
            names = ("scores.parquet", "totals.parquet", "得分.csv", *pages)
            return [(self.aside / name).replace(self.out / name) for name in names]
        except OSError as error:
            raise unwritable(self.out, error) from None


def _texts(numbers: Any, none: Any) -> list[str]:
    """Points as text, each distinct one written once; "" where there are none."""
    distinct, back = np.unique(numbers, return_inverse=True)
    texts = [f"{trim(half_up(Fraction(int(one), 10**PLACES), PLACES)):f}" for one in distinct]
    return ["" if absent else texts[at] for at, absent in zip(back, none, strict=True)]


def _questions_csv(questions: Sequence[Question]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("单位", "年度", "编码", "级别", "疑点"))
    for one in questions:
        writer.writerow((guarded(one.agency), one.year or "", one.code, _LEVELS[one.level], guarded(one.sentence)))
    return _BOM + out.getvalue().encode("utf-8")


def _questions_parquet(questions: Sequence[Question]) -> bytes:
    pa, _ = arrow()
    text = pa.string()
    return parquet_bytes(
        {
            "agency": (text, [one.agency for one in questions]), "year": (pa.int32(), [one.year for one in questions]),
            "code": (text, [one.code for one in questions]), "level": (text, [one.level for one in questions]),
            "message": (text, [one.sentence for one in questions]),
        },
        SCHEMA,
    )  # fmt: skip
