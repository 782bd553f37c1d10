"""A formula over the figures of many units at once: the same values as `exact`, row by row. Needs numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

import numpy as np

from jixiao.formula.scaled import Mask, Scaled, ones
from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary


@dataclass(frozen=True, slots=True)
class Column:
    """The value of a formula in each row: a number (a Fraction: the same in all rows), or yes and no.

    `undefined` marks rows that divide by zero (None: no row does); what was divided is 0 where `zero` is true as well.
    """

    value: Scaled | Mask | Fraction
    undefined: Mask | None = None
    zero: Mask | None = None

    def mask(self) -> Mask | None:
        """Yes and no of a condition; None where the formula gives a number."""
        return None if isinstance(self.value, Scaled | Fraction) else self.value


def evaluate_columns(node: Node, values: Mapping[str, Scaled]) -> Column:
    """The value of `node` in every row; every name must be in `values`. `TooWideError` where int64 might not hold a step."""
    match node:
        case Number(value, _):
            return Column(value)
        case Name(name):
            return Column(values[name])
        case Unary(op, operand):
            inner = evaluate_columns(operand, values)
            turned = Column(~_truth(inner, values)) if op == "not" else Column(-_number(inner, values))
            return replace(turned, undefined=inner.undefined, zero=inner.zero)
        case Call(function, arguments):
            found = [evaluate_columns(argument, values) for argument in arguments]
            numbers = [_number(one, values) for one in found]
            pick = Scaled.smaller if function == "min" else Scaled.greater
            picked = abs(numbers[0]) if function == "abs" else reduce(pick, numbers)
            return Column(picked, *reduce(_either, ((one.undefined, one.zero) for one in found)))
        case Binary("and" | "or" as op, left, right):
            return _joined(op, evaluate_columns(left, values), evaluate_columns(right, values), values)
        case Binary(op, left, right):
            return _applied(op, evaluate_columns(left, values), evaluate_columns(right, values), values)


def _applied(op: str, left: Column, right: Column, values: Mapping[str, Scaled]) -> Column:
    x, y = _number(left, values), right.value if isinstance(right.value, Fraction) else _number(right, values)
    undefined, zero = _either((left.undefined, left.zero), (right.undefined, right.zero))
    match op:
        case "+":
            return Column(x + y, undefined, zero)
        case "-":
            return Column(x - y, undefined, zero)
        case "*":
            return Column(x * y, undefined, zero)
        case "==":
            return Column(x.equals(y), undefined, zero)
        case "!=":
            return Column(~x.equals(y), undefined, zero)
        case "<":
            return Column(x < y, undefined, zero)
        case "<=":
            return Column(x <= y, undefined, zero)
        case ">":
            return Column(x > y, undefined, zero)
        case ">=":
            return Column(x >= y, undefined, zero)
    return _divided(x, y if isinstance(y, Scaled) else _number(right, values), undefined, zero)


def _divided(x: Scaled, y: Scaled, undefined: Mask | None, zero: Mask | None) -> Column:
    if y.low <= 0 <= y.high or y.p == 0:
        undefined, zero = _either((undefined, zero), (y.equals(0), x.equals(0)))
    return Column(x / y, undefined, zero)


def _joined(op: str, left: Column, right: Column, values: Mapping[str, Scaled]) -> Column:
    """`and`, `or`: the right side is not looked at where the left one decides."""
    a, b = _truth(left, values), _truth(right, values)
    open_ = a if op == "and" else ~a
    beside = None if right.undefined is None else right.undefined & open_
    return Column(a & b if op == "and" else a | b, *_either((left.undefined, left.zero), (beside, right.zero)))


def _either(
    first: tuple[Mask | None, Mask | None], second: tuple[Mask | None, Mask | None]
) -> tuple[Mask | None, Mask | None]:
    """Undefined where one of two is; what was divided is that of the first."""
    (undefined, zero), (beside, other) = first, second
    if undefined is None or zero is None:
        return second
    if beside is None or other is None:
        return first
    return undefined | beside, np.where(undefined, zero, other)


def _number(one: Column, values: Mapping[str, Scaled]) -> Scaled:
    if isinstance(one.value, Scaled):
        return one.value
    like = next(iter(values.values())).above
    if isinstance(one.value, Fraction):
        return Scaled(ones(like), 1, 1) * one.value
    return Scaled(one.value.astype(like.dtype), 0, 1)


def _truth(one: Column, values: Mapping[str, Scaled]) -> Mask:
    if isinstance(one.value, Scaled | Fraction):
        return ~_number(one, values).equals(0)
    return one.value
