"""Exact numbers of many units at once: integers in arrays, one common factor, no binary fraction anywhere.

The arrays may be `formula.tape.Slot`s, which stand for arrays to come. Needs numpy, which the rest of jixiao does not: only
`formula.columns` and `rules.columns` import this file.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[Any]
"""int64, or Python integers (dtype object) where 64 bits would not do."""

Mask: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.intp]

WIDEST = 2**63 - 1


class TooWideError(Exception):
    """A result that int64 cannot be proved to hold. Raised before anything is computed; the caller takes Python integers."""


class Scaled:
    """One number per unit: p ÷ q × `above` ÷ `below`. `below` (None: 1) is greater than 0 in every row.

    `low` and `high` bound `above`, `most` bounds `below`: each operation proves from them, before it computes, that
    int64 holds its result, and raises `TooWideError` otherwise. Arrays of Python integers are never too wide.
    p ÷ q (q > 0) is the common `factor` of all units; most operations change only that and touch no array.
    """

    __slots__ = ("above", "below", "high", "low", "most", "p", "q")

    def __init__(
        self,
        above: Integers,
        low: int,
        high: int,
        factor: tuple[int, int] = (1, 1),
        below: Integers | None = None,
        most: int = 1,
    ) -> None:
        self.above, self.low, self.high = above, low, high
        self.below, self.most = below, most
        self.p, self.q = factor

    @property
    def factor(self) -> Fraction:
        """What every number is a whole multiple of, over its divisor."""
        return Fraction(self.p, self.q)

    def __len__(self) -> int:
        return len(self.above)

    def exact(self, row: int) -> Fraction:
        """The number of one unit."""
        return self.factor * Fraction(int(self.above[row]), 1 if self.below is None else int(self.below[row]))

    def plain(self) -> Integers:
        """The numbers themselves, where they are whole."""
        if self.below is not None or self.q != 1:
            raise ValueError("not whole")
        return times(self.above, self.p, self.low, self.high)

    def above_zero(self) -> bool:
        """Whether the bounds say that every number is greater than 0."""
        return min(self.low * self.p, self.high * self.p) > 0

    # arithmetic: with a Fraction (or int), or with another column

    def __neg__(self) -> Scaled:
        return Scaled(self.above, self.low, self.high, (-self.p, self.q), self.below, self.most)

    def __abs__(self) -> Scaled:
        if self.low >= 0:
            return Scaled(self.above, self.low, self.high, (abs(self.p), self.q), self.below, self.most)
        high = max(-self.low, self.high)
        return Scaled(np.abs(self.above), 0, high, (abs(self.p), self.q), self.below, self.most)

    def __add__(self, other: Scaled | Fraction | int) -> Scaled:
        left, right, factor = self._aligned(other)
        low, high = fits(left, left.low + right.low, left.high + right.high)
        return Scaled(left.above + right.above, low, high, factor, left.below, left.most)

    __radd__ = __add__

    def __sub__(self, other: Scaled | Fraction | int) -> Scaled:
        if other == 0 and not isinstance(other, Scaled):
            return self
        left, right, factor = self._aligned(other)
        low, high = fits(left, left.low - right.high, left.high - right.low)
        return Scaled(left.above - right.above, low, high, factor, left.below, left.most)

    def __rsub__(self, other: Fraction | int) -> Scaled:
        return -(self - other)

    def __mul__(self, other: Scaled | Fraction | int) -> Scaled:
        if not isinstance(other, Scaled):
            p, q = _reduced(self.p * other.numerator, self.q * other.denominator)
            return Scaled(self.above, self.low, self.high, (p, q), self.below, self.most)
        corners = [x * y for x in (self.low, self.high) for y in (other.low, other.high)]
        low, high = fits(self, min(corners), max(corners))
        below, most = _product(self.below, self.most, other.below, other.most)
        factor = _reduced(self.p * other.p, self.q * other.q)
        return Scaled(self.above * other.above, low, high, factor, below, most)

    __rmul__ = __mul__

    def __truediv__(self, other: Scaled | Fraction | int) -> Scaled:
        """The quotient. Where a column divided by is 0 the result means nothing: the caller has dealt with these rows."""
        if not isinstance(other, Scaled):
            return self * (1 / Fraction(other))
        return self * other.inverse() if self.below is not None or other.below is not None else other._under(self)

    def __rtruediv__(self, other: Fraction | int) -> Scaled:
        return self.inverse() * other

    def inverse(self) -> Scaled:
        """1 ÷ each number; where it is 0 the result means nothing."""
        if self.below is None:
            return self._under(Scaled(ones(self.above), 1, 1))
        return self._under(Scaled(self.below, 1, self.most))

    def _under(self, top: Scaled) -> Scaled:
        """`top` ÷ this, neither of them looked at below its line."""
        above, below, low, high = top.above, self.above, top.low, top.high
        if self.low <= 0:
            if self.low < 0:
                above, below = above * np.where(below < 0, -1, 1), np.abs(below)
                low, high = -max(abs(low), abs(high)), max(abs(low), abs(high))
            below = np.maximum(below, 1)
        sign = 1 if self.p > 0 else -1
        factor = (0, 1) if self.p == 0 else _reduced(sign * top.p * self.q, abs(self.p) * top.q)
        return Scaled(above, low, high, factor, below, max(-self.low, self.high, 1))

    def floor(self) -> Scaled:
        """The greatest whole number not above each number."""
        low, high = min(self.low * self.p, self.high * self.p), max(self.low * self.p, self.high * self.p)
        top = times(self.above, self.p, self.low, self.high)
        found = _divided(top, self.q if self.below is None else times(self.below, self.q, 0, self.most), low < 0)
        return Scaled(found, min(low // self.q, low // (self.q * self.most)), max(high // self.q, 0))

    def ceil(self) -> Scaled:
        """The least whole number not below each number."""
        return -((-self).floor())

    def from_zero(self) -> Scaled:
        """The number itself, 0 where it is below 0: numbers of one sign are divided much quicker."""
        if min(self.low * self.p, self.high * self.p) >= 0:
            return self
        kept = np.maximum(self.above, 0) if self.p > 0 else np.minimum(self.above, 0)
        low, high = (0, max(self.high, 0)) if self.p > 0 else (min(self.low, 0), 0)
        return Scaled(kept, low, high, (self.p, self.q), self.below, self.most)

    def half_up(self, places: int) -> Scaled:
        """Rounded to `places` decimals, ties away from zero."""
        p, q = _reduced(self.p * 10**places, self.q)
        if self.below is None and q == 1:
            return self
        negative = min(self.low * p, self.high * p) < 0
        widest = max(-self.low, self.high) * abs(p)
        fits(self, 0, widest + q * self.most)
        whole = times(self.above, abs(p) if negative else p, self.low, self.high)
        below: Any = q if self.below is None else times(self.below, q, 0, self.most)
        half = below // 2 if isinstance(below, int) else below >> 1  # n ≤ a/b + 1/2 just where n·b ≤ a + ⌊b/2⌋
        found = _divided((np.abs(whole) if negative else whole) + half, below, False)
        step, high = (1, 10**places), widest // q + 1
        if not negative:
            return Scaled(found, 0, high, step)
        under = self.above < 0 if p > 0 else self.above > 0
        return Scaled(np.where(under, -found, found), -high, high, step)

    # comparisons give masks

    def __lt__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.less, np.greater)

    def __le__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.less_equal, np.greater_equal)

    def __gt__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.greater, np.less)

    def __ge__(self, other: Scaled | Fraction | int) -> Mask:
        return self._compare(other, np.greater_equal, np.less_equal)

    def equals(self, other: Scaled | Fraction | int) -> Mask:
        """Where both are the same number."""
        return self._compare(other, np.equal, np.equal)

    def _compare(
        self, other: Scaled | Fraction | int, how: Callable[[Any, Any], Any], turned: Callable[[Any, Any], Any]
    ) -> Mask:
        if other == 0 and not isinstance(other, Scaled) and self.p:
            found = (how if self.p > 0 else turned)(self.above, 0)
        else:
            left, right, _ = self._aligned(other)
            found = how(left.above, right.above)
        mask: Mask = found.astype(np.bool_, copy=False)  # of Python integers it is none yet
        return mask

    def smaller(self, other: Scaled) -> Scaled:
        """The smaller of two numbers in each row."""
        left, right, factor = self._aligned(other)
        low, high = min(left.low, right.low), min(left.high, right.high)
        return Scaled(np.minimum(left.above, right.above), low, high, factor, left.below, left.most)

    def greater(self, other: Scaled) -> Scaled:
        """The greater of two numbers in each row."""
        return -(-self).smaller(-other)

    def _aligned(self, other: Scaled | Fraction | int) -> tuple[Scaled, Scaled, tuple[int, int]]:
        """Both as whole numbers of one step: the factor, above 0, ÷ `below`."""
        left, right = self, other
        if not isinstance(right, Scaled):
            one = np.ones(1, self.above.dtype) if self.below is None else self.below
            right = Scaled(one, 1, self.most, (right.numerator, right.denominator), self.below, self.most)
        elif self.below is not right.below:
            left, right = _over_one_divisor(self, right)
        a, b = left.p * right.q, right.p * left.q
        common = gcd(a, b) or 1
        return left._counted(a // common), right._counted(b // common), _reduced(common, left.q * right.q)

    def _counted(self, by: int) -> Scaled:
        if by == 1:
            return self
        low, high = (self.low * by, self.high * by) if by > 0 else (self.high * by, self.low * by)
        return Scaled(times(self.above, by, self.low, self.high), low, high, (1, 1), self.below, self.most)


def _reduced(p: int, q: int) -> tuple[int, int]:
    common = gcd(p, q)
    return (p // common, q // common) if common > 1 else (p, q)


def _over_one_divisor(one: Scaled, other: Scaled) -> tuple[Scaled, Scaled]:
    below, most = _product(one.below, one.most, other.below, other.most)
    return _raised(one, other, below, most), _raised(other, one, below, most)


def _raised(one: Scaled, by: Scaled, below: Integers | None, most: int) -> Scaled:
    if by.below is None:
        return Scaled(one.above, one.low, one.high, (one.p, one.q), below, most)
    low, high = fits(one, min(one.low, one.low * by.most), max(one.high, one.high * by.most))
    return Scaled(one.above * by.below, low, high, (one.p, one.q), below, most)


def _product(one: Integers | None, most: int, other: Integers | None, other_most: int) -> tuple[Integers | None, int]:
    if one is None or other is None:
        return (other if one is None else one), most * other_most
    if most * other_most > WIDEST and one.dtype != object:
        raise TooWideError
    return one * other, most * other_most


def fits(one: Scaled, low: int, high: int) -> tuple[int, int]:
    """The bounds themselves; `TooWideError` if int64 may not hold them and the numbers are int64."""
    if (low < -WIDEST or high > WIDEST) and one.above.dtype != object:
        raise TooWideError
    return low, high


def _divided(top: Integers, below: Any, negative: bool) -> Integers:
    """`top` ÷ `below` (above 0), rounded down. Without signs to look at, where there are none, processors do not stumble."""
    plain = negative or top.dtype == object
    divisor = below if plain or isinstance(below, int) else below.view(np.uint64)
    found: Integers = top // divisor if plain else (top.view(np.uint64) // divisor).view(np.int64)
    return found


def ones(like: Integers) -> Integers:
    """1 in every row."""
    found: Integers = like * 0 + 1
    return found


def times(numbers: Integers, by: int, low: int, high: int) -> Integers:
    """`numbers` (between `low` and `high`) × `by`."""
    if by == 1:
        return numbers
    if max(abs(low), abs(high), 1) * abs(by) > WIDEST and numbers.dtype != object:
        raise TooWideError
    return numbers * by
