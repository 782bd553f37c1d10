"""元 written for 万元, or the reverse: what a text says holds together once one figure is read in the other unit.

A figure in 元 among figures in 万元 (or the reverse) that stands in no relation that holds is read in its neighbours' unit; if
sums, rates or remainders then come out to the digit that did not before, the unit is the slip. Where a text uses both units, a
figure far larger or far smaller than those around it is tried too, in whatever its passage says; that is only asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.arithmetic import arithmetic
from jixiao.extract.judge import like, significant
from jixiao.extract.products.factors import per_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_OTHER = {"元": ("万元", Decimal(10_000)), "万元": ("元", 1 / Decimal(10_000))}
_REACH = 6
_MOST = 4
_LONG = 6
_TELLING = {Kind.SUM: 3, Kind.RATE: 2, Kind.SHARE: 2, Kind.DIFFERENCE: 3, Kind.PERCENT_CHANGE: 3, Kind.PRODUCT: 3}
_FAR_OFF = 20
"""So many times larger or smaller than all amounts around it a figure is looked at again; the unit makes ten thousand."""
_BESIDE = 2
_LONG_RATE = 4
_PASSAGE = 24
_LIST = 64
WHY = "单位由相邻数的量级推定"

Read = Callable[[Prose], list[Relation]]


def unit_slips(prose: Prose, relations: Sequence[Relation], read: Sequence[Read]) -> list[Relation]:
    """A relation for each figure whose unit is the slip. `read` are the readers of relations to try again."""
    held = {place for one in relations if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING) for place in _places(one)}
    named = {one.stated.place for one in relations if one.kind is Kind.UNIT_SLIP}
    found: list[Relation] = []
    for figure in _suspects(prose):
        if figure.place in held or figure.place in named:
            continue
        slip = _slip(prose, prose.passage(prose.order(figure), _LIST), figure, read)
        if slip is not None:
            found.append(slip)
    for index, figure in _far_off(prose, held | named | {one.stated.place for one in found}):
        slip = _slip(prose, prose.passage(index, _PASSAGE), figure, (arithmetic,))
        if slip is not None:
            found.append(replace(slip, open=(WHY,)))
    return [one for one in found if not any(_rather(other, one) for other in found)]


def settled(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations without the broken ones that come out in the unit a slip names: one wrong 元 is told once, where it stands.

    The slip is then no guess from the size of the amounts around it: what was said cannot hold as it is printed.
    """
    slips = [one for one in relations if one.kind is Kind.UNIT_SLIP and one.detail in _OTHER]
    healed: set[tuple[Kind, object]] = set()
    sure: set[object] = set()
    for slip in slips:
        index = next((at for at, one in enumerate(prose.figures) if one.place == slip.stated.place), None)
        broken = {
            (one.kind, one.stated.place): one for one in relations
            if one.verdict is Verdict.INCONSISTENT and one.kind is not Kind.UNIT_SLIP and slip.stated.place in _places(one)
        }  # fmt: skip
        if index is None or not broken:
            continue
        around = prose.passage(index, _PASSAGE)
        tried = around.with_figure(around.order(prose.figures[index]), _in_other_unit(prose.figures[index]))
        for one in arithmetic(tried):
            at = (one.kind, one.stated.place)
            if at in broken and _holds(one) and slip.stated.place in _places(one):
                healed.add(at)
                sure.update([slip.stated.place] if not broken[at].open else [])
    return [
        replace(one, open=()) if one.kind is Kind.UNIT_SLIP and one.stated.place in sure and one.open == (WHY,) else one
        for one in relations
        if one.verdict is not Verdict.INCONSISTENT or (one.kind, one.stated.place) not in healed
    ]


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


def _suspects(prose: Prose) -> list[Figure]:
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
            found.append(figure)
    return found[:_MOST]


def _unit(figure: Figure) -> str:
    return figure.mention.quantity.printed_unit if figure.mention.quantity is not None else ""


def _far_off(prose: Prose, known: Set[object]) -> list[tuple[int, Figure]]:
    """Amounts far larger or far smaller than all that stand around them, in no relation that is `known`."""
    if not _OTHER.keys() <= {_unit(one).partition("/")[0] for _, one in prose.of("money")}:
        return []
    money = [(index, one) for index, one in prose.of("money") if _unit(one) and not per_of(one) and one.zone != "table"]
    values = [_quantity(one).value for _, one in money]
    found = []
    for at, (index, figure) in enumerate(money):
        quantity = _quantity(figure)
        if _unit(figure) not in _OTHER or significant(quantity) < 2 or not quantity.value or figure.place in known:
            continue
        near = [
            values[other] for other in range(max(0, at - _REACH), min(len(money), at + _REACH + 1))
            if other != at and values[other] and abs(money[other][1].paragraph - figure.paragraph) <= 1
        ]  # fmt: skip
        if len(near) < _BESIDE:
            continue
        far = quantity.value < min(near) / _FAR_OFF if _unit(figure) == "元" else quantity.value > max(near) * _FAR_OFF
        if far:
            found.append((index, figure))
    return found[:_MOST]


def _slip(prose: Prose, around: Prose, figure: Figure, read: Sequence[Read]) -> Relation | None:
    changed = _in_other_unit(figure)
    quantity, other = _quantity(figure), _quantity(changed)
    unit = other.printed_unit
    tried = around.with_figure(around.order(figure), changed)
    for reader in read:
        for relation in reader(tried):
            if _holds(relation) and figure.place in _places(relation) and _tells(relation):
                operands = tuple(one for one in (relation.stated, *relation.operands) if one.place != figure.place)
                start, end = prose.sentence_span(figure)
                few = relation.kind is Kind.RATE and significant(_stated(relation)) < 3
                return Relation(
                    Kind.UNIT_SLIP, prose.operand(figure), operands, Verdict.INCONSISTENT, prose.quote(start, end).strip(),
                    figure.place, like(quantity, other.value), unit, "unit", figure.label, ("比率只有两位数字",) if few else (), True,
                    f"{_unit(figure)}→{unit}",
                )  # fmt: skip
    return None


def _in_other_unit(figure: Figure) -> Figure:
    unit, factor = _OTHER[_unit(figure)]
    quantity = _quantity(figure)
    other = replace(
        quantity,
        value=quantity.value * factor,
        step=quantity.step * factor,
        factor=quantity.factor * factor,
        printed_unit=unit,
    )
    return replace(figure, mention=replace(figure.mention, quantity=other))


def _holds(relation: Relation) -> bool:
    """Whether a relation comes out; a percentage of four digits may be cut off instead of rounded."""
    cut_off = relation.verdict is Verdict.ROUNDING and relation.detail == "truncated"
    return relation.verdict is Verdict.CONSISTENT or (cut_off and significant(_stated(relation)) >= _LONG_RATE)


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
