"""越低越好: full marks up to the target; beyond it either weight × target ÷ value, or a straight line down to 0.

The line reaches 0 at `zero_at` times the target. Beyond a target of 0 (or less) neither is defined: no points.
"""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways, limits
from jixiao.rules.spans import Span
from jixiao.rules.words import apart, plain, points


def score(ask: Ask) -> Points:
    """Full marks at or under the target, then as `mode` says."""
    target, value = ask.aim, ask.value
    full = Span(high=target, high_closed=True)
    aim = plain(target, ask.unit)
    if value <= target:
        return Points(ask.weight, f"未超过{aim}", full)
    over = apart(value - target, True, target, ask.unit)
    if target <= 0:
        return Points(Fraction(0), f"{over}，指标值不是正数，没有比例可算", full)
    by_ratio = ask.weight * target / value
    if ask.params["mode"] == "target_over_actual":
        return Points(by_ratio, f"{over}，按指标值÷完成值的比例计分", full)
    zero_at = ask.number("zero_at")
    by_line = max(ask.weight * (target * zero_at - value) / (target * (zero_at - 1)), Fraction(0))
    branch = f"{over}，按超出幅度扣分（达到指标值的{plain(zero_at)}倍得0分）"
    return Points(by_line, branch, full, (f"若按指标值÷完成值计分则得{points(ask.clamp(by_ratio), ask.places)}",))


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A line needs to know where it ends, and that beyond the target."""
    if params.get("mode") != "linear_to_zero":
        if "zero_at" in params:
            yield Doubt(("zero_at",), "zero_at 只用于 linear_to_zero", "请删去")
    elif "zero_at" not in params:
        yield Doubt(("mode",), "linear_to_zero 没有写 zero_at", "请写完成值达到指标值的几倍时得 0 分")
    elif Fraction(params["zero_at"]) <= 1:
        yield Doubt(("zero_at",), f"zero_at 应大于 1，现为 {params['zero_at']}", "请改写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    target, full = ask.aim, (ask.value <= ask.aim, ask.weight)
    if target <= 0:
        return [full, (None, Fraction(0))]
    cut_off = (
        limits(ask.params, ask.weight)[1] <= ask.weight
    )  # points beyond the weight are, so the first way need not be told
    if ask.params["mode"] == "target_over_actual":
        share = (None, lambda some: some.weight * target / some.value)
        return [share] if cut_off and ask.value.above_zero() else [full, share]
    zero_at = ask.number("zero_at")
    slope = ask.weight / (target * (zero_at - 1))
    line = (None, lambda some: (target * zero_at - some.value) * slope)
    return [line] if cut_off else [full, line]


METHODS.add("reverse")(Method("越低越好", "value", score, doubts, columns=columns))
