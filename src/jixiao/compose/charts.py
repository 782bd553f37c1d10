"""Two charts: points against weights, and what the money was. The only floats of this package, for drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jixiao.compose import scores
from jixiao.compose.figures import Slot, bare, in_wan
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Bar, Chart
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.quantity import Quantity

_MONEY: tuple[tuple[str, tuple[tuple[str, Slot], ...]], ...] = (
    (
        "支出构成",
        (("基本支出", Slot("basic_expenditure", "executed")), ("项目支出", Slot("project_expenditure", "executed"))),
    ),
    (
        "预算与执行",
        (
            ("年初预算数", Slot("total_expenditure", "initial_budget")),
            ("全年预算数", Slot("total_expenditure", "adjusted_budget")),
            ("全年执行数", Slot("total_expenditure", "executed")),
        ),
    ),
    (
        "项目资金预算与执行",
        (
            ("年初预算数", Slot("project_funds", "initial_budget")),
            ("全年预算数", Slot("project_funds", "adjusted_budget")),
            ("全年执行数", Slot("project_funds", "executed")),
        ),
    ),
)


def charts(case: Case, scorecard: Scorecard) -> tuple[Chart, ...]:
    """Points of each indicator against its weight, and the first account of money the case has two figures for."""
    bars = tuple(_score_bar(leaf, scorecard) for leaf in scorecard.indicators if leaf.weight)
    found = (Chart("各项指标得分与分值", "分", bars),) if bars else ()
    for title, parts in _MONEY:
        facts = [(label, _fact(case, slot)) for label, slot in parts]
        known = [(label, fact) for label, fact in facts if fact is not None]
        if len(known) > 1:
            return (*found, Chart(f"{case.year}年度{title}", "万元", _money_bars(known), "parts"))
    return found


def _score_bar(leaf: IndicatorScore, scorecard: Scorecard) -> Bar:
    assert leaf.weight is not None
    weight = scores.weight_text(leaf)
    if isinstance(leaf.score, Known):
        shown = f"{scores.printed(leaf.score.value, scorecard)}/{weight}"
        return Bar(leaf.name, float(leaf.score.value), shown, float(leaf.weight))
    return Bar(leaf.name, None, f"{TO_FILL}/{weight}", float(leaf.weight))


def _fact(case: Case, slot: Slot) -> Fact | None:
    fact = case.facts.get(slot.item, case.year + slot.year, slot.basis)
    return fact if fact is not None and isinstance(fact.value, Quantity) else None


def _money_bars(facts: Sequence[tuple[str, Fact]]) -> tuple[Bar, ...]:
    bars = []
    for label, fact in facts:
        assert isinstance(fact.value, Quantity)
        shown = replace(fact, value=in_wan(fact.value))
        bars.append(Bar(label, float(fact.value.value / 10000), bare(shown)))
    return tuple(bars)
