"""Kinds of a division that are told in a sentence of their own, of an amount told before: 收回有效问卷570份。…满意502份、基本满意51份、不满意17份.

No word says what they are of, so it is the nearest amount of their unit before them that is more than any of them. Where they make it
up, they are its parts; where one digit explains the miss, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from jixiao.extract.prose import Prose, value_of
from jixiao.extract.sums.divisions import exhausted, of_one
from jixiao.extract.sums.named_parts import OTHER_TIME, OTHERS
from jixiao.extract.sums.scope import Claim
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BEFORE = "合计是前文同单位的数"

_LEAST, _MOST = 3, 6
_BACK, _PARAGRAPHS = 8, 1
_ELSEWHERE = regex(r"其中|上年|去年|同比")
_TAIL = 20
_DIMENSIONS = ("count", "money", "area")


def claims_of_kinds(prose: Prose, levels: Sequence[Figure], settled: Set[Place]) -> Iterator[Claim]:
    """The kinds of each division among the figures of these `levels` that no total has for its parts yet."""
    at = 0
    while at < len(levels) - _LEAST + 1:
        run = _run(prose, levels, at)
        if len(run) >= _LEAST and exhausted(run) and not any(one.place in settled for one in run):
            total = _before(levels, at, run)
            if total is not None:
                yield Claim(total, tuple(run), tuple(run), "", "bare", (BEFORE,), whole=True)
        at += max(1, len(run))


def _run(prose: Prose, levels: Sequence[Figure], at: int) -> list[Figure]:
    """The figures of a sentence from `at` on that are kinds of one division."""
    first = levels[at]
    if not _plain(first) or first.mention.dimension not in _DIMENSIONS or not of_one([first], "whole"):
        return []
    run = [first]
    for one in levels[at + 1 : at + _MOST]:
        if one.sentence != first.sentence or not _plain(one) or _ELSEWHERE.search(prose.gap(run[-1], one)):
            break
        if not of_one([*run, one], "whole") or OTHER_TIME.search(one.label):
            break
        run.append(one)
    more = OTHERS.search(prose.after(run[-1].mention.words_end, _TAIL).partition("。")[0])
    return [] if more is not None else run


def _plain(figure: Figure) -> bool:
    return _level(figure) and not figure.total


def _level(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    known = quantity is not None and not quantity.approx
    return known and figure.zone != "table" and not figure.mention.chinese


def _before(levels: Sequence[Figure], at: int, run: Sequence[Figure]) -> Figure | None:
    """The nearest amount before the kinds that is more than any of them, in their paragraph or the one above."""
    largest = max(value_of(one) for one in run)
    for one in reversed(levels[max(0, at - _BACK) : at]):
        if run[0].paragraph - one.paragraph > _PARAGRAPHS:
            return None
        if _level(one) and one.depth <= run[0].depth and value_of(one) > largest:
            return one
    return None
