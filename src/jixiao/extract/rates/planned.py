"""What was done of a plan told right before it, whatever the verb: 全年计划采集42万条，已采集30.24万条，完成72%.

Figures of other units and averages may stand between: 计划培训600人次，已培训4期共352人次，期均88人次，完成58.67%.
"""

from __future__ import annotations

from jixiao.extract.index import is_level, thing
from jixiao.extract.percent import DIMENSIONS
from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_DONE = regex(r"(?:^|[^一-鿿])(?:已|共|累计)?完成(?:了)?$|(?:完成|实现)(?:率|比例|进度)(?:为|达到?)?$")
_MEAN = regex(r"均[^均]{0,4}$")
_PLAN_ALONE = regex(r"[一-鿿]{0,2}(?:年初|年度|全年|原)?(?:计划|目标|任务|应完成)(?:任务|完成|建设)?(?:数|值)?(?:为|是)?")
_CLAUSES = 3
_PAIR = 2
_REACH = 6


def done_of_plan(prose: Prose, index: int, words: str) -> Figure | None:
    """The figure right before a rate of completion that was done, the one before it being its plan; None where the words say less."""
    if index < _PAIR or not words or _DONE.search(words) is None:
        return None
    me = prose.figures[index]
    before = [
        one for one in prose.figures[max(0, index - _REACH) : index]
        if one.sentence == me.sentence and not one.mention.per and not _MEAN.search(one.label) and one.mention.quantity
    ]  # fmt: skip
    same = [one for one in before if one.mention.addable == before[-1].mention.addable]
    if len(same) < _PAIR:
        return None
    plan, done = same[-_PAIR:]
    told = all(
        is_level(one) and one.sentence == me.sentence and one.depth == me.depth and one.mention.dimension in DIMENSIONS
        for one in (plan, done)
    )  # fmt: skip
    if not told or plan.mention.addable != done.mention.addable or me.clause - plan.clause > _CLAUSES:
        return None
    if ";" in prose.quote(plan.mention.end, me.mention.start) or "其中" in prose.gap(plan, done):
        return None
    planned = plan.phase == "plan" or (plan.role == "plan" and plan.phase != "done")
    return done if planned and done.phase == "done" else None


def of_one_thing(base: Figure, numerator: Figure) -> bool:
    """Whether a plan of another sentence may be of what was done: 接待费支出15.41万元 is no part of the budget of all three."""
    one, other = (thing(figure.label)[:2] for figure in (base, numerator))
    return base.sentence == numerator.sentence or one == other or not one or not other


def plan_behind(prose: Prose, index: int, words: str) -> tuple[Figure, Figure] | None:
    """What was done and its plan right behind it, the rate behind both: 新建实验室6间，计划8间，完成率75%; None where another figure could be meant."""
    if index < _PAIR or not words or _DONE.search(words) is None:
        return None
    me = prose.figures[index]
    before = [one for one in prose.figures[max(0, index - _REACH) : index] if one.sentence == me.sentence]
    if len(before) < _PAIR:
        return None
    done, plan = before[-_PAIR:]
    alike = [one for one in before if one.mention.addable == plan.mention.addable and ";" not in prose.gap(one, me)]
    told = all(is_level(one) and one.depth == me.depth and one.mention.dimension in DIMENSIONS for one in (done, plan))
    if not told or alike != [done, plan] or _PLAN_ALONE.fullmatch(plan.label) is None:
        return None
    near = done.clause + 1 == plan.clause and plan.clause + 1 == me.clause
    return (done, plan) if near and "plan" not in (done.phase, done.role) else None
