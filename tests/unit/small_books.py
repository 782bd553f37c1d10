"""Small rulebooks and cases for tests of the rules, written the way a person writes them."""

from __future__ import annotations

from fractions import Fraction as F

from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Fact, Facts
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.rules.load import parse_rulebook
from jixiao.text.quantities import quantity

HEAD = """\
rulebook: test/book
title: 试题规则书（虚构）
kind: department
region: 示例省
year: 2021
completeness: {completeness}
total: {total}
rounding: {{score_places: 2}}
source: made
verified: seen
sources:
  made: {{doc: 示例文号〔2021〕1号, title: 试题}}
grades:
  source: made
  verified: seen
  scale: [{{name: 优, at_least: 90}}, {{name: 良, at_least: 80}}, {{name: 中, at_least: 60}}, {{name: 差, at_least: 0}}]
indicators:
"""


def text_of_book(indicators: str, total: int = 100, completeness: str = "complete") -> str:
    """A rulebook with the given indicators (YAML, from the left margin)."""
    below = "".join(f"  {line}\n" if line else "\n" for line in indicators.strip("\n").split("\n"))
    return HEAD.format(total=total, completeness=completeness) + below


def book(indicators: str, total: int = 100, completeness: str = "complete") -> Rulebook:
    return parse_rulebook(text_of_book(indicators, total, completeness).encode(), "test.yaml")


def fact(item: str, written: str, basis: str = "", year: int = 2021) -> Fact:
    found = quantity(written)
    assert found is not None, written
    return Fact(item, found, year, basis, raw=written)


def case(*given: Fact | Judgement | Row, allow_recalled: bool = False) -> Case:
    return Case(
        agency="示例县某局（虚构）",
        year=2021,
        rulebook="test/book",
        facts=Facts.of(one for one in given if isinstance(one, Fact)),
        allow_recalled=allow_recalled,
        rows=tuple(one for one in given if isinstance(one, Row)),
        judgements={one.indicator: one for one in given if isinstance(one, Judgement)},
        file="案例.yaml",
    )


def leaf(card: Scorecard, id: str) -> IndicatorScore:
    return next(one for one in card.indicators if one.id == id)


def points(card: Scorecard, id: str) -> F:
    score = leaf(card, id).score
    assert isinstance(score, Known), score
    return score.value


def staffing(heads: str, posts: str) -> Case:
    return case(fact("staff_in_post", heads), fact("authorised_posts", posts))


RATE = """\
rate:
  name: 完成率
  weight: 100
  source: made
  verified: seen
  inputs:
    完成数: {item: tasks_done}
    计划数: {item: tasks_planned}
  value: 完成数 / 计划数
  unit: '%'
  on_zero: ON_ZERO
  both_zero: BOTH_ZERO
  na: NA
  scoring: {method: proportional, target: 100}
"""


def rate(on_zero: str = "missing", both_zero: str = "missing", na: str = "full") -> str:
    return RATE.replace("ON_ZERO", on_zero).replace("BOTH_ZERO", both_zero).replace("NA", na)


TWO = """\
a:
  name: 甲
  weight: 40
  source: made
  verified: seen
  na: exclude
  scoring: {method: coefficient}
b:
  name: 乙
  weight: 60
  source: made
  verified: seen
  scoring: {method: coefficient}
"""

SEEN = case(
    fact("staff_in_post", "31人"),
    fact("authorised_posts", "30人"),
    fact("three_public_costs", "5万元", "initial_budget"),
    fact("three_public_costs", "5万元", "initial_budget", 2020),
    fact("prior_year_carryover", "0万元"),
    fact("total_expenditure", "480万元", "initial_budget"),
    fact("added_budget", "0万元"),
    fact("year_end_balance", "0万元"),
    Judgement("building_area", not_applicable="没有", by="自评小组"),
    Judgement("building_investment", not_applicable="没有", by="自评小组"),
)
