"""What full marks would have taken, in figures the unit can act on: 在职人员数不超过11人."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from jixiao.catalog.items import items
from jixiao.formula import Node, evaluate, names, parse
from jixiao.formula.tree import Binary, Call, Unary
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity, trim
from jixiao.model.rulebook import Indicator
from jixiao.rules.measure import Gathered
from jixiao.rules.spans import Span


def in_words(name: str, full: Span | str, unit: str) -> str:
    """The condition on the value itself."""
    return full if isinstance(full, str) else f"{name}{full.words(unit)}"


def in_figures(indicator: Indicator, gathered: Gathered, full: Span) -> str:
    """The same, turned into a figure of the input that stands in no divisor; "" where there is none to name.

    Only one-sided conditions with a closed edge are turned: rate ≤ 100% with 编制数 11人 → 在职人员数不超过11人.
    """
    edge, upward = (full.high, False) if full.low is None else (full.low, True)
    closed = full.high_closed if full.low is None else full.low_closed
    if edge is None or not closed or (full.low is not None and full.high is not None):
        return ""
    formula = parse(indicator.formula)
    wanted = edge / 100 if indicator.unit == "%" else edge
    for one in gathered.inputs:
        if one.fact is None or one.name in divisors(formula) or not _linear(formula, one.name):
            continue
        slope, start = _line(formula, gathered.values, one.name)
        if slope == 0:
            continue
        needed, at_least = (wanted - start) / slope, upward == (slope > 0)
        if needed >= 0 or items()[one.fact.item].negative:
            bound = f"{'不低于' if at_least else '不超过'}{_rounded(needed, one.fact, at_least)}"
            return f"{one.name}{bound}（现为{one.shown}）"
    return ""


def divisors(node: Node) -> frozenset[str]:
    """Names that stand under a division."""
    return frozenset(_divisors(node))


def _divisors(node: Node) -> Iterator[str]:
    match node:
        case Binary("/", left, right):
            yield from _divisors(left)
            yield from names(right)
        case Binary(_, left, right):
            yield from _divisors(left)
            yield from _divisors(right)
        case Unary(_, operand):
            yield from _divisors(operand)
        case Call(_, arguments):
            for argument in arguments:
                yield from _divisors(argument)


def _linear(node: Node, name: str) -> bool:
    """Whether `node` is a straight line in `name`: sums, differences, products and quotients with what does not hold it."""
    match node:
        case Binary("*", left, right):
            return (name not in names(left) or name not in names(right)) and _linear(left, name) and _linear(right, name)
        case Binary("+" | "-" | "/", left, right):
            return _linear(left, name) and _linear(right, name)
        case Binary() | Call():
            return name not in names(node)
        case Unary(_, operand):
            return _linear(operand, name)
    return True


def _line(formula: Node, values: Mapping[str, Fraction], name: str) -> tuple[Fraction, Fraction]:
    """Slope and start of the line the formula is in `name`, the other figures as they are."""
    start, end = (evaluate(formula, {**values, name: Fraction(x)}) for x in (0, 1))
    assert isinstance(start, Fraction) and isinstance(end, Fraction)  # the value itself was computed with these divisors
    return end - start, start


def _rounded(needed: Fraction, fact: Fact, at_least: bool) -> str:
    """`needed` on the safe side, with the digits and the unit the fact is written in."""
    assert isinstance(fact.value, Quantity)
    given = fact.value
    if given.unit == "%":
        needed *= 100
    step = Fraction(given.step) if given.step else Fraction(1)
    count = ceil(needed / step) if at_least else floor(needed / step)
    printed = count * step / Fraction(given.factor)
    return f"{trim(Decimal(printed.numerator) / Decimal(printed.denominator))}{given.printed_unit or given.unit}"
