"""SC02: the scores listed do not add up to their total, or the weights to theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, printed
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level

_WHOLE = re.compile("总|合计|自评|综合|得分|评分")


@check(
    "SC02", "scores_not_total", "各项得分（分值）之和不等于总分", since="0.1", asks=(Kind.SCORE_SUM, Kind.WEIGHT_SUM,), covers=("A13", "A14", "A20", "A25"),
    says={
        "zh": "总分写 {stated}，各项得分合计为 {expected}",
        "zh.weight": "总分值写 {stated}，各项分值合计为 {expected}",
        "zh.level": "{label}分值写 {stated}，其下各项分值合计为 {expected}",
        "zh.listed": "{label}写 {stated}，其后所列各项合计为 {expected}",
        "en": "the total score is {stated}; the scores listed add up to {expected}",
        "en.listed": "{label} is stated as {stated}; the points listed behind it add up to {expected}",
        "en.weight": "the total weight is {stated}; the weights listed add up to {expected}",
        "en.level": "{label} bears {stated} points; the weights under it add up to {expected}",
    },
)  # fmt: skip
def scores_not_total(context: Context) -> Iterator[Finding]:
    """One finding for each total that its scores do not give; scores are exact. In a table the total row leaves no doubt."""
    for relation in context.relations(Kind.SCORE_SUM, Kind.WEIGHT_SUM):
        if broken(relation):
            table = relation.way.startswith("form:")
            variant = relation.detail if relation.detail == "level" else "weight" if relation.kind is Kind.WEIGHT_SUM else ""
            if relation.way == "scope" and not _WHOLE.search(relation.stated.label):
                variant = "listed"
                behind = relation.quote.partition(relation.stated.quote)[2]
                if "扣" in behind and "扣" not in relation.stated.label:
                    continue  # what it is worth, and behind it what was lost of it
            unit = "分" if "分" in relation.stated.quote else ""  # a cell leaves it to the head of its column
            expected = printed(relation.expected, relation.stated.quantity) + unit
            label = relation.stated.label if len(relation.stated.label) > 1 else f"合计{relation.stated.label}"
            yield of_relation(
                "SC02", relation, Level.ERROR if table else None, variant=variant, expected=expected, label=label
            )
