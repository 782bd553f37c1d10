"""From a case to a scorecard: every figure below was worked out by hand from the words of the rule."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction as F

import pytest

from jixiao.model.case import Case, Judgement
from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable, Scorecard
from jixiao.model.quantity import half_up
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook
from tests.unit import oracle
from tests.unit.small_books import book, case, fact

HUNAN = load_rulebook("cn/hunan-2017/department")
FRAMEWORK = load_rulebook("cn/mof-2013-53/department")

RATE = """\
rate:
  name: 完成率
  weight: 100
  source: made
  verified: seen
  inputs:
    完成数: {item: tasks_done}
    计划数: {item: tasks_planned}
  value: 完成数 / 计划数
  unit: '%'
  on_zero: ON_ZERO
  both_zero: BOTH_ZERO
  na: NA
  scoring: {method: proportional, target: 100}
"""


def rate(on_zero: str = "missing", both_zero: str = "missing", na: str = "full") -> str:
    return RATE.replace("ON_ZERO", on_zero).replace("BOTH_ZERO", both_zero).replace("NA", na)


def leaf(card: Scorecard, id: str) -> IndicatorScore:
    return next(one for one in card.indicators if one.id == id)


def points(card: Scorecard, id: str) -> F:
    score = leaf(card, id).score
    assert isinstance(score, Known), score
    return score.value


def staffing(heads: str, posts: str) -> Case:
    return case(fact("staff_in_post", heads), fact("authorised_posts", posts))


# —— sentences, ways, full marks ——


@pytest.mark.parametrize(
    ("given", "id", "sentence", "for_full_marks"),
    [
        (
            staffing("31人", "30人"),
            "staffing",
            "在职人员控制率为103.33%（31人 ÷ 30人），比100%高3.33个百分点，每1个百分点扣0.5分，计3次，应扣1.5分，得3.5分（满分5分）。",
            "在职人员控制率不超过100%；照其余数据不变，在职人员数不超过30人（现为31人）",
        ),
        (
            staffing("30人", "30人"),
            "staffing",
            "在职人员控制率为100%（30人 ÷ 30人），未超过100%，得满分5分。",
            "",
        ),
        (
            staffing("251人", "250人"),
            "staffing",
            "在职人员控制率为100.40%（251人 ÷ 250人），比100%高0.40个百分点，不足1个百分点，不扣分，得满分5分。",
            "",
        ),
        (
            case(fact("staff_in_post", "31人")),
            "staffing",
            "在职人员控制率算不出，缺少编制数（满分5分）。",
            "",
        ),
        (
            case(
                fact("three_public_costs", "0.172万元", "initial_budget"),
                fact("three_public_costs", "0.03万元", "initial_budget", 2020),
            ),
            "three_public_change",
            "“三公经费”变动率为473.33%（(0.172万元 − 0.03万元) ÷ 0.03万元），比0%高473.33个百分点，每1个百分点扣0.5分，计473次，应扣236.5分，扣完为止，得0分（满分5分）。",
            "“三公经费”变动率不超过0%；照其余数据不变，本年度三公经费预算数不超过0.03万元（现为0.172万元）",
        ),
        (
            case(fact("added_budget", "767.86万元"), fact("total_expenditure", "1922.76万元", "initial_budget")),
            "budget_control",
            "预算控制率为39.94%（767.86万元 ÷ 1922.76万元），属于“大于30%”一档，得0分（满分5分）。",
            "预算控制率不超过0%；照其余数据不变，本年追加预算不超过0万元（现为767.86万元）",
        ),
        (
            case(
                fact("prior_year_carryover", "0万元"),
                fact("total_expenditure", "480万元", "initial_budget"),
                fact("added_budget", "20万元"),
                fact("year_end_balance", "30万元"),
            ),
            "budget_completion",
            "预算完成率为94%（(0万元 + 480万元 + 20万元 − 30万元) ÷ (0万元 + 480万元 + 20万元)），比100%低6个百分点，每5个百分点扣2分，计1次，应扣2分，得3分（满分5分）。",
            "预算完成率不低于100%；照其余数据不变，年末结余不超过0万元（现为30万元）",
        ),
        (
            case(Judgement("building_area", not_applicable="当年没有新建楼堂馆所")),
            "building_area",
            "新建楼堂馆所面积控制率不适用（当年没有新建楼堂馆所），按规则得满分5分。",
            "",
        ),
        (
            case(
                Judgement(
                    "management_rules", ticks=("finance_rules", "lawful", "carried_out"), by="自评小组", why="查阅制度汇编"
                ),
                allow_recalled=True,
            ),
            "management_rules",
            "管理制度健全性：4项要点做到3项，未做到“有本部门厉行节约制度”，得6分（满分8分）。",
            "做到“有本部门厉行节约制度”",
        ),
        (
            case(Judgement("compliance", occurrences=7), allow_recalled=True),
            "compliance",
            "资金使用合规性：发现7例不符合要求，每例扣1分，应扣7分，扣完为止，得0分（满分6分）。",
            "没有不符合要求的情形",
        ),
        (
            case(Judgement("efficiency", tier="效果一般"), allow_recalled=True),
            "efficiency",
            "行政效能：评为“效果一般”，得4分（满分6分）。",
            "评为“效果较好”",
        ),
        (
            case(allow_recalled=True),
            "efficiency",
            "行政效能还没有评定：属于哪一档（满分6分）。",
            "",
        ),
        (
            case(fact("survey_satisfied", "179份"), fact("survey_valid", "200份"), allow_recalled=True),
            "satisfaction",
            "社会公众或服务对象满意度为89.50%（179份 ÷ 200份），属于“不低于80%且低于90%”一档，得4分（满分6分）。",
            "社会公众或服务对象满意度不低于90%；照其余数据不变，满意样本数不低于180份（现为179份）",
        ),
        (
            case(fact("appraisal_score", "95分"), fact("appraisal_full_score", "100分"), allow_recalled=True),
            "key_work",
            "重点工作实际完成率为95%（95分 ÷ 100分），未达到100%，按比例计分，得7.6分（满分8分）。",
            "重点工作实际完成率不低于100%；照其余数据不变，绩效考核得分不低于100分（现为95分）",
        ),
        (
            case(fact("operating_cost", "10万元", "executed"), fact("operating_cost", "10万元", "initial_budget")),
            "operating_cost_control",
            "公用经费控制率为100%（10万元 ÷ 10万元），分值或标准凭记忆录入、未经核实，没有采用，不计分。",
            "",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) and one.isascii() else "",
)
def test_one_plain_sentence_and_what_full_marks_take(given: Case, id: str, sentence: str, for_full_marks: str) -> None:
    found = leaf(compute(HUNAN, given), id)
    assert found.sentence == sentence
    assert found.for_full_marks == for_full_marks


def test_a_hair_over_the_edge_is_printed_as_over_the_edge() -> None:
    found = leaf(compute(HUNAN, staffing("100001人", "100000人")), "staffing")
    assert found.sentence.startswith(
        "在职人员控制率为100.001%（100001人 ÷ 100000人），比100%高0.001个百分点，不足1个百分点，不扣分"
    )


def test_the_way_to_a_score_can_be_walked() -> None:
    found = leaf(compute(HUNAN, staffing("31人", "30人")), "staffing")
    trace = found.trace
    assert trace.formula == "在职人员数 / 编制数 × 100%"
    assert [(one.name, one.shown) for one in trace.inputs] == [("在职人员数", "31人"), ("编制数", "30人")]
    assert all(one.fact for one in trace.inputs)
    assert (trace.substituted, trace.value) == ("31人 ÷ 30人", "103.33%")
    assert trace.branch == "比100%高3.33个百分点，每1个百分点扣0.5分，计3次，应扣1.5分"
    assert trace.notes == ("不满一步的不扣；若按比例扣则得3.33分，若按一步扣则得3分",)
    assert trace.source.startswith("湖南省省直部门整体支出绩效评价指标表（2017年度）公开填报件 https://")
    name, _, line = trace.rulebook_line.partition(":")
    text = (HUNAN.file, load_text(name).splitlines()[int(line) - 1])
    assert text == ("rulebooks/cn/hunan-2017/department.yaml", text[1])
    assert "per_point_deduction" in text[1]
    assert isinstance(found.value, Known)
    assert found.value.value == F(3100, 30)
    assert (found.unit, found.path, found.weight) == ("%", ("投入", "预算配置"), Decimal(5))


def load_text(name: str) -> str:
    from importlib import resources

    return resources.files("jixiao").joinpath(name).read_text("utf-8")


def test_rounding_is_told_where_something_was_rounded() -> None:
    one = compute(book(rate()), case(fact("tasks_done", "1项"), fact("tasks_planned", "3项"))).indicators[0]
    assert one.trace.rounding == "33.333333…四舍五入到2位小数，为33.33分"
    exact = compute(book(rate()), case(fact("tasks_done", "1项"), fact("tasks_planned", "8项"))).indicators[0]
    assert exact.trace.rounding == ""


def test_a_score_of_an_eighth_is_rounded_half_up_in_the_scorecard() -> None:
    small = rate().replace("weight: 100", "weight: 1") + TWO.split("b:")[0].replace("weight: 40", "weight: 99")
    card = compute(book(small), case(fact("tasks_done", "1项"), fact("tasks_planned", "8项")))
    assert points(card, "rate") == F("0.13")
    assert card.indicators[0].trace.rounding == "0.125四舍五入到2位小数，为0.13分"


# —— missing, zero, both zero, not applicable ——


def test_missing_is_not_zero() -> None:
    assert points(compute(book(rate()), case(fact("tasks_done", "0项"), fact("tasks_planned", "8项"))), "rate") == 0
    card = compute(book(rate()), case(fact("tasks_planned", "8项")))
    assert card.indicators[0].score == Missing(("实际完成工作数",))
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


TWO = """\
a:
  name: 甲
  weight: 40
  source: made
  verified: seen
  na: exclude
  scoring: {method: coefficient}
b:
  name: 乙
  weight: 60
  source: made
  verified: seen
  scoring: {method: coefficient}
"""


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

SEEN = case(
    fact("staff_in_post", "31人"),
    fact("authorised_posts", "30人"),
    fact("three_public_costs", "5万元", "initial_budget"),
    fact("three_public_costs", "5万元", "initial_budget", 2020),
    fact("prior_year_carryover", "0万元"),
    fact("total_expenditure", "480万元", "initial_budget"),
    fact("added_budget", "0万元"),
    fact("year_end_balance", "0万元"),
    Judgement("building_area", not_applicable="没有", by="自评小组"),
    Judgement("building_investment", not_applicable="没有", by="自评小组"),
)


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
    assert any(note.endswith("没有采用；要采用请在案例里写明 allow_recalled: true") for note in card.notes)
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


# —— who judged ——


def test_who_judged_and_why_goes_with_the_score_and_its_absence_is_noted() -> None:
    signed = Judgement("efficiency", tier="效果较好", by="自评小组", why="群众评议居前", evidence="评议通报")
    one = leaf(compute(HUNAN, case(signed, allow_recalled=True)), "efficiency")
    assert (one.judged_by, one.reason, one.trace.notes) == ("自评小组：群众评议居前", "群众评议居前", ())
    bare = leaf(compute(HUNAN, case(Judgement("efficiency", tier="效果较好"), allow_recalled=True)), "efficiency")
    assert bare.trace.notes == ("须写明佐证材料，没有写", "没有写明由谁评定、依据什么")


def test_an_uncertain_figure_is_computed_as_it_stands_and_noted() -> None:
    one = leaf(compute(HUNAN, staffing("约31人", "30人")), "staffing")
    assert "在职人员数写作“约31人”，不是确切的数，按31人计算" in one.trace.notes


# —— the whole card ——


def test_a_card_is_the_same_twice() -> None:
    assert compute(HUNAN, SEEN) == compute(HUNAN, SEEN)


def test_whole_hunan_cards_agree_with_the_oracle() -> None:
    r = random.Random(2017)
    for _ in range(400):
        given, expected, excluded = hunan(r)
        card = compute(HUNAN, given)
        weights = [F(5), F(5), F(5), F(5), F(5), F(5), F(8), F(7), F(6), F(8), F(6), F(5), F(8), F(10), F(6), F(6)]
        rounded = [oracle.half_up(one, 2) for one in expected]
        out = [excluded] + [False] * 15
        assert isinstance(card.total, Known)
        assert card.total.value == oracle.total(rounded, weights, out, F(100), 2)
        got = [one.score.value for one in card.indicators if isinstance(one.score, Known)]
        assert got == rounded[1:] if excluded else rounded
        edges = [(F(90), "优"), (F(80), "良"), (F(60), "中"), (F(0), "差")]
        assert card.grade == next(name for edge, name in edges if card.total.value >= edge)


def hunan(r: random.Random) -> tuple[Case, list[F], bool]:
    """A random department with all its figures, the exact points of its sixteen leaves, and whether the first is out."""
    from jixiao.model.case import Row

    def money(low: int, high: int) -> F:
        return F(r.randint(low, high), 100)

    def written(value: F) -> str:
        return f"{half_up(value, 2)}万元"

    posts = r.choice((0, r.randint(5, 60)))
    heads = r.randint(0, 70) if posts else 0
    tpc, tpc_before, tpc_spent = money(0, 2000), money(1, 2000), money(0, 2000)
    tpc = max(tpc, F(1, 100))
    initial, added, carry = money(10_000, 90_000), money(-500, 30_000), money(0, 5_000)
    left = money(0, 8_000)
    area, area_ok, invested, invested_ok = r.randint(900, 1300), 1000, money(90, 130), F(1)
    op_budget, op_spent = money(1_000, 5_000), money(900, 5_500)
    bought, to_buy = money(100, 900), money(100, 900)
    ticks = [one for one in ("finance_rules", "thrift_rules", "lawful", "carried_out") if r.random() < 0.7]
    shown = [one for one in ("content", "in_time", "true_data", "complete_data", "accurate_data") if r.random() < 0.7]
    cases, tier = r.randint(0, 9), r.choice(("效果较好", "效果一般", "无效果或效果不明显"))
    appraised, planned, done = r.randint(50, 100), r.randint(1, 90), r.randint(0, 100)
    valid = r.randint(50, 300)
    content = r.randint(valid // 2, valid)
    given = case(
        fact("staff_in_post", f"{heads}人"),
        fact("authorised_posts", f"{posts}人"),
        fact("three_public_costs", written(tpc), "initial_budget"),
        fact("three_public_costs", written(tpc_before), "initial_budget", 2020),
        fact("three_public_costs", written(tpc_spent), "executed"),
        fact("total_expenditure", written(initial), "initial_budget"),
        fact("added_budget", written(added)),
        fact("prior_year_carryover", written(carry)),
        fact("year_end_balance", written(left)),
        fact("building_area_actual", f"{area}平方米"),
        fact("building_area_approved", f"{area_ok}平方米"),
        fact("building_investment_actual", written(invested)),
        fact("building_investment_approved", written(invested_ok)),
        fact("operating_cost", written(op_budget), "initial_budget"),
        fact("operating_cost", written(op_spent), "executed"),
        fact("procurement", written(to_buy), "initial_budget"),
        fact("procurement", written(bought), "executed"),
        fact("appraisal_score", f"{appraised}分"),
        fact("appraisal_full_score", "100分"),
        fact("survey_satisfied", f"{content}份"),
        fact("survey_valid", f"{valid}份"),
        Judgement("management_rules", ticks=tuple(ticks)),
        Judgement("compliance", occurrences=cases),
        Judgement("disclosure", ticks=tuple(shown)),
        Judgement("efficiency", tier=tier),
        Row("economic_social", "服务企业数", f"≥{planned}家", f"{done}家", "10"),
        allow_recalled=True,
    )
    half, two, tenth = F(1, 2), F(2), F(1, 10)
    available = carry + initial + added
    growth = added / initial * 100
    satisfied = F(content, valid) * 100
    expected = [
        oracle.deduction(F(5), F(100), "above", F(1), half, "floor", F(heads, posts) * 100) if posts else F(0),
        oracle.deduction(F(5), F(0), "above", F(1), half, "floor", (tpc - tpc_before) / tpc_before * 100 if tpc < 20 * tpc_before else F(999)),
        oracle.deduction(F(5), F(100), "below", F(5), two, "floor", (available - left) / available * 100),
        F(5 if growth <= 0 else 4 if growth <= 10 else 3 if growth <= 20 else 2 if growth <= 30 else 0),
        oracle.deduction(F(5), F(100), "above", F(5), two, "floor", F(area, area_ok) * 100),
        oracle.deduction(F(5), F(100), "above", F(5), two, "floor", invested / invested_ok * 100),
        oracle.deduction(F(8), F(100), "above", F(1), F(1), "floor", op_spent / op_budget * 100),
        oracle.deduction(F(7), F(100), "above", F(1), F(1), "floor", min(tpc_spent / tpc * 100, F(300))),
        oracle.two_sided(F(6), F(100), F(0), F(1), tenth, "floor", bought / to_buy * 100),
        F(2 * len(ticks)),
        oracle.per_occurrence(F(6), F(1), cases),
        F(len(shown)),
        oracle.proportional(F(8), F(100), F(appraised)),
        oracle.proportional(F(10), F(planned), F(done)),
        F({"效果较好": 6, "效果一般": 4, "无效果或效果不明显": 0}[tier]),
        F(6 if satisfied >= 90 else 4 if satisfied >= 80 else 2 if satisfied >= 70 else 0),
    ]  # fmt: skip
    return given, expected, posts == 0
