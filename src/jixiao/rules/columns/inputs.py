"""What one leaf needs of a stretch of units: figures as exact columns, judgements as masks and codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import numpy as np

from jixiao.catalog.items import items
from jixiao.formula.scaled import Integers, Mask, Rows, Scaled, TooWideError
from jixiao.model.rulebook import Indicator
from jixiao.rules.columns.units import FactName, Judged, Units


@dataclass(frozen=True, slots=True)
class Inputs:
    """`figures` by their name in the formula; `lacking` marks units that lack one of them.

    The rest as in `Judged`: `answered` and `excused` are what it calls `given` and `not_applicable`, None where nobody is.
    """

    count: int
    figures: Mapping[str, Scaled] = field(default_factory=dict)
    lacking: Mask | None = None
    answered: Mask | None = None
    excused: Mask | None = None
    ticks: Integers | None = None
    tier: Integers | None = None
    met: Mask | None = None
    occurrences: Scaled | None = None
    ratio: Scaled | None = None
    done: Scaled | None = None

    def numbers(self) -> tuple[Scaled, ...]:
        """The columns that may be too wide for int64."""
        return (*self.figures.values(), *(one for one in (self.occurrences, self.ratio, self.done) if one is not None))

    def narrow(self) -> None:
        """`TooWideError` where Python integers stand beside int64: they must not meet."""
        if len({one.above.dtype == object for one in self.numbers()}) > 1:
            raise TooWideError

    def within(self, limit: int) -> Mask:
        """The units none of whose numbers is greater than `limit` either way."""
        inside = [(one.above <= limit) & (one.above >= -limit) for one in self.numbers()]
        return reduce(np.logical_and, inside, np.ones(self.count, np.bool_)).astype(np.bool_)

    def part(self, rows: Rows, limit: int | None) -> Inputs:
        """Some of the units: as int64 where all their numbers lie within `limit`, as Python integers without one."""

        def cut(one: Scaled) -> Scaled:
            kind = object if limit is None else np.int64
            above, below = one.above[rows].astype(kind), None if one.below is None else one.below[rows].astype(kind)
            low, high = (one.low, one.high) if limit is None else (max(one.low, -limit), min(one.high, limit))
            return Scaled(above, min(low, high), max(low, high), (one.p, one.q), below, one.most)

        def some(one: Integers | None) -> Integers | None:
            return None if one is None else one[rows]

        return Inputs(
            len(rows),
            figures={name: cut(one) for name, one in self.figures.items()},
            lacking=some(self.lacking),
            answered=some(self.answered),
            excused=some(self.excused),
            ticks=some(self.ticks),
            tier=some(self.tier),
            met=some(self.met),
            occurrences=None if self.occurrences is None else cut(self.occurrences),
            ratio=None if self.ratio is None else cut(self.ratio),
            done=None if self.done is None else cut(self.done),
        )


def as_counted(numbers: Integers) -> Integers:
    """int64 for narrower integers, for bounds are proved against that; Python integers stay."""
    return numbers if numbers.dtype == object else numbers.astype(np.int64, copy=False)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units `start` to `stop` of all; each figure is bounded once and lent to every leaf that asks for it."""

    units: Units
    start: int
    stop: int
    lent: dict[FactName, tuple[Scaled, Mask | None]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return self.stop - self.start

    def inputs(self, leaf: Indicator) -> Inputs:
        """Everything the units say that `leaf` asks for."""
        figures: dict[str, Scaled] = {}
        lacking: list[Mask] = []
        for name, wanted in leaf.inputs.items():
            figure, missing = self.figure((wanted.item, wanted.basis, wanted.year))
            figures[name] = figure
            if missing is not None:
                lacking.append(missing)
        absent = reduce(np.logical_or, lacking) if lacking else None
        return self._judged(Inputs(self.count, figures, absent), self.units.judgements.get(leaf.id))

    def figure(self, name: FactName) -> tuple[Scaled, Mask | None]:
        """One figure as it enters formulas (45% is 45/100), and who lacks it; all do where there is no such column."""
        if name not in self.lent:
            self.lent[name] = self._figure(name)
        return self.lent[name]

    def _figure(self, name: FactName) -> tuple[Scaled, Mask | None]:
        column = self.units.facts.get(name)
        if column is None:
            return Scaled(self._same(0, np.int64), 0, 0), self._same(True, np.bool_)
        percent = 100 if items()[name[0]].unit == "%" else 1
        return self._bounded(column.numbers, column.scale * percent), self._cut(column.missing)

    def _judged(self, inputs: Inputs, judged: Judged | None) -> Inputs:
        if judged is None:
            return replace(inputs, answered=self._same(False, np.bool_))
        occurrences, ratio = judged.occurrences, judged.ratio
        return replace(
            inputs,
            answered=self._cut(judged.given),
            excused=self._cut(judged.not_applicable),
            ticks=self._cut(judged.ticks),
            tier=self._cut(judged.tier),
            met=self._cut(judged.met),
            occurrences=None if occurrences is None else self._bounded(occurrences, 1),
            ratio=None if ratio is None else self._bounded(ratio, judged.ratio_scale),
            done=None if judged.done is None else self._bounded(judged.done, 1),
        )

    def _bounded(self, numbers: Integers, scale: int) -> Scaled:
        """One column between its least and its greatest number."""
        above = as_counted(self._some(numbers))
        low, high = (int(above.min()), int(above.max())) if len(above) else (0, 0)
        return Scaled(above, low, high, (1, scale))

    def _cut(self, numbers: Integers | None) -> Integers | None:
        return None if numbers is None else self._some(numbers)

    def _some(self, numbers: Integers) -> Integers:
        """The rows of this stretch."""
        return numbers[self.start : self.stop]

    def _same(self, value: int, kind: Any) -> Integers:
        """One value for every unit."""
        return np.full(self.count, value, kind)
