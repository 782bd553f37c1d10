"""Shares (占X的Y%, 占Y%): of a base named in words, of a total of the paragraph, or of the total other shares prove."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jixiao.extract import cues
from jixiao.extract.index import is_level, scope
from jixiao.extract.judge import amount, significant
from jixiao.extract.naming import kernel
from jixiao.extract.percent import (
    DIMENSIONS,
    SCOPE,
    held_of,
    levels_before,
    operand_slip,
    pairs_of,
    percent_relation,
    quantity_of,
    readings_of,
    taken,
    telling,
)
from jixiao.extract.prose import Prose
from jixiao.extract.rates.said_bases import BY_NAME
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_PROOFS = 2
_TELLING = 3
"""One share of more digits proves its base to the others, where one digit of them closes a miss."""
_SHARE_REACH = 24
_BASE_NAME = regex(r"占(?P<name>[^,，。;；:的\d]{2,20}?)的?(?:比例|比重|比)?(?:为|达到?|约)?$")
_BASE_SAID = regex(
    r"占(?P<name>(?!比|总数|全部|总量)[^,，。;；:()\d占]{2,20}?)(?:预算|决算)?数?的?(?:比例|比重|比)?(?:为|达到?|约)?$"
)
_WORDS_OF_MONEY = regex(r"(?:类|支出|采购|金额|资金|总额|总数|总量|经费|费用|人数|数量|数)+$")
_LEAST_NAME = 3
_OWN_SUBJECT = regex(r"\s*(?:其中)?[:,，]?(?P<subject>[一-鿿]{2,12}?)占")
_SUMMED = regex(r"合计|共计|总计")
_APART = regex(r"(?:分别|依次)占?(?:比)?(?:为)?$")
_OF_A_TASK = regex(r"占(?:年度?|全年)?(?:任务|计划|目标)")
_WHOLE = 100
_MANY = 8
"""Shares told one after the other (分别占40%、20%) are of amounts listed before, of which the nearest is the last."""


def share_relation(prose: Prose, index: int) -> Relation:
    """A share without a named base: its base may be any total of the paragraph (see `breakdown_shares` for a miss)."""
    me = prose.figures[index]
    printed = quantity_of(me)
    levels = levels_before(prose, index, DIMENSIONS, _SHARE_REACH)
    line = prose.lines[me.paragraph].start
    apart = _APART.search(prose.string, max(line, me.mention.words_start - 8), me.mention.words_start) is not None
    numerators = [
        one for one in levels[: _MANY if apart else 3] if me.clause - one.clause <= 2 or one.sentence == me.sentence
    ]
    held = held_of(
        readings_of(printed, pairs_of(numerators, [*levels, *(_totals_behind(prose, index) if telling(printed) else ())]))
    )
    base = _named(prose, index) if held is None else None
    if (
        base is not None
        and numerators
        and numerators[0].sentence == me.sentence
        and not _of_another(prose, me, numerators[0])
    ):
        return _over_named(prose, me, numerators[0], base)
    if held is None:
        # 从采购方式看，公开招标、询价分别占77.6%、1.0%: what it is a share of stands in no sentence
        nearest = (
            ()
            if apart
            else tuple(one for one in levels[:1] if one.sentence == me.sentence and not _of_another(prose, me, one))
        )
        return percent_relation(prose, me, nearest, Verdict.UNVERIFIABLE, None, "没有相称的合计", kind=Kind.SHARE)
    ratio, pair = held
    return percent_relation(
        prose, me, pair, ratio.verdict, percent_like(printed, ratio.exact), ratio.detail, kind=Kind.SHARE
    )


def _of_another(prose: Prose, me: Figure, numerator: Figure) -> bool:
    """Whether the share names its own subject, which the amount before it does not bear: 业务经费131万元，其中数字化占业务经费的75%."""
    words = prose.clause(me)
    own, base = _OWN_SUBJECT.match(words), _BASE_NAME.search(words)
    if own is None or not ("其中" in words or (base is not None and numerator.label.endswith(base["name"]))):
        return False
    subject, words = own["subject"], numerator.label + numerator.after
    return not any(subject[at : at + 2] in words for at in range(len(subject) - 1))


def _totals_behind(prose: Prose, index: int) -> list[Figure]:
    """Totals that the paragraph tells only behind the share: 人员经费516万元，占67%；…以上合计774万元."""
    me = prose.figures[index]
    return [
        one for one in prose.figures[index + 1 : index + 1 + _SHARE_REACH]
        if one.paragraph == me.paragraph and one.total and is_level(one) and one.mention.dimension in DIMENSIONS
    ]  # fmt: skip


def _named(prose: Prose, index: int) -> Figure | None:
    """The figure before that bears the words between 占 and 的: 占本年支出合计的98.71%, the last one so called; 占全市的25%."""
    me = prose.figures[index]
    line = prose.lines[me.paragraph].start
    match = _BASE_NAME.search(prose.string[max(line, me.mention.words_start - 30) : me.mention.words_start])
    if match is None:
        return None
    name = re.sub(r"(?<=..)(?:总数|总额|总量|人数|数)$", "", cues.core(match["name"]))
    called = [one for one in prose.index.called(name, before=me.mention.start) if not taken(prose, one)]
    if len(name) >= _LEAST_NAME and (called or _WORDS_OF_MONEY.sub("", name) == name):
        plain = [one for one in called if cues.core(one.label) == name] or called
        if len({quantity_of(one).value for one in plain}) > 1:  # 一批批复总投资…、二批批复总投资…、三批合计批复总投资…
            plain = [one for one in plain if _SUMMED.search(one.label)]
        return plain[-1] if len({quantity_of(one).value for one in plain}) == 1 else None
    if (
        not called and (short := _WORDS_OF_MONEY.sub("", name)) != name and len(short) >= 2
    ):  # 占货物支出金额的90%: 货物类215万元
        called = [
            one for one in levels_before(prose, index, DIMENSIONS, _SHARE_REACH)
            if cues.core(one.label).startswith(short)
        ]  # fmt: skip
        own = [one for one in called if one.sentence == me.sentence and me.clause - one.clause <= 1]
        if own and len(called) > 1:  # 货物采购授予中小企业193.82万元，占货物支出金额的90%: what bears no more than the name
            called = [one for one in called if one not in own and _WORDS_OF_MONEY.sub("", cues.core(one.label)) == short]
        return called[-1] if len({quantity_of(one).value for one in called}) == 1 else None
    if not called:  # 占全市的25%: the amount whose label begins with those words
        called = [
            one for one in levels_before(prose, index, DIMENSIONS, _SHARE_REACH)
            if one.label.startswith(name) or scope(one.label) == name
        ]  # fmt: skip
    return called[-1] if len({quantity_of(one).value for one in called}) == 1 else None


def _over_named(prose: Prose, me: Figure, numerator: Figure, base: Figure) -> Relation:
    """The share over a base found by its name: held, or asked about where it is not far off or a digit explains it."""
    start = percent_relation(prose, me, (numerator,), Verdict.UNVERIFIABLE, None, "没有相称的合计", kind=Kind.SHARE)
    if numerator.mention.addable != base.mention.addable or numerator is base:
        return start
    return _judged_over(start, prose.operand(numerator), prose.operand(base), BY_NAME)


def breakdown_shares(relations: Sequence[Relation]) -> list[Relation]:
    """Shares inside a breakdown whose total is known: where other shares hold over it, one that does not is a miss.

    The total of a list of amounts is the base of the shares behind them as soon as one of those shares says so.
    """
    totals = {
        operand.place: relation.stated
        for relation in relations
        if relation.kind in (Kind.SUM, Kind.COUNT_SUM) and relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
        for operand in relation.operands
    }
    shares = [one for one in relations if one.kind is Kind.SHARE]
    holding = [one for one in shares if one.verdict is Verdict.CONSISTENT and len(one.operands) == 2]
    proven = {one.operands[1].place for one in holding}
    return [
        _held_to_list(_held_to_total(one, totals, proven), holding) if one.kind is Kind.SHARE else one for one in relations
    ]


def _held_to_list(share: Relation, holding: Sequence[Relation]) -> Relation:
    """A share that found no base, where two others of its paragraph hold over one figure: that figure is its base too."""
    if share.verdict is not Verdict.UNVERIFIABLE or not share.operands or share.stated.quantity is None:
        return share
    beside = [
        one for one in holding
        if one.stated.place.ref == share.stated.place.ref and one.stated.quantity is not None and telling(one.stated.quantity)
    ]  # fmt: skip
    bases = Counter(one.operands[1].place for one in beside)
    best = bases.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return share
    proofs = [one for one in beside if one.operands[1].place == best[0][0]]
    mine, theirs = base_said(share.cue), {base_said(one.cue) for one in proofs}
    if mine and theirs - {""} and mine not in theirs:
        return share  # 占一般公共预算支出的3.26% among shares of 基本支出预算
    found = _judged_over(share, share.operands[0], proofs[0].operands[1], "以同段其他占比的合计为分母")
    if len(proofs) >= _PROOFS:
        return found
    digits = max(significant(one.stated.quantity) for one in proofs if one.stated.quantity is not None)
    return found if digits > _TELLING and (found.edit or found.verdict is not Verdict.INCONSISTENT) else share


def base_said(words: str) -> str:
    """What the words of a share say it is of, "" where they name nothing: 基本支出 of 占基本支出预算."""
    match = _BASE_SAID.search(words)
    return kernel(match["name"]) if match is not None and match["name"] else ""


def _held_to_total(share: Relation, totals: dict[Place, Operand], proven: set[Place]) -> Relation:
    """A share that found no base, held against the total of the list its amount stands in."""
    if share.verdict is not Verdict.UNVERIFIABLE or not share.operands or share.stated.quantity is None:
        return share
    numerator = share.operands[0]
    total = totals.get(numerator.place)
    if total is None or total.place not in proven or total.quantity is None or numerator.quantity is None:
        return share
    return _judged_over(share, numerator, total, "以合计为分母")


def _judged_over(share: Relation, numerator: Operand, total: Operand, why: str) -> Relation:
    """The share over `total`: as it was where it is far off and no digit explains that."""
    printed = share.stated.quantity
    if printed is None or numerator.quantity is None or total.quantity is None or numerator.place == total.place:
        return share
    if numerator.quantity.unit != total.quantity.unit:
        return share
    ratio = judge_ratio(printed, amount(numerator.quantity), amount(total.quantity))
    if ratio is None or (printed.value > _WHOLE >= ratio.exact and _OF_A_TASK.search(share.cue)):
        return share  # 占任务的103.4%: each part has a task of its own
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected) or operand_slip(printed, numerator.quantity, total.quantity)
    if abs(expected.value - printed.value) > SCOPE and not edit:
        return share
    return replace(
        share, operands=(numerator, total), verdict=ratio.verdict, expected=expected, detail=ratio.detail, near=True,
        edit=edit, open=(why,),
    )  # fmt: skip
