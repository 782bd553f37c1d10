"""Sums without a scope word of their own: changes under the change of their whole, and columns of a table told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.extract import cues
from jixiao.extract.judge import Amount, amount
from jixiao.extract.prose import Prose, places_of
from jixiao.extract.sums.columns import ALIGNED, Column, columns_beside, columns_of_things, named_columns, told_columns
from jixiao.extract.sums.lists_judged import judge_claim
from jixiao.extract.sums.parts_lacking import lacking_in_columns
from jixiao.extract.sums.scope import Claim, claim_behind
from jixiao.extract.sums.subjects import NAMED
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

CHANGES = "各项增减未必列全"
_NO_SUM = regex(r"去重|剔除|扣除|重复|[(]?(?:不?含|包括|另)|平均")
_AROUND = 10


def aligned_sums(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """Sums of changes and of columns, beside those `known` from the words."""
    found = list(_of_changes(prose))
    return found + _of_columns(prose, [*known, *found])


def _of_changes(prose: Prose) -> Iterator[Relation]:
    """Changes of parts under the change of their whole: 收入合计增加206万元，其中财政拨款收入增加188万元，其他收入增加18万元."""
    changes: dict[tuple[str, str], list[Figure]] = {}
    for one in prose.figures:
        if one.change and not one.prior and one.mention.dimension in ("money", "count") and one.zone != "table":
            changes.setdefault(one.mention.addable, []).append(one)
    for levels in changes.values():
        index_of = {id(one): index for index, one in enumerate(levels)}
        for index in range(len(levels) - 2):
            claim = claim_behind(prose, levels, index)
            if claim is None or claim.strength != "strong" or len(claim.top) < 2:
                continue
            end = max(index_of[id(one)] for reading in claim.readings() for one in reading) + 1
            amounts: list[Amount | None] = [None] * index
            amounts += [_signed(one, claim.total) for one in levels[index:end]]
            relation = judge_claim(prose, replace(claim, open=(*claim.open, CHANGES)), amounts, index_of)
            if _tells(relation, amounts, claim.total):
                yield relation


def _tells(relation: Relation, amounts: Sequence[Amount | None], total: Figure) -> bool:
    """Whether a sum holds, or misses by one digit with nothing taken away: 支出减少20万元，基本支出增加18万元 only confirms."""
    slip = bool(relation.edit) and all(one is None or one.value >= 0 for one in amounts) and not _rounded(relation, total)
    return relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING) or slip


def _rounded(relation: Relation, total: Figure) -> bool:
    """Whether changes in whole 万元 or 亿元 miss by no more than their rounding: each is the difference of two amounts that were rounded."""
    stated, expected = relation.stated.quantity, relation.expected
    if stated is None or expected is None or not total.change or stated.factor == 1 or stated.step < stated.factor:
        return False
    return abs(expected.value - stated.value) * 2 <= stated.factor * (len(relation.operands) + 1)


def _of_columns(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """Totals of one name over several things, and what stands beside the total and every part of a list that adds up."""
    settled = {one.stated.place for one in known if one.verdict is not Verdict.UNVERIFIABLE and len(one.operands) > 1}

    def figure_of(place: Place) -> Figure:
        return prose.figures[prose.once(places_of)[place]]

    closed = [
        Column(figure_of(one.stated.place), tuple(figure_of(operand.place) for operand in one.operands))
        for one in known
        if one.verdict is Verdict.CONSISTENT and one.kind in (Kind.SUM, Kind.COUNT_SUM)
    ]
    found: list[Relation] = []

    def judged(column: Column, strength: str, why: tuple[str, ...]) -> Relation | None:
        if column.total.place in settled or any(one.mention.chinese for one in (column.total, *column.parts)):
            return None  # 一批…二批…两批合计: the second batch is one batch
        claim = Claim(column.total, column.parts, column.parts, column.total.label, strength, why, whole=True)
        figures = [column.total, *column.parts]
        amounts = [_signed(one, column.total) for one in figures]
        relation = judge_claim(prose, claim, amounts, {id(one): index for index, one in enumerate(figures)})
        if not _tells(relation, amounts, column.total) or (relation.edit and _otherwise(prose, column.total)):
            return None
        settled.add(column.total.place)
        found.append(relation)
        return relation

    for column in named_columns(prose):
        if judged(column, "strong", ()) is not None:
            closed.append(column)
    for column in closed:
        for beside in columns_beside(prose, column):
            judged(beside, "strong", (ALIGNED,))
    for column in columns_of_things(prose, closed):
        judged(column, "strong", (ALIGNED,))
    for column in told_columns(prose):
        judged(column, "bare", (NAMED,))
    found += [
        one for one in lacking_in_columns(prose, closed)
        if one.stated.place not in settled and not _otherwise(prose, figure_of(one.stated.place))
    ]  # fmt: skip
    return found


def _otherwise(prose: Prose, total: Figure) -> bool:
    """Whether the words around a total say that it is no plain sum: 共计377件（含转办10件）; 去重后38个."""
    end = total.mention.words_end
    around = prose.clause(total) + prose.string[end : end + _AROUND].partition("。")[0]
    return _NO_SUM.search(around) is not None


def _signed(figure: Figure, total: Figure) -> Amount | None:
    """A figure of a column as an addend: of changes, one in the other direction than their total's is taken away."""
    if figure.mention.quantity is None:
        return None
    one = amount(figure.mention.quantity)
    if not figure.change or cues.direction(figure.change) * cues.direction(total.change) >= 0:
        return one
    return Amount(-one.value, -one.high, -one.low, one.step, one.factor, one.loose, one.quantity)
