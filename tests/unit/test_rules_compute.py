"""From a case to a scorecard: every figure below was worked out by hand from the words of the rule."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction as F

import pytest

from jixiao.model.case import Case, Judgement
from jixiao.model.outcome import Known
from jixiao.model.quantity import half_up
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook
from tests.unit import oracle
from tests.unit.small_books import SEEN, TWO, book, case, fact, leaf, points, rate, staffing

HUNAN = load_rulebook("cn/hunan-2017/department")
FRAMEWORK = load_rulebook("cn/mof-2013-53/department")

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
    assert HUNAN.file == "rulebooks/cn/hunan-2017/department.yaml"
    assert "per_point_deduction" in load_text(name).splitlines()[int(line) - 1]
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


# —— who judged ——


def test_who_judged_and_why_goes_with_the_score_and_its_absence_is_noted() -> None:
    signed = Judgement("efficiency", tier="效果较好", by="自评小组", why="群众评议居前", evidence="评议通报")
    one = leaf(compute(HUNAN, case(signed, allow_recalled=True)), "efficiency")
    assert (one.judged_by, one.reason, one.trace.notes) == ("自评小组：群众评议居前", "群众评议居前", ())
    bare = leaf(compute(HUNAN, case(Judgement("efficiency", tier="效果较好"), allow_recalled=True)), "efficiency")
    assert bare.trace.notes == ("须写明佐证材料，没有写", "没有写明由谁评定、依据什么")
    half = leaf(
        compute(HUNAN, case(Judgement("efficiency", tier="效果较好", by="甲", evidence="乙"), allow_recalled=True)),
        "efficiency",
    )
    assert (half.judged_by, half.trace.notes) == ("甲", ("没有写明由谁评定、依据什么",))


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
        assert got == (rounded[1:] if excluded else rounded)
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
