"""按比例计分: full marks at the target, below it the share of the target that was reached.

A share needs a target above 0; under a target of 0 or less that is missed there is none, and no points. With a pass line
a share below it gets `below_pass_points` instead. With `over`, far more than the target wants a reason or costs points.
"""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.over import cut_columns, keep_measure, over_doubts
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways, limits, number
from jixiao.rules.spans import Span
from jixiao.rules.words import figure, plain


def score(ask: Ask) -> Points:
    """Weight × value ÷ target, at most the weight, never below 0."""
    target = ask.aim
    full = Span(target, True)
    aim = plain(target, ask.unit)
    if ask.value >= target:
        return keep_measure(ask, Points(ask.weight, f"达到{aim}" if ask.value == target else f"超过{aim}", full))
    ratio = max(ask.value / target, Fraction(0)) * 100 if target > 0 else None
    line = ask.params.get("pass_line")
    if line is not None and (ratio is None or ratio < Fraction(line)):
        return Points(ask.number("below_pass_points"), f"未达到{aim}，完成比例低于及格线{plain(Fraction(line), '%')}", full)
    if ratio is None:
        return Points(Fraction(0), f"未达到{aim}，指标值不是正数，没有完成比例可算", full)
    if ask.unit == "%" and target == 100:
        return Points(ask.weight * ratio / 100, f"未达到{aim}，按比例计分", full)
    return Points(ask.weight * ratio / 100, f"未达到{aim}，按完成比例{figure(ratio, '%', (Fraction(100),))}计分", full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The pass line and the points below it come together."""
    if "over" in params:
        yield from over_doubts(params["over"])
    if ("pass_line" in params) != ("below_pass_points" in params):
        yield Doubt(("pass_line",), "pass_line 和 below_pass_points 只写了一个", "请两个都写，或都不写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [*cut_columns(ask), *_reached(ask)]


def _reached(ask: ColumnAsk) -> Ways:
    target, full = ask.aim, (ask.value >= ask.aim, ask.weight)
    line = number(ask.params, "pass_line", Fraction(0))  # a share is never below 0, so nothing lies below a line of 0
    if target <= 0:
        return [full, (None, number(ask.params, "below_pass_points", Fraction(0)))]
    failed = [(ask.value < target * line / 100, ask.number("below_pass_points"))] if line > 0 else []
    reached = (
        [full] if line > 100 or limits(ask.params, ask.weight)[1] > ask.weight else []
    )  # else the share is cut off there
    return [*reached, *failed, (None, lambda some: some.value.from_zero() * (some.weight / target))]


METHODS.add("proportional")(Method("按比例计分", "value", score, doubts, columns=columns))
