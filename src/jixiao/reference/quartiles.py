"""Quartiles, median and spread, exact: QUARTILE.INC of a spreadsheet, in fractions (docs/adr has the reasons)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from jixiao.model.quantity import half_up, trim

DEFINITION = "四分位数按 QUARTILE.INC（线性内插）"


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """The value `share` of the way from the first to the last of `ordered` values, between two of them by their distance."""
    at = (len(ordered) - 1) * share
    below = int(at)
    if below == at:
        return ordered[below]
    return ordered[below] + (at - below) * (ordered[below + 1] - ordered[below])


def quartiles(values: Iterable[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Lower quartile, median, upper quartile."""
    ordered = sorted(values)
    low, middle, high = (quantile(ordered, Fraction(part, 4)) for part in (1, 2, 3))
    return low, middle, high


def spread(values: Sequence[Fraction], middle: Fraction) -> Fraction:
    """The median of the distances from `middle` (MAD)."""
    return quantile(sorted(abs(one - middle) for one in values), Fraction(1, 2))


def significant(value: Fraction, digits: int = 3) -> Decimal:
    """`value` to so many significant digits, ties away from zero: 98.647 → 98.6, 123456 → 123000."""
    if value == 0:
        return Decimal(0)
    size, place = abs(value), 0
    while size >= 10:
        size, place = size / 10, place + 1
    while size < 1:
        size, place = size * 10, place - 1
    step = place - digits + 1
    units = half_up(value / Fraction(10) ** step, 0)
    return trim(Decimal(int(units)).scaleb(step))
