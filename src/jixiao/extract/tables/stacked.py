"""Tables that were pasted as text, one cell a line: made tables again where only one grid fits.

The lines must fall into rows of one width below a head of words, every column holding figures throughout or words throughout.
Where a cell was lost, or more than one grid fits, nothing is guessed: the lines stay lines. Forms of amounts whose rows are of one width
each, not all of them of the same: `stacked_forms`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.extract.tables.lines import settle_runs, table_of_lines
from jixiao.model.document import Block, Document, Paragraph
from jixiao.patterns import regex

_LONGEST_CELL = 24
_MOST_LINES = 600
LEAST_LINES = 9
"""A head and two rows of three cells each: fewer lines are no table."""
_PART = regex(r"其中\s*[:：]\s*")
_SENTENCE = regex(r"[。;；!！?？]|[:：]\s*\S")


def unstacked(document: Document) -> Document:
    """The document with each run of lines that is a table, one cell a line, as a table; every cell keeps its place."""
    if not any(isinstance(block, Paragraph) for block in document.blocks):
        return document
    return settle_runs(document, _may_be_a_cell, _settled)


def _may_be_a_cell(text: str) -> bool:
    bare = _PART.sub("", text.strip())
    return 0 < len(bare) <= _LONGEST_CELL and _SENTENCE.search(bare) is None


def _settled(run: Sequence[Paragraph]) -> Iterator[Block]:
    """A run of short lines: as it is, or the lines before the head and the only table the others fall into."""
    if not LEAST_LINES <= len(run) <= _MOST_LINES:
        yield from run
        return
    from jixiao.extract.tables.fitting import only_grid  # most texts have no such run: nothing of tables is loaded for them

    rows = only_grid(run)
    if rows is None:
        from jixiao.extract.tables.stacked_forms import form_tables

        yield from form_tables(run)
        return
    yield from run[: len(run) - sum(one is not None for row in rows for one in row)]
    yield table_of_lines(rows)
