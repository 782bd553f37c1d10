"""Charts: points against weights, targets against results, money, progress. The only floats of this package, for drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jixiao.compose import scores
from jixiao.compose.figures import Slot, bare, in_wan
from jixiao.compose.sentences import load
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Bar, Chart
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.quantity import Quantity, half_up

_DONE = ("完成", "未完成")
_SPENT = ("已执行", "未执行")
_BUDGETS = ("adjusted_budget", "initial_budget")


def charts(case: Case, scorecard: Scorecard) -> tuple[Chart, ...]:
    """Every chart the case has figures for: points against weights, targets against results, money, progress of spending."""
    return (*_points(scorecard), *_results(scorecard), *_money(case), *_progress(case))


@lru_cache(maxsize=1)
def _said() -> dict[str, Any]:
    return load("charts.yaml")


def _points(scorecard: Scorecard) -> Iterator[Chart]:
    bars = tuple(_score_bar(leaf, scorecard) for leaf in scorecard.indicators if leaf.weight)
    if bars:
        yield Chart("各项指标得分与分值", "分", bars)


def _score_bar(leaf: IndicatorScore, scorecard: Scorecard) -> Bar:
    assert leaf.weight is not None
    weight = scores.weight_text(leaf)
    if isinstance(leaf.score, Known):
        shown = f"{scores.printed(leaf.score.value, scorecard)}/{weight}"
        return Bar(leaf.name, float(leaf.score.value), shown, float(leaf.weight))
    return Bar(leaf.name, None, f"{TO_FILL}/{weight}", float(leaf.weight))


def _results(scorecard: Scorecard) -> Iterator[Chart]:
    """How much of each target of the unit's own was reached. More than all of it is drawn as all; the words tell how much.

    A target not to be exceeded is nothing to fill: the title says how many of those are left out.
    """
    rows = [leaf for leaf in scorecard.indicators if leaf.target and leaf.actual and isinstance(leaf.value, Known)]
    bars = tuple(
        Bar(leaf.name, float(min(leaf.value.value, Fraction(100))), f"{leaf.actual}/{leaf.target}", 100.0)
        for leaf in rows
        if isinstance(leaf.value, Known) and not leaf.at_most
    )
    if bars:
        limits = sum(1 for leaf in scorecard.indicators if leaf.at_most and leaf.actual)
        out = f"；不含指标值为上限的 {limits} 项" if limits else ""
        yield Chart(f"指标完成情况（实际完成值/年度指标值{out}）", "%", bars, legend=_DONE)


def _money(case: Case) -> Iterator[Chart]:
    for one in _said()["money"]:
        facts = [(label, _fact(case, Slot(*slot))) for label, *slot in one["bars"]]
        known = [(label, fact) for label, fact in facts if fact is not None]
        if len(known) > 1 and any(_amount(fact) for _, fact in known):
            yield Chart(f"{case.year}年度{one['title']}", "万元", _money_bars(known), "parts")


def _progress(case: Case) -> Iterator[Chart]:
    """Spending against the budget of the whole year, fund by fund; what was never budgeted has no progress."""
    said, bars = _said()["progress"], []
    for label, item in said["funds"]:
        spent = _fact(case, Slot(item, "executed"))
        budget = next((fact for basis in _BUDGETS if (fact := _fact(case, Slot(item, basis))) is not None), None)
        if spent is None or budget is None or _amount(budget) <= 0:
            continue
        rate = _amount(spent) / _amount(budget) * 100
        bars.append(Bar(label, float(rate), f"{half_up(rate, 2)}%", 100.0))
    if bars:
        yield Chart(f"{case.year}年度{said['title']}", "%", tuple(bars), legend=_SPENT)


def _fact(case: Case, slot: Slot) -> Fact | None:
    fact = case.facts.get(slot.item, case.year + slot.year, slot.basis)
    return fact if fact is not None and isinstance(fact.value, Quantity) else None


def _amount(fact: Fact) -> Fraction:
    assert isinstance(fact.value, Quantity)
    return Fraction(fact.value.value)


def _money_bars(facts: Sequence[tuple[str, Fact]]) -> tuple[Bar, ...]:
    bars = []
    for label, fact in facts:
        assert isinstance(fact.value, Quantity)
        shown = replace(fact, value=in_wan(fact.value))
        bars.append(Bar(label, float(fact.value.value / 10000), bare(shown)))
    return tuple(bars)
