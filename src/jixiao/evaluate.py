"""The forward road, pure: a case and a rulebook → a scorecard and the papers; or another rulebook tried on the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jixiao.compose.form import compose_form
from jixiao.compose.ledger import reminders
from jixiao.compose.page import compose_page
from jixiao.compose.report import compose_report
from jixiao.compose.trial import marked, with_comparison
from jixiao.errors import Fault
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.difference import Comparison
from jixiao.model.document import Document
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.rules.compare import compare
from jixiao.rules.compute import compute
from jixiao.rules.retarget import retarget


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one case gives: the scorecard, the report, the form, the page; `reminders` are what to look at again first.

    `trial`: they are of a rulebook tried on the case.
    """

    scorecard: Scorecard
    report: Document
    form: Document
    page: Document
    trial: Comparison | None = None
    reminders: tuple[Fault, ...] = ()


def evaluate_case(case: Case, rulebook: Rulebook, on: date | None = None) -> Evaluation:
    """The case scored under `rulebook` and written up; `on` is the date the report bears (None: left open)."""
    case = fit(case, rulebook)
    scorecard = compute(rulebook, case)
    return Evaluation(
        scorecard,
        compose_report(case, scorecard, rulebook, on),
        compose_form(case, scorecard, rulebook),
        compose_page(case, scorecard, rulebook),
        reminders=reminders(case, on),
    )


def try_case(case: Case, own: Rulebook, other: Rulebook, on: date | None = None) -> Evaluation:
    """The case, which is written for `own`, scored and written up under `other`; every paper says that it is a trial."""
    comparison, moved = _compared(case, own, other)
    papers = evaluate_case(moved, other, on)
    return Evaluation(
        papers.scorecard,
        marked(papers.report, comparison),
        marked(papers.form, comparison),
        marked(with_comparison(papers.page, comparison), comparison),
        comparison,
        papers.reminders,
    )


def compare_case(case: Case, own: Rulebook, left: Rulebook, right: Rulebook) -> Comparison:
    """The case, which is written for `own`, under `left` and under `right`."""
    if left.id == own.id:
        return _compared(case, own, right)[0]
    fitted = fit(case, own)
    first, then = retarget(fitted, own, left), retarget(fitted, own, right)
    cards = compute(left, fit(first.case, left)), compute(right, fit(then.case, right))
    return compare(left, right, *cards, tuple(then.ignored), tuple(then.assumed))


def _compared(case: Case, own: Rulebook, other: Rulebook) -> tuple[Comparison, Case]:
    fitted = fit(case, own)
    moved = retarget(fitted, own, other)
    cards = compute(own, fitted), compute(other, fit(moved.case, other))
    return compare(own, other, *cards, tuple(moved.ignored), tuple(moved.assumed)), moved.case
