"""Exact numbers of many units at once: integers in arrays, one common factor, no binary fraction anywhere.

Needs numpy, which the rest of jixiao does not: only `formula.columns` and `rules.columns` import this file.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[Any]
"""int64, or Python integers (dtype object) where 64 bits would not do."""

Mask: TypeAlias = NDArray[np.bool_]

WIDEST = 2**63 - 1


class TooWideError(Exception):
    """A result that int64 cannot be proved to hold. Raised before anything is computed; the caller takes Python integers."""


class Scaled:
    """One number per unit: `factor` × `above` ÷ `below`. `below` (None: 1) is greater than 0 in every row.

    `low` and `high` bound `above`, `most` bounds `below`: each operation proves from them, before it computes, that
    int64 holds its result, and raises `TooWideError` otherwise. Arrays of Python integers are never too wide.
    """

    __slots__ = ("above", "below", "factor", "high", "low", "most")

    def __init__(
        self, above: Integers, low: int, high: int, factor: Fraction, below: Integers | None = None, most: int = 1
    ) -> None:
        self.above = above
        self.low = low
        self.high = high
        self.factor = factor
        self.below = below
        self.most = most

    def __len__(self) -> int:
        return len(self.above)

    def exact(self, row: int) -> Fraction:
        """The number of one unit."""
        return self.factor * Fraction(int(self.above[row]), 1 if self.below is None else int(self.below[row]))

    def take(self, rows: NDArray[np.intp]) -> Scaled:
        """The same for some of the units."""
        below = None if self.below is None else self.below[rows]
        return Scaled(self.above[rows], self.low, self.high, self.factor, below, self.most)

    def plain(self) -> Integers:
        """The numbers themselves, where they are whole: `above` × `factor`."""
        if self.below is not None or self.factor.denominator != 1:
            raise ValueError("not whole")
        return times(self.above, self.factor.numerator, self.low, self.high)

    # arithmetic: with a Fraction (or int), or with another column

    def __neg__(self) -> Scaled:
        return Scaled(self.above, self.low, self.high, -self.factor, self.below, self.most)

    def __abs__(self) -> Scaled:
        low, high = (self.low, self.high) if self.low >= 0 else (0, max(-self.low, self.high))
        above = self.above if self.low >= 0 else np.abs(self.above)
        return Scaled(above, low, high, abs(self.factor), self.below, self.most)

    def __add__(self, other: Scaled | Fraction | int) -> Scaled:
        left, right, factor = self._aligned(other)
        low, high = fits(left, left.low + right.low, left.high + right.high)
        return Scaled(left.above + right.above, low, high, factor, left.below, left.most)

    __radd__ = __add__

    def __sub__(self, other: Scaled | Fraction | int) -> Scaled:
        left, right, factor = self._aligned(other)
        low, high = fits(left, left.low - right.high, left.high - right.low)
        return Scaled(left.above - right.above, low, high, factor, left.below, left.most)

    def __rsub__(self, other: Fraction | int) -> Scaled:
        return -(self - other)

    def __mul__(self, other: Scaled | Fraction | int) -> Scaled:
        if not isinstance(other, Scaled):
            return Scaled(self.above, self.low, self.high, self.factor * other, self.below, self.most)
        corners = [x * y for x in (self.low, self.high) for y in (other.low, other.high)]
        low, high = fits(self, min(corners), max(corners), other)
        below, most = _product(self.below, self.most, other.below, other.most)
        return Scaled(self.above * other.above, low, high, self.factor * other.factor, below, most)

    __rmul__ = __mul__

    def __truediv__(self, other: Scaled | Fraction | int) -> Scaled:
        """The quotient. Where a column divided by is 0 the result means nothing: the caller has dealt with these rows."""
        if not isinstance(other, Scaled):
            return self * (1 / Fraction(other))
        return self * other.inverse()

    def __rtruediv__(self, other: Fraction | int) -> Scaled:
        return self.inverse() * Fraction(other)

    def inverse(self) -> Scaled:
        """1 ÷ each number; where it is 0 the result means nothing."""
        above = np.ones(1, np.int64) if self.below is None else self.below
        below = self.above
        low, high = (1, 1) if self.below is None else (1, self.most)
        if self.low <= 0:
            if self.low < 0:
                sign = np.where(below < 0, -1, 1)
                above, below = above * sign, np.abs(below)
                low = -high
            below = np.maximum(below, 1)
        if len(above) != len(below):
            above = np.ones_like(below)
        factor = Fraction(0) if self.factor == 0 else 1 / self.factor
        return Scaled(above, low, high, factor, below, max(-self.low, self.high, 1))

    def floor(self) -> Scaled:
        """The greatest whole number not above each number."""
        p, q = self.factor.numerator, self.factor.denominator
        low, high = min(self.low * p, self.high * p), max(self.low * p, self.high * p)
        top = times(self.above, p, self.low, self.high)
        found = top // (q if self.below is None else times(self.below, q, 0, self.most))
        return Scaled(found, min(low // q, low // (q * self.most)), max(high // q, 0), Fraction(1))

    def ceil(self) -> Scaled:
        """The least whole number not below each number."""
        return -((-self).floor())

    def half_up(self, places: int) -> Scaled:
        """Rounded to `places` decimals, ties away from zero."""
        k = self.factor * 10**places
        p, q = k.numerator, k.denominator
        if self.below is None and q == 1:
            return self
        widest = max(abs(self.low), abs(self.high))
        fits(self, 0, 2 * (widest * abs(p) + q * self.most))
        top = times(self.above if self.low >= 0 else np.abs(self.above), 2 * abs(p), 0, widest)
        half: Any = q if self.below is None else times(self.below, q, 0, self.most)
        found = (top + half) // (half + half)
        high = widest * abs(p) // q + 1
        step = Fraction(1, 10**places)
        if min(self.low * p, self.high * p) >= 0:
            return Scaled(found, 0, high, step)
        negative = self.above < 0 if p > 0 else self.above > 0
        return Scaled(np.where(negative, -found, found), -high, high, step)

    # comparisons give masks

    def __lt__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.less)

    def __le__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.less_equal)

    def __gt__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.greater)

    def __ge__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.greater_equal)

    def equals(self, other: Scaled | Fraction | int) -> Mask:
        """Where both are the same number."""
        return self._compare(other, np.equal)

    def _compare(self, other: Scaled | Fraction | int, how: Callable[[Any, Any], Any]) -> Mask:
        left, right, _ = self._aligned(other)
        return np.asarray(how(left.above, right.above), dtype=np.bool_)

    def smaller(self, other: Scaled) -> Scaled:
        """The smaller of two numbers in each row."""
        left, right, factor = self._aligned(other)
        low, high = min(left.low, right.low), min(left.high, right.high)
        return Scaled(np.minimum(left.above, right.above), low, high, factor, left.below, left.most)

    def greater(self, other: Scaled) -> Scaled:
        """The greater of two numbers in each row."""
        return -(-self).smaller(-other)

    def _aligned(self, other: Scaled | Fraction | int) -> tuple[Scaled, Scaled, Fraction]:
        """Both as whole numbers of one step: `factor` ÷ `below`, with the factor above 0."""
        left, right = self, other
        if not isinstance(right, Scaled):
            one = np.ones(1, self.above.dtype) if self.below is None else self.below
            right = Scaled(one, 1, self.most, Fraction(right), self.below, self.most)
        elif self.below is not right.below:
            left, right = _over_one_divisor(self, right)
        f, g = left.factor, right.factor
        a, b, factor = _common_step(f.numerator, f.denominator, g.numerator, g.denominator)
        return left._counted(a), right._counted(b), factor

    def _counted(self, by: int) -> Scaled:
        if by == 1:
            return self
        low, high = sorted((self.low * by, self.high * by))
        return Scaled(times(self.above, by, self.low, self.high), low, high, self.factor, self.below, self.most)


@lru_cache(maxsize=4096)
def _common_step(p: int, q: int, other_p: int, other_q: int) -> tuple[int, int, Fraction]:
    """p ÷ q and other_p ÷ other_q as whole numbers of one step, and the step."""
    below = lcm(q, other_q)
    a, b = p * (below // q), other_p * (below // other_q)
    common = gcd(a, b) or 1
    return a // common, b // common, Fraction(common, below)


def _over_one_divisor(one: Scaled, other: Scaled) -> tuple[Scaled, Scaled]:
    below, most = _product(one.below, one.most, other.below, other.most)
    return _raised(one, other, below, most), _raised(other, one, below, most)


def _raised(one: Scaled, by: Scaled, below: Integers | None, most: int) -> Scaled:
    if by.below is None:
        return Scaled(one.above, one.low, one.high, one.factor, below, most)
    low, high = fits(one, min(one.low, one.low * by.most), max(one.high, one.high * by.most), by)
    return Scaled(one.above * by.below, low, high, one.factor, below, most)


def _product(one: Integers | None, most: int, other: Integers | None, other_most: int) -> tuple[Integers | None, int]:
    if one is None or other is None:
        return (other if one is None else one), most * other_most
    if most * other_most > WIDEST and one.dtype != object and other.dtype != object:
        raise TooWideError
    return one * other, most * other_most


def fits(one: Scaled, low: int, high: int, other: Scaled | None = None) -> tuple[int, int]:
    """The bounds themselves; `TooWideError` if int64 may not hold them and the arrays are int64."""
    wide = one.above.dtype == object or (other is not None and other.above.dtype == object)
    if not wide and (low < -WIDEST or high > WIDEST):
        raise TooWideError
    return low, high


def times(numbers: Integers, by: int, low: int, high: int) -> Integers:
    """`numbers` (between `low` and `high`) × `by`."""
    if by == 1:
        return numbers
    if numbers.dtype != object and (max(abs(low), abs(high), 1) * abs(by) > WIDEST):
        raise TooWideError
    return numbers * by
