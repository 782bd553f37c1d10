"""What would add up but for one digit, though no words say that it should: two figures near a third, or a run of them beside it.

No wording is asked for, so chance is: how many sums were tried, how many digits each could have changed in, how many numbers of that length
there are. Only what would come out so less than once in a hundred times by accident is kept, and nothing that has another reason:
rounding, a figure that stands in something that holds or is told not to, a difference that stands near by itself (a part left out or taken
away), a part larger than its total, a list that goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from jixiao.extract.judge import Closing, amount, close_sum, edit_of, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.sums.lists_judged import relation_of
from jixiao.extract.sums.openness import role_of
from jixiao.model.claim import Relation, Verdict
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

WAY = "nearly"
WHY = "是否相加由数字推定"

_CHANCE = Decimal("0.01")
_NEIGHBOURS = 10
_PARAGRAPHS = 3
_LONGEST = 40
_MOST = 8
_FEWEST = 3
_OFF = frozenset(by * 10**zeros for by in (*range(1, 10), *range(18, 82, 9)) for zeros in range(18))
"""What one digit, or two neighbours swapped, put a sum off by."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The figures of one measure in text order, their values in whole steps of the finest digit among them, and which may be wrong."""

    figures: Sequence[Figure]
    values: Sequence[int]
    free: Sequence[bool]

    def quantity(self, at: int) -> Quantity:
        return quantity_of(self.figures[at])

    def near(self, one: int, other: int) -> bool:
        return abs(self.figures[one].paragraph - self.figures[other].paragraph) <= _PARAGRAPHS


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and what was tried as its parts, by position."""

    total: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        return (self.total, *self.parts)


def nearly_sums(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """One relation for each figure whose one digit keeps figures near by from adding up. `relations`: all that was found so far."""
    held: set[Place] = set()
    told: set[Place] = set()
    left_open: list[set[Place]] = []
    for one in relations:
        places = {one.stated.place, *(each.place for each in one.operands)}
        if one.verdict is Verdict.INCONSISTENT:
            told |= places
        elif one.verdict is Verdict.UNVERIFIABLE:
            left_open.append(places)
        elif one.way != "search":
            held |= places
    return [
        _relation(prose, column, one, edit)
        for column in _columns(prose, held)
        for one, edit in _slips(prose, column, told, left_open)
    ]


def _columns(prose: Prose, held: Set[Place]) -> Iterator[_Column]:
    """Figures that may be added, three and more, not all of which stand in something that holds."""
    columns: dict[tuple[str, str], list[Figure]] = {}
    for one in prose.figures:
        if _may_be_added(one):
            columns.setdefault(one.mention.addable, []).append(one)
    for figures in columns.values():
        free = [one.place not in held for one in figures]
        if len(figures) >= _FEWEST and any(free):
            finest = min(_last_place(quantity_of(one).value) for one in figures)
            yield _Column(figures, [int(quantity_of(one).value.scaleb(-finest)) for one in figures], free)


def _may_be_added(one: Figure) -> bool:
    """Whether a figure is an exact amount of this year: no price, rate, cell, earlier year's, nor what the year began with."""
    mention, quantity = one.mention, one.mention.quantity
    if quantity is None or mention.per or mention.chinese or mention.dimension not in ("money", "count", "area"):
        return False
    if one.zone == "table" or one.prior or (one.role == "left" and not role_of(one)):
        return False
    return quantity.plain and quantity.value > 0


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not 0."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _slips(prose: Prose, column: _Column, told: Set[Place], left_open: Sequence[Set[Place]]) -> Iterator[tuple[_Sum, str]]:
    """The least accidental sum for each figure that one digit would put right, with that digit; "" where it may be of several figures."""
    best: dict[int, tuple[Decimal, _Sum, str]] = {}
    right: set[int] | None = None
    for one in _sums(column):
        edits = _edits(column, one)
        if not edits or (chance := _by_accident(column, one)) > _CHANCE:
            continue
        if right is None:
            right = {
                each for held in _sums(column, hold=True) if _by_accident(column, held) <= _CHANCE for each in held.members
            }
        edits = {at: edit for at, edit in edits.items() if at not in right}
        places = {column.figures[each].place for each in one.members}
        if (
            one.total in right
            or places & told
            or any(places <= each for each in left_open)
            or _explained(prose, column, one)
        ):
            continue
        for at, edit in edits.items():
            if at not in best or chance < best[at][0]:
                best[at] = chance, one, edit if len(edits) == 1 else ""
    yield from dict.fromkeys((one, edit) for _, one, edit in best.values())


def _sums(column: _Column, *, hold: bool = False) -> Iterator[_Sum]:
    """Sums near by that are one digit off and have a figure that may be wrong; or those that `hold`."""
    for total, whole in enumerate(column.values):
        if whole < 1000 * (significant(column.quantity(total)) + 2):
            continue  # so few numbers are as long that chance would always give one
        values = column.values
        for pair in combinations(_around(column, total), 2):
            if _fits(values[pair[0]] + values[pair[1]] - whole, hold) and (
                hold or any(column.free[at] for at in (total, *pair))
            ):
                yield _Sum(total, pair)
        yield from _runs(column, total, hold)


def _runs(column: _Column, total: int, hold: bool) -> Iterator[_Sum]:
    """Runs of three and more figures behind a total, or before it, up to the end of a sentence if they do not `hold`."""
    whole, figures = column.values[total], column.figures
    for run in (range(total + 1, min(len(figures), total + _LONGEST)), range(total - 1, max(-1, total - _LONGEST), -1)):
        value, free = 0, column.free[total]
        for size, at in enumerate(run, 1):
            value += column.values[at]
            free = free or column.free[at]
            if value > 2 * whole or not column.near(at, total):
                break
            ends = hold or size == len(run) or figures[run[size]].sentence != figures[at].sentence
            if size >= _FEWEST and ends and _fits(value - whole, hold) and (hold or free):
                yield _Sum(total, tuple(sorted(run[:size])))


def _fits(off: int, hold: bool) -> bool:
    return off == 0 if hold else abs(off) in _OFF


def _around(column: _Column, total: int) -> list[int]:
    """The figures beside a total that may be one of two parts."""
    first, last = max(0, total - _NEIGHBOURS), min(len(column.values), total + _NEIGHBOURS + 1)
    whole = column.values[total]
    return [at for at in range(first, last) if at != total and column.values[at] <= whole and column.near(at, total)]


def _by_accident(column: _Column, one: _Sum) -> Decimal:
    """How likely some digit of some sum that is as near as this one would close it by accident."""
    quantities = [column.quantity(at) for at in one.members]
    width = Decimal(1).scaleb(min(_last_place(each.value) for each in quantities))
    chance = sum(10 * significant(each) for each in quantities) * width / quantities[0].value
    if len(one.parts) > 2 or chance > _CHANCE:
        return chance * len(one.parts)  # of a run, every shorter one was tried
    reach = _reach(column, one.members)
    return chance * sum(_reach(column, (one.total, *pair)) <= reach for pair in combinations(_around(column, one.total), 2))


def _reach(column: _Column, members: Sequence[int]) -> int:
    return column.figures[max(members)].mention.start - column.figures[min(members)].mention.start


def _edits(column: _Column, one: _Sum) -> dict[int, str]:
    """The figures of a sum that one other digit would put right, and that digit."""
    off = sum(column.values[at] for at in one.parts) - column.values[one.total]
    found = {}
    for at in one.members:
        if not column.free[at] or any(column.values[each] >= column.values[one.total] for each in one.parts if each != at):
            continue
        quantity = column.quantity(at)
        step = quantity.value / column.values[at]
        wanted = quantity.value + (off if at == one.total else -off) * step
        if wanted > 0:
            edit = edit_of(quantity, wanted)
            before, _, after = edit.partition("→")
            if edit and len(before) == len(after):
                found[at] = edit
    return found


def _explained(prose: Prose, column: _Column, one: _Sum) -> bool:
    """Whether something else explains the difference: rounding, parts to be taken away, what stands near by itself, or by what two differ."""
    whole, parts = column.quantity(one.total), [column.quantity(at) for at in one.parts]
    values = [each.value for each in (whole, *parts)]
    if (
        len(set(values)) < len(values)
        or close_sum(amount(whole), list(map(amount, parts))).verdict is not Verdict.INCONSISTENT
    ):
        return True
    off = abs(sum(values[1:]) - whole.value)
    sums = {Decimal(0)}
    for value in values[1 : _MOST + 1]:
        sums |= {value + each for each in sums}
    total = column.figures[one.total]
    near = {
        abs(quantity_of(each).value) for each in prose.figures
        if each.mention.quantity is not None and each.mention.addable == total.mention.addable
        and abs(each.paragraph - total.paragraph) <= _PARAGRAPHS
    }  # fmt: skip
    return any(off in (value, 2 * value) for value in near | sums) or any(
        {2 * off, off - value, value - off} & near for value in near
    )


def _relation(prose: Prose, column: _Column, one: _Sum, edit: str) -> Relation:
    total, parts = column.figures[one.total], [column.figures[at] for at in one.parts]
    value = sum((quantity_of(each).value for each in parts), Decimal(0))
    closing = Closing(Verdict.INCONSISTENT, value, value - quantity_of(total).value)
    return replace(relation_of(prose, total, parts, closing, WAY, ""), near=True, edit=edit, open=(WHY,))
