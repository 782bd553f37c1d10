"""Which elements of a Word file said the characters of each paragraph and cell: kept only for somebody who will write there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.model.anchor import Stretch
from jixiao.model.document import Place
from jixiao.readers.word.runs import SAYING, Words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Trail:
    """The stretches found so far. `begin` with each part before its paragraphs are read."""

    def __init__(self) -> None:
        self.stretches: dict[tuple[str, str], tuple[Stretch, ...]] = {}
        self._part = ""
        self._numbers: dict[Element, int] = {}

    def begin(self, part: str, root: Element) -> None:
        """What comes next stands in `part`."""
        self._part = part
        self._numbers = {element: number for number, element in enumerate(root.iter("*")) if element.tag in SAYING}

    def keep(self, place: Place, lines: list[Words]) -> None:
        """`lines`, joined by line ends, are the text at `place`."""
        found = []
        at = 0
        for words in lines:
            last = at + len(words.text)
            start = at + words.lead - words.stripped
            for element, length in words.pieces:
                first, end = max(start, at + words.lead), min(start + length, last)
                if element is not None and first < end:
                    found.append(Stretch(first, end, self._part, self._numbers[element], first - start))
                start += length
            at = last + 1
        self.stretches[place.part, place.ref] = tuple(found)
