"""A change and its percentage that say opposite things in one breath: 收入增加206.85万元，下降9.35%. One of the two words is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.extract import cues
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BESIDE = "beside"

_PLAIN = frozenset(("增加", "增长", "上升", "提高", "减少", "下降", "降低"))
_LED_BY = regex(r"[,，、]?(?:同比|环比)?")
_LED_TO = regex(r"(?:了|约|为|达)?\s*")


def turned_words(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """Every percentage of change whose word is the opposite of the change right before it, where neither is told wrong already."""
    told = {one.stated.place for one in known if one.kind is Kind.DIRECTION_WORD and one.verdict is Verdict.INCONSISTENT}
    return [
        Relation(
            Kind.DIRECTION_WORD, prose.operand(rate), (prose.operand(change),), Verdict.INCONSISTENT,
            prose.quote(*prose.sentence_span(rate)).strip(), rate.place, None, BESIDE, "turned", f"{rate.change}|{change.change}",
            ("增减额、增减率总有一个写反",), near=True,
        )
        for change, rate in pairwise(prose.figures)
        if rate.change in _PLAIN and change.change in _PLAIN and _turned(prose, change, rate)
        and rate.place not in told and change.place not in told
    ]  # fmt: skip


def _turned(prose: Prose, change: Figure, rate: Figure) -> bool:
    amounts = change.mention.dimension in ("money", "count", "area") and rate.mention.dimension == "percent"
    if not amounts or change.sentence != rate.sentence or cues.direction(change.change) == cues.direction(rate.change):
        return False
    if not (change.mention.quantity and rate.mention.quantity) or prose.before(change.mention.words_start, 1) == ")":
        return False  # 减少（增加）206万元: a template left as it was
    led_by, verb, led_to = prose.gap(change, rate).rpartition(rate.change)
    told = change.mention.quantity.value > 0 and rate.mention.quantity.value > 0
    return told and bool(verb and _LED_BY.fullmatch(led_by) and _LED_TO.fullmatch(led_to))
