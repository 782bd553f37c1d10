"""A case held against its rulebook: names resolved, and what does not fit told at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.errors import CaseError
from jixiao.intake.case import read_case
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.rulebook import Indicator, Number, RowScoring, Rulebook, Scoring

HEAD = "agency: 样例局（虚构）\nyear: 2021\nrulebook: test/one\n"
TIERS = {
    "tiers": [
        {"name": "达成年度指标", "ge": Decimal(80), "le": Decimal(100)},
        {"name": "部分达成年度指标并具有一定效果", "ge": Decimal(60), "lt": Decimal(80)},
        {"name": "未达成年度指标且效果较差", "ge": Decimal(0), "lt": Decimal(60)},
    ]
}
CHECKLIST = {"items": [{"id": "finance", "text": "有财务管理制度"}, {"id": "thrift", "text": "有厉行节约制度"}]}


def node(id: str, name: str, scoring: Scoring | None, rows: RowScoring | None = None, na: str = "refuse") -> Indicator:
    return Indicator(id, name, (), Number(Decimal(10), "seen", "s"), scoring=scoring, rows=rows, na=na, formula="")


OWN = RowScoring(
    Scoring("proportional", {}), Scoring("reverse", {}), Scoring("tiers_range", TIERS), ("数量指标", "质量指标")
)
BOOK = Rulebook(
    "test/one", "样例评价规则", "department", "样例省", 2021, "partial", Decimal(100), 2, (),
    (
        node("rules_sound", "管理制度健全性", Scoring("checklist", CHECKLIST)),
        node("assets_sound", "管理制度健全性", Scoring("checklist", CHECKLIST)),
        node("compliance", "资金使用合规性", Scoring("per_occurrence_deduction", {})),
        node("service", "行政效能", Scoring("tiers_fixed", {"tiers": [{"name": "较好"}, {"name": "一般"}]})),
        node("effect", "可持续影响", Scoring("tiers_range", TIERS), na="full"),
        node("output", "产出指标", None, OWN),
    ),
    {},
)  # fmt: skip


def case(text: str) -> Case:
    return read_case((HEAD + text).encode(), "案卷.yaml", "0" * 64)


def faults_of(text: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        fit(case(text), BOOK)
    return [str(fault) for fault in caught.value.faults]


def test_names_numbers_and_words_become_ids() -> None:
    found = fit(
        case("""\
judgements:
  资金使用合规性: {occurrences: 0}
  rules_sound: {ticks: [1, 有厉行节约制度]}
  assets_sound: {ticks: [thrift]}
  可持续影响: {tier: 达成年度指标, ratio: 80%, by: 甲, why: 乙}
rows:
  - {under: 产出指标, level2: 数量指标, name: 办展, target: ≥2场次, actual: 2场次, weight: 4}
  - {under: output, level2: 质量指标, name: 合格, target: ≥90%, actual: 91%, weight: 6}
"""),
        BOOK,
    )
    assert {id: one.ticks for id, one in found.judgements.items()} == {
        "compliance": None, "rules_sound": ("finance", "thrift"), "assets_sound": ("thrift",), "effect": None,
    }  # fmt: skip
    assert [row.under for row in found.rows] == ["output", "output"]


FAULTS = {
    "no such indicator": (
        "  资金合规性: {occurrences: 0}",
        "案卷.yaml:5：规则里没有名为“资金合规性”的指标。是不是“资金使用合规性”",
    ),
    "two of one name": (
        "  管理制度健全性: {ticks: []}",
        "案卷.yaml:5：规则里有 2 个指标叫“管理制度健全性”。请写编号：rules_sound、assets_sound",
    ),
    "the wrong kind": (
        "  compliance: {ticks: [finance]}",
        "案卷.yaml:5：“资金使用合规性”不用清单来评。本指标要的判断：例数",
    ),
    "no such item": (
        "  rules_sound: {ticks: [audit]}",
        "案卷.yaml:5：“管理制度健全性”的清单里没有“audit”这一项。可用：1. finance（有财务管理制度）；2. thrift（有厉行节约制度）",
    ),
    "no such tier": (
        "  service: {tier: 很好, by: 甲, why: 乙}",
        "案卷.yaml:5：“行政效能”没有“很好”这一档。可用：“较好”、“一般”",
    ),
    "a share outside its tier": (
        "  effect: {tier: 达成年度指标, ratio: 79.9%, by: 甲, why: 乙}",
        "案卷.yaml:5：“可持续影响”的得分比例 79.9% 不在“达成年度指标”的范围（不低于 80%、不超过 100%）内。请改比例，或改选档次",
    ),
    "the open edge of a tier": (
        "  effect: {tier: 部分达成年度指标并具有一定效果, ratio: 80%, by: 甲, why: 乙}",
        "案卷.yaml:5：“可持续影响”的得分比例 80% 不在“部分达成年度指标并具有一定效果”的范围（不低于 60%、低于 80%）内。请改比例，或改选档次",
    ),
    "must apply": (
        "  compliance: {not_applicable: 没有支出}",
        "案卷.yaml:5：规则不允许“资金使用合规性”不适用。请照规则计分",
    ),
    "twice by two names": (
        "  compliance: {occurrences: 0}\n  资金使用合规性: {occurrences: 1}",
        "案卷.yaml:6：“资金使用合规性”的判断写了两次。请只留一处",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_judgement_that_does_not_fit(name: str) -> None:
    lines, sentence = FAULTS[name]
    assert faults_of(f"judgements:\n{lines}\n") == [sentence]


ROW_FAULTS = {
    "no such node": (
        ["{under: 产出, level2: 数量指标, name: 办展}"],
        "案卷.yaml:5：规则里没有名为“产出”的指标。是不是“产出指标”",
    ),
    "no such second level": (
        ["{under: output, level2: 成本指标, name: 办展}"],
        "案卷.yaml:5：指标“办展”：“产出指标”下没有“成本指标”这个二级指标。可用：数量指标、质量指标",
    ),
    "points that do not add up": (
        [
            "{under: output, level2: 数量指标, name: 办展, weight: 4}",
            "{under: output, level2: 质量指标, name: 合格, weight: 5}",
        ],
        "案卷.yaml:5：“产出指标”下 2 个自设指标的分值合计 9 分。规则给“产出指标” 10 分，请调整各指标的分值，使合计相等",
    ),
    "a name twice": (
        ["{under: output, level2: 数量指标, name: 办展}", "{under: output, level2: 质量指标, name: 办展}"],
        "案卷.yaml:6：“产出指标”下有两个指标都叫“办展”（另一个在第5行）。请改名或删去一个",
    ),
}


@pytest.mark.parametrize("name", ROW_FAULTS)
def test_a_row_that_does_not_fit(name: str) -> None:
    rows, sentence = ROW_FAULTS[name]
    assert faults_of("rows:\n" + "".join(f"  - {row}\n" for row in rows)) == [sentence]


def test_all_that_does_not_fit_comes_at_once() -> None:
    text = "judgements:\n  无此指标: {met: 是}\n  compliance: {met: 是}\nrows:\n  - {under: 无此节点, name: 甲}\n"
    assert [one.partition("：")[0] for one in faults_of(text)] == ["案卷.yaml:5", "案卷.yaml:6", "案卷.yaml:8"]
