"""Whether two formulas over named facts are the same, however they are written: (a + b) / c and b / c + a / c.

Each fact is given a number of its own, drawn from its name; formulas that give the same at three such draws are the same.
Two different quotients of sums would have to meet at three arbitrary points, which numbers of this length do not do.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Protocol

from jixiao.formula.exact import evaluate
from jixiao.formula.parser import parse
from jixiao.formula.tree import Binary, Node, Unary
from jixiao.model.rulebook import Selector

_DRAWS = 3


class Measured(Protocol):
    """What has a formula over selected facts."""

    @property
    def formula(self) -> str: ...

    @property
    def inputs(self) -> Mapping[str, Selector]: ...


Print = tuple[object, ...]


def print_of(measured: Measured) -> Print:
    """Equal for formulas that are the same function of the same facts (item, basis, year), names aside."""
    return _print(parse(measured.formula), measured.inputs)


def _print(tree: Node, inputs: Mapping[str, Selector]) -> Print:
    """A yes or no is too little to tell two conditions apart: theirs is the sign and what stands on either side."""
    match tree:
        case Unary("not", operand):
            return ("not", _print(operand, inputs))
        case Binary(op, left, right) if op not in "+-*/":
            return (op, _print(left, inputs), _print(right, inputs))
    return tuple(evaluate(tree, {name: _number(one, draw) for name, one in inputs.items()}) for draw in range(_DRAWS))


def _number(selector: Selector, draw: int) -> Fraction:
    digest = sha256(f"{selector.item}|{selector.basis}|{selector.year}|{draw}".encode()).digest()
    return Fraction(int.from_bytes(digest[:6], "big") + 1, 997)
