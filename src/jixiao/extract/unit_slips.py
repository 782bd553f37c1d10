"""元 written for 万元, or the reverse: what a text says holds together once one figure is read in the other unit.

A figure in 元 among figures in 万元 (or the reverse) that stands in no relation that holds is read in its neighbours' unit; if
sums, rates or remainders then come out to the digit that did not before, the unit is the slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.judge import like, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_OTHER = {"元": ("万元", Decimal(10_000)), "万元": ("元", 1 / Decimal(10_000))}
_REACH = 6
_MOST = 4
_LONG = 6
_TELLING = {Kind.SUM: 3, Kind.RATE: 2, Kind.SHARE: 2, Kind.DIFFERENCE: 3, Kind.PERCENT_CHANGE: 3}

Read = Callable[[Prose], list[Relation]]


def unit_slips(prose: Prose, relations: Sequence[Relation], read: Sequence[Read]) -> list[Relation]:
    """A relation for each figure whose unit is the slip. `read` are the readers of relations to try again."""
    held = {place for one in relations if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING) for place in _places(one)}
    named = {one.stated.place for one in relations if one.kind is Kind.UNIT_SLIP}
    found: list[Relation] = []
    for index, figure in _suspects(prose):
        if figure.place in held or figure.place in named:
            continue
        slip = _slip(prose, index, figure, read)
        if slip is not None:
            found.append(slip)
    return [one for one in found if not any(_rather(other, one) for other in found)]


def _rather(one: Relation, other: Relation) -> bool:
    """Whether `one` is the likelier slip of two that explain each other: 元 for 万元, if it is no amount of six digits."""
    if one is other or one.stated.place not in _places(other):
        return False
    return (_digits(one) < _LONG) == (one.detail == "万元")


def _digits(relation: Relation) -> int:
    return len(_stated(relation).text.replace(",", "").partition(".")[0])


def _places(relation: Relation) -> Iterator[object]:
    yield relation.stated.place
    for one in relation.operands:
        yield one.place


def _suspects(prose: Prose) -> list[tuple[int, Figure]]:
    """Figures of money whose unit none of their neighbours shares, all of those being in the other one."""
    units = [_unit(one) if not one.mention.per else "" for one in prose.figures]
    if not _OTHER.keys() <= set(units):
        return []
    found = []
    for index, figure in enumerate(prose.figures):
        unit = units[index]
        if unit not in _OTHER or figure.mention.per or figure.zone == "table" or significant(_quantity(figure)) < 2:
            continue
        first = max(0, index - _REACH)
        near = [
            other for at, other in enumerate(units[first : index + _REACH + 1], first)
            if other in _OTHER and at != index and abs(prose.figures[at].paragraph - figure.paragraph) <= 1
        ]  # fmt: skip
        if near and unit not in near:
            found.append((index, figure))
    return found[:_MOST]


def _unit(figure: Figure) -> str:
    return figure.mention.quantity.printed_unit if figure.mention.quantity is not None else ""


def _slip(prose: Prose, index: int, figure: Figure, read: Sequence[Read]) -> Relation | None:
    unit, factor = _OTHER[_unit(figure)]
    quantity = _quantity(figure)
    other = replace(
        quantity,
        value=quantity.value * factor,
        step=quantity.step * factor,
        factor=quantity.factor * factor,
        printed_unit=unit,
    )
    changed = replace(figure, mention=replace(figure.mention, quantity=other))
    tried = prose.with_figure(index, changed)
    for reader in read:
        for relation in reader(tried):
            if relation.verdict is Verdict.CONSISTENT and figure.place in _places(relation) and _tells(relation):
                operands = tuple(one for one in (relation.stated, *relation.operands) if one.place != figure.place)
                start, end = prose.sentence_span(figure)
                few = relation.kind is Kind.RATE and significant(_stated(relation)) < 3
                return Relation(
                    Kind.UNIT_SLIP, prose.operand(figure), operands, Verdict.INCONSISTENT, prose.quote(start, end).strip(),
                    figure.place, like(quantity, other.value), unit, "unit", figure.label, ("比率只有两位数字",) if few else (), True,
                    f"{_unit(figure)}→{unit}",
                )  # fmt: skip
    return None


def _tells(relation: Relation) -> bool:
    """Whether a relation has digits enough that it comes out by no chance."""
    least = _TELLING.get(relation.kind)
    quantities = [one.quantity for one in (relation.stated, *relation.operands) if one.quantity is not None]
    return least is not None and max(map(significant, quantities), default=0) >= least and _stated(relation).value != 100


def _stated(relation: Relation) -> Quantity:
    assert relation.stated.quantity is not None
    return relation.stated.quantity


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
