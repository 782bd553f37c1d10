"""Rates of satisfaction over counted opinions."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import expected, only, parts, reading

ASKED = "抽取群众200人调查，满意178人、基本满意16人、不满意6人，满意率为{}。"


def rate(text: str) -> Relation:
    return only(reading(text).relations, Kind.RATE)


@pytest.mark.parametrize("printed", ["97%", "97.00%", "89%", "89.00%"])
def test_the_satisfied_are_counted_with_or_without_those_more_or_less_so(printed: str) -> None:  # 194 or 178 of 200
    assert rate(ASKED.format(printed)).verdict is Verdict.CONSISTENT


def test_a_rate_that_neither_gives_is_asked_about() -> None:
    found = rate(ASKED.format("98%"))
    assert (found.verdict, expected(found), parts(found), bool(found.open)) == (
        Verdict.INCONSISTENT,
        97,
        ["178人", "16人", "200人"],
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "抽取群众200人调查，满意178人、不满意6人，满意率为98%。",  # not all opinions are told
        "抽取群众200人调查，满意178人、基本满意16人、不满意6人，满意率约98%。",
        "抽取群众200人调查，满意178人、基本满意16人、不满意6人，办结率为98%。",
        "抽取群众220人调查，满意178人、基本满意16人、不满意6人，满意率为98%。",  # some opinions are not told
        "抽取群众约200人调查，满意178人、基本满意16人、不满意6人，满意率为98%。",
    ],
)
def test_without_all_opinions_nothing_is_said(text: str) -> None:
    assert all("满意的口径由上文推定" not in one.open for one in reading(text).relations)
