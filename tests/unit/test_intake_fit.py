"""A case in its rulebook's words: names, numbers and words become ids; what is unknown stays for the engine to refuse."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.intake.case import read_case
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.rulebook import Indicator, Number, RowScoring, Rulebook, Scoring

HEAD = "agency: 样例局（虚构）\nyear: 2021\nrulebook: test/one\n"
TIERS = {"tiers": [{"name": "达成年度指标"}, {"name": "部分达成年度指标并具有一定效果"}]}
CHECKLIST = {"items": [{"id": "finance", "text": "有财务管理制度"}, {"id": "thrift", "text": "有厉行节约制度"}]}


def node(id: str, name: str, scoring: Scoring | None, rows: RowScoring | None = None) -> Indicator:
    return Indicator(id, name, (), Number(Decimal(10), "seen", "s"), scoring=scoring, rows=rows)


OWN = RowScoring(Scoring("proportional", {}), Scoring("reverse", {}), Scoring("tiers_range", TIERS))
BOOK = Rulebook(
    "test/one", "样例评价规则", "department", "样例省", 2021, "partial", Decimal(100), 2, (),
    (
        node("rules_sound", "管理制度健全性", Scoring("checklist", CHECKLIST)),
        node("assets_sound", "管理制度健全性", Scoring("checklist", CHECKLIST)),
        node("compliance", "资金使用合规性", Scoring("per_occurrence_deduction", {})),
        node("service", "“服务”效能（政务）", Scoring("tiers_fixed", {"tiers": [{"name": "效果“较好”"}, {"name": "一般"}]})),
        node("output", "产出指标", None, OWN),
    ),
    {},
)  # fmt: skip


def fitted(text: str) -> Case:
    return fit(read_case((HEAD + text).encode(), "案卷.yaml", "0" * 64), BOOK)


@pytest.mark.parametrize(
    ("ticks", "ids"),
    [
        ("[1, 2]", ("finance", "thrift")),
        ("[2]", ("thrift",)),
        ("[有厉行节约制度, finance]", ("thrift", "finance")),
        ("[1, finance, 有财务管理制度]", ("finance",)),  # one item named three ways is ticked once
        ("[]", ()),
        ("[3, audit]", ("3", "audit")),  # not in the list: left for the engine
    ],
)
def test_checklist_items_by_number_by_words_or_by_id(ticks: str, ids: tuple[str, ...]) -> None:
    assert fitted(f"judgements: {{rules_sound: {{ticks: {ticks}}}}}\n").judgements["rules_sound"].ticks == ids


def test_indicators_and_tiers_by_name_whatever_the_quotes_and_brackets() -> None:
    case = fitted("judgements:\n  服务效能(政务): {tier: 效果较好, by: 甲, why: 乙}\n  资金使用合规性: {occurrences: 0}\n")
    assert list(case.judgements) == ["service", "compliance"]
    assert case.judgements["service"].indicator == "service"
    assert case.judgements["service"].tier == "效果“较好”"


def test_rows_stand_under_an_id() -> None:
    case = fitted(
        "rows:\n  - {under: 产出指标, name: 办展}\n  - {under: output, name: 合格}\n  - {under: 效益, name: 别处}\n"
    )
    assert [row.under for row in case.rows] == ["output", "output", "效益"]


def test_what_is_unknown_or_ambiguous_or_said_twice_is_kept_as_written() -> None:
    case = fitted("judgements:\n  无此指标: {met: 是}\n  管理制度健全性: {ticks: [1]}\n")
    assert list(case.judgements) == ["无此指标", "管理制度健全性"]  # two indicators bear the second name
    assert case.judgements["管理制度健全性"].ticks == ("1",)
    twice = fitted("judgements:\n  compliance: {occurrences: 0}\n  资金使用合规性: {occurrences: 1}\n")
    assert {key: one.occurrences for key, one in twice.judgements.items()} == {"compliance": 0, "资金使用合规性": 1}


def test_fitting_twice_changes_nothing() -> None:
    case = fitted("judgements: {rules_sound: {ticks: [2]}}\nrows:\n  - {under: 产出指标, name: 办展}\n")
    assert fit(case, BOOK) == case
