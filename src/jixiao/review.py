"""The backward road, pure: a document (and a rulebook, when one is named) → a review."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain, takewhile
from operator import is_
from typing import TYPE_CHECKING

from jixiao.checks.check import Context, run_checks
from jixiao.checks.one_slip import with_slips
from jixiao.extract import read_document
from jixiao.extract.titles import title_of
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Document, Place
from jixiao.model.finding import LEVEL_ORDER, Finding
from jixiao.model.neighbour import ALONE, Joined, Neighbour
from jixiao.model.reading import Reading, Seam, place_in
from jixiao.model.review import Coverage, Review
from jixiao.text.normalise import Text, normalise

if TYPE_CHECKING:
    from jixiao.model.rulebook import Rulebook

_ACCOUNTS = "final-account"
_PROJECT_FORM = "cn/mof-2020-10/project"
_TITLE_ROWS = 3


def review_document(
    document: Document, rulebook: Rulebook | None = None, lang: str = "zh", *, beside: Sequence[Neighbour] = ()
) -> Review:
    """Everything in `document` held against everything it can be held against; quotes are in the writer's own characters.

    `beside` are other papers (`read_neighbour`); those of its agency serve, and `Review.beside` says of each what for.
    """
    read = read_document(document, rulebook)
    known = None if rulebook else recognised(read, document)
    rules = rulebook or known
    reading = rescored(read, rulebook, known)
    joined = _joined(reading, document, beside)
    found = sorted(run_checks(Context(reading, rulebook, joined), lang), key=_in_order(reading))
    relations = (
        *reading.relations,
        *(one.relation for one in joined.crossings if one.relation.verdict is not Verdict.UNVERIFIABLE),
    )
    findings = with_slips(found, relations)
    wrapped = {(seams[0].place.part, seams[0].place.ref): seams for seams in reading.wrapped}
    plain = {(place.part, place.ref): text for place, text in zip(reading.places, reading.paragraphs, strict=True)}
    source = Source(document, {at: text for at, text in plain.items() if at not in wrapped}, wrapped)
    return Review(
        document.name, document.source, document.kind, reading.agency, reading.year,
        tuple(source.finding(one) for one in findings), tuple(source.relation(one) for one in relations),
        reading.facts, coverage(replace(reading, relations=relations)), reading.notes,
        title=source.quote(reading.title, where) if (where := reading.title_place) is not None else reading.title,
        sections=reading.sections, rulebook=rules.title if rules else "", beside=joined.beside,
    )  # fmt: skip


def read_neighbour(document: Document) -> Neighbour:
    """A paper to hold reports against: read once, however many reports there are."""
    from jixiao.neighbours.kinds import recognise

    return recognise(read_document(document), document)


def _joined(reading: Reading, document: Document, beside: Sequence[Neighbour]) -> Joined:
    """The neighbours of one report. Alone, only a disclosure is held against its own tables."""
    if not beside and not any(one.startswith(_ACCOUNTS) for one in reading.forms):
        return ALONE
    from jixiao.neighbours.join import join
    from jixiao.neighbours.kinds import recognise

    return join(recognise(reading, document), beside)


def rescored(reading: Reading, rulebook: Rulebook | None, known: Rulebook | None = None) -> Reading:
    """The reading with the points of its self-evaluation form worked out anew, by the rulebook named or the one its form is of (`known`).

    Where the rulebook settles a row, that takes the place of the coarser "full marks and the target missed".
    """
    rules = (rulebook or known) if reading.indicators else None
    if rules is None:
        return reading
    from jixiao.extract.tables.targets import TARGET
    from jixiao.rules.rescore import rescore  # most reports hold no such form: the engine is not loaded for them

    found = rescore(rules, reading.indicators, reading.facts, reading.year, named=rulebook is not None)
    settled = {one.stated.place for one in found if rulebook is not None and one.verdict is not Verdict.UNVERIFIABLE}
    accused = {
        one.stated.place for one in reading.relations
        if one.kind is Kind.SCORE_RULE and one.verdict is Verdict.INCONSISTENT and one.stated.place not in settled
    }  # fmt: skip
    kept = [
        one
        for one in reading.relations
        if not (one.kind is Kind.SCORE_RULE and one.detail == TARGET and one.stated.place in settled)
    ]
    new = [one for one in found if one.stated.place not in accused]
    return replace(reading, relations=(*kept, *new))


def recognised(reading: Reading, document: Document) -> Rulebook | None:
    """The rulebook whose form this is beyond doubt: the national project form (funds, 产出, 效益, 满意度, a hundred points).

    Its title must say 项目; that of a workbook stands at the head of each sheet with such a form.
    """
    levels = {re.sub("指标$", "", row.level1) for row in reading.indicators}
    worth = {
        row.weight.quantity.value
        for row in reading.funds
        if row.total and row.weight is not None and row.weight.quantity is not None
    }
    if worth != {Decimal(10)} or "产出" not in levels or not levels & {"效益", "满意度"}:
        return None
    titles = [reading.title] if reading.title else _titles(document, {row.place.part for row in reading.indicators})
    if titles and all("项目" in one for one in titles):
        from jixiao.rules.load import load_rulebook

        return load_rulebook(_PROJECT_FORM)
    return None


def _titles(document: Document, parts: Collection[str]) -> list[str]:
    """What stands as a title over each of the tables or sheets `parts`, "" where nothing does."""
    over = (
        [cell.text for cell in takewhile(lambda one: one.row < _TITLE_ROWS, table.cells)]
        for table in document.tables()
        if table.place.part in parts
    )
    return [title_of(texts) for texts in over]


def coverage(reading: Reading) -> Coverage:
    """How many figures there are, and how many stand in a relation that could be decided."""
    figures = {one.place for one in reading.figures if one.mention.quantity is not None}
    figures.update([one.place for one in reading.table_figures])
    decided = {
        operand.place
        for relation in reading.relations
        if relation.verdict is not Verdict.UNVERIFIABLE
        for operand in (relation.stated, *relation.operands)
        if operand.quantity is not None
    }
    return Coverage(len(figures), len(figures & decided))


@dataclass
class Source:
    """The document's own words: what was read in one way of writing is quoted as it was written."""

    document: Document
    plain: Mapping[tuple[str, str], str]
    """Its paragraphs in one way of writing, as far as they were read as such."""
    wrapped: Mapping[tuple[str, str], Sequence[Seam]] = field(default_factory=dict)
    """The lines of its paragraphs that a page had cut, by where the first stands."""
    _texts: dict[int, Text] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[tuple[Place, str]]:
        """Paragraphs as written, in reading order."""
        return [(block.place, block.text) for block in self.document.texts()]

    @cached_property
    def index(self) -> dict[tuple[str, str], int]:
        """The paragraph at a part and ref."""
        return {(place.part, place.ref): index for index, (place, _) in enumerate(self.lines)}

    def text(self, index: int) -> Text:
        """A paragraph in one way of writing, worked out when first asked for."""
        known = self._texts.get(index)
        if known is None:
            known = self._texts[index] = normalise(self.lines[index][1])
        return known

    def string(self, index: int) -> str:
        """A paragraph in one way of writing, without the way back."""
        place = self.lines[index][0]
        known = self.plain.get((place.part, place.ref))
        return self.text(index).string if known is None else known

    def finding(self, finding: Finding) -> Finding:
        place = self.place(finding.place)
        one = finding  # made anew by hand, as relations are
        return Finding(
            one.code, one.name, one.level, place, self.quote(one.quote, place), one.args, one.message, one.stated, one.expected,
            one.unit, tuple(map(self.operand, one.rests_on)), one.changes, one.slip,
        )  # fmt: skip

    @cached_property
    def whole(self) -> dict[tuple[str, str], Text]:
        """Paragraphs that were cut, by where any line of them stands."""
        found: dict[tuple[str, str], Text] = {}
        for seams in self.wrapped.values():
            raw = ""
            for one in seams:
                raw = raw.ljust(one.start) + self.lines[self.index[one.place.part, one.place.ref]][1]
            text = normalise(raw)
            found |= {(one.place.part, one.place.ref): text for one in seams}
        return found

    def place(self, place: Place) -> Place:
        """The line of a paragraph that was cut in which a place stands that counts from the paragraph's beginning."""
        seams = self.wrapped.get((place.part, place.ref)) if place.span is not None else None
        if seams is None or place.span is None or place.span[1] <= seams[0].length:
            return place
        return place_in(seams, *place.span)

    def relation(self, relation: Relation) -> Relation:
        quote, stated = self.quote(relation.quote, relation.place), self.operand(relation.stated)
        operands = tuple(map(self.operand, relation.operands))
        if quote == relation.quote and stated is relation.stated and all(map(is_, operands, relation.operands)):
            return relation
        one = relation  # made anew by hand: nearly every relation is, and `replace` takes three times as long
        return Relation(
            one.kind, stated, operands, one.verdict, quote, one.place, one.expected, one.detail, one.way, one.cue, one.open,
            one.near, one.edit,
        )  # fmt: skip

    def operand(self, operand: Operand) -> Operand:
        """A figure's words are the characters at its place."""
        place = operand.place
        at = self.index.get((place.part, place.ref))
        if at is None or place.span is None:
            return operand
        start, end = place.span
        raw = self.lines[at][1]
        quote = raw[start:end]
        if not quote or quote == operand.quote or (end == len(raw) and len(quote) < len(operand.quote)):
            return operand  # the same, or a figure cut by the end of its line
        return Operand(operand.quantity, quote, place, operand.label)

    def quote(self, quote: str, place: Place) -> str:
        """A quote line by line, each looked up in the paragraph at `place` and then in those around it."""
        at = self.index.get((place.part, place.ref))
        whole = self.whole.get((place.part, place.ref)) if self.whole else None
        if whole is not None and (found := whole.string.find(quote)) >= 0:
            start, end = whole.source_span(found, found + len(quote))
            return whole.raw[start:end]
        if at is None:
            return quote
        if "\n" in quote:
            return "\n".join([self._line(line, at) for line in quote.split("\n")])
        return self._line(quote, at, place.span[0] if place.span is not None else 0)

    def _line(self, line: str, at: int, near: int = 0) -> str:
        """`line` as written, in the paragraph `at` or one around it; it holds the character `near` where nothing of the paragraph was left out."""
        string = self.string(at)
        before = near - len(line)
        index, found = at, string.find(line, before) if before > 0 and len(string) == len(self.lines[at][1]) else -1
        found = string.find(line) if found < 0 else found
        if found < 0:
            around = chain(range(at - 1, max(-1, at - 14), -1), range(at + 1, min(len(self.lines), at + 14)))
            index, found = next(((one, start) for one in around if (start := self.string(one).find(line)) >= 0), (at, -1))
        if found < 0:
            return line
        raw: str = self.lines[index][1]
        start, end = found, found + len(line)
        if len(raw) > len(self.string(index)):  # something was left out: then the way back is longer
            start, end = self.text(index).source_span(start, end)
        return raw[start:end]


def _in_order(reading: Reading) -> Callable[[Finding], tuple[int, tuple[int, int], int, str]]:
    order = {(place.part, place.ref): (index, 0) for index, place in enumerate(reading.places)}
    for seams in reading.wrapped:
        first = order[seams[0].place.part, seams[0].place.ref][0]
        order |= {(one.place.part, one.place.ref): (first, line) for line, one in enumerate(seams)}

    def key(finding: Finding) -> tuple[int, tuple[int, int], int, str]:
        place = finding.place
        return (
            LEVEL_ORDER[finding.level],
            order.get((place.part, place.ref), (len(order), 0)),
            (place.span or (0, 0))[0],
            finding.code,
        )

    return key
