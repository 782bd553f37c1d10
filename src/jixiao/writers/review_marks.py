"""What a page of a review marks in the document: doubtful words, the figures they rest on, and what was compared with what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from jixiao.model.claim import Operand, Relation
from jixiao.model.document import Cell, Chart, Document, Place, Table
from jixiao.model.review import Review
from jixiao.writers.plain import plain
from jixiao.writers.remarks import short

_ALL_ROWS = 200
"""A table of more rows is shown around its doubts only."""
_AROUND = 2

Spot = tuple[str, str, tuple[int, int] | None]
"""Part, ref and span of a place: two figures at one spot are one figure."""


def spot(place: Place) -> Spot:
    """Where `place` is, without the file it is in."""
    return place.part, place.ref, place.span


@dataclass(slots=True)
class Figure:
    """A figure that was compared with others: its words and the comparisons (numbers in `Marks.groups`) it stands in."""

    id: str
    quote: str
    place: Place
    groups: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures compared with one another, the first with the others; by a relation, a finding, or both."""

    members: tuple[Spot, ...]
    relation: Relation | None
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a paragraph or cell (all of them where `span` is None) that look other than the rest and lead somewhere."""

    span: tuple[int, int] | None
    look: str
    href: str
    id: str = ""
    figure: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What of a table is shown: its rows, the cells that reach into them; how large the table is."""

    rows: frozenset[int]
    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int


class Marks:
    """All marks of one review. `prefix` keeps the ids of several files on one page apart."""

    def __init__(self, review: Review, document: Document, prefix: str) -> None:
        self.prefix = prefix
        self.figures: dict[Spot, Figure] = {}
        self.groups: list[Group] = []
        places = frozenset(
            (one.part, one.ref)
            for finding in (*review.findings, *(waived.finding for waived in review.waived))
            for one in (finding.place, *(operand.place for operand in finding.rests_on))
        )
        self._parts = {block.place.part for block in document.blocks if not isinstance(block, Chart)}
        self._views = {id(table): _view(table, places) for table in document.tables()}
        self._cut = {table.place.part for table in document.tables() if len(self.view(table).rows) < self.view(table).n_rows}
        self._seen = {
            (cell.place.part, cell.place.ref)
            for table in document.tables()
            if table.place.part in self._cut
            for cell in self.view(table).cells
        }
        self._at: dict[tuple[str, str], list[Mark]] = {}
        self._group(review)
        self._mark(review)

    def at(self, place: Place) -> list[Mark]:
        """The marks of a paragraph or cell."""
        return self._at.get((place.part, place.ref), [])

    def view(self, table: Table) -> View:
        """What of a table of the document is shown."""
        return self._views[id(table)]

    def link(self, place: Place, words: str) -> str:
        """`words` leading to the figure at `place`, where that is shown."""
        figure = self.figures.get(spot(place))
        if (
            figure is None
            or place.part not in self._parts
            or (place.part in self._cut and (place.part, place.ref) not in self._seen)
        ):
            return text(words)
        return f'<a href="#{figure.id}">{text(words)}</a>'

    def _group(self, review: Review) -> None:
        """Comparisons: relations first, then findings that rest on figures no relation has brought together."""
        of_finding: dict[tuple[Spot, ...], list[int]] = {}
        for number, finding in enumerate(review.findings, 1):
            of_finding.setdefault(_members(finding.place, finding.rests_on), []).append(number)
        for relation in review.relations:
            members = _members(relation.stated.place, relation.operands)
            if len(members) > 1:
                self._add(
                    Group(members, relation, tuple(of_finding.pop(members, ()))), [relation.stated, *relation.operands]
                )
        for finding in review.findings:
            members = _members(finding.place, finding.rests_on)
            if len(members) > 1 and members in of_finding:
                numbers = of_finding.pop(members)
                own = Operand(None, f"{finding.stated}{finding.unit}" or short(finding.quote, 24), finding.place)
                self._add(Group(members, None, tuple(numbers)), [own, *finding.rests_on])

    def _add(self, group: Group, operands: Sequence[Operand]) -> None:
        self.groups.append(group)
        for one in operands:
            key = spot(one.place)
            if key not in self.figures:
                self.figures[key] = Figure(f"{self.prefix}f{len(self.figures) + 1}", one.quote, one.place)
            figure = self.figures[key]
            if len(self.groups) - 1 not in figure.groups:
                figure.groups.append(len(self.groups) - 1)

    def _mark(self, review: Review) -> None:
        rests = {spot(one.place) for finding in review.findings for one in finding.rests_on}
        for key, figure in self.figures.items():
            look = "fig rests" if key in rests else "fig"
            verdicts = {relation.verdict for at in figure.groups if (relation := self.groups[at].relation) is not None}
            if verdicts and verdicts <= {"consistent", "rounding"}:
                look += " holds"
            self._put(figure.place, Mark(key[2], look, self.compared(figure), figure.id, figure.id))
        for number, finding in enumerate(review.findings, 1):
            ids = f"{self.prefix}d{number}", f"{self.prefix}m{number}"
            self._put(finding.place, Mark(finding.place.span, f"doubt {finding.level}", ids[0], ids[1], number=number))
        for number, one in enumerate(review.waived, 1):
            place = one.finding.place
            self._put(place, Mark(place.span, "doubt settled", f"{self.prefix}w{number}", f"{self.prefix}v{number}"))

    def compared(self, figure: Figure) -> str:
        """The id of the list of all that `figure` was compared with."""
        return self.prefix + "c" + figure.id.removeprefix(self.prefix + "f")

    def _put(self, place: Place, mark: Mark) -> None:
        self._at.setdefault((place.part, place.ref), []).append(mark)


def _members(place: Place, operands: Iterable[Operand]) -> tuple[Spot, ...]:
    return tuple(dict.fromkeys((spot(place), *(spot(one.place) for one in operands))))


def _view(table: Table, places: frozenset[tuple[str, str]]) -> View:
    """All rows of a short table; of a long one its head, the rows with one of `places`, and those around them.

    The cells of a workbook are made when looked at, so they are walked through twice and not kept.
    """
    total = columns = 0
    near: set[int] = set()
    for cell in table.cells:
        total, columns = max(total, cell.row + cell.row_span), max(columns, cell.column + cell.column_span)
        if (cell.place.part, cell.place.ref) in places:
            near.update(range(cell.row - _AROUND, cell.row + _AROUND + 1))
    if total <= _ALL_ROWS:
        return View(frozenset(range(total)), tuple(table.cells), total, columns)
    near.update(range(max(table.head_rows, 3)))
    rows = frozenset(row for row in near if 0 <= row < total)
    seen = tuple(cell for cell in table.cells if any(row in rows for row in range(cell.row, cell.row + cell.row_span)))
    return View(rows, seen, total, columns)


def marked(words: str, marks: Sequence[Mark]) -> str:
    """`words` as HTML with its marks; where several lie over each other the narrowest leads on and all of them show.

    A figure inside a longer doubt is `wide` of it.
    """
    spans = [(mark, *_within(mark, words)) for mark in marks]
    ends = sorted({0, len(words), *(at for _, start, end in spans for at in (start, end))})
    out = []
    for start, end in pairwise(ends):
        over = [one for one in spans if one[1] <= start and end <= one[2]]
        piece = text(words[start:end])
        if over:
            narrow = min(over, key=lambda one: (one[2] - one[1], not one[0].figure))[0]
            looks = " ".join(dict.fromkeys(look for one in over for look in one[0].look.split()))
            doubts = [one[2] - one[1] for one in over if not one[0].figure]
            if narrow.figure and doubts and len(words[start:end]) < min(doubts):
                looks += " wide"
            ids = [one[0].id for one in over if one[1] == start and one[0].id]
            out += [f'<span id="{id}"></span>' for id in ids[1:]]
            own = f' id="{ids[0]}"' if ids else ""
            figures = " ".join(one[0].figure for one in over if one[0].figure)
            data = f' data-f="{figures}"' if figures else ""
            piece = f'<a{own} class="{looks}" href="#{narrow.href}"{data}>{piece}</a>'
        out.append(piece)
        out += [_number(one[0]) for one in over if one[2] == end and one[0].number]
    if not words:
        out += [f'<span id="{mark.id}"></span>{_number(mark) if mark.number else ""}' for mark in marks]
    return "".join(out)


def _within(mark: Mark, words: str) -> tuple[int, int]:
    """Where `mark` lies in `words`; all of them where it has no span, or one that does not fit."""
    start, end = mark.span or (0, len(words))
    return (start, min(end, len(words))) if 0 <= start < min(end, len(words)) else (0, len(words))


def _number(mark: Mark) -> str:
    level = mark.look.rpartition(" ")[2]
    return f'<sup class="{level}"><a href="#{mark.href}">{mark.number}</a></sup>'


def text(words: str) -> str:
    """`words` as HTML."""
    return escape(plain(words)).replace("\n", "<br>")
