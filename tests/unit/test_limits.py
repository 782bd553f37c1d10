"""Figures that cannot be: a part greater than its whole is a fault of the case, told with its place, and nothing is scored."""

from __future__ import annotations

import pytest

from jixiao.errors import CaseError
from jixiao.evaluate import evaluate_case
from jixiao.intake.case import read_case
from jixiao.rules.load import load_rulebook

CASE = """
agency: 样例局（虚构）
year: 2021
rulebook: cn/hunan-2017/department
allow_recalled: true
facts:
  2021:
    满意样本数: {satisfied}份
    有效样本总数: 200份
    绩效考核得分: {score}分
    绩效考核满分: 97分
    “三公”经费: {{决算数: 10.40万元}}
    公务接待费: {{决算数: {reception}万元}}
"""


def faults(**figures: str) -> list[str]:
    case = read_case(CASE.format(**figures).encode(), "case.yaml", "")
    with pytest.raises(CaseError) as raised:
        evaluate_case(case, load_rulebook(case.rulebook))
    return [str(one) for one in raised.value.faults]


def test_every_part_greater_than_its_whole_is_told_at_once() -> None:
    assert faults(satisfied="250", score="120", reception="20.00") == [
        "case.yaml:8：满意样本数（250份）大于有效样本总数（200份）。请核对是否填错了数或单位",
        "case.yaml:10：绩效考核得分（120分）大于绩效考核满分（97分）。请核对是否填错了数或单位",
        "case.yaml:13：公务接待费全年执行数（20.00万元）大于“三公”经费全年执行数（10.40万元）。请核对是否填错了数或单位",
    ]


def test_what_rounding_allows_is_no_fault() -> None:
    case = read_case(CASE.format(satisfied="200", score="97", reception="10.40").encode(), "case.yaml", "")

    assert evaluate_case(case, load_rulebook(case.rulebook)).scorecard.indicators


def test_figures_that_do_not_go_together_are_a_doubt_in_every_paper() -> None:
    text = """
agency: 样例局（虚构）
year: 2021
rulebook: cn/hunan-2017/department
allow_recalled: true
facts:
  2021:
    总支出: {决算数: 512.60万元, 年初预算数: 480.00万元}
    基本支出: {决算数: 372.60万元, 年初预算数: 350.00万元}
    项目支出: {决算数: 104.00万元, 年初预算数: 130.00万元}
"""
    case = read_case(text.encode(), "case.yaml", "")

    result = evaluate_case(case, load_rulebook(case.rulebook))

    assert [one for one in result.scorecard.notes if one.startswith("数据存疑")] == [
        (
            "数据存疑：总支出等于基本支出与项目支出之和，而2021年总支出全年执行数填 512.60万元，"
            "基本支出372.60万元 + 项目支出104.00万元 合计 476.6万元，请核对数和单位"
        )
    ]


def test_parts_of_a_project_s_outputs_and_funds_are_held_to_their_wholes() -> None:
    text = """
agency: 样例局（虚构）
project: 样例项目（虚构）
year: 2021
rulebook: cn/mof-2013-53/project
facts:
  2021:
    项目实际产出数: 30项
    项目质量达标产出数: 31项
    项目应到位资金: 100.00万元
    项目及时到位资金: 100.02万元
    项目计划投入资金: 100.00万元
    项目实际到位资金: 120.00万元
"""
    case = read_case(text.encode(), "case.yaml", "")
    with pytest.raises(CaseError) as raised:
        evaluate_case(case, load_rulebook(case.rulebook))
    assert [str(one) for one in raised.value.faults] == [
        "case.yaml:9：项目质量达标产出数（31项）大于项目实际产出数（30项）。请核对是否填错了数或单位",
        "case.yaml:11：项目及时到位资金（100.02万元）大于项目应到位资金（100.00万元）。请核对是否填错了数或单位",
    ]
