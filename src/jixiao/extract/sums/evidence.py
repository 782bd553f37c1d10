"""What else is printed around a list that does not add up: counts of its parts, the very amount that is missing, a list inside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.extract.index import is_level
from jixiao.extract.prose import Prose, value_of
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BY_COUNT = "各项的个数合得上，金额合不上"
CARRIED = "差额恰为文中的结转数"

_OWN_RATE = regex(r"([一-鿿]{2})率(?:为|达到?|是)?$")
_LEFT_OVER = regex(r"结转|结余")
_BEFORE, _BEHIND = 20, 6
_LEAST = 3
_ROW = 2


def counts_close(prose: Prose, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether every amount stands behind a count of its own, and the counts add up: 共112个项目，资金962.4万元，其中优78个…、良14个…、差20个….

    Then the list leaves nothing out and nothing is in it twice.
    """
    if total.mention.dimension != "money" or len(parts) < _LEAST:
        return False
    counts = [_count_before(prose, one) for one in (total, *parts)]
    known = [one for one in counts if one is not None]
    if len(known) < len(counts) or len({id(one) for one in known}) < len(known):
        return False
    if len({one.mention.addable for one in known}) > 1:
        return False
    return sum(map(value_of, known[1:]), Decimal(0)) == value_of(known[0])


def _count_before(prose: Prose, figure: Figure) -> Figure | None:
    """The exact count right before an amount, in its sentence."""
    at = prose.order(figure)
    before = prose.figures[at - 1] if at else None
    if before is None or before.sentence != figure.sentence or before.mention.dimension != "count":
        return None
    quantity = before.mention.quantity
    return before if quantity is not None and quantity.plain and not before.change else None


def second_is_rated(prose: Prose, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether behind one part a count stands with its own rate of all: …件，其中会后19件，经审查立案204件，立案率94%."""
    if total.mention.dimension != "count" or len(parts) < 2 or not value_of(total):
        return False

    def is_rated(one: Figure) -> bool:
        at = prose.order(one) + 1
        behind = prose.figures[at] if at < len(prose.figures) else None
        if behind is None or behind.mention.dimension != "percent" or behind.sentence != one.sentence:
            return False
        named = _OWN_RATE.search(behind.label)
        if named is None or named[1] not in one.label or behind.mention.quantity is None:
            return False
        half = behind.mention.quantity.step / 2
        return abs(value_of(one) * 100 / value_of(total) - behind.mention.quantity.value) <= half

    return is_rated(parts[1]) and not any(map(is_rated, (parts[0], *parts[2:])))


def carried_over(prose: Prose, total: Figure, gap: Decimal) -> bool:
    """Whether what a list falls short by is printed around its total as carried over: 761.21万元(含上年结转5.01万元)."""
    at = prose.order(total)
    near = prose.figures[max(0, at - _BEFORE) : at + _BEHIND]
    return any(
        one.mention.dimension == "money"
        and one.mention.quantity is not None
        and value_of(one) == gap
        and _LEFT_OVER.search(one.label)
        for one in near
    )


def of_the_minuend(prose: Prose, total: Figure, parts: Sequence[Figure]) -> Figure | None:
    """The amount a list is of where its nearest one is only what a debt leaves of it: 资产总额9.6亿元，负债总额2.4亿元，净资产7.2亿元。其中….

    The three tell by themselves that they hold together, and the list comes nearer to the first of them.
    """
    at = prose.order(total)
    if at < _ROW or total.mention.dimension != "money":
        return None
    first, taken = prose.figures[at - 2], prose.figures[at - 1]
    row = (first, taken, total)
    if any(
        one.sentence != total.sentence or one.mention.addable != total.mention.addable or not is_level(one) for one in row
    ):
        return None
    holds = value_of(first) - value_of(taken) == value_of(total) > 0
    told = sum(map(value_of, parts), Decimal(0))
    return first if holds and abs(told - value_of(first)) < abs(told - value_of(total)) else None


def without_what_makes_up_a_part(prose: Prose, parts: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The amounts of a list without those that a part is mainly, and is: 一般公共20.7亿元，主要为返还1.7亿元;补助14亿元;专项5亿元.

    Or what a bracket behind it begins with: 中央200万元，省级16万元（甲类6万元，乙类10万元，市级10万元）, whose last is a part of the whole.
    """
    if any(one.mention.quantity is None or one.mention.dimension != "money" for one in parts):
        return parts
    for at in range(len(parts) - _ROW):
        if "主要" not in prose.gap(parts[at], parts[at + 1]) and parts[at + 1].depth <= parts[at].depth:
            continue
        told = value_of(parts[at + 1])
        for to in range(at + _ROW, len(parts)):
            told += value_of(parts[to])
            if told == value_of(parts[at]):
                return parts[: at + 1] + parts[to + 1 :]
    return parts


def without_inner(prose: Prose, total: Figure, parts: list[Figure]) -> list[Figure]:
    """The parts without those that 其中 begins, where the others close: 补助190万元，其中:一般性补助150万元，结转6万元，收入合计….

    Nothing ends such a list inside the list but the next part of the whole: what is left out stands right behind 其中 and is no
    more than what it is part of.
    """
    inner = [at for at in range(1, len(parts)) if "其中" in prose.gap(parts[at - 1], parts[at])]
    ways = [inner, *(list(range(at, to)) for at in inner for to in range(at + 1, len(parts)))]
    for way in ways if inner else ():
        left = [one for at, one in enumerate(parts) if at not in way]
        fits = sum(value_of(parts[at]) for at in way) <= sum(value_of(parts[at - 1]) for at in way if at - 1 not in way)
        if fits and len(left) > 1 and sum(map(value_of, left)) == value_of(total):
            return left
    return parts
