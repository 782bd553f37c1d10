"""SC05: points were lost and nothing says where, nor is there a score table."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, trim
from jixiao.patterns import regex

_DEDUCTION = regex(r"扣\s*(?:了|减)?\s*\d|扣分|失分|扣减|扣除|未得分|不得分|减\s*\d+(?:\.\d+)?\s*分")
_ATTACHED = regex(r"(?:评分|自评|得分|打分|评价|指标)(?:得分|评分)?表|附表|附件")
_FULL = 100


@check(
    "SC05", "lost_points_unexplained", "扣了分而没有说明扣在哪里", since="0.1", covers=("E06",), level=Level.WARNING,
    says={
        "zh": "自评得 {score}，未说明失去的 {lost} 分扣在哪项指标，也没有评分表",
        "en": "the score is {score}; nothing says where {lost} of 100 points were lost, and there is no score table",
    },
)  # fmt: skip
def lost_points_unexplained(context: Context) -> Iterator[Finding]:
    """One finding where the total is below 100 and neither words, nor scores of single indicators, nor a table say why."""
    reading = context.reading
    fact = next((one for one in reading.facts if one.item == "self_score"), None)
    if fact is None or not isinstance(fact.value, Quantity) or not 0 < fact.value.value < _FULL or reading.tables:
        return
    parts = [one for one in reading.figures if one.mention.dimension == "score" and one.place != fact.place]
    text = context.text
    if any(_is_part(one.mention.quantity, fact.value) for one in parts) or _DEDUCTION.search(text) or _ATTACHED.search(text):
        return
    lost = str(trim(_FULL - fact.value.value))
    yield finding("SC05", Level.WARNING, fact.place, fact.raw, figure=fact.value, score=fact.raw, lost=lost)


def _is_part(score: Quantity | None, total: Quantity) -> bool:
    """Whether a figure in 分 may be the score of an indicator: not the total again, not 满分100分."""
    return score is not None and score.value not in (total.value, _FULL)
