"""Blocks of agencies: their figures as columns, row by row from text or turned from one figure a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.casefiles import name_of
from jixiao.intake.fact_heads import FactName, Head
from jixiao.rules.columns.units import FactColumn

BLOCK = 20_000
"""Agencies read and scored at a time."""


@dataclass(slots=True)
class Block:
    """Agencies of one year: figures as columns, judgements as cells of text by the indicator's id, and where each row stands."""

    year: int
    agencies: list[str]
    places: list[int]
    facts: dict[FactName, FactColumn]
    judged: dict[str, list[str]] = field(default_factory=dict)
    path: Path = Path()

    @property
    def file(self) -> str:
        """The name of the table the rows stand in."""
        return name_of(self.path.name)

    def __len__(self) -> int:
        return len(self.agencies)


@dataclass(slots=True)
class Gathered:
    """Rows of one year, column by column."""

    columns: tuple[Head, ...]
    agencies: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    values: list[list[Any]] = field(default_factory=list)

    def add(self, agency: str, number: int, values: list[Any]) -> None:
        self.agencies.append(agency)
        self.places.append(number)
        self.values.append(values)

    def block(self, year: int) -> Block:
        block = Block(year, self.agencies, self.places, {})
        for at, head in enumerate(self.columns):
            cells = [row[at] for row in self.values]
            if head.kind == "judged":
                block.judged[head.indicator] = ["" if one is None else one for one in cells]
            else:
                block.facts[head.fact] = column_of(cells)
        return block


def column_of(cells: list[Any]) -> FactColumn:
    """The cells as one exact column; it is known to the coarsest of their last digits."""
    column = FactColumn.of(None if one is None else one[0] for one in cells)
    step = max((one[1] for one in cells if one is not None), default=Decimal(0))
    return FactColumn(column.numbers, column.scale, column.missing, int(step * column.scale))


def some(column: FactColumn, rows: Any) -> FactColumn:
    """The column of some of the agencies."""
    missing = None if column.missing is None else column.missing[rows]
    return FactColumn(column.numbers[rows], column.scale, missing, column.step)


def pivoted(
    stated: Mapping[tuple[str, str, str, int], tuple[Any, int]],
    first: Mapping[str, int],
    year: int,
    indicators: Mapping[str, str],
) -> Iterator[Block]:
    """Blocks of what is stated of `year` and of the years before, the agencies in the order in which each was `first` named."""
    ids = set(indicators.values())
    rows: dict[str, dict[tuple[str, str, int], Any]] = {}
    for (agency, name, basis, of), (value, _) in stated.items():
        if of == year or (name not in ids and of < year):
            rows.setdefault(agency, {})[name, basis, of - year] = value
    names = sorted({key for row in rows.values() for key in row})
    agencies = [agency for agency in first if agency in rows]
    for start in range(0, len(agencies), BLOCK):
        part = agencies[start : start + BLOCK]
        block = Block(year, part, [first[agency] for agency in part], {})
        for key in names:
            cells = [rows[agency].get(key) for agency in part]
            if key[0] in ids:
                block.judged[key[0]] = ["" if one is None else one for one in cells]
            else:
                block.facts[key] = column_of(cells)
        yield block
