"""AR12: the points of an indicator are not its worth times the rate, though the text says that they are."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, listed, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "AR12", "points_not_of_rate", "得分不等于分值乘以比率", since="0.1", asks=(Kind.SCORE_RULE,), covers=("A16",),
    says={
        "zh": "{label}得 {stated}，按所写的 {parts} 应得 {expected}{edit}{why}",
        "en": "{label} is given {stated} points; {parts}, as the text has it, gives {expected}{edit_en}",
    },
)  # fmt: skip
def points_not_of_rate(context: Context) -> Iterator[Finding]:
    """One finding for each score that the text itself says is worth × rate (按执行率乘以分值, 10分×92%) and is not."""
    for relation in context.relations(Kind.SCORE_RULE):
        if relation.detail == "rate" and broken(relation):
            yield of_relation("AR12", relation, parts=listed(relation.operands, " × "))
