"""Exact evaluation in fractions. A rate over zero is `Undefined`, never an exception and never a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary


@dataclass(frozen=True, slots=True)
class Undefined:
    """A division by zero; `numerator` is what was divided (0 ÷ 0 is told apart from 5 ÷ 0)."""

    numerator: Fraction


Exact = Fraction | bool | Undefined


def evaluate(node: Node, values: Mapping[str, Fraction]) -> Exact:
    """The exact value of `node`; every name must be in `values` (`KeyError` is a bug of the caller)."""
    match node:
        case Number(value, _):
            return value
        case Name(name):
            return values[name]
        case Unary(op, operand):
            inner = evaluate(operand, values)
            if isinstance(inner, Undefined):
                return inner
            return (not inner) if op == "not" else -_number(inner)
        case Call(function, arguments):
            found = [evaluate(argument, values) for argument in arguments]
            for one in found:
                if isinstance(one, Undefined):
                    return one
            numbers = [_number(one) for one in found if not isinstance(one, Undefined)]
            if function == "abs":
                return abs(numbers[0])
            return min(numbers) if function == "min" else max(numbers)
        case Binary(op, left, right):
            a = evaluate(left, values)
            if isinstance(a, Undefined):
                return a
            if op == "and" and not a:
                return False
            if op == "or" and a:
                return True
            b = evaluate(right, values)
            if isinstance(b, Undefined):
                return b
            return _apply(op, a, b)


def _apply(op: str, a: Fraction | bool, b: Fraction | bool) -> Exact:
    if op in ("and", "or"):
        return bool(b)
    x, y = _number(a), _number(b)
    match op:
        case "+":
            return x + y
        case "-":
            return x - y
        case "*":
            return x * y
        case "/":
            return Undefined(x) if y == 0 else x / y
        case "==":
            return x == y
        case "!=":
            return x != y
        case "<":
            return x < y
        case "<=":
            return x <= y
        case ">":
            return x > y
        case _:
            return x >= y


def _number(value: Fraction | bool) -> Fraction:
    return Fraction(int(value)) if isinstance(value, bool) else value
