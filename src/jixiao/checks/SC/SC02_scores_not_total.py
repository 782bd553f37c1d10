"""SC02: the scores of a table do not add up to its total, or the weights to theirs."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "SC02", "scores_not_total", "各项得分（分值）之和不等于总分", since="0.1", covers=("A13", "A14"),
    says={
        "zh": "表中总分写 {stated}，各行得分合计为 {expected}",
        "zh.weight": "表中总分值写 {stated}，各行分值合计为 {expected}",
        "en": "the table's total is {stated}; its rows add up to {expected}",
        "en.weight": "the table's total weight is {stated}; its rows add up to {expected}",
    },
)  # fmt: skip
def scores_not_total(context: Context) -> Iterator[Finding]:
    """One finding for each score table whose rows do not give its total row; scores are exact."""
    for relation in context.relations(Kind.SCORE_SUM, Kind.WEIGHT_SUM):
        if broken(relation):
            table = relation.way.startswith("form:")
            variant = "weight" if relation.kind is Kind.WEIGHT_SUM else ""
            yield of_relation("SC02", relation, Level.ERROR if table else None, variant=variant)
