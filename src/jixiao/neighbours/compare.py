"""Whether two printed figures can be one figure, and whether a miss is one slipped digit or a slipped unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.model.claim import Verdict
from jixiao.model.quantity import Interval, Quantity, half_up

_DIGITS_THAT_PROVE = 4
"""With three digits another basis may differ by one of them by chance; with four hardly ever."""
_UNITS = (Fraction(10_000), Fraction(1, 10_000))


@dataclass(frozen=True, slots=True)
class Held:
    """The verdict of one comparison; `slip` says that one changed digit, two neighbours swapped or 元 for 万元 closes the miss."""

    verdict: Verdict
    expected: Quantity
    detail: str = ""
    slip: bool = False


def span(quantity: Quantity) -> Interval:
    """What a figure may truly be: a printed 0 is none at all."""
    low, high = quantity.interval()
    return (low, high) if quantity.value else (Fraction(0), Fraction(0))


def hold(stated: Quantity, others: tuple[Quantity, ...], test: str = "equal", *, exact: bool = False) -> Held:
    """`stated` against the sum of `others`: equal, at_least, at_most; change only sets them side by side. Digits cut off instead of rounded hold as well."""
    low, high = (sum((span(one)[at] for one in others), Fraction(0)) for at in (0, 1))
    value = sum((Fraction(one.value) for one in others), Fraction(0))
    least, most = span(stated)
    expected = _like(stated, value)
    if test == "change":
        return Held(Verdict.UNVERIFIABLE, expected)
    if exact or test == "equal":
        meets = least <= high and low <= most
    else:
        meets = most >= low if test == "at_least" else least <= high
    if meets:
        same = Fraction(stated.value) == value or test != "equal"
        return Held(Verdict.CONSISTENT if same else Verdict.ROUNDING, expected)
    if test == "equal" and not exact and len(others) == 1 and _cut_off(stated, others[0]):
        return Held(Verdict.ROUNDING, expected, "truncated")
    return Held(Verdict.INCONSISTENT, expected, "", test == "equal" and is_slip(stated, value, low, high))


def _cut_off(one: Quantity, other: Quantity) -> bool:
    """Whether the coarser of two figures is the finer one with digits cut off; a printed 0 never is."""
    coarse, fine = (one, other) if one.step >= other.step else (other, one)
    rest = abs(Fraction(fine.value)) - abs(Fraction(coarse.value))
    return bool(coarse.value) and (coarse.value > 0) == (fine.value > 0) and 0 <= rest < Fraction(coarse.step)


def is_slip(stated: Quantity, value: Fraction, low: Fraction, high: Fraction) -> bool:
    """Whether a slip of the pen makes the stated figure of the true one: a digit, two neighbours swapped, 元 for 万元."""
    least, most = span(stated)
    if stated.unit == "元" and stated.value and any(least * one <= high and low <= most * one for one in _UNITS):
        return True
    printed = stated.text.replace(",", "")
    wanted = _digits(stated, value)
    significant = len(printed.replace(".", "").lstrip("0"))
    return significant >= _DIGITS_THAT_PROVE and _one_slip(printed.replace(".", ""), wanted.replace(".", ""))


def _digits(like: Quantity, value: Fraction) -> str:
    """`value` with as many decimals as `like` was printed with."""
    places = len(like.text.partition(".")[2])
    return format(half_up(value / Fraction(like.factor), places), "f")


def _one_slip(a: str, b: str) -> bool:
    if len(a) == len(b):
        differ = [at for at in range(len(a)) if a[at] != b[at]]
        if len(differ) == 1:
            return True
        return (
            len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
        )
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _like(like: Quantity, value: Fraction) -> Quantity:
    """A quantity of `value` as `like` would print it."""
    text = _digits(like, value)
    exact = Decimal(text) * like.factor
    return Quantity(exact, like.unit, like.step, "=", "", text, like.printed_unit, like.factor)
