"""Runs of lines that may be a table, settled one by one; every other block stays where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from jixiao.model.document import Block, Cell, Document, Paragraph, Table


def settle_runs(
    document: Document, belongs: Callable[[str], object], settle: Callable[[Sequence[Paragraph]], Iterable[Block]]
) -> Document:
    """The document with what `settle` makes of each run of paragraphs whose text `belongs`; itself where nothing changed."""

    def blocks() -> Iterator[Block]:
        run: list[Paragraph] = []
        for block in document.blocks:
            if isinstance(block, Paragraph) and belongs(block.text):
                run.append(block)
                continue
            if run:
                yield from settle(run)
                run = []
            yield block
        if run:
            yield from settle(run)

    settled = tuple(blocks())
    return document if len(settled) == len(document.blocks) else replace(document, blocks=settled)


def table_of_lines(rows: Sequence[Sequence[Paragraph | None]]) -> Table:
    """Lines that were cells, as the table they were; None is a cell that was left empty."""
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
