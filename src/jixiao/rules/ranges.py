"""Between which bounds the value of an indicator can lie at all: no amount is below 0, no part is greater than its whole.

Both are held against every case before anything is scored, so a rule may be judged by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from jixiao.catalog.identities import limits
from jixiao.catalog.items import items
from jixiao.formula import Node, parse
from jixiao.formula.tree import Binary, Call, Name, Number, Unary
from jixiao.model.rulebook import Indicator, Selector

Bounds = tuple[Fraction | None, Fraction | None]
"""Lowest and highest value; None is without end."""

OPEN: Bounds = (None, None)
_ONE = Selector("")
"""What the constant part of a sum is counted under."""


def bounds(indicator: Indicator) -> Bounds:
    """The bounds of the indicator's value, in its unit; without end where nothing can be said."""
    if not indicator.formula:
        return OPEN
    low, high = _of(parse(indicator.formula), indicator.inputs)
    scale = 100 if indicator.unit == "%" else 1
    return None if low is None else low * scale, None if high is None else high * scale


def whole(indicator: Indicator) -> bool:
    """Whether the value is always a whole number: sums and differences of things that are counted."""
    if not indicator.formula or indicator.unit == "%":
        return False
    counted = {"人", "份", "项", "个", "次", "件", "辆", "套", "天"}
    terms = _linear(parse(indicator.formula), indicator.inputs)
    return terms is not None and all(
        share.denominator == 1 and (one is _ONE or items()[one.item].unit in counted) for one, share in terms.items()
    )


def _of(node: Node, inputs: Mapping[str, Selector]) -> Bounds:
    terms = _linear(node, inputs)
    if terms is not None:
        return _least(terms), _negative(_least({one: -share for one, share in terms.items()}))
    match node:
        case Binary("/", left, right):
            above, below = _linear(left, inputs), _linear(right, inputs)
            return _quotient(above, below) if above is not None and below is not None else OPEN
        case Binary("+" | "-" as sign, left, right):
            (a, b), (c, d) = _of(left, inputs), _of(right, inputs)
            return (_sum(a, c), _sum(b, d)) if sign == "+" else (_sum(a, _negative(d)), _sum(b, _negative(c)))
        case Call("min", arguments):
            found = [_of(one, inputs) for one in arguments]
            tops = [high for _, high in found if high is not None]
            lows = [low for low, _ in found if low is not None]
            return min(lows) if len(lows) == len(found) else None, min(tops, default=None)
        case Call("max", arguments):
            found = [_of(one, inputs) for one in arguments]
            tops = [high for _, high in found if high is not None]
            lows = [low for low, _ in found if low is not None]
            return max(lows, default=None), max(tops) if len(tops) == len(found) else None
        case Call("abs", _):
            return Fraction(0), None
    return OPEN


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _negative(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


Terms = dict[Selector, Fraction]


def _linear(node: Node, inputs: Mapping[str, Selector]) -> Terms | None:
    """`node` as a sum of shares of facts and a constant, None if it is something else."""
    match node:
        case Number(value, _):
            return {_ONE: value}
        case Name(name):
            return {inputs[name]: Fraction(1)}
        case Unary("-", operand):
            return _times(_linear(operand, inputs), Fraction(-1))
        case Binary("+" | "-" as sign, left, right):
            a, b = _linear(left, inputs), _times(_linear(right, inputs), Fraction(1 if sign == "+" else -1))
            if a is None or b is None:
                return None
            return {one: a.get(one, Fraction(0)) + b.get(one, Fraction(0)) for one in a | b}
        case Binary("*", left, right):
            for share, other in ((left, right), (right, left)):
                if isinstance(share, Number):
                    return _times(_linear(other, inputs), share.value)
        case Binary("/", left, Number(value, _)) if value != 0:
            return _times(_linear(left, inputs), 1 / value)
    return None


def _times(terms: Terms | None, share: Fraction) -> Terms | None:
    return None if terms is None else {one: part * share for one, part in terms.items()}


def _least(terms: Terms) -> Fraction | None:
    """The lowest value of a sum whose facts are 0 or more: its constant, if no share takes anything away."""
    return terms.get(_ONE, Fraction(0)) if _never_below(terms) else None


def _never_below(terms: Terms) -> bool:
    """Whether the facts in `terms` can only add: every share taken away lies inside a whole that is added."""
    left = {one: share for one, share in terms.items() if one != _ONE and share}
    if any(items()[one.item].negative for one in left):
        return False
    for one in [one for one, share in left.items() if share < 0]:
        for limit in limits():
            more = Selector(limit.more, one.basis, one.year)
            if limit.less == one.item and left.get(more, Fraction(0)) > 0:
                used = min(left[more], -left[one])
                left[more] -= used
                left[one] += used
    return all(share >= 0 for share in left.values())


def _quotient(above: Terms, below: Terms) -> Bounds:
    """The bounds of one sum over another that is above 0: k is a lower bound where `above` − k × `below` never falls below 0."""
    if not _never_below(below) or below.get(_ONE, Fraction(0)) < 0:
        return OPEN
    shares = {share / below[one] for one, share in above.items() if below.get(one, Fraction(0)) > 0}
    tries = sorted(shares | {Fraction(one) for one in (-1, 0, 1)})
    lows = [k for k in tries if _least_of(above, below, k) >= 0]
    highs = [k for k in tries if _least_of({one: -share for one, share in above.items()}, below, -k) >= 0]
    return max(lows, default=None), min(highs, default=None)


def _least_of(above: Terms, below: Terms, k: Fraction) -> Fraction:
    """The lowest value of `above` − k × `below`; below 0 where there is none."""
    terms = {one: above.get(one, Fraction(0)) - k * below.get(one, Fraction(0)) for one in above | below}
    least = _least(terms)
    return Fraction(-1) if least is None else least
