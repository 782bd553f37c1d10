"""Scorecard and reviews → JSON, as other programs rely on it. Change the shape only with a new `schema` number.

Numbers are strings in the unit printed at their place, beside `unit`: "130.651", "万元".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao import __version__
from jixiao.errors import on_one_line
from jixiao.model.claim import Operand, Relation
from jixiao.model.difference import Comparison
from jixiao.model.document import Place
from jixiao.model.finding import Finding
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Outcome, Ruling, Scorecard
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.review import Review, Unreadable, Waived
from jixiao.writers.beside import beside_record

SCHEMA = 1
_PLACES = 6


def scorecard_json(scorecard: Scorecard, trial: Comparison | None = None) -> str:
    """The scorecard of `jixiao evaluate --format json`; that of a trial has both scores side by side under `trial`."""
    places, tried = scorecard.places, {}
    if trial is not None:
        from jixiao.writers.difference import comparison_record

        tried = {"trial": comparison_record(trial)}
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            **tried,
            "rulebook": {
                "id": scorecard.rulebook,
                "sha256": scorecard.rulebook_sha256,
                "allow_recalled": scorecard.allow_recalled,
            },
            "agency": scorecard.agency,
            "year": scorecard.year,
            "total": total_record(scorecard),
            "indicators": [_indicator(one, places) for one in scorecard.indicators],
            **({"bonus": [_indicator(one, places) for one in scorecard.bonus]} if scorecard.bonus else {}),
            **({"vetoes": [_ruling(one) for one in scorecard.vetoes]} if scorecard.vetoes else {}),
            "missing": list(scorecard.missing),
            "notes": [*scorecard.notes, *scorecard.read],
        }
    )


def total_record(scorecard: Scorecard) -> dict[str, Any]:
    """The total as contracted: known or missing, its bounds, its grade."""
    places = scorecard.places
    return {
        "status": _status(scorecard.total),
        "score": _points(scorecard.total, places),
        "of": str(trim(scorecard.of)),
        "range": [str(half_up(scorecard.low, places)), str(half_up(scorecard.high, places))],
        "grade": scorecard.grade or None,
    }


def review_json(reviews: Iterable[Review | Unreadable]) -> str:
    """The result of `jixiao check --format json`; a file that could not be read is an entry with `error`."""
    return dump({"schema": SCHEMA, "version": __version__, "files": [_file(one) for one in reviews]})


def dump(data: dict[str, Any]) -> str:
    """JSON as this house writes it: Chinese as it is, two blanks, a line end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _indicator(leaf: IndicatorScore, places: int) -> dict[str, Any]:
    trace = leaf.trace
    return {
        "id": leaf.id,
        "path": list(leaf.path),
        "name": leaf.name,
        "weight": None if leaf.weight is None else str(trim(leaf.weight)),
        "status": _status(leaf.score),
        "value": str(_exact(leaf.value.value)) if isinstance(leaf.value, Known) else None,
        "unit": leaf.unit,
        "score": _points(leaf.score, places),
        "sentence": leaf.sentence,
        "for_full_marks": leaf.for_full_marks,
        "trace": {
            "formula": trace.formula,
            "inputs": [_input(one) for one in trace.inputs],
            "substituted": trace.substituted,
            "value": trace.value,
            "rule": trace.rule,
            "branch": trace.branch,
            "rounding": trace.rounding,
            "rulebook_line": trace.rulebook_line,
            "source": trace.source,
            "notes": list(trace.notes),
        },
        "missing": list(leaf.score.needs) if isinstance(leaf.score, Missing) else [],
        "judged_by": leaf.judged_by,
    }


def _ruling(one: Ruling) -> dict[str, Any]:
    holds = bool(one.outcome.value) if isinstance(one.outcome, Known) else None
    needs = list(one.outcome.needs) if isinstance(one.outcome, Missing) else []
    return {"id": one.id, "name": one.name, "holds": holds, "sentence": one.sentence, "missing": needs}


def _input(one: Input) -> dict[str, Any]:
    fact = one.fact
    value, unit = number_record(fact.value) if fact is not None and isinstance(fact.value, Quantity) else (one.shown, "")
    return {
        "item": one.name if fact is None else fact.item,
        "name": one.name,
        "value": value,
        "unit": unit,
        "place": None if fact is None else {"source": fact.place.source, **place_record(fact.place)},
    }


def _status(outcome: Outcome) -> str:
    match outcome:
        case Known():
            return "known"
        case Missing():
            return "missing"
        case NotApplicable():
            return "not_applicable"


def _points(outcome: Outcome, places: int) -> str | None:
    return str(half_up(outcome.value, places)) if isinstance(outcome, Known) else None


def _exact(value: Fraction) -> Decimal:
    return trim(half_up(value, _PLACES))


def _file(one: Review | Unreadable) -> dict[str, Any]:
    if isinstance(one, Unreadable):
        error = {
            "message": on_one_line(one.faults, (fault.head for fault in one.faults)),
            "hint": on_one_line(one.faults, (fault.hint for fault in one.faults if fault.hint)),
        }
        return {
            "file": one.file, "sha256": one.sha256, "kind": None, "agency": None, "year": None, "error": error,
            "findings": [], "waived": [], "relations": [], "coverage": {"figures": 0, "checked": 0},
        }  # fmt: skip
    return {
        "file": one.file,
        "sha256": one.sha256,
        "kind": one.kind,
        "agency": one.agency,
        "year": one.year,
        "error": None,
        "findings": [_finding(finding) for finding in one.findings],
        "waived": [_waived(waived) for waived in one.waived],
        "relations": [relation_record(relation) for relation in one.relations],
        "coverage": {"figures": one.coverage.figures, "checked": one.coverage.checked},
        **({"neighbours": [beside_record(neighbour) for neighbour in one.beside]} if one.beside else {}),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "level": str(finding.level),
        "message": finding.message,
        "place": place_record(finding.place),
        "quote": finding.quote,
        "stated": finding.stated,
        "expected": finding.expected,
        "unit": finding.unit,
        "operands": [_operand(one) for one in finding.rests_on],
        "changes": finding.changes,
        "fingerprint": finding.fingerprint,
    }


def _waived(one: Waived) -> dict[str, Any]:
    waiver = one.waiver
    return {**_finding(one.finding), "waiver": {"by": waiver.by, "why": waiver.why, "date": waiver.date or None}}


def relation_record(relation: Relation) -> dict[str, Any]:
    """A relation as contracted: numbers as strings in the unit printed at their place."""
    stated = relation.stated.quantity
    value, unit = number_record(stated) if stated is not None else ("", "")
    expected = ""
    if relation.expected is not None:
        expected = str((stated or relation.expected).in_printed_unit(relation.expected.value))
    return {
        "kind": str(relation.kind),
        "stated": value,
        "expected": expected,
        "unit": unit,
        "operands": [_operand(one) for one in relation.operands],
        "verdict": str(relation.verdict),
        "detail": relation.detail,
        "quote": relation.quote,
        "place": place_record(relation.place),
    }


def _operand(operand: Operand) -> dict[str, Any]:
    value, unit = number_record(operand.quantity) if operand.quantity is not None else ("", "")
    return {"value": value, "unit": unit, "quote": operand.quote, "place": place_record(operand.place)}


def place_record(place: Place) -> dict[str, Any]:
    """A place as contracted: part, ref, span."""
    return {"part": place.part, "ref": place.ref, "span": list(place.span) if place.span else None}


def number_record(quantity: Quantity) -> tuple[str, str]:
    """Digits as printed where they are plain ones, else the number they mean; and the unit they were printed in."""
    digits = quantity.text.replace(",", "")
    plain = digits.isascii() and digits.lstrip("-").replace(".", "", 1).isdigit()
    shown = digits if plain else format(trim(quantity.value / quantity.factor), "f")
    return shown, quantity.printed_unit or quantity.unit
