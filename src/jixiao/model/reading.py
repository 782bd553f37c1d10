"""What extraction understood of one document: sections, figures in context, relations, facts, plans and results."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.model.claim import Operand, Relation
from jixiao.model.fact import Fact
from jixiao.model.mention import Mention
from jixiao.model.place import Place
from jixiao.model.record import record

_HEAD = 8
"""Among so many paragraphs a title is looked for."""


@record(frozen=True, slots=True)
class Seam:
    """One line of a paragraph that the page had cut into lines: where it begins in the paragraph, how long it is, its own place."""

    start: int
    length: int
    place: Place


def place_in(seams: Sequence[Seam], start: int, end: int) -> Place:
    """Characters `start` to `end` of a paragraph in the line where they begin, as far as they stand in it."""
    line = seams[max(0, bisect_right(seams, start, key=lambda one: one.start) - 1)]
    first = min(start - line.start, line.length)
    return line.place.at(first, max(first, min(end - line.start, line.length)))


@record(frozen=True, slots=True)
class Figure:
    """A mention in its context.

    `label` is the noun phrase it belongs to (before it, or behind: `after`). `role`: left · spent · received · plan ·
    total · "" . `phase`: plan · done · "". `change` is set when the number is an amount of change (增加X), `prior` when
    it is an earlier year's, `year` the year in force where it stands (0: unknown). `sentence`, `clause` and `depth`
    (brackets) give its scope; `section` is the index of its section; `zone` is "table" inside a flattened table.
    """

    mention: Mention
    place: Place
    paragraph: int
    sentence: int
    clause: int
    depth: int
    label: str = ""
    after: str = ""
    role: str = ""
    phase: str = ""
    change: str = ""
    prior: bool = False
    total: bool = False
    year: int = 0
    section: int = -1
    zone: str = ""

    @property
    def quote(self) -> str:
        return self.mention.quote


@record(frozen=True, slots=True)
class Sentence:
    """A sentence of the document, with the paragraph it stands in and its section."""

    text: str
    place: Place
    paragraph: int
    section: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything below it up to the next one of its level or above.

    `key` is the outline's section it was recognised as ("" if none), by meaning and synonyms, never by number.
    `mark` is the list mark as printed (一、（二）1、), `first`/`last` the paragraphs it covers (last exclusive).
    """

    key: str
    heading: str
    mark: str
    level: int
    place: Place
    first: int
    last: int
    parent: int = -1


def key_at(sections: Sequence[Section], index: int) -> str:
    """The key of section `index`, or of the nearest one around it that was recognised; "" if none was."""
    while index >= 0 and not sections[index].key:
        index = sections[index].parent
    return sections[index].key if index >= 0 else ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something the plan part promises: the words, and its figures if it has any."""

    text: str
    place: Place
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of an indicator table as printed. A role the table has no column for is None, an empty cell has no words.

    `target` and `actual` are as the row means them: operator and unit may stand in columns of their own. `bound` is the
    target's operator where one is written ("≥", "≤", "=" …, "" for none), `nature` what the row says of itself (定量, 定性,
    正向指标), `unit` its unit column (None without one), `rule` whether a scoring rule stands in the row. `kind` is the form:
    score, indicator-targets, indicator-monitoring. `chance` is what a monitoring form says of reaching the target, `recheck` the points of
    whoever scored anew. `part` counts the blocks of tables in the document.
    """

    name: str
    level1: str
    level2: str
    target: Operand | None
    actual: Operand | None
    weight: Operand | None
    score: Operand | None
    reason: Operand | None
    unit: Operand | None
    nature: str
    bound: str
    rule: bool
    place: Place
    part: int = 0
    kind: str = ""
    chance: Operand | None = None
    recheck: Operand | None = None


@dataclass(frozen=True, slots=True)
class FormGoal:
    """The goal a form states in words (预期目标) and what became of it (实际完成情况; None without such a cell).

    `promised` and `told` are the figures in either, each with its clause as label. `first` and `last` are the parts of its table: rows of indicators with a part between them belong to this goal.
    """

    expected: Operand
    done: Operand | None
    promised: tuple[Operand, ...] = ()
    told: tuple[Operand, ...] = ()
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class FundsRow:
    """A row of the funds of a self-evaluation form; `total` is the row of the whole. None: no such column, or no amount in it.

    `rate` without words is a blank cell. `part` is that of its block: its indicators bear higher ones, up to the next funds.
    """

    label: str
    total: bool
    initial: Operand | None
    adjusted: Operand | None
    executed: Operand | None
    rate: Operand | None
    weight: Operand | None
    score: Operand | None
    part: int = 0


@dataclass(frozen=True, slots=True)
class TableDoubt:
    """What keeps a table from being checked: `misread` (most of its sums fail), `shifted` (percentages
    stand under a head of money: the squares of a merged cell are gone), `no_unit` (nobody says what its figures are)."""

    kind: str
    title: str
    place: Place
    failed: int = 0
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One document understood. `paragraphs` are the normalised texts by index; `relations` is complete, `forms` are the layouts known in its tables.

    `wrapped`: the lines of each paragraph that the page had cut; what is placed in it beyond its first line stands in one of the others.
    """

    source: str
    name: str
    kind: str
    agency: str = ""
    year: int | None = None
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    facts: tuple[Fact, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    results: tuple[Commitment, ...] = ()
    problems: tuple[Sentence, ...] = ()
    measures: tuple[Sentence, ...] = ()
    tables: int = 0
    notes: tuple[str, ...] = ()
    table_figures: tuple[Operand, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    funds: tuple[FundsRow, ...] = ()
    doubts: tuple[TableDoubt, ...] = ()
    forms: tuple[str, ...] = ()
    goals: tuple[FormGoal, ...] = ()
    signed: tuple[Operand, ...] = ()
    wrapped: tuple[tuple[Seam, ...], ...] = ()

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def title_place(self) -> Place | None:
        """Where the title stands, or begins (a header may stand above it); the first paragraph where it is not found whole."""
        first = zip(self.paragraphs[:_HEAD], self.places, strict=False)
        named = (
            place for text, place in first if text and self.title and (self.title in text or self.title.startswith(text))
        )
        return next(named, self.places[0] if self.places else None)

    def key_at(self, section: int) -> str:
        """The key of the innermost recognised section around section number `section` (-1: before the first), or ""."""
        return key_at(self.sections, section)
