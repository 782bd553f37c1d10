"""Tables that were pasted as text, one cell a line: made tables again where only one grid fits.

The lines must fall into rows of one width below a head of words, every column holding figures throughout or words throughout.
Where a cell was lost, or more than one grid fits, nothing is guessed: the lines stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.extract.tables.cells import amount_in, is_nothing, word
from jixiao.extract.tables.own import says
from jixiao.model.document import Block, Cell, Document, Paragraph, Table

_LONGEST_CELL = 24
_WIDTHS = range(3, 13)
_LEAST_ROWS = 2
_MOST_LINES = 600
_LINES_BEFORE_HEAD = 4
_LEAST_LINES = min(_WIDTHS) * (_LEAST_ROWS + 1)
_SENTENCE = re.compile(r"[。;；!！?？]|[:：]\s*\S")


def unstacked(document: Document) -> Document:
    """The document with each run of lines that is a table, one cell a line, as a table; every cell keeps its place."""
    if not any(isinstance(block, Paragraph) for block in document.blocks):
        return document
    blocks = tuple(_blocks(document.blocks))
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=blocks)


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _may_be_a_cell(block.text):
            run.append(block)
            continue
        yield from _settled(run)
        run = []
        yield block
    yield from _settled(run)


def _may_be_a_cell(text: str) -> bool:
    bare = text.strip()
    return 0 < len(bare) <= _LONGEST_CELL and _SENTENCE.search(bare) is None


def _settled(run: Sequence[Paragraph]) -> Iterator[Block]:
    """A run of short lines: as it is, or the lines before the head and the only table the others fall into."""
    if not _LEAST_LINES <= len(run) <= _MOST_LINES:
        yield from run
        return
    figures = [_is_figure(one.text) for one in run]
    grids = [
        grid
        for start in range(min(_LINES_BEFORE_HEAD, len(run)))
        for width in _WIDTHS
        if (grid := _grid(run[start:], figures[start:], width)) is not None
    ]
    if len(grids) != 1:
        yield from run
        return
    (rows,) = grids
    yield from run[: len(run) - sum(one is not None for row in rows for one in row)]
    yield _table(rows)


def _is_figure(text: str) -> bool:
    return amount_in(text, "元") is not None


def _grid(run: Sequence[Paragraph], figures: Sequence[bool], width: int) -> list[list[Paragraph | None]] | None:
    """The lines in rows of `width`, the last perhaps without the numbering that a total row does not have; None if they do not fall so."""
    head = [one.text for one in run[:width]]
    if len(run) < width * (_LEAST_ROWS + 1) or any(figures[:width]) or len({word(text) for text in head}) < width:
        return None
    rows: list[list[Paragraph | None]] = [list(run[at : at + width]) for at in range(0, len(run) - width + 1, width)]
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


def _table(rows: Sequence[Sequence[Paragraph | None]]) -> Table:
    cells = [
        Cell((line.text.strip(),), at, column, place=line.place.at(*_span(line.text)))
        for at, row in enumerate(rows)
        for column, line in enumerate(row)
        if line is not None
    ]
    return Table(tuple(cells), cells[0].place)


def _span(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())
