"""SC06: “三公”经费 rose sharply, and the score is so high that 变动率 must have had its points."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import rise_of
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.patterns import regex

_LEAST_WEIGHT = 5
"""“三公经费”变动率 bears 5 or 8 points in every Hunan edition seen, and loses them all at a rise of 10 %."""
_DEPARTMENT = regex(r"整体支出")
_TOLD = regex(r"变动率[^。;\n]{0,40}(?:扣|得)\D{0,4}\d")


@check(
    "SC06", "rise_beside_full_marks", "“三公”经费上升，得分却几乎不扣", since="0.1", covers=("A18",), level=Level.WARNING,
    says={
        "zh": "“三公”经费由 {before} 到 {now}，增长 {rate}%，自评一共只扣 {lost} 分；设有“三公经费”变动率（{weight} 分以上）的规则，"
        "不大于 0 才得满分。该指标比的是两年预算数，报告没有给出，请说明",
        "en": "the three public costs rose from {before} to {now}, by {rate}%, and only {lost} of 100 points were lost; where the "
        "rule scores their change ({weight} points or more), full marks need no rise. It compares budgets, which the report "
        "does not give: explain",
    },
)  # fmt: skip
def rise_beside_full_marks(context: Context) -> Iterator[Finding]:
    """One finding where the stated rise would cost more points than the whole report lost, and the report passes it over."""
    reading = context.reading
    score = next((one for one in reading.facts if one.item == "self_score"), None)
    if score is None or not isinstance(score.value, Quantity) or not _DEPARTMENT.search(reading.title):
        return
    lost = 100 - score.value.value
    if not 0 <= lost < _LEAST_WEIGHT or any(_TOLD.search(text) for text in reading.paragraphs):
        return
    for relation in context.relations(Kind.DIFFERENCE):
        rise = rise_of(relation)
        if rise is None or rise <= 10:
            continue
        now, before = relation.operands
        if "三公" not in now.label or "预算" in now.label:
            continue
        yield finding(
            "SC06", Level.WARNING, relation.stated.place, relation.quote, figure=relation.stated.quantity, rests_on=relation.operands,
            before=before.quote, now=now.quote, rate=str(half_up(rise, 2)), lost=str(trim(lost)), weight=str(_LEAST_WEIGHT),
        )  # fmt: skip
