"""Total rows of tables of a report's own making, held against the rows they add up.

Which rows a total stands for is settled by the columns together: the reading that closes most of them. A column that alone does
not close is then beyond doubt; where none closes, the table was not understood and nobody is accused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.extract.judge import Closing, amount, close_sum, digits_of, like, nearness
from jixiao.extract.tables.own import Column, OwnRow, OwnTable, says
from jixiao.model.claim import Kind, Operand, Relation, Verdict

_LEAST_PARTS = 2
_SHOWN = 8
_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)
_NOT_ALL = "有的行没有填"
_TWICE = "同一对象可能在几行里都统计了"
_NESTED = "表内各行可能有包含关系"
OWN = "own:"
"""How the relations of such tables begin their `way`."""


def sum_relations(table: OwnTable) -> Iterator[Relation]:
    """A relation for each figure of a total row that adds figures above it (or below it, where it stands first)."""
    columns = addable(table)
    for at, total in enumerate(table.rows):
        if total.total:
            yield from _of_total(table, at, total, columns)


def addable(table: OwnTable) -> list[Column]:
    """The columns that can be added up."""
    return [column for column in table.columns if _can_be_added(column, table)]


def _can_be_added(column: Column, table: OwnTable) -> bool:
    """Whether a column can be added up; points only beside their weights, for points of several projects are averaged."""
    if column.unit == "分":
        return any(says(one.head, "weights") for one in table.columns)
    return column.unit != "%" and not says(column.head, "not_added")


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure of a total row with the figures a reading adds, and how that closes; None if something is illegible."""

    column: Column
    total: Operand
    parts: tuple[Operand, ...]
    closing: Closing | None
    gaps: bool

    @property
    def telling(self) -> bool:
        """Whether a match would prove the reading: parts and total are not nought."""
        quantities = [one.quantity for one in self.parts if one.quantity is not None]
        return sum(1 for one in quantities if one.value) >= _LEAST_PARTS

    def holds(self) -> bool:
        return self.closing is not None and self.closing.verdict in _HOLDS


class Reading(list[Sum]):
    """The figures of one row under one reading of its parts."""

    @property
    def proved(self) -> int:
        """How many of them close and would not close by chance."""
        return sum(1 for one in self if one.holds() and one.telling)

    @property
    def failed(self) -> int:
        """How many do not."""
        return sum(1 for one in self if one.closing is not None and not one.holds())


def _of_total(table: OwnTable, at: int, total: OwnRow, columns: Sequence[Column]) -> Iterator[Relation]:
    readings = [
        Reading(one for column in columns if (one := sum_of(column, total, rows)) is not None)
        for rows in _readings(table, at)
    ]
    readings = [reading for reading in readings if reading]
    if not readings:
        return
    best = max(readings, key=lambda reading: reading.proved)
    flat = len(readings) == 1 and not any(row.inner or row.structured for row in table.rows)
    yield from judged(best, "total", flat)


def judged(reading: Reading, way: str, flat: bool = False) -> Iterator[Relation]:
    """The relations of a reading that is settled; `flat`: the rows can be read in no other way."""
    for one in reading:
        yield _relation(one, reading.proved, reading.failed, flat, f"{OWN}{way}")


def _readings(table: OwnTable, at: int) -> Iterator[list[OwnRow]]:
    """The rows a total may add: those since the total before; the totals above it; all above; those below one that stands first."""
    rows = table.rows
    if not any(not row.total for row in rows[:at]):
        below: list[OwnRow] = []
        for row in rows[at + 1 :]:
            if row.total:
                break
            below.append(row)
        yield from _without_inner(below)
        return
    since = next((back for back in range(at - 1, -1, -1) if rows[back].total), -1)
    if at - since > 1:
        yield from _without_inner(rows[since + 1 : at])
    totals = [row for row in rows[:at] if row.total]
    if totals:
        yield totals
        yield [*totals, *rows[since + 1 : at]]
        yield from _without_inner([row for row in rows[:at] if not row.total])


def _without_inner(rows: Sequence[OwnRow]) -> Iterator[list[OwnRow]]:
    outer = [row for row in rows if not row.inner]
    yield outer
    if len(outer) < len(rows):
        yield list(rows)
    marked = [row for row in outer if row.structured]
    if marked and len(marked) < len(outer):
        yield marked
        yield [row for row in outer if not row.structured]


def sum_of(column: Column, total: OwnRow, rows: Sequence[OwnRow]) -> Sum | None:
    """The figure of a row in a column against those of `rows`; None where it has none, or fewer than two of them have."""
    stated = total.figures.get(column.at)
    parts = tuple(row.figures[column.at] for row in rows if column.at in row.figures)
    if stated is None or stated.quantity is None or len(parts) < _LEAST_PARTS:
        return None
    units = {one.quantity.unit for one in (stated, *parts) if one.quantity is not None}
    if len(units) > 1:
        return None
    closing = None
    if not any(column.at in row.blind for row in rows):
        closing = close_sum(amount(stated.quantity), [amount(one.quantity) for one in parts if one.quantity is not None])
    gaps = any(column.at in row.empty for row in rows) and closing is not None and closing.difference < 0
    return Sum(column, stated, parts, closing, gaps)


def _kind(column: Column) -> Kind:
    if column.unit == "分":
        return Kind.WEIGHT_SUM if says(column.head, "weights") else Kind.SCORE_SUM
    return Kind.SUM if column.dimension == "money" or (not column.unit and says(column.head, "money")) else Kind.COUNT_SUM


def _relation(one: Sum, proved: int, failed: int, flat: bool, way: str) -> Relation:
    stated = one.total.quantity
    assert stated is not None
    kind = _kind(one.column)
    quote = _quote(one, "合计" if flat or way == f"{OWN}total" else one.total.label.removesuffix(one.column.head))
    if one.closing is None:
        return Relation(
            kind, one.total, one.parts, Verdict.UNVERIFIABLE, quote, one.total.place, None, "有的格读不出数", way
        )
    expected = like(stated, one.closing.total)
    verdict, detail = one.closing.verdict, one.closing.detail
    if verdict in _HOLDS:
        return Relation(kind, one.total, one.parts, verdict, quote, one.total.place, expected, detail, way)
    if failed > max(proved, 1) or (proved == 0 and not flat) or _no_sum(one):
        return Relation(
            kind, one.total, one.parts, Verdict.UNVERIFIABLE, quote, one.total.place, expected, "各行可能不属同一合计", way
        )
    parts = [amount(part.quantity) for part in one.parts if part.quantity is not None]
    counted = kind is Kind.COUNT_SUM
    near = nearness(amount(stated), parts, count=counted)
    twice = counted and one.closing.difference > 0 and not near.edit
    opened = (*((_NOT_ALL,) if one.gaps else ()), *((_TWICE,) if twice else ()), *(() if flat or proved else (_NESTED,)))
    wanted = digits_of(stated, one.closing.total)
    edit = near.edit or (f"{stated.text.replace(',', '')}→{wanted}" if wanted and proved else "")
    return Relation(
        kind, one.total, one.parts, verdict, quote, one.total.place, expected, detail, way, one.column.head, opened,
        proved > 0 or near.near, edit,
    )  # fmt: skip


def _no_sum(one: Sum) -> bool:
    """Whether a figure of a total row is as small as one of the rows: an average, the last of a running total, a highest one."""
    values = [part.quantity.value for part in one.parts if part.quantity is not None]
    stated = one.total.quantity
    return stated is not None and min(values) >= 0 and stated.value <= max(values)


def _quote(one: Sum, name: str) -> str:
    shown = " + ".join(part.quote for part in one.parts[:_SHOWN])
    more = f" + … 共 {len(one.parts)} 项" if len(one.parts) > _SHOWN else ""
    return f"{one.column.head}：{name} {one.total.quote} = {shown}{more}"
