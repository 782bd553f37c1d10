"""Whether two sentences speak of the same thing: shared pairs of characters, leaving out words every report has."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.patterns import regex

_PAIR = regex(r"(?=([一-鿿]{2}))")


@lru_cache(maxsize=1)
def _common() -> re.Pattern[str]:
    return re.compile("|".join(sorted(phrases("common_words"), key=len, reverse=True)))


@lru_cache(maxsize=1024)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring Chinese characters of `text`, without common words."""
    return frozenset(_PAIR.findall(_common().sub(" ", text)))


def alike(one: str, other: str, least: int = 2) -> bool:
    """Whether the two share at least `least` pairs."""
    return len(pairs_of(one) & pairs_of(other)) >= least
