"""The backward road, pure: a document (and a rulebook, when one is named) → a review."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.checks.check import Context, run_checks
from jixiao.extract import read_document
from jixiao.model.claim import Verdict
from jixiao.model.document import Document
from jixiao.model.finding import LEVEL_ORDER, Finding
from jixiao.model.reading import Reading
from jixiao.model.review import Coverage, Review
from jixiao.model.rulebook import Rulebook


def review_document(document: Document, rulebook: Rulebook | None = None, lang: str = "zh") -> Review:
    """Everything in `document` held against everything it can be held against."""
    reading = read_document(document, rulebook)
    findings = run_checks(Context(reading, rulebook), lang)
    return Review(
        document.name, document.source, document.kind, reading.agency, reading.year,
        tuple(sorted(findings, key=_in_order(reading))), reading.relations, reading.facts, coverage(reading), reading.notes,
    )  # fmt: skip


def coverage(reading: Reading) -> Coverage:
    """How many figures there are, and how many stand in a relation that could be decided."""
    figures = {one.place for one in reading.figures if one.mention.quantity is not None}
    figures |= {one.place for one in reading.table_figures}
    decided = {
        operand.place
        for relation in reading.relations
        if relation.verdict is not Verdict.UNVERIFIABLE
        for operand in (relation.stated, *relation.operands)
        if operand.quantity is not None
    }
    return Coverage(len(figures), len(figures & decided))


def _in_order(reading: Reading) -> Callable[[Finding], tuple[int, int, int, str]]:
    order = {(place.part, place.ref): index for index, place in enumerate(reading.places)}

    def key(finding: Finding) -> tuple[int, int, int, str]:
        place = finding.place
        return (
            LEVEL_ORDER[finding.level],
            order.get((place.part, place.ref), len(order)),
            (place.span or (0, 0))[0],
            finding.code,
        )

    return key
