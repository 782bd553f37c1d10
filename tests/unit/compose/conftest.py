"""A department worked out by hand: 12 people on 10 posts, three-public costs up by half, one indicator still waiting."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.model.case import Case, Problem, Task
from jixiao.model.document import Place
from jixiao.model.fact import Fact, Facts
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, Scorecard, Trace
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Indicator, Number, Rulebook, Selector

AGENCY = "示例县档案馆（虚构）"


def wan(text: str) -> Quantity:
    decimals = len(text.partition(".")[2])
    step = Decimal(1).scaleb(-decimals) * 10000
    return Quantity(Decimal(text) * 10000, "元", step, text=text, printed_unit="万元", factor=Decimal(10000))


def count(text: str, unit: str = "人") -> Quantity:
    return Quantity(Decimal(text), unit, text=text, printed_unit=unit)


def fact(item: str, value: Quantity, basis: str = "", year: int = 2021) -> Fact:
    return Fact(item, value, year, basis, AGENCY, str(value), Place("c" * 64, "case.yaml", f"第{len(item)}行"), "case")


def facts() -> list[Fact]:
    return [
        fact("authorised_posts", count("10")),
        fact("staff_in_post", count("12")),
        fact("total_expenditure", wan("130.651"), "executed"),
        fact("basic_expenditure", wan("86.125"), "executed"),
        fact("project_expenditure", wan("44.526"), "executed"),
        fact("wages_and_welfare", wan("80.75"), "executed"),
        fact("goods_and_services", wan("5.375"), "executed"),
        fact("three_public_costs", wan("0.3"), "executed"),
        fact("three_public_costs", wan("0.20"), "executed", 2020),
        fact("three_public_costs", wan("0"), "initial_budget"),
        fact("going_abroad", wan("0"), "executed"),
        fact("official_vehicles", wan("0"), "executed"),
        fact("official_reception", wan("0.3"), "executed"),
    ]


@pytest.fixture
def case() -> Case:
    """130.651 = 86.125 + 44.526 and 86.125 = 80.75 + 5.375; budgets of the whole are not given."""
    return Case(
        AGENCY,
        2021,
        "demo/department",
        Facts.of(facts()),
        texts={"duties": "管理全县档案。", "three_public": "接待批次增加。"},
        tasks=(Task("完成扫描一万件", "完成扫描九千件"), Task("新建库房一处")),
        problems=(Problem("人员超编", "机构合并", ("逐年消化",)), Problem("扫描没有完成")),
        measures=("加强培训",),
        file="case.yaml",
        sha256="c" * 64,
    )


def _node(id: str, name: str, path: tuple[str, ...], weight: str, **more: object) -> Indicator:
    return Indicator(id, name, path, Number(Decimal(weight), "seen", "s"), **more)  # type: ignore[arg-type]


@pytest.fixture
def rulebook() -> Rulebook:
    leaves = (
        _node("staffing", "在职人员控制率", ("投入", "预算配置"), "20", rule_text="≤100%计满分，每超过1个百分点扣0.5分"),
        _node("public", "“三公”经费变动率", ("投入", "预算配置"), "20", rule_text="≤0计满分"),
        _node("rules", "制度健全性", ("过程", "预算管理"), "30", rule_text="三项各10分"),
        _node("work", "重点工作完成率", ("产出及效率", "职责履行"), "30", rule_text="按比例计分"),
    )
    return Rulebook(
        "demo/department", "演示用评价指标表", "department", "示例", 2021, "complete", Decimal(100), 2, (), leaves, {},
        outline="hunan-2020", sha256="d" * 64,
    )  # fmt: skip


def _leaf(
    id: str, name: str, path: tuple[str, ...], weight: int, score: Fraction | Missing, sentence: str, **more: object
) -> IndicatorScore:
    outcome = score if isinstance(score, Missing) else Known(score)
    low = Fraction(0) if isinstance(score, Missing) else score
    high = Fraction(weight) if isinstance(score, Missing) else score
    fields: dict[str, object] = {"trace": Trace(), **more}
    return IndicatorScore(id, path, name, Decimal(weight), outcome, outcome, low, high, sentence, **fields)  # type: ignore[arg-type]


@pytest.fixture
def scorecard() -> Scorecard:
    """20% over the posts loses 10 of 20; three-public costs +50% lose all 20; 25.5 of 30; full 30: together 65.50."""
    staff = fact("staff_in_post", count("12"))
    posts = fact("authorised_posts", count("10"))
    leaves = (
        _leaf(
            "staffing", "在职人员控制率", ("投入", "预算配置"), 20, Fraction(10),
            "在职12人，编制10人，控制率120%，超过100%的部分扣10分，得10分",
            trace=Trace("在职 / 编制", (Input("在职", "12人", staff), Input("编制", "10人", posts)), "12人 ÷ 10人", "120%", rule="每超过1个百分点扣0.5分", branch="比100%高20个百分点，每个扣0.5分"),
            for_full_marks="在职人员不超过编制数",
        ),
        _leaf("public", "“三公”经费变动率", ("投入", "预算配置"), 20, Fraction(0), "比上年增长，得0分", for_full_marks="不超过上年"),
        _leaf("rules", "制度健全性", ("过程", "预算管理"), 30, Fraction(51, 2), "三项做到两项半，得25.5分", judged_by="评价小组"),
        _leaf("work", "重点工作完成率", ("产出及效率", "职责履行"), 30, Fraction(30), "全部完成，得30分"),
    )  # fmt: skip
    total = sum((leaf.low for leaf in leaves), Fraction(0))
    return Scorecard(
        "demo/department", "d" * 64, "演示用评价指标表", False, AGENCY, 2021, Decimal(100), leaves, Known(total), total, total, "中"
    )  # fmt: skip


@pytest.fixture
def waiting(scorecard: Scorecard) -> Scorecard:
    """The same with 重点工作完成率 not known: between 35.50 and 65.50."""
    lacking = Missing(("重点工作交办数",))
    leaf = replace(scorecard.indicators[3], score=lacking, value=lacking, low=Fraction(0), high=Fraction(30), sentence="")
    return replace(
        scorecard,
        indicators=(*scorecard.indicators[:3], leaf),
        total=lacking,
        low=Fraction(71, 2),
        high=Fraction(131, 2),
        grade="",
    )


@pytest.fixture
def project_case() -> Case:
    money = [
        fact("project_funds", wan("90.00"), "initial_budget"),
        fact("project_funds", wan("90.00"), "adjusted_budget"),
        fact(
            "project_funds",
            Quantity(Decimal("853200"), "元", Decimal("0.01"), text="853200.00", printed_unit="元"),
            "executed",
        ),
        fact("project_fiscal_funds", wan("90.00"), "initial_budget"),
        fact("project_fiscal_funds", wan("90.00"), "adjusted_budget"),
        fact("project_fiscal_funds", wan("85.32"), "executed"),
    ]
    return Case(
        AGENCY, 2021, "demo/project", Facts.of(money), texts={"goal": "更新书屋。", "goal_result": "更新了大部分。"},
        project="农家书屋更新项目（虚构）", department="示例县文化局（虚构）",
    )  # fmt: skip


@pytest.fixture
def project_rulebook() -> Rulebook:
    funds = {"B": Selector("project_funds", "executed"), "A": Selector("project_funds", "adjusted_budget")}
    leaves = (
        _node("execution", "预算执行率", (), "10", inputs=funds, formula="B / A", unit="%"),
        _node("output", "产出指标", (), "90"),
    )
    return Rulebook(
        "demo/project",
        "项目自评规则（演示）",
        "project",
        "示例",
        2021,
        "complete",
        Decimal(100),
        2,
        (),
        leaves,
        {},
        outline="project-2020",
    )


@pytest.fixture
def project_scorecard() -> Scorecard:
    """85.32 ÷ 90.00 = 94.80%: 9.48 of 10; 108 of 120: 81 of 90; together 90.48."""
    execution = replace(
        _leaf("execution", "预算执行率", (), 10, Fraction(237, 25), "执行率94.80%，得9.48分"),
        value=Known(Fraction(474, 5)),
        unit="%",
    )
    row = _leaf(
        "output/1", "更新书屋", ("产出指标", "数量指标"), 90, Fraction(81), "108个，目标120个，完成90%，得81分",
        target="≥120个", actual="108个", reason="村部迁建",
    )  # fmt: skip
    total = Fraction(2262, 25)
    return Scorecard(
        "demo/project",
        "",
        "项目自评规则（演示）",
        False,
        AGENCY,
        2021,
        Decimal(100),
        (execution, row),
        Known(total),
        total,
        total,
        "优",
    )
