"""A table that goes on overleaf: the next page repeats its head; or it repeats none, and may have lost merged columns."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.tables.block import Block, same_again
from jixiao.extract.tables.cells import Grid, Row, cell_at
from jixiao.model.document import Table
from jixiao.patterns import regex

_CODE = regex(r"\d{3}(?:\d\d){0,2}")


def turned(block: Block, found: Sequence[Block], kind: str) -> bool:
    """Whether a table of a PDF is the next page of the one before: the same head printed again, no total row in between."""
    return kind == "pdf" and bool(found) and block.place.part != found[0].place.part and same_again(block, found[0])


def continued(block: Block, table: Table) -> bool:
    """Whether a table without a head is the next page of a block of subjects or named rows; its rows are then added to it.

    Its cells stand under those of the block one by one: a merged code of three columns may be one column overleaf.
    """
    if block.form.reads != "amounts" or not block.rows:
        return False
    columns = max((_starts(row) for row in block.rows), key=len)
    rows = [_spread(row, columns) for row in _plain_rows(table)]
    known = [row for row in rows if row is not None and _is_known(block, row)]
    if not rows or 2 * len(known) < len(rows):
        return False
    block.rows.extend(row for row in rows if row is not None)
    return True


def _plain_rows(table: Table) -> Grid:
    rows: Grid = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [row for row in rows if row]


def _starts(row: Row) -> list[tuple[int, int]]:
    """Where the cells of a row stand, merged ones once: first column and the one behind."""
    found: list[tuple[int, int]] = []
    for at, cell in enumerate(row):
        if at and row[at - 1] is cell and cell is not None:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def _spread(cells: Row, columns: Sequence[tuple[int, int]]) -> Row | None:
    """The cells of a row in the squares of another page, None if they are not as many."""
    if len(cells) != len(columns):
        return None
    row: Row = [None] * columns[-1][1]
    for cell, (first, behind) in zip(cells, columns, strict=True):
        row[first:behind] = [cell] * (behind - first)
    return row


def _is_known(block: Block, row: Row) -> bool:
    """Whether a row bears a subject code where the block has its codes, or a label the form knows."""
    for side, group in block.sides():
        for role in ("code", "label"):
            cell = cell_at(row, group.get(role))
            text = cell.text.strip() if cell is not None else ""
            if _CODE.fullmatch(text) or (text and block.form.row_key(text, side)):
                return True
    return False
