"""Who stands apart (PE01), by column: the same questions as `reference.outliers.apart`, for hundreds of thousands of agencies.

Values are put in order as binary fractions, where two may only change places if they agree in fifteen digits; the quartiles, the
spread and the fences are then worked out of the exact values that stand there, and so is everything that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from jixiao.batch.blocks import Block
from jixiao.formula import names, parse
from jixiao.formula.columns import evaluate_columns
from jixiao.formula.scaled import Mask, Scaled, TooWideError
from jixiao.model.question import Question
from jixiao.model.reference import Group, Measure, Traits
from jixiao.reference.groups import group_of
from jixiao.reference.measures import LAST_YEAR, measures
from jixiao.reference.outliers import Fences, ask_apart
from jixiao.reference.questions import setting

_SLACK = 1e-9
"""Values within this part of a fence are held against it exactly."""


@dataclass(frozen=True, slots=True)
class _Values:
    """One measure of one block: exact values, the same as binary fractions, who has one."""

    first: int
    exact: Scaled
    about: Any
    defined: Mask


@dataclass(slots=True)
class PeerColumns:
    """All agencies of a run, block after block; `groups` are the places of their narrowest groups in `known`."""

    agencies: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    known: dict[Group, int] = field(default_factory=dict)
    values: dict[str, list[_Values]] = field(default_factory=dict)

    def add(self, block: Block, traits: Sequence[Traits]) -> None:
        """The agencies of one block, each with its traits."""
        first = len(self.agencies)
        self.agencies += block.agencies
        self.years += [block.year] * len(block)
        self.groups += [self.known.setdefault(group_of(one), len(self.known)) for one in traits]
        for measure in measures().values():
            found = _worked_out(measure, block, first)
            if found is not None and found.defined.any():
                self.values.setdefault(measure.key, []).append(found)

    def questions(self) -> Iterator[Question]:
        """PE01, measure by measure."""
        years, narrow = np.array(self.years), np.array(self.groups)
        known = list(self.known)
        for key, parts in self.values.items():
            about = np.full(len(years), np.nan)
            for part in parts:
                about[part.first : part.first + len(part.about)][part.defined] = part.about[part.defined]
            for year in np.unique(years):
                rows = np.flatnonzero((years == year) & ~np.isnan(about))
                yield from self._apart(measures()[key], int(year), rows, about, narrow, known)

    def _apart(
        self, measure: Measure, year: int, rows: Any, about: Any, narrow: Any, known: Sequence[Group]
    ) -> Iterator[Question]:
        open_ = rows
        for depth in (3, 2, 1, 0):  # from the narrowest: who is asked in one is not asked in a wider one
            homes, wider = _numbered([_at_depth(group, depth) for group in known])
            at = homes[narrow[rows]]
            taken = []
            for home in np.unique(at):
                if wider[home] is None:
                    continue
                members = rows[at == home]
                if len(members) < setting("least"):
                    continue
                asked = np.intersect1d(members, open_, assume_unique=True)
                taken.append(asked)
                yield from self._group(measure, year, wider[home], members, asked, about)
            if taken:
                open_ = np.setdiff1d(open_, np.concatenate(taken), assume_unique=True)

    def _group(self, measure: Measure, year: int, group: Group, members: Any, asked: Any, about: Any) -> Iterator[Question]:
        fences = self._fences(measure, members, about)
        if fences is None or not len(asked):
            return
        low, high = float(fences.low), float(fences.high)
        room = _SLACK * max(abs(low), abs(high), 1.0)
        for row in asked[(about[asked] < low + room) | (about[asked] > high - room)].tolist():
            value = self._exact(measure.key, row)
            if not fences.holds(value):
                yield ask_apart(measure, self.agencies[row], year, value, group, len(members), fences.quartiles)

    def _fences(self, measure: Measure, members: Any, about: Any) -> Fences | None:
        order = members[np.argsort(about[members], kind="stable")]
        low, middle, high = (self._quantile(measure.key, order, Fraction(part, 4)) for part in (1, 2, 3))
        away = members[np.argsort(np.abs(about[members] - float(middle)), kind="stable")]
        deviation = _between(len(away), Fraction(1, 2), lambda at: abs(self._exact(measure.key, int(away[at])) - middle))
        return Fences.around((low, middle, high), deviation)

    def _quantile(self, key: str, order: Any, share: Fraction) -> Fraction:
        return _between(len(order), share, lambda at: self._exact(key, int(order[at])))

    def _exact(self, key: str, row: int) -> Fraction:
        part = next(one for one in self.values[key] if one.first <= row < one.first + len(one.about))
        return part.exact.exact(row - part.first)


def _between(count: int, share: Fraction, value: Any) -> Fraction:
    """As `quartiles.quantile`, of values that are looked up by their place."""
    at = (count - 1) * share
    below = int(at)
    found: Fraction = value(below)
    return found if below == at else found + (at - below) * (value(below + 1) - found)


def _at_depth(group: Group, depth: int) -> Group | None:
    """The group of `depth` traits that holds `group`; None where it is wider itself."""
    if group.depth < depth:
        return None
    while group.depth > depth:
        parent = group.parent
        assert parent is not None
        group = parent
    return group


def _numbered(groups: Sequence[Group | None]) -> tuple[Any, list[Any]]:
    """Each distinct group by number, and the numbers of `groups`."""
    order = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    return np.array([order[group] for group in groups]), list(order)


def _worked_out(measure: Measure, block: Block, first: int) -> _Values | None:
    """The values of one measure; None where the block lacks a column, or its numbers are too wide for whole columns."""
    tree = parse(measure.formula)
    figures: dict[str, Scaled] = {}
    defined = np.ones(len(block), np.bool_)
    for name in names(tree):
        item, _, basis = name.removeprefix(LAST_YEAR).partition("·")
        column = block.facts.get((item, basis, -int(name.startswith(LAST_YEAR))))
        if column is None or column.numbers.dtype == object:
            return None
        numbers = column.numbers
        low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
        figures[name] = Scaled(numbers, low, high, (1, column.scale))
        if column.missing is not None:
            defined &= ~column.missing
    try:
        found = evaluate_columns(tree, figures)
    except TooWideError:
        return None
    assert isinstance(found.value, Scaled)
    if found.undefined is not None:
        defined &= ~found.undefined
    value = found.value * 100 if measure.unit == "%" else found.value
    below = np.ones(len(block)) if value.below is None else value.below.astype(np.float64)
    return _Values(first, value, value.above * (value.p / value.q) / below, defined)
