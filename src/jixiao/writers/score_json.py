"""Scorecards, and one case under two rulebooks → JSON, in the shape `jixiao.writers.json` speaks of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao import __version__
from jixiao.model.difference import Comparison
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Outcome, Ruling, Scorecard
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.writers.json import SCHEMA, dump, number_record, place_record

_PLACES = 6


def scorecard_json(scorecard: Scorecard, trial: Comparison | None = None) -> str:
    """The scorecard of `jixiao evaluate --format json`; that of a trial has both scores side by side under `trial`."""
    places = scorecard.places
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            **({"trial": comparison_record(trial)} if trial is not None else {}),
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


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """One case under two rulebooks, as contracted."""
    return {
        "left": _card(comparison.left),
        "right": _card(comparison.right),
        "indicators": [
            {"left": _leaf(one.left, comparison.left), "right": _leaf(one.right, comparison.right), "why": one.why}
            for one in comparison.sides
        ],
        "lacking": list(comparison.lacking),
        "ignored": list(comparison.ignored),
        "assumed": list(comparison.assumed),
    }


def _card(card: Scorecard) -> dict[str, Any]:
    return {
        "rulebook": card.rulebook,
        "sha256": card.rulebook_sha256,
        "title": card.rulebook_title,
        "total": total_record(card),
    }


def _leaf(leaf: IndicatorScore | None, card: Scorecard) -> dict[str, Any] | None:
    if leaf is None:
        return None
    return {
        "id": leaf.id,
        "name": leaf.name,
        "weight": None if leaf.weight is None else str(trim(leaf.weight)),
        "status": _status(leaf.score),
        "score": _points(leaf.score, card.places),
    }


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
