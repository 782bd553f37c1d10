"""What a change is measured against: the base two figures imply, and which of two printed years it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import Amount, amount, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio
from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_FURTHER = 16
_SAME_NAME = 80
"""So many figures back another one of the same name is looked for."""


def ordered(level: Amount, base: Amount, sign: int) -> tuple[Amount, Amount]:
    """Numerator and denominator of a change L against P: |L − P| over P."""
    difference = abs(level.value - base.value) if sign == 0 else (level.value - base.value) * sign
    spread = (level.high - level.low + base.high - base.low) / 2
    rise = Amount(
        difference, difference - spread, difference + spread, level.step, level.factor, level.loose, level.quantity
    )
    return rise, base


def minus(level: Amount, change: Amount, sign: int) -> Amount | None:
    """The base a level and its change imply: L − D for an increase, L + D for a decrease."""
    value = level.value - change.value * (sign or 1)
    if value <= 0:
        return None
    spread = (level.high - level.low + change.high - change.low) / 2
    return Amount(
        value, value - spread, value + spread, level.step, level.factor, level.loose or change.loose, level.quantity
    )


def change_ratio(printed: Quantity, operands: Sequence[Figure], amounts: Sequence[Amount], sign: int) -> Ratio | None:
    """What two figures make of a percentage of change: D/P, D/(L − D), or (L − P)/P, by which of them they are."""
    first, second = amounts
    if operands[0].change:
        return judge_ratio(printed, first, second)
    if operands[1].change:
        base = minus(first, second, sign)
        return judge_ratio(printed, second, base) if base is not None else None
    return judge_ratio(printed, *ordered(first, second, sign))


def cut_off(printed: Quantity, operands: Sequence[Figure], sign: int) -> bool:
    """Whether the percentage comes out where the figures it is made of were cut off, not rounded: 85.8 may have been 85.89."""
    amounts = [amount(quantity_of(one)) for one in operands]
    longer = [replace(one, high=one.value + one.step) if one.step else one for one in amounts]
    ratio = change_ratio(printed, operands, longer, sign)
    return ratio is not None and ratio.verdict is Verdict.ROUNDING and not ratio.detail


def divided_by_this_year(printed: Quantity, change: Figure | None, levels: Sequence[Figure]) -> bool:
    """Whether the printed percentage is the change over one of `levels`, the figures it led to."""
    if change is None:
        return False
    ratios = (judge_ratio(printed, amount(quantity_of(change)), amount(quantity_of(one))) for one in levels)
    return any(ratio is not None and ratio.verdict is not Verdict.INCONSISTENT for ratio in ratios)


def held_by_earlier(
    prose: Prose, index: int, change: Figure, levels: Sequence[Figure]
) -> tuple[Ratio, tuple[Figure, Figure, Figure]] | None:
    """The percentage held over one of `levels` from which a later figure of the same name differs by `change`, as exactly as they are printed.

    A section of next year's budget stands before the one of this year's spending: the nearer figure is the earlier year's.
    """
    printed, moved = quantity_of(prose.figures[index]), quantity_of(change).value * (cues.direction(change.change) or 1)
    for other in reversed(prose.figures[max(0, index - _SAME_NAME) : index]):
        if other.mention.addable != change.mention.addable or other.change or other.mention.quantity is None:
            continue
        for level in levels:
            name = cues.core(level.label)
            if other is level or not cues.names(name) or name != cues.core(other.label):
                continue
            ratio = judge_ratio(printed, amount(quantity_of(change)), amount(quantity_of(level)))
            slack = sum((quantity_of(one).step for one in (other, level, change)), Decimal(0)) / 2
            if abs(quantity_of(other).value - quantity_of(level).value - moved) <= slack and ratio is not None:
                return None if ratio.verdict is Verdict.INCONSISTENT else (ratio, (change, other, level))
    return None


def given_by_another(prose: Prose, index: int, change: Figure) -> bool:
    """Whether a level further back, with `change`, gives the percentage to the last digit: it is that one's."""
    printed, sign = quantity_of(prose.figures[index]), cues.direction(change.change)
    moved = amount(quantity_of(change))
    for one in prose.figures[max(0, index - _FURTHER) : index]:
        if one.mention.addable != change.mention.addable or one.change or one.prior or one.mention.quantity is None:
            continue
        base = minus(amount(one.mention.quantity), moved, sign)
        ratio = judge_ratio(printed, moved, base) if base is not None else None
        if ratio is not None and ratio.verdict is Verdict.CONSISTENT:
            return True
    return False


def of_another(prose: Prose, index: int, levels: Sequence[Figure], change: Figure | None) -> bool:
    """Whether a level further back gives the percentage, and by how much the nearest one changed was told before.

    各类销售1468万元：快开777万元，增加44万元，增长6.1%；其余同比增加45万元、增长3.1%: of all of them.
    """
    if change is None or not levels:
        return False
    between = prose.figures[prose.order(levels[0]) + 1 : prose.order(change)]
    told = any(one.change and one.mention.addable == change.mention.addable for one in between)
    return told and given_by_another(prose, index, change)


def level_of(operands: Sequence[Figure]) -> Figure | None:
    """The level among what a percentage is made of."""
    return next((one for one in operands if not one.change and not one.prior), None)


def copied(printed: Quantity, change: Quantity, ratio: Ratio) -> bool:
    """Whether the percentage is the amount of change printed once more (增加1.14万元，增长1.14%), or a hundredth of what it should be."""
    exact = Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator)
    hundredth = significant(printed) >= 2 and abs(exact - printed.value * 100) <= printed.step * 50
    return hundredth or (significant(printed) >= 3 and printed.text == change.text)
