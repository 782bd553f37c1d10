"""What an indicator is worth and what it got, told in one breath or by name; points that the words make of a rate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.points.points import point_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import expected, parts, prose, wrong


def bounds(text: str) -> list[Relation]:
    return [one for one in point_relations(prose(text)) if one.kind is Kind.SCORE_BOUND]


def rules(text: str) -> list[Relation]:
    return [one for one in point_relations(prose(text)) if one.kind is Kind.SCORE_RULE]


@pytest.mark.parametrize(
    "text",
    [
        "产出指标满分30分，得31分。",
        "该指标30分，得31分。",
        "产出指标分值30分，自评得31分。",
        "产出指标权重30分，实际得分31分。",
        "产出指标得31分（满分30分）。",
    ],
)
def test_more_than_an_indicator_is_worth_is_wrong_beyond_doubt(text: str) -> None:
    (found,) = wrong(bounds(text))
    assert (found.stated.quote, parts(found), found.open) == ("31分", ["30分"], ())


@pytest.mark.parametrize(
    "text", ["产出指标（30分）得分31分。", "产出30分，得31分。", "产出30分、效益20分。其中产出得31分。"]
)
def test_a_worth_that_is_not_called_one_or_stands_elsewhere_is_asked_about(text: str) -> None:
    (found,) = wrong(bounds(text))
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "产出指标满分30分，得30分。",
        "每少1分扣0.5分，得8分。",  # a step of a rule is no worth
        "工期每提前1天加1分，得3分。",
        "满意度≥90分，得95分。",
        "满分100分；产出得31分，满分30分。",  # over a semicolon, or behind it without a bracket: another thing
        "产出30分、效益20分。质量得31分。",
        "甲项目产出30分，乙项目产出40分。产出得41分。",  # two worths of one name: which is meant nobody says
        "合计100分，得101分，其中加分2分。",
    ],
)
def test_what_accuses_nobody(text: str) -> None:
    assert wrong(bounds(text)) == []


def test_a_name_is_looked_up_a_few_paragraphs_away_and_no_further() -> None:
    near = "成本5分。\n甲。\n乙。\n成本得6分。"
    far = "成本5分。\n甲。\n乙。\n丙。\n成本得6分。"
    assert len(wrong(bounds(near))) == 1
    assert bounds(far) == []


# —— points by a rate ——


@pytest.mark.parametrize(
    "text",
    [
        "执行率91%，执行率指标分值10分，按执行率乘以分值计算，得9.5分。",
        "预算执行得分9.5分（10分×91%）。",
        "预算执行率91%。\n分值10分，按执行率折算得分，得9.5分。",
    ],
)
def test_points_said_to_follow_a_rate_must_follow_it(text: str) -> None:
    (found,) = rules(text)
    assert (found.verdict, expected(found), found.open) == (Verdict.INCONSISTENT, Decimal("9.1"), ())


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ("9.74分", Verdict.CONSISTENT),
        ("9.7分", Verdict.CONSISTENT),
        ("9.73分", Verdict.ROUNDING),
        ("9.75分", Verdict.INCONSISTENT),
    ],
)  # 10 × 97.38 % = 9.738
def test_points_are_rounded_or_cut_off(points: str, verdict: Verdict) -> None:
    (found,) = rules(f"执行率97.38%，分值10分，按执行率计算得分，得{points}。")
    assert found.verdict is verdict


def test_a_rate_above_a_hundred_earns_no_more_than_all_points() -> None:
    (found,) = rules("完成率104%，分值15分，按完成率计算得分，得15分。")
    assert found.verdict is Verdict.CONSISTENT


def test_without_a_rule_in_words_a_rate_confirms_and_accuses_nobody() -> None:
    assert [one.verdict for one in rules("完成率98%，该指标15分，得14.7分。")] == [Verdict.CONSISTENT]
    assert rules("完成率98%，该指标15分，得14分。") == []


def test_a_rule_is_of_its_own_clauses() -> None:
    text = "执行率91%。执行率指标分值10分，按执行率乘以分值计算，得9.1分；产出指标分值50分，得48分。"
    assert [one.stated.quote for one in rules(text)] == ["9.1分"]
