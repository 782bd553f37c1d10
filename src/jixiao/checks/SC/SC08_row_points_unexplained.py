"""SC08: an indicator lost points and the column for reasons is empty in its row."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import lost, no_words
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow
from jixiao.patterns import regex

_REASON = regex(r"扣|原因|未完成|未达|偏差|不足|滞后|由于|因为|受")


@check(
    "SC08", "row_points_unexplained", "指标扣了分，没有写原因", since="0.1", asks=("indicators",), covers=("A19",), level=Level.WARNING,
    says={
        "zh": "{name}分值 {weight}，得 {score}，扣了 {lost} 分，原因一栏是空的",
        "en": "{name}: {score} of {weight} points, {lost} lost, and no reason is given",
    },
)  # fmt: skip
def row_points_unexplained(context: Context) -> Iterator[Finding]:
    """One finding for each row that lost points while the table has a column for reasons, and no text speaks of it either."""
    for row in context.reading.indicators:
        points = lost(row)
        if not (row.name or row.level2):
            continue  # a row of totals the form words in its own way
        if points is None or row.reason is None or row.weight is None or row.score is None:
            continue
        if points > 0 and no_words(row.reason.quote) and not _told(context, row):
            yield finding(
                "SC08", Level.WARNING, row.score.place, f"{row.name} {row.weight.quote} {row.score.quote}", figure=row.score.quantity,
                rests_on=(row.weight, row.score), name=row.name or row.level2, weight=row.weight.quote, score=row.score.quote,
                lost=str(points),
            )  # fmt: skip


def _told(context: Context, row: IndicatorRow) -> bool:
    """Whether a sentence of the text names the indicator and says why."""
    if not row.name or row.name not in context.text:
        return False
    return any(row.name in one.text and _REASON.search(one.text) for one in context.reading.sentences)
