"""Tables of many agencies' figures (CSV, workbook, parquet) → blocks of columns, one year each; everything wrong at once, by line.

A wide table is read block by block, in bounded memory. A long one is turned into one first: its rows may stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from jixiao.batch.blocks import BLOCK, Block, Gathered, column_of, pivoted, some
from jixiao.batch.decimals import decimal_column
from jixiao.casefiles import bytes_of, name_of
from jixiao.catalog.items import describe, items
from jixiao.errors import CaseError, Fault, ReadError
from jixiao.intake.fact_heads import FactName, Head, Heads, is_head, label_of, long_fact, read_heads
from jixiao.intake.figures import WHOLE, Complaint, read_value
from jixiao.intake.ledger_cells import PROBLEM, csv_records, decoded, rows_of
from jixiao.model.quantity import Quantity
from jixiao.patterns import regex
from jixiao.peers.arrow import arrow
from jixiao.peers.sources import bare_name
from jixiao.rules.columns.units import FactColumn
from jixiao.text.units import unit as unit_of

_HEADS_WITHIN = 12

FAULTS = 1000
"""Faults that are told; of more only how many there are."""

BLANKS = frozenset({"", "-", "—", "——", "－", "/", "\\", "*", "待补充"})
_PLAIN = regex(r"-?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,6})?", re.ASCII)
_YEAR = regex(r"((?:19|20)\d\d)年?(?:度)?")

Stated: TypeAlias = Decimal | None


@dataclass(slots=True)
class Table:
    """One table. `year` is the year evaluated where the rows do not say (wide) or to be chosen of those they say (long).

    With `passed`, what names nothing we know is noted there and not read; else it is a fault.
    """

    path: Path
    indicators: Mapping[str, str]
    year: int | None = None
    passed: list[str] | None = None
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    seen: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return name_of(self.path.name)

    def blocks(self) -> Iterator[Block]:
        """The table block by block; after the last, `CaseError` with everything that is wrong."""
        for block in self._parquet() if self.path.suffix.lower() == ".parquet" else self._rows():
            block.path = self.path
            yield block
        self.raise_faults()

    def raise_faults(self) -> None:
        """`CaseError` where anything was wrong."""
        if self.faults:
            rest = [Fault(self.file, f"另有 {self.more} 处，没有列出", "请改正以上各处后再试")] if self.more else []
            raise CaseError([*sorted(self.faults, key=_line), *rest])

    def fault(self, number: int, what: str, hint: str, head: str = "") -> None:
        """Something wrong in a row; the thousandth is the last that is told."""
        if len(self.faults) < FAULTS:
            self.faults.append(Fault(f"{self.file}:{number}", f"“{head}”一栏：{what}" if head else what, hint))
        else:
            self.more += 1

    # —— rows of text ——

    def _rows(self) -> Iterator[Block]:
        rows = self.text_rows()
        first = next(rows, None)
        if first is None:
            if not self.faults:
                self.fault(1, "文件里没有数据", "第一行写表头，下面每行写一个单位")
            return
        number, cells = first
        heads = read_heads(cells, f"{self.file}:{number}", self.indicators, self.faults, self.passed)
        if self.faults:
            return
        found = self._long(rows, heads) if heads.long else self._wide(rows, heads)
        yield from found

    def text_rows(self) -> Iterator[tuple[int, list[str]]]:
        """The heads and every row as text, with its number: the line of a CSV file, the row of a sheet or (from 1) of parquet."""
        if self.path.suffix.lower() == ".parquet":
            with self._opened() as file:
                names = list(file.schema_arrow.names)
                yield 0, names
                yield from _as_rows(file, names)
            return
        yield from from_heads(self._read())

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        data = bytes_of(self.path)
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            from jixiao.readers import read

            table = next(read(data, self.file).tables(), None)
            for number, cells in rows_of(table) if table is not None else ():
                yield number, [cells.get(column, "") for column in range(max(cells) + 1)]
            return
        text = decoded(data)
        if text is None or "\0" in text:
            told = "编码认不出（既不是 UTF-8，也不是 GB18030）"
            self.faults.append(Fault(self.file, told, "请另存为“CSV UTF-8（逗号分隔）”后再用"))
            return
        yield from csv_records(text, self.file, self.faults)

    def _wide(self, rows: Iterable[tuple[int, list[str]]], heads: Heads) -> Iterator[Block]:
        agency_at, year_at, columns = heads.role("agency"), heads.role("year"), heads.facts()
        project_at = heads.role("project")
        rows = iter(rows)
        while part := list(islice(rows, BLOCK)):
            by_year: dict[int, Gathered] = {}
            for number, cells in part:
                if len(cells) > len(heads.columns) and any(cell.strip() for cell in cells[len(heads.columns) :]):
                    what = f"这一行有 {len(cells)} 格，表头只有 {len(heads.columns)} 格"
                    self.fault(number, what, "内容里的逗号请加引号，或改用 Excel 文件")
                    continue
                agency = self._agency(number, _cell(cells, agency_at), _cell(cells, project_at))
                year = self.year_in(number, _cell(cells, year_at)) if year_at is not None else self.year
                if year is None and year_at is None:
                    self.fault(number, "没有“年度”一栏，也没有写 --year", "请补上一栏，或写 --year 2021")
                if not agency or year is None:
                    continue
                if not self._once(agency, year, number):
                    continue
                gathered = by_year.setdefault(year, Gathered(columns))
                gathered.add(agency, number, [self.value(number, head, _cell(cells, head.column)) for head in columns])
            yield from (gathered.block(year) for year, gathered in sorted(by_year.items()))

    def _long(self, rows: Iterable[tuple[int, list[str]]], heads: Heads) -> Iterator[Block]:
        """Every figure by agency; the year evaluated is `year`, or the latest that stands in the table."""
        stated: dict[tuple[str, str, str, int], tuple[Any, int]] = {}
        first: dict[str, int] = {}
        for number, agency, year, head, raw in self.long_rows(rows, heads):
            first.setdefault(agency, number)
            if head is None or raw in BLANKS:
                continue
            key = (agency, head.indicator or head.fact[0], head.fact[1], year + head.fact[2])
            value = self.value(number, head, raw)
            before = stated.setdefault(key, (value, number))
            if before[1] != number and not _same(before[0], value):
                self.fault(number, f"“{agency}”的{head.text}与第 {before[1]} 行的不同", "请核对后只留一处")
        if self.faults or not stated:
            return
        year = self.year or max(key[3] for key in stated)
        yield from pivoted(stated, first, year, self.indicators)

    def long_rows(
        self, rows: Iterable[tuple[int, list[str]]], heads: Heads
    ) -> Iterator[tuple[int, str, int, Head | None, str]]:
        """Rows of the long form: number, agency, year, what the figure is (None: told as a fault), its text."""
        at = {role: heads.role(role) for role in ("agency", "project", "year", "item", "basis", "value", "unit")}
        for number, cells in rows:
            agency = self._agency(number, _cell(cells, at["agency"]), _cell(cells, at["project"]))
            year = self.year_in(number, _cell(cells, at["year"]))
            if agency and year is not None:
                words = (_cell(cells, at["item"]), _cell(cells, at["basis"]), _cell(cells, at["unit"]))
                yield number, agency, year, self._long_head(number, *words), _cell(cells, at["value"])

    def _long_head(self, number: int, name: str, basis: str, printed: str) -> Head | None:
        found = _long_head(name, basis)
        id = self.indicators.get("".join(name.split()))
        if isinstance(found, Fault) and id is not None:
            return Head(0, name, "judged", indicator=id)
        if isinstance(found, Fault) and self.passed is not None:
            self.passed.append(name)
            return None
        if isinstance(found, Fault):
            self.fault(number, f"“{name}”：{found.what}", found.hint)
            return None
        return Head(0, name, "fact", fact=found, unit=printed)

    def _once(self, agency: str, year: int, number: int) -> bool:
        """Whether the agency stands in the table for the first time with this year; a fault if not."""
        first = self.seen.setdefault((agency, year), number)
        if first != number:
            self.fault(number, f"“{agency}”{year}年与第 {first} 行重复", "每个单位每年只写一行")
        return first == number

    def _agency(self, number: int, text: str, project: str = "") -> str:
        if not text:
            self.fault(number, "没有写单位", "请补上，或删去这一行")
            return ""
        return label_of(bare_name(text), project)

    def year_in(self, number: int, text: str) -> int | None:
        """The year a cell states; None, and a fault, where it is none."""
        found = _YEAR.fullmatch(text)
        if found is None:
            self.fault(number, f"“{text[:16]}”不是年度", "写四位数的年份，如 2021")
        return int(found[1]) if found else None

    def value(self, number: int, head: Head, raw: str) -> Any:
        """A cell as (number in the item's own unit, size of its last digit); text where it is a judgement; None where nothing is stated."""
        if raw in BLANKS:
            return None
        if raw[0] == PROBLEM:
            self.fault(number, f"这一格的值不能用：{raw[1:]}", "请改成数值后保存再用", head.text)
            return None
        if head.kind == "judged":
            return raw
        factor = _factor(head.fact[0], head.unit)
        if factor and _PLAIN.fullmatch(raw):
            figure = Decimal(raw.replace(",", ""))
            if figure >= 0 or items()[head.fact[0]].negative:
                own = items()[head.fact[0]].unit
                if own in ("元", "%"):
                    return figure * factor, _step(figure.as_tuple().exponent, factor)
                if own in WHOLE and figure == figure.to_integral_value():
                    return figure * factor, Decimal(0)
        found = read_value(items()[head.fact[0]], raw, head.unit)
        if isinstance(found, Quantity):
            return found.value, found.step
        if isinstance(found, Complaint):
            self.fault(number, found.what, found.hint, head.text)
        return None

    # —— parquet ——

    def _opened(self) -> Any:
        pa, pq = arrow()
        try:
            return pq.ParquetFile(self.path)
        except (pa.ArrowInvalid, OSError):
            what = "不是可读的 parquet 文件"
            raise ReadError(Fault(self.file, what, "请重新生成，或检查是否下载完整")) from None

    def _parquet(self) -> Iterator[Block]:
        with self._opened() as file:
            names = list(file.schema_arrow.names)
            heads = read_heads(names, self.file, self.indicators, self.faults, self.passed)
            if self.faults:
                return
            if heads.long:
                yield from self._long(_as_rows(file, names), heads)
                return
            start = 1
            for batch in file.iter_batches(batch_size=BLOCK):
                yield from self._batch(batch, heads, start)
                start += batch.num_rows

    def _batch(self, batch: Any, heads: Heads, start: int) -> Iterator[Block]:
        names = [bare_name(one) if isinstance(one, str) else "" for one in batch.column(heads.role("agency")).to_pylist()]
        if (project_at := heads.role("project")) is not None:
            projects = batch.column(project_at).to_pylist()
            names = [
                label_of(name, str(one or "").strip()) if name else "" for name, one in zip(names, projects, strict=True)
            ]
        year_at = heads.role("year")
        years = (
            [self.year] * len(names) if year_at is None else [_whole_year(one) for one in batch.column(year_at).to_pylist()]
        )
        for at, (name, year) in enumerate(zip(names, years, strict=True)):
            if not name:
                self.fault(start + at, "没有写单位", "请补上，或删去这一行")
            if year is None:
                self.fault(start + at, "没有可用的年度", "请补上“年度”一列，或写 --year 2021")
            elif name:
                self._once(name, year, start + at)
        if self.faults:
            return
        facts: dict[FactName, FactColumn] = {}
        judged: dict[str, list[str]] = {}
        for head in heads.facts():
            column = batch.column(head.column)
            if head.kind == "judged":
                judged[head.indicator] = ["" if one is None else str(one).strip() for one in column.to_pylist()]
            else:
                factor = _factor(head.fact[0], head.unit)
                found = decimal_column(column, factor, items()[head.fact[0]].unit in ("元", "%")) if factor else None
                facts[head.fact] = found or self._as_text(column.to_pylist(), head, start)
        for year in sorted({one for one in years if one is not None}):
            rows = np.array([at for at, one in enumerate(years) if one == year], np.intp)
            whole = len(rows) == len(names)
            yield Block(
                year,
                names if whole else [names[at] for at in rows],
                [start + int(at) for at in rows],
                facts if whole else {name: some(column, rows) for name, column in facts.items()},
                judged if whole else {id: [cells[at] for at in rows] for id, cells in judged.items()},
            )

    def _as_text(self, values: list[Any], head: Head, start: int) -> FactColumn:
        cells = (self.value(start + at, head, "" if one is None else _shown(one)) for at, one in enumerate(values))
        return column_of(list(cells))


def _shown(value: Any) -> str:
    """A number of a parquet file as written; a binary one by the shortest digits that mean it."""
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value).strip()


def from_heads(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows from the heads on: titles and units may stand above them."""
    above = list(islice(rows, _HEADS_WITHIN))
    begins = next((at for at, (_, cells) in enumerate(above) if is_head(cells)), 0)
    yield from above[begins:]
    yield from rows


def _line(fault: Fault) -> int:
    number = fault.where.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0


def _as_rows(file: Any, names: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for batch in file.iter_batches(batch_size=BLOCK):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield number, ["" if one is None else _shown(one) for one in row]


def _same(one: Any, other: Any) -> bool:
    """Whether two cells state the same: 6.50万元 and 65000元 do, however finely each is printed."""
    return bool(one[0] == other[0] if isinstance(one, tuple) and isinstance(other, tuple) else one == other)


def _cell(cells: list[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _whole_year(value: Any) -> int | None:
    if isinstance(value, int):
        return value if 1990 <= value <= 2100 else None
    found = _YEAR.fullmatch(str(value).strip()) if value is not None else None
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def _long_head(name: str, basis: str) -> FactName | Fault:
    return long_fact(name, basis)


@lru_cache(maxsize=256)
def _step(exponent: Any, factor: Decimal) -> Decimal:
    """The size of the last digit: one number for all that are printed alike."""
    return Decimal(1).scaleb(int(exponent)) * factor


@lru_cache(maxsize=1024)
def _factor(item: str, printed: str) -> Decimal | None:
    """How many of the item's unit one `printed` unit is; None where that must be read cell by cell."""
    own = items()[item].unit
    if own == "文字":
        return None
    if not printed:
        return None if own in ("元", "%") else Decimal(1)
    known = unit_of(printed)
    return known.factor if known is not None and known.name == own else None


def told(name: FactName) -> str:
    """A figure as it is named to a person."""
    return describe(*name)
