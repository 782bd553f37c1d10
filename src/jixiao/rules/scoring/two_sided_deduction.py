"""双向扣分: full marks at the target, points off for each step above or below it; a tolerance is free of deduction."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.spans import Span
from jixiao.rules.steps import deduct, deducted, positive
from jixiao.rules.words import distance, plain


def score(ask: Ask) -> Points:
    """Only what lies beyond the tolerance is deducted."""
    target, tolerance = ask.number("target"), ask.number("tolerance", Fraction(0))
    full = Span(target - tolerance, True, target + tolerance, True)
    if full.holds(ask.value):
        same = f"等于{plain(target, ask.unit)}"
        near = f"与{plain(target, ask.unit)}相差不超过{distance(tolerance, ask.unit)}"
        return Points(ask.weight, same if ask.value == target else near, full)
    above = ask.value > target
    edge = target + tolerance if above else target - tolerance
    return deduct(ask, abs(ask.value - edge), above, edge, full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """Step and deduction are something, a tolerance is no debt."""
    for key in positive(params, "step", "deduct"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")
    if Fraction(params.get("tolerance", 0)) < 0:
        yield Doubt(("tolerance",), f"tolerance 不能小于 0，现为 {params['tolerance']}", "请改写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    target, tolerance = ask.number("target"), ask.number("tolerance", Fraction(0))
    return [(None, lambda some: deducted(some, abs(some.value - target) - tolerance))]


METHODS.add("two_sided_deduction")(Method("双向扣分", "value", score, doubts, columns=columns))
