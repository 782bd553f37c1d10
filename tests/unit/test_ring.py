"""The ring: the report an evaluation writes is read back to the same facts, and nothing in it is found wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao import api
from jixiao.evaluate import evaluate_case
from jixiao.model.document import Document, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.finding import Level
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Example
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.rules.examples import example_case
from jixiao.rules.load import load_rulebook
from jixiao.writers.docx import write_docx
from tests.unit.test_every_rulebook import about

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
# what the agency itself stated; derived figures (shares, differences, points lost) are recomputed by the checks instead
STATED = ("derived:",)
# these stand in the report only inside the sentence that explains the indicator
INSIDE_A_TRACE = {"appraisal_score", "appraisal_full_score", "key_project_expenditure"}


def written(document: Document) -> list[Fact]:
    """The facts a composed document holds, in its sentences and tables."""
    found: list[Fact] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.extend(block.facts)
        elif isinstance(block, Table):
            found.extend(run for cell in block.cells for run in cell.runs if isinstance(run, Fact))
    return [one for one in found if not one.by.startswith(STATED) or one.item in ("self_score", "self_grade")]


def amount(fact: Fact) -> object:
    return fact.value.value if isinstance(fact.value, Quantity) else str(fact.value)


@pytest.mark.parametrize("case", ["chongqing", "department", "hunan-2021", "hunan-yueyang", "project", "sichuan-project"])
def test_the_report_is_read_back_to_the_same_facts(case: str) -> None:
    result = api.evaluate(EXAMPLES / case)
    facts = {one.key: one for one in written(result.report) if one.item not in INSIDE_A_TRACE}

    review = review_document(read(write_docx(result.report), "自评报告.docx"))
    read_back = {one.key: one for one in review.facts}

    assert len(facts) >= 15
    assert sorted(map(str, facts.keys() - read_back.keys())) == []
    assert {key: amount(read_back[key]) for key in facts} == {key: amount(fact) for key, fact in facts.items()}


@pytest.mark.parametrize("case", ["chongqing", "department", "hunan-2021", "hunan-yueyang", "project", "sichuan-project"])
def test_nothing_is_found_wrong_in_a_report_we_wrote(case: str) -> None:
    result = api.evaluate(EXAMPLES / case)

    review = review_document(read(write_docx(result.report), "自评报告.docx"))

    assert [f"{one.code} {one.place}: {one.message}" for one in review.findings if one.level is not Level.INFO] == []


def test_one_changed_digit_in_a_report_we_wrote_is_found() -> None:
    result = api.evaluate(EXAMPLES / "department")
    text = "\n".join(block.text for block in read(write_docx(result.report), "自评报告.docx").texts())
    assert text.count("其中：基本支出372.60万元") == 1

    review = review_document(
        read(text.replace("其中：基本支出372.60万元", "其中：基本支出327.60万元").encode(), "自评报告.txt")
    )

    assert "AR01" in {one.code for one in review.findings if one.level is Level.ERROR}


@pytest.mark.parametrize("done", ["48780万元", "48770万元"])
def test_what_only_one_table_asks_for_is_read_back_too(done: str) -> None:
    """县考核表只用一般公共预算的年初预算数和完成数：报告写出这两个数，读回来还是这两个数，相等的也是."""
    book = load_rulebook("cn/county-treasury-2018/department")
    given = {"spending_completion": {"本年一般公共预算支出年初预算数": "48780万元", "本年一般公共预算支出完成数": done}}
    case = about(book, example_case(book, Example("", given, {})))
    report = evaluate_case(case, book).report

    stated = {one.key: amount(one) for one in written(report)}
    review = review_document(read(write_docx(report), "自评报告.docx"))

    assert stated == {
        ("general_public_budget", 2018, "initial_budget"): 487_800_000,
        ("general_public_budget", 2018, "executed"): Decimal(done.removesuffix("万元")) * 10_000,
    }
    assert {one.key: amount(one) for one in review.facts if one.key in stated} == stated
