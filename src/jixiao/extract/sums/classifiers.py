"""Counts whose total names several classifiers: 种畜禽5460头（只、羽）, 设备38台（套）. Its parts bear any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.units import unit

_NAMED = regex(r"\(([一-鿿]{1,3}(?:[、,/][一-鿿]{1,3}){0,4})\)")
_BOTH = {"台套": {"台套", "台", "套"}, "件套": {"件套", "件", "套"}}
"""Units that name two classifiers by themselves: 38台（套）."""
_REACH = 24


def classified(prose: Prose) -> Iterator[tuple[Figure, list[Figure]]]:
    """Every such total with the counts of its classifiers: itself first, then those behind it in its paragraph."""
    for index, total in enumerate(prose.figures):
        kinds = _kinds(prose, total) if _plain(total) else set()
        if len(kinds) < 2:
            continue
        behind = [
            one for one in prose.figures[index + 1 : index + _REACH]
            if one.paragraph == total.paragraph and one.mention.unit in kinds and _plain(one)
        ]  # fmt: skip
        if behind:
            yield total, [total, *behind]


def _kinds(prose: Prose, total: Figure) -> set[str]:
    """The classifiers a total names: its own, and those in a bracket right behind it."""
    named = _NAMED.match(prose.string, total.mention.end)
    if named is None:
        return _BOTH.get(total.mention.unit, set())
    words = [unit(word) for word in re.split("[、,/]", named[1])]
    counts = [one.name for one in words if one is not None and one.dimension == "count" and not one.per]
    return {total.mention.unit, *counts} if len(counts) == len(words) else set()


def _plain(figure: Figure) -> bool:
    mention = figure.mention
    known = mention.quantity is None or mention.quantity.bound == "="
    return mention.dimension == "count" and known and not (mention.per or mention.chinese or figure.change or figure.prior)
