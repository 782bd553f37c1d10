"""Counts of numbered lines below."""

from __future__ import annotations

import pytest

from jixiao.extract.counts.list_lines import lines_counted
from jixiao.model.claim import Relation, Verdict
from tests.unit.extract.passages import prose


def counted(text: str) -> list[Relation]:
    return lines_counted(prose(text))


LINES = "（1）柳河村54.00万元，用于茶厂；\n（2）大坝村62.50万元，用于冷库；\n（3）青岩村48.00万元，用于道路。"


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("资金安排到3个村、3个项目，具体如下：", [("3个", Verdict.CONSISTENT), ("3个", Verdict.CONSISTENT)]),
        ("资金安排到4个村、3个项目，具体如下：", [("4个", Verdict.INCONSISTENT), ("3个", Verdict.CONSISTENT)]),
        ("资金安排到3个村，分别为：", [("3个", Verdict.CONSISTENT)]),
        ("资金安排到3个村，涉及5个行业，情况如下：", [("3个", Verdict.CONSISTENT)]),  # no line names an industry
        ("资金安排到三个村，具体如下：", [("三个", Verdict.CONSISTENT)]),
        ("资金安排到四个村，具体如下：", []),
        ("资金安排到约4个村，具体如下：", []),
        ("资金安排到4个村。", []),
        ("涉及4个部门，具体如下：", []),
        ("资金安排到12个村，具体如下：", []),  # far more: the others are told elsewhere
    ],
)
def test_lines_confirm_a_count_and_accuse_only_where_each_names_the_noun(lead: str, told: list[tuple[str, Verdict]]) -> None:
    assert [(one.stated.quote, one.verdict) for one in counted(f"{lead}\n{LINES}")] == told


@pytest.mark.parametrize(
    "lines",
    [
        LINES.replace("柳河村", "柳河村和新塘村"),  # two in one line
        LINES.replace("柳河村", "柳河茶厂"),
        LINES.replace("（2）", "（3）"),  # the numbering breaks off
    ],
)
def test_lists_that_are_not_plain_accuse_nobody(lines: str) -> None:
    assert all(one.verdict is Verdict.CONSISTENT for one in counted(f"资金安排到4个村，具体如下：\n{lines}"))


@pytest.mark.parametrize(
    "marks",
    [("1.", "2.", "3."), ("一、", "二、", "三、"), ("一是", "二是", "三是"), ("①", "②", "③"), ("(一)", "(二)", "(三)")],
)
def test_any_marks_in_order_make_a_list(marks: tuple[str, ...]) -> None:
    lines = "\n".join(f"{mark}{name}项目，已完工。" for mark, name in zip(marks, ("道路", "管网", "泵站"), strict=True))
    (found,) = counted(f"纳入监控的项目共3个，分项目看：\n{lines}")
    assert (found.verdict, [one.quote for one in found.operands]) == (
        Verdict.CONSISTENT,
        ["道路项目", "管网项目", "泵站项目"],
    )


def test_the_noun_may_stand_before_the_count() -> None:
    text = "纳入监控的项目共{}个，年初预算86万元。分项目看：\n1.泵房改造项目，预算40万元。\n2.管网普查项目，预算30万元。\n3.培训项目，预算16万元。"
    assert [one for one in lines_counted(prose(text.format(3))) if one.verdict is Verdict.INCONSISTENT] == []
    (found,) = (one for one in lines_counted(prose(text.format(4))) if one.verdict is Verdict.INCONSISTENT)
    assert found.stated.quote == "4个"
