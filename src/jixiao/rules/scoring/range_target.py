"""区间目标: full marks inside [low, high], points off for each step outside it (结余率 1%—5%)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.spans import Span
from jixiao.rules.steps import deduct, deducted, positive
from jixiao.rules.words import plain


def score(ask: Ask) -> Points:
    """Deducted from the nearer edge."""
    low, high = ask.number("low"), ask.number("high")
    full = Span(low, True, high, True)
    if full.holds(ask.value):
        return Points(ask.weight, f"在{plain(low, ask.unit)}至{plain(high, ask.unit)}之间", full)
    if ask.value < low:
        return deduct(ask, low - ask.value, False, low, full)
    return deduct(ask, ask.value - high, True, high, full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The range is not upside down; step and deduction are something."""
    for key in positive(params, "step", "deduct"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")
    if Fraction(params["low"]) > Fraction(params["high"]):
        yield Doubt(("low",), f"区间下限 {params['low']} 大于上限 {params['high']}", "请核对")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    low, high = ask.number("low"), ask.number("high")
    middle, half = (low + high) / 2, (high - low) / 2
    return [(None, lambda some: deducted(some, abs(some.value - middle) - half))]


METHODS.add("range_target")(Method("区间目标", "value", score, doubts, columns=columns))
