"""The tree of a formula, and what can be said of it without computing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from jixiao.model.quantity import half_up, trim


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `text` keeps 95% apart from 0.95."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be filled by a fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """`a op b`; op is one of + - * / == != < <= > >= and or."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """`min(…)`, `max(…)`, `abs(x)`; in a formula over rows also `count(…)`, `share(…)` and their like."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Unary | Binary | Call


def names(node: Node) -> tuple[str, ...]:
    """The names in `node`, each once, in the order they stand."""
    return tuple(dict.fromkeys(_names(node)))


def _names(node: Node) -> Iterator[str]:
    match node:
        case Name(name):
            yield name
        case Unary(_, operand):
            yield from _names(operand)
        case Binary(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _names(argument)


_SIGNS = {"*": "×", "/": "÷", "-": "−", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "and": "且", "or": "或", "not": "非"}
_FUNCTIONS = {
    "min": "取小", "max": "取大", "abs": "绝对值", "count": "计数", "share": "占比", "total": "总和", "mean": "平均数",
    "median": "中位数", "least": "最小值", "most": "最大值", "known": "有",
}  # fmt: skip
_RANK = {"or": 1, "and": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "/": 5}


def substitute(node: Node, shown: Mapping[str, str]) -> str:
    """The formula in signs people read, names replaced by `shown`: (18.50 − 20.00) ÷ 20.00."""
    return _write(node, shown, 0)


def _write(node: Node, shown: Mapping[str, str], rank: int) -> str:
    match node:
        case Number(_, text):
            return text
        case Name(name):
            return shown.get(name, name)
        case Unary(op, operand):
            return f"{_SIGNS.get(op, op)}{_write(operand, shown, 6)}"
        case Binary(op, left, right):
            mine = _RANK[op]
            tight = mine + 1 if op in "-/" else mine
            text = f"{_write(left, shown, mine)} {_SIGNS.get(op, op)} {_write(right, shown, tight)}"
            return f"({text})" if mine < rank else text
        case Call(function, arguments):
            inside = ", ".join(_write(argument, shown, 0) for argument in arguments)
            return f"{_FUNCTIONS[function]}({inside})"


def show(value: Fraction, places: int = 6) -> str:
    """`value` in decimals, half up, trailing zeros dropped."""
    return str(trim(half_up(value, places)))
