"""SC11: the weights of a self-evaluation form add up to something other than 100."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Kind, Verdict
from jixiao.model.finding import Finding, Level

_FULL = 100
_GRAND = ("总分", "总得分", "自评总分")


@check(
    "SC11", "total_not_hundred", "总分值不是一百分", since="0.1", asks=(Kind.WEIGHT_SUM,), covers=("A14",), level=Level.WARNING,
    says={
        "zh": "各项分值合计 {stated}，不是 100；有加分项的请单列，没有的请核对各项分值",
        "en": "the weights add up to {stated}, not 100; list bonus points apart, or check the weights",
    },
)  # fmt: skip
def total_not_hundred(context: Context) -> Iterator[Finding]:
    """One finding where a row called 总分 states the sum of the weights rightly, and it is not 100."""
    for relation in context.relations(Kind.WEIGHT_SUM):
        stated = relation.stated.quantity
        whole = relation.stated.label in _GRAND and relation.detail != "level"
        if not whole or stated is None or relation.verdict is not Verdict.CONSISTENT or stated.value == _FULL:
            continue
        yield finding(
            "SC11", Level.WARNING, relation.stated.place, relation.quote, figure=stated, rests_on=relation.operands,
            stated=relation.stated.quote,
        )  # fmt: skip
