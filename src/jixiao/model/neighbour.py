"""Neighbours: other papers of the same agency (final accounts, budget, targets, last year's report …) that a report is held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from jixiao.errors import Fault
from jixiao.model.claim import Operand, Relation
from jixiao.model.place import Place
from jixiao.model.reading import Reading


class Use(StrEnum):
    """What a neighbour serves for: the same year, cross-year checks only, a unit of the department; or nothing, and why."""

    CURRENT = "current"
    LAST_YEAR = "last_year"
    UNIT = "unit"
    LEFT_OUT = "left_out"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper as read, before it is known which report it belongs to. `reading` is None where it could not be read (`faults` say why).

    `kinds` are keys of neighbours/kinds.yaml, known by content; several where one file holds several papers. `agencies` are the names
    it bears (主管部门, 实施单位 …), the one of its title first; `project` the project it is about, `code` that project's code; `projects` all it has a form of; `listed` what a list of projects says each has spent, the project's name as label.
    """

    file: str
    sha256: str = ""
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    year: int | None = None
    project: str = ""
    code: str = ""
    projects: tuple[str, ...] = ()
    listed: tuple[Operand, ...] = ()
    reading: Reading | None = None
    faults: tuple[Fault, ...] = ()
    reason: str = ""
    begins: str = ""
    """The first cells of its first table, by which a person knows a paper that the program does not."""

    def placed(self, operand: Operand) -> Operand:
        """`operand` of this paper, its place beginning with the file: 决算.xlsx!表3!R5C2."""
        return replace(operand, place=self.at(operand.place))

    def at(self, place: Place) -> Place:
        """A place of this paper as others name it."""
        return Place(place.source, f"{self.name}!{place.part}" if place.part else self.name, place.ref, place.span)

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return re.split(r"[/\\]", self.file)[-1]


@dataclass(frozen=True, slots=True)
class Served:
    """What was held against a neighbour: the thing in Chinese, how many figures of it, how many of them differ."""

    thing: str
    compared: int
    differ: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """One neighbour of one review: what it is, what it served for, or why it was left out.

    `reason` is a key of the writers' words with `args` for its slots; `remarks` are more such keys for a paper that was used.
    """

    file: str
    sha256: str
    kinds: tuple[str, ...]
    agency: str
    year: int | None
    use: Use
    reason: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    served: tuple[Served, ...] = ()
    remarks: tuple[tuple[str, Mapping[str, str]], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A figure of the report held against the neighbours', by one line of neighbours/joins.yaml.

    `join` is that line's id, `code` the check that speaks of it, `what` the thing compared. `relation` states the report's figure
    and has the neighbours' as operands. `slip`: one changed digit would close it, and no other reading (口径) can excuse it.
    `same_as` names another figure of the neighbour that the report's equals: likely another basis. `away`: the report itself does not
    state the figure, another of its papers does. `doubts` are keys of reasons why nobody is to be accused. `least`: the neighbour's
    figure is but a part of the report's, which must not be below it.
    """

    join: str
    code: str
    what: str
    relation: Relation
    file: str = ""
    slip: bool = False
    same_as: str = ""
    away: bool = False
    doubts: tuple[str, ...] = ()
    least: bool = False


@dataclass(frozen=True, slots=True)
class Unlike:
    """What is no figure against a figure: indicators dropped, sections copied, a project without its form. `code` speaks of it.

    It stands at `place` in the report and rests on figures or words of `file`; `args` fill the check's sentence.
    """

    code: str
    place: Place
    quote: str
    args: Mapping[str, str]
    rests_on: tuple[Operand, ...] = ()
    file: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """All neighbours of one report, and what holding it against them gave. `used` are those of the same year, `last` of the year before."""

    beside: tuple[Beside, ...] = ()
    used: tuple[Neighbour, ...] = ()
    last: tuple[Neighbour, ...] = ()
    units: tuple[Neighbour, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    unlike: tuple[Unlike, ...] = ()

    def of(self, kind: str, *, last: bool = False) -> tuple[Neighbour, ...]:
        """The neighbours that hold a paper of `kind`."""
        return tuple(one for one in (self.last if last else self.used) if kind in one.kinds)


ALONE = Joined()
