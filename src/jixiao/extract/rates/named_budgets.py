"""Rates of a budget that the words name twice: 年初预算64.20万元，支出决算91.50万元，完成年初预算的100%. Whatever was added in the year, they
are of the figure so called; what they miss by, and 100% too, is asked about.
"""

from __future__ import annotations

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount
from jixiao.extract.percent import percent_relation, quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "基数在同一句里写明"

_OF = regex(r"完成(?:了)?(?P<name>年初预算|全年预算)(?:数)?的?(?:比例)?(?:为)?$")
_SPENT = regex(r"决算|支出|执行|完成|使用")
_NUMBER = regex(r"(?:数|为|是|安排|[:：\s])+$")


def rate_of_named_budget(prose: Prose, index: int, words: str) -> Relation | None:
    """The rate at `index`, named by `words`, over the budget of that name, which stands with what was spent right before it."""
    match, before = _OF.search(words), prose.figures[max(0, index - 2) : index]
    if match is None or len(before) != 2 or not all(_told_with(prose.figures[index], one) for one in before):
        return None
    (base, spent), printed = before, quantity_of(prose.figures[index])
    named = _NUMBER.sub("", base.label).endswith(match["name"]) and match["name"] not in spent.label
    if not named or _SPENT.search(spent.label) is None or base.mention.addable != spent.mention.addable:
        return None
    if any(not quantity_of(one).plain for one in (*before, prose.figures[index])):
        return None
    ratio = judge_ratio(printed, amount(quantity_of(spent)), amount(quantity_of(base)))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    return percent_relation(
        prose, prose.figures[index], (spent, base), Verdict.INCONSISTENT, percent_like(printed, ratio.exact), "", (WHY,)
    )


def _told_with(me: Figure, other: Figure) -> bool:
    return other.sentence == me.sentence and is_level(other) and other.mention.dimension == "money" and not other.depth
