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
        "zh": "{label}{verb} {stated}，按所写的 {parts} 应{verb} {expected}{edit}{why}",
        "en": "{label} is stated as {stated} points; {parts}, as the text has it, gives {expected}{edit_en}",
    },
)  # fmt: skip
def points_not_of_rate(context: Context) -> Iterator[Finding]:
    """One finding for each score that the text itself says is worth × rate (按执行率乘以分值, 10分×92%) and is not."""
    for relation in context.relations(Kind.SCORE_RULE):
        if relation.detail == "rate" and broken(relation):
            yield of_relation("AR12", relation, parts=listed(relation.operands, " × "), verb="得")
        elif relation.detail == "lost" and broken(relation):
            worth, rate = relation.operands
            parts = f"{worth.quote} ×（1 － {rate.quote}）"
            yield of_relation(
                "AR12", relation, parts=parts, verb="扣", label=relation.stated.label.removesuffix("扣") or "该指标"
            )
