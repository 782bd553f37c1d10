"""Rates of completion whose target stands in a bracket behind them: 康复救助完成率106.67%（目标45名）.

What was done is told elsewhere, in words that the rate's own subject shares: 残疾儿童康复救助，救助48名. What fits confirms; where
one figure alone shares the subject's words and one digit would make it fit, it is asked about.
"""

from __future__ import annotations

import re

from jixiao.extract import cues
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, edit_of, significant
from jixiao.extract.percent import held_of, operand_slip, percent_relation, quantity_of, readings_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "完成数按名称在前文找到"

_SUBJECT = regex(r"(?P<subject>[一-鿿]{2,12}?)(?:完成|达标|实现)?(?:率|比例|进度)(?:为|达到?)?$")
_TARGET = regex(
    r"\s*[(](?:年初|年度|预期|绩效)?(?:目标|计划|任务|指标|应完成|预算)(?:值|数|为|:)?$|\s*[(](?:全[市县区镇乡省]|共有|总数|应)[^()\d,，]{0,8}$"
)
_BACK = 60
_LEFT, _RIGHT = 26, 14
_TELLING = 3
_PRECISE = 4
_ALL = 100


def rate_of_target(prose: Prose, index: int) -> Relation | None:
    """The rate at `index` of a figure before over the target in the bracket behind it; None where there is no such bracket."""
    me = prose.figures[index]
    subject = _SUBJECT.search(me.label)
    if subject is None or index + 1 >= len(prose.figures):
        return None
    base = prose.figures[index + 1]
    if _TARGET.fullmatch(prose.gap(me, base)) is None or not is_level(base) or not quantity_of(base).value:
        return None
    scored = [
        (_shared(prose, one, subject["subject"]), one) for one in reversed(prose.figures[max(0, index - _BACK) : index])
        if is_level(one) and one.mention.addable == base.mention.addable and not quantity_of(one).approx
    ]  # fmt: skip
    best = max((score for score, _ in scored), default=(0, 0))
    if not any(best):
        return None
    likely = [one for score, one in scored if score == best]
    printed = quantity_of(me)
    held = held_of(readings_of(printed, ((one, base) for one in likely)))
    if held is not None:
        return percent_relation(prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), held[0].detail)
    if len({quantity_of(one).value for one in likely}) != 1 or printed.approx:
        return None
    (over, under) = quantity_of(likely[0]), quantity_of(base)
    ratio = judge_ratio(printed, amount(over), amount(under))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected) if significant(printed) >= _TELLING else ""
    edit = edit or (operand_slip(printed, over, under) if significant(printed) >= _PRECISE else "")
    if printed.value == _ALL and best[0] and min(significant(over), significant(under)) >= _TELLING:
        edit = edit_of(under, over.value)
    if not edit:
        return None
    return percent_relation(prose, me, (likely[0], base), Verdict.INCONSISTENT, expected, "", (WHY,), near=True, edit=edit)


def _shared(prose: Prose, figure: Figure, subject: str) -> tuple[int, int]:
    """How many pairs of neighbouring characters of the subject stand in the words of a figure, and how many in its passage."""
    start = max(prose.lines[figure.paragraph].start, figure.mention.start - _LEFT)
    left = re.split(r"[;；。]", prose.string[start : figure.mention.start])[-1]
    right = re.split(r"[,，;；。\n]", prose.after(figure.mention.end, _RIGHT))[0]
    words = left + " " + right
    pairs = [subject[at : at + 2] for at in range(len(subject) - 1)]
    own = cues.core(figure.label) + " " + figure.after
    return sum(pair in own for pair in pairs), sum(pair in words for pair in pairs)
