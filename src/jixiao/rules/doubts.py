"""Figures of a case that do not go together: the identities of the catalog held before anything is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.catalog.identities import Identity, identities
from jixiao.catalog.items import describe
from jixiao.model.case import Case
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity


def doubts(case: Case) -> tuple[str, ...]:
    """One sentence for each identity that the case's figures of one year and basis do not keep, rounding allowed for.

    An identity is held only where its total and all its parts are stated; optional parts count where they are.
    """
    scopes = dict.fromkeys((fact.year, fact.basis) for fact in case.facts)
    return tuple(
        sentence for identity in identities() for year, basis in scopes for sentence in _hold(identity, case, year, basis)
    )


def _hold(identity: Identity, case: Case, year: int | None, basis: str) -> Iterator[str]:
    total = case.facts.get(identity.total, year, basis)
    parts = [case.facts.get(part, year, basis) for part in identity.parts]
    stated = [part for part in parts if part is not None]
    if total is None or len(stated) < len(parts):
        return
    stated += [extra for item in identity.optional if (extra := case.facts.get(item, year, basis)) is not None]
    low, high = (sum((_span(part)[side] for part in stated), Fraction(0)) for side in (0, 1))
    if low <= _span(total)[1] and _span(total)[0] <= high:
        return
    whole = total.value
    assert isinstance(whole, Quantity)
    added = whole.in_printed_unit(
        sum((Fraction(part.value.value) for part in stated if isinstance(part.value, Quantity)), Fraction(0))
    )
    names = " + ".join(f"{describe(part.item)}{part.shown}" for part in stated)
    when = f"{year}年" if year is not None else ""
    yield (
        f"数据存疑：{identity.name}，而{when}{describe(total.item, basis)}填 {total.shown}，"
        f"{names} 合计 {added}{whole.printed_unit or whole.unit}，请核对数和单位"
    )


def _span(fact: Fact) -> tuple[Fraction, Fraction]:
    assert isinstance(fact.value, Quantity)
    return fact.value.interval() if fact.value.value else (Fraction(0), Fraction(0))
