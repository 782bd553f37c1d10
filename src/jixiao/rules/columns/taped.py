"""How a rulebook scores stretches of units, decided once: what every stretch has in common, as a tape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, cast

import numpy as np

from jixiao.formula.scaled import WIDEST, Integers, Mask, Scaled, TooWideError
from jixiao.formula.tape import Slot, Tape
from jixiao.rules.columns.inputs import Stretch, as_counted
from jixiao.rules.columns.leaf import LeafPlan, record_leaf
from jixiao.rules.columns.refusals import wrong_facts
from jixiao.rules.columns.scores import Scores
from jixiao.rules.columns.units import Units

_SAMPLE = 32


@dataclass(frozen=True, slots=True)
class Taped(Stretch):
    """All units at once, as slots of a tape that is played stretch by stretch.

    Columns are bounded by what some of their numbers lead one to expect. Which and how stands in `expected`, so that each
    stretch can be asked whether it keeps to that.
    """

    tape: Tape = field(default_factory=Tape)
    expected: dict[int, tuple[Integers, int, int]] = field(default_factory=dict)

    def _bounded(self, numbers: Integers, scale: int) -> Scaled:
        """`TooWideError` for Python integers, which numpy cannot write into a given place."""
        if numbers.dtype == object:
            raise TooWideError
        if id(numbers) not in self.expected:
            self.expected[id(numbers)] = (numbers, *_expected(numbers))
        _, low, high = self.expected[id(numbers)]
        return Scaled(as_counted(self._some(numbers)), low, high, (1, scale))

    def _some(self, numbers: Integers) -> Integers:
        return cast("Integers", self.tape.column(numbers))

    def _same(self, value: int, kind: Any) -> Integers:
        return np.full(1, value, kind)


def _expected(numbers: Integers) -> tuple[int, int]:
    """Bounds with room to spare, from every so many-th number; a column without 0 or less is expected to stay so."""
    some = numbers[::_SAMPLE]
    low, high = (int(some.min()), int(some.max())) if len(some) else (0, 0)
    widest = min(2 ** (max(abs(low), abs(high)).bit_length() + 1), WIDEST)
    return (1 if low > 0 else 0 if low == 0 else -widest), widest


@dataclass(frozen=True, slots=True)
class Recorded:
    """The tape of all `leaves` that have one: whether some of their units may lack something or be excused.

    It holds for stretches that keep to what is expected. `refusing`: it also finds the units with impossible figures.
    """

    tape: Tape
    leaves: Mapping[str, bool]
    expected: tuple[tuple[Integers, int, int], ...]
    refusing: bool

    def holds(self, start: int, stop: int) -> bool:
        """Whether the numbers of units `start` to `stop` are as wide as expected, none wider."""
        return all(
            low <= int(numbers[start:stop].min()) and int(numbers[start:stop].max()) <= high
            for numbers, low, high in self.expected
        )


def record(units: Units, plans: tuple[LeafPlan, ...], scores: Scores, adding: Any) -> Recorded:
    """What can be taped of scoring `units` by `plans`; results go into `scores`, with the points of sure leaves added up."""
    whole, leaves, sure = Taped(units, 0, units.count), {}, []
    for one in plans:
        try:
            found = record_leaf(one, whole.inputs(one.leaf))
        except TooWideError:
            continue
        into = scores.leaves[one.leaf.id]
        _kept(whole.tape, found.points, into.points)
        if not found.sure:
            _kept(whole.tape, found.states, into.states)
        whole.tape.forget()
        leaves[one.leaf.id] = found.sure and one.leaf.rows is None
        sure += [found.points.astype(adding, copy=False)] if leaves[one.leaf.id] else []
    if sure:
        _kept(whole.tape, reduce(np.add, sure).astype(scores.got.dtype, copy=False), scores.got)
    refusing = True
    try:
        wrong: list[Mask] = list(wrong_facts(whole))
    except TooWideError:
        refusing = False
    else:
        if wrong:
            _kept(whole.tape, reduce(np.logical_or, wrong), scores.refused)
    return Recorded(whole.tape, leaves, tuple(whole.expected.values()), refusing)


def _kept(tape: Tape, made: Integers, into: Integers) -> None:
    if isinstance(made, Slot):
        tape.keep(made, into)
    else:
        into[:] = made
