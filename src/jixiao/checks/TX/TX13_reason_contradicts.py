"""TX13: an indicator has full marks, and its reason says that it was not met."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import lost, title
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_UNMET = regex(
    r"(?:未|没有|没|尚未|未能)(?:能)?(?:按期|按时|如期|全部|全面|完全)?(?:完成|达到|达标|实现|落实到位)|完成率(?:较|偏)?低|进度滞后|(?:未|不)达标|扣(?:除|减)?\s*\d+(?:\.\d+)?\s*分"
)
_DENIED = regex(r"(?:无|没有|不存在|未发生|未出现)[^,，。;；]{0,6}(?:未|没有)|均已|并未|不扣分|扣0分|未完成的?(?:为|是)?0")
_OTHER = regex(r"上年|去年|往年|如|若|每|否则")


@check(
    "TX13", "reason_contradicts", "得了满分，原因却写没有完成", since="0.1", asks=("indicators",), covers=("D26", "A19"), level=Level.WARNING,
    says={
        "zh": "{name}得满分 {score}，原因一栏却写“{words}”，两者必有一误",
        "en": "{name} has full marks of {score}, and its reason says “{words}”",
    },
)  # fmt: skip
def reason_contradicts(context: Context) -> Iterator[Finding]:
    """One finding for each row with all its points whose reason speaks of what was not done, or of points taken off."""
    for row in context.reading.indicators:
        if row.reason is None or row.rule or lost(row) != 0 or row.score is None or not row.score.quote.strip("0."):
            continue
        said = _UNMET.search(row.reason.quote)
        if said is None or _DENIED.search(row.reason.quote) or _OTHER.search(row.reason.quote[: said.end()]):
            continue
        yield finding(
            "TX13", Level.WARNING, row.reason.place, row.reason.quote, rests_on=(row.score, row.reason), name=title(row),
            score=row.score.quote, words=said.group(),
        )  # fmt: skip
