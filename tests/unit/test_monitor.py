"""Lights: every edge by name, worked out from the words of the threshold; what is missing gives none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.intake.case import read_case
from tests.unit.monitored import CASE, case, light, watched

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
        "（依据：执行率对序时进度，某省在用的预算管理一体化系统，预算执行预警）。"
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


def test_what_is_done_twice_over_makes_up_for_nothing_else() -> None:
    """240 of 120 count as 100 %, 0 of 24000 as 0: (30×100 + 10×0) ÷ 40 = 75 %, within 10 points of the 65 % spent."""
    of = case(funds="executed: 78万元", indicators="更新书屋: {done: 240个}, 补充图书: {done: 0册}")
    found = light(watched(of, allow_recalled=True), "支出与产出", "gap")
    assert (found.color, "2项可累计指标完成进度75%" in found.sentence) == ("green", True), found.sentence


def test_a_time_limit_does_not_add_up_from_month_to_month() -> None:
    """The limit of 30 days is met or not; by July no 17.5 days of it are due."""
    text = CASE.format(budget="年初预算数: 120万元", funds="executed: 70万元", month=7, indicators="单价: {done: 30天}")
    of = read_case(text.replace("target: ≤7500元", "target: 30天").encode(), "案卷.yaml", "0" * 64)
    assert light(watched(of), "单价", "level").color == "green"


def test_a_loss_where_a_gain_was_aimed_at_is_red() -> None:
    """By July 10 × 7/12 = 5.83 of the ten are due; −2 is −34.29 % of them."""
    text = CASE.format(
        budget="年初预算数: 120万元", funds="executed: 70万元", month=7, indicators="补充图书: {done: -2万元}"
    )
    of = read_case(text.replace("target: ≥24000册", "target: ≥10万元").encode(), "案卷.yaml", "0" * 64)
    found = light(watched(of), "补充图书", "progress")
    assert (found.color, "完成了其中的-34.29%，低于60%，红灯" in found.sentence) == ("red", True), found.sentence


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
