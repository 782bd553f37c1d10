"""TG06: a form's goal promises a figure, and what became of it gives none."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.promises import ALL_DONE
from jixiao.checks.wording import inner, short
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import FormGoal, IndicatorRow

_MOST = 3


@check(
    "TG06", "goal_not_answered", "总体目标的完成情况没有回答目标", since="0.1", covers=("D22",), level=Level.WARNING,
    says={
        "zh": "预期目标写“{promise}”，实际完成情况里没有相应的数",
        "zh.copied": "实际完成情况照抄预期目标，没有写实际做到多少",
        "en": "the goal promises “{promise}”; its result gives no such figure",
        "en.copied": "the result repeats the goal word for word",
    },
)  # fmt: skip
def goal_not_answered(context: Context) -> Iterator[Finding]:
    """For each goal a warning where its result repeats it, a note where a promised figure has no like in the result nor in the rows."""
    reading = context.reading
    for goal in reading.goals:
        if goal.done is None:
            continue
        if goal.done.quote.strip() == goal.expected.quote.strip() and _ahead(goal.expected.quote):
            yield finding("TG06", Level.WARNING, goal.done.place, goal.done.quote[:40], promise="", variant="copied")
            continue
        if ALL_DONE.search(goal.done.quote):
            continue
        rows = [one for one in reading.indicators if goal.first <= one.part <= goal.last]
        loose = [one for one in goal.promised if not _answered(one, goal, rows)]
        if loose:
            clauses = list(dict.fromkeys(inner(short(one.label, 30)) for one in loose))
            yield finding(
                "TG06", Level.INFO, goal.done.place, loose[0].label, rests_on=tuple(loose), promise="”“".join(clauses[:_MOST])
            )  # fmt: skip


def _ahead(text: str) -> bool:
    """Whether a goal is worded as one: what reads as done may stand in both cells."""
    return any(word in text for word in ("确保", "力争", "计划", "拟", "将", "争取", "通过", "目标"))


def _answered(promise: Operand, goal: FormGoal, rows: list[IndicatorRow]) -> bool:
    """Whether a figure of the same unit stands in the result, or a row that shares words has an actual value."""
    if promise.quantity is None or any(
        one.quantity is not None and one.quantity.unit == promise.quantity.unit for one in goal.told
    ):
        return True
    words = pairs_of(promise.label)
    return any(row.actual is not None and row.actual.quantity is not None and pairs_of(row.name) & words for row in rows)
