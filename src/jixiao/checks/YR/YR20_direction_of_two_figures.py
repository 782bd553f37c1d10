"""YR20: this year's and last year's figure stand side by side, and the word behind them says the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Figure

_WORD = re.compile(
    r"^(?:的)?(?:有所|略有|稍有|大幅|明显|显著|均|逐年|小幅)?(?:度)?(?P<verb>下降|减少|降低|压减|回落|增加|增长|上升|提高|上涨)(?:了)?(?=[,;。)]|$)"
)
_UP = ("增加", "增长", "上升", "提高", "上涨")
_BESIDE = re.compile(
    r"^[^,;。]{0,2}[,]?(?:比|较|与|同)[^,;。\d]{0,4}(?:上年度?|去年|上一年度?|20\d\d年)(?:度)?的?[^,;。\d]{0,8}$"
)


@check(
    "YR20", "direction_of_two_figures", "两年的数与增减的话相反", since="0.1", covers=("C11",), level=Level.WARNING,
    says={
        "zh": "本年 {now}、上年 {before}，文字却写“{verb}”",
        "en": "{now} this year and {before} last year are called {verb_en}",
    },
)  # fmt: skip
def direction_of_two_figures(context: Context) -> Iterator[Finding]:
    """One finding where an amount, then last year's, then a bare word of change stand one behind the other, and the word is wrong."""
    reading = context.reading
    starts: list[int] = []
    for now, before in pairwise(reading.figures):
        if (
            not before.prior
            or now.prior
            or now.change
            or now.sentence != before.sentence
            or now.paragraph != before.paragraph
        ):
            continue
        if now.mention.addable != before.mention.addable or now.mention.quantity is None or before.mention.quantity is None:
            continue
        if not starts:
            position = 0
            for one in reading.paragraphs:
                starts.append(position)
                position += len(one) + 1
        text, start = reading.paragraphs[now.paragraph], starts[now.paragraph]
        word = _WORD.match(text[before.mention.end - start :])
        between = text[now.mention.end - start : before.mention.words_start - start]
        if word is None or _BESIDE.match(between) is None:
            continue
        if _contradicts(now, before, word["verb"]):
            yield finding(
                "YR20", Level.WARNING, before.place, text, figure=now.mention.quantity,
                rests_on=(Operand(now.mention.quantity, now.quote, now.place, now.label), Operand(before.mention.quantity, before.quote, before.place)),
                now=now.quote, before=before.quote, verb=word["verb"], verb_en="up" if word["verb"] in _UP else "down",
            )  # fmt: skip


def _contradicts(now: Figure, before: Figure, verb: str) -> bool:
    one, other = now.mention.quantity, before.mention.quantity
    if one is None or other is None:
        return False
    rose, fell = one.interval()[0] > other.interval()[1], one.interval()[1] < other.interval()[0]
    return fell if verb in _UP else rose
