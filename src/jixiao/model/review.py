"""A review: what recomputing one document gave — relations, findings, and how much could be checked at all."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.errors import Fault
from jixiao.model.claim import Relation
from jixiao.model.document import Document
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level, Waiver
from jixiao.model.neighbour import Beside, Use
from jixiao.model.reading import Section


@dataclass(frozen=True, slots=True)
class Coverage:
    """`figures`: mentions that are quantities; `checked`: those standing in a relation whose verdict is not unverifiable."""

    figures: int
    checked: int


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding with the waiver that settles it."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one file. `notes` say what reading had to assume (tracked changes accepted …).

    A finding that was waived stands in `waived` and no longer among `findings`. `title`, `sections` and `rulebook` are for
    papers about the review: the title as printed, the document's sections, the title of the rulebook it was held against
    ("": none was named and none recognised). `beside` are the other papers it was to be held against, each with what it served for.
    """

    file: str
    sha256: str
    kind: str
    agency: str
    year: int | None
    findings: tuple[Finding, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    coverage: Coverage
    notes: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()
    title: str = ""
    sections: tuple[Section, ...] = ()
    rulebook: str = ""
    beside: tuple[Beside, ...] = ()

    @property
    def has_unreadable_neighbour(self) -> bool:
        """Whether a paper it was to be held against could not be read."""
        return any(one.use is Use.UNREADABLE for one in self.beside)

    def count(self, level: Level) -> int:
        return sum(1 for finding in self.findings if finding.level is level)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why: an entry of the answer, like a review."""

    file: str
    sha256: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of a check: the answer, the document it is about (None where that could not be read), its bytes."""

    answer: Review | Unreadable
    document: Document | None
    data: bytes
