"""The forward road, pure: a case and a rulebook → a scorecard and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jixiao.compose.form import compose_form
from jixiao.compose.page import compose_page
from jixiao.compose.report import compose_report
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.document import Document
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.rules.compute import compute


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one case gives: the scorecard, the report, the form, the page."""

    scorecard: Scorecard
    report: Document
    form: Document
    page: Document


def evaluate_case(case: Case, rulebook: Rulebook, on: date | None = None) -> Evaluation:
    """The case scored under `rulebook` and written up; `on` is the date the report bears (None: left open)."""
    case = fit(case, rulebook)
    scorecard = compute(rulebook, case)
    return Evaluation(
        scorecard,
        compose_report(case, scorecard, rulebook, on),
        compose_form(case, scorecard, rulebook),
        compose_page(case, scorecard, rulebook),
    )
