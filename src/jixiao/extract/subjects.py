"""Lists that begin with the name of their total, told in an earlier sentence: 专任教师按职称分：…; 人员经费中，…; 支出构成：….

按…分 parts the whole, so a miss is asked about as behind 其中; behind 中 and 构成 only what a slip would close is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.extract.prose import Prose, value_of
from jixiao.extract.scope import Claim
from jixiao.model.reading import Figure

NAMED = "合计按名称在前文找到"

_HEAD = re.compile(
    r"[。;\n,，)](?=(?:其中)?[:,，]?\s*(?P<name>[一-鿿]{2,14}?)"
    r"(?:(?P<parted>按[^,，。;:\d\n]{1,10}?(?:分|划分|分类|统计))(?:为|[:,，])+|(?P<within>中|当中)(?:[,，:]|(?=[一-鿿]))|(?P<made>构成|组成|结构|明细|分配情况|使用情况|来源)(?:为|是|情况|如下)?[:,，])(?P<end>))"
)
"""The mark before a head, and the head behind it. It begins with the mark: so few places of a text are looked at."""
_TAIL = re.compile(r"按|(?<!其)中|构成|组成|结构|明细|分配情况|使用情况|来源")
"""What makes a head of a name."""
_BARE = re.compile(r"(?:^|[。;])\s*(?:其中[:,，]?)?按[^,，。;:\d]{1,10}?(?:分|划分|分类|统计)(?:为|[:,，])+")
"""A division that names no total: it is of an amount told right before it."""
_BEFORE = 8
_LEAD = 24
_MOST = 12
_FAR = 3
_NESTED = re.compile(r"其中|含|包括")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a list begins and what it is a list of; `sure`: nothing is left out of it."""

    end: int
    name: str
    sure: bool


def list_heads(prose: Prose) -> list[Head]:
    """The beginnings of lists that name their total."""
    found: list[Head] = []
    for line in prose.lines:
        text, before = line.text.string, line.start - 1
        if _TAIL.search(text) is None:
            continue
        found += [Head(line.start + one.end(), "", False) for one in _BARE.finditer(text)]
        for one in _HEAD.finditer(f"\n{text}"):  # with the end of the line before it
            if not found or not found[-1].name or before + one.end() >= found[-1].end:
                found.append(Head(before + one.start("end"), one["name"], one["parted"] is not None))
    return found


def claims_of_subjects(prose: Prose, heads: Sequence[Head], levels: Sequence[Figure]) -> Iterator[Claim]:
    """The list behind each head that has figures of these `levels`, under the total of that name told before."""
    starts = [one.mention.start for one in levels]
    divided: Figure | None = None
    for head in heads:
        at = bisect_right(starts, head.end - 1)
        if at == 0 or at >= len(levels) or levels[at].mention.words_start - head.end > _LEAD:
            continue
        first = levels[at]
        if "\n" in prose.quote(head.end, first.mention.words_start):
            continue
        parts = tuple(_parts(prose, levels, at))
        total = _total(prose, head, first) if head.name else _of_division(levels, at, parts, divided)
        divided = divided if head.name else total
        if total is not None and len(parts) >= 2 and total not in parts:
            opened = (
                (NAMED,)
                if all(one.mention.quantity is not None and not one.mention.quantity.approx for one in parts)
                else (NAMED, "约数")
            )
            yield Claim(total, parts, parts, head.name, "strong" if head.sure else "bare", opened, whole=True)


def _total(prose: Prose, head: Head, first: Figure) -> Figure | None:
    """The last figure so called before the list, no further than a few paragraphs back, and no second value of that name there."""
    called = [
        one for one in prose.index.called(head.name, first.mention.addable, head.end - len(head.name))
        if first.paragraph - one.paragraph <= _FAR
    ]  # fmt: skip
    return called[-1] if len({one.mention.quantity for one in called}) == 1 else None


def _of_division(levels: Sequence[Figure], at: int, parts: Sequence[Figure], divided: Figure | None) -> Figure | None:
    """The amount before a division without a name that its parts make up; else the one that a division before it made up."""
    if any(one.mention.quantity is None for one in parts) or len(parts) < 2:
        return None
    whole = sum((value_of(one) for one in parts), Decimal(0))
    near = [
        one for one in reversed(levels[max(0, at - _BEFORE) : at])
        if parts[0].paragraph - one.paragraph <= _FAR and one.mention.quantity is not None
    ]  # fmt: skip
    return next((one for one in near if value_of(one) == whole), divided if divided in near else None)


def _parts(prose: Prose, levels: Sequence[Figure], at: int) -> Iterator[Figure]:
    first = levels[at]
    previous = first
    nested = False
    for one in levels[at : at + _MOST]:
        if one.sentence != first.sentence:
            return
        gap = prose.gap(previous, one) if one is not first else ""
        if ";" in gap:
            nested = False
        nested = nested or _NESTED.search(gap) is not None
        if one.depth <= first.depth and not nested and not one.total:
            yield one
        previous = one
