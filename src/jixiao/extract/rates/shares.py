"""Shares (占X的Y%, 占Y%): of a base named in words, of a total of the paragraph, or of the total other shares prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jixiao.extract.index import is_level
from jixiao.extract.judge import significant
from jixiao.extract.percent import (
    DIMENSIONS,
    held_of,
    levels_before,
    pairs_of,
    percent_relation,
    quantity_of,
    readings_of,
    telling,
)
from jixiao.extract.prose import Prose
from jixiao.extract.rates.named_bases import REACH, base_said, judged_over, share_of_named
from jixiao.extract.ratio import percent_like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_PROOFS = 2
_TELLING = 3
"""One share of more digits proves its base to the others, where one digit of them closes a miss."""
_OWN_SUBJECT = regex(r"\s*(?:其中)?[:,，]?(?P<subject>[一-鿿]{2,12}?)占")
_APART = regex(r"(?:分别|依次)占?(?:比)?(?:为)?$")
_MANY = 8
"""Shares told one after the other (分别占40%、20%) are of amounts listed before, of which the nearest is the last."""


def share_relation(prose: Prose, index: int) -> Relation:
    """A share without a named base: its base may be any total of the paragraph (see `breakdown_shares` for a miss)."""
    me = prose.figures[index]
    printed = quantity_of(me)
    levels = levels_before(prose, index, DIMENSIONS, REACH)
    line = prose.lines[me.paragraph].start
    apart = _APART.search(prose.string, max(line, me.mention.words_start - 8), me.mention.words_start) is not None
    numerators = [
        one for one in levels[: _MANY if apart else 3] if me.clause - one.clause <= 2 or one.sentence == me.sentence
    ]
    held = held_of(
        readings_of(printed, pairs_of(numerators, [*levels, *(_totals_behind(prose, index) if telling(printed) else ())]))
    )
    if held is None:
        # 从采购方式看，公开招标、询价分别占77.6%、1.0%: what it is a share of stands in no sentence
        nearest = (
            ()
            if apart
            else tuple(one for one in levels[:1] if one.sentence == me.sentence and not _of_another(prose, me, one))
        )
        return share_of_named(prose, index) or percent_relation(
            prose, me, nearest, Verdict.UNVERIFIABLE, None, "没有相称的合计", kind=Kind.SHARE
        )
    ratio, pair = held
    return percent_relation(
        prose, me, pair, ratio.verdict, percent_like(printed, ratio.exact), ratio.detail, kind=Kind.SHARE
    )


def _of_another(prose: Prose, me: Figure, numerator: Figure) -> bool:
    """Whether the share names its own subject, which the amount before it does not bear: 业务经费131万元，其中数字化占业务经费的75%."""
    words = prose.clause(me)
    own, base = _OWN_SUBJECT.match(words), base_said(words)
    if own is None or not ("其中" in words or (base and numerator.label.endswith(base))):
        return False
    subject, words = own["subject"], numerator.label + numerator.after
    return not any(subject[at : at + 2] in words for at in range(len(subject) - 1))


def _totals_behind(prose: Prose, index: int) -> list[Figure]:
    """Totals that the paragraph tells only behind the share: 人员经费516万元，占67%；…以上合计774万元."""
    me = prose.figures[index]
    return [
        one for one in prose.figures[index + 1 : index + 1 + REACH]
        if one.paragraph == me.paragraph and one.total and is_level(one) and one.mention.dimension in DIMENSIONS
    ]  # fmt: skip


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
    found = judged_over(share, share.operands[0], proofs[0].operands[1], "以同段其他占比的合计为分母")
    if len(proofs) >= _PROOFS:
        return found
    digits = max(significant(one.stated.quantity) for one in proofs if one.stated.quantity is not None)
    return found if digits > _TELLING and (found.edit or found.verdict is not Verdict.INCONSISTENT) else share


def _held_to_total(share: Relation, totals: dict[Place, Operand], proven: set[Place]) -> Relation:
    """A share that found no base, held against the total of the list its amount stands in."""
    if share.verdict is not Verdict.UNVERIFIABLE or not share.operands or share.stated.quantity is None:
        return share
    numerator = share.operands[0]
    total = totals.get(numerator.place)
    if total is None or total.place not in proven or total.quantity is None or numerator.quantity is None:
        return share
    return judged_over(share, numerator, total, "以合计为分母")
