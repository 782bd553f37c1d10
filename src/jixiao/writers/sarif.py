"""Reviews → SARIF 2.1.0, the form in which editors and code hosts take findings with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from jixiao import __version__
from jixiao.errors import on_one_line
from jixiao.model.anchor import Anchors, anchored
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.review import Review, Unreadable, Waived
from jixiao.patterns import regex
from jixiao.writers.json import dump
from jixiao.writers.remarks import Checks, Described, grounds, lines
from jixiao.writers.words import PAGE, WORDS, Lang

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_EXAMPLES = regex(r"^## 例.*", re.M | re.S)

Pair = tuple[Review | Unreadable, Anchors]
"""An answer with the anchors of its file, which give the lines of a text; none for other formats."""


def review_sarif(answers: Sequence[Pair], checks: Checks, pages: Mapping[str, str], lang: Lang = "zh") -> str:
    """One run over all files. `pages` are the pages of the checks by code, shown as help.

    A file that could not be read is a notification of the run. A waived finding is a result that is suppressed.
    """
    order = {code: index for index, code in enumerate(checks)}
    faults = [_fault(one) for one, _ in answers if isinstance(one, Unreadable)]
    run = {
        "tool": {
            "driver": {
                "name": "jixiao",
                "semanticVersion": __version__,
                "language": PAGE[lang]["lang"],
                "rules": [_rule(one, pages.get(code, ""), lang) for code, one in checks.items()],
            }
        },
        "invocations": [{"executionSuccessful": not faults, "toolExecutionNotifications": faults}],
        "artifacts": [
            {"location": {"uri": _uri(one.file)}, **({"hashes": {"sha-256": one.sha256}} if one.sha256 else {})}
            for one, _ in answers
        ],
        "results": [
            result
            for index, (one, anchors) in enumerate(answers)
            if isinstance(one, Review)
            for result in _results(one, _File(_uri(one.file), index, anchors, _beside(one)), order, lang)
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _uri(file: str) -> str:
    """The file's address: relative as it was given, absolute with its scheme."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rule(check: Described, page: str, lang: Lang) -> dict[str, Any]:
    name = check.title if lang == "zh" else check.slug.replace("_", " ")
    help = _EXAMPLES.sub("", page).strip()
    return {
        "id": check.code,
        "name": "".join(word.capitalize() for word in check.slug.split("_")),
        "shortDescription": {"text": name},
        **({"help": {"text": help, "markdown": help}} if help else {"help": {"text": name}}),
        "defaultConfiguration": {"level": _LEVELS[check.level]},
    }


def _fault(one: Unreadable) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": on_one_line(one.faults)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.file)}}}],
    }


def _beside(review: Review) -> Mapping[str, str]:
    """The addresses of the papers a report was held against, by their hash."""
    return {one.sha256: _uri(one.file) for one in review.beside if one.sha256}


class _File:
    """Where results of one file lie: its address, its number among the artifacts, the lines of its paragraphs.

    A place in one of the papers `beside` lies there.
    """

    def __init__(self, uri: str, index: int, anchors: Anchors, beside: Mapping[str, str]) -> None:
        self._artifact: dict[str, Any] = {"uri": uri, "index": index}
        self._anchors = anchors
        self._beside = beside

    def location(self, place: Place) -> dict[str, Any]:
        """A place: the paragraph or cell by name, in a text the line and columns too (both counted from 1)."""
        elsewhere = self._beside.get(place.source)
        physical: dict[str, Any] = {"artifactLocation": {"uri": elsewhere} if elsewhere else self._artifact}
        stretches = () if elsewhere else anchored(self._anchors, place)
        if stretches:
            first, last = stretches[0], stretches[-1]
            physical["region"] = {
                "startLine": first.element + 1,
                "startColumn": first.offset + 1,
                "endLine": last.element + 1,
                "endColumn": last.offset + last.end - last.start + 1,
            }
        found: dict[str, Any] = {"physicalLocation": physical}
        if place.ref:
            found["logicalLocations"] = [
                {"name": place.ref, "fullyQualifiedName": "!".join(filter(None, (place.part, place.ref)))}
            ]
        if place.span is not None:
            found["properties"] = {"span": list(place.span)}
        return found


def _results(review: Review, file: _File, order: Mapping[str, int], lang: Lang) -> list[dict[str, Any]]:
    open_ = [_result(one, file, order, lang) for one in review.findings]
    return open_ + [_result(one.finding, file, order, lang) | _suppressed(one) for one in review.waived]


def _result(finding: Finding, file: _File, order: Mapping[str, int], lang: Lang) -> dict[str, Any]:
    related = [
        {"id": number, "message": {"text": grounds(one, finding.place)}, **file.location(one.place)}
        for number, one in enumerate(finding.rests_on, 1)
    ]
    known = {"ruleIndex": order[finding.code]} if finding.code in order else {}
    return {
        "ruleId": finding.code,
        **known,
        "level": _LEVELS[finding.level],
        "message": {"text": finding.message or "\n".join(lines(finding, lang)) or WORDS[lang][str(finding.level)]},
        "locations": [file.location(finding.place)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"jixiao/v1": finding.fingerprint},
        "properties": {
            "quote": finding.quote, "stated": finding.stated, "expected": finding.expected, "unit": finding.unit,
            "changes": finding.changes, **({"slip": finding.slip} if finding.slip else {}),
        },
    }  # fmt: skip


def _suppressed(one: Waived) -> dict[str, Any]:
    return {
        "suppressions": [
            {
                "kind": "external",
                "status": "accepted",
                "justification": one.waiver.why,
                "properties": {"by": one.waiver.by, "date": one.waiver.date},
            }
        ]
    }
