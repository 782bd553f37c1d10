"""CS02: the text admits an adjustment during the year and gives no amount, so no adjustment rate can be zero."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_ADJUSTED = Sought(
    r"年(?:度)?中(?:间|途)?[^,;。\n]{0,6}?(?:调整|追加|调剂|追减|调增|调减)"
    r"|(?:临时|中途|执行中)[^,;。\n]{0,4}?(?:追加|调整|调增|调减)[^,;。\n]{0,6}(?:支出|预算|经费|资金)",
    "调整", "追加", "调剂", "追减", "调增", "调减",
)  # fmt: skip
_DENIED = regex(r"未|没有|无|不|避免|杜绝|严禁|减少|控制|防止|压减|若|如需|确需|规范|办法|制度")
_OF_THE_FORM = regex(r"[^,;。\n]{0,12}的[^,;。\n]{0,12}[,，]?(?:应|需|须|要|请)")
"""A form's own note of what to fill in: 年中发生预算调整的，应单独说明理由."""
_AMOUNT = regex(r"\d[\d,.]*\s*(?:亿|万)?元")
_ELSEWHERE = Sought(
    r"(?:追加|调增|调减|追减|调整)[^,;。\n]{0,14}?\d[\d,.]*\s*(?:亿|万)?元", "追加", "调增", "调减", "追减", "调整"
)
_EXPLAINED = regex(
    r"决算[^。;；\n]{0,8}(?:大于|高于|多于|小于|低于|少于)[^。;；\n]{0,6}预算|(?:大于|高于|多于)[^。;；\n]{0,6}预算[^。;；\n]{0,4}的?(?:主要)?原因"
)
"""Why the accounts of one class differ from its budget: both amounts stand right before, and what was added is their difference."""
_RATE = Sought(r"(?:预算调整率|预算控制率|调整率)[^,;。\n]{0,8}\d", "调整率", "控制率")
_PLANS = ("key_tasks", "measures", "duties")


@check(
    "CS02", "adjustment_unstated", "写了年中调整，没有写调整数", since="0.1", covers=("B14",), level=Level.WARNING,
    says={
        "zh": "写“{admitted}”，没有写调整了多少；既有调整，“预算控制率（调整率）”就不能按 0 得满分，请补上追加、调整的金额",
        "en": "an adjustment is admitted ({admitted}) without an amount; the adjustment rate cannot then be zero",
    },
)  # fmt: skip
def adjustment_unstated(context: Context) -> Iterator[Finding]:
    """One finding at the first sentence that admits an adjustment, where neither it nor the document gives an amount or rate."""
    reading = context.reading
    sentences = () if reading.tables else context.sentences(_ADJUSTED)
    if not sentences or any(_RATE.search(text) or _ELSEWHERE.search(text) for text in reading.paragraphs):
        return
    for sentence in sentences:
        match = _ADJUSTED.search(sentence.text)
        if match is None or _EXPLAINED.search(sentence.text):
            continue
        if _AMOUNT.search(sentence.text) or reading.key_at(sentence.section) in _PLANS:
            continue
        if not _DENIED.search(_clause(sentence.text, match)) and not _OF_THE_FORM.match(sentence.text, match.end()):
            yield finding("CS02", Level.WARNING, sentence.place, sentence.text, admitted=match.group())
            return


def _clause(text: str, match: re.Match[str]) -> str:
    """The clause of `match`, to the marks on both sides."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ",;。:") + 1
    ends = [at for mark in ",;。" if (at := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]
