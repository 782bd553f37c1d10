"""The form of targets: what it shows, what is held against what, and that it is read back without a doubt."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.cli import main
from jixiao.compose.targets import target_forms
from jixiao.errors import CaseError, UsageError
from jixiao.intake.case import read_case
from jixiao.inyear import Targets, target_case
from jixiao.model.finding import Level
from jixiao.model.review import Review
from jixiao.rules.load import load_rulebook

DEPARTMENT = """\
agency: 样例县林业站（虚构）
year: 2024
rulebook: cn/hunan-2017/department
facts: {2024: {总支出: {年初预算数: 335.50万元}}}
texts: {goal: 造林护林}
plan:
  tasks:
    - {name: 造林绿化, content: 人工造林, total: 180.00万元, fiscal: 150.00万元, other: 30.00万元}
    - {name: 森林防火, total: 955000元, fiscal: 955000元, other: 0元}
    - {name: 病虫害防治, total: 60.00万元, fiscal: 60.00万元, other: 0万元}
rows:
  - {under: 经济效益、社会效益, name: 造林面积, target: ≥2000亩, weight: 6}
  - {under: 经济效益、社会效益, name: 成活率, target: ≥85%, weight: 4}
"""
PROJECT = """\
agency: 样例县供水站（虚构）
department: 样例县水务局（虚构）
project: 样例县饮水项目（虚构）
year: 2024
rulebook: cn/mof-2020-10/project
facts:
  2024:
    项目年度资金总额: {年初预算数: 200.00万元}
    本年财政拨款: {年初预算数: 150.00万元}
    上年结转资金（项目）: {年初预算数: 20.00万元}
    其他资金（项目）: {年初预算数: 30.00万元}
profile: {department_code: '301'}
plan:
  attribute: 延续项目
  period: 2023—2025年
  midterm: {total: 600万元, fiscal: 480万元, other: 120万元}
  midterm_goal: 三年内新建管网
  indicators: {新建管网: {midterm: ≥60公里, explanation: 验收合格的里程, standard: 按比例, note: 含支管}}
rows:
  - {under: 产出指标, level2: 数量指标, name: 新建管网, target: ≥20公里, weight: 50}
  - {under: 效益指标, level2: 社会效益指标, name: 受益人口, target: ≥8000人, weight: 30}
  - {under: 满意度指标, level2: 服务对象满意度指标, name: 用水户满意度, target: ≥90%, weight: 10}
"""


def made(text: str, form: str = "") -> Targets:
    case = read_case(text.encode(), "案卷.yaml", "0" * 64)
    return target_case(case, load_rulebook(case.rulebook), form)


def words(of: Targets) -> list[str]:
    (table,) = of.sheets.tables()
    return [cell.text for cell in table.cells]


def said(text: str) -> list[tuple[bool | None, str]]:
    return [(one.holds, one.sentence) for one in made(text).balances]


def test_tasks_sum_and_budget_of_a_department_are_one() -> None:
    assert said(DEPARTMENT)[0] == (True, "任务预算之和335.5万元，与部门年初预算总额335.5万元相等")  # 180 + 95.5 + 60
    shown = words(made(DEPARTMENT))
    assert shown[shown.index("金额合计") + 1 :][:3] == ["335.50", "305.50", "30.00"]
    assert "95.5" in shown  # 955000元


@pytest.mark.parametrize(
    ("old", "new", "holds", "sentence"),
    [
        ("180.00万元, fiscal: 150.00", "108.00万元, fiscal: 78.00", False,
         "任务预算之和263.5万元，与部门年初预算总额335.5万元不等，相差72万元"),
        ("fiscal: 150.00万元", "fiscal: 105.00万元", False, "造林绿化财政拨款与其他资金之和135万元，与总额180万元不等，相差45万元"),
        ("total: 60.00万元, ", "", None, "病虫害防治没有填预算金额，任务预算之和无法计算"),
        ("总支出: {年初预算数: 335.50万元}", "", None, "任务预算之和335.5万元，没有填总支出年初预算数，无法核对"),
        ("weight: 4", "weight: 3", False,
         "各项权重之和9不等于规则留给自设指标的10；其余90分由规则另行计分（预算执行率等），自评时才出现"),
        ("weight: 4", "weight: 5", False,
         "各项权重之和11不等于规则留给自设指标的10；其余90分由规则另行计分（预算执行率等），自评时才出现"),
        (", weight: 4", "", None, "有指标没有填权重，不能核对；各项权重之和应为10"),
    ],
)  # fmt: skip
def test_what_does_not_hold_or_cannot_be_told(old: str, new: str, holds: bool | None, sentence: str) -> None:
    assert old in DEPARTMENT
    assert (holds, sentence) in said(DEPARTMENT.replace(old, new))


def test_a_sum_with_a_part_lacking_is_no_sum() -> None:
    shown = words(made(DEPARTMENT.replace("total: 60.00万元, ", "")))
    assert shown[shown.index("金额合计") + 1 :][:3] == ["待补充", "305.50", "30.00"]


def test_a_department_without_tasks_says_so() -> None:
    text = DEPARTMENT[: DEPARTMENT.index("plan:")] + DEPARTMENT[DEPARTMENT.index("rows:") :]
    assert said(text)[0] == (None, "没有填年度主要任务，任务预算与部门预算无法核对")
    assert "待补充" in words(made(text))


def test_money_of_a_project() -> None:
    """What was carried over is no appropriation of the year, so it stands with the rest: 20 + 30 = 50, and 150 + 50 = 200."""
    assert said(PROJECT)[:3] == [
        (True, "年度资金财政拨款与其他资金之和200万元，与总额200万元相等"),
        (True, "中期资金财政拨款与其他资金之和600万元，与总额600万元相等"),
        (True, "中期资金总额600万元不小于年度资金总额200万元"),
    ]
    shown = words(made(PROJECT))
    at = shown.index("中期资金总额：")
    assert shown[at : at + 12] == [
        "中期资金总额：", "600", "年度资金总额：", "200.00", "其中：财政拨款", "480", "其中：财政拨款", "150.00",
        "其他资金", "120", "其他资金", "50.00",
    ]  # fmt: skip
    assert {"301 样例县水务局（虚构）", "延续项目", "2023—2025年", "三年内新建管网", "≥60公里", "≥20公里"} <= set(shown)


def test_a_year_dearer_than_the_whole_period_does_not_hold() -> None:
    found = said(PROJECT.replace("{total: 600万元, fiscal: 480万元, other: 120万元}", "{total: 190万元}"))
    assert (False, "中期资金总额190万元小于年度资金总额200万元") in found
    found = said(PROJECT.replace("{total: 600万元, fiscal: 480万元, other: 120万元}", "{total: 200万元}"))
    assert (True, "中期资金总额200万元不小于年度资金总额200万元") in found


def test_the_ten_points_for_execution_are_not_filed() -> None:
    shown = words(made(PROJECT, "mof-2021-101-project"))
    assert shown[shown.index("合计") + 1] == "90"
    assert any("其余10分由规则另行计分" in one for one in shown)
    assert "100" not in shown and "预算执行率" not in shown


def test_the_form_of_yueyanglou_parts_number_and_unit() -> None:
    shown = words(made(DEPARTMENT, "yueyanglou-2023"))
    at = shown.index("造林面积")
    assert shown[at : at + 4] == ["造林面积", "定量", "≥2000", "亩"]
    assert "分值" not in shown and "权重" not in shown  # weights are not filed there


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="没有名为“甲”的申报表样。可用：mof-2015-88-project、mof-2021-101-project"):
        made(PROJECT, "甲")
    with pytest.raises(UsageError):
        made(PROJECT, "yueyanglou-2023")  # a form of departments


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("total: 180.00万元", "total: 180", "没有写计量单位"),
        ("total: 180.00万元", "total: 约180万元", "应填确切的数"),
        ("name: 造林绿化, ", "", "缺少：name"),
        ("plan:\n", "plan:\n  indicators: {没有的: {note: 甲}}\n", "自设指标里没有名为“没有的”的指标"),
    ],
)
def test_bad_input(old: str, new: str, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        made(DEPARTMENT.replace(old, new))


@pytest.mark.parametrize(
    ("example", "form"),
    [("project", ""), ("project", "mof-2021-101-project"), ("department", ""), ("department", "yueyanglou-2023")],
)
def test_the_form_is_read_back_without_a_doubt(tmp_path: Path, root: Path, example: str, form: str) -> None:
    result = api.targets(root / "examples" / example, form=form)
    assert all(one.holds for one in result.balances)
    for review in api.check(api.write_targets(result, tmp_path)):
        assert isinstance(review, Review)
        assert not [one for one in review.findings if one.level in (Level.ERROR, Level.WARNING)], review.findings


def test_a_digit_changed_in_the_tasks_is_found(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "绩效目标申报表.xlsx"
    api.write_targets(api.targets(root / "examples" / "department"), tmp_path)
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["申报表"].iter_rows() for cell in row if cell.value == 52 and cell.column == 4]
    cell.value = 25
    book.save(path)
    (review,) = api.check([path])
    assert isinstance(review, Review)
    assert "CS03" in {one.code for one in review.findings if one.level is Level.ERROR}


def test_the_command_says_what_does_not_hold_by_its_code(tmp_path: Path) -> None:
    path = tmp_path / "案卷.yaml"
    for text, code in ((DEPARTMENT, 0), (DEPARTMENT.replace("335.50", "336.50"), 1)):
        path.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, ["targets", str(path), "--out", str(tmp_path / "out")])
        assert result.exit_code == code, result.output
        assert (tmp_path / "out" / "绩效目标申报表.docx").is_file()
    assert "不符  任务预算之和335.5万元，与部门年初预算总额336.5万元不等，相差1万元" in result.output


def test_every_form_fills_its_grid(root: Path) -> None:
    for id, form in target_forms().items():
        result = api.targets(root / "examples" / form.kind, form=id)
        (table,) = result.sheets.tables()
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(covered) == len(set(covered)) == table.n_rows * len(form.widths), id
