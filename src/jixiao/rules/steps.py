"""Deducting per step: shared by every method that takes points off for each step beyond an edge.

每超过一个百分点扣0.5分: whether a broken step counts is the rulebook's choice (`partial_step`), and where the readings
give different points the remark says so.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from jixiao.rules.scoring import Ask, ColumnAsk, Points
from jixiao.rules.spans import Span
from jixiao.rules.words import apart, distance, plain, points, times

if TYPE_CHECKING:
    from jixiao.formula.scaled import Scaled

_READINGS = {"floor": "不扣", "ceil": "按一步扣", "linear": "按比例扣"}


def counted(beyond: Fraction, step: Fraction, reading: str) -> Fraction:
    """How many steps `beyond` is, as `reading` counts a broken one."""
    steps = beyond / step
    if reading == "linear":
        return steps
    return Fraction(floor(steps) if reading == "floor" else ceil(steps))


def deduct(ask: Ask, beyond: Fraction, above: bool, edge: Fraction, full: Span, step: Fraction | None = None) -> Points:
    """Full marks less `deduct` for each step of `beyond`, which lies above or below `edge`."""
    step = ask.number("step") if step is None else step
    each = ask.number("deduct")
    reading: Any = ask.params["partial_step"]
    lost = {one: each * counted(beyond, step, one) for one in ("floor", "ceil", "linear")}
    left = ask.clamp(ask.weight - lost[reading])
    count = counted(beyond, step, reading)
    reached = apart(beyond, above, edge, ask.unit)
    if count == 0:
        branch = f"{reached}，不足{distance(step, ask.unit)}，不扣分"
    else:
        branch = f"{reached}，每{distance(step, ask.unit)}扣{plain(each)}分，计{times(count)}，应扣{points(lost[reading])}"
        if ask.weight - lost[reading] < left:
            branch += "，扣完为止"
    return Points(ask.weight - lost[reading], branch, full, _remarks(ask, lost, reading))


def deducted(ask: ColumnAsk, beyond: Scaled, step: Fraction | None = None) -> Scaled:
    """What `deduct` leaves, over many units; nothing is lost where `beyond` is 0 or less."""
    steps = beyond.from_zero() * (1 / (ask.number("step") if step is None else step))
    reading = ask.params["partial_step"]
    count = steps if reading == "linear" else steps.floor() if reading == "floor" else steps.ceil()
    return ask.weight - ask.number("deduct") * count


def _remarks(ask: Ask, lost: dict[str, Fraction], reading: str) -> tuple[str, ...]:
    """What the other readings of a broken step would give, where that differs."""
    mine = ask.clamp(ask.weight - lost[reading])
    others = {one: ask.clamp(ask.weight - lost[one]) for one in ("linear", "floor", "ceil") if one != reading}
    differing = [f"若{_READINGS[one]}则得{points(left, ask.places)}" for one, left in others.items() if left != mine]
    return (f"不满一步的{_READINGS[reading]}；{'，'.join(differing)}",) if differing else ()


def positive(params: Any, *keys: str) -> list[str]:
    """Those of `keys` whose number is there and not above 0."""
    return [key for key in keys if params.get(key) is not None and Fraction(params[key]) <= 0]
