"""SC22: the text gives full marks for the change of the three public costs, and its own figures rose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.years import beside_last_year, risen
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up
from jixiao.model.reading import Figure, Sentence
from jixiao.patterns import regex

_COSTS = regex(r"三公|接待|公务用车|公车|出国")
_WEIGHT = regex(r"(?:分值|满分|权重)(?:为|是|:)?$")
_SCORE = regex(r"得(?:分)?(?:为|:)?$")
_ONLY = regex(r"无其他[^,;。]{0,4}三公|全部为(?:公务)?接待|(?:出国|公务用车)[^,;。]{0,12}(?:为0|均?无|没有)")


@check(
    "SC22", "change_rate_full_marks", "“三公”经费上升，变动率却得满分", since="0.1", covers=("A18",), level=Level.WARNING, words=("变动率",),
    says={
        "zh": "“三公”经费变动率 {weight} 得 {score}，而文中{label}由 {before} 到 {now}，上升 {rate}%；该指标不大于 0 才得满分，请核对（按两年预算数比的，写出预算数）",
        "en": "the change of the three public costs earns {score} of {weight}, while {before} became {now}, a rise of {rate}%",
    },
)  # fmt: skip
def change_rate_full_marks(context: Context) -> Iterator[Finding]:
    """One finding where a sentence names the indicator with equal weight and score, and the costs stand beside lower ones of last year."""
    reading = context.reading
    told = _full_marks(context)
    if told is None:
        return
    for now, before, _ in beside_last_year(context):
        rate = risen(now, before)
        whole = "三公" in now.label or _ONLY.search(reading.paragraphs[now.paragraph])
        if (
            rate is None
            or now.mention.dimension != "money"
            or not _COSTS.search(now.label)
            or not whole
            or "预算" in now.label
        ):
            continue
        weight, score = told
        yield finding(
            "SC22", Level.WARNING, score.place, reading.paragraphs[score.paragraph], figure=score.mention.quantity,
            rests_on=(_operand(now), _operand(before)), weight=weight.quote, score=score.quote, label=now.label, before=before.quote,
            now=now.quote, rate=str(half_up(rate, 2)),
        )  # fmt: skip
        return


def _full_marks(context: Context) -> tuple[Figure, Figure] | None:
    """Weight and equal score of 变动率, told one behind the other in one sentence; a deduction (扣0.5分) is neither."""
    reading = context.reading
    for sentence in reading.sentences:
        if "变动率" not in sentence.text:
            continue
        at = sentence.start + sentence.text.index("变动率")
        end = sentence.start + len(sentence.text) + 1
        points = [
            one for one in context.between(at + 1, end)
            if one.mention.dimension == "score" and one.mention.quantity is not None
        ][:2]  # fmt: skip
        named = len(points) == 2 and _named(sentence, points[0], _WEIGHT) and _named(sentence, points[1], _SCORE)
        if named and points[0].mention.quantity == points[1].mention.quantity:
            return points[0], points[1]
    return None


def _named(sentence: Sentence, points: Figure, word: re.Pattern[str]) -> bool:
    """Whether the word that says what the points are stands right before them."""
    return word.search(sentence.text[: points.mention.start - sentence.start]) is not None


def _operand(figure: Figure) -> Operand:
    return Operand(figure.mention.quantity, figure.quote, figure.place, figure.label)
