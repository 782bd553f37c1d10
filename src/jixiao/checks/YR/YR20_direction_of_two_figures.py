"""YR20: this year's and last year's figure stand side by side, and the word behind them says the opposite."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.years import beside_last_year, falls, risen
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_WORD = regex(
    r"^(?:的)?(?:有所|略有|稍有|大幅|明显|显著|均|逐年|小幅)?(?:度)?(?P<verb>下降|减少|降低|压减|回落|增加|增长|上升|提高|上涨)(?:了)?(?=[,;。)]|$)"
)
_UP = ("增加", "增长", "上升", "提高", "上涨")


@check(
    "YR20", "direction_of_two_figures", "两年的数与增减的话相反", since="0.1", covers=("C11",), level=Level.WARNING,
    says={
        "zh": "本年 {now}、上年 {before}，文字却写“{verb}”",
        "en": "{now} this year and {before} last year are called {verb_en}",
    },
)  # fmt: skip
def direction_of_two_figures(context: Context) -> Iterator[Finding]:
    """One finding where an amount, then last year's, then a bare word of change stand one behind the other, and the word is wrong."""
    for now, before, behind in beside_last_year(context):
        word = _WORD.match(behind)
        if word is None:
            continue
        up = word["verb"] in _UP
        if falls(now, before) if up else risen(now, before) is not None:
            quote = context.reading.paragraphs[now.paragraph]
            yield finding(
                "YR20", Level.WARNING, before.place, quote, figure=now.mention.quantity, rests_on=(_operand(now), _operand(before)),
                now=now.quote, before=before.quote, verb=word["verb"], verb_en="up" if up else "down",
            )  # fmt: skip


def _operand(figure: Figure) -> Operand:
    return Operand(figure.mention.quantity, figure.quote, figure.place, figure.label)
