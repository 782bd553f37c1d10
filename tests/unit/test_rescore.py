"""Points worked out anew under a named rulebook: by formula from figures of the text, by target in the row; what is not settled is left."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jixiao.api import check, evaluate, write_evaluation
from jixiao.checks.pages import Example
from jixiao.model.finding import Finding
from jixiao.model.review import Review
from jixiao.review import review_document
from jixiao.rules.load import load_rulebook

HUNAN = "cn/hunan-2017/department"
TEXT = """2021年度示例局（虚构）部门整体支出绩效自评报告
我局编制数{posts}人，在职人员数31人。{more}
自评得分为90.5分，绩效等级为优。
| 一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 自评得分 | 扣分原因和其他说明 |
| 投入 | 预算配置 | 在职人员控制率 | 每超过一个百分点扣0.5分 | {weight} | {score} | |
"""


def found(text: str, rulebook: str = HUNAN) -> list[Finding]:
    document = Example("", text, (), is_table=True).document()
    return [one for one in review_document(document, load_rulebook(rulebook)).findings if one.code == "SC13"]


def report(score: str, *, posts: str = "30", more: str = "", weight: str = "5") -> str:
    return TEXT.format(score=score, posts=posts, more=more, weight=weight)


def test_an_indicator_with_a_formula_is_scored_from_the_figures_of_the_text() -> None:
    """31 ÷ 30 is 103.33 %: three whole points over, three times 0.5; 90.5 − 5 + 3.5 = 89, which is 良."""
    (one,) = found(report("5"))
    assert (str(one.level), one.stated, one.expected) == ("error", "5", "3.5")
    assert one.changes == "总分 90.5 → 89，等级 优 → 良"
    assert "31人 ÷ 30人" in one.message
    assert [operand.quote for operand in one.rests_on] == ["31人", "30人"]


def test_fewer_points_than_the_rule_gives_are_asked_about() -> None:
    (one,) = found(report("2"))
    assert str(one.level) == "warning"


@pytest.mark.parametrize(
    "text",
    [
        report("3.5"),
        report("5", posts="31"),
        report("5", more="经核定，编制数为32人。"),  # two figures for one: which is meant?
        report("5", weight="8"),  # another edition's weight
    ],
)
def test_what_the_figures_do_not_settle_is_left_alone(text: str) -> None:
    assert found(text) == []


PROJECT = """2021年度样例县书屋更新项目（虚构）支出绩效自评表
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | {level2} | 更新书屋 | {aim} | {done} | 10 | {score} | |
"""


@pytest.mark.parametrize(
    ("level2", "aim", "done", "score", "told"),
    [
        ("数量指标", "≥100个", "90个", "10", [("error", "9")]),  # 10 × 90 ÷ 100
        ("数量指标", "≥100个", "90个", "9", []),
        ("数量指标", "≥100个", "90场次", "10", []),  # sessions of a number of rooms: nobody can say
        ("数量指标", "≥100个", "约90个", "5", []),
        ("数量指标", "100个", "90个", "10", [("warning", "9")]),  # no sign: what if fewer were better?
        ("质量指标", "≥90%", "85.5%", "9.5", []),
        ("质量指标", "≥90%", "85.5%", "9.49", []),  # 85.45 to 85.55 of 90 are 9.494 to 9.506
        ("质量指标", "≥90%", "85.5%", "9.51", []),
        ("质量指标", "≥90%", "85.5%", "9.6", [("error", "9.5")]),
        ("成本指标", "80元", "70元", "10", []),  # a cost without a sign is a limit, and its rule has two readings
    ],
)
def test_a_target_of_one_s_own_is_scored_where_nothing_is_open(
    level2: str, aim: str, done: str, score: str, told: list[tuple[str, str]]
) -> None:
    text = PROJECT.format(level2=level2, aim=aim, done=done, score=score)
    assert [(str(one.level), one.expected) for one in found(text, "cn/mof-2020-10/project")] == told


def test_recalled_points_are_not_held_against_anybody() -> None:
    """The lower half of this table was entered from memory: nobody is told that he broke it."""
    text = report("3.5").replace("在职人员控制率 | 每超过一个百分点扣0.5分 | 5 | 3.5", "公用经费控制率 | 超过扣分 | 8 | 8")
    assert found(text.replace("我局", "公用经费年初预算数60.00万元，决算数61.50万元。我局")) == []


def test_our_own_form_holds_and_a_changed_score_does_not(root: Path, tmp_path: Path) -> None:
    write_evaluation(evaluate(root / "examples" / "project"), tmp_path)
    form = tmp_path / "自评表.xlsx"
    rulebook = evaluate(root / "examples" / "project").scorecard.rulebook

    def told() -> list[str]:
        (review,) = check([form], rulebook=rulebook)
        assert isinstance(review, Review)
        return [f"{one.code} {one.level} {one.place.ref}" for one in review.findings if one.level != "info"]

    assert told() == []
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float | int | str)]
    lost = [cell for cell in cells if str(cell.value) in ("9.44", "9.44分")]
    if not lost:
        lost = [cell for cell in cells if _lost(cell, sheet)]
    target = lost[0]
    target.value = sheet.cell(target.row, target.column - 1).value
    book.save(form)
    assert any(one.startswith("SC13 error") and one.endswith(target.coordinate) for one in told())


def _lost(cell: openpyxl.cell.Cell, sheet: openpyxl.worksheet.worksheet.Worksheet) -> bool:
    """Whether a cell holds points below those of the cell on its left."""
    left = sheet.cell(cell.row, cell.column - 1).value if cell.column > 1 else None
    try:
        return 0 < float(cell.value) < float(left) <= 50 and "≥" in str(sheet.cell(cell.row, cell.column - 3).value)
    except (TypeError, ValueError):
        return False


FORM = """样例市农家书屋更新项目（虚构）2021年度支出绩效自评表
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 年度资金总额 | 90.00 | 90.00 | 85.32 | 10 | 94.80% | 9.48 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 更新农家书屋 | ≥120个 | 108个 | 15 | {books} | |
| 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 88% | 10 | {readers} | |
"""


@pytest.mark.parametrize(
    ("books", "readers", "named", "told"),
    [
        ("13.50", "9.78", True, []),  # 15 × 108 ÷ 120; 10 × 88 ÷ 90
        ("14.00", "9.78", True, ["error"]),
        ("14.00", "9.78", False, ["warning"]),  # nobody said that this is the rulebook
        ("13.50", "8.00", True, ["warning"]),
        ("13.50", "8.00", False, []),  # satisfaction may have been scored by bands
    ],
)
def test_a_form_that_nobody_named_is_asked_about_and_its_satisfaction_left_alone(
    books: str, readers: str, named: bool, told: list[str]
) -> None:
    document = Example("", FORM.format(books=books, readers=readers), (), is_table=True).document()
    review = review_document(document, load_rulebook("cn/mof-2020-10/project") if named else None)
    assert [str(one.level) for one in review.findings if one.code == "SC13"] == told


@pytest.mark.parametrize(
    ("title", "over", "told"),
    [
        ("项目支出绩效自评表（2021年度）", "", ["warning"]),  # 15 × 108 ÷ 120 = 13.5, and 14 stands there
        ("附件1", "项目支出绩效自评表", ["warning"]),  # the title below the number of the annex
        ("部门整体支出绩效自评表（2021年度）", "", []),  # a department's form has other rules
        ("2021年度情况", "", []),
    ],
)
def test_the_project_form_in_a_workbook_is_known_by_the_head_of_its_sheet(
    title: str, over: str, told: list[str], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    sheet.title = "自评表"
    for line in filter(None, (title, over)):
        sheet.append([line])
    for line in FORM.format(books="14.00", readers="9.78").splitlines()[1:]:
        sheet.append([one.strip() for one in line.strip("| ").split(" | ")])
    path = tmp_path / "自评表.xlsx"
    book.save(path)
    (review,) = check([path])
    assert isinstance(review, Review)
    assert [str(one.level) for one in review.findings if one.code == "SC13"] == told
    assert bool(review.rulebook) is bool(told)
