"""A case written for one rulebook, as another rulebook can use it; what it cannot use is named, what is assumed is said.

A figure is a figure under any rulebook. A judgement answers the question it was asked: it goes over only where the other
rulebook asks the same of the same indicator, so a checklist with an item nobody has looked at is open again, never unticked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from jixiao.catalog.items import describe, plain
from jixiao.errors import CaseError, on_one_line
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.quantity import trim
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules.answers import read_answers
from jixiao.rules.match import Pair, counterpart, pairs
from jixiao.text.quantities import quantity

_OBJECTS = {"department": "部门整体支出", "project": "项目支出"}


@dataclass(slots=True)
class Retargeted:
    """A case for the other rulebook, with what was left behind and what was assumed, a sentence each."""

    case: Case
    ignored: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def retarget(case: Case, own: Rulebook, other: Rulebook) -> Retargeted:
    """`case`, which fits `own`, for `other`. Fitting it to the ids of `other` has nothing left to do."""
    matched = pairs(own, other)
    result = Retargeted(replace(case, rulebook=other.id, judgements={}, rows=()))
    if own.kind != other.kind:
        mine, theirs = (_OBJECTS[book.kind] for book in (own, other))
        result.assumed.append(f"案卷是{mine}的，那套规则评的是{theirs}，两边只有少数的数能共用")
    result.ignored += _unused_facts(case, own, other)
    for judgement in case.judgements.values():
        _judgement(judgement, case, other, counterpart(matched, judgement.indicator), result)
    for under in dict.fromkeys(row.under for row in case.rows):
        _rows([row for row in case.rows if row.under == under], case, other, counterpart(matched, under), result)
    return result


def _unused_facts(case: Case, own: Rulebook, other: Rulebook) -> Iterator[str]:
    """Figures the case's own rulebook needs and the other has no use for."""
    mine, theirs = ({one for leaf in book.leaves() for one in leaf.inputs.values()} for book in (own, other))
    for leaf in own.leaves():
        for selector in leaf.inputs.values():
            if selector in mine - theirs and case.facts.get(selector.item, case.year + selector.year, selector.basis):
                mine.discard(selector)
                yield f"{describe(selector.item, selector.basis, selector.year)}（只用于“{leaf.name}”一类的指标）"


def _judgement(given: Judgement, case: Case, other: Rulebook, pair: Pair | None, result: Retargeted) -> None:
    old, new = (pair.left, pair.right) if pair else (None, None)
    name = f"“{old.name if old else given.indicator}”的{'说明' if old and old.formula else '判断'}"
    if old is None or new is None or pair is None or not pair.same:
        result.ignored.append(f"{name}：那套规则没有这个指标")
        return
    moved: Judgement | None = replace(given, indicator=new.id)
    if not given.not_applicable:
        moved = _answer(moved, old, new) if moved else None
    if moved is None:
        result.ignored.append(f"{name}：那套规则问的不一样，要重新判断")
        return
    why = _refused(replace(case, facts=case.facts, judgements={new.id: moved}, rows=()), other)
    if why:
        result.ignored.append(f"{name}：{why}")
        return
    result.case = replace(result.case, judgements={**result.case.judgements, new.id: moved})


def _answer(given: Judgement, old: Indicator, new: Indicator) -> Judgement | None:
    """The answer where the question is the same: the method, and whatever there is to choose from."""
    if old.formula or new.formula:
        return given if old.formula and new.formula else None
    before, after = old.scoring, new.scoring
    if before is None or after is None or before.method != after.method:
        return None
    if _choices(before, "tiers") != _choices(after, "tiers") or _choices(before, "members") != _choices(after, "members"):
        return None
    if given.ticks is not None:
        known = {plain(one["text"]): str(one["id"]) for one in after.params.get("items", ())}
        mine = {str(one["id"]): plain(one["text"]) for one in before.params.get("items", ())}
        if known.keys() - mine.values():
            return None
        given = replace(given, ticks=tuple(known[mine[one]] for one in given.ticks if mine.get(one) in known))
    if given.occurrences is not None and _listed(before) != _listed(after):
        return None
    return given


def _choices(scoring: Scoring, key: str) -> list[str]:
    return sorted(plain(str(one.get("name", ""))) for one in scoring.params.get(key, ()))


def _listed(scoring: Scoring) -> list[str]:
    return sorted(plain(str(one)) for one in scoring.params.get("conditions", ()))


def _rows(rows: Sequence[Row], case: Case, other: Rulebook, pair: Pair | None, result: Retargeted) -> None:
    old, new = (pair.left, pair.right) if pair else (None, None)
    name = f"“{old.name if old else rows[0].under}”下的{len(rows)}项自设指标"
    if old is None or new is None or new.rows is None:
        result.ignored.append(f"{name}：那套规则没有这一类")
        return
    moved = [replace(row, under=new.id) for row in rows]
    if old.weight.value != new.weight.value and old.weight.value and new.weight.value:
        scaled = _scaled(moved, Fraction(old.weight.value), Fraction(new.weight.value))
        if scaled is not moved:
            result.assumed.append(f"{name}：分值由合计{trim(old.weight.value)}分按比例折算为{trim(new.weight.value)}分")
        moved = scaled
    why = _refused(replace(case, judgements={}, rows=tuple(moved)), other)
    if why:
        result.ignored.append(f"{name}：{why}")
        return
    result.case = replace(result.case, rows=(*result.case.rows, *moved))


def _scaled(rows: list[Row], before: Fraction, after: Fraction) -> list[Row]:
    """Rows with their points scaled, to two decimals; what rounding leaves goes to the last, so that they add up."""
    given = [quantity(row.weight, "分") for row in rows]
    if any(one is None for one in given):
        return rows
    points = [Fraction(one.value) * after / before for one in given if one is not None]
    cents = [floor(one * 100) for one in points]
    cents[-1] += floor(sum(points, Fraction(0)) * 100) - sum(cents)
    return [replace(row, weight=str(trim(Decimal(one).scaleb(-2)))) for row, one in zip(rows, cents, strict=True)]


def _refused(case: Case, other: Rulebook) -> str:
    """Why `other` cannot use what `case` holds, "" where it can. Faults in the figures are not its business here."""
    try:
        read_answers(other, case)
    except CaseError as error:
        mine = [fault for fault in error.faults if fault not in _of_figures(case, other)]
        return on_one_line(mine, [fault.what for fault in mine])
    return ""


def _of_figures(case: Case, other: Rulebook) -> tuple[object, ...]:
    try:
        read_answers(other, replace(case, judgements={}, rows=()))
    except CaseError as error:
        return error.faults
    return ()
