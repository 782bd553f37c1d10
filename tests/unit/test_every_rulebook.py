"""Every rulebook we ship can be used from one end to the other: its workbook, its papers, what the screen shows of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao import api
from jixiao.evaluate import Evaluation, evaluate_case
from jixiao.intake.needs import needs
from jixiao.model.case import Case
from jixiao.model.document import Table
from jixiao.model.fact import Facts
from jixiao.model.finding import Level
from jixiao.model.outcome import Known, Missing
from jixiao.model.rulebook import Rulebook
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.rules.examples import example_case
from jixiao.rules.load import load_rulebook, rulebook_ids
from jixiao.rules.show import show_rulebook
from jixiao.writers.docx import write_docx
from jixiao.writers.html import write_html
from jixiao.writers.xlsx import write_xlsx

IDS = rulebook_ids()
DEPARTMENTS = [id for id in IDS if load_rulebook(id).kind == "department"]


def about(rulebook: Rulebook, case: Case) -> Case:
    project = "示例项目（虚构）" if rulebook.kind == "project" else ""
    return replace(case, agency="示例县某局（虚构）", department="示例县人民政府（虚构）", project=project)


def said(result: Evaluation) -> list[str]:
    """What a checker finds wrong in the papers of an evaluation, or asks to be explained."""
    found = []
    papers = {
        "自评报告.docx": write_docx(result.report),
        "自评表.xlsx": write_xlsx(result.form),
        "report.html": write_html(result.page),
    }
    for name, content in papers.items():
        found += [f"{name} {one}" for one in review_document(read(content, name)).findings if one.level is not Level.INFO]
    return found


@pytest.mark.parametrize("id", [id for id in DEPARTMENTS if id != "cn/chongqing-2021/department"])  # see test_papers.MEANT
def test_the_papers_of_a_book_s_fullest_example_are_not_found_wrong(id: str) -> None:
    rulebook = load_rulebook(id)
    fullest = max(rulebook.examples, key=lambda one: len(one.given))
    assert said(evaluate_case(about(rulebook, example_case(rulebook, fullest)), rulebook)) == []


@pytest.mark.parametrize("id", IDS)
def test_a_case_that_says_nothing_has_papers_nobody_finds_wrong_and_no_score(id: str) -> None:
    rulebook = load_rulebook(id)
    empty = replace(example_case(rulebook, rulebook.examples[0]), facts=Facts({}), rows=(), judgements={})
    result = evaluate_case(about(rulebook, empty), rulebook)
    assert said(result) == []
    assert isinstance(result.scorecard.total, Missing)
    assert result.scorecard.grade == ""
    assert not any(isinstance(one.score, Known) for one in result.scorecard.indicators)
    assert "待补充" in "".join(cell.text for block in result.form.blocks if isinstance(block, Table) for cell in block.cells)


@pytest.mark.parametrize("id", IDS)
def test_the_workbook_of_a_book_asks_for_all_it_needs_and_the_screen_shows_every_indicator(id: str) -> None:
    rulebook = load_rulebook(id)
    sheets = {table.title: table for table in read(api.template(id), "采集表.xlsx").blocks if isinstance(table, Table)}
    asked = needs(rulebook)
    codes = {cell.text for table in sheets.values() for cell in table.cells}
    assert {f"{one.item}/{one.basis}" if one.basis else one.item for one in asked.facts} <= codes
    assert {one.indicator.name for one in asked.choices} <= codes
    assert {node.name for node in asked.rows} <= codes
    shown = show_rulebook(rulebook)
    assert all(node.name in shown for node in rulebook.nodes())
    assert (rulebook.rest is None) or "其余指标未见原文" in shown


@pytest.mark.parametrize("id", IDS)
def test_lint_finds_no_error_in_a_book_we_ship(id: str) -> None:
    assert [str(one.fault) for one in api.rulebook_lint([id]) if one.open] == []
