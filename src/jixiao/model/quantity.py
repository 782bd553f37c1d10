"""A number as somebody wrote it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.model.record import record

Bound = Literal["=", "≥", "≤", ">", "<"]
Approx = Literal["", "about", "over", "under"]
Interval = tuple[Fraction, Fraction]

_ZERO = Decimal(0)
_ONE = Decimal(1)


@record(frozen=True, slots=True)
class Quantity:
    """A number as written: 89.97万元 is 899700 元, known to the nearest 100 元.

    `value` and `step` are in the canonical `unit` (元, %, 百分点, 分, 人, 个 …); `text` keeps the printed digits and
    `factor` says how many canonical units one `printed_unit` is (万元: 10000). `step` is the size of the last printed
    digit; 0 means exact (counts, weights). Money, rates and percentages are intervals (design decision 1).
    """

    value: Decimal
    unit: str = ""
    step: Decimal = _ZERO
    bound: Bound = "="
    approx: Approx = ""
    text: str = ""
    printed_unit: str = ""
    factor: Decimal = _ONE

    def interval(self) -> Interval:
        """All true values that would be printed like this, in the canonical unit, as exact fractions.

        约 and 左右 widen to half of the last digit that is not a trailing zero (约130 → 125…135), 余 and 多 upwards
        and 近 downwards by one whole such digit. Bounds (≥ …) do not widen: they are targets, not measurements.
        """
        value = Fraction(self.value)
        half = Fraction(self.step) / 2
        if not self.approx:
            return value - half, value + half
        place = Fraction(self._last_digit())
        if self.approx == "over":
            return value - half, value + place
        if self.approx == "under":
            return value - place, value + half
        return value - max(half, place / 2), value + max(half, place / 2)

    @property
    def plain(self) -> bool:
        """Whether it is the number itself that is told: no 约 or 余, no bound."""
        return self.bound == "=" and not self.approx

    def agrees(self, exact: Fraction | Decimal) -> bool:
        """Whether `exact` (canonical unit) would be printed as this number."""
        low, high = self.interval()
        return low <= Fraction(exact) <= high

    def in_printed_unit(self, amount: Fraction | Decimal) -> Decimal:
        """`amount` (canonical unit) in the unit this number was printed in; at most 6 decimals, half up."""
        from decimal import ROUND_HALF_UP

        exact = Fraction(amount) / Fraction(self.factor)
        scaled = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        return trim(scaled)

    def without_rounding(self) -> Quantity:
        """The same number taken at its word: no step, no approximation."""
        return replace(self, step=_ZERO, approx="")

    def _last_digit(self) -> Decimal:
        """One unit of the last digit that is not a trailing zero, in the canonical unit: 130万元 → 10万元."""
        printed = self.value / self.factor
        if printed == 0:
            return self.step or self.factor
        _, _, exponent = printed.normalize().as_tuple()
        assert isinstance(exponent, int)
        return Decimal(1).scaleb(exponent) * self.factor

    def __str__(self) -> str:
        mark = "" if self.bound == "=" else self.bound
        about = {"": "", "about": "约", "over": "逾", "under": "近"}[self.approx]
        return f"{mark}{about}{self.text or trim(self.value / self.factor)}{self.printed_unit or self.unit}"


def trim(number: Decimal) -> Decimal:
    """`number` without trailing zeros and never in exponent form: 8.000000 → 8, 1E+2 → 100."""
    short = number.normalize()
    _, _, exponent = short.as_tuple()
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` rounded to `places` decimals, ties away from zero, exactly: 2.675 → 2.68, -0.125 → -0.13."""
    above, below = number.numerator, number.denominator
    whole = (2 * abs(above) * 10**places + below) // (2 * below)
    result = Decimal(whole).scaleb(-places)
    return -result if above < 0 and whole else result
