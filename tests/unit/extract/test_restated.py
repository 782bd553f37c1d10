"""One amount in two units, and the same thing stated twice in two places: equal, within the digits, or a slip."""

from __future__ import annotations

import pytest

from jixiao.extract.restated import restated_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import brief, prose, reading, wrong

HELD, ROUNDED, WRONG = Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("补贴1873500元（187.35万元）。", ("187.35万元", ["1873500元"], HELD)),
        ("补贴1873549元（187.35万元）。", ("187.35万元", ["1873549元"], ROUNDED)),
        ("补贴1866600元，即186.66万元。", ("186.66万元", ["1866600元"], HELD)),
        ("合计1057500元，折合105.75万元。", ("105.75万元", ["1057500元"], HELD)),
        ("总投资1.2亿元（12000万元）。", ("12000万元", ["1.2亿元"], HELD)),
        ("补贴1873500元（178.35万元）。", ("178.35万元", ["1873500元"], WRONG)),
        ("合同价1286500元（大写：壹佰贰拾捌万陆仟伍佰元整）。", ("壹佰贰拾捌万陆仟伍佰元整", ["1286500元"], HELD)),
        ("合同价1286500元（大写：壹佰贰拾捌万伍仟伍佰元整）。", ("壹佰贰拾捌万伍仟伍佰元整", ["1286500元"], WRONG)),
    ],
)
def test_an_amount_said_again_must_be_the_same(text: str, found: tuple[str, list[str], Verdict] | None) -> None:
    assert brief(restated_relations(prose(text))) == ([found] if found else [])


@pytest.mark.parametrize(
    "text",
    [
        "补贴187.35万元（省级100万元）。",
        "补贴1873500元（含手续费0.35万元）。",
        "补贴1873500元，其中省级100万元。",
        "补贴约1873500元（187万元）。",
        "补贴1873500元，另付5万元。",
    ],
)
def test_other_brackets_say_something_else(text: str) -> None:
    assert restated_relations(prose(text)) == []


def twice(text: str) -> list[Relation]:
    return [one for one in reading(text).relations if one.kind is Kind.DUPLICATE]


@pytest.mark.parametrize(
    "text",
    [
        "2022年培训学员1286人次。\n参训学员1268人次全部建立台账。",  # another word for the same people; digits swapped
        "全年硬化道路7.8公里。\n2022年硬化道路8.7公里，面貌一新。",
        "全年维修灌溉渠道3486米。\n全年维修灌溉渠道3456米。",  # one digit, a long name
    ],
)
def test_a_slip_between_two_statements_of_one_thing_is_asked_about(text: str) -> None:
    (found,) = wrong(twice(text))
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "2022年硬化道路7.8公里。\n2021年硬化道路8.7公里。",
        "全年硬化道路7.8公里。\n全年硬化道路7.6公里。",  # one digit of two is no sign of a slip
        "全年维修渠道3486米。\n全年维修渠道3456米。",  # a short name, one digit
        "2022年维修灌溉渠道3486米。\n维修灌溉渠道3456米。",  # of the year only one of them bears
        "计划硬化道路7.8公里。\n全年硬化道路8.7公里。",
        "年度目标：硬化道路7.8公里。\n全年完成硬化道路8.7公里。",
        "甲村硬化道路7.8公里，乙村硬化道路8.7公里。",
        "培训学员1286人次。\n取得证书学员1268人次。",
    ],
)
def test_two_figures_that_may_be_of_two_things_are_left_alone(text: str) -> None:
    assert wrong(twice(text)) == []


@pytest.mark.parametrize(
    "text",
    ["下达补贴1,873,500万元（187.35万元）。", "发放1,866,600元，即186.66元。", "合计1,057,500元，折合105.75元。"],
)
def test_the_digits_of_both_units_under_one_unit_are_a_slip_of_the_unit(text: str) -> None:
    (found,) = restated_relations(prose(text))
    assert found.verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    "text", ["下达补贴187.35万元（中央120.00万元）。", "下达3万元（2万元）。", "支出2,000万元（20万元）。"]
)
def test_an_amount_of_the_same_unit_in_a_bracket_is_a_part(text: str) -> None:
    assert list(restated_relations(prose(text))) == []
