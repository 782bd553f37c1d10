"""Patterns that say which words they cannot do without (ADR 0038): where none of them stands, nothing is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import maxsize

from jixiao.patterns import regex


class Sought:
    """A pattern and `needs`: words one of which stands in every match of it.

    To ask for a word costs little beside looking for a pattern, and most texts hold none of the words. That every match needs them is proved by
    a test of the house from the pattern itself; whoever extends a pattern hears of it there.
    """

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: str, *needs: str, flags: int = 0) -> None:
        self.pattern = regex(pattern, flags)
        self.needs = needs

    def may_be_in(self, text: str) -> bool:
        """Whether a match is possible at all."""
        return stands_in(text, self.needs)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match."""
        return self.pattern.search(text, start, end) if stands_in(text, self.needs) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.pattern.finditer(text) if stands_in(text, self.needs) else iter(())


def stands_in(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` stands in `text`. A single character is found, or missed, many times sooner than a word."""
    for word in words:  # noqa: SIM110 - a generator costs more than what it saves
        if word[0] in text and word[-1] in text and word in text:
            return True
    return False
