"""The unit's own indicators as rows of a table: first and second level, equal neighbours merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from jixiao.model.case import Row
from jixiao.model.document import Cell
from jixiao.model.rulebook import Rulebook


def row_levels(row: Row, rulebook: Rulebook) -> tuple[str, str]:
    """Names of the first and second level a row stands under: those of its node, its own second level before the node's."""
    node = rulebook.find(row.under)
    names = (*node.path, node.name) if node is not None else (row.under,)
    return names[0], row.level2 or (names[1] if len(names) > 1 else "")


def sorted_rows(rows: Sequence[Row], rulebook: Rulebook) -> tuple[Row, ...]:
    """Rows in the order of the rulebook's nodes, as written within each."""
    order = [node.id for node in rulebook.nodes()]
    return tuple(sorted(rows, key=lambda row: order.index(row.under) if row.under in order else len(order)))


def level_cells(rows: Sequence[Row], rulebook: Rulebook, top: int) -> Iterator[Cell]:
    """The two level columns from row `top` on."""
    named = [row_levels(row, rulebook) for row in rows]
    for column in (0, 1):
        at = top
        for _, group in groupby(named, key=lambda one: one[: column + 1]):
            size = len(list(group))
            yield Cell((named[at - top][column],), at, column, row_span=size, kind="label", align="center")
            at += size
