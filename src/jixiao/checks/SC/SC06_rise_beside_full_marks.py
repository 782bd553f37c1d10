"""SC06: “三公”经费 rose sharply, and the score is so high that 变动率 must have had its points."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import rise_of
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, half_up

_LEAST_WEIGHT = 5  # “三公经费”变动率 bears 5 or 8 points in every Hunan edition seen


@check(
    "SC06", "rise_beside_full_marks", "“三公”经费上升，得分却几乎不扣", since="0.1", covers=("A18",), level=Level.WARNING,
    says={
        "zh": "“三公”经费由 {before} 到 {now}，增长 {rate}%；按“{share}”一类指标不得分，自评却只扣 {lost} 分。"
        "规则用的是两年预算数，报告没有给出，请说明",
        "en": "the three public costs rose from {before} to {now}, by {rate}%, yet only {lost} points were lost; "
        "the rule compares budgets, which the report does not give: explain",
    },
)  # fmt: skip
def rise_beside_full_marks(context: Context) -> Iterator[Finding]:
    """One finding where the stated rise would cost more points than the whole report lost."""
    score = next((one for one in context.reading.facts if one.item == "self_score"), None)
    if score is None or not isinstance(score.value, Quantity):
        return
    lost = 100 - score.value.value
    if not 0 <= lost < _LEAST_WEIGHT:
        return
    for relation in context.relations(Kind.DIFFERENCE):
        rise = rise_of(relation)
        if rise is None or "三公" not in relation.operands[0].label or rise <= 10:
            continue
        now, before = relation.operands
        yield finding(
            "SC06", Level.WARNING, relation.stated.place, relation.quote, figure=relation.stated.quantity, rests_on=relation.operands,
            before=before.quote, now=now.quote, rate=str(half_up(rise, 2)), share="“三公经费”变动率小于等于 0 得满分", lost=str(lost),
        )  # fmt: skip
