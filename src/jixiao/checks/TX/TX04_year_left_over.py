"""TX04: the year evaluated stands where the coming one belongs, or another year heads a part of the report."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.text.sought import Sought

_AHEAD = Sought(
    r"(20\d\d)年度?的?(?:改进措施|下一步(?:工作)?(?:打算|计划|措施)?|改进方向|整改措施)(?![^,。;\n]{0,6}(?:落实|完成|执行|情况|已|成效))",
    "改进措施", "下一步", "改进方向", "整改措施",
)  # fmt: skip


@check(
    "TX04", "year_left_over", "年份可能没有改过来", since="0.1", covers=("C02",), level=Level.WARNING,
    says={
        "zh": "写“{words}”：{year}年是评价年度，改进措施应是以后年度的，请核对年份",
        "en": "“{words}”: {year} is the year evaluated; measures lie ahead of it",
    },
)  # fmt: skip
def year_left_over(context: Context) -> Iterator[Finding]:
    """One finding for each heading or lead that dates the measures to the year evaluated, or before it."""
    reading = context.reading
    if reading.year is None or not _AHEAD.may_be_in(context.text):
        return
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        match = _AHEAD.search(text)
        if match and int(match.group(1)) <= reading.year:
            yield finding("TX04", Level.WARNING, place, text[:40], words=match.group(), year=match.group(1))
