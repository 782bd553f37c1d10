"""Scoring methods (计分方法): one file each, found by name in `METHODS`.

A method is asked once per leaf (`Ask`) and answers with exact points and the branch of the rule it took (`Points`).
It neither rounds nor keeps to floor and cap: `award` does that, the same way for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from jixiao.registry import Registry
from jixiao.rules.doubt import Doubt
from jixiao.rules.spans import Span

Asks = Literal["value", "ticks", "occurrences", "tier", "tier_ratio", "ratio", "met"]
"""What a method must be told: a computed value, or which part of a judgement. `met` may come from either."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One leaf to score. `value` is in the indicator's unit (97.5 for 97.5%), `ratio` in percent of the points.

    `target` is set for an indicator the unit wrote itself; otherwise the target is one of the parameters.
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

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        found = self.params.get(key)
        if found is None:
            if default is None:
                raise KeyError(key)
            return default
        return Fraction(found)

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
    """Exact points, the branch of the rule in words, what full marks need (a span of the value, or words), remarks."""

    points: Fraction
    branch: str
    full: Span | str = ""
    notes: tuple[str, ...] = ()


Params = Mapping[str, Any]


def no_doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A method whose parameters the schema can check alone."""
    return iter(())


def whole_range(params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """Every number of points can be reached."""
    return Fraction(0), weight


@dataclass(frozen=True, slots=True)
class Method:
    """A scoring method: `doubts` objects to parameters, `reach` are the lowest and highest points one can get."""

    title: str
    asks: Asks
    score: Callable[[Ask], Points]
    doubts: Callable[[Params, Fraction | None, str], Iterator[Doubt]] = no_doubts
    reach: Callable[[Params, Fraction], tuple[Fraction, Fraction]] = whole_range


METHODS: Registry[Method] = Registry("计分方法", "jixiao.rules.scoring")


def limits(params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """Floor and cap in points."""
    floor, cap = params.get("floor"), params.get("cap")
    return Fraction(0) if floor is None else Fraction(floor), weight if cap is None else Fraction(cap)


def award(method: str, ask: Ask) -> Points:
    """The points of `ask` under `method`, exact, kept between floor and cap."""
    found = METHODS.get(method).score(ask)
    return replace(found, points=ask.clamp(found.points))


def attainable(method: str, params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and the highest points the rule can give."""
    low, high = METHODS.get(method).reach(params, weight)
    floor, cap = limits(params, weight)
    return min(max(low, floor), cap), min(max(high, floor), cap)
