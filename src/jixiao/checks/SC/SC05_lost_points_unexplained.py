"""SC05: points were lost and nothing says where, nor is there a score table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, trim

_DEDUCTION = re.compile(
    r"扣\s*(?:了|减)?\s*\d|扣分|失分|扣减|未得分|减\s*\d+(?:\.\d+)?\s*分|得\s*\d+(?:\.\d+)?\s*分,?\s*(?:主要)?(?:因|原因)"
)
_TABLE = re.compile(r"(?:评分表|自评表|得分表|打分表|指标表|附表|附件)")


@check(
    "SC05", "lost_points_unexplained", "扣了分而没有说明扣在哪里", since="0.1", covers=("E06",), level=Level.WARNING,
    says={
        "zh": "自评得 {score}，未说明失去的 {lost} 分扣在哪项指标，也没有评分表",
        "en": "the score is {score}; nothing says where {lost} points were lost, and there is no score table",
    },
)  # fmt: skip
def lost_points_unexplained(context: Context) -> Iterator[Finding]:
    """One finding where the total is below 100 and neither text nor table says what was deducted."""
    reading = context.reading
    fact = next((one for one in reading.facts if one.item == "self_score"), None)
    if fact is None or not isinstance(fact.value, Quantity) or not 0 < fact.value.value < 100 or reading.tables:
        return
    text = "\n".join(reading.paragraphs)
    if _DEDUCTION.search(text) or _TABLE.search(text):
        return
    lost = str(trim(100 - fact.value.value))
    yield finding("SC05", Level.WARNING, fact.place, fact.raw, figure=fact.value, score=fact.raw, lost=lost)
