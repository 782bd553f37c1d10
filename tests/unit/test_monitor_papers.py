"""Monitoring from files to papers: what is refused, the form, the notice, and that they are read back without a doubt."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.cli import main
from jixiao.errors import CaseError, UsageError
from jixiao.inyear import monitor_case
from jixiao.model.claim import Verdict
from jixiao.model.finding import Level
from jixiao.model.review import Review
from jixiao.monitor.thresholds import thresholds
from tests.unit.monitored import BOOK, case, light

# —— the road from files to papers ——


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_is_none_is_a_usage_error(month: int) -> None:
    with pytest.raises(UsageError, match=f"没有 {month} 月"):
        monitor_case(case(), BOOK, month)


@pytest.mark.parametrize("month", ["0", "13", "七"])
def test_the_command_refuses_it_too(month: str, root: Path) -> None:
    result = CliRunner().invoke(main, ["monitor", str(root / "examples" / "project"), "--month", month])
    assert result.exit_code == 2
    assert "month" in result.output and "Traceback" not in result.output


def test_a_month_the_case_says_nothing_of(root: Path) -> None:
    result = CliRunner().invoke(main, ["monitor", str(root / "examples" / "project"), "--month", "8"])
    assert result.exit_code == 2
    assert (
        "案卷里没有 8 月的监控数据。现有：7月；案卷写在 monitoring 下，采集表请用 jixiao template --month 8 另要一本"
        in result.output
    )


@pytest.mark.parametrize(
    ("indicators", "funds", "words"),
    [
        ("没有的: {done: 3个}", "executed: 5万元", "自设指标里没有名为“没有的”的指标"),
        ("更新书屋: {done: 很多}", "executed: 5万元", "应是一个确切的数，现为“很多”"),
        ("更新书屋: {done: 约60个}", "executed: 5万元", "应是一个确切的数"),
        ("更新书屋: {done: 60公里}", "executed: 5万元", "计量单位不同"),
        ("合格率: {done: 0.96}", "executed: 5万元", "执行情况“0.96”没有百分号"),
        ("更新书屋: {tier: 达成年度指标}", "executed: 5万元", "不评档次"),
        ("更新书屋: {chance: 大概}", "executed: 5万元", "不能是“大概”"),
        ("更新书屋: {cause: 天气}", "executed: 5万元", "不能是“天气”"),
        ("", "executed: 5", "没有写计量单位"),
        ("", "executed: -5万元", "不能是负数"),
    ],
)
def test_bad_input_is_told_with_its_line(indicators: str, funds: str, words: str) -> None:
    with pytest.raises(CaseError, match=words) as caught:
        case(indicators=indicators, funds=funds)
    assert all(one.where.startswith("案卷.yaml:") for one in caught.value.faults)


def test_month_thirteen_in_a_case_is_refused() -> None:
    with pytest.raises(CaseError, match="13"):
        case(month=13)


def test_json_says_everything(root: Path) -> None:
    result = CliRunner().invoke(main, ["monitor", str(root / "examples" / "project"), "--month", "7", "--format", "json"])
    said = json.loads(result.output)
    assert (said["schema"], said["color"], said["execution_rate"]) == (1, "yellow", "46.833333")  # 42.15 ÷ 90
    assert said["lights"][0]["value"] == "80.285714"  # (42.15 ÷ 90) ÷ (7 ÷ 12)
    assert {one["verified"] for one in said["lights"]} == {"seen", "derived"}
    assert [one["about"] for one in said["lights"] if one["color"] is None] == ["读者满意度"]


@pytest.mark.parametrize("recalled", [False, True])
def test_the_papers_are_read_back_without_a_doubt(tmp_path: Path, root: Path, recalled: bool) -> None:
    made = api.monitor(root / "examples" / "project", 7, allow_recalled=recalled, on=date(2021, 8, 10))
    paths = api.write_monitored(made, tmp_path)
    assert [one.name for one in paths] == ["监控表.docx", "监控表.xlsx", "monitor.json", "提示通知.docx"]
    papers = [one for one in paths if one.suffix != ".json"]
    for review in api.check(papers):
        assert isinstance(review, Review)
        assert not [one for one in review.findings if one.level in (Level.ERROR, Level.WARNING)], review.findings
        holding = sum(one.verdict is Verdict.CONSISTENT for one in review.relations)
        assert holding == 6 or "通知" in review.file  # three columns that add up, three rates


def test_a_digit_changed_in_the_form_is_found(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "监控表.xlsx"
    api.write_monitored(api.monitor(root / "examples" / "project", 7), tmp_path)
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["监控表"].iter_rows() for cell in row if cell.value == 42.15]
    cell.value = 45.15
    book.save(path)
    (review,) = api.check([path])
    assert isinstance(review, Review)
    assert {one.code for one in review.findings if one.level is Level.ERROR} & {"AR05", "CS03"}


def test_the_same_bytes_again(tmp_path: Path, root: Path) -> None:
    made = [api.write_monitored(api.monitor(root / "examples" / "project", 7), tmp_path / name) for name in ("a", "b")]
    assert [one.read_bytes() for one in made[0]] == [one.read_bytes() for one in made[1]]


def test_an_adjusted_budget_gets_a_column_of_its_own() -> None:
    of = case("年初预算数: 120万元, 全年预算数: 60万元", "executed: 28万元")
    (table, _) = monitor_case(of, BOOK, 7).sheets.tables()
    words = [cell.text for cell in table.cells]
    assert "调整后预算数" in words and "46.67%" in words  # 28 ÷ 60
    plain = monitor_case(case(), BOOK, 7).sheets.tables()
    assert "调整后预算数" not in [cell.text for cell in next(iter(plain)).cells]


def test_a_department_is_monitored_by_its_whole_expenditure(tmp_path: Path) -> None:
    """256 of 480 is 53.33 %; the year is 7/12 over, so 91.43 % of the pace."""
    text = """\
agency: 样例县图书馆（虚构）
year: 2021
rulebook: cn/hunan-2017/department
facts: {2021: {总支出: {年初预算数: 480.00万元}, 基本支出: {年初预算数: 350.00万元}, 项目支出: {年初预算数: 130.00万元}}}
rows: [{under: 经济效益、社会效益, name: 办展, target: ≥24场次, weight: 10}]
monitoring:
  7:
    funds:
      总支出: {executed: 256.00万元, expected: 480.00万元}
      基本支出: {executed: 206.00万元, expected: 350.00万元}
      项目支出: {executed: 50.00万元, expected: 130.00万元}
    indicators: {办展: {done: 14场次, chance: 确定能}}
"""
    path = tmp_path / "案卷.yaml"
    path.write_text(text, encoding="utf-8")
    result = api.monitor(path, 7)
    assert result.watch.color == "green"
    assert "前者为后者的91.43%" in light(result.watch, "资金执行", "pace").sentence
    (form, _) = result.sheets.tables()
    assert form.cells[0].text == "部门整体支出绩效目标执行监控表（2021年度）"
    written = api.write_monitored(result, tmp_path / "out")
    assert [one.name for one in written] == ["监控表.docx", "监控表.xlsx", "monitor.json"]  # green needs no notice
    for review in api.check(written[:2]):
        assert isinstance(review, Review)
        assert not [one for one in review.findings if one.level in (Level.ERROR, Level.WARNING)], review.findings


def test_english_notes(root: Path) -> None:
    result = CliRunner().invoke(main, ["monitor", str(root / "examples" / "project"), "--month", "7", "--lang", "en"])
    assert "note: 1 have no light: what is lacking is not what was not done" in result.output


def test_one_month_alone_is_not_called_a_span() -> None:
    (table, _) = monitor_case(case(month=1), BOOK, 1).sheets.tables()
    assert "1月执行数" in [cell.text for cell in table.cells]


def test_thresholds_say_where_they_are_from() -> None:
    for one in thresholds().values():
        assert one.source and one.verified in ("seen", "recalled", "derived")
        starts = [start for start, _ in one.bands]
        assert starts == sorted(starts, reverse=True) and (not starts or starts[-1] == 0)
    assert {one.id for one in thresholds().values() if one.verified == "recalled"} == {"steps", "gap"}
    assert thresholds()["pace"].band(Fraction(60)) == ("yellow", "不低于60%、低于80%")
