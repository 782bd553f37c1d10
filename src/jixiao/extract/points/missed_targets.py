"""Targets missed and yet worth all their points, told in words: 计划培训1000人次，实际培训860人次，分值10分，得10分.

Target, actual value, what the indicator is worth and what it got stand in one sentence, in this order, and nothing else of their units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from jixiao.extract import cues
from jixiao.extract.judge import Amount, amount
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_TARGET = regex(r"目标|指标值|计划|任务|预期|年初|要求|应")
_ACTUAL = regex(r"实际|完成|达到|实现|为|仅|只")
_WORTH = regex(r"分值|权重|满分|标准分|该项(?:指标)?|指标|本项|此项|计")
_GOT = regex(r"得分?(?:为)?$")
_FULL = regex(r"得(?:了)?满分|(?:未|不)扣分|满分$")
_LOWER = regex(r"成本|费用|支出|时限|时间|时长|周期|率不|控制|投诉|事故|误差|不超过|以内|单价")
_RULE = regex(
    r"按[^,，。;]{0,12}(?:比例|规则|标准|细则)|以上得满分|即得|不扣分|方可|因|由于|应[^,，。;]{1,2}尽|据实|符合条件"
)
_DIMENSIONS = ("count", "area", "percent", "money")
_SCORES = 2


def missed_targets(prose: Prose) -> list[Relation]:
    """One relation for each sentence in which a target was missed by more than the printed digits allow and all points were given."""
    if not prose.of("score"):
        return []
    found: list[Relation] = []
    for _, group in groupby(prose.figures, key=lambda one: one.sentence):
        found += _of_sentence(prose, list(group))
    return found


def _of_sentence(prose: Prose, figures: list[Figure]) -> Iterator[Relation]:
    scores = [one for one in figures if one.mention.dimension == "score"]
    values = [one for one in figures if one.mention.dimension in _DIMENSIONS]
    if not 1 <= len(scores) <= _SCORES or len(values) != 2 or not all(map(_plain, (*scores, *values))):
        return
    target, actual = values
    if target.mention.addable != actual.mention.addable or actual.mention.start > scores[0].mention.start:
        return
    start, end = prose.sentence_span(target)
    sentence = prose.quote(start, end)
    if _RULE.search(sentence) or not _told(prose, target, actual):
        return
    worth, got = scores[0], scores[-1]
    before_got = prose.before(got.mention.words_start, 8)
    full = _FULL.search(before_got) is not None
    same = len(scores) == _SCORES and quantity_of(worth).value == quantity_of(got).value and _GOT.search(before_got)
    if not full and not (same and _WORTH.search(prose.before(worth.mention.words_start, 12))):
        return
    bound = quantity_of(target).bound
    lower = bound == "≤" or (bound == "=" and _LOWER.search(sentence) is not None)
    if (lower and bound == "=") or not _misses(amount(quantity_of(target)), amount(quantity_of(actual)), lower=lower):
        return
    stated = replace(prose.operand(got), label=cues.core(target.label) or cues.core(actual.label) or "该指标")
    yield Relation(
        Kind.SCORE_RULE, stated, (prose.operand(target), prose.operand(actual), prose.operand(worth)),
        Verdict.INCONSISTENT, sentence.strip(), got.place, None, "target", "prose",
        "" if bound == "=" else bound, ("评分办法没有写出",), True,
    )  # fmt: skip


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    known = quantity is not None and not quantity.approx and quantity.value > 0
    return (
        known
        and not (figure.mention.per or figure.change or figure.prior or figure.mention.chinese)
        and figure.zone != "table"
    )


def _told(prose: Prose, target: Figure, actual: Figure) -> bool:
    """Whether the words call the first figure a target and the second what became of it."""
    bounded = quantity_of(target).bound in ("≥", "≤")
    planned = bounded or _TARGET.search(target.label) is not None or target.phase == "plan"
    between = prose.gap(target, actual)
    done = _ACTUAL.search(actual.label) or _ACTUAL.search(between)
    return planned and quantity_of(actual).bound == "=" and bool(done) and _TARGET.search(actual.label) is None


def _misses(target: Amount, actual: Amount, *, lower: bool) -> bool:
    return actual.low > target.high if lower else actual.high < target.low
