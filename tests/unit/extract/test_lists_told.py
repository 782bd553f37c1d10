"""Lists as real pages tell them: with zeros, lists inside, brackets, what is added, sums that hold within rounding. One digit is told, near traps are not."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Relation, Verdict
from tests.unit.extract.passages import only, parts, prose, wrong


def sums(text: str) -> list[Relation]:
    return sum_relations(prose(text))


HOLDING = [
    # a list inside the list ends with its semicolon, wherever 其中 stands before that
    "“三公”经费支出412.36万元。其中：出国费0万元；接待费131.85万元，其中国内接待206批次、1874人次；用车费280.51万元。",
    # kinds of income of which most are none
    "收入预算512.47万元，其中：一般公共预算拨款488.30万元，事业收入0万元，其他收入0万元，财政专户管理资金17.52万元，上年结转6.65万元。",
    # what stands in brackets says more of the part before it
    "省级下达4138万元（其中奖补资金120万元），市级下达367万元，县级下达215万元，共计4720万元。",
    # 加上: all that is added, of whatever role
    "收入决算数31874万元，加上级补助27615万元、上年结转4209万元、调入资金538万元，收入总计64236万元。",
    "预算数26.93亿元，实际支出24.98亿元，比上年下降0.5%，加上上解支出6.15亿元、债务还本支出0.03亿元，支出合计31.16亿元。",
    # the next sentence goes on with things of the same name, which are no parts
    "公路完成投资1274.6亿元，其中，高速公路完成投资931.8亿元；国省道完成投资205.3亿元；农村公路完成投资137.5亿元。港口完成投资66.2亿元。",
    # within rounding: 0.01 more than the total
    "共支出1037.44万元，其中：购置费402.17万元、运行费487.33万元、接待费96.51万元、会议费51.44万元。",
]


@pytest.mark.parametrize("text", HOLDING)
def test_it_holds(text: str) -> None:
    assert [one.verdict for one in sums(text) if one.verdict is not Verdict.UNVERIFIABLE and len(one.operands) > 1] in (
        [Verdict.CONSISTENT],
        [Verdict.ROUNDING],
    )
    assert wrong(sums(text)) == []


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (HOLDING[0], "412.36", "412.86"),
        (HOLDING[0], "131.85", "191.85"),
        (HOLDING[1], "512.47", "542.47"),
        (HOLDING[1], "488.30", "438.30"),
        (HOLDING[2], "4138", "4738"),
        (HOLDING[2], "4720", "4120"),
        (HOLDING[3], "64236", "84236"),
        (HOLDING[3], "27615", "27015"),
        (HOLDING[4], "6.15", "8.15"),
        (HOLDING[5], "1274.6", "2274.6"),
        (HOLDING[5], "205.3", "202.3"),
        (HOLDING[6], "1037.44", "2037.44"),
        (HOLDING[6], "402.17", "702.17"),
    ],
)
def test_one_digit_is_told(text: str, old: str, new: str) -> None:
    (found,) = wrong(sums(text.replace(old, new)))
    assert found.edit


TRAPS = [
    # parts of an income that are no kinds of it, and do not make it up: the roles differ
    "下达资金500.00万元，其中到位资金460.50万元，支出资金411.20万元。",
    # the bracket is a part of the last amount, not of the list; another total is named
    "甲工程拨款200万元（其中土建150万元），乙工程拨款318万元，另有质保金，共计付款546万元。",
    # 加上 names one thing more than a list that lacks others
    "收入64236万元，加上级补助等，收入总计92415万元。",
    # counts in lines of a list, with counts of their own behind them
    "三级指标14个：\n1.数量指标6个：整治数量6个、减排1659吨、恢复面积30.4平方公里。\n2.质量指标1个：验收合格率。\n3.时效指标1个：按时完成率。",
    # a total printed more coarsely than its parts may be cut off
    "收入比上年增加2.32亿元。从级次看，地方收入增加2.17亿元；上划中央收入增加1348万元；上划省级收入增加223万元。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_these_are_not_accused(text: str) -> None:
    assert wrong(sums(text)) == []


def test_what_is_added_begins_with_the_figure_before_it() -> None:
    found = only([one for one in sums(HOLDING[4]) if one.cue], sums(HOLDING[4])[0].kind)
    assert (found.stated.quote, parts(found)) == ("31.16亿元", ["24.98亿元", "6.15亿元", "0.03亿元"])
