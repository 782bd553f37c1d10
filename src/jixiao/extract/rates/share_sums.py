"""Shares of one whole that make more than the whole: 基本支出占84.06%，项目支出占19.62%; 分别占42%、35%和26%.

Only kinds of one division are added, for other groups may cut across each other; and only shares that no two figures hold to a base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from jixiao.extract import cues
from jixiao.extract.judge import like
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.sums.divisions import of_one
from jixiao.extract.sums.parts_lacking import NO_AMOUNT
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

OVER = "over the whole"
_SHARE = regex(r"占(?:比|全部|总[^,，。;\d]{0,8})?(?:的|为|约|达|:)*$")
_EACH = regex(r"(?:分别|依次)占(?:比|(?:总|全部|合计)[^,，。;\d预计目]{0,10})?(?:的|为|约|:)*$")
_NEXT = regex(r"\s*[、和及与,，]\s*(?:和|及)?\s*")
_OTHER_BASE = regex(r"其中|同比|上年|预算数?的|完成")
_HUNDRED = Decimal(100)
_LEAST, _MOST = 2, 8
_HELD = (Verdict.CONSISTENT, Verdict.ROUNDING)


def share_sums(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """One relation for each group of shares of one sentence that makes more than a hundred."""
    told = {one.stated.place for one in known if one.verdict is Verdict.INCONSISTENT}
    held = {one.stated.place for one in known if one.kind in (Kind.SHARE, Kind.RATE) and one.verdict is Verdict.CONSISTENT}
    percents = [
        figure for _, figure in prose.of("percent") if figure.mention.quantity is not None and figure.zone != "table"
    ]
    found: list[Relation] = []
    for _, group in groupby(percents, key=lambda one: one.sentence):
        for shares in _groups(prose, list(group)):
            total = sum((quantity_of(one).value for one in shares), Decimal(0))
            width = sum((quantity_of(one).step for one in shares), Decimal(0)) / 2
            unproved = sum(1 for one in shares if one.place not in held)
            if not told.isdisjoint(one.place for one in shares):
                continue
            if total - width > _HUNDRED and unproved and all(quantity_of(one).value <= _HUNDRED for one in shares):
                found.append(_relation(prose, shares, total))
    return found


def _groups(prose: Prose, figures: list[Figure]) -> Iterator[list[Figure]]:
    """Shares told one after the other (分别占), else the shares of a sentence whose parts are kinds of one division."""
    plain = [one for one in figures if not one.change and quantity_of(one).plain]
    for index, first in enumerate(plain):
        if _EACH.search(prose.before(first.mention.words_start, 24)):
            run = [first]
            for one in plain[index + 1 : index + _MOST]:
                if _NEXT.fullmatch(prose.gap(run[-1], one)) is None:
                    break
                run.append(one)
            if len(run) >= _LEAST and not _cuts_across(prose, first):
                yield run
            return
    named = [one for one in plain if _SHARE.search(prose.before(one.mention.words_start, 20))]
    if not _LEAST <= len(named) <= _MOST or _OTHER_BASE.search(
        prose.quote(named[0].mention.words_start, named[-1].mention.end)
    ):
        return
    parts = [_part(prose, one) for one in named]
    if all(one is not None for one in parts) and any(
        of_one([one for one in parts if one], kind) for kind in ("whole", "open")
    ):
        yield named


def _cuts_across(prose: Prose, share: Figure) -> bool:
    """Whether the sentence names groups that overlap: 妇女和少数民族分别占60%和55%."""
    words = prose.quote(*prose.sentence_span(share))
    return any(word in words for word in cues.words()["overlap"])


def _part(prose: Prose, share: Figure) -> Figure | None:
    """What the share is of: the amount right before it, or the share itself where its label names the part (中央占60%)."""
    before = prose.clause(share)
    if not before.strip().startswith("占"):
        return share
    at = prose.order(share)
    amount = prose.figures[at - 1] if at else None
    return (
        amount
        if amount is not None and amount.sentence == share.sentence and amount.mention.dimension != "percent"
        else None
    )


def _relation(prose: Prose, shares: Sequence[Figure], total: Decimal) -> Relation:
    last = shares[-1]
    start = prose.sentence_span(last)[0]
    return Relation(
        Kind.SHARE, prose.operand(last), tuple(prose.operand(one) for one in shares), Verdict.INCONSISTENT,
        prose.quote(start, last.mention.end).strip(), last.place, like(quantity_of(last), total), OVER, "shares", "占",
        ("所占的总数由上文推定",), True,
    )  # fmt: skip


def lists_left_open(relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with lists not called wrong whose own shares say that others are left out: 713（占78.4%）、165（占18.1%）、30（占3.3%）.

    A list that falls short by just what a share without an amount is of is left as it was told: that one is lacking.
    """
    over: dict[tuple[Place, Place], Relation] = {
        (one.operands[0].place, one.operands[1].place): one for one in relations
        if one.kind is Kind.SHARE and one.verdict in _HELD and len(one.operands) == _LEAST
    }  # fmt: skip
    return [
        replace(one, verdict=Verdict.UNVERIFIABLE, detail="占比合计不足100%，分项未列全", near=False, edit="")
        if one.kind in (Kind.SUM, Kind.COUNT_SUM) and one.verdict is Verdict.INCONSISTENT and _leaves_some(one, over)
        else one
        for one in relations
    ]


def _leaves_some(listed: Relation, over: Mapping[tuple[Place, Place], Relation]) -> bool:
    """Whether each part has a share of the total that holds, and the shares make less than a hundred beyond their digits."""
    if NO_AMOUNT in listed.open:
        return False
    shares = [over.get((part.place, listed.stated.place)) for part in listed.operands]
    told = [one.stated.quantity for one in shares if one is not None and one.stated.quantity is not None]
    if len(told) < len(listed.operands) or len(told) < _LEAST:
        return False
    return sum((one.value + one.step / 2 for one in told), Decimal(0)) < _HUNDRED
