"""每例扣分: points off for each case found, down to the floor (每出现一例不符合扣1分，扣完为止)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.steps import positive
from jixiao.rules.words import plain, points


def score(ask: Ask) -> Points:
    """Weight less `deduct` for each occurrence."""
    full = "没有不符合要求的情形"
    if ask.occurrences == 0:
        return Points(ask.weight, "没有发现不符合要求的情形", full)
    each = ask.number("deduct")
    left = ask.weight - each * ask.occurrences
    branch = f"发现{ask.occurrences}例不符合要求，每例扣{plain(each)}分，应扣{points(each * ask.occurrences)}"
    return Points(left, branch + ("，扣完为止" if left < ask.clamp(left) else ""), full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A deduction takes something off."""
    for key in positive(params, "deduct"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [(None, lambda some: some.weight - some.number("deduct") * some.occurrences)]


METHODS.add("per_occurrence_deduction")(Method("每例扣分", "occurrences", score, doubts, columns=columns))
