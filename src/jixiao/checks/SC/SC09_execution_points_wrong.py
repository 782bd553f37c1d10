"""SC09: the points of the execution rate are not their weight times the rate (at most the weight)."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "SC09", "execution_points_wrong", "预算执行率得分与执行率不符", since="0.1", asks=(Kind.SCORE_RULE,), covers=("A10",),
    says={
        "zh": "{label}的执行率得 {stated} 分，按 {weight} × {spent} ÷ {budget}（不超过分值）应为 {expected}{why}",
        "en": "{label}: the execution rate scores {stated}; {weight} × {spent} ÷ {budget}, at most the weight, is {expected}",
    },
)  # fmt: skip
def execution_points_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each row of funds with points: an error in the project form of 10 points, a warning where rules differ."""
    for relation in context.relations(Kind.SCORE_RULE):
        if relation.detail == "execution" and broken(relation) and relation.expected is not None:
            spent, budget, weight = relation.operands
            yield of_relation(
                "SC09",
                relation,
                weight=weight.quote,
                spent=spent.quote,
                budget=budget.quote,
                expected=relation.expected.text,
            )
