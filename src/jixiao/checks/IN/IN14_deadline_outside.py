"""IN14: a deadline lies outside the year evaluated, or a project ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.dates import deadline

_SPAN = regex(
    r"(?:起止(?:时间|年限|日期)?|建设期限?|实施期限?|项目(?:实施)?(?:期|周期|期限)|合同期限?|工期|执行期限?)[^\d。;\n]{0,8}"
    r"(?P<start>20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)\s*(?:起)?\s*(?:至|到|—+|-+|~|－)\s*(?P<end>20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)"
)
_YEAR = regex(r"20\d\d")


@check(
    "IN14", "deadline_outside", "期限不在评价年度内，或者止期早于起期", since="0.1", covers=("D29",),
    says={
        "zh": "写“{start}至{end}”，结束早于开始",
        "zh.late": "{name}的指标值“{target}”在评价年度 {year} 年以后，本年度无从评价",
        "en": "it runs from {start} to {end}: it ends before it begins",
        "en.late": "{name}: the target “{target}” lies beyond {year}, the year evaluated",
    },
)  # fmt: skip
def deadline_outside(context: Context) -> Iterator[Finding]:
    """An error for a project that ends before it begins; a note for a target in time that lies beyond the year evaluated."""
    reading = context.reading
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        if "20" not in text:
            continue
        for match in _SPAN.finditer(text):
            start, end = _first_day(match["start"]), deadline(match["end"])
            if start is not None and end is not None and end < start:
                yield finding("IN14", Level.ERROR, place, match.group(), start=match["start"], end=match["end"])
    for row in reading.indicators:
        if row.target is None or reading.year is None or not row.name or row.kind == "indicator-monitoring":
            continue
        years = {int(one) for one in _YEAR.findall(row.target.quote)} if "年" in row.target.quote else set()
        if years and min(years) > reading.year:
            yield finding(
                "IN14", Level.INFO, row.target.place, f"{row.name} {row.target.quote}", rests_on=(row.target,), name=row.name,
                target=row.target.quote, year=str(reading.year), variant="late",
            )  # fmt: skip


def _first_day(text: str) -> date | None:
    """The first day of what is named: 2022年 is its first of January, 2022年3月 the first of March."""
    last = deadline(text)
    if last is None:
        return None
    if "日" in text:
        return last
    return last.replace(day=1) if "月" in text else last.replace(month=1, day=1)
