"""Parts that are known by their names alone: the kinds of a division right behind a total, and those that a total names itself."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract import cues
from jixiao.extract.prose import Prose
from jixiao.extract.sums.divisions import of_one
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_MOST = 6
_LEAST = 2
_FAR = 24
_NEXT = regex(r"(?:[(（]?[,，、;；]?\s*|的?中?[,，])[^,，、;；。:：()（）\d]{1,16}")
_NAMES = regex(
    r"(?:^|[,，。;；:：、])(?P<names>[一-鿿“”]{2,12}(?:[、和与及][一-鿿“”]{2,12}){1,3}?)(?:[两二三四]项)?(?:的?合计|共计|总计|共)(?:为|有)?$"
)
_AND = regex(r"[、和与及]")
_QUOTES = regex(r"[“”]")
_REACH = 48
_TAIL = 20
OTHER_TIME = regex(r"上年|去年|上一年|同期|年初|预算|计划")
OTHERS = regex(r"另有|另外|此外|其余|其他|未(?:作答|回收|表态|评价)|弃权")
"""Behind the kinds of a division: there are more."""


def kinds_behind(prose: Prose, levels: Sequence[Figure], index: int) -> tuple[Figure, ...]:
    """The kinds of a division that leaves nothing over, right behind the figure at `index` of `levels`, which is none of them."""
    total = levels[index]
    if total.zone == "table" or total.mention.chinese or total.mention.dimension == "score":
        return ()
    parts: list[Figure] = []
    for one in levels[index + 1 : index + 2 + _MOST]:
        gap = prose.gap(parts[-1] if parts else total, one)
        if one.sentence != total.sentence or one.depth != total.depth or one.total or _NEXT.fullmatch(gap) is None:
            break
        if not of_one([*parts, one], "whole") or OTHER_TIME.search(one.label):
            break
        parts.append(one)
    if parts and OTHERS.search(prose.after(parts[-1].mention.words_end, _TAIL).partition("。")[0]):
        return ()
    known = all(one.mention.quantity is not None for one in (total, *parts))
    if not _LEAST <= len(parts) <= _MOST or not known or of_one([total, parts[0]], "whole"):
        return ()
    return tuple(parts)


def named_before(prose: Prose, levels: Sequence[Figure], index: int) -> tuple[Figure, ...] | None:
    """The figures whose names a total says itself: …满意352份、基本满意36份、不满意12份，满意和基本满意合计388份.

    None where it names one that nothing before is called like: then the list before it is not what it adds up.
    """
    total = levels[index]
    match = _NAMES.search(prose.before(total.mention.words_start, _REACH))
    if match is None:
        return ()
    names = [_QUOTES.sub("", one) for one in _AND.split(match["names"])]
    told = {
        cues.core(one.label): one
        for one in levels[max(0, index - _FAR) : index]
        if one.paragraph == total.paragraph and total.sentence - one.sentence <= 1
    }
    if len(set(names)) == len(names) and all(one in told for one in names):
        return tuple(told[one] for one in names)
    called = [one for one in told if one]
    return () if all(any(name in one or one in name for one in called) for name in names) else None
