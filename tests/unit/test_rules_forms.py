"""What forms of some places ask for beside a score: coefficients, adjusted targets, reasons, room for words, rules not printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest

from jixiao import api
from jixiao.errors import CaseError
from jixiao.intake.template import compose_template
from jixiao.model.case import Judgement, Problem, Row
from jixiao.model.outcome import Known, Missing
from jixiao.model.rulebook import Rulebook
from jixiao.rules.compute import compute
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import load_rulebook
from tests.unit.small_books import book, case, fact, leaf, points, text_of_book

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

COEFFICIENT = """\
own:
  name: 绩效指标
  weight: 100
  source: made
  verified: seen
  rows:
    at_least: {method: coefficient}
    at_most: {method: coefficient}
    qualitative: {method: coefficient}
  rule: 得分系数×指标权重
"""


def own(target: str, actual: str, ratio: str, weight: str = "100", **rest: str) -> Row:
    return Row("own", "指标甲", target, actual, weight, ratio=ratio, **rest)  # type: ignore[arg-type]


# —— 得分系数 × 权重 ——


@pytest.mark.parametrize(
    ("row", "worth"),
    [
        (own("≥10场", "8场", "80%"), 80),
        (own("≥10场", "8场", "75.5%"), F(151, 2)),
        (own("≤10万元", "9万元", "100%"), 100),
        (own("", "", "76%"), 76),
        (own("好", "较好", "90%", measure="定性", by="评审组", why="例题"), 90),
        (own("≥10场", "12场", "0%"), 0),
    ],
)
def test_a_row_earns_its_coefficient_times_its_weight(row: Row, worth: F | int) -> None:
    assert points(compute(book(COEFFICIENT), case(row)), "own/指标甲") == worth


def test_without_a_coefficient_there_is_no_score_though_target_and_actual_are_known() -> None:
    found = leaf(compute(book(COEFFICIENT), case(own("≥10场", "10场", ""))), "own/指标甲")
    assert found.score == Missing(("“指标甲”的得分系数",))


@pytest.mark.parametrize(
    ("row", "remarked"),
    [
        (own("≥100%", "72.74%", "100%"), True),
        (own("≥100%", "72.74%", "72.74%"), False),
        (own("≥100%", "72.74%", "72.75%"), True),
        (own("≥10场", "12场", "100%"), False),
        (own("≤100%", "92%", "100%"), False),
        (own("高", "高", "100%", measure="定性", by="评审组", why="例题"), False),
    ],
)
def test_a_coefficient_above_the_share_done_is_remarked(row: Row, remarked: bool) -> None:
    """政府采购执行率72.74%打了满分：系数高于完成比例的，要说明依据。"""
    notes = leaf(compute(book(COEFFICIENT), case(row)), "own/指标甲").trace.notes
    assert any("完成比例只有72.74%" in note for note in notes) is remarked


def test_a_target_adjusted_during_the_year_is_told() -> None:
    row = own("≥8场", "8场", "100%", first_target="≥10场", core="是")
    notes = leaf(compute(book(COEFFICIENT), case(row)), "own/指标甲").trace.notes
    assert "指标值年中由≥10场调整为≥8场" in notes
    same = leaf(compute(book(COEFFICIENT), case(replace(row, first_target="≥8场"))), "own/指标甲").trace.notes
    assert not [note for note in same if "年中" in note]


def test_half_a_book_by_coefficient_is_a_fault() -> None:
    text = text_of_book(
        COEFFICIENT.replace("at_most: {method: coefficient}", "at_most: {method: reverse, mode: target_over_actual}")
    )
    assert [one.what for one in lint_rulebook(text.encode(), "t.yaml")] == ["“绩效指标”的自设指标一半按得分系数、一半不按"]


# —— 直接赋分、及格线 ——

KINDS = """\
own:
  name: 产出指标
  weight: 100
  source: made
  verified: seen
  rows:
    asks: [scored, pass_line]
    lower_is_better: [成本指标]
    at_least: {method: proportional}
    at_most: {method: reverse, mode: linear_to_zero, zero_at: 2}
    qualitative:
      method: tiers_range
      tiers: [{name: 好, ge: 60, le: 100}, {name: 差, ge: 0, lt: 60}]
"""


@pytest.mark.parametrize(
    ("row", "worth"),
    [
        (own("≥10场", "10场", "", scored="直接赋分"), 100),
        (own("≥10场", "9.99场", "", scored="直接赋分"), 0),
        (own("≤10天", "10天", "", scored="直接赋分"), 100),
        (own("≤10天", "11天", "", scored="直接赋分"), 0),
        (own("10天", "11天", "", level2="成本指标", scored="直接赋分"), 0),
        (own("10场", "11场", "", scored="直接赋分"), 100),
        (own("2021年6月底前", "2021年6月30日", "", scored="直接赋分"), 100),
        (own("2021年6月底前", "2021年7月1日", "", scored="直接赋分"), 0),
        (own("2021年6月底前", "未完成", "", scored="直接赋分"), 0),
        (own("按期", "按期", "100%", measure="定性", scored="直接赋分", by="评审组", why="例题"), 100),
        (own("按期", "逾期", "0%", measure="定性", scored="直接赋分", by="评审组", why="例题"), 0),
        (own("≥10场", "6场", "", pass_line="60%"), 60),
        (own("≥10场", "5.99场", "", pass_line="60%"), 0),
        (own("≥10场", "12场", "", pass_line="60%"), 100),
        (own("≤10天", "11天", "", pass_line="60%"), 90),
        (own("≥10场", "6场", ""), 60),
    ],
)
def test_an_indicator_may_earn_all_or_nothing_or_have_a_pass_line(row: Row, worth: int) -> None:
    """直接赋分：达到得满分，否则0分；及格线：完成比例低于它得0分，不低于的按比例."""
    assert points(compute(book(KINDS), case(row)), "own/指标甲") == worth


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        (KINDS, own("≥10场", "9场", "", scored="按比例"), "指标“指标甲”的赋分方式只能写“直接赋分”，现为“按比例”"),
        (KINDS, own("≥10场", "9场", "", pass_line="及格"), "指标“指标甲”的及格线应在 0% 到 100% 之间，现为“及格”"),
        (KINDS, own("≥10场", "9场", "", pass_line="0%"), "指标“指标甲”的及格线应在 0% 到 100% 之间，现为“0%”"),
        (KINDS, own("≥10场", "9场", "", pass_line="0.6"), "指标“指标甲”的及格线“0.6”没有百分号，分不清是百分比还是小数"),
        (
            KINDS,
            own("按期", "按期", "90%", measure="定性", scored="直接赋分"),
            "指标“指标甲”直接赋分，得分比例只能是 100% 或 0%，现为“90%”",
        ),
        (COEFFICIENT, own("≥10场", "9场", "", scored="直接赋分"), "指标“指标甲”写了赋分方式，“绩效指标”的表上没有这一栏"),
        (COEFFICIENT, own("≥10场", "9场", "", pass_line="60%"), "指标“指标甲”写了及格线，“绩效指标”的表上没有这一栏"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, row: Row, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        compute(book(text), case(row))
    assert said in [fault.what for fault in caught.value.faults]


def test_all_or_nothing_says_what_full_marks_take() -> None:
    found = leaf(compute(book(KINDS), case(own("≤30天", "31天", "", scored="直接赋分"))), "own/指标甲")
    assert found.sentence == "指标甲：指标值≤30天，实际完成31天，没有达到要求，直接赋分，得0分（满分100分）。"
    assert found.for_full_marks == "实际完成值不超过30天"


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("2021年12月5日", "2021年12月5日完成，没有达到要求，直接赋分，得0分（满分100分）。"),
        ("2021年11月30日", "2021年11月30日完成，达到要求，直接赋分，得满分100分。"),
    ],
)
def test_all_or_nothing_by_a_day_says_the_day(done: str, said: str) -> None:
    found = leaf(compute(book(KINDS), case(own("2021年11月30日", done, "", scored="直接赋分"))), "own/指标甲")
    assert found.sentence == f"指标甲：指标值2021年11月30日，{said}"


# —— a weight without a rule ——

UNRULED = """\
rate:
  name: 预算执行率
  weight: 5
  source: made
  verified: seen
  inputs:
    执行数: {item: total_expenditure, basis: executed}
    预算数: {item: total_expenditure, basis: adjusted_budget}
  value: 执行数 / 预算数
  unit: '%'
"""


def spent(executed: str, budget: str = "100万元") -> tuple[object, ...]:
    return (fact("total_expenditure", executed, "executed"), fact("total_expenditure", budget, "adjusted_budget"))


@pytest.mark.parametrize("budget", ["100万元", "0元"])
def test_a_rule_the_source_does_not_print_is_not_made_up(budget: str) -> None:
    card = compute(book(UNRULED, completeness="partial"), case(*spent("90万元", budget)))  # type: ignore[arg-type]
    found = leaf(card, "rate")
    assert found.score == Missing(("预算执行率的评分标准",))
    assert (found.low, found.high) == (0, 5)
    assert isinstance(found.value, Known) is (budget != "0元")


def test_a_complete_book_needs_every_rule() -> None:
    faults = [one.what for one in lint_rulebook(text_of_book(UNRULED, 5).encode(), "t.yaml")]
    assert "“预算执行率”有分值，没有写怎么计分" in faults


# —— reasons and room for words ——

SICHUAN = (
    UNRULED.replace("weight: 5", "weight: 100")
    + """\
  on_zero: missing
  both_zero: missing
  scoring: {method: proportional, target: 100}
  reason_below: 90
"""
)


@pytest.mark.parametrize(
    ("executed", "why", "asked"), [("89.99万元", "", True), ("90万元", "", False), ("80万元", "例题", False)]
)
def test_execution_below_ninety_percent_wants_a_reason(executed: str, why: str, asked: bool) -> None:
    """执行率低于90%须说明原因；正好90%不用。"""
    judged = [Judgement("rate", why=why)] if why else []
    found = leaf(compute(book(SICHUAN), case(*spent(executed), *judged)), "rate")  # type: ignore[arg-type]
    assert ("预算执行率低于90%，须写明原因，没有写" in found.trace.notes) is asked


def limited() -> Rulebook:
    return replace(book(COEFFICIENT), text_limits={"reason": 10, "results": 6, "problems": 4, "measures": 4})


def test_words_longer_than_the_form_allows_are_told_one_by_one() -> None:
    row = own("≥10场", "8场", "80%", reason="一二三四五六七八九十一")
    long = replace(
        case(row),
        texts={"results": "一二三四五六七"},
        problems=(Problem("一二", "三", measures=("一二",)), Problem("四五", measures=("三四五",))),
    )
    notes = [note for note in compute(limited(), long).notes if "请压缩" in note]
    assert notes == [
        "“指标甲”的偏差原因共11字，表上最多10字，请压缩",
        "评价结论共7字，表上最多6字，请压缩",
        "存在问题共5字，表上最多4字，请压缩",
        "改进措施共5字，表上最多4字，请压缩",
    ]


def test_words_that_just_fit_are_not_told_and_blanks_do_not_count() -> None:
    row = own("≥10场", "8场", "80%", reason="一二三四五 六七八九十\n")
    fits = replace(case(row), texts={"results": "一二三四五六"}, problems=(Problem("一二三四", measures=("一二三四",)),))
    assert not [note for note in compute(limited(), fits).notes if "请压缩" in note]
    assert not [note for note in compute(book(COEFFICIENT), fits).notes if "请压缩" in note]


# —— the form and the workbook ——


def test_the_form_prints_the_coefficient_that_was_written_and_not_one_worked_back_from_rounded_points() -> None:
    """8分×83.33%＝6.6664，得6.67分；6.67÷8＝83.375%，但表上写的是83.33."""
    result = api.evaluate(EXAMPLES / "chongqing")
    rows = [[cell.text for cell in line if cell] for table in result.form.tables() for line in table.grid()]
    row = next(one for one in rows if one and one[0] == "原创节目")
    assert row == ["原创节目", "个", "≥", "6", "6", "5", "83.33", "8", "6.67", "是"]


def test_only_a_form_that_asks_has_the_further_columns() -> None:
    def heads(id: str) -> list[str]:
        sheets = {table.title: table for table in compose_template(load_rulebook(id)).tables()}
        return [cell.text for cell in sheets["自评指标"].grid()[1] if cell]

    assert heads("cn/chongqing-2021/department")[-3:] == ["编码", "年初指标值", "是否核心指标"]
    assert heads("cn/sichuan-2023/project")[-1] == "编码"
