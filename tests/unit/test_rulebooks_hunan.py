"""The tables of Hunan and their relatives, held against the words of their sources; what partial books say and how one is completed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from typing import Any

from jixiao.model.case import Judgement
from jixiao.model.outcome import Known, Missing
from jixiao.model.rulebook import Indicator
from jixiao.rules.compute import compute
from jixiao.rules.examples import example_case
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import load_rulebook, parse_rulebook
from jixiao.rules.show import how_complete, show_indicator
from tests.unit.small_books import case, text_of_book


def leaves(id: str) -> dict[str, Indicator]:
    return {leaf.id: leaf for leaf in load_rulebook(id).leaves()}


def books(id: str) -> dict[str, tuple[Any, str]]:
    """Weight and how it is known, of every node by its id."""
    return {node.id: (node.weight.value, node.weight.verified) for node in load_rulebook(id).nodes()}


def test_the_yuhua_edition_by_its_words() -> None:
    """投入13=5+8（每点0.8分），过程61，预算执行20 四个5；预算管理41、其余26由减法；楼堂馆所投资的分值是推算."""
    id = "cn/hunan-changsha-yuhua-2022/department"
    found, rulebook = books(id), load_rulebook(id)
    assert found == {
        "input": (13, "seen"), "allocation": (13, "seen"), "staffing": (5, "seen"), "three_public_change": (8, "seen"),
        "process": (61, "seen"), "implementation": (20, "seen"), "budget_completion": (5, "seen"), "budget_control": (5, "seen"),
        "building_area": (5, "seen"), "building_investment": (5, "derived"), "management": (41, "derived"),
        "operating_cost_control": (None, "recalled"), "three_public_control": (None, "recalled"),
    }  # fmt: skip
    assert (rulebook.completeness, rulebook.rest and rulebook.rest.value, rulebook.grades) == ("partial", 26, ())
    scoring = leaves(id)["three_public_change"].scoring
    assert scoring and scoring.params["deduct"] == Decimal("0.8")
    assert all("51dongshi" not in one.url and "p-50355167" not in one.url for one in rulebook.sources.values())


def test_the_16_58_edition_by_its_words() -> None:
    """投入16=8+8，过程58，预算执行16=8+8，没有楼堂馆所；过程其余42、全表其余26由减法."""
    id = "cn/hunan-2018-16-58/department"
    rulebook = load_rulebook(id)
    assert books(id) == {
        "input": (16, "seen"), "allocation": (16, "seen"), "staffing": (8, "seen"), "three_public_change": (8, "seen"),
        "process": (58, "seen"), "implementation": (16, "seen"), "budget_completion": (8, "seen"), "budget_control": (8, "seen"),
    }  # fmt: skip
    process = rulebook.find("process")
    assert process and process.rest and rulebook.rest
    assert (process.rest.value, rulebook.rest.value) == (42, 26)
    assert {one.verified for one in (process.rest, rulebook.rest)} == {"derived"}
    bands = leaves(id)["budget_control"].scoring
    assert bands and [band["points"] for band in bands.params["bands"]] == [8, 6, 4, 2, 0]
    assert (set(rulebook.sources), rulebook.grades) == ({"copies", "subtraction"}, ())


PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "rulebooks.md").read_text("utf-8")


def test_the_page_tells_the_hunan_editions_as_they_are() -> None:
    lines = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith(("| 10/", "| 13/", "| 16/"))]
    assert len(lines) == 3
    for _, id, *points, rest in lines:
        found = books(id.strip("`"))
        ids = ("input", "process", "staffing", "three_public_change", "budget_completion", "budget_control")
        assert [found[one][0] for one in ids] == [Decimal(one) for one in points]
        nodes = [leaf for leaf in load_rulebook(id.strip("`")).leaves() if leaf.weight.verified != "recalled"]
        assert f"{100 - sum(leaf.weight.value or 0 for leaf in nodes)}分" in rest


def test_the_page_s_completed_book_gives_totals() -> None:
    """5+5+5+3+3+3+6+3+3+9+9.5+45，资产利用率95%扣0.5分：99.5，优."""
    text = PAGE[PAGE.index("```yaml") + 8 : PAGE.rindex("```")].encode()
    assert [str(one) for one in lint_rulebook(text, "补全.yaml")] == []
    rulebook = parse_rulebook(text, "补全.yaml")
    given: dict[str, Any] = {
        "staffing": {"在职人员数": "9人", "编制数": "10人"},
        "three_public_change": {"本年度三公经费": "1万元", "上年度三公经费": "2万元"},
        "key_spending": {"重点项目支出": "9万元", "项目总支出": "10万元"},
        "budget_adjustment": {"预算调整数": "0万元", "预算数": "10万元"},
        "payment_progress": {"occurrences": 0}, "balance": {"本年结余": "0万元"},
        "three_public_control": {"三公经费实际支出数": "1万元", "三公经费预算安排数": "1万元"},
        "management_rules": {"ticks": ["rules", "lawful", "carried_out"]}, "compliance": {"occurrences": 0},
        "disclosure": {"ticks": ["content", "in_time"]}, "asset_use": {"在用": "95万元", "全部": "100万元"},
        "output": {"rows": [{"name": "甲", "target": "≥5项", "actual": "5项", "weight": 45}]},
    }  # fmt: skip
    card = compute(rulebook, example_case(rulebook, replace(rulebook.examples[0], given=given)))
    assert isinstance(card.total, Known)
    assert (card.total.value, card.grade) == (F(199, 2), "优")


def test_the_yueyang_book_by_its_words() -> None:
    """投入15=5+5+5；过程40=15(3+3+3+6)+15(3+3+未见)+10未见；其余45未见；没有写年度."""
    id = "cn/hunan-yueyang/department"
    rulebook = load_rulebook(id)
    found = leaves(id)
    assert [leaf.weight.value for leaf in found.values()] == [5, 5, 5, 3, 3, 3, 6, 3, 3, None]
    assert {leaf.weight.verified for leaf in found.values()} == {"seen"}
    process = rulebook.find("process")
    assert process and process.rest and rulebook.rest
    assert (rulebook.year, rulebook.grades) == (None, ())
    assert (process.rest.value, rulebook.rest.value) == (10, 45)


def test_the_hunan_2021_form_is_recalled_throughout() -> None:
    """10/50/30/10，全部凭记忆；二级以下由单位自定."""
    rulebook = load_rulebook("cn/hunan-2021/department")
    assert [(leaf.name, leaf.weight.value) for leaf in rulebook.leaves()] == [
        ("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10),
    ]  # fmt: skip
    assert {node.weight.verified for node in rulebook.nodes()} | {node.verified for node in rulebook.nodes()} == {"recalled"}
    assert {grade.verified for grade in rulebook.grades} == {"recalled"}


def test_a_list_says_how_many_points_rest_on_memory() -> None:
    """10/60/30版下半部70分和投资概算控制率（标准的后半句）5分；13/61版只有后者；16/58版没有."""
    said = {
        id: how_complete(load_rulebook(f"cn/{id}/department")) for id in ("hunan-2017", "hunan-2021", "hunan-2018-16-58")
    }
    assert said == {
        "hunan-2017": "完整，其中75分凭记忆",
        "hunan-2021": "完整，其中100分凭记忆",
        "hunan-2018-16-58": "部分，有缺漏",
    }
    assert how_complete(load_rulebook("cn/hunan-changsha-yuhua-2022/department")) == "部分，有缺漏，其中5分凭记忆"


def test_the_unsigned_tables_by_their_words() -> None:
    """2016年：投入19，见到1+3+3+2+2，第五项没有标准；县考核2018年：60=20+20+10+10（末项由减法），其余40未见."""
    city = load_rulebook("cn/hunan-style-2016/department")
    assert books(city.id) == {
        "input": (19, "seen"), "allocation": (None, "seen"), "staffing": (1, "seen"), "three_public_change": (3, "seen"),
        "three_public_rules": (3, "seen"), "reception_change": (2, "seen"), "vehicles_change": (2, "seen"),
    }  # fmt: skip
    assert [leaf.id for leaf in city.leaves() if leaf.scoring is None] == ["vehicles_change"]
    deducts = [leaf.scoring.params["deduct"] for leaf in city.leaves() if leaf.scoring and "deduct" in leaf.scoring.params]
    assert deducts == [Decimal("0.1"), Decimal("0.3"), Decimal("0.2")]
    county = load_rulebook("cn/county-treasury-2018/department")
    assert [(leaf.weight.value, leaf.weight.verified) for leaf in county.leaves()] == [
        (20, "seen"), (20, "seen"), (10, "seen"), (10, "derived"),
    ]  # fmt: skip
    assert [leaf.scoring.method if leaf.scoring else "" for leaf in county.leaves()] == [
        "proportional",
        "best_of",
        "best_of",
        "",
    ]
    either = county.find("carryover_either")
    assert either
    assert "公式（结转结余率）：本年结转结余资金总额 / 本年一般公共预算支出完成数" in show_indicator(county, either)
    assert city.rest and county.rest
    assert (city.rest.value, county.rest.value) == (81, 40)


def test_the_seed_loses_five_points_of_five_in_every_hunan_table() -> None:
    """三公0.03万元→0.172万元，(0.172－0.03)÷0.03＝473.33%：每点扣0.3分以上，分值不超过8分，全部扣完."""
    for id in ("hunan-2017", "hunan-changsha-yuhua-2022", "hunan-2018-16-58", "hunan-yueyang", "hunan-style-2016"):
        rulebook = load_rulebook(f"cn/{id}/department")
        leaf = rulebook.find("three_public_change")
        assert leaf
        given = dict(zip(leaf.inputs, ("0.172万元", "0.03万元"), strict=True))
        example = replace(rulebook.examples[0], given={"three_public_change": given}, allow_recalled=False)
        card = compute(rulebook, example_case(rulebook, example))
        one = next(one for one in card.indicators if one.id == "three_public_change")
        assert isinstance(one.score, Known) and isinstance(one.value, Known)
        assert (one.score.value, one.value.value) == (0, F(142, 30) * 100)


def test_a_partial_book_tells_its_bounds() -> None:
    """16/58版，填报件的四项：8＋0＋8＋0；失去16分，未见的68分还都可能得到：总分在16与84之间."""
    rulebook = load_rulebook("cn/hunan-2018-16-58/department")
    given = {id: one for example in rulebook.examples[:4] for id, one in example.given.items()}
    card = compute(rulebook, example_case(rulebook, replace(rulebook.examples[0], given=given)))
    assert [one.score for one in card.indicators if not isinstance(one.score, Known)] == []
    assert isinstance(card.total, Missing)
    assert (card.low, card.high) == (16, 84)
    assert "规则书有缺漏，满分100分中见到32分的指标，不能算出总分" in card.notes


def test_a_book_without_recalled_numbers_uses_none_whatever_the_case_allows() -> None:
    used = {}
    for id in ("hunan-yueyang", "hunan-changsha-yuhua-2022", "hunan-2021", "mof-2013-53"):
        rulebook = load_rulebook(f"cn/{id}/department")
        used[id] = compute(rulebook, case(allow_recalled=True)).allow_recalled
        assert not compute(rulebook, case()).allow_recalled
    assert used == {"hunan-yueyang": False, "hunan-changsha-yuhua-2022": True, "hunan-2021": True, "mof-2013-53": False}


def test_an_indicator_whose_rule_nobody_has_seen_may_earn_anything_up_to_its_weight() -> None:
    text = text_of_book(
        "a: {name: 甲, weight: 30, source: made, verified: seen}\n"
        "b: {name: 乙, weight: 70, source: made, verified: seen, scoring: {method: coefficient}}",
        completeness="partial",
    )
    card = compute(parse_rulebook(text.encode(), "书.yaml"), case(Judgement("b", ratio="50%")))
    first = card.indicators[0]
    assert (first.score, first.low, first.high, first.sentence) == (
        Missing(("甲的评分标准",)), 0, 30, "甲：规则书没有写评分标准，不计分。",
    )  # fmt: skip
    assert (card.low, card.high) == (35, 65)
