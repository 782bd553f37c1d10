"""每档扣分: full marks up to the base, points off for each step beyond it, on one side (每低于5%扣2分)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.spans import Span
from jixiao.rules.steps import deduct, deducted, positive
from jixiao.rules.words import plain


def one_sided(ask: Ask, step: Fraction) -> Points:
    """Full marks within the base, otherwise `deduct` for each `step` beyond it."""
    base, above = ask.number("base"), ask.params["side"] == "above"
    full = Span(high=base, high_closed=True) if above else Span(base, True)
    beyond = ask.value - base if above else base - ask.value
    if beyond <= 0:
        return Points(ask.weight, f"{'未超过' if above else '不低于'}{plain(base, ask.unit)}", full)
    return deduct(ask, beyond, above, base, full, step)


def score(ask: Ask) -> Points:
    """Steps of the rule's own size."""
    return one_sided(ask, ask.number("step"))


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """Step and deduction are something."""
    for key in positive(params, "step", "deduct"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return one_sided_columns(ask, ask.number("step"))


def one_sided_columns(ask: ColumnAsk, step: Fraction) -> Ways:
    """As `one_sided`, over many units."""
    base, above = ask.number("base"), ask.params["side"] == "above"
    return [(None, lambda some: deducted(some, some.value - base if above else base - some.value, step))]


METHODS.add("per_step_deduction")(Method("每档扣分", "value", score, doubts, columns=columns))
