"""This year's amount with last year's right behind it: 公务接待费5.2万元，比上年4.8万元."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from jixiao.checks.check import Context
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_BESIDE = regex(
    r"^[^,;。]{0,2}[,]?(?:比|较|与|同|,)?[^,;。\d]{0,4}(?:上年度?|去年|上一年度?|20\d\d年)(?:度)?(?:的|为|是)?[^,;。\d]{0,8}$"
)


def beside_last_year(context: Context) -> Iterator[tuple[Figure, Figure, str]]:
    """Each pair (now, before) of one unit that stand so, with the words behind the second up to the end of its line."""
    reading = context.reading
    for now, before in pairwise(reading.figures):
        if (
            not before.prior
            or now.prior
            or now.change
            or now.sentence != before.sentence
            or now.paragraph != before.paragraph
        ):
            continue
        if now.mention.addable != before.mention.addable or now.mention.quantity is None or before.mention.quantity is None:
            continue
        start, text = context.start(now.paragraph), reading.paragraphs[now.paragraph]
        if _BESIDE.match(text[now.mention.end - start : before.mention.words_start - start]):
            yield now, before, text[before.mention.end - start :]


def risen(now: Figure, before: Figure) -> Fraction | None:
    """By how many per cent the first exceeds the second, None where it does not by the printed digits."""
    one, other = now.mention.quantity, before.mention.quantity
    if one is None or other is None or other.value <= 0 or one.interval()[0] <= other.interval()[1]:
        return None
    return (Fraction(one.value) - Fraction(other.value)) / Fraction(other.value) * 100


def falls(now: Figure, before: Figure) -> bool:
    """Whether the first is less than the second by the printed digits."""
    one, other = now.mention.quantity, before.mention.quantity
    return one is not None and other is not None and one.interval()[1] < other.interval()[0]
