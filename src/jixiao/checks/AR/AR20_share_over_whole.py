"""AR20: a share of more than the whole, or a rate that cannot exceed 100 % and does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_SHARE = regex(r"占(?P<of>[^,;。:、\n]{0,24}?)(?:的?(?:比重|比例|比)|的)?(?:约|为|达到?|是|高达)?\s*$")
_NOT_A_WHOLE = regex(r"预算|计划|任务|目标|指标|上年|去年|同期|定额|标准|编制|核定|批复|应|GDP|全[国省市县区]平均")
_WHOLE = regex(r"总|合计|全部|全年支出|本年支出|全额")
_MOST_HUNDRED = regex(
    r"(?:合格率|满意度|满意率|及时率|准确率|达标率|知晓率|参保率|入学率|好评率|合规率|优良率)(?:为|达到?|是)?$"
)
_FULL = 100
_BEHIND = 40


@check(
    "AR20", "share_over_whole", "占比、比率超过百分之百", since="0.1", covers=("A26",), words=("%",),
    says={
        "zh": "写“{words}{stated}”：部分不会多于全部",
        "zh.rate": "写“{words}{stated}”：这个比率最多是 100%",
        "en": "“{words}{stated}”: no part exceeds its whole",
        "en.rate": "“{words}{stated}”: this rate is 100% at most",
    },
)  # fmt: skip
def share_over_whole(context: Context) -> Iterator[Finding]:
    """An error where the whole is named as one (占总支出的), a warning where the word before may have been misread, or for a rate by its name."""
    reading = context.reading
    for figure in reading.figures:
        value = figure.mention.quantity
        if value is None or value.unit != "%" or value.value <= _FULL or figure.zone == "table" or figure.change:
            continue
        before = _before(context, figure)
        share = _SHARE.search(before)
        if share is not None and not _NOT_A_WHOLE.search(share.group()):
            level = Level.ERROR if _WHOLE.search(share["of"]) and value.bound == "=" else Level.WARNING
            yield finding(
                "AR20", level, figure.place, f"{share.group()}{figure.quote}", figure=value, words=share.group().strip(),
                stated=figure.quote,
            )  # fmt: skip
        elif value.bound == "=" and (rate := _MOST_HUNDRED.search(before)) is not None:
            yield finding(
                "AR20", Level.WARNING, figure.place, f"{rate.group()}{figure.quote}", figure=value, words=rate.group(),
                stated=figure.quote, variant="rate",
            )  # fmt: skip


def _before(context: Context, figure: Figure) -> str:
    """The words of the clause before a figure."""
    at = figure.mention.start - context.start(figure.paragraph)
    return re.split(r"[,;。:\n]", context.reading.paragraphs[figure.paragraph][max(0, at - _BEHIND) : at])[-1]
