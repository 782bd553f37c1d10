"""What else is printed around a list that does not add up: counts of its parts, the very amount that is missing, a list inside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.extract.prose import Prose, value_of
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BY_COUNT = "各项的个数合得上，金额合不上"
CARRIED = "差额恰为文中的结转数"

_LEFT_OVER = regex(r"结转|结余")
_BEFORE, _BEHIND = 20, 6
_LEAST = 3


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
    return before if quantity is not None and quantity.bound == "=" and not quantity.approx and not before.change else None


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
