"""Lights: every edge by name, worked out from the words of the threshold; what is missing gives none."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from jixiao import api
from jixiao.cli import main
from jixiao.errors import CaseError, UsageError
from jixiao.intake.case import read_case
from jixiao.inyear import monitor_case
from jixiao.model.case import Case
from jixiao.model.claim import Verdict
from jixiao.model.finding import Level
from jixiao.model.plan import Light, Watch
from jixiao.model.review import Review
from jixiao.monitor.thresholds import thresholds
from jixiao.rules.load import load_rulebook

BOOK = load_rulebook("cn/mof-2020-10/project")
CASE = """\
agency: 样例市文化馆（虚构）
department: 样例市文化和旅游局（虚构）
project: 样例市书屋项目（虚构）
year: 2021
rulebook: cn/mof-2020-10/project
facts: {{2021: {{项目年度资金总额: {{{budget}}}}}}}
rows:
  - {{under: 产出指标, level2: 数量指标, name: 更新书屋, target: ≥120个, weight: 30}}
  - {{under: 产出指标, level2: 数量指标, name: 补充图书, target: ≥24000册, weight: 10}}
  - {{under: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, weight: 10}}
  - {{under: 产出指标, level2: 成本指标, name: 单价, target: ≤7500元, weight: 10}}
  - {{under: 产出指标, level2: 质量指标, name: 事故, target: 0起, weight: 10}}
  - {{under: 效益指标, level2: 可持续影响指标, name: 机制, measure: 定性, target: 建立, weight: 10}}
monitoring:
  {month}:
    funds: {{项目年度资金总额: {{{funds}}}}}
    indicators: {{{indicators}}}
"""


def case(budget: str = "年初预算数: 120万元", funds: str = "executed: 70万元", month: int = 7, indicators: str = "") -> Case:
    text = CASE.format(budget=budget, funds=funds, month=month, indicators=indicators)
    return read_case(text.encode(), "案卷.yaml", "0" * 64)


def watched(of: Case, *, allow_recalled: bool = False) -> Watch:
    (month,) = of.monitoring
    return monitor_case(of, BOOK, month, allow_recalled=allow_recalled).watch


def light(of: Watch, about: str, threshold: str) -> Light:
    (found,) = [one for one in of.lights if (one.about, one.threshold) == (about, thresholds()[threshold].name)]
    return found


# —— spending against the time that has passed: below 60 red, 60 to below 80 yellow, 80 and more green ——


@pytest.mark.parametrize(
    ("name", "month", "executed", "color"),
    [
        ("exactly 80 in July: 120 × 7/12 × 80% = 56", 7, "56", "green"),
        ("a cent below 80", 7, "55.999999", "yellow"),
        ("exactly 60 in July: 42", 7, "42", "yellow"),
        ("a cent below 60", 7, "41.999999", "red"),
        ("exactly 100: 70", 7, "70", "green"),
        ("nothing spent, and said so", 7, "0", "red"),
        ("January: 120 / 12 × 80% = 8", 1, "8", "green"),
        ("January: 6 is exactly 60", 1, "6", "yellow"),
        ("December: 96 is exactly 80", 12, "96", "green"),
        ("December: 72 is exactly 60", 12, "72", "yellow"),
        ("December: below 72", 12, "71.9999", "red"),
        ("all of it in January", 1, "120", "green"),
    ],
)
def test_pace(name: str, month: int, executed: str, color: str) -> None:
    found = light(watched(case(funds=f"executed: {executed}万元", month=month)), "资金执行", "pace")
    assert found.color == color, name


@given(st.integers(1, 12), st.integers(1, 10**7), st.integers(0, 10**7))
def test_pace_against_an_oracle_in_whole_numbers(month: int, budget: int, executed: int) -> None:
    """executed / budget ÷ (month / 12) × 100 ≥ 80, without a division: 1200 × executed ≥ 80 × budget × month."""
    of = case(f"年初预算数: {budget}元", f"executed: {executed}元", month)
    reached = 1200 * executed
    wanted = "green" if reached >= 80 * budget * month else "yellow" if reached >= 60 * budget * month else "red"
    assert light(watched(of), "资金执行", "pace").color == wanted


def test_a_light_explains_itself_in_one_sentence_with_figures_and_source() -> None:
    found = light(watched(case(funds="executed: 49万元")), "资金执行", "pace")
    assert found.sentence == (
        "1—7月执行49万元 ÷ 年初预算120万元 = 执行率40.83%，时间进度58.33%，前者为后者的70%，不低于60%、低于80%，黄灯"
        "（依据：执行率对序时进度，某省在用的预算管理一体化系统，预算执行预警（公开的程序源文件 54658701560））。"
    )
    assert found.value == 70


def test_a_ratio_is_never_printed_on_an_edge_it_does_not_reach() -> None:
    found = light(watched(case(funds="executed: 55.999999万元")), "资金执行", "pace")
    assert found.color == "yellow"
    assert "前者为后者的79.999999%" in found.sentence


def test_the_adjusted_budget_goes_before_that_of_the_start_of_the_year() -> None:
    found = light(watched(case("年初预算数: 120万元, 全年预算数: 60万元", "executed: 28万元")), "资金执行", "pace")
    assert found.color == "green"  # 28/60 against 7/12 is exactly 80
    assert "全年预算60万元" in found.sentence


# —— what is missing ——


@pytest.mark.parametrize(
    ("budget", "funds", "words"),
    [
        ("年初预算数: 120万元", "expected: 100万元", "没有填1—7月执行数，不评灯"),
        ("年初预算数: ", "executed: 5万元", "没有填预算数，算不出执行率，不评灯"),
        ("年初预算数: 0万元", "executed: 0万元", "年初预算0万元，没有执行率，不评进度灯"),
    ],
)
def test_no_figure_no_light(budget: str, funds: str, words: str) -> None:
    found = watched(case(budget, funds))
    assert light(found, "资金执行", "pace").color is None
    assert words in light(found, "资金执行", "pace").sentence
    assert found.color is None and not found.notice and found.rate is None


def test_spending_without_a_budget_is_red() -> None:
    found = watched(case("年初预算数: 0万元", "executed: 5万元"))
    assert light(found, "资金执行", "over_budget").color == "red"
    assert found.rate is None


@pytest.mark.parametrize(("executed", "over"), [("120", False), ("120.000001", True)])
def test_more_than_the_budget_of_the_year_is_red(executed: str, over: bool) -> None:
    found = watched(case(funds=f"executed: {executed}万元"))
    assert (found.color == "red") is over


# —— stepped thresholds: an example nobody has verified ——


def test_what_is_recalled_is_used_only_when_allowed_and_then_marked() -> None:
    of = case()
    quiet, loud = watched(of), watched(of, allow_recalled=True)
    assert not [one for one in quiet.lights if one.verified == "recalled"]
    assert "分月执行率下限、支出与产出的差距没有核实过原文，没有采用" in quiet.notes[0]
    assert "（未核实，仅作举例）" in light(loud, "资金执行", "steps").sentence
    assert any("采用了未经核实的预警口径" in one for one in loud.notes)


@pytest.mark.parametrize(
    ("month", "executed", "color"),
    [
        (3, "0", None),  # before the first step
        (4, "30", "green"),  # exactly 25 % at the end of April
        (4, "29.9999", "yellow"),
        (5, "29.9999", "yellow"),  # in May the step of April holds
        (6, "48", "green"),  # exactly 40 %
        (6, "47.9999", "yellow"),
        (7, "48", "green"),
        (8, "72", "green"),  # exactly 60 %
        (8, "71.9999", "yellow"),
        (10, "96", "green"),  # exactly 80 %
        (10, "95.9999", "yellow"),
        (12, "95.9999", "yellow"),
    ],
)
def test_steps(month: int, executed: str, color: str | None) -> None:
    found = watched(case(funds=f"executed: {executed}万元", month=month), allow_recalled=True)
    assert light(found, "资金执行", "steps").color == color


# —— spending and products ——


@pytest.mark.parametrize(
    ("executed", "color", "words"),
    [
        ("48", "green", "相差10个百分点，没有超过10个百分点"),  # products 50 %, spending 40 %
        ("47.99", "yellow", "产出快于支出，相差10.01个百分点，超过10个百分点"),
        ("72", "green", "支出快于产出，相差10个百分点"),
        ("72.01", "yellow", "支出快于产出，相差10.01个百分点，超过"),
        ("60", "green", "两者一致"),
    ],
)
def test_gap(executed: str, color: str, words: str) -> None:
    """30 points of 72 of 120 (60 %) and 10 points of 4800 of 24000 (20 %): (30×60 + 10×20) ÷ 40 = 50 %."""
    of = case(
        funds=f"executed: {executed}万元", indicators="更新书屋: {done: 72个}, 补充图书: {done: 4800册}, 合格率: {done: 99%}"
    )
    found = light(watched(of, allow_recalled=True), "支出与产出", "gap")
    assert (found.color, words in found.sentence) == (color, True), found.sentence


def test_no_products_no_gap() -> None:
    assert light(watched(case(), allow_recalled=True), "支出与产出", "gap").color is None


# —— indicators ——


@pytest.mark.parametrize(
    ("name", "written", "threshold", "color"),
    [
        ("更新书屋", "done: 56个", "progress", "green"),  # 120 × 7/12 × 80 %
        ("更新书屋", "done: 55个", "progress", "yellow"),
        ("更新书屋", "done: 42个", "progress", "yellow"),  # exactly 60 %
        ("更新书屋", "done: 41个", "progress", "red"),
        ("更新书屋", "done: 20个, planned: 25个", "progress", "green"),  # a plan of one's own: exactly 80 %
        ("更新书屋", "done: 0个, planned: 0个", "progress", None),  # nothing is due yet
        ("更新书屋", "expected: 100个", "progress", None),
        ("合格率", "done: 95%", "level", "green"),
        ("合格率", "done: 94.99%", "level", "yellow"),
        ("单价", "done: 7500元", "level", "green"),
        ("单价", "done: 7500.01元", "level", "yellow"),
        ("事故", "done: 0起", "zero_target", "green"),
        ("事故", "done: 1起", "zero_target", "red"),
        ("机制", "tier: 达成年度指标", "tier", "green"),
        ("机制", "tier: 部分达成年度指标并具有一定效果", "tier", "yellow"),
        ("机制", "tier: 未达成年度指标且效果较差", "tier", "red"),
        ("机制", "done: 已经印发", "tier", None),
        ("更新书屋", "chance: 确定能", "chance", "green"),
        ("更新书屋", "chance: 有可能", "chance", "yellow"),
        ("更新书屋", "chance: 完全不可能", "chance", "red"),
    ],
)
def test_indicators(name: str, written: str, threshold: str, color: str | None) -> None:
    found = watched(case(indicators=f"{name}: {{{written}}}"))
    assert light(found, name, threshold).color == color


def test_the_whole_is_as_bad_as_its_worst_light() -> None:
    assert watched(case()).color == "green"
    assert watched(case(indicators="机制: {tier: 部分达成年度指标并具有一定效果}")).color == "yellow"
    assert watched(case(indicators="机制: {tier: 部分达成年度指标并具有一定效果}, 事故: {done: 1起}")).color == "red"


# —— notices ——


def test_notices() -> None:
    yellow = watched(case(funds="executed: 49万元"))
    red = watched(case(funds="executed: 41万元", indicators="机制: {tier: 部分达成年度指标并具有一定效果}"))
    assert yellow.notice_title == "关于2021年度样例市书屋项目（虚构）绩效运行监控的提示通知"
    assert red.notice_title == "关于2021年度样例市书屋项目（虚构）绩效运行监控发现问题的整改通知"
    assert red.notice[0] == "截至7月末，样例市书屋项目（虚构）的绩效运行监控有 1 项红灯、1 项黄灯。具体如下："
    assert [one[:2] for one in red.notice[1:3]] == ["1．", "2．"]
    assert not watched(case()).notice


def test_days_to_answer_are_told_only_where_a_threshold_that_may_be_used_says_them() -> None:
    of = case(funds="executed: 41万元")
    assert not any("个工作日" in one for one in watched(of).notice)
    assert "请在 10 个工作日内书面答复。" in watched(of, allow_recalled=True).notice


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
    assert "案卷里没有 8 月的监控数据。现有：7月；请在 monitoring 下填写" in result.output


@pytest.mark.parametrize(
    ("indicators", "funds", "words"),
    [
        ("没有的: {done: 3个}", "executed: 5万元", "自设指标里没有名为“没有的”的指标"),
        ("更新书屋: {done: 很多}", "executed: 5万元", "应是一个确切的数，现为“很多”"),
        ("更新书屋: {done: 约60个}", "executed: 5万元", "应是一个确切的数"),
        ("更新书屋: {done: 60公里}", "executed: 5万元", "计量单位不同"),
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
