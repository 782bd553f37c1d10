"""Runs of lines that may be a table, settled one by one; every other block stays where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from jixiao.model.document import Block, Document, Paragraph


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
