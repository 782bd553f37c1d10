"""Every band edge, broken step and grade border by name, and the branch of each rule in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from jixiao.model.quantity import half_up
from jixiao.rules.load import load_rulebook
from jixiao.rules.scoring import METHODS, Ask, award
from jixiao.rules.totals import grades_between
from tests.unit import oracle


def staffing(value: str, reading: str = "floor") -> F:
    """≤100%计5分；每超过一个百分点扣0.5分，扣完为止."""
    params = {"base": 100, "side": "above", "deduct": Decimal("0.5"), "partial_step": reading}
    return award("per_point_deduction", Ask(F(5), params, "%", F(value))).points


@pytest.mark.parametrize(
    ("value", "floor", "linear", "ceil"),
    [
        ("99.99", "5", "5", "5"),
        ("100", "5", "5", "5"),
        ("100.01", "5", "4.995", "4.5"),
        ("100.99", "5", "4.505", "4.5"),
        ("101", "4.5", "4.5", "4.5"),
        ("101.5", "4.5", "4.25", "4"),
        ("109", "0.5", "0.5", "0.5"),
        ("109.99", "0.5", "0.005", "0"),
        ("110", "0", "0", "0"),
        ("573.33", "0", "0", "0"),
    ],
)
def test_half_a_point_per_percentage_point(value: str, floor: str, linear: str, ceil: str) -> None:
    assert [staffing(value, one) for one in ("floor", "linear", "ceil")] == [F(floor), F(linear), F(ceil)]


@pytest.mark.parametrize(
    ("value", "points"),
    [("100", "5"), ("99.27", "5"), ("95.01", "5"), ("95", "3"), ("94.99", "3"), ("90", "1"), ("85", "0"), ("0", "0"), ("103", "5")],
)  # fmt: skip
def test_two_points_for_every_five_percent_below(value: str, points: str) -> None:
    params = {"base": 100, "side": "below", "step": 5, "deduct": 2, "partial_step": "floor"}
    assert award("per_step_deduction", Ask(F(5), params, "%", F(value))).points == F(points)


def leaf_scoring(id: str) -> tuple[str, Any, F]:
    leaf = load_rulebook("cn/hunan-2017/department").find(id)
    assert leaf and leaf.scoring and leaf.weight.value is not None
    return leaf.scoring.method, leaf.scoring.params, F(leaf.weight.value)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("-3", 5), ("0", 5), ("0.001", 4), ("10", 4), ("10.001", 3), ("20", 3), ("20.001", 2), ("30", 2), ("30.001", 0), ("39.94", 0),
    ],
)  # fmt: skip
def test_bands_of_the_hunan_budget_control_rate(value: str, points: int) -> None:
    method, params, full = leaf_scoring("budget_control")
    assert award(method, Ask(full, params, "%", F(value))).points == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("100", 6), ("90", 6), ("89.999", 4), ("80", 4), ("79.999", 2), ("70", 2), ("69.999", 0), ("0", 0)],
)
def test_bands_of_the_hunan_satisfaction(value: str, points: int) -> None:
    method, params, full = leaf_scoring("satisfaction")
    assert award(method, Ask(full, params, "%", F(value))).points == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("100", "6"), ("99.01", "6"), ("99", "5.9"), ("98.5", "5.9"), ("101", "5.9"), ("101.99", "5.9"), ("102", "5.8"), ("40", "0"), ("160", "0"), ("159.9", "0.1")],
)  # fmt: skip
def test_a_tenth_of_a_point_either_side_of_the_procurement_budget(value: str, points: str) -> None:
    method, params, full = leaf_scoring("procurement_execution")
    assert award(method, Ask(full, params, "%", F(value))).points == F(points)


GRADES = [
    ("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差"), ("0", "差"),
]  # fmt: skip


@pytest.mark.parametrize("id", ["cn/mof-2020-10/project", "cn/hunan-2017/department"])
@pytest.mark.parametrize(("total", "grade"), GRADES)
def test_grade_borders(id: str, total: str, grade: str) -> None:
    found = load_rulebook(id).grade_of(Decimal(total))
    assert found and found.name == grade


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.125", "0.13"),
        ("2.675", "2.68"),
        ("1.005", "1.01"),
        ("-0.125", "-0.13"),
        ("4.995", "5.00"),
        ("0.124999999", "0.12"),
    ],
)
def test_half_goes_up(exact: str, rounded: str) -> None:
    assert half_up(F(exact), 2) == Decimal(rounded)
    assert oracle.half_up(F(exact), 2) == F(rounded)


def test_a_broken_step_is_told_where_its_readings_differ() -> None:
    params = {"base": 100, "side": "above", "deduct": Decimal("0.5"), "partial_step": "floor"}
    (note,) = award("per_point_deduction", Ask(F(5), params, "%", F("101.4"))).notes
    assert note == "不满一步的不扣；若按比例扣则得4.3分，若按一步扣则得4分"
    assert award("per_point_deduction", Ask(F(5), params, "%", F(102))).notes == ()
    assert award("per_point_deduction", Ask(F(5), params, "%", F("150.5"))).notes == ()


def test_a_reverse_indicator_past_its_target_tells_the_other_reading() -> None:
    params = {"mode": "linear_to_zero", "zero_at": 2}
    found = award("reverse", Ask(F(20), params, "万元", F(99), F(90)))
    assert (found.points, found.notes) == (18, ("若按指标值÷完成值计分则得18.18分",))


@pytest.mark.parametrize(
    ("method", "params", "value", "branch"),
    [
        ("two_sided_deduction", {"target": 100, "tolerance": 2, "step": 1, "deduct": 1, "partial_step": "floor"}, "100", "等于100%"),
        (
            "two_sided_deduction", {"target": 100, "tolerance": 2, "step": 1, "deduct": 1, "partial_step": "floor"}, "98",
            "与100%相差不超过2个百分点",
        ),
        (
            "two_sided_deduction", {"target": 100, "tolerance": 2, "step": 1, "deduct": 1, "partial_step": "floor"}, "96.5",
            "比98%低1.50个百分点，每1个百分点扣1分，计1次，应扣1分",
        ),
        ("range_target", {"low": 1, "high": 5, "step": 1, "deduct": 1, "partial_step": "ceil"}, "5", "在1%至5%之间"),
        (
            "range_target", {"low": 1, "high": 5, "step": 1, "deduct": 1, "partial_step": "ceil"}, "5.2",
            "比5%高0.20个百分点，每1个百分点扣1分，计1次，应扣1分",
        ),
        (
            "per_point_deduction", {"base": 90, "side": "below", "deduct": "0.5", "partial_step": "linear"}, "88.5",
            "比90%低1.50个百分点，每1个百分点扣0.5分，计1.50次，应扣0.75分",
        ),
        ("per_point_deduction", {"base": 90, "side": "below", "deduct": "0.5", "partial_step": "linear"}, "90", "不低于90%"),
        (
            "deviation_bands", {"target": 100, "bands": [{"le": 10, "points": 5}, {"gt": 10, "points": 0}]}, "91.5",
            "与100%相差8.50个百分点，属于“不超过10个百分点”一档",
        ),
        ("reverse", {"target": 50, "mode": "target_over_actual"}, "62.5", "比50%高12.50个百分点，按指标值÷完成值的比例计分"),
        ("reverse", {"target": 0, "mode": "target_over_actual"}, "1", "比0%高1个百分点，指标值不是正数，没有比例可算"),
        ("proportional", {"target": 95}, "95", "达到95%"),
        ("proportional", {"target": 95}, "95.1", "超过95%"),
        ("proportional", {"target": 95}, "94.999999", "未达到95%，按完成比例99.999999%计分"),
        ("proportional", {"target": 0}, "-1", "未达到0%，指标值不是正数，没有完成比例可算"),
        ("proportional", {"target": 100, "pass_line": 60, "below_pass_points": 0}, "59.99", "未达到100%，完成比例低于及格线60%"),
    ],
)  # fmt: skip
def test_the_branch_in_words(method: str, params: dict[str, Any], value: str, branch: str) -> None:
    exact = {key: Decimal(one) if key == "deduct" else one for key, one in params.items()}
    assert award(method, Ask(F(5), exact, "%", F(value))).branch == branch


STEPS: dict[str, Any] = {"step": 1, "deduct": 1, "partial_step": "floor"}
ITEMS = [{"id": "a", "text": "甲", "points": 3}, {"id": "b", "text": "乙", "points": 2}]


@pytest.mark.parametrize(
    ("method", "params", "told"),
    [
        ("proportional", {"target": 100, "pass_line": 60}, ["pass_line 和 below_pass_points 只写了一个"]),
        ("reverse", {"mode": "linear_to_zero"}, ["linear_to_zero 没有写 zero_at"]),
        ("reverse", {"mode": "linear_to_zero", "zero_at": 1}, ["zero_at 应大于 1，现为 1"]),
        ("reverse", {"mode": "linear_to_zero", "zero_at": 2}, []),
        ("reverse", {"mode": "target_over_actual", "zero_at": 2}, ["zero_at 只用于 linear_to_zero"]),
        ("per_step_deduction", {**STEPS, "step": 0, "deduct": -1}, ["step 应大于 0，现为 0", "deduct 应大于 0，现为 -1"]),
        ("two_sided_deduction", {**STEPS, "tolerance": -1}, ["tolerance 不能小于 0，现为 -1"]),
        ("two_sided_deduction", {**STEPS, "tolerance": 0}, []),
        ("range_target", {**STEPS, "low": 5, "high": 1}, ["区间下限 5 大于上限 1"]),
        ("range_target", {**STEPS, "low": 5, "high": 5}, []),
        ("per_occurrence_deduction", {"deduct": 0}, ["deduct 应大于 0，现为 0"]),
        ("checklist", {"items": ITEMS}, []),
        ("checklist", {"items": [*ITEMS, {"id": "c", "text": "丙", "points": -1}]}, ["第3项的分数小于 0", "各项之和为4分，与分值5分不符"]),
        ("checklist_with_gate", {"items": ITEMS}, ["要点里没有一项是前提（gate: true）"]),
        ("tiers_fixed", {"tiers": [{"name": "好", "points": 5}, {"name": "好", "points": -1}]}, ["“好”写了两次", "第2档的得分小于 0"]),
        ("tiers_fixed", {"tiers": [{"name": "好", "points": 4}, {"name": "差", "points": 0}]}, ["最高一档为4分，与分值5分不符"]),
        ("tiers_range", {"tiers": [{"name": "好", "gt": 50, "le": 100}, {"name": "好", "ge": 0, "le": 50}]}, ["“好”写了两次"]),
        ("tiers_range", {"tiers": [{"name": "好", "ge": 50, "lt": 100}, {"name": "差", "gt": 0, "lt": 50}]}, ["分档没有覆盖0%", "分档没有覆盖100%"]),
        ("stepwise", {"bands": [{"gt": 0, "points": 5}, {"le": 0, "points": 0}]}, []),
        ("stepwise", {"bands": [{"gt": 0, "lt": 9, "points": 5}, {"ge": 9, "lt": 10, "points": 0}]}, ["分档没有覆盖不超过0%的数", "分档没有覆盖不低于10%的数"]),
        ("stepwise", {"bands": [{"points": 5}, {"gt": 3, "points": 0}]}, ["分档重叠：第1档与第2档有相同的数"]),
        ("stepwise", {"bands": [{"le": 3, "points": 5}, {"le": 5, "points": 0}, {"gt": 5, "points": 0}]}, ["分档重叠：第1档与第2档有相同的数"]),
        ("stepwise", {"bands": [{"lt": 0, "points": 1}, {"ge": 0, "le": 0, "points": 5}, {"gt": 0, "points": 0}]}, []),
        ("stepwise", {"bands": [{"lt": 0, "points": 1}, {"ge": 0, "lt": 0, "points": 5}, {"ge": 0, "points": 0}]}, ["第2档是空的：没有数等于0%"]),
        ("deviation_bands", {"target": 0, "bands": [{"le": 5, "points": 5}, {"gt": 5, "points": 0}]}, []),
        ("deviation_bands", {"target": 0, "bands": [{"gt": 0, "le": 5, "points": 5}, {"gt": 6, "points": 0}]}, ["分档没有覆盖0个百分点", "分档在5个百分点与6个百分点之间有空档"]),
    ],
)  # fmt: skip
def test_what_a_method_objects_to(method: str, params: dict[str, Any], told: list[str]) -> None:
    assert [doubt.what for doubt in METHODS.get(method).doubts(params, F(5), "%")] == told


def test_full_marks_of_a_deviation_lie_around_the_target() -> None:
    bands = [{"le": 10, "points": 5}, {"gt": 10, "points": 0}]
    full = award("deviation_bands", Ask(F(5), {"target": 100, "bands": bands}, "%", F(120))).full
    assert not isinstance(full, str)
    assert full.words("%") == "不低于90%且不超过110%"
    lasting = [{"le": 10, "points": 0}, {"gt": 10, "points": 5}]
    assert award("deviation_bands", Ask(F(5), {"target": 0, "bands": lasting}, "项", F(1))).full == "与0项相差大于10项"


@pytest.mark.parametrize(
    ("low", "high", "grades"),
    [
        ("0", "100", ("优", "良", "中", "差")), ("80", "89.99", ("良",)), ("79.99", "80", ("良", "中")), ("80", "90", ("优", "良")),
        ("90", "100", ("优",)), ("59.99", "60", ("中", "差")), ("60", "60", ("中",)), ("0", "59.99", ("差",)),
    ],
)  # fmt: skip
def test_grades_still_possible_between_two_bounds(low: str, high: str, grades: tuple[str, ...]) -> None:
    assert grades_between(load_rulebook("cn/mof-2020-10/project"), F(low), F(high)) == grades
