"""Facts of the catalog stated in prose: item, year, basis, value; 无 is zero; and the identities they keep."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from tests.unit.extract.passages import expected, parts, reading

DEPARTMENT = "2022年示例局（虚构）部门整体支出绩效自评报告\n"
PROJECT = "2022年度示例水库项目支出绩效自评报告\n"


def facts(text: str, title: str = DEPARTMENT) -> list[Fact]:
    return list(reading(title + text).facts)


def fact(text: str, title: str = DEPARTMENT) -> Fact:
    (found,) = facts(text, title)
    return found


def value(found: Fact) -> Decimal:
    assert isinstance(found.value, Quantity)
    return found.value.value


@pytest.mark.parametrize(
    ("text", "key", "amount"),
    [
        ("基本支出86.40万元。", ("basic_expenditure", 2022, "executed"), 864_000),
        ("基本支出年初预算86.40万元。", ("basic_expenditure", 2022, "initial_budget"), 864_000),
        ("基本支出年初预算数86.40万元。", ("basic_expenditure", 2022, "initial_budget"), 864_000),
        ("基本支出全年预算数86.40万元。", ("basic_expenditure", 2022, "adjusted_budget"), 864_000),
        ("基本支出调整后预算数86.40万元。", ("basic_expenditure", 2022, "adjusted_budget"), 864_000),
        ("基本支出全年执行数86.40万元。", ("basic_expenditure", 2022, "executed"), 864_000),
        ("基本支出决算数86.40万元。", ("basic_expenditure", 2022, "executed"), 864_000),
        ("全年基本支出86.40万元。", ("basic_expenditure", 2022, "executed"), 864_000),
        ("2021年基本支出86.40万元。", ("basic_expenditure", 2021, "executed"), 864_000),
        ("基本支出（含公用）86.40万元。", ("basic_expenditure", 2022, "executed"), 864_000),
        ("“三公”经费支出1.20万元。", ("three_public_costs", 2022, "executed"), 12_000),
        ("核定编制12人。", ("authorised_posts", 2022, ""), 12),
        ("年末实际在职11人。", ("staff_in_post", 2022, ""), 11),
        # a bare basis takes the sentence's item, else the whole
        ("全年预算数86.40万元。", ("total_expenditure", 2022, "adjusted_budget"), 864_000),
        ("2022年全年预算数86.40万元。", ("total_expenditure", 2022, "adjusted_budget"), 864_000),
        ("执行数86.40万元。", ("total_expenditure", 2022, "executed"), 864_000),
        ("年初预算86.40万元。", ("total_expenditure", 2022, "initial_budget"), 864_000),
    ],
)
def test_a_figure_states_an_item_of_one_year_and_basis(text: str, key: tuple[str, int | None, str], amount: int) -> None:
    found = fact(text)
    assert (found.key, value(found), found.agency) == (key, amount, "示例局(虚构)")


@pytest.mark.parametrize(
    "text",
    [
        "基本支出约86.40万元。",
        "基本支出不超过86.40万元。",
        "基本支出增加86.40万元。",
        "非基本支出86.40万元。",
        "基本支出86.40%。",
        "示例费86.40万元。",
        "核定编制12个。",
        "年初预算12人。",
        "基本支出**万元。",
    ],
)
def test_what_is_vague_a_change_or_of_another_unit_is_no_fact(text: str) -> None:
    assert facts(text) == []


def test_a_bare_basis_is_of_the_item_last_named_in_its_sentence() -> None:
    one, two = facts("基本支出决算86.40万元，年初预算80.00万元。")
    assert (one.key, two.key) == (("basic_expenditure", 2022, "executed"), ("basic_expenditure", 2022, "initial_budget"))
    one, two = facts("基本支出决算86.40万元。年初预算80.00万元。")
    assert two.key == ("total_expenditure", 2022, "initial_budget")


def test_in_a_project_s_report_a_bare_basis_is_of_the_project() -> None:
    assert fact("全年预算数86.40万元。", PROJECT).item == "project_funds"
    assert fact("全年预算数86.40万元。", "2022年示例局（虚构）项目支出及部门整体支出自评报告\n").item == "total_expenditure"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("基本支出86.40万元，较上年79.20万元增加7.20万元。", ("basic_expenditure", 2021, "executed")),
        ("基本支出86.40万元，较2021年79.20万元增加7.20万元。", ("basic_expenditure", 2021, "executed")),
        ("基本支出86.40万元，较2020年79.20万元增加7.20万元。", ("basic_expenditure", 2020, "executed")),
        ("基本支出86.40万元，较年初预算79.20万元增加7.20万元。", ("basic_expenditure", 2022, "initial_budget")),
        ("基本支出86.40万元，上年度79.20万元。", ("basic_expenditure", 2021, "executed")),
    ],
)
def test_what_it_is_compared_with_is_the_earlier_year_s_or_the_budget_s(text: str, key: tuple[str, int | None, str]) -> None:
    now, then = facts(text)
    assert (now.key, value(now)) == (("basic_expenditure", 2022, "executed"), 864_000)
    assert (then.key, value(then)) == (key, 792_000)


@pytest.mark.parametrize("said", ["无", "：无", "未发生", "为0", "0", "0万元", "为0.00万元"])
def test_of_the_three_costs_无_is_a_stated_zero(said: str) -> None:
    zeros = [one for one in facts(f"公务接待费{said}。") if one.item == "official_reception"]
    assert {(one.key, value(one)) for one in zeros} == {(("official_reception", 2022, "executed"), 0)}


@pytest.mark.parametrize("text", ["公务接待费无法核实。", "公务接待费0.5万元。", "基本支出：无。", "公务接待费未发生变化。"])
def test_elsewhere_无_is_no_zero(text: str) -> None:
    assert [one for one in facts(text) if value(one) == 0] == []


def test_the_score_and_grade_are_facts() -> None:
    found = {one.item: one for one in facts("自评得分96分，绩效等级为优。")}
    assert set(found) == {"self_score", "self_grade"}
    assert value(found["self_score"]) == 96
    assert found["self_grade"].value == "优"


def test_a_score_under_another_name_is_one_all_the_same() -> None:
    assert [(one.item, value(one)) for one in facts("经考核，绩效自评得96分。")] == [("self_score", 96)]


def test_an_indicator_told_in_one_sentence_is_a_row() -> None:
    found = {one.item: one for one in facts("1.培训场次：指标值≥120场次，实际完成108场次。")}
    target, actual = found["rows/培训场次/target"].value, found["rows/培训场次/actual"].value
    assert isinstance(target, Quantity)
    assert isinstance(actual, Quantity)
    assert (target.bound, target.value, actual.value) == ("≥", 120, 108)


# —— identities ——


def identities(text: str) -> list[Relation]:
    return [one for one in reading(DEPARTMENT + text).relations if one.kind is Kind.IDENTITY]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("总支出130.65万元。\n甲乙丙。\n基本支出86.12万元。\n工作。\n资金。\n项目支出44.52万元。", Verdict.ROUNDING),
        ("总支出135.64万元。\n基本支出86.12万元。\n项目支出44.52万元。", Verdict.INCONSISTENT),  # 130.64: a digit
        ("总支出110.00万元。\n基本支出86.12万元。\n项目支出44.52万元。", Verdict.INCONSISTENT),  # more than the whole
        ("总支出190.00万元。\n基本支出86.12万元。\n项目支出44.52万元。", Verdict.UNVERIFIABLE),  # less: there may be more
        ("总支出190.00万元。\n基本支出86.12万元。\n项目支出44.52万元。\n经营支出待核。", Verdict.UNVERIFIABLE),
    ],
)
def test_the_whole_is_basic_and_project_expenditure(text: str, verdict: Verdict) -> None:
    (found,) = identities(text)
    assert (found.verdict, parts(found)) == (verdict, ["86.12万元", "44.52万元"])


def test_another_kind_of_expenditure_in_the_text_leaves_the_whole_open() -> None:
    (found,) = identities("总支出110.00万元。\n基本支出86.12万元。\n项目支出44.52万元。\n经营支出待核。")
    assert (found.verdict, found.open) == (Verdict.UNVERIFIABLE, ("另有其他支出",))


def test_only_figures_of_one_year_and_basis_are_added() -> None:
    assert identities("总支出130.65万元。\n2021年基本支出86.12万元。\n项目支出44.52万元。") == []
    assert identities("总支出130.65万元。\n基本支出年初预算86.12万元。\n项目支出44.52万元。") == []
    assert identities("总支出130.65万元。\n基本支出86.12万元。") == []


def test_a_sum_already_read_as_one_is_not_told_twice() -> None:
    assert identities("总支出130.64万元，其中：基本支出86.12万元、项目支出44.52万元。") == []


def test_an_optional_part_counts_where_it_is_stated() -> None:
    text = "基本支出86.12万元。\n甲。\n工资福利支出60.10万元。\n乙。\n商品和服务支出20.02万元。\n丙。\n对个人和家庭的补助6.00万元。"
    found = [one for one in reading(DEPARTMENT + text).relations if one.stated.quote == "86.12万元"]
    assert [one.verdict for one in found] == [Verdict.CONSISTENT]


def test_an_optional_part_that_is_missing_leaves_a_gap_open() -> None:
    (found,) = identities("基本支出86.12万元。\n工资福利支出60.10万元。\n商品和服务支出18.47万元。")
    assert (found.verdict, found.open) == (Verdict.UNVERIFIABLE, ("其他经济分类未列",))


def test_the_three_costs_with_a_stated_none() -> None:
    text = "“三公”经费1.20万元。\n因公出国（境）费：无。\n公务接待费0.50万元。\n公务用车购置及运行维护费0.90万元。"
    (found,) = identities(text)
    assert (found.verdict, expected(found)) == (Verdict.INCONSISTENT, Decimal("1.4"))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        # what is bracketed or said behind 其中 of a budget is of the budget, until something else is said to be spent
        (
            "年初预算90万元，其中基本支出50万元。",
            [("total_expenditure", "initial_budget"), ("basic_expenditure", "initial_budget")],
        ),
        (
            "年初预算90万元，支出88万元，其中基本支出50万元。",
            [("total_expenditure", "initial_budget"), ("basic_expenditure", "executed")],
        ),
        ("年初预算90万元，基本支出50万元。", [("total_expenditure", "initial_budget")]),  # nobody can say
        # what is spent on one thing is not what the agency spends
        ("培训经费预算安排50万元，实际支出48万元。", []),
        ("（一）良种繁育项目\n年初预算50万元，全年支出48万元。", []),
        ("（一）一般公共预算支出情况\n年初预算50万元。", [("total_expenditure", "initial_budget")]),
        ("其他收入3万元，全年预算50万元。", [("total_expenditure", "adjusted_budget")]),
        (
            "公务接待费预算2万元，实际支出1万元。",
            [("official_reception", "initial_budget"), ("official_reception", "executed")],
        ),
        ("年初结转结余9万元，年末结转结余6万元。", [("prior_year_carryover", ""), ("year_end_balance", "")]),
        ("年末结转结余6万元，比上年9万元减少3万元。", [("year_end_balance", ""), ("year_end_balance", "")]),
        ("2022年部门预算总额50万元。", [("total_expenditure", "initial_budget")]),
        # a carryover is never what was spent
        ("上年结转9万元，支出50万元。", [("prior_year_carryover", "")]),
        (
            "（一）资金情况\n全年预算50万元（含上年结转9万元），支出48万元。",
            [("total_expenditure", "adjusted_budget"), ("prior_year_carryover", "")],
        ),
        # a heading of one thing gives it to the first figure under it that says no more than that it was spent
        ("（一）政府采购\n支出总额50万元。", [("procurement", "executed")]),
        ("（一）政府采购\n完成得很好。\n支出总额50万元。", []),
        ("（一）政府采购\n支出总额50万元，其中政府采购9万元。", [("procurement", "executed")]),
        (
            "（一）“三公”经费\n支出5万元，其中公务接待费1万元。",
            [("three_public_costs", "executed"), ("official_reception", "executed")],
        ),
    ],
)
def test_a_figure_is_of_what_its_sentence_or_heading_speaks_of(text: str, stated: list[tuple[str, str]]) -> None:
    assert [(one.item, one.basis) for one in facts(text)] == stated
