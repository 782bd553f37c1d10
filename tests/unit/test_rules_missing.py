"""What is missing, over zero, not applicable, conditional or only recalled, in a scorecard; worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F

import pytest

from jixiao.model.case import Judgement
from jixiao.model.outcome import Known, Missing, NotApplicable
from jixiao.model.quantity import half_up
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook
from tests.unit.small_books import SEEN, TWO, book, case, fact, leaf, points, rate, staffing

HUNAN = load_rulebook("cn/hunan-2017/department")
FRAMEWORK = load_rulebook("cn/mof-2013-53/department")

# —— missing, zero, both zero, not applicable ——


def test_missing_is_not_zero() -> None:
    assert points(compute(book(rate()), case(fact("tasks_done", "0项"), fact("tasks_planned", "8项"))), "rate") == 0
    card = compute(book(rate()), case(fact("tasks_planned", "8项")))
    assert card.indicators[0].score == Missing(("实际完成工作数",))
    assert card.indicators[0].weight == 100
    assert [str(one) for one in card.indicators[0].trace.inputs] == ["完成数 待补充", "计划数 8项"]
    assert card.indicators[0].value == Missing(("实际完成工作数",))
    assert (card.indicators[0].low, card.indicators[0].high) == (0, 100)
    assert card.total == Missing(("实际完成工作数",))
    assert (card.low, card.high, card.grade, card.grade_if) == (0, 100, "", ("优", "良", "中", "差"))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("full", F(100)), ("zero", F(0)), ("missing", "不为0的计划数"), ("na", F(100))],
)
@pytest.mark.parametrize("done", ["3项", "0项"])
def test_a_rate_over_zero_is_what_the_rulebook_says(policy: str, expected: F | str, done: str) -> None:
    other = "zero" if policy != "zero" else "full"
    text = rate(on_zero=policy, both_zero=other) if done == "3项" else rate(on_zero=other, both_zero=policy)
    one = compute(book(text), case(fact("tasks_done", done), fact("tasks_planned", "0项"))).indicators[0]
    assert one.score == (Missing((expected,)) if isinstance(expected, str) else Known(expected, one.score.because))  # type: ignore[union-attr]
    assert "÷ 0项" in one.sentence or policy == "missing"


def test_not_applicable_may_cost_everything_where_the_rulebook_says_so() -> None:
    given = case(Judgement("rate", not_applicable="没有计划", by="自评小组"))
    assert points(compute(book(rate(na="zero")), given), "rate") == 0
    assert points(compute(book(rate(na="full")), given), "rate") == 100


def test_what_is_excluded_leaves_the_total_and_the_rest_is_scaled_up() -> None:
    given = case(Judgement("a", not_applicable="没有此项", by="x"), Judgement("b", ratio="91%", by="x", why="y"))
    card = compute(book(TWO), given)
    assert points(card, "b") == F("54.6")
    assert card.indicators[0].score == NotApplicable("没有此项")
    assert card.indicators[0].sentence == "甲不适用（没有此项），40分不计入总分，其余指标折算。"
    assert card.total == Known(F(91), "(54.6) × 100 ÷ 60 = 91")
    assert card.grade == "优"
    assert card.notes == ("不适用而剔除：甲；其余得分折算到100分",)


def test_a_scaled_total_that_rounds_into_a_better_grade_says_so() -> None:
    """90% of 60.003 is 54.0027, so 54.00; 54 × 100 ÷ 60.003 = 89.9955…, printed 90.00."""
    given = case(Judgement("a", not_applicable="没有此项", by="x"), Judgement("b", ratio="90%", by="x", why="y"))
    card = compute(book(TWO.replace("weight: 60", "weight: 60.003").replace("weight: 40", "weight: 39.997")), given)
    assert points(card, "b") == F(54)
    assert isinstance(card.total, Known)
    assert card.total.value == 90
    assert card.grade == "优"
    assert card.notes[-1] == "折算后的总分89.9955四舍五入为90.00，正好跨入“优”"
    plainly = compute(book(TWO), given)
    assert plainly.total == Known(F(90), "(54) × 100 ÷ 60 = 90")
    assert len(plainly.notes) == 1


def test_bounds_with_something_excluded_and_something_missing() -> None:
    three = TWO.replace("weight: 60", "weight: 30") + TWO.split("b:")[1].join(["c:", ""]).replace("乙", "丙").replace(
        "60", "30"
    )
    given = case(Judgement("a", not_applicable="没有此项", by="x"), Judgement("b", ratio="50%", by="x", why="y"))
    card = compute(book(three), given)
    assert isinstance(card.total, Missing)
    assert (card.low, card.high) == (F(25), F(75))  # 15 of 60 and 45 of 60, scaled to 100
    assert card.grade_if == ("中", "差")


def test_nothing_applies() -> None:
    one = TWO.split("b:")[0].replace("weight: 40", "weight: 100")
    card = compute(book(one), case(Judgement("a", not_applicable="没有此项", by="x")))
    assert card.total == Missing(("适用的指标（全部指标都不适用）",))


# —— conditions, rounding of the value, partial rulebooks ——

CONDITION = """\
saved:
  name: 资金结余
  weight: 100
  source: made
  verified: seen
  inputs:
    年末结余: {item: year_end_balance}
    上年结转: {item: prior_year_carryover}
  value: 年末结余 <= 上年结转
  scoring: {method: all_or_nothing}
"""


@pytest.mark.parametrize(("left", "score"), [("5万元", 100), ("5.01万元", 0)])
def test_a_condition_over_facts_gives_all_or_nothing(left: str, score: int) -> None:
    card = compute(book(CONDITION), case(fact("year_end_balance", left), fact("prior_year_carryover", "5万元")))
    assert points(card, "saved") == score
    held = "成立，符合条件，得满分100分" if score else "不成立，不符合条件，得0分（满分100分）"
    assert card.indicators[0].sentence == f"资金结余：{left} ≤ 5万元：{held}。"


def test_a_value_is_rounded_before_the_rule_only_where_the_rule_says_so() -> None:
    text = rate().replace(
        "{method: proportional, target: 100}", "{method: stepwise, bands: [{ge: 100, points: 100}, {lt: 100, points: 0}]}"
    )
    given = case(fact("tasks_done", "99996项"), fact("tasks_planned", "100000项"))  # 99.996 %
    assert points(compute(book(text), given), "rate") == 0
    assert points(compute(book(text + "  ratio_places: 2\n"), given), "rate") == 100
    assert points(compute(book(text + "  ratio_places: 3\n"), given), "rate") == 0


def test_a_partial_rulebook_scores_what_it_knows_and_gives_no_total() -> None:
    text = rate().replace("weight: 100", "weight: 30") + "other:\n  name: 其他\n  weight: null\n"
    card = compute(book(text, completeness="partial"), case(fact("tasks_done", "1项"), fact("tasks_planned", "2项")))
    assert points(card, "rate") == 15
    assert leaf(card, "other").score == Missing(("其他的分值",))
    assert card.total == Missing(("其他的分值", "各指标的分值（规则书没有写全）"))
    assert (card.low, card.high) == (15, 85)


def test_a_framework_computes_values_and_scores_nothing() -> None:
    card = compute(FRAMEWORK, staffing("136人", "143人"))
    assert len(card.indicators) == 28
    one = leaf(card, "staffing")
    assert isinstance(one.score, NotApplicable)
    assert isinstance(one.value, Known)
    assert half_up(one.value.value, 2) == Decimal("95.10")
    assert one.sentence == "在职人员控制率为95.10%（136人 ÷ 143人），框架不规定分值，不计分。"
    assert leaf(card, "compliance").sentence == "资金使用合规性：框架不规定分值，不计分。"
    assert leaf(card, "asset_use").score == Missing(("在用固定资产总额", "固定资产总额"))
    assert isinstance(card.total, Missing)
    assert card.total.needs[-1] == "各指标的分值（框架没有规定）"
    assert (card.low, card.high, card.grade, card.grade_if) == (0, 100, "", ())
    assert card.notes == ("这是指标框架，不规定分值，只计算指标值，不打分",)


# —— recalled numbers ——


def test_recalled_numbers_are_not_used_unless_the_case_allows_it() -> None:
    """Seen: five leaves of 5 points, 1.5 of them lost. The other 75 points may all still be earned."""
    card = compute(HUNAN, SEEN)
    held_back = [one for one in card.indicators if isinstance(one.score, Missing)]
    assert len(held_back) == 11
    assert all("经核实的分值和评分标准" in one.score.needs and one.weight is None for one in held_back)  # type: ignore[union-attr]
    assert (card.low, card.high) == (F("23.5"), F("98.5"))
    assert all((one.low, one.high) == (0, 75) for one in held_back)
    assert (card.grade, card.grade_if) == ("", ())
    assert not card.allow_recalled
    assert any(
        note.endswith("没有采用；要采用，采集表在“允许使用未核实的分值”填“是”，案卷写 allow_recalled: true")
        for note in card.notes
    )
    assert "等级分段未经核实，没有评定等级" in card.notes


def test_recalled_numbers_that_are_used_are_named_in_the_notes() -> None:
    card = compute(HUNAN, case(*SEEN.facts, *SEEN.judgements.values(), allow_recalled=True))
    assert points(card, "building_investment") == 5
    assert (card.low, card.high) == (F("28.5"), F("98.5"))
    assert card.grade_if == ("优", "良", "中", "差")
    assert card.allow_recalled
    (note,) = card.notes
    assert note.startswith("采用了凭记忆录入、未经核实的分值或标准（新建楼堂馆所投资概算控制率、公用经费控制率、")
    assert "凭记忆录入，未经核实" in leaf(card, "operating_cost_control").trace.source
    assert "未经核实" not in leaf(card, "staffing").trace.source


def test_one_recalled_number_in_a_seen_rule_holds_the_leaf_back() -> None:
    text = rate().replace("target: 100}", "target: {value: 100, verified: recalled, source: made}}")
    given = case(fact("tasks_done", "1项"), fact("tasks_planned", "2项"))
    assert isinstance(compute(book(text), given).indicators[0].score, Missing)
    allowed = case(*given.facts, allow_recalled=True)
    assert points(compute(book(text), allowed), "rate") == 50


PLAIN = """\
one:
  name: 支付进度
  weight: 100
  source: made
  verified: seen
  requires_reason: true
  inputs:
    进度: {item: actual_payment_progress}
    完成: {item: tasks_done}
    计划: {item: tasks_planned}
  value: FORMULA
  unit: '%'
  on_zero: missing
  both_zero: missing
  scoring: {method: proportional, target: 100}
"""


@pytest.mark.parametrize(
    ("formula", "value", "full"),
    [
        ("进度 + 完成 / 计划 * 0", "45", "支付进度不低于100%；照其余数据不变，进度不低于100%（现为45%）"),
        ("1 - 完成 / 计划 + 进度 * 0", "70", "支付进度不低于100%；照其余数据不变，完成不超过0项（现为3项）"),
        ("min(进度, 1) * 计划 / 计划 + 完成 * 0", "45", "支付进度不低于100%"),
        ("min(进度, 1) + 完成 / 计划", "75", "支付进度不低于100%；照其余数据不变，完成不低于6项（现为3项）"),
        ("完成 * 完成 / 计划 + 进度 * 0", "90", "支付进度不低于100%"),
        ("完成 / 计划 + 进度 * 0", "30", "支付进度不低于100%；照其余数据不变，完成不低于10项（现为3项）"),
        ("abs(进度) * 0 + (计划 * 0 + 完成) / 9", "33.33", "支付进度不低于100%；照其余数据不变，完成不低于9项（现为3项）"),
    ],
)
def test_percentages_enter_a_formula_as_fractions_and_only_straight_lines_are_turned(
    formula: str, value: str, full: str
) -> None:
    inputs = fact("actual_payment_progress", "45%"), fact("tasks_done", "3项"), fact("tasks_planned", "10项")
    one = compute(book(PLAIN.replace("FORMULA", formula)), case(*inputs)).indicators[0]
    assert isinstance(one.value, Known)
    assert half_up(one.value.value, 2) == Decimal(value).quantize(Decimal("0.01"))
    assert one.for_full_marks == full
    assert one.trace.notes == ("未得满分，须写明原因，没有写",)


def test_nothing_is_asked_for_where_nothing_could_be_computed() -> None:
    assert compute(book(PLAIN.replace("FORMULA", "进度 + 完成 / 计划")), case()).indicators[0].trace.notes == ()


@pytest.mark.parametrize(("met", "score"), [(True, 100), (False, 0), (None, None)])
def test_yes_or_no_from_a_person(met: bool | None, score: int | None) -> None:
    text = """\
asked:
  name: 是否公开
  weight: 100
  source: made
  verified: seen
  scoring: {method: all_or_nothing, question: 预算在批复后 20 日内公开}
"""
    one = compute(book(text), case(Judgement("asked", met=met, by="自评小组", why="见网站"))).indicators[0]
    if score is None:
        assert one.score == Missing(("是否公开的评定（是否达到）",))
        assert one.trace.formula == ""
    else:
        assert isinstance(one.score, Known)
        assert one.score.value == score
        assert one.for_full_marks == ("" if score else "预算在批复后 20 日内公开")


@pytest.mark.parametrize(
    ("scoring", "full"),
    [
        ("{method: two_sided_deduction, target: 100, step: 1, deduct: 1, partial_step: floor}", "完成率等于100%"),
        (
            "{method: range_target, low: 90, high: 100, step: 1, deduct: 1, partial_step: floor}",
            "完成率不低于90%且不超过100%",
        ),
        ("{method: stepwise, bands: [{gt: 90, points: 100}, {le: 90, points: 0}]}", "完成率大于90%"),
        (
            "{method: stepwise, bands: [{ge: 90, points: 100}, {lt: 90, points: 0}]}",
            "完成率不低于90%；照其余数据不变，完成数不低于9项（现为1项）",
        ),
    ],
)
def test_only_a_one_sided_closed_edge_becomes_a_figure(scoring: str, full: str) -> None:
    text = rate().replace("{method: proportional, target: 100}", scoring)
    one = compute(book(text), case(fact("tasks_done", "1项"), fact("tasks_planned", "10项"))).indicators[0]
    assert one.for_full_marks == full


def test_a_framework_says_which_formulas_are_only_recalled() -> None:
    progress = fact("actual_payment_progress", "45%"), fact("planned_payment_progress", "50%")
    card = compute(FRAMEWORK, case(*progress))
    assert leaf(card, "payment_progress").trace.notes == ("公式凭记忆录入，未经核实",)
    assert leaf(card, "economic").trace.notes == ()


def test_a_tier_without_its_share_is_missing() -> None:
    text = """\
asked:
  name: 长效机制
  weight: 100
  source: made
  verified: seen
  scoring: {method: tiers_range, tiers: [{name: 好, ge: 60, le: 100}, {name: 差, ge: 0, lt: 60}]}
"""
    one = compute(book(text), case(Judgement("asked", tier="好", by="甲", why="乙"))).indicators[0]
    assert one.score == Missing(("长效机制的评定（档内得分比例）",))
    assert (one.low, one.high) == (60, 100)
    one = compute(book(text), case(Judgement("asked", tier="差", by="甲", why="乙"))).indicators[0]
    assert (one.low, one.high) == (0, 60)
    one = compute(book(text), case()).indicators[0]
    assert one.score == Missing(("长效机制的评定（属于哪一档、档内得分比例）",))
    assert (one.low, one.high) == (0, 100)
    done = compute(book(text), case(Judgement("asked", tier="好", ratio="60%", by="甲", why="乙"))).indicators[0]
    assert isinstance(done.score, Known)
    assert done.score.value == 60
