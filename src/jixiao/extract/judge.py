"""Whether figures that claim to belong together do, and whether a miss looks like a slip of the pen.

Rules of fairness (ADR 0011): what does not close is an error only if one changed digit, or two per cent, would close it;
every word that widens (约, 等, 主要) takes the accusation away, never the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity, trim
from jixiao.model.record import record

ZERO = Decimal(0)


@record(frozen=True, slots=True)
class Amount:
    """A quantity prepared for sums: value, the interval it stands for, its step and the factor of its printed unit."""

    value: Decimal
    low: Decimal
    high: Decimal
    step: Decimal
    factor: Decimal
    loose: bool
    quantity: Quantity


_LATELY: dict[int, Amount] = {}
"""The amounts of the quantities last asked for, by identity: one figure is tried in several sums, rates and differences."""
_MOST = 1 << 14  # more than the figures of a report of some hundred pages


def amount(quantity: Quantity) -> Amount:
    """The amount of a quantity; 约 and bounds make it loose. A printed 0 is none at all, not half a unit of the last digit."""
    known = _LATELY.get(id(quantity))
    if known is not None and known.quantity is quantity:
        return known
    half = quantity.step / 2 if quantity.value else ZERO
    low, high = quantity.value - half, quantity.value + half
    loose = not quantity.plain
    if quantity.approx:
        exact = quantity.interval()
        low, high = (Decimal(one.numerator) / Decimal(one.denominator) for one in exact)
    if len(_LATELY) >= _MOST:
        _LATELY.clear()
    found = _LATELY[id(quantity)] = Amount(quantity.value, low, high, quantity.step, quantity.factor, loose, quantity)
    return found


@record(frozen=True, slots=True)
class Closing:
    """How a sum closes: the verdict, the sum itself, the difference sum − total, and a word for a rounding that is odd."""

    verdict: Verdict
    total: Decimal
    difference: Decimal
    detail: str = ""


def close_sum(total: Amount, parts: Sequence[Amount]) -> Closing:
    """consistent: equal · rounding: only the finest printed digits (and a total coarser than its parts) save it.

    In published reports whole and coarser operands are exact in practice, so a difference that only their coarseness
    would cover is inconsistent with the detail `coarse` (a warning, never an error).
    """
    value = sum((part.value for part in parts), ZERO)
    difference = value - total.value
    if difference == 0:
        return Closing(Verdict.CONSISTENT, value, difference)
    low = sum((part.low for part in parts), ZERO)
    high = sum((part.high for part in parts), ZERO)
    if low > total.high or high < total.low:
        return Closing(Verdict.INCONSISTENT, value, difference)
    if total.loose or any(part.loose for part in parts):
        return Closing(Verdict.ROUNDING, value, difference, "approximate")
    if abs(difference) <= _tolerance(total, parts)[1]:
        return Closing(Verdict.ROUNDING, value, difference)
    if all(_rounded_by_its_unit(one.quantity) for one in (total, *parts)):
        return Closing(
            Verdict.ROUNDING, value, difference
        )  # nobody counts people by whole 万人, or money by 亿元: each was rounded
    return Closing(Verdict.INCONSISTENT, value, difference, "coarse")


def _rounded_by_its_unit(quantity: Quantity) -> bool:
    """Whether a figure is told in so large a unit that it was rounded: 7万人, or 22126亿元 without decimals."""
    unit = quantity.printed_unit
    if unit.endswith("元"):
        return "亿" in unit and quantity.step >= quantity.factor
    return unit.startswith(("万", "亿"))


def _tolerance(total: Amount, parts: Sequence[Amount]) -> tuple[Decimal, Decimal]:
    """The finest printed digit of a sum, and how far its rounding may put it off."""
    finest = min((one.step for one in (*parts, total) if one.step > 0), default=ZERO)
    tolerance = sum((part.step / 2 for part in parts if part.step == finest and finest < part.factor), ZERO)
    return finest, tolerance + (total.step / 2 if total.step >= finest else ZERO)


def digits_of(quantity: Quantity, value: Decimal) -> str:
    """`value` printed as `quantity` was: same unit, same number of decimals; "" if it needs more decimals than that."""
    printed = value / quantity.factor
    text = quantity.text.replace(",", "")
    places = len(text.partition(".")[2])
    rounded = printed.quantize(Decimal(1).scaleb(-places))
    if rounded != printed or rounded < 0:
        return ""
    return format(rounded, "f")


def is_slip(printed: str, wanted: str) -> bool:
    """Whether one changed, added or dropped digit, or two neighbours swapped, turns `printed` into `wanted`."""
    if not printed or not wanted or printed == wanted:
        return False
    a, b = printed.replace(".", ""), wanted.replace(".", "")
    point_a, point_b = printed[::-1].find("."), wanted[::-1].find(".")
    if point_a != point_b:
        return False
    if len(a) == len(b):
        differ = [index for index in range(len(a)) if a[index] != b[index]]
        if len(differ) == 1:
            return True
        return (
            len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
        )
    if abs(len(a) - len(b)) != 1:
        return False
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))


def one_digit_away(text: str) -> Iterator[str]:
    """Every number that differs from `text` by one digit, or by two neighbours swapped; none of an amount of two units (3万4993.1)."""
    if "万" in text or "亿" in text:
        return
    for index, digit in enumerate(text):
        if not digit.isdigit():
            continue
        for other in "0123456789":
            if other != digit:
                yield text[:index] + other + text[index + 1 :]
        following = text[index + 1 : index + 2]
        if following.isdigit() and following != digit:
            yield text[:index] + following + digit + text[index + 2 :]


def edit_of(quantity: Quantity, wanted: Decimal) -> str:
    """The one-digit edit of `quantity` that makes it `wanted` ("136→135"), or ""."""
    target = digits_of(quantity, wanted)
    text = quantity.text.replace(",", "")
    return f"{text}→{target}" if is_slip(text, target) else ""


def significant(quantity: Quantity) -> int:
    """How many significant digits are printed."""
    return _significant(quantity.text)


@lru_cache(maxsize=4096)
def _significant(text: str) -> int:
    return len(text.replace(",", "").replace(".", "").lstrip("0")) or 1


@record(frozen=True, slots=True)
class Nearness:
    """Whether a miss looks like a slip: `near`, the edit that would close it, and how easily chance would give one.

    `tries`: how many values within rounding were tried before one digit closed it.
    """

    near: bool
    edit: str
    chance: Decimal
    relative: Decimal
    tries: int = 1


def nearness(total: Amount, parts: Sequence[Amount], *, count: bool, rounded: bool = False) -> Nearness:
    """Near: within 2 %, or one slip closes it and chance would hardly (below 3 %), or a count off by one of three or more.

    With two-digit figures some changed digit nearly always closes a list; with five digits it almost never does by
    accident: `chance` is the share of totals some slip could reach. `rounded`: a slip may also close it within rounding.
    A printed 0 is no slip of another digit: who writes 0 means that there was nothing.
    """
    value = sum((part.value for part in parts), ZERO)
    difference = value - total.value
    size = abs(total.value) or Decimal(1)
    relative = abs(difference) / size
    edit = ""
    long_enough = False
    tries = 1
    for off in within_rounding(total, parts) if rounded else (ZERO,):
        for one, wanted in ((total, value + off), *((part, part.value - difference + off) for part in parts if part.value)):
            edit = edit_of(one.quantity, wanted)
            if edit:
                long_enough = significant(one.quantity) >= 3
                break
        if edit:
            break
        tries += 1
    steps = [one.step or one.factor for one in (*parts, total)]
    chance = tries * sum((Decimal(10 * significant(one.quantity)) for one in (*parts, total)), ZERO) * min(steps) / size
    near = (
        relative <= Decimal("0.02")
        or (bool(edit) and chance < Decimal("0.03"))
        or (bool(edit) and long_enough and relative <= Decimal("0.2") and (not count or len(parts) >= 3))
        or (count and len(parts) >= 3 and abs(difference) <= total.factor)
    )
    return Nearness(near, edit, chance, relative, tries)


def within_rounding(total: Amount, parts: Sequence[Amount]) -> Iterator[Decimal]:
    """0, and then what rounding may put a sum off by, the least first: 100 and −100 of 元 in 万元 with two decimals.

    Nothing more where the total is printed more coarsely than a part: then it may be cut off as well.
    """
    yield ZERO
    finest, tolerance = _tolerance(total, parts)
    if total.step == finest > 0:
        for step in range(1, int(tolerance / finest) + 1):
            yield step * finest
            yield -step * finest


def like(quantity: Quantity, value: Decimal) -> Quantity:
    """A quantity of `value` that prints in the unit of `quantity`."""
    text = format(trim(value / quantity.factor), "f")
    return Quantity(value, quantity.unit, ZERO, "=", "", text, quantity.printed_unit, quantity.factor)
