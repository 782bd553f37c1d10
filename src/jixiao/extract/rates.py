"""Rates by name: 执行率 支出率 到位率 … and shares (占X的Y%). What is divided by what is found by role, nearest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.extract.judge import amount, edit_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_SPENT = re.compile(r"(?:执行|支出|支付|使用|发放|拨付|支用)(?:率|进度)")
_RECEIVED = re.compile(r"到位率|资金到位")
_COMPLETION = re.compile(r"完成率|完工率|办结率|完成(?:年初|全年)?(?:预算|任务|计划|目标)[^,;。]{0,6}的?$")
_SHARE = re.compile(r"占[^,;。:]{0,24}$")
_REACH_FIGURES = 10
_REACH_PARAGRAPHS = 3
_SCOPE = Decimal(25)


def rate_relations(prose: Prose) -> list[Relation]:
    """Every percentage with a name of a rate, or with 占, judged against the figures in reach."""
    found: list[Relation] = []
    for index, figure in enumerate(prose.figures):
        mention = figure.mention
        if mention.dimension != "percent" or mention.quantity is None or figure.change or figure.zone == "table":
            continue
        if mention.quantity.bound != "=":
            continue
        line_start = prose.lines[figure.paragraph].start
        before = prose.string[max(line_start, mention.words_start - 30) : mention.words_start]
        clause = re.split(r"[,;。]", before)[-1]
        if _SHARE.search(clause):
            found.append(_share(prose, index))
        elif _SPENT.search(clause):
            found.append(_rate(prose, index, ("spent",)))
        elif _RECEIVED.search(clause):
            found.append(_rate(prose, index, ("received", "plan")))
        elif _COMPLETION.search(clause):
            found.append(_rate(prose, index, ("spent",)))
    return found


def _levels(prose: Prose, index: int, dimensions: tuple[str, ...] = ("money",)) -> list[Figure]:
    """Level figures before `index`, nearest first, within ten mentions and three paragraphs."""
    me = prose.figures[index]
    return [
        other
        for other in reversed(prose.figures[max(0, index - _REACH_FIGURES) : index])
        if other.mention.dimension in dimensions
        and other.mention.quantity is not None
        and other.mention.quantity.bound == "="
        and not other.change
        and not other.prior
        and not other.mention.per
        and other.zone != "table"
        and me.paragraph - other.paragraph <= _REACH_PARAGRAPHS
    ]


def _rate(prose: Prose, index: int, roles: tuple[str, ...]) -> Relation:
    me = prose.figures[index]
    printed = _quantity(me)
    levels = _levels(prose, index)
    numerators = [one for one in levels if one.role in roles] or [
        one for one in levels if one.phase == "done" and not one.role
    ]
    if not numerators:
        return _relation(prose, me, (), Verdict.UNVERIFIABLE, None, "没有分子")
    readings: list[tuple[Ratio, tuple[Figure, Figure]]] = []
    for numerator in numerators[:3]:
        for base in levels:
            if base is numerator or base.mention.unit != numerator.mention.unit:
                continue
            ratio = judge_ratio(printed, amount(_quantity(numerator)), amount(_quantity(base)))
            if ratio is not None:
                readings.append((ratio, (numerator, base)))
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for ratio, operands in readings:
            if ratio.verdict is wanted:
                return _relation(prose, me, operands, wanted, percent_like(printed, ratio.exact), ratio.detail)
    return _accuse(prose, me, printed, numerators[0], levels, readings)


def _accuse(
    prose: Prose, me: Figure, printed: Quantity, numerator: Figure, levels: Sequence[Figure],
    readings: Sequence[tuple[Ratio, tuple[Figure, Figure]]],
) -> Relation:  # fmt: skip
    """A rate is only called wrong when there is one base and it stands beside it; anything else is unverifiable."""
    bases = [
        one for one in levels
        if (one is not numerator and one.role in ("plan", "received")) or (one.total and one is not numerator and one.role != "spent")
    ]  # fmt: skip
    values = {_quantity(one).value for one in bases if me.paragraph - one.paragraph <= 1}
    if not values:
        return _relation(prose, me, (numerator,), Verdict.UNVERIFIABLE, None, "没有分母")
    if len(values) > 1:
        return _relation(prose, me, (numerator, *bases[:3]), Verdict.UNVERIFIABLE, None, "有几个可作分母的数")
    base = bases[0]
    ratio = next((one for one, pair in readings if pair == (numerator, base)), None)
    beside = numerator.sentence == me.sentence and me.clause - numerator.clause <= 3
    if ratio is None or not beside or _quantity(base).value < _quantity(numerator).value:
        return _relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, "分子或分母不在近旁")
    gap = abs(Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator) - printed.value)
    if gap > _SCOPE:
        return _relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, "可能是另一范围的比率")
    expected = percent_like(printed, ratio.exact)
    edit = edit_of(printed, expected.value)
    one_base = base.sentence == me.sentence
    opened = () if one_base else ("分母在另一句",)
    return _relation(prose, me, (numerator, base), Verdict.INCONSISTENT, expected, "", opened, near=True, edit=edit)


def _share(prose: Prose, index: int) -> Relation:
    """A share is never accused: its base may be any total of the paragraph."""
    me = prose.figures[index]
    printed = _quantity(me)
    levels = _levels(prose, index, ("money", "count"))
    for numerator in levels[:3]:
        if me.clause - numerator.clause > 2 and numerator.sentence != me.sentence:
            continue
        for base in levels:
            if base is numerator or base.mention.addable != numerator.mention.addable:
                continue
            ratio = judge_ratio(printed, amount(_quantity(numerator)), amount(_quantity(base)))
            if ratio is not None and ratio.verdict is not Verdict.INCONSISTENT:
                expected = percent_like(printed, ratio.exact)
                return _relation(prose, me, (numerator, base), ratio.verdict, expected, ratio.detail, kind=Kind.SHARE)
    return _relation(prose, me, tuple(levels[:1]), Verdict.UNVERIFIABLE, None, "没有相称的合计", kind=Kind.SHARE)


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity


def _relation(
    prose: Prose, stated: Figure, operands: Sequence[Figure], verdict: Verdict, expected: Quantity | None, detail: str,
    open: tuple[str, ...] = (), *, near: bool = False, edit: str = "", kind: Kind = Kind.RATE,
) -> Relation:  # fmt: skip
    start, end = prose.sentence_span(stated)
    return Relation(
        kind, prose.operand(stated), tuple(prose.operand(one) for one in operands), verdict,
        prose.quote(start, end).strip(), stated.place, expected, detail, "rate", stated.label, open, near, edit,
    )  # fmt: skip
