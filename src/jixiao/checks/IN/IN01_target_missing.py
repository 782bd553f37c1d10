"""IN01: an indicator that bears points has no target."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import EXECUTION, is_placeholder, no_words
from jixiao.model.document import TO_FILL
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow
from jixiao.patterns import regex

_TARGET_IN_NAME = regex(r"[≥≤<>=]|\d|不低于|不少于|不超过|以上|以内")


@check(
    "IN01", "target_missing", "指标没有指标值", since="0.1", covers=("D03",),
    says={
        "zh": "{name}有 {weight} 分，指标值{what}，完成得好坏无从衡量",
        "zh.plan": "{name}的指标值{what}，完成得好坏将无从衡量",
        "en": "{name} bears {weight} points and has no target",
        "en.plan": "{name} has no target",
    },
)  # fmt: skip
def target_missing(context: Context) -> Iterator[Finding]:
    """One finding for each named row without a target: an error where points hang on it and most rows of the table have one."""
    rows = context.reading.indicators
    filled = {part: _share_filled([one for one in rows if one.part == part]) for part in {one.part for one in rows}}
    for row in rows:
        if not row.name or row.target is None or EXECUTION.search(row.name) or _TARGET_IN_NAME.search(row.name):
            continue
        text = row.target.quote
        if text == TO_FILL and row.score is None and row.actual is not None and row.actual.quote == TO_FILL:
            continue  # a row nobody has filled in yet, and which says so
        marked = is_placeholder(text)
        if not (marked or no_words(text)) or text == "无":
            continue
        if text and not text.strip("0.") and (row.bound or (row.unit is not None and row.unit.quote.strip())):
            continue  # none at all is a target: ≤ 0起
        weighs = row.weight is not None and row.weight.quantity is not None and row.weight.quantity.value > 0
        if not weighs and row.kind != "indicator-targets":
            continue
        sure = weighs and filled[row.part] and (not text or (marked and text.strip("*")))  # * may say: not applicable
        yield finding(
            "IN01", Level.ERROR if sure else Level.WARNING, row.target.place, row.name, rests_on=(row.target,), name=row.name,
            weight=row.weight.quote if row.weight is not None else "", what=f"写的是“{text}”" if text else "是空的",
            variant="" if weighs else "plan",
        )  # fmt: skip


def _share_filled(rows: list[IndicatorRow]) -> bool:
    """Whether at least half of the rows have a target: else the column may not be what it looks like."""
    told = sum(1 for one in rows if one.target is not None and not no_words(one.target.quote))
    return 2 * told >= len(rows)
