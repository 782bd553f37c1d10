"""SC07: an indicator has all its points although its actual value misses the target."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import full_marks, missed
from jixiao.model.finding import Finding, Level


@check(
    "SC07", "full_marks_target_missed", "没有达到指标值，却得满分", since="0.1", covers=("A17",),
    says={
        "zh": "{name}的指标值为“{target}”，完成值为“{actual}”，没有达到，却得满分 {score}",
        "en": "{name}: target “{target}”, actual “{actual}”, missed, and yet full marks of {score}",
    },
)  # fmt: skip
def full_marks_target_missed(context: Context) -> Iterator[Finding]:
    """One finding for each such row: an error where the target bears its operator and no scoring rule of its own, else a warning."""
    for row in context.reading.indicators:
        if row.target is None or row.actual is None or row.score is None or not full_marks(row) or not missed(row):
            continue
        sure = bool(row.bound) and not row.rule
        yield finding(
            "SC07", Level.ERROR if sure else Level.WARNING, row.score.place, f"{row.name} {row.target.quote} {row.actual.quote}",
            figure=row.score.quantity, rests_on=(row.target, row.actual, row.score), name=row.name or row.level2,
            target=_with_operator(row.bound, row.target.quote), actual=row.actual.quote, score=row.score.quote,
        )  # fmt: skip


def _with_operator(bound: str, text: str) -> str:
    return text if not bound or not text[:1].isdigit() else f"{bound}{text}"
