"""Kinds of one division by what parts are called (`divisions` of words.yaml): 线上 and 线下, 中央 and 省级, 一般案件 and 重大案件."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jixiao.extract import cues
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LISTED = 3
_LONGEST = 14
_OTHERWISE = regex(r"“?(?:评价)?(?:不|未|差)")
_COUNTS = ("count", "area")
_VERBS = regex(r"^(?:完成|实际|累计|用于|安排|涉及|新增)+")


def parallel(parts: Sequence[Figure]) -> bool:
    """Whether counts bear one noun and differ in what stands before it: 一般案件, 重大案件; 县道, 乡道."""
    if any(one.mention.dimension not in _COUNTS for one in parts):
        return False
    names = [name(one) for one in parts]
    if len(set(names)) < len(names) or not all(2 <= len(one) <= _LONGEST for one in names):
        return False
    return len({one[-1] for one in names}) == 1


def complementary(parts: Sequence[Figure]) -> bool:
    """Whether the parts are kinds of one division that leaves nothing over, each another: 线上, 线下; 基本支出, 项目支出."""
    return of_one(parts, "whole") or (len(parts) >= _LISTED and (of_one(parts, "points") or _are_every(parts)))


def divided(parts: Sequence[Figure]) -> bool:
    """Whether the parts are kinds of one division, whether or not others of it may be left out: 在职, 退休; 重大, 一般."""
    return complementary(parts) or of_one(parts, "open")


def exhausted(parts: Sequence[Figure]) -> bool:
    """Whether the parts are every kind of a division that leaves nothing over, or the last of them is what did not reach the others (不满意)."""
    rest = _OTHERWISE.match(name(parts[-1])) is not None
    return any(
        rest or len(parts) == _divisions("whole")[division].pattern.count("|") + 1 for division in _shared(parts, "whole")
    )


def _are_every(parts: Sequence[Figure]) -> bool:
    """Whether the parts are all kinds of a division of which a list may well tell only some: 管理人员, 专业技术人员, 工勤人员."""
    return any(len(parts) == len(cues.words()["divisions"]["every"][division]) for division in _shared(parts, "every"))


def of_one(parts: Sequence[Figure], which: str) -> bool:
    """Whether the parts are kinds of one division of a sort (whole, open, points), each another."""
    return bool(_shared(parts, which))


def _shared(parts: Sequence[Figure], which: str) -> list[int]:
    """The divisions that the parts are kinds of, each another kind."""
    known: list[dict[int, str]] = []
    for one in parts:
        kinds = _kinds(name(one), which)
        if not kinds:
            return []
        known.append(kinds)
    return [
        division
        for division in known[0]
        if all(division in kinds for kinds in known) and len({kinds[division] for kinds in known}) == len(known)
    ]


@lru_cache(maxsize=4096)
def _kinds(name: str, which: str) -> dict[int, str]:
    """The divisions a name is a kind of, and which kind: of most names, and found out at once, none."""
    if _any_kind(which).search(name) is None:
        return {}
    matches = ((division, kinds.search(name)) for division, kinds in enumerate(_divisions(which)))
    return {division: match.group() for division, match in matches if match is not None}


@lru_cache(maxsize=4)
def _divisions(which: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(kinds) for kinds in cues.words()["divisions"][which])


@lru_cache(maxsize=4)
def _any_kind(which: str) -> re.Pattern[str]:
    return _pattern({kind for kinds in cues.words()["divisions"][which] for kind in kinds})


def _pattern(kinds: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, kinds), key=len, reverse=True)))


def name(figure: Figure) -> str:
    """What a part is called: its label, or the words behind it where it has none."""
    return _VERBS.sub("", cues.core(figure.label)) if cues.names(figure.label) else figure.after
