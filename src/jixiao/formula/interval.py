"""Evaluation over intervals: what a formula can be when its figures are only known to their last printed digit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary
from jixiao.model.quantity import Interval


def evaluate_interval(node: Node, values: Mapping[str, Interval]) -> Interval | None:
    """The smallest interval holding every value of `node`; None where a divisor may be zero.

    Each occurrence of a name varies on its own, so (a - b) / b is a little wider than the truth: a miss outside the
    interval is a miss, whatever the true figures. Only arithmetic: comparisons raise `ValueError`.
    """
    match node:
        case Number(value, _):
            return value, value
        case Name(name):
            return values[name]
        case Unary("-", operand):
            inner = evaluate_interval(operand, values)
            return None if inner is None else (-inner[1], -inner[0])
        case Call(function, arguments):
            found = [evaluate_interval(argument, values) for argument in arguments]
            known = [one for one in found if one is not None]
            if len(known) < len(found):
                return None
            if function == "abs":
                low, high = known[0]
                return (
                    (Fraction(0), max(-low, high))
                    if low <= 0 <= high
                    else (min(abs(low), abs(high)), max(abs(low), abs(high)))
                )
            pick = min if function == "min" else max
            return pick(one[0] for one in known), pick(one[1] for one in known)
        case Binary(op, left, right) if op in "+-*/":
            a, b = evaluate_interval(left, values), evaluate_interval(right, values)
            if a is None or b is None:
                return None
            if op == "+":
                return a[0] + b[0], a[1] + b[1]
            if op == "-":
                return a[0] - b[1], a[1] - b[0]
            if op == "/":
                if b[0] <= 0 <= b[1]:
                    return None
                b = (1 / b[1], 1 / b[0])
            corners = [x * y for x in a for y in b]
            return min(corners), max(corners)
    raise ValueError(f"no interval for {node}")


def meet(a: Interval, b: Interval) -> bool:
    """Whether two intervals have a value in common."""
    return a[0] <= b[1] and b[0] <= a[1]
