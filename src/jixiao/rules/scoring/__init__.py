"""Scoring methods (计分方法): one file each, found by name in `METHODS`.

A method is asked once per leaf (`Ask`) and answers with exact points and the branch of the rule it took (`Points`).
It neither rounds nor keeps to floor and cap: `award` does that, the same way for all.

A method may have a second form, `columns`, that scores many units at once (`ColumnAsk` → `Ways`) by the same rule; one
that has none is scored unit by unit there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from jixiao.datafile import Path_
from jixiao.formula import Undefined
from jixiao.registry import Registry
from jixiao.rules.doubt import Doubt
from jixiao.rules.spans import Span

if TYPE_CHECKING:
    from jixiao.formula.scaled import Mask, Scaled

Asks = Literal["value", "figures", "chosen", "ticks", "occurrences", "tier", "tier_ratio", "ratio", "met", "date"]
"""What a method must be told: the computed value, the figures themselves (`chosen`: and which of its members a person
chose), or a part of a judgement. `met` may be computed or judged.
"""
Params = Mapping[str, Any]


def number(params: Params, key: str, default: Fraction | None = None) -> Fraction:
    """The number of a rule called `key`."""
    found = params.get(key)
    if found is None:
        if default is None:
            raise KeyError(key)
        return default
    return Fraction(found)


@dataclass(frozen=True, slots=True)
class Ask:
    """One leaf to score. `value` is in the indicator's unit (97.5 for 97.5%), `ratio` in percent of the points.

    `target` and `due` are set for an indicator the unit wrote itself; otherwise they are parameters. `figures` are the known
    inputs by name, as formulas take them (45% is 45/100), `shown` how they are written. `year` is the year evaluated.
    """

    weight: Fraction
    params: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""
    value: Fraction = Fraction(0)
    target: Fraction | None = None
    ticks: frozenset[str] = frozenset()
    occurrences: int = 0
    tier: str = ""
    ratio: Fraction = Fraction(0)
    met: bool = False
    places: int = 2
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    chosen: str = ""
    year: int = 0
    done: date | None = None
    due: date | None = None

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        return number(self.params, key, default)

    @property
    def aim(self) -> Fraction:
        """The target: the row's own, or the rule's."""
        return self.number("target") if self.target is None else self.target

    def clamp(self, points: Fraction) -> Fraction:
        """`points` kept between the rule's floor (0 unless given) and cap (the weight unless given)."""
        low, high = limits(self.params, self.weight)
        return min(max(points, low), high)


@dataclass(frozen=True, slots=True)
class Points:
    """Exact points, the branch of the rule in words, what full marks need (a span of the value, or words), remarks.

    `explain` is what wants a reason whatever the points are ("": nothing does).
    """

    points: Fraction
    branch: str
    full: Span | str = ""
    notes: tuple[str, ...] = ()
    explain: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """No points yet: the figures of these names are not known, and without them the rule cannot decide."""

    names: tuple[str, ...]


Award = Points | Lacking | Undefined
"""Points, or what is lacking for them, or a rate over zero."""


@dataclass(frozen=True, slots=True)
class Written:
    """A formula among the parameters, at `path` below the scoring: a condition or a number, which others may be divided by."""

    path: Path_
    text: str
    condition: bool
    divisor: bool = False


@dataclass(frozen=True, slots=True)
class ColumnAsk:
    """One leaf of many units to score: what `Ask` holds, each as a column (an exact number or a mask per unit).

    Columns add, multiply, divide and compare like numbers. `ticked(id)` and `in_tier(name)` are masks, `ticks(points)`
    is the sum of the points whose item is ticked; `done` counts days as `date.toordinal` does. Only what the method asks
    for is there.
    """

    weight: Fraction
    params: Mapping[str, Any]
    unit: str
    value: Scaled
    ticked: Callable[[str], Mask]
    ticks: Callable[[Mapping[str, Fraction]], Scaled]
    occurrences: Scaled
    in_tier: Callable[[str], Mask]
    ratio: Scaled
    met: Mask
    done: Scaled
    year: int

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        return number(self.params, key, default)

    @property
    def aim(self) -> Fraction:
        """The rule's target: indicators the unit wrote itself are not scored here."""
        return self.number("target")


Ways: TypeAlias = "Sequence[tuple[Mask | None, Fraction | Callable[[ColumnAsk], Scaled]]]"
"""The branches of a rule, each with the units it is for (the last: None, all others) and their exact points.

Points are one number, or worked out for those units alone that take the branch. Of two that a unit fits the first counts. As in `Points`, nothing is rounded or kept between floor and cap.
"""


def no_doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A method whose parameters the schema can check alone."""
    return iter(())


def whole_range(params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """Every number of points can be reached."""
    return Fraction(0), weight


def no_formulas(params: Params) -> Iterator[Written]:
    """A method whose parameters hold no formula."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Method:
    """A scoring method: `doubts` objects to parameters, `reach` are the lowest and highest points one can get.

    `formulas` are those among the parameters that are over the inputs of the indicator. `any_weight`: the rule makes sense
    whatever the weight is, so an indicator whose weight comes from a shared pool may have it.
    `columns` is the same rule over many units at once, where it has that form.
    """

    title: str
    asks: Asks | Callable[[Params], Asks]
    score: Callable[[Ask], Award]
    doubts: Callable[[Params, Fraction | None, str], Iterator[Doubt]] = no_doubts
    reach: Callable[[Params, Fraction], tuple[Fraction, Fraction]] = whole_range
    formulas: Callable[[Params], Iterator[Written]] = no_formulas
    any_weight: bool = True
    columns: Callable[[ColumnAsk], Ways] | None = None


METHODS: Registry[Method] = Registry("计分方法", "jixiao.rules.scoring")


def asked(method: str, params: Params) -> Asks:
    """What `method` must be told under these parameters."""
    asks = METHODS.get(method).asks
    return asks(params) if callable(asks) else asks


def edges(params: Params) -> list[Fraction]:
    """The numbers a value is compared with."""
    found: list[Any] = [params[key] for key in ("base", "target", "low", "high") if params.get(key) is not None]
    for band in params.get("bands", ()):
        found += [band[key] for key in ("ge", "gt", "le", "lt") if key in band]
    return [Fraction(one) for one in found]


def limits(params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """Floor and cap in points."""
    floor, cap = params.get("floor"), params.get("cap")
    return Fraction(0) if floor is None else Fraction(floor), weight if cap is None else Fraction(cap)


def award(method: str, ask: Ask) -> Award:
    """The points of `ask` under `method`, exact, kept between floor and cap; or why there are none to tell."""
    found = METHODS.get(method).score(ask)
    return replace(found, points=ask.clamp(found.points)) if isinstance(found, Points) else found


def attainable(method: str, params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and the highest points the rule can give."""
    low, high = METHODS.get(method).reach(params, weight)
    floor, cap = limits(params, weight)
    return min(max(low, floor), cap), min(max(high, floor), cap)
