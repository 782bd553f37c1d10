"""Rows of a table of a report's own making that hold their parts below them: 项目支出 over 其中：甲工程, 乙工程, 丙工程.

其中 need not be all of it. That a row is the sum of the rows below it is settled by the columns together, as for totals: only where
one column closes is another that does not held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.extract.tables.own import OwnRow, OwnTable
from jixiao.extract.tables.own_sums import Reading, addable, judged, sum_of
from jixiao.model.claim import Relation, Verdict

_LEAST_PARTS, _MOST_PARTS = 2, 30
_ENOUGH = 2
_NOT_ALL = "“其中”可能没有列全"


def inner_relations(table: OwnTable) -> Iterator[Relation]:
    """A relation for each figure of a row whose parts, introduced by 其中, are the rows below it."""
    columns = addable(table)
    for at, row in enumerate(table.rows[:-1]):
        if row.total or row.inner or not table.rows[at + 1].inner:
            continue
        readings = [
            (closed, Reading([one for column in columns if (one := sum_of(column, row, parts)) is not None]))
            for parts, closed in _runs(table.rows, at)
        ]
        best = max(readings, key=lambda one: (one[1].proved, -one[1].failed), default=None)
        if best is None:
            continue
        closed, reading = best
        if reading.proved >= (1 if closed else _ENOUGH) and reading.failed <= reading.proved:
            yield from (_perhaps_not_all(one) for one in judged(reading, "inner"))


def _perhaps_not_all(one: Relation) -> Relation:
    """Parts that come to less than their row are asked about: what closes in another column may not be all of this one."""
    stated, expected = one.stated.quantity, one.expected
    if one.verdict is not Verdict.INCONSISTENT or stated is None or expected is None or expected.value > stated.value:
        return one
    return replace(one, open=(*one.open, _NOT_ALL))


def _runs(rows: Sequence[OwnRow], at: int) -> Iterator[tuple[list[OwnRow], bool]]:
    """The rows that may be the parts of that at `at`, with whether a mark (二、) or a total ends them there."""
    below: list[OwnRow] = []
    for row in rows[at + 1 : at + 1 + _MOST_PARTS]:
        if row.total or (row.structured and not row.inner):
            break
        below.append(row)
    marked = rows[at].structured
    if marked:
        if len(below) >= _LEAST_PARTS:
            yield below, True
        return
    for size in range(_LEAST_PARTS, len(below) + 1):
        yield below[:size], False
