"""Whether a printed percentage is the quotient of two printed figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.extract.judge import Amount
from jixiao.formula.interval import meet
from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity, half_up, trim


@dataclass(frozen=True, slots=True)
class Ratio:
    """The verdict on a printed percentage, with the exact quotient in the unit it was printed in."""

    verdict: Verdict
    exact: Fraction
    detail: str = ""


def judge_ratio(printed: Quantity, numerator: Amount, denominator: Amount, *, minus_one: bool = False) -> Ratio | None:
    """consistent if the exact quotient prints as `printed`; rounding if the operands' intervals, or cutting off, save it.

    None where the denominator is zero. `minus_one`: the percentage is of change, numerator ÷ denominator − 1.
    """
    if denominator.value == 0 or denominator.low <= 0 <= denominator.high:
        return None
    exact = Fraction(numerator.value) / Fraction(denominator.value) * 100
    corners = [
        Fraction(a) / Fraction(b) * 100 for a in (numerator.low, numerator.high) for b in (denominator.low, denominator.high)
    ]
    low, high = min(corners), max(corners)
    if minus_one:
        exact, low, high = exact - 100, low - 100, high - 100
    return judge_exact(printed, exact, low, high)


def judge_exact(printed: Quantity, exact: Fraction, low: Fraction, high: Fraction) -> Ratio:
    """The verdict on a printed percentage whose true value is `exact`, and anything from `low` to `high` in fairness."""
    if printed.approx:
        verdict = Verdict.CONSISTENT if meet(printed.interval(), (low, high)) else Verdict.INCONSISTENT
        return Ratio(verdict, exact, "approximate")
    if printed.agrees(exact):
        return Ratio(Verdict.CONSISTENT, exact)
    if meet(printed.interval(), (low, high)):
        return Ratio(Verdict.ROUNDING, exact)
    if cut_off(printed, exact):
        return Ratio(Verdict.ROUNDING, exact, "truncated")
    return Ratio(Verdict.INCONSISTENT, exact)


def cut_off(printed: Quantity, exact: Fraction) -> bool:
    """Whether `exact` printed without rounding, digits simply dropped, gives `printed`."""
    step = Fraction(printed.step)
    if step == 0:
        return False
    value = Fraction(printed.value)
    return value <= exact < value + step if exact >= 0 else value - step < exact <= value


def percent_like(printed: Quantity, exact: Fraction) -> Quantity:
    """The exact percentage, printed with the decimals of `printed` (at least two)."""
    places = max(2, len(printed.text.partition(".")[2]))
    value = half_up(exact, places)
    return Quantity(value, printed.unit, Decimal(0), "=", "", format(trim(value), "f"), printed.printed_unit, printed.factor)
