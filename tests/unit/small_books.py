"""Small rulebooks and cases for tests of the rules, written the way a person writes them."""

from __future__ import annotations

from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Fact, Facts
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
