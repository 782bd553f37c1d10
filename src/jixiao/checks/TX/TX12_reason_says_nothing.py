"""TX12: points were lost, and the reason given would fit any indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import lost, no_words, title
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_STOPS = regex(r"[,，;；。、\s和及]+")


@check(
    "TX12", "reason_says_nothing", "扣分原因等于没有写", since="0.1", asks=("indicators",), covers=("D25",), level=Level.WARNING,
    says={
        "zh": "{name}扣了 {lost} 分，原因只写“{reason}”，没有说到这项指标差在哪里、为什么",
        "en": "{name} lost {lost} points; the reason “{reason}” would fit any indicator",
    },
)  # fmt: skip
def reason_says_nothing(context: Context) -> Iterator[Finding]:
    """One finding for each row that lost points and whose reason, all of it, is a stock phrase."""
    for row in context.reading.indicators:
        if row.reason is None or no_words(row.reason.quote):
            continue
        points = lost(row)
        if points is not None and points > 0 and _empty(row.reason.quote):
            yield finding(
                "TX12", Level.WARNING, row.reason.place, row.reason.quote, rests_on=(row.reason,), name=title(row), lost=str(points),
                reason=row.reason.quote,
            )  # fmt: skip


def _empty(reason: str) -> bool:
    return all(_stock().fullmatch(one) for one in _STOPS.split(reason) if one)


@lru_cache(maxsize=1)
def _stock() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in phrases("empty_reasons")))
