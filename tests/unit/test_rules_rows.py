"""Indicators the unit wrote itself, and everything in a case that a rulebook cannot use."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from jixiao.errors import CaseError
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.document import Place
from jixiao.model.fact import Fact, Facts
from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable
from jixiao.model.quantity import half_up
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook
from tests.unit import oracle
from tests.unit.small_books import book, case, fact

PROJECT = load_rulebook("cn/mof-2020-10/project")
TIERS = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")


def row(target: str, actual: str, weight: str = "50", level2: str = "数量指标", **rest: Any) -> Row:
    return Row("output", "指标甲", target, actual, weight, level2=level2, **rest)


def score(one: Row) -> IndicatorScore:
    return next(leaf for leaf in compute(PROJECT, case(one)).indicators if leaf.id.startswith("output/"))


@pytest.mark.parametrize(
    ("target", "actual", "level2", "points"),
    [
        ("≥120场次", "120场次", "数量指标", "50"),
        ("≥120场次", "108场次", "数量指标", "45"),
        ("≥120场次", "130场次", "数量指标", "50"),
        ("≥120场次", "0场次", "数量指标", "0"),
        ("120场次", "60", "数量指标", "25"),
        ("不低于95%", "９５%", "质量指标", "50"),
        ("≥95%", "94.9%", "质量指标", "49.95"),
        ("100%", "97", "质量指标", "48.5"),
        (">90%", "90%", "质量指标", "50"),
        ("≤90万元", "90万元", "成本指标", "50"),
        ("≤90万元", "899999元", "成本指标", "50"),
        ("≤90万元", "99万元", "成本指标", "45"),
        ("≤90万元", "180万元", "成本指标", "0"),
        ("≤90万元", "300万元", "成本指标", "0"),
        ("90万元", "99万元", "成本指标", "45"),
        ("30天以内", "33天", "时效指标", "45"),
        ("≤0起", "0起", "质量指标", "50"),
        ("0起", "0起", "质量指标", "50"),
        ("0起", "1起", "质量指标", "0"),
        ("≥0起", "3起", "质量指标", "50"),
        ("≥3小时", "2小时", "数量指标", "33.33"),
    ],
)
def test_target_against_actual(target: str, actual: str, level2: str, points: str) -> None:
    found = score(row(target, actual, level2=level2))
    assert found.score == Known(F(points), found.score.because)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "sentence", "full", "notes"),
    [
        (
            row("≥120场次", "108场次", reason="疫情"),
            "指标甲：指标值≥120场次，实际完成108场次，未达到120场次，按完成比例90%计分，得45分（满分50分）。",
            "实际完成值不低于120场次",
            (),
        ),
        (
            row("≤90万元", "99万元", level2="成本指标"),
            "指标甲：指标值≤90万元，实际完成99万元，比90万元高9万元，按超出幅度扣分（达到指标值的2倍得0分），得45分（满分50分）。",
            "实际完成值不超过90万元",
            ("若按指标值÷完成值计分则得45.45分", "未得满分，须写明偏差原因和改进措施，没有写"),
        ),
        (
            row("90万元", "80万元", level2="成本指标"),
            "指标甲：指标值90万元，实际完成80万元，未超过90万元，得满分50分。",
            "",
            ("指标值没有写≤或≥，成本指标按不超过指标值计",),
        ),
        (
            row("0起", "0起", level2="质量指标"),
            "指标甲：指标值0起，实际完成0起，未超过0起，得满分50分。",
            "",
            ("指标值为0又没有写≤或≥，按不超过0计",),
        ),
        (
            row("", "", measure="定性", tier=TIERS[1], ratio="70%", by="自评小组", why="见调查记录", reason="群众参与不够"),
            "指标甲：评为“部分达成年度指标并具有一定效果”，在该档内按分值的70%计分，得35分（满分50分）。",
            "评为“达成年度指标”，按分值的100%计分",
            (),
        ),
    ],
)
def test_a_row_is_told_in_one_sentence(given: Row, sentence: str, full: str, notes: tuple[str, ...]) -> None:
    found = score(given)
    assert (found.sentence, found.for_full_marks, found.trace.notes) == (sentence, full, notes)


@pytest.mark.parametrize(
    ("target", "actual", "level2", "limit"),
    [
        ("≤90万元", "99万元", "成本指标", True), ("90万元", "80万元", "成本指标", True), ("≥90万元", "80万元", "成本指标", False),
        ("0起", "0起", "质量指标", True), ("120场次", "108场次", "数量指标", False), ("<5天", "4天", "时效指标", True),
    ],
)  # fmt: skip
def test_a_target_not_to_be_exceeded_is_told_as_one(target: str, actual: str, level2: str, limit: bool) -> None:
    assert score(row(target, actual, level2=level2)).at_most is limit


def test_a_row_carries_its_place_path_and_ratio() -> None:
    place = Place("sha", "自评表", "F14")
    found = score(replace(row("≥120场次", "108场次"), place=place))
    assert found.id == "output/指标甲"
    assert found.path == ("产出指标", "数量指标")
    assert (found.target, found.actual, found.weight, found.unit) == ("≥120场次", "108场次", Decimal(50), "%")
    assert found.value == Known(F(90), "108场次 ÷ 120场次 = 90%")
    assert [one.fact.place for one in found.trace.inputs if one.fact] == [place, place]
    assert (found.trace.substituted, found.trace.value) == ("108场次 ÷ 120场次", "90%")


@pytest.mark.parametrize(
    ("tier", "ratio", "points"),
    [
        (TIERS[0], "100%", "50"), (TIERS[0], "80%", "40"), (TIERS[1], "79.99%", "40.00"), (TIERS[1], "60%", "30"),
        (TIERS[2], "59.99%", "30.00"), (TIERS[2], "0%", "0"),
    ],
)  # fmt: skip
def test_shares_at_the_edges_of_the_tiers(tier: str, ratio: str, points: str) -> None:
    found = score(row("", "", measure="定性", tier=tier, ratio=ratio, by="x", why="y"))
    assert isinstance(found.score, Known)
    assert found.score.value == F(points)
    assert isinstance(found.value, NotApplicable)


@pytest.mark.parametrize(
    ("given", "needs"),
    [
        (row("", "108场次"), ("“指标甲”的指标值",)),
        (row("≥120场次", ""), ("“指标甲”的实际完成值",)),
        (row("≥120场次", "—"), ("“指标甲”的实际完成值",)),
        (row("*", "", weight=""), ("“指标甲”的指标值", "“指标甲”的实际完成值", "“指标甲”的分值")),
        (row("", "", measure="定性"), ("“指标甲”的评定的档次", "“指标甲”的得分比例")),
        (row("", "", measure="定性", tier=TIERS[0]), ("“指标甲”的得分比例",)),
    ],
)
def test_what_a_row_leaves_open_is_missing_never_zero(given: Row, needs: tuple[str, ...]) -> None:
    found = score(given)
    assert found.score == Missing(needs)
    figures = tuple(one for one in needs if not one.endswith("分值"))
    assert found.value == (NotApplicable("定性指标，由人判断") if given.measure == "定性" else Missing(figures))
    assert (found.low, found.high) == (0, 50)


def test_rows_without_points_may_still_earn_what_the_others_leave() -> None:
    rows = [
        Row("output", "甲", "≥10个", "5个", "20", level2="数量指标"),
        Row("output", "乙", "≥10个", "10个", "", level2="数量指标"),
        Row("output", "丙", "≥10个", "10个", "", level2="数量指标"),
    ]
    card = compute(PROJECT, case(*rows))
    assert [(one.low, one.high) for one in card.indicators[1:4]] == [(10, 10), (0, 30), (0, 30)]
    assert (card.low, card.high) == (10, 90)


def test_a_node_without_rows_asks_for_them() -> None:
    found = compute(PROJECT, case()).indicators[1]
    assert found.score == Missing(("“产出指标”下的指标：名称、指标值、实际完成值、分值",))
    assert found.sentence == "产出指标还没有写自设指标（共50分）。"


def test_two_rows_of_one_name_are_told_apart() -> None:
    rows = [replace(row("≥10个", "10个", "25"), level2=one) for one in ("数量指标", "质量指标")]
    ids = [one.id for one in compute(PROJECT, case(*rows)).indicators]
    assert ids[1:3] == ["output/指标甲", "output/指标甲#2"]


COEFFICIENT = """\
own:
  name: 自设
  weight: 100
  source: made
  verified: recalled
  rows:
    at_least: {method: proportional, pass_line: 60, below_pass_points: 0}
    at_most: {method: reverse, mode: target_over_actual}
    qualitative: {method: coefficient}
"""


def test_rows_follow_the_rules_of_their_node() -> None:
    rows = [
        Row("own", "甲", "≥10个", "5.9个", "20"),
        Row("own", "乙", "≥10个", "6个", "20"),
        Row("own", "丙", "≤10天", "16天", "40"),
        Row("own", "丁", measure="定性", ratio="35%", weight="20", by="x", why="y"),
    ]
    card = compute(book(COEFFICIENT), case(*rows, allow_recalled=True))
    assert [one.score.value for one in card.indicators if isinstance(one.score, Known)] == [0, 12, 25, 7]
    assert card.total == Known(F(44), "0 + 12 + 25 + 7 = 44")
    assert card.grade == "差"
    closed = compute(book(COEFFICIENT), case(*rows))
    assert all((one.low, one.high) == (0, 100) for one in closed.indicators)
    assert all(one.score == Missing(("经核实的分值和评分标准",)) and one.weight is None for one in closed.indicators)
    assert (closed.low, closed.high) == (0, 100)


def test_whole_project_cards_agree_with_the_oracle() -> None:
    r = random.Random(2020)
    for _ in range(300):
        budget, spent = r.randint(1, 99_999), r.randint(0, 110_000)
        expected = [oracle.proportional(F(10), F(100), F(spent, budget) * 100)]
        rows = []
        for node, full, level2 in (
            ("output", 50, "质量指标"),
            ("benefit", 30, "社会效益指标"),
            ("satisfaction", 10, "服务对象满意度指标"),
        ):
            parts = sorted(r.sample(range(1, full), r.randint(0, 3)))
            for n, weight in enumerate(b - a for a, b in zip([0, *parts], [*parts, full], strict=True)):
                target, actual = r.randint(0, 300), F(r.randint(0, 40_000), 100)
                done = str(half_up(actual, 2))
                match r.randrange(3):
                    case 0:
                        rows.append(Row(node, f"{node}{n}", f"≥{target}次", f"{done}次", str(weight), level2=level2))
                        expected.append(oracle.proportional(F(weight), F(target), actual))
                    case 1:
                        rows.append(Row(node, f"{node}{n}", f"≤{target}次", f"{done}次", str(weight), level2=level2))
                        expected.append(oracle.reverse_linear(F(weight), F(target), actual, F(2)))
                    case _:
                        share = F(r.randint(0, 1000), 10)
                        tier = TIERS[0] if share >= 80 else TIERS[1] if share >= 60 else TIERS[2]
                        told = f"{half_up(share, 1)}%"
                        rows.append(
                            Row(node, f"{node}{n}", measure="定性", tier=tier, ratio=told, weight=str(weight), level2=level2)
                        )
                        expected.append(oracle.share(F(weight), share))
        money = (fact("project_funds", f"{spent}元", "executed"), fact("project_funds", f"{budget}元", "adjusted_budget"))
        card = compute(PROJECT, case(*money, *rows))
        rounded = [oracle.half_up(one, 2) for one in expected]
        assert [one.score.value for one in card.indicators if isinstance(one.score, Known)] == rounded
        assert isinstance(card.total, Known)
        assert card.total.value == sum(rounded)


# —— what a rulebook cannot use ——


def faults(rulebook: str, given: Case) -> list[str]:
    with pytest.raises(CaseError) as caught:
        compute(load_rulebook(rulebook), given)
    return [str(fault) for fault in caught.value.faults]


def test_everything_unusable_in_the_answers_is_told_at_once_with_its_place() -> None:
    line = Place("sha", "案例.yaml", "第7行")
    cell = Place("sha", "评价判断", "C4")
    found = faults(
        "cn/hunan-2017/department",
        case(
            Judgement("stafing", met=True, place=line),
            Judgement("management_rules", ticks=("finance_rules", "budget"), place=cell),
            Judgement("compliance", occurrences=-1, place=cell),
            Judgement("efficiency", tier="优", place=cell),
            Judgement("satisfaction", tier="满意", place=cell),
            Judgement("disclosure", occurrences=2, place=cell),
            Judgement("budget_control", not_applicable="没有追加", place=cell),
            allow_recalled=True,
        ),
    )
    assert found[0].startswith("案例.yaml:7：规则书里没有名为“stafing”的指标。可用：staffing（在职人员控制率）、")
    assert found[1:] == [
        "案例.yaml!评价判断!C4：“管理制度健全性”的要点里没有“budget”。可用：finance_rules、thrift_rules、lawful、carried_out",
        "案例.yaml!评价判断!C4：“资金使用合规性”的例数不能小于 0，现为 -1。没有的填 0",
        "案例.yaml!评价判断!C4：“行政效能”没有“优”这一档。可用：效果较好、效果一般、无效果或效果不明显",
        "案例.yaml!评价判断!C4：“社会公众或服务对象满意度”不用档次来评。本指标要的判断：不用判断",
        "案例.yaml!评价判断!C4：“预决算信息公开性”不用例数来评。本指标要的判断：清单",
        "案例.yaml!评价判断!C4：规则不允许“预算控制率”不适用。请照规则计分",
    ]


def test_everything_unusable_in_the_rows_is_told_at_once() -> None:
    rows = [
        Row("output", "甲", "≥10个", "很多", "20", level2="数量指标"),
        Row("output", "乙", "高", "10个", "十分", level2="数量指标"),
        Row("output", "丙", "≥10个", "≥10个", "20", level2="数目指标"),
        Row("output", "丁", "≥10个", "10人", "10", level2="数量指标"),
        Row("outputs", "戊", "≥10个", "10个", "10", level2="数量指标"),
        Row("benefit", "己", measure="定性", tier=TIERS[1], ratio="80%", weight="30", level2="社会效益指标"),
        Row("benefit", "庚", measure="定性", tier="好", ratio="80%", weight="1", level2="社会效益指标"),
        Row("benefit", "壬", measure="定性", tier=TIERS[0], ratio="0.9", weight="1", level2="社会效益指标"),
        Row("satisfaction", "辛", "≥90%", "95%", "-10", level2="服务对象满意度指标"),
    ]
    found = faults("cn/mof-2020-10/project", case(*rows))
    hint = "请填一个数并带单位，如 108场次；不能用数衡量的请改为“定性”"
    assert found == [
        f"案例.yaml：指标“甲”的实际完成值应是一个确定的数，现为“很多”。{hint}",
        "案例.yaml：指标“乙”的分值应是大于 0 的数，现为“十分”。请填分数，如 10",
        f"案例.yaml：指标“乙”的指标值应有一个数，现为“高”。{hint}",
        "案例.yaml：指标“丙”：“产出指标”下没有“数目指标”这个二级指标。可用：数量指标、质量指标、时效指标、成本指标",
        f"案例.yaml：指标“丙”的实际完成值应是一个确定的数，现为“≥10个”。{hint}",
        "案例.yaml：指标“丁”的指标值“≥10个”与实际完成值“10人”计量单位不同。请用同一计量单位",
        "案例.yaml：规则书里没有名为“outputs”的指标。可用：output（产出指标）、benefit（效益指标）、satisfaction（满意度指标）",
        "案例.yaml：指标“己”的得分比例80%不在“部分达成年度指标并具有一定效果”一档内（不低于60%且低于80%）。请改比例，或改选档次",
        "案例.yaml：指标“庚”没有“好”这一档。可用：达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差",
        "案例.yaml：指标“壬”的得分比例“0.9”没有百分号，分不清是百分比还是小数。请带上百分号，如 90%",
        "案例.yaml：指标“辛”的分值应是大于 0 的数，现为“-10”。请填分数，如 10",
        "案例.yaml：“效益指标”下各指标的分值之和为 32，规则给“效益指标” 30 分。请调整各指标的分值，使合计相等",
    ]


def test_a_fault_of_a_row_stands_at_its_own_cell() -> None:
    """甲 has its target in F4 and its result in G4 of a workbook; what is known of no cell stands at the row."""
    at = {"target": Place("", "自评指标", "F4"), "actual": Place("", "自评指标", "G4")}
    row = Row(
        "output", "甲", "高", "10个", "-1", level2="数量指标", place=Place("", "自评指标", "C4"), cells=tuple(at.items())
    )
    weight, target = faults("cn/mof-2020-10/project", case(row))[:2]
    assert weight.startswith("案例.yaml!自评指标!C4：指标“甲”的分值")
    assert target.startswith("案例.yaml!自评指标!F4：指标“甲”的指标值应有一个数")
    done = faults("cn/mof-2020-10/project", case(replace(row, target="≥10个", actual="很多", weight="50")))[0]
    assert done.startswith("案例.yaml!自评指标!G4：指标“甲”的实际完成值应是一个确定的数")


@pytest.mark.parametrize(
    ("weights", "fine"), [(("20", "30"), True), (("20", "29.5"), False), (("20", ""), True), (("50", ""), False)]
)
def test_points_of_rows_add_up_to_what_the_node_has(weights: tuple[str, str], fine: bool) -> None:
    rows = [replace(row("≥10个", "10个", weight), name=name) for name, weight in zip("甲乙", weights, strict=True)]
    if fine:
        compute(PROJECT, case(*rows))
    else:
        (told,) = faults("cn/mof-2020-10/project", case(*rows))
        total = {"29.5": "49.5", "": "50"}[weights[1]]
        assert f"“产出指标”下各指标的分值之和为 {total}，规则给“产出指标” 50 分" in told


def test_a_fact_that_cannot_be_is_refused() -> None:
    text = Fact("staff_in_post", "三十多", 2021, place=Place("s", "案例.yaml", "第5行"))
    given = case(fact("authorised_posts", "-3人"), fact("operating_cost", "5人", "executed"), fact("added_budget", "-3万元"))
    given = replace(given, facts=Facts.of([*given.facts, text, replace(text, item="nobody", place=Place("s", "表", "B2"))]))
    assert faults("cn/hunan-2017/department", given) == [
        "案例.yaml：编制数不能是负数，现为“-3人”。没有发生的填 0，不知道的不填",
        "案例.yaml：公用经费全年执行数的计量单位应为“元”，现为“5人”。请核对是否填错了行",
        "案例.yaml:5：在职人员数应是一个数，现为“三十多”。请填数和单位",
        "案例.yaml!表!B2：没有编号为“nobody”的数据项。数据项见 catalog/items.yaml",
    ]


def test_what_can_be_computed_cannot_be_called_not_applicable() -> None:
    given = case(
        fact("staff_in_post", "9人"), fact("authorised_posts", "10人"), Judgement("staffing", not_applicable="新设单位")
    )
    assert faults("cn/hunan-2017/department", given) == [
        "案例.yaml：“在职人员控制率”能由数据算出，不能写不适用。请删去不适用的理由，或核对数据"
    ]


def test_an_indicator_may_be_called_by_its_name_if_only_one_bears_it() -> None:
    named = Judgement("管理制度健全性", ticks=("lawful",))
    found = compute(load_rulebook("cn/hunan-2017/department"), case(named, allow_recalled=True))
    assert next(one for one in found.indicators if one.id == "management_rules").score == Known(
        F(2),
        "4项要点做到1项，未做到“有内部财务管理制度、会计核算制度等管理制度”、“有本部门厉行节约制度”、“相关管理制度得到有效执行”，得2分（满分8分）",
    )
    (told,) = faults("cn/mof-2013-53/department", case(named))
    assert told == "案例.yaml：规则书里有2个指标叫“管理制度健全性”。请写编号：management_rules、asset_rules"
    twice = case(named, Judgement("management_rules", ticks=()))
    assert faults("cn/hunan-2017/department", twice) == ["案例.yaml：“管理制度健全性”的判断写了两次。请只留一处"]


def test_a_node_with_rows_is_not_called_not_applicable_as_well() -> None:
    free = COEFFICIENT.replace("recalled", "seen").replace("  rows:", "  na: exclude\n  rows:")
    rows = Row("own", "甲", "≥10个", "10个", "100")
    away = Judgement("own", not_applicable="没有", by="自评小组")
    with pytest.raises(CaseError) as caught:
        compute(book(free), case(rows, away))
    assert [str(one) for one in caught.value.faults] == ["案例.yaml：“自设”下写了自设指标，又写不适用。请只留一种"]
    assert isinstance(compute(book(free), case(away)).indicators[0].score, NotApplicable)
    assert compute(book(free), case(rows, Judgement("own", by="自评小组", why="见表"))).total == Known(F(100), "100 = 100")
