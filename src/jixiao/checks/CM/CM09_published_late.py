"""CM09: by the days the report itself gives, budget or final accounts were published later than the law allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jixiao.checks.check import Context, check, finding
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.dates import parse_date

_DAY = r"(?P<{}>20\d\d年\d{{1,2}}月\d{{1,2}}日)"
_APPROVED = regex(
    _DAY.format("day")
    + r"[^。;\n]{0,30}?(?:财政[^。;\n]{0,10})?(?:批复|批准)[^。;\n]{0,20}?(?P<what>预算|决算)|(?P<what2>预算|决算)[^。;\n]{0,16}?"
    + _DAY.format("day2")
    + r"[^。;\n]{0,12}?(?:批复|批准)"
)
_SHOWN = regex(
    _DAY.format("day")
    + r"[^。;\n]{0,40}?公开[^。;\n]{0,14}?(?P<what>预算|决算)|(?P<what2>预算|决算)[^。;\n]{0,20}?"
    + _DAY.format("day2")
    + r"[^。;\n]{0,24}?公开"
)
_DAYS = timedelta(days=20)


@check(
    "CM09", "published_late", "预决算公开晚于规定时限", since="0.1", covers=("B17",), level=Level.WARNING, words=("公开",),
    says={
        "zh": "文中写{what} {approved} 批复、{shown} 公开，相隔 {days} 天，超过批复后 20 日内公开的规定",
        "en": "by its own dates ({approved}, {shown}) the {what} was published {days} days after approval; 20 are allowed",
    },
)  # fmt: skip
def published_late(context: Context) -> Iterator[Finding]:
    """One finding for budget and one for final accounts where both days stand in the text; the law: 预算法第十四条, within 20 days."""
    reading = context.reading
    approved: dict[str, tuple[date, str]] = {}
    shown: dict[str, tuple[date, str, Place, str]] = {}
    for sentence in reading.sentences:
        text = sentence.text
        if "日" not in text:
            continue
        if (one := _APPROVED.search(text)) is not None and (day := parse_date(one["day"] or one["day2"])) is not None:
            approved.setdefault(one["what"] or one["what2"], (day, one["day"] or one["day2"]))
        for two in _SHOWN.finditer(text):
            words = two["day"] or two["day2"]
            if (day := parse_date(words)) is not None and "批复" not in two.group():
                shown.setdefault(two["what"] or two["what2"], (day, words, sentence.place, text))
    for what, (day, words, place, quote) in shown.items():
        start = approved.get(what)
        if start is not None and start[0] < day and day - start[0] > _DAYS and day.year == start[0].year:
            yield finding(
                "CM09", Level.WARNING, place, quote, what=what, approved=start[1], shown=words, days=str((day - start[0]).days)
            )  # fmt: skip
