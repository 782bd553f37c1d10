"""What a unit states besides its self-evaluation: the targets it files, and how it stands in a month of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from jixiao.model.fact import Fact
from jixiao.model.place import NOWHERE, Place
from jixiao.model.rulebook import Verified

Color = Literal["red", "yellow", "green"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and what it is made of, as facts; None is not stated."""

    total: Fact | None = None
    fiscal: Fact | None = None
    other: Fact | None = None


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of the year with the budget it gets (年度主要任务)."""

    name: str
    content: str = ""
    money: Money = field(default_factory=Money)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TargetWords:
    """What only the form of targets asks of an indicator: the target of the whole period, what it means, how it is scored."""

    midterm: str = ""
    explanation: str = ""
    standard: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The filing of targets (绩效目标申报). `attribute`, `period`, `midterm` and `midterm_goal` are of projects, `tasks` of departments.

    `indicators` are words by the name of the indicator.
    """

    attribute: str = ""
    period: str = ""
    midterm: Money = field(default_factory=Money)
    midterm_goal: str = ""
    tasks: tuple[PlannedTask, ...] = ()
    indicators: Mapping[str, TargetWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Balance:
    """Two sides of a plan held against each other: whether they agree, None where that cannot be told; the sentence says why."""

    holds: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Spending:
    """Money of one item by the end of a month, and what is expected for the year."""

    executed: Fact | None = None
    expected: Fact | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How one indicator stands: done so far, planned by now, expected for the year, all as written.

    `tier` grades a 定性 one; `cause` is a class of reasons, `chance` how likely the target is to be reached.
    """

    name: str
    done: str = ""
    planned: str = ""
    expected: str = ""
    tier: str = ""
    cause: str = ""
    reason: str = ""
    chance: str = ""
    note: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The state at the end of `month` (1–12): spending by item, progress by indicator."""

    month: int
    spending: Mapping[str, Spending] = field(default_factory=dict)
    progress: Mapping[str, Progress] = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Light:
    """One light and why: `color` None means that none could be given, and `sentence` says what is lacking.

    `value` is what was held against the threshold, in percent. `threshold` names it, `source` where it is from, `verified`
    how it is known.
    """

    about: str
    color: Color | None
    sentence: str
    value: Fraction | None = None
    threshold: str = ""
    source: str = ""
    verified: Verified = "seen"


@dataclass(frozen=True, slots=True)
class Watch:
    """What a month's monitoring gives: the rate of spending in percent (None while it is not known), lights, notices.

    `notice` is the paper to send, by paragraphs, "" where no light asks for one.
    """

    agency: str
    year: int
    month: int
    rate: Fraction | None
    lights: tuple[Light, ...]
    color: Color | None
    notice_title: str = ""
    notice: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
