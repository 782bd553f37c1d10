"""Faults a reader marked in a text or in a bundle, held against what the program says of them.

A finding answers for a mark if the catalogue numbers of its code (docs/codes.txt) meet the mark's and it stands at, or rests on,
the same line, the same row of a table or, for what is said of structure, the same section. A mark of the whole text is met anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from jixiao.model.document import Document, Table
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from tests.gold.labelled_words import KINDS
from tests.gold.labels import FOLDER
from tests.gold.sources import ROOT, Reviewed, Span

SPOKEN = (Level.ERROR, Level.WARNING)
HEADING = re.compile(r"[一二三四五六七八九十]+、", re.MULTILINE)
LACKING = frozenset({"E01", "E04", "E06", "E07", "E23", "D10", "D12", "D13"})
"""What a text lacks stands nowhere: a finding of it answers for its mark wherever it is told."""
ANYWHERE_BESIDE = frozenset({"B08", "B20", "B21", "C01", "C03", "C13"})
"""What is said of a paper as a whole: of its total, its parts or its copied words, whichever cell a finding rests on."""
GRAVITY = {"info": 0, "warning": 1, "error": 2}


@cache
def catalogue() -> Mapping[str, frozenset[str]]:
    """The catalogue numbers of every code."""
    lines = (ROOT / "docs" / "codes.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if re.match(r"[A-Z]{2}\d\d ", line)]
    return {row[0]: frozenset(row[2].split(",")) for row in rows}


def numbers(finding: Finding) -> frozenset[str]:
    return catalogue().get(finding.code, frozenset())


@dataclass(frozen=True)
class Mark:
    """A labelled fault. `zones` are the spans of the report where a finding may speak of it; `file` and `ref` its place beside."""

    id: str
    level: str
    quote: str
    accepts: frozenset[str]
    zones: tuple[Span, ...] = ()
    whole: bool = False
    optional: bool = False
    file: str = ""
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.quote or f'{self.file} {self.ref}'}"


@dataclass(frozen=True)
class Tempting:
    """Words that are fine though they tempt: a finding there with one of `accepts` is false."""

    quote: str
    accepts: frozenset[str]
    at: tuple[Span, ...]
    file: str = ""
    ref: str = ""


@cache
def verdicts() -> Mapping[tuple[str, str, str], bool]:
    """What a second reading made of findings that answer for no mark, by text, code and message."""
    path = FOLDER / "verdicts.yaml"
    rows = (yaml.safe_load(path.read_text(encoding="utf-8")) or []) if path.exists() else []
    return {(row["text"], row["code"], row["says"]): row["right"] for row in rows}


# —— places ——


def rows_of_cells(document: Document | None, reviewed: Reviewed) -> dict[int, tuple[Span, ...]]:
    """For the start of every cell the spans of its row."""
    found = {}
    for table in (one for one in (document.blocks if document else ()) if isinstance(one, Table)):
        for row in {cell.row for cell in table.cells}:
            spans = tuple(
                span for cell in table.cells if cell.row == row and (span := reviewed.span(cell.place)) is not None
            )
            found |= {span.start: spans for span in spans}
    return found


def spots_of(at: Span, reviewed: Reviewed, document: Document | None) -> tuple[Span, ...]:
    """The words themselves, or the row of a table they stand in."""
    piece = next((one for one in reviewed.pieces.values() if one.meets(at)), at)
    return rows_of_cells(document, reviewed).get(piece.start, (at,))


def zones_of(
    at: Span, text: str, mark: Mapping[str, Any], reviewed: Reviewed, document: Document | None
) -> tuple[Span, ...]:
    """The line or row around a quote; for what is said of structure, its section."""
    piece = next((one for one in reviewed.pieces.values() if one.meets(at)), at)
    row = rows_of_cells(document, reviewed).get(piece.start)
    if row:
        return row
    if mark["id"] not in KINDS["structure"]:
        return (piece,)
    heads = [match.start() for match in HEADING.finditer(text)]
    start = max((one for one in heads if one <= piece.start), default=piece.start)
    end = min((one for one in heads if one > start), default=len(text))
    return (Span(min(start, piece.start), max(end, piece.end)),)


def own_spans(finding: Finding, reviewed: Reviewed) -> Iterator[Span]:
    for place in (finding.place, *(one.place for one in finding.rests_on)):
        span = reviewed.span(place)
        if span is not None:
            yield span


def is_in(place: Place, file: str, ref: str) -> bool:
    """Whether a place is the cell `ref` (or anywhere, "") of the neighbour `file`."""
    inside = place.part == file or place.part.startswith(f"{file}!")
    return inside and (not ref or place.ref == ref)


def rests_beside(finding: Finding, file: str, ref: str) -> bool:
    return any(is_in(place, file, ref) for place in (finding.place, *(one.place for one in finding.rests_on)))


def answers(finding: Finding, mark: Mark, reviewed: Reviewed) -> bool:
    """Whether a finding speaks of a mark."""
    shared = numbers(finding) & mark.accepts
    if not shared:
        return False
    if (
        mark.whole
        or shared & LACKING
        or any(span.meets(zone) for span in own_spans(finding, reviewed) for zone in mark.zones)
    ):
        return True
    ref = "" if shared & ANYWHERE_BESIDE else mark.ref
    return bool(mark.file) and rests_beside(finding, mark.file, ref)


def tempted(finding: Finding, fine: Tempting, reviewed: Reviewed) -> bool:
    """Whether a finding falls for words that are fine: it stands at them, or in their row of a table."""
    at = reviewed.span(finding.place)
    if not numbers(finding) & fine.accepts or at is None or not any(at.meets(one) for one in fine.at):
        return False
    rests_on_others = any("!" in one.place.part for one in finding.rests_on)
    return not (fine.ref and rests_on_others) or rests_beside(finding, fine.file, fine.ref)


def best(finding: Finding, marks: Iterable[Mark], reviewed: Reviewed) -> Mark | None:
    """The gravest mark a finding answers for."""
    return max(
        (mark for mark in marks if answers(finding, mark, reviewed)), key=lambda mark: GRAVITY[mark.level], default=None
    )


def is_right(name: str, finding: Finding, marks: Iterable[Mark], reviewed: Reviewed) -> bool | None:
    """Whether a finding is right: it answers for a mark, or the second reading says so; None where nobody has judged it.

    An error is right only at a mark of that level; a warning also at what was marked as info.
    """
    mark = best(finding, marks, reviewed)
    if mark is not None and (finding.level is not Level.ERROR or mark.level == "error"):
        return True
    return verdicts().get((name, finding.code, finding.message))
