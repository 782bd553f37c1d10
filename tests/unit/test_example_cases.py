"""The example cases: scored as a person worked it out by hand, their figures consistent, nothing in the seed's that it does not say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from jixiao.casefiles import load_case
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.outcome import Known, Missing
from jixiao.model.quantity import Quantity
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["chongqing", "department", "hotline", "hunan-2021", "hunan-yueyang", "project", "seed-unit", "sichuan-project"]


def example(name: str) -> Case:
    case = load_case(ROOT / "examples" / name / "case.yaml")
    return fit(case, load_rulebook(case.rulebook))


@pytest.mark.parametrize("name", NAMES)
def test_every_score_is_what_was_worked_out_by_hand(name: str) -> None:
    expected = yaml.load((ROOT / "tests" / "cases" / name / "scores.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    case = example(name)
    card = compute(load_rulebook(case.rulebook), case)
    scores = {
        one.id: "missing"
        if isinstance(one.score, Missing)
        else one.score.value
        if isinstance(one.score, Known)
        else one.score
        for one in card.indicators
    }
    wanted = {id: "missing" if one == "missing" else Fraction(one) for id, one in expected["scores"].items()}
    assert scores == wanted
    assert card.grade == expected["grade"]
    if expected["total"] == "missing":
        assert isinstance(card.total, Missing)
        assert (card.low, card.high) == (Fraction(expected["low"]), Fraction(expected["high"]))
    else:
        assert isinstance(card.total, Known)
        assert card.total.value == Fraction(expected["total"])


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_table_shows_the_expected_scores(name: str) -> None:
    folder = ROOT / "tests" / "cases" / name
    expected = yaml.load((folder / "scores.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    words = (folder / "README.md").read_text("utf-8")
    for id, score in expected["scores"].items():
        if score != "missing":
            assert f"| {Decimal(score):.2f} |" in words, id
    if expected["total"] != "missing":
        assert f"**{expected['total']}**" in words


def amount(case: Case, item: str, basis: str, year: int = 2021) -> Decimal:
    fact = case.facts.get(item, year, basis)
    assert fact is not None and isinstance(fact.value, Quantity), item
    return fact.value.value


@pytest.mark.parametrize("basis", ["initial_budget", "executed"])
def test_the_department_s_figures_add_up(basis: str) -> None:
    case = example("department")
    sums = {
        "total_expenditure": ["basic_expenditure", "project_expenditure"],
        "basic_expenditure": [
            "wages_and_welfare", "goods_and_services", "personal_and_family_subsidies", "basic_capital_outlay",
        ],
        "three_public_costs": ["going_abroad", "official_vehicles", "official_reception"],
        "official_vehicles": ["vehicle_purchase", "vehicle_operation"],
    }  # fmt: skip
    for whole, parts in sums.items():
        assert amount(case, whole, basis) == sum(amount(case, part, basis) for part in parts), whole


def test_the_department_s_budget_leads_to_its_spending() -> None:
    case = example("department")
    available = amount(case, "total_expenditure", "adjusted_budget")
    added = amount(case, "prior_year_carryover", "") + amount(case, "added_budget", "")
    assert available == amount(case, "total_expenditure", "initial_budget") + added
    assert available - amount(case, "year_end_balance", "") == amount(case, "total_expenditure", "executed")
    last_year = [amount(case, item, "executed", 2020) for item in ("basic_expenditure", "project_expenditure")]
    assert amount(case, "total_expenditure", "executed", 2020) == sum(last_year)


@pytest.mark.parametrize("basis", ["initial_budget", "adjusted_budget", "executed"])
def test_the_project_s_funds_add_up(basis: str) -> None:
    case = example("project")
    parts = ("project_fiscal_funds", "project_carryover_funds", "project_other_funds")
    assert amount(case, "project_funds", basis) == sum(amount(case, part, basis) for part in parts)


def test_points_lost_have_their_reason() -> None:
    """Every indicator short of full marks says why, every judgement who made it, every problem what is done about it."""
    for name in ("chongqing", "department", "hotline", "hunan-2021", "hunan-yueyang", "project", "sichuan-project"):
        case = example(name)
        card = compute(load_rulebook(case.rulebook), case)
        short = [one for one in card.indicators if isinstance(one.score, Known) and one.score.value < (one.weight or 0)]
        assert short
        assert [one.id for one in short if not one.reason] == []
        assert all(one.by and one.why for one in case.judgements.values() if not one.not_applicable)
        assert all(one.cause and one.measures for one in case.problems)


def test_the_seed_s_case_holds_what_its_report_says_and_nothing_more() -> None:
    """Written down from the report by hand: item, year, basis, figure in 元 or heads."""
    stated = {
        ("staff_in_post", 2021, ""): 10,
        ("retired_staff", 2021, ""): 0,
        ("total_expenditure", 2021, "executed"): 1306510,
        ("basic_expenditure", 2021, "executed"): 861240,
        ("wages_and_welfare", 2021, "executed"): 807490,
        ("goods_and_services", 2021, "executed"): 53750,
        ("project_expenditure", 2021, "executed"): 445260,
        ("three_public_costs", 2021, "executed"): 1720,
        ("going_abroad", 2021, "executed"): 0,
        ("official_vehicles", 2021, "executed"): 0,
        ("official_reception", 2021, "executed"): 1720,
        ("three_public_costs", 2020, "executed"): 300,
    }
    case = example("seed-unit")
    assert {fact.key: fact.value.value for fact in case.facts if isinstance(fact.value, Quantity)} == stated
    assert case.allow_recalled
    assert not case.rows and not case.judgements
    assert not any(fact.basis == "initial_budget" for fact in case.facts)  # −82.8% of a budget that is stated nowhere
