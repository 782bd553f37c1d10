"""Page numbers, and the headers and footers that every page repeats: no words of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from jixiao.patterns import regex
from jixiao.readers.paper.lines import Line

_ZONE = 0.12
"""Share of the page, at its top and at its bottom, where running lines stand."""
_OFTEN = 0.4
"""Share of the pages that repeat a wording (odd and even pages may differ)."""
_DASH = r"[-—–―~·|•*]"
_NUMBER = regex(
    rf"{_DASH}+ ?\d{{1,4}} ?{_DASH}+|第 ?[\d一二三四五六七八九十百]+ ?页(?:[ ，,、/（(]*共 ?\d+ ?页[）)]?)?|\d{{1,4}} ?/ ?\d{{1,4}}"
)
_BARE = regex(r"\d{1,4}|[ivxlcⅰ-ⅻⅠ-Ⅻ]{1,6}", re.IGNORECASE)

Found = tuple[Sequence[Line], float, float]
"""The lines of a page from top to bottom, and where the page ends below and above."""


def running(pages: Sequence[Found]) -> tuple[list[set[Line]], list[str]]:
    """For each page the lines that only belong to the paper, and the wordings that were repeated.

    A header is kept where it stands first: it may be the title of the first page.
    """
    edges = [list(_edge(*page)) for page in pages]
    seen = Counter(wording for edge in edges for wording in {_wording(line) for line in edge})
    enough = max(2, _OFTEN * len(pages))
    repeated = {wording for wording, count in seen.items() if wording and count >= enough}
    dropped: list[set[Line]] = []
    read: set[str] = set()
    for edge, (_, bottom, top) in zip(edges, pages, strict=True):
        dropped.append(set())
        for line in edge:
            words = _wording(line)
            if words in repeated and words not in read and line.base > (bottom + top) / 2:
                read.add(words)
            elif not words or words in repeated:
                dropped[-1].add(line)
    return dropped, sorted(repeated)


def _edge(lines: Sequence[Line], bottom: float, top: float) -> Iterable[Line]:
    """The two outermost lines on either side, when they stand at the edge; a figure alone is a page number only outermost."""
    height = (top - bottom) * _ZONE
    for line in {*lines[:2], *lines[-2:]}:
        if line.base > top - height:
            outermost = line == lines[0]
        elif line.base < bottom + height:
            outermost = line == lines[-1]
        else:
            continue
        if outermost or not _BARE.fullmatch(line.text):
            yield line


def _wording(line: Line) -> str:
    """The line without its page number, which differs from page to page."""
    return "" if _BARE.fullmatch(line.text) else _NUMBER.sub("", line.text).strip(" -—–|")
