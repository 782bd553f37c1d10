"""每点扣分: full marks up to the base, points off for each (percentage) point beyond it, on one side."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.scoring.per_step_deduction import one_sided, one_sided_columns
from jixiao.rules.steps import positive


def score(ask: Ask) -> Points:
    """Steps of one unit of the value."""
    return one_sided(ask, Fraction(1))


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A deduction takes something off."""
    for key in positive(params, "deduct"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return one_sided_columns(ask, Fraction(1))


METHODS.add("per_point_deduction")(Method("每点扣分", "value", score, doubts, columns=columns))
