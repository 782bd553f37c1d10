"""A case: everything one agency states for one year — figures, its own indicators, judgements, words for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao.model.fact import Facts
from jixiao.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator the unit wrote itself under the rulebook node `under`: target, actual, points.

    `target` and `actual` are as written ("≥120场次"). `measure` is 定量 or 定性; for 定性 `tier` names the tier and
    `ratio` the share of the points chosen inside it ("90%"), with `by` (who) and `why`.
    """

    under: str
    name: str
    target: str = ""
    actual: str = ""
    weight: str = ""
    measure: str = "定量"
    level2: str = ""
    tier: str = ""
    ratio: str = ""
    reason: str = ""
    by: str = ""
    why: str = ""
    evidence: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an evaluator decided for one indicator, by whom and why.

    `ticks`: the checklist items that are met (their ids) · `occurrences`: how many faults were found · `tier` ·
    `met`: yes or no · `not_applicable`: the reason the indicator does not apply.
    """

    indicator: str
    ticks: tuple[str, ...] | None = None
    occurrences: int | None = None
    tier: str = ""
    ratio: str = ""
    met: bool | None = None
    not_applicable: str = ""
    by: str = ""
    why: str = ""
    evidence: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Task:
    """A key task of the year: what was promised (`goal`) and what came of it (`result`)."""

    goal: str
    result: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with its cause and the measures against it, each with an owner and a date where the unit gives one."""

    problem: str
    cause: str = ""
    measures: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """One agency, one year, one rulebook. `texts` are the unit's own words by section key; `file` names the input."""

    agency: str
    year: int
    rulebook: str
    facts: Facts
    allow_recalled: bool = False
    rows: tuple[Row, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    measures: tuple[str, ...] = ()
    project: str = ""
    department: str = ""
    file: str = ""
    sha256: str = ""
