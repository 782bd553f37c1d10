"""A case: everything one agency states for one year — figures, its own indicators, judgements, words for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao.model.fact import Facts
from jixiao.model.ledger import Counted
from jixiao.model.place import NOWHERE, Place
from jixiao.model.plan import Monitoring, Plan


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator the unit wrote itself under the rulebook node `under`: target, actual, points.

    `target` and `actual` are as written ("≥120场次"). `measure` is 定量 or 定性; for 定性 `tier` names the tier and
    `ratio` the share of the points chosen inside it ("90%"), with `by` (who) and `why`. `first_target` is what was set at
    the start of the year where `target` was adjusted since; `core` says 是 or 否 where a form asks for core indicators.
    Where a rulebook scores by coefficient, `ratio` is the coefficient, of 定量 too. `scored` is 直接赋分 where all or nothing
    is earned (定性: `ratio` 100% or 0%); `pass_line` is the share below which nothing is.
    `counted`: what `actual` was counted from in a ledger; its value is exact, while `actual` is as printed. `cells`: where
    each field stands, where it has a place of its own.
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
    first_target: str = ""
    core: str = ""
    scored: str = ""
    pass_line: str = ""
    place: Place = NOWHERE
    counted: Counted | None = None
    cells: tuple[tuple[str, Place], ...] = ()

    def at(self, field: str) -> Place:
        """Where one field stands ("target"); where the row does when that is not known."""
        return dict(self.cells).get(field, self.place)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an evaluator decided for one indicator, by whom and why.

    `ticks`: the checklist items that are met (their ids) · `occurrences`: how many faults were found · `tier` ·
    `met`: yes or no · `date`: the day it was done, as written · `chosen`: which of the alternatives, or of the optional
    indicators below, count, each with the points the unit gives it as written ("": the rule says) ·
    `not_applicable`: the reason the indicator does not apply.
    """

    indicator: str
    ticks: tuple[str, ...] | None = None
    occurrences: int | None = None
    tier: str = ""
    ratio: str = ""
    met: bool | None = None
    date: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
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
    """A problem with its cause, the measures against it, who answers for them (`owner`) and until when (`due`, as written)."""

    problem: str
    cause: str = ""
    measures: tuple[str, ...] = ()
    owner: str = ""
    due: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A problem found last year and what became of it: `status` is 已完成, 整改中 or 未整改, `result` says what was done."""

    problem: str
    measure: str = ""
    status: str = ""
    result: str = ""
    owner: str = ""
    due: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """One agency, one year, one rulebook. `texts` are the unit's own words by section key; `file` names the input.

    `profile` holds what heads and feet of forms ask (budget code, contact, who filled it in) by key; `followups` are the
    problems of the year before.
    `plan` is what is filed before the year, `monitoring` how things stand in its months.
    `notes` are what whoever uses the result should know of how the case was read (macros not run, hidden rows read); `accounts` are the
    files of final accounts beside it from which it takes what it does not state.
    """

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
    followups: tuple[FollowUp, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    project: str = ""
    department: str = ""
    plan: Plan = field(default_factory=Plan)
    monitoring: Mapping[int, Monitoring] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
