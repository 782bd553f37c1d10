"""SC07: an indicator has all its points although its actual value misses the target."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "SC07", "full_marks_target_missed", "没有达到指标值，却得满分", since="0.1", asks=(Kind.SCORE_RULE,), covers=("A17",),
    says={
        "zh": "{label}的指标值为“{target}”，完成值为“{actual}”，没有达到，却得满分 {stated}{why}",
        "en": "{label}: target “{target}”, actual “{actual}”, missed, and yet full marks of {stated}",
    },
)  # fmt: skip
def full_marks_target_missed(context: Context) -> Iterator[Finding]:
    """One finding for each such row: an error where the target bears its operator and no scoring rule of its own, else a warning."""
    for relation in context.relations(Kind.SCORE_RULE):
        if relation.detail == "target" and broken(relation):
            target, actual, _ = relation.operands
            words = f"{relation.cue}{target.quote}" if target.quote[:1].isdigit() else target.quote
            yield of_relation("SC07", relation, target=words, actual=actual.quote)
