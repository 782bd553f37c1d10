"""Tables that were turned into text, one row a line with bars or tabs between the cells: made tables again.

Only what is plain: three lines and more, one behind the other, of as many cells. A line of another number of cells ends the table. Cells without a bar between them are not guessed at; one cell a line: `stacked`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.extract.tables.lines import settle_runs
from jixiao.model.document import Block, Cell, Document, Paragraph, Table
from jixiao.patterns import regex

_LEAST_ROWS = 3
_LEAST_CELLS = 3
_RULE = regex(r"[\s|:：+=\-—─_]*")
"""A line of a text table that only draws."""


def unflattened(document: Document) -> Document:
    """The document with each run of lines that is a table as a table; every cell keeps its place in its line."""
    return settle_runs(document, _separator, _settled)


def _separator(text: str) -> str:
    """What stands between the cells of a line: a bar, a tab, or nothing ("")."""
    for mark in ("|", "｜", "\t"):
        if mark in text and text.count(mark) >= _LEAST_CELLS - 1:
            return mark
    return ""


def _settled(run: Sequence[Paragraph]) -> Iterator[Block]:
    """A run of lines with bars: the tables in it, and the lines that are none."""
    lines = [line for line in run if not _RULE.fullmatch(line.text)]
    texts = [line.text.strip() for line in lines]
    framed = all(one[0] in "|｜" and one[-1] in "|｜" for one in texts)
    drawn = [(line, _cells(line.text, _separator(line.text), framed)) for line in lines]
    while drawn:
        width = Counter(len(cells) for _, cells in drawn).most_common(1)[0][0]
        first = next(index for index, (_, cells) in enumerate(drawn) if len(cells) == width)
        last = first
        while last < len(drawn) and len(drawn[last][1]) == width:
            last += 1
        yield from (line for line, _ in drawn[:first])
        if last - first >= _LEAST_ROWS and width >= _LEAST_CELLS:
            yield _table(drawn[first:last])
        else:
            yield from (line for line, _ in drawn[first:last])
        drawn = drawn[last:]


def _cells(text: str, mark: str, framed: bool) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end; what is outside the bars of a frame is none."""
    found, start = [], 0
    for piece in text.split(mark):
        found.append(_trimmed(text, start, start + len(piece)))
        start += len(piece) + len(mark)
    return found[1:-1] if framed else found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    inner = piece.strip()
    at = start + (len(piece) - len(piece.lstrip()) if inner else 0)
    return at, at + len(inner)


def _table(rows: Sequence[tuple[Paragraph, Sequence[tuple[int, int]]]]) -> Table:
    cells = [
        Cell((line.text[start:end],) if end > start else (), row, column, place=line.place.at(start, max(end, start + 1)))
        for row, (line, spans) in enumerate(rows)
        for column, (start, end) in enumerate(spans)
    ]
    return Table(tuple(cells), rows[0][0].place)
