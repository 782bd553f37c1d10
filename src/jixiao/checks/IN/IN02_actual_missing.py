"""IN02: an indicator that was scored has no actual value, or repeats its target with its operator."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import EXECUTION, no_words
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level


@check(
    "IN02", "actual_missing", "指标没有完成值，或照抄指标值", since="0.1", asks=("indicators",), covers=("D04",), level=Level.WARNING,
    says={
        "zh": "{name}得了 {score} 分，完成值是空的",
        "zh.copied": "{name}的完成值“{actual}”照抄指标值，没有写实际完成多少",
        "en": "{name} scores {score} and has no actual value",
        "en.copied": "{name}: the actual value “{actual}” repeats the target and does not say what was reached",
    },
)  # fmt: skip
def actual_missing(context: Context) -> Iterator[Finding]:
    """One finding for each scored row without an actual value, or whose actual value is a bound like its target (≥95%)."""
    for row in context.reading.indicators:
        if (
            row.actual is None
            or row.score is None
            or row.score.quantity is None
            or not row.name
            or EXECUTION.search(row.name)
        ):
            continue
        text = row.actual.quote
        if no_words(text) and text != "无" and row.score.quantity.value > 0:
            yield finding(
                "IN02",
                Level.WARNING,
                row.actual.place,
                row.name,
                rests_on=(row.score,),
                name=row.name,
                score=row.score.quote,
            )
        elif row.target is not None and text == row.target.quote and _is_bound(row.actual):
            yield finding(
                "IN02", Level.WARNING, row.actual.place, f"{row.name} {text}", rests_on=(row.target, row.actual), name=row.name,
                actual=text, variant="copied",
            )  # fmt: skip


def _is_bound(actual: Operand) -> bool:
    """Whether an actual value is written as a bound, which no result is."""
    return actual.quantity is not None and actual.quantity.bound != "="
