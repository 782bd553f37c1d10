"""Where lists of numbered items begin anew, and whether the bracket a list stands in is closed."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_ITEM = regex("[①-⑳]")


def first_of_items(prose: Prose, total: Figure, every: Sequence[Figure]) -> list[Figure]:
    """The first figure of each item, where the parts are numbered ①, ②, ③: what follows in an item says more of it."""
    start = total.mention.words_end
    marks = [start + match.start() for match in _ITEM.finditer(prose.quote(start, every[-1].mention.words_start))]
    numbers = [ord(prose.string[at]) - ord("①") for at in marks]
    if len(marks) < 2 or numbers != list(range(len(marks))) or every[0].mention.words_start < marks[0]:
        return []
    firsts = [next((one for one in every if one.mention.words_start > at), None) for at in marks]
    found = [one for one in firsts if one is not None]
    return found if len({id(one) for one in found}) == len(marks) else []


def bracket_closed(prose: Prose, last: Figure) -> bool:
    """Whether the bracket a list stands in is closed in its line: else the line was cut, and the list goes on below."""
    line = prose.lines[last.paragraph]
    return any(mark in prose.quote(last.mention.words_end, line.start + len(line.text.string)) for mark in ")]】")
