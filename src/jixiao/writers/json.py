"""Reviews → JSON, and the records all JSON of this house is made of, as other programs rely on it. Change the shape only with a new `schema` number.

Numbers are strings in the unit printed at their place, beside `unit`: "130.651", "万元".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jixiao import __version__
from jixiao.errors import on_one_line
from jixiao.model.claim import Operand, Relation
from jixiao.model.document import Place
from jixiao.model.finding import Finding
from jixiao.model.quantity import Quantity, trim
from jixiao.model.review import Review, Unreadable, Waived
from jixiao.writers.beside import beside_record

SCHEMA = 1


def review_json(reviews: Iterable[Review | Unreadable]) -> str:
    """The result of `jixiao check --format json`; a file that could not be read is an entry with `error`."""
    return dump({"schema": SCHEMA, "version": __version__, "files": [_file(one) for one in reviews]})


def dump(data: dict[str, Any]) -> str:
    """JSON as this house writes it: Chinese as it is, two blanks, a line end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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
        **({"slip": finding.slip} if finding.slip else {}),
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
