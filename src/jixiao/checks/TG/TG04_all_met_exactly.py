"""TG04: every indicator was met to the digit."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import in_parts, title
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level

_LEAST_ROWS = 6
_LEAST_OPEN = 3


@check(
    "TG04", "all_met_exactly", "各项完成值与指标值分毫不差", since="0.1", asks=("indicators",), covers=("D10",), level=Level.INFO,
    says={
        "zh": "{n} 项定量指标的完成值与指标值全部相同，请核对是不是照抄的指标值",
        "en": "all {n} quantitative indicators were met to the digit: make sure the targets were not copied",
    },
)  # fmt: skip
def all_met_exactly(context: Context) -> Iterator[Finding]:
    """One note for each table of six or more indicators in figures whose actual values are all their targets; 100% of 100% do not count."""
    for rows in in_parts(context.reading):
        pairs = [
            (one.target, one.actual) for one in rows
            if one.target is not None and one.actual is not None and one.target.quantity is not None and one.actual.quantity is not None
        ]  # fmt: skip
        if len(pairs) < _LEAST_ROWS or not all(_same(target, actual) for target, actual in pairs):
            continue
        everybody = any("满意" in title(one) and one.target is not None and _whole(one.target) for one in rows)
        if not everybody and sum(1 for target, _ in pairs if not _whole(target)) < _LEAST_OPEN:
            continue  # nearly all are all or nothing: 100% of 100%, none of none
        first = pairs[0][1]
        yield finding(
            "TG04", Level.INFO, first.place, f"{first.label} {first.quote}", rests_on=tuple(actual for _, actual in pairs), n=str(len(pairs))
        )  # fmt: skip


def _same(target: Operand, actual: Operand) -> bool:
    one, other = target.quantity, actual.quantity
    return one is not None and other is not None and one.value == other.value and one.unit == other.unit


def _whole(target: Operand) -> bool:
    """Whether a target leaves nothing between all and nothing: 100%, 0起."""
    value = target.quantity
    return value is not None and (not value.value or (value.unit == "%" and value.value == 100))
