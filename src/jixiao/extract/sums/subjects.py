"""Lists that begin with the name of their total, told in an earlier sentence: 专任教师按职称分：…; 人员经费中，…; 支出构成：….

按…分 parts the whole, so a miss is asked about as behind 其中; behind 中 and 构成 only what a slip would close is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from jixiao.extract.prose import Prose, value_of
from jixiao.extract.sums.scope import Claim
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

NAMED = "合计按名称在前文找到"

_HEAD = regex(
    r"[。;\n,，)](?=(?:其中)?[:,，]?\s*(?P<name>[一-鿿]{2,14}?)"
    r"(?:(?P<parted>按[^,，。;:\d\n]{1,10}?(?:分|划分|分类|统计))(?:为|[:,，])+|(?P<within>中|当中)(?:[,，:]|(?=[一-鿿]))|(?P<made>构成|组成|结构|明细|分配情况|使用情况|来源)(?:为|是|情况|如下)?[:,，])(?P<end>))"
)
"""The mark before a head, and the head behind it. It begins with the mark: so few places of a text are looked at."""
_TAIL = regex(r"按|看|情况|(?<!其)中|构成|组成|结构|明细|分配情况|使用情况|来源")
"""What makes a head of a name."""
_BARE = regex(
    r"(?:^|[。;])\s*(?:其中[:,，]?)?(?:按[^,，。;:\d]{1,10}?(?:分|划分|分类|统计)|(?P<looked>[从分][^,，。;:\d]{1,8}?(?:看|情况(?:是|为|如下))))(?:为|[:,，])+"
)
"""A division that names no total: it is of an amount told right before it. 按类型分：…; 分部门看，…; 分部门情况是：…."""
_BEFORE = 8
_CHOSEN = regex(r"主要|重点|部分|等[^级]|其余|余下|列示|包括")
"""Words that keep a division from being whole."""
_LEAST_PARTS = 2
_LEAD = 24
_MOST = 12
_FAR = 3
_NESTED = regex(r"其中|含|包括")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a list begins and what it is a list of; `sure`: nothing is left out of it; `looked`: 分部门看, which may leave something out."""

    end: int
    name: str
    sure: bool
    looked: bool = False


def list_heads(prose: Prose) -> list[Head]:
    """The beginnings of lists that name their total."""
    found: list[Head] = []
    for line in prose.lines:
        text, before = line.text.string, line.start - 1
        if _TAIL.search(text) is None:
            continue
        found += [Head(line.start + one.end(), "", False, one["looked"] is not None) for one in _BARE.finditer(text)]
        for one in _HEAD.finditer(f"\n{text}"):  # with the end of the line before it
            if not found or not found[-1].name or before + one.end() >= found[-1].end:
                found.append(Head(before + one.start("end"), one["name"], one["parted"] is not None))
    return found


def claims_of_subjects(
    prose: Prose, heads: Sequence[Head], levels: Sequence[Figure], closed: Set[Place] = frozenset()
) -> Iterator[Claim]:
    """The list behind each head that has figures of these `levels`, under the total of that name told before.

    A division without a name is of the amount before it that it makes up; else of the last total whose own list adds up (`closed`,
    or that another division of its kind makes up).
    """
    lists = list(_lists(prose, heads, levels))
    made_up = {one.total.place for one in lists if one.total is not None and not one.head.name}
    for one in lists:
        total, sure = one.total, one.head.sure
        if total is None and not one.head.name and len(one.parts) >= _LEAST_PARTS:
            total = _divided(levels, one, closed | made_up)
            sure = (
                total is not None
                and not one.head.looked
                and _CHOSEN.search(prose.quote(*prose.sentence_span(one.parts[0]))) is None
            )
        if total is not None and len(one.parts) >= 2 and total not in one.parts:
            exact = all(part.mention.quantity is not None and not part.mention.quantity.approx for part in one.parts)
            opened = (NAMED,) if exact else (NAMED, "约数")
            yield Claim(total, one.parts, one.parts, one.head.name, "strong" if sure else "bare", opened, whole=True)


@dataclass(frozen=True, slots=True)
class _List:
    head: Head
    at: int
    parts: tuple[Figure, ...]
    total: Figure | None


def _lists(prose: Prose, heads: Sequence[Head], levels: Sequence[Figure]) -> Iterator[_List]:
    """The list behind each head, and the total that its name or its own sum gives it."""
    starts = [one.mention.start for one in levels]
    for head in heads:
        at = bisect_right(starts, head.end - 1)
        if at == 0 or at >= len(levels) or levels[at].mention.words_start - head.end > _LEAD:
            continue
        first = levels[at]
        if "\n" in prose.quote(head.end, first.mention.words_start):
            continue
        parts = tuple(_parts(prose, levels, at))
        yield _List(head, at, parts, _total(prose, head, first) if head.name else _made_up(levels, at, parts))


def _total(prose: Prose, head: Head, first: Figure) -> Figure | None:
    """The last figure so called before the list, no further than a few paragraphs back, and no second value of that name there."""
    called = [
        one for one in prose.index.called(head.name, first.mention.addable, head.end - len(head.name))
        if first.paragraph - one.paragraph <= _FAR
    ]  # fmt: skip
    return called[-1] if len({one.mention.quantity for one in called}) == 1 else None


def _near(levels: Sequence[Figure], at: int) -> list[Figure]:
    """The amounts before a list, the nearest first, no further than a few paragraphs."""
    return [
        one for one in reversed(levels[max(0, at - _BEFORE) : at])
        if levels[at].paragraph - one.paragraph <= _FAR and one.mention.quantity is not None
    ]  # fmt: skip


def _made_up(levels: Sequence[Figure], at: int, parts: Sequence[Figure]) -> Figure | None:
    """The amount before a division without a name that its parts make up."""
    if len(parts) < 2 or any(one.mention.quantity is None for one in parts):
        return None
    whole = sum((value_of(one) for one in parts), Decimal(0))
    return next((one for one in _near(levels, at) if value_of(one) == whole), None)


def _divided(levels: Sequence[Figure], one: _List, closed: Set[Place]) -> Figure | None:
    """The last total that adds up, before a division without a name whose own parts do not."""
    if any(part.mention.quantity is None for part in one.parts):
        return None
    largest = max(value_of(part) for part in one.parts)
    return next((total for total in _near(levels, one.at) if total.place in closed and value_of(total) > largest), None)


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
