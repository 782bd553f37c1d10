"""Misses of sums that another figure explains: the list makes up another total, or the budget stands beside what was spent."""

from __future__ import annotations

from dataclasses import replace

from jixiao.extract import cues
from jixiao.extract.prose import Prose
from jixiao.extract.sums.lists_judged import NOT_ALL
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.patterns import regex

CHOSEN = "列举不全的说法"

_FELLOWS = 2
_NAME, _BEFORE = 3, 4
_A_BUDGET = regex(r"预算(?:数|为)?$")


def told_rightly(prose: Prose, relations: list[Relation]) -> list[Relation]:
    """The relations, with those misses left out or only unverifiable."""
    rest = _without_other_totals(_without_told_otherwise(relations))
    return _without_chosen(_without_those_named_after_another(prose, _without_budgets_beside(prose, rest)))


def _without_chosen(relations: list[Relation]) -> list[Relation]:
    """Misses that leave a rest, where the lists beside them leave one too: 收入63亿元，其中：保费41亿元、补贴17亿元, for each of several funds.

    Who names a part under one total after another, and never all the parts, names it as a choice and not as the rest of a whole.
    """
    rests: dict[tuple[str, str], int] = {}
    closed: set[tuple[str, str]] = set()
    for one in relations:
        if one.verdict is Verdict.UNVERIFIABLE and one.detail == NOT_ALL:
            for key in _named(one):
                rests[key] = rests.get(key, 0) + 1
        elif one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            closed.update(_named(one))

    def chosen(one: Relation) -> bool:
        if one.verdict is not Verdict.INCONSISTENT or one.expected is None or one.stated.quantity is None:
            return False
        if one.expected.value >= one.stated.quantity.value or closed.intersection(_named(one)):
            return False
        return any(rests.get(key, 0) >= _FELLOWS for key in _named(one))

    left = [replace(one, verdict=Verdict.UNVERIFIABLE, detail=NOT_ALL) if chosen(one) else one for one in relations]
    return _asked_where_a_part_names_some(left)


def _asked_where_a_part_names_some(relations: list[Relation]) -> list[Relation]:
    """Misses that leave a rest are only asked about, where one of their parts is told with a choice of its own parts: 机构1.7万个，其中甲3456个、乙3106个."""
    some = {one.stated.place for one in relations if one.verdict is Verdict.UNVERIFIABLE and one.detail == NOT_ALL}

    def may_choose(one: Relation) -> bool:
        if one.kind is not Kind.COUNT_SUM or one.verdict is not Verdict.INCONSISTENT or one.expected is None:
            return False
        short = one.stated.quantity is not None and one.expected.value < one.stated.quantity.value
        return short and any(part.place in some for part in one.operands)

    return [replace(one, open=(*one.open, CHOSEN)) if may_choose(one) else one for one in relations]


def _named(one: Relation) -> set[tuple[str, str]]:
    """What the total is called at its end, with what each part is called; a total of parts of its own name says nothing here."""
    total = cues.core(one.stated.label)
    names = {cues.core(part.label) for part in one.operands if part.label}
    return set() if total in names else {(total[-2:], name) for name in names}


def _without_budgets_beside(prose: Prose, relations: list[Relation]) -> list[Relation]:
    """Misses without those of a budget set beside what was spent, whose parts the list gives: 支出1.86万元，预算2.40万元，其中0.36万元、1.50万元."""
    misses = [one for one in relations if one.verdict is Verdict.INCONSISTENT and _A_BUDGET.search(one.stated.label)]
    at = {figure.place: index for index, figure in enumerate(prose.figures)} if misses else {}

    def beside(one: Relation) -> bool:
        index = at.get(one.stated.place)
        if index is None or one.expected is None:
            return False
        total = prose.figures[index]
        before = [figure for figure in prose.figures[max(0, index - 4) : index] if figure.paragraph == total.paragraph]
        return any(
            figure.mention.unit == total.mention.unit and not figure.change
            and figure.mention.quantity is not None and figure.mention.quantity.value == one.expected.value
            for figure in before
        )  # fmt: skip

    dropped = {id(one) for one in misses if beside(one)}
    return [one for one in relations if id(one) not in dropped]


def _without_those_named_after_another(prose: Prose, relations: list[Relation]) -> list[Relation]:
    """Misses without those whose parts bear the name of another total, which they make up: 资产总额30亿元，净资产12亿元。其中，甲类资产总额9亿元、乙类资产总额21亿元."""
    misses = [one for one in relations if one.verdict is Verdict.INCONSISTENT and one.way == "scope" and one.expected]
    at = {figure.place: index for index, figure in enumerate(prose.figures)} if misses else {}

    def of_another(one: Relation) -> bool:
        index, ends = at.get(one.stated.place), {cues.core(part.label)[-_NAME:] for part in one.operands}
        if index is None or len(ends) != 1 or one.expected is None:
            return False
        (end,) = ends
        total = prose.figures[index]
        return len(end) == _NAME and not total.label.endswith(end) and any(
            figure.sentence == total.sentence and figure.mention.addable == total.mention.addable
            and figure.label.endswith(end) and figure.mention.quantity is not None
            and figure.mention.quantity.value == one.expected.value
            for figure in prose.figures[max(0, index - _BEFORE) : index]
        )  # fmt: skip

    dropped = {id(one) for one in misses if of_another(one)}
    return [one for one in relations if id(one) not in dropped]


def _without_other_totals(relations: list[Relation]) -> list[Relation]:
    """Misses that are only asked about, without those whose very list makes up another total: 186份，其中121份、57份，合计178份."""
    given = {
        tuple(operand.place for operand in one.operands): one.stated.place
        for one in relations
        if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
    }

    def of_another(one: Relation) -> bool:
        other = given.get(tuple(operand.place for operand in one.operands))
        return one.verdict is Verdict.INCONSISTENT and bool(one.open) and other not in (None, one.stated.place)

    return [
        replace(one, verdict=Verdict.UNVERIFIABLE, detail="所列各项另有合计") if of_another(one) else one
        for one in relations
    ]


def _without_told_otherwise(relations: list[Relation]) -> list[Relation]:
    """Without sums of points that miss a total which other points give: 15分得14分…合计 is of what was got, not of what it is worth."""
    given = {
        (one.stated.quantity.value, len(one.operands)) for one in relations
        if one.kind is Kind.SCORE_SUM and one.verdict is Verdict.CONSISTENT and one.stated.quantity is not None
    }  # fmt: skip
    return [
        one for one in relations
        if one.kind is not Kind.SCORE_SUM or one.verdict is not Verdict.INCONSISTENT or one.stated.quantity is None
        or not one.cue.startswith(("合计", "共计", "总")) or (one.stated.quantity.value, len(one.operands)) not in given
    ]  # fmt: skip
