"""Whether a printed percentage is the quotient of two printed figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal, Inexact
from fractions import Fraction

from jixiao.extract.judge import Amount, edit_of, significant
from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.record import record

_WIDE = Context(prec=200, traps=[Inexact])
"""Printed figures multiplied by each other are exact in it; anything else would raise."""
_HUNDRED, _ZERO = Decimal(100), Decimal(0)
_MOST_PLACES = 6
_TELLING = 3


@record(frozen=True, slots=True)
class Ratio:
    """The verdict on a printed percentage, with what was divided by what; `less`: 100 where the percentage is of change."""

    verdict: Verdict
    over: Decimal
    under: Decimal
    less: Decimal = _ZERO
    detail: str = ""

    @property
    def exact(self) -> Fraction:
        """The exact quotient in the unit the percentage was printed in."""
        (over, over_parts), (under, under_parts) = self.over.as_integer_ratio(), self.under.as_integer_ratio()
        return Fraction(100 * over * under_parts, over_parts * under) - int(self.less)


def judge_ratio(printed: Quantity, numerator: Amount, denominator: Amount, *, minus_one: bool = False) -> Ratio | None:
    """consistent if the exact quotient prints as `printed`; rounding if the operands' intervals, or cutting off, save it.

    None where the denominator is zero. `minus_one`: the percentage is of change, numerator ÷ denominator − 1. Nothing is divided:
    a/b ≤ p is a ≤ p·b, and of the many pairs that are tried for one percentage hardly any is looked at again.
    """
    over, low, high = numerator.value, numerator.low, numerator.high
    under, least, most = denominator.value, denominator.low, denominator.high
    if under == 0 or least <= 0 <= most:
        return None
    if most < 0:
        over, low, high = -over, -high, -low
        under, least, most = -under, -most, -least
    less = _HUNDRED if minus_one else _ZERO
    times, plus = _WIDE.multiply, _WIDE.add
    top = times(_HUNDRED, over)

    if printed.approx:
        first, last = (Decimal(one.numerator) / Decimal(one.denominator) + less for one in printed.interval())
    else:
        half = printed.step / 2
        value = plus(printed.value, less)
        first, last = value - half, plus(value, half)
        if times(first, under) <= top <= times(last, under):
            return Ratio(Verdict.CONSISTENT, over, under, less)
    largest, smallest = (least if high >= 0 else most), (most if low >= 0 else least)
    meets = times(first, largest) <= times(_HUNDRED, high) and times(_HUNDRED, low) <= times(last, smallest)
    if printed.approx:  # whoever says 约 may cut off as well as whoever does not
        ratio = Ratio(Verdict.CONSISTENT, over, under, less, "approximate")
        held = meets or (printed.approx == "about" and cut_off(printed, ratio.exact))
        return ratio if held else replace(ratio, verdict=Verdict.INCONSISTENT)
    if meets:  # some quotient the operands may have is printed so
        return Ratio(Verdict.ROUNDING, over, under, less)
    ratio = Ratio(Verdict.INCONSISTENT, over, under, less)
    near = times(value - printed.step, under) < top < times(plus(value, printed.step), under)
    return replace(ratio, verdict=Verdict.ROUNDING, detail="truncated") if near and cut_off(printed, ratio.exact) else ratio


def cut_off(printed: Quantity, exact: Fraction) -> bool:
    """Whether `exact` printed without rounding, digits simply dropped, gives `printed`."""
    step = Fraction(printed.step)
    if step == 0:
        return False
    value = Fraction(printed.value)
    return value <= exact < value + step if exact >= 0 else value - step < exact <= value


def percent_like(printed: Quantity, exact: Fraction) -> Quantity:
    """The exact percentage, printed with the decimals of `printed`, at least two, and enough to show how it rounds: 1.546, not 1.55,
    where 1.6 was printed.
    """
    own = len(printed.text.partition(".")[2])
    places = max(2, own)
    while places < _MOST_PLACES and half_up(Fraction(half_up(exact, places)), own) != half_up(exact, own):
        places += 1
    value = half_up(exact, places)
    return Quantity(value, printed.unit, Decimal(0), "=", "", format(trim(value), "f"), printed.printed_unit, printed.factor)


def percent_edit(printed: Quantity, expected: Quantity) -> str:
    """The one-digit edit of a percentage after which it prints `expected`, rounded to its own digits: "58.1→54.1" for 54.15; or "".

    Of one or two digits some digit nearly always does: there only an expected percentage that needs no rounding counts.
    """
    edit = edit_of(printed, expected.value)
    if edit or significant(printed) < _TELLING:
        return edit
    own = len(printed.text.partition(".")[2])
    return edit_of(printed, half_up(Fraction(expected.value), own))
