"""The one grid that lines of a cell each fall into: a head of words above rows, each column figures or words throughout."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.tables.cells import amount_in, is_nothing, word
from jixiao.extract.tables.own import says
from jixiao.model.document import Paragraph

_WIDTHS = range(3, 13)
_LEAST_ROWS = 2
_LINES_BEFORE_HEAD = 4

Rows = list[list[Paragraph | None]]


def only_grid(run: Sequence[Paragraph]) -> Rows | None:
    """The rows of the only grid that fits, perhaps below a few lines that are no cells; None where none fits, or several do."""
    figures = [_is_figure(one.text) for one in run]
    grids = [
        grid
        for start in range(min(_LINES_BEFORE_HEAD, len(run)))
        for width in _WIDTHS
        if (grid := _grid(run[start:], figures[start:], width)) is not None
    ]
    return grids[0] if len(grids) == 1 else None


def _is_figure(text: str) -> bool:
    return amount_in(text, "元") is not None


def _grid(run: Sequence[Paragraph], figures: Sequence[bool], width: int) -> Rows | None:
    """The lines in rows of `width`, the last perhaps without the numbering that a total row does not have; None if they do not fall so."""
    head = [one.text for one in run[:width]]
    if len(run) < width * (_LEAST_ROWS + 1) or any(figures[:width]) or len({word(text) for text in head}) < width:
        return None
    rows: Rows = [list(run[at : at + width]) for at in range(0, len(run) - width + 1, width)]
    rest = len(run) - width * len(rows)
    if rest == width - 1 and says(word(head[0]), "counts_rows") and not figures[-rest]:
        rows.append([None, *run[-rest:]])
    elif rest:
        return None
    kinds = [[_kind(row[column]) for row in rows[1:]] for column in range(width)]
    if any({"figure", "word"} <= set(column) for column in kinds):
        return None
    with_figures = sum("figure" in column for column in kinds)
    return rows if with_figures and with_figures < width else None


def _kind(cell: Paragraph | None) -> str:
    if cell is None or is_nothing(cell.text):
        return ""
    return "figure" if _is_figure(cell.text) else "word"
