"""The layouts of the self-evaluation form: what ships is well formed, and each draws the columns its official form has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.compose.aims import best_of, edge_of, judged
from jixiao.compose.columns import SHOWS
from jixiao.compose.filled import filled_form
from jixiao.compose.layouts import FUNDS, SECTIONS, USUAL, columns, layout, layout_ids
from jixiao.model.case import Case, Judgement, Problem, Row
from jixiao.model.document import TO_FILL, Table
from jixiao.model.fact import Facts
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Indicator, Number, Rulebook, Scoring
from jixiao.rules.load import load_rulebook, rulebook_ids
from jixiao.rules.rulefile import schema
from tests.unit.compose.conftest import fact, wan


def rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_a_rulebook_may_name_every_layout_that_ships_and_no_other() -> None:
    assert sorted(schema()["properties"]["form"]["enum"]) == layout_ids()
    assert set(USUAL.values()) <= set(layout_ids())


@pytest.mark.parametrize("id", layout_ids())
def test_a_layout_is_sound(id: str) -> None:
    one = layout(id)
    assert (one.id, one.source["verified"] in ("seen", "recalled")) == (id, True)
    assert one.title and one.source["doc"]
    kinds = [kind for kind, _ in one.sections]
    assert set(kinds) <= set(SECTIONS) and kinds.count("indicators") == kinds.count("total") == 1
    indicators, funds = one.section("indicators"), one.section("funds")
    assert {column.show for column in columns(indicators)} <= set(SHOWS)
    assert {"name", "weight", "score"} <= {column.show for column in columns(indicators)}
    for section, shown in ((indicators, SHOWS), (funds, FUNDS)):
        if section is not None:
            spans = sum(column.span for column in columns(section)) + ("label" in section)
            assert spans <= len(one.widths), "a section is broader than its table"
            assert {column.show for column in columns(section)} <= set(shown)
    for line in (line for kind, said in one.sections if kind == "fields" for line in said):
        taken = sum(field.get("label_span", 1) + (field.get("span", 1) if field is not line[-1] else 1) for field in line)
        assert taken <= len(one.widths), "a line of fields is broader than its table"
    if funds is not None:
        assert [row.get("total", False) for row in funds["rows"]].count(True) == 1


HEADS = {  # the columns of the published forms, left to right
    "department-ratio": "一级指标 二级指标 三级指标 评分标准 分值 自评得分 扣分原因和其他说明",
    "yueyang": "一级指标 二级指标 三级指标 评分标准 分值 自评得分 扣分原因和其他说明",
    "department-funds": "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施",
    "project-2020": "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施",
    "chongqing": "指标名称 计量单位 指标性质 年初指标值 调整指标值 全年完成值 得分系数（%） 指标权重（分） 指标得分（分） 是否核心指标",
    "sichuan-project": "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 完成值 权重 得分 未完成原因分析",
}


@pytest.mark.parametrize("id", layout_ids())
def test_the_columns_are_those_of_the_published_form(id: str) -> None:
    assert [column.head for column in columns(layout(id).section("indicators"))] == HEADS[id].split()


FUND_HEADS = {
    "department-funds": " 年初预算数 全年预算数 全年执行数 分值 执行率 得分",
    "project-2020": " 年初预算数 全年预算数（A） 全年执行数（B） 分值 执行率（B/A） 得分",
    "chongqing": "预算执行情况（万元） 年初预算数 全年（调整）预算数 全年执行数 执行率（%） 执行率权重 执行率得分（分）",
    "sichuan-project": "年度预算数（万元） 年初预算 调整后预算数 预算执行数 预算执行率 权重 得分 原因",
}


@pytest.mark.parametrize("id", FUND_HEADS)
def test_the_funds_are_headed_as_in_the_published_form(id: str) -> None:
    assert [column.head for column in columns(layout(id).section("funds"))] == FUND_HEADS[id].split(" ")


def drawn(case: Case, scorecard: Scorecard, rulebook: Rulebook, form: str, titled: bool = True) -> list[list[str]]:
    return rows(filled_form(case, scorecard, replace(rulebook, form=form), titled))


def test_sichuan_puts_sign_value_and_unit_into_columns_of_their_own(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    """108 of ≥120个: sign, digits and unit apart; four kinds of funds, each with its rate, 85.32 ÷ 90.00 = 94.80%."""
    told = replace(
        project_case,
        texts={**project_case.texts, "results": "大部分完成。"},
        problems=(Problem("更新没有完成", "村部迁建", ("补建",)),),
        profile={"project_head": "甲"},
    )
    lines = drawn(told, project_scorecard, project_rulebook, "sichuan-project")
    funds = next(index for index, line in enumerate(lines) if "年度预算数（万元）" in line)
    assert lines[funds][0] == "预算执行情况（10分）"
    assert [line[1] for line in lines[funds + 1 : funds + 6]] == [
        "总额", "其中：财政资金", "财政专户管理资金", "单位资金", "其他资金",
    ]  # fmt: skip
    assert lines[funds + 1][3:] == ["90.00", "90.00", "90.00", "85.32", "94.80%", "10", "9.48", ""]
    assert lines[funds + 2][6:] == ["85.32", "94.80%", "/", "/", ""]
    row = next(line for line in lines if "更新书屋" in line)
    assert row == [
        "绩效指标（90分）",
        "产出指标",
        "数量指标",
        "更新书屋",
        "≥",
        "120",
        "个",
        "108",
        "90",
        "81.00",
        "村部迁建",
    ]
    assert [line[:2] for line in lines if line[0] in ("评价结论", "存在问题", "改进措施")] == [
        ["评价结论", "大部分完成。"], ["存在问题", "更新没有完成（原因：村部迁建）。"], ["改进措施", "补建。"],
    ]  # fmt: skip
    assert lines[-1][0] == "项目负责人：甲　　　　财务负责人：　　　　　　"


def test_chongqing_shows_both_targets_the_coefficient_and_the_core(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    """81 of 90 points is a coefficient of 90%; the target set first was 150."""
    row = Row("output", "更新书屋", "≥120个", "108个", "90", first_target="≥150个", core="是")
    leaf = replace(project_scorecard.indicators[1], id="output/更新书屋")
    card = replace(project_scorecard, indicators=(project_scorecard.indicators[0], leaf))
    lines = drawn(replace(project_case, rows=(row,)), card, project_rulebook, "chongqing")
    assert next(line for line in lines if "更新书屋" in line) == [
        "更新书屋", "个", "≥", "150", "120", "108", "90", "90", "81.00", "是",
    ]  # fmt: skip
    assert lines[-5][:9] == [*["合计"] * 7, "100", "90.48"]
    assert [line[0] for line in lines[-4:-1]] == ["绩效等级：优", "存在问题及原因", "改进措施"]


def test_two_indicators_of_one_name_keep_their_own_targets(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    own = (Row("output", "办班", "≥2期", first_target="≥9期"), Row("output", "办班", "≥3期", first_target="≥7期"))
    leaf = project_scorecard.indicators[1]
    leaves = tuple(
        replace(leaf, id=id, name="办班", target=target)
        for id, target in (("output/办班", "≥2期"), ("output/办班#2", "≥3期"))
    )
    card = replace(project_scorecard, indicators=leaves)
    lines = [line for line in drawn(replace(project_case, rows=own), card, project_rulebook, "chongqing") if "办班" in line]
    assert [line[3:5] for line in lines] == [["9", "2"], ["7", "3"]]


def test_funds_by_source_and_by_kind_stand_in_groups(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    """A source the case says nothing of has no row; a group without rows has no head."""
    facts = Facts.of([*case.facts, fact("general_public_budget", wan("130.651"), "executed")])
    lines = drawn(replace(case, facts=facts), scorecard, rulebook, "department-funds")
    names = [line[1] for line in lines if line[0] == "年度预算申请（万元）"]
    assert names == ["", "年度资金总额", "按收入性质分", "一般公共预算", "按支出性质分", "基本支出", "项目支出"]
    without = drawn(case, scorecard, rulebook, "department-funds")
    assert "按收入性质分" not in {line[1] for line in without}
    total = next(line for line in lines if line[1] == "年度资金总额")
    assert total[2:] == [TO_FILL, TO_FILL, "130.651", "—", "—", "—"]


def test_yueyang_has_a_cover_above_its_table(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    named = replace(case, profile={"budget_code": "906017", "contact": "甲"})
    lines = drawn(named, scorecard, rulebook, "yueyang")
    assert lines[1][:4] == ["年度", "2021年度", "预算编码", "906017"]
    assert lines[3][:2] == ["联系人", "甲"] and lines[3][-1] == "10人／12人"
    assert lines[4][:2] == ["职能职责概述", "管理全县档案。"]
    assert lines[5][1] == "1.完成扫描一万件；2.新建库房一处。"
    assert lines[6][1] == TO_FILL


def test_the_heads_of_the_indicators_are_printed_on_every_page(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    """At the top of the ratio kind they are the table's head; below the cover of Yueyang's they are a row to repeat."""
    ratio, yueyang = (filled_form(case, scorecard, replace(rulebook, form=form)) for form in ("department-ratio", "yueyang"))
    assert (ratio.head_rows, ratio.repeated) == (3, 0)
    assert yueyang.head_rows == 0 and rows(yueyang)[yueyang.repeated][:2] == ["一级指标", "二级指标"]


def test_the_title_is_left_out_where_it_stands_above_already(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    assert drawn(case, scorecard, rulebook, "department-ratio", titled=False)[0][0] == "单位名称：示例县档案馆（虚构）"
    assert drawn(case, scorecard, rulebook, "department-funds", titled=False)[0][0] == "（2021年度）"


def test_the_funds_of_the_department_form_are_those_their_names_say() -> None:
    """A row that took another fund's figures would look right."""
    funds = dict(layout("department-funds").sections)["funds"]
    assert [(row["name"], row["item"], row.get("group")) for row in funds["rows"]] == [
        ("年度资金总额", "total_expenditure", None),
        ("一般公共预算", "general_public_budget", "按收入性质分"),
        ("政府性基金拨款", "government_fund_budget", "按收入性质分"),
        ("纳入专户管理的非税收入拨款", "special_account_funds", "按收入性质分"),
        ("其他资金", "other_department_funds", "按收入性质分"),
        ("基本支出", "basic_expenditure", "按支出性质分"),
        ("项目支出", "project_expenditure", "按支出性质分"),
    ]


def node(method: str, unit: str = "%", **params: object) -> Indicator:
    return Indicator("a", "甲", (), Number(Decimal(5), "seen", "s"), unit=unit, scoring=Scoring(method, params))


AIMS = [  # what earns full marks under each rule, said as a target
    (node("per_point_deduction", base=100, side="above"), "≤100%"),
    (node("per_step_deduction", base=Decimal("97.5"), side="below"), "≥97.5%"),
    (node("two_sided_deduction", target=100), "100%"),
    (node("proportional", target=100), "≥100%"),
    (node("proportional"), None),
    (node("reverse", target=3), "≤3%"),
    (node("stepwise", bands=[{"le": 0, "points": 5}, {"gt": 0, "points": 0}]), "≤0%"),
    (node("stepwise", bands=[{"lt": 80, "points": 0}, {"ge": 80, "lt": 90, "points": 3}, {"ge": 90, "points": 5}]), "≥90%"),
    (node("stepwise", bands=[{"lt": 1, "points": 0}, {"ge": 1, "le": 2, "points": 5}, {"gt": 2, "points": 0}]), None),
    (node("checklist", items=[{"id": "a"}, {"id": "b"}]), "2项"),
    (node("per_occurrence_deduction", deduct=1), "≤0例"),
    (node("tiers_fixed", tiers=[{"name": "较好"}]), None),
]


@pytest.mark.parametrize(("indicator", "text"), AIMS)
def test_what_a_rule_aims_at(indicator: Indicator, text: str | None) -> None:
    edge = edge_of(indicator)
    assert (None if edge is None else str(edge)) == text


BANDS = [{"lt": 1, "points": 0}, {"ge": 1, "le": 2, "points": 5}, {"gt": 2, "points": 0}]
DISTANCES = [{"ge": 0, "le": 10, "points": 5}, {"gt": 10, "points": 0}]
WORDS = [  # what earns full marks where no one number does
    (node("stepwise", bands=BANDS), "不低于1%、不超过2%"),
    (node("deviation_bands", target=0, bands=DISTANCES), "与0%相差不超过10个百分点"),
    (node("deviation_bands", unit="天", target=30, bands=DISTANCES), "与30天相差不超过10天"),
    (node("range_target", low=1, high=Decimal("4.5")), "不低于1%、不超过4.5%"),
    (node("date_target", due="06-30"), "6月30日前"),
    (node("date_target", due="03-05", due_year=1), "次年3月5日前"),
    (node("conditional_tiers", tiers=[{"when": "结余 = 0", "points": 3}, {"otherwise": True, "points": 0}]), "结余 = 0"),
    (node("coefficient"), "得分系数100%"),
    (node("external_score"), "得满分"),
]


@pytest.mark.parametrize(("indicator", "text"), WORDS)
def test_what_a_rule_aims_at_where_no_one_number_says_it(indicator: Indicator, text: str) -> None:
    assert best_of(indicator) == text


@pytest.mark.parametrize("id", rulebook_ids())
def test_every_indicator_a_rulebook_scores_has_a_target_to_print(id: str) -> None:
    """A form with a column of targets shows no dash where points hang on it; alternatives (best_of) aim at two things."""
    scored = [leaf for leaf in load_rulebook(id).leaves() if leaf.scoring is not None and leaf.scoring.method != "best_of"]
    assert [leaf.name for leaf in scored if edge_of(leaf) is None and not best_of(leaf)] == []


def test_what_a_rule_aims_at_in_words_and_what_was_found() -> None:
    tiers = node("tiers_fixed", tiers=[{"name": "较好"}, {"name": "一般"}])
    assert (best_of(tiers), best_of(node("all_or_nothing")), best_of(node("proportional")), best_of(None)) == (
        "较好", "达到", "", "",
    )  # fmt: skip
    assert judged(tiers, Judgement("a", tier="一般")) == "一般"
    assert judged(tiers, Judgement("a", ticks=("1", "3"))) == "2项"
    assert judged(tiers, Judgement("a", occurrences=0)) == "0例"
    assert [judged(tiers, Judgement("a", met=met)) for met in (True, False, None)] == ["达到", "未达到", ""]
