"""Figures found by their names or by what stands beside them: bases of changes, what was taken off, divisions without a name."""

from __future__ import annotations

import pytest

from jixiao.extract.changes.taken_off import taken_off
from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import brief, only, parts, prose, reading, wrong

HELD = Verdict.CONSISTENT
INCOME = "收入合计2418.37万元。其中：拨款收入2305.12万元；其他收入113.25万元。\n与上年相比，拨款收入增加188.60万元，增长8.91%；其他收入增加{}万元，增长{}%。"
TWO_WAYS = "实际支出642.20万元。\n按方式分：招标398.00万元，磋商121.50万元，询价122.70万元。\n按对象分：货物215.36万元，工程268.00万元，服务{}万元。"


def of_kind(text: str, kind: Kind) -> list[Relation]:
    return [one for one in reading(text).relations if one.kind is kind]


def test_a_change_is_of_the_figure_that_bears_its_name() -> None:
    found = brief(of_kind(INCOME.format("18.25", "19.21"), Kind.PERCENT_CHANGE))
    assert ("19.21%", ["113.25万元", "18.25万元"], HELD) in found


@pytest.mark.parametrize(
    ("change", "percent", "edit"), [("18.25", "19.51", "19.51→19.21"), ("18.55", "19.21", "18.55→18.25")]
)
def test_a_change_one_digit_off_is_asked_about(change: str, percent: str, edit: str) -> None:
    (found,) = wrong(of_kind(INCOME.format(change, percent), Kind.PERCENT_CHANGE))
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("回收582份，剔除漏项、矛盾问卷12份后，有效问卷570份。", "582份"),
        ("应发补贴1080000元，少发22500元，实际发放1057500元。", "1080000元"),
        ("合同价763.20万元，考核扣款11.45万元，实际支付751.75万元。", "763.20万元"),
    ],
)
def test_what_is_left_when_something_is_taken_off(text: str, whole: str) -> None:
    (found,) = taken_off(prose(text), [])
    assert (parts(found)[0], found.verdict) == (whole, HELD)


def test_a_remainder_one_digit_off_is_asked_about() -> None:
    (found,) = taken_off(prose("合同价763.20万元，考核扣款11.45万元，实际支付757.75万元。"), [])
    assert (found.edit, found.verdict, bool(found.open)) == ("757.75→751.75", Verdict.INCONSISTENT, True)


@pytest.mark.parametrize(
    "text",
    [
        "合同价763.20万元，考核扣款11.45万元，实际支付520.00万元。",  # the rest is paid later
        "甲合同763.20万元，乙合同420.00万元，考核扣款11.45万元，实际支付757.75万元。",  # of which of them
        "乙合同420.00万元，甲合同763.20万元，考核扣款11.45万元，实际支付757.75万元。",
        "合同价约763.20万元，考核扣款11.45万元，实际支付757.75万元。",
        "收回资金11.45万元，用于道路757.75万元。",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(taken_off(prose(text), [])) == []


def test_two_divisions_of_one_amount() -> None:
    found = brief(sum_relations(prose(TWO_WAYS.format("158.84"))))
    assert ("642.20万元", ["215.36万元", "268.00万元", "158.84万元"], HELD) in found
    (asked,) = wrong(sum_relations(prose(TWO_WAYS.format("185.84"))))
    assert (asked.edit, bool(asked.open)) == ("185.84→158.84", True)


def test_what_is_said_within_a_count_is_a_part_of_it() -> None:
    text = "不满意的17份问卷中，反映排队长的9份、重复提交的5份、停车难的3份。"
    assert ("17份", ["9份", "5份", "3份"], HELD) in brief(sum_relations(prose(text)))


def test_what_is_left_of_the_base_of_a_rate_in_its_own_sentence() -> None:
    text = "市级留成1618.20万元。\n公益金全年支出1537.29万元，占市级留成的95%，结余{}万元。"
    found = only(reading(text.format("80.91")).relations, Kind.DIFFERENCE)
    assert (parts(found), found.verdict) == (["1618.20万元", "1537.29万元"], HELD)
    (asked,) = [one for one in wrong(reading(text.format("80.71")).relations) if one.kind is Kind.DIFFERENCE]
    assert asked.edit == "80.71→80.91"


BUDGET = "预算96.00万元，其中设备{}万元、软件24.60万元、培训费13.00万元，实际支出91.20万元，结余4.80万元。"
YEARS = "2021年、2022年、2023年分别投入120.00万元、{}万元、180.00万元，累计{}万元。"


def test_a_list_ends_where_what_was_spent_begins() -> None:
    assert wrong(sum_relations(prose(BUDGET.format("58.40")))) == []
    (found,) = wrong(sum_relations(prose(BUDGET.format("58.80"))))
    assert (parts(found), bool(found.open)) == (["58.80万元", "24.60万元", "13.00万元"], True)
    spent = "预算96.00万元，其中设备支出58.80万元、软件支出24.60万元，结余12.00万元。"
    assert wrong(sum_relations(prose(spent))) == []  # parts of what was spent are no parts of the budget


def test_years_told_each_for_itself_and_their_running_total() -> None:
    found = brief(sum_relations(prose(YEARS.format("150.00", "450.00"))))
    assert ("450.00万元", ["120.00万元", "150.00万元", "180.00万元"], HELD) in found
    (asked,) = wrong(sum_relations(prose(YEARS.format("150.70", "450.00"))))
    assert asked.open
    assert wrong(sum_relations(prose(YEARS.format("150.00", "586.00")))) == []  # it may run since earlier years


def test_points_below_what_time_demands() -> None:
    text = "累计执行率74.26%，比序时进度75%低{}个百分点。"
    assert wrong(reading(text.format("0.74")).relations) == []
    (found,) = wrong(reading(text.format("0.94")).relations)
    assert (found.edit, bool(found.open)) == ("0.94→0.74", True)
