"""One amount written twice in one breath, in two units: 1,873,500元（187.35万元）; 合计1,057,500元，折合105.75万元.

Nothing else can be meant by such words, so two amounts that differ beyond their printed digits are a fault of one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jixiao.extract.judge import amount, edit_of, like, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

RESTATED = "restated"
_TELLING = 3
_WAN = 10_000

_BRACKETS = regex(r"\([^()\n]*\)")
_SAID_AGAIN = regex(r"\s*[)]?[,，]?\s*(?:即|折合(?:人民币|成)?|合人民币|折算(?:为|成)|换算(?:为|成)|也就是)\s*$")
_OPENED = regex(r"\s*[(]\s*(?:即|折合|合|人民币|合人民币|(?P<words>大写[:：]?(?:人民币)?))?\s*$")


def restated_relations(prose: Prose) -> list[Relation]:
    """Every amount said again right behind itself."""
    return [relation for one, other in pairwise(prose.figures) for relation in _again(prose, one, other)]


def _again(prose: Prose, one: Figure, other: Figure) -> Iterator[Relation]:
    if not (_plain(one) and _plain(other)) or one.paragraph != other.paragraph or one.mention.unit != other.mention.unit:
        return
    first, second = _quantity(one), _quantity(other)
    gap = prose.gap(one, other)
    opened = _OPENED.fullmatch(gap)
    bracket = opened is not None and prose.after(other.mention.words_end, 1) == ")"
    if not bracket and not _SAID_AGAIN.fullmatch(_BRACKETS.sub("", gap)):
        return
    same = first.printed_unit == second.printed_unit and not (opened and opened["words"])
    if same and not _unit_slipped(first, second):
        return  # a bracket or 即 behind an amount in its own unit is a part of it
    a, b = amount(first), amount(second)
    if a.value == b.value:
        verdict = Verdict.CONSISTENT
    else:
        verdict = Verdict.ROUNDING if a.low <= b.high and b.low <= a.high else Verdict.INCONSISTENT
    start, end = prose.sentence_span(other)
    edit = edit_of(second, a.value) or edit_of(first, b.value) if verdict is Verdict.INCONSISTENT else ""
    yield Relation(
        Kind.DUPLICATE, prose.operand(other), (prose.operand(one),), verdict, prose.quote(start, end).strip(), other.place,
        like(second, a.value), RESTATED, "restated", gap.strip(), (), near=True, edit=edit,
    )  # fmt: skip


def _unit_slipped(one: Quantity, other: Quantity) -> bool:
    """Whether the digits are those of one amount in 元 and in 万元, and only the unit is the same: 1,873,500万元（187.35万元）."""
    larger, smaller = max(one.value, other.value), min(one.value, other.value)
    telling = max(significant(one), significant(other)) >= _TELLING
    return telling and one.printed_unit in ("元", "万元") and larger == smaller * _WAN


def _plain(figure: Figure) -> bool:
    mention = figure.mention
    if mention.quantity is None or mention.per or mention.dimension != "money" or figure.zone == "table":
        return False
    return mention.quantity.plain


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
