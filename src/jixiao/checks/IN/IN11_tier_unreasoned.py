"""IN11: qualitative indicators are scored by a tier, and nothing says what the tier was judged by."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import in_parts, no_words, tier_of, title
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow

_MOST = 4


@check(
    "IN11", "tier_unreasoned", "定性指标只写档次，没有写依据", since="0.1", asks=("indicators",), covers=("D20",), level=Level.INFO,
    says={
        "zh": "{names}的完成情况只写“{tier}”，没有写凭什么判断",
        "zh.more": "{names}等 {n} 项的完成情况只写“{tier}”一类的档次，没有写凭什么判断",
        "en": "{names}: only the tier “{tier}” is given, not what it was judged by",
        "en.more": "{names} and more, {n} in all: only tiers such as “{tier}” are given, not what they were judged by",
    },
)  # fmt: skip
def tier_unreasoned(context: Context) -> Iterator[Finding]:
    """One note for each table with scored rows that name a tier, whose reason is empty, and of which no sentence speaks either."""
    for rows in in_parts(context.reading):
        bare = [(one, one.actual) for one in rows if one.actual is not None and _bare(context, one, one.actual)]
        if bare:
            names = "、".join(dict.fromkeys(title(one) for one, _ in bare[:_MOST]))
            actual = bare[0][1]
            yield finding(
                "IN11", Level.INFO, actual.place, f"{title(bare[0][0])} {actual.quote}", rests_on=tuple(one for _, one in bare),
                names=names, n=str(len(bare)), tier=actual.quote, variant="more" if len(bare) > _MOST else "",
            )  # fmt: skip


def _bare(context: Context, row: IndicatorRow, actual: Operand) -> bool:
    scored = row.score is not None and row.score.quantity is not None
    if not scored or row.rule or tier_of(actual.quote) is None:
        return False
    told = row.reason is not None and not no_words(row.reason.quote)
    if told or not row.name or row.name not in context.text:
        return not told
    return not any(row.name in one.text for one in context.reading.sentences)
