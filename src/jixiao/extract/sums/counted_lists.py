"""Lists behind a colon that tell as many amounts as there are things: 复核了8个项目，涉及资金2480万元，得分为：甲项目560万元，96.5分；….

No word says which amount before the colon they make up: whichever they give is their total, and where one digit would, for one of them
only, it is asked about. One thing less than was said is asked about too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao.extract import cues
from jixiao.extract.judge import like
from jixiao.extract.prose import Prose, value_of
from jixiao.extract.sums.openness import roles_of
from jixiao.extract.sums.scope import Claim
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

NUMBERED = "所列各项与所称个数相同，没有“其中”一类的说法"
ONE_LESS = "所列比所称少一个"

_UNITS = {"个", "家", "所", "项", "处", "座", "条", "村", "户", "类", "批"}
_LEAST, _MOST = 3, 30
_LEAST_LACKING = 5
_BACK = 6
_CHOSEN = regex(r"主要|重点是|其中|部分|例如|如下列|等|前[二两三四五六七八九十\d]")
_COLON = regex(r"[:：](?!\d)")


@dataclass(frozen=True, slots=True)
class CountedList:
    """A count of things and the amounts told of them behind a colon."""

    count: Figure
    parts: tuple[Figure, ...]
    totals: tuple[Figure, ...]


def counted_lists(prose: Prose, levels: Sequence[Figure]) -> Iterator[CountedList]:
    """Each list of amounts behind the last colon of its sentence, with a count of things before the colon."""
    at = 0
    while at < len(levels):
        sentence = levels[at].sentence
        end = at
        while end < len(levels) and levels[end].sentence == sentence:
            end += 1
        if end - at >= _LEAST and (found := _of_sentence(prose, levels, at, end)) is not None:
            yield found
        at = end


def _of_sentence(prose: Prose, levels: Sequence[Figure], at: int, end: int) -> CountedList | None:
    these = levels[at:end]
    start, stop = prose.sentence_span(these[-1])
    words = prose.quote(start, these[-1].mention.words_start)
    colon = max((start + one.start() for one in _COLON.finditer(words)), default=-1)
    first = next((at for at, one in enumerate(these) if one.mention.start > colon), 0)
    parts = [one for one in these[first:] if one.depth == these[first].depth]
    if colon < 0 or not _LEAST <= len(parts) <= _MOST or not _of_one_sort(prose, parts):
        return None
    if _CHOSEN.search(prose.quote(max(start, colon - 24), colon)) or _CHOSEN.match(
        prose.quote(parts[-1].mention.words_end, stop)
    ):
        return None
    before = list(these[:first])
    counts = _counts(prose, start, colon)
    if not before:  # the amounts may be told in the sentence before
        before = [
            one for one in levels[max(0, at - _BACK) : at]
            if one.sentence == these[0].sentence - 1 and one.paragraph == these[0].paragraph
        ]  # fmt: skip
        counts = (_counts(prose, prose.sentence_span(before[0])[0], start) if before else []) + counts
    largest = max(map(value_of, parts))
    totals = tuple(one for one in before if one.mention.quantity is not None and value_of(one) > largest)
    return CountedList(counts[-1], tuple(parts), totals) if counts and totals else None


def _of_one_sort(prose: Prose, parts: Sequence[Figure]) -> bool:
    """Whether each amount is of a thing of its own, behind a semicolon or an enumeration comma, exactly printed."""
    names = [cues.core(one.label) for one in parts]
    plain = all(
        one.mention.quantity is not None
        and not one.mention.quantity.approx
        and not one.mention.chinese
        and one.zone != "table"
        for one in parts
    )
    marks = [prose.gap(one, other) for one, other in pairwise(parts)]
    apart = all(";" in gap for gap in marks) or all(";" not in gap and re.match(r"\s*[、,]", gap) for gap in marks)
    return plain and apart and all(names) and len(set(names)) == len(names) and len(roles_of(parts)) <= 1


def _counts(prose: Prose, start: int, end: int) -> list[Figure]:
    """The counts of things between two places that a list may be of; the last one is nearest."""
    return [
        one
        for _, one in prose.of("count")
        if start <= one.mention.start < end
        and one.mention.unit in _UNITS
        and one.mention.quantity is not None
        and one.mention.quantity.bound == "="
        and not (one.mention.quantity.approx or one.change or one.prior or one.mention.per)
    ]


def claims_of_count(one: CountedList) -> Iterator[Claim]:
    """A list of as many amounts as things under each amount before the colon."""
    if value_of(one.count) == len(one.parts):
        for total in one.totals:
            yield Claim(total, one.parts, one.parts, "", "bare", (NUMBERED,), whole=True)


def one_less(prose: Prose, lists: Sequence[CountedList]) -> Iterator[Relation]:
    """Lists that tell one thing less than was said, where amounts before the colon are more than theirs."""
    for one in lists:
        n = len(one.parts)
        short = any(value_of(total) > sum(map(value_of, one.parts), Decimal(0)) for total in one.totals)
        if n >= _LEAST_LACKING and value_of(one.count) == n + 1 and short:
            quantity = one.count.mention.quantity
            assert quantity is not None
            start, stop = prose.sentence_span(one.count)
            yield Relation(
                Kind.LIST_COUNT, prose.operand(one.count), tuple(prose.operand(part) for part in one.parts), Verdict.INCONSISTENT,
                prose.quote(start, stop).strip(), one.count.place, like(quantity, Decimal(n)), "", "list", ":", (ONE_LESS,), near=True,
            )  # fmt: skip
