"""CS02: the text admits an adjustment during the year and gives no amount, so no adjustment rate can be zero."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_ADJUSTED = re.compile(
    r"年中[^,;。]{0,6}(?:调整|追加|调剂|追减)|(?:临时|中途|执行中)[^,;。]{0,4}(?:追加|调整)[^,;。]{0,6}(?:支出|预算|经费|资金)"
)
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:亿|万)?元")
_RATE = re.compile(r"(?:预算调整率|预算控制率|调整率)[^,;。]{0,8}\d")


@check(
    "CS02", "adjustment_unstated", "承认年中调整，没有写调整数", since="0.1", covers=("B14",), level=Level.WARNING,
    says={
        "zh": "写“{admitted}”，没有写调整了多少；既有调整，“预算控制率（调整率）”就不能按 0 得满分，请补上追加、调整的金额",
        "en": "an adjustment is admitted ({admitted}) without an amount; the adjustment rate cannot then be zero",
    },
)  # fmt: skip
def adjustment_unstated(context: Context) -> Iterator[Finding]:
    """One finding at the first sentence that admits an adjustment, where neither it nor the document gives an amount or rate."""
    text = "\n".join(context.reading.paragraphs)
    if _RATE.search(text) or re.search(r"(?:追加|调增|调减|追减)[^,;。]{0,12}\d[\d,.]*\s*(?:亿|万)?元", text):
        return
    for sentence in context.reading.sentences:
        match = _ADJUSTED.search(sentence.text)
        if match and not _AMOUNT.search(sentence.text):
            yield finding("CS02", Level.WARNING, sentence.place, sentence.text, admitted=match.group())
            return
