"""What newer rules have judged, asked in the workbook and read back: dates, alternatives, optional indicators, bonus points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.errors import CaseError
from jixiao.intake.template import compose_template
from jixiao.intake.workbook import read_workbook
from jixiao.model.document import Document
from jixiao.model.rulebook import Bonus, Indicator, Number, Pool, Rulebook, Scoring
from tests.unit.test_intake_workbook import BOOK, address, fill, sheet

TEN = Number(Decimal(10), "seen", "s")


def leaf(id: str, name: str, method: str = "all_or_nothing", **params: object) -> Indicator:
    return Indicator(id, name, ("过程",), TEN, scoring=Scoring(method, params))


def pool(id: str, name: str, split: str, *children: Indicator) -> Indicator:
    return Indicator(id, name, ("过程",), TEN, children, pool=Pool(split))  # type: ignore[arg-type]


RULES = replace(
    BOOK,
    indicators=(
        leaf("published", "公开及时性", "date_target", due="06-30", per_day=Decimal("0.1")),
        leaf("left", "结转", "best_of", choose="specified", members=({"name": "结转率"}, {"name": "结转变动率"})),
        pool("some", "可选指标", "equal", leaf("a", "创新"), leaf("b", "示范")),
        pool("own", "自定分值", "declared", leaf("c", "宣传"), leaf("d", "培训")),
    ),
    bonus=Bonus(Decimal(5), (leaf("award", "获得表彰"),)),
)


def workbook(answers: dict[str, str], rules: Rulebook = RULES) -> Document:
    document = replace(compose_template(rules, 2021), source="ab" * 32)
    values = {address(document, "单位概况", "内容", "agency"): "样例局（虚构）"}
    for code, text in answers.items():
        head = {"by": "评定人", "why": "评定理由或扣分原因"}.get(code.rpartition("#")[2], "填报")
        values[address(document, "清单与判断", head, code.partition("#")[0])] = text
    return fill(document, values)


def test_what_is_asked() -> None:
    grid = sheet(workbook({}), "清单与判断").grid()[2:]
    asked = {row[-1].text: (row[1].text, row[2].choices, row[2].takes) for row in grid if row[-1] and row[1] and row[2]}
    assert asked == {
        "published/date": ("完成日期（如 2021年6月20日）", (), "words"),
        "left/chosen": ("选用哪一项", ("结转率", "结转变动率"), ""),
        "some/choose/a": ("是否选用“创新”", ("是", "否"), ""),
        "some/choose/b": ("是否选用“示范”", ("是", "否"), ""),
        "a/met": ("是否达到", ("是", "否"), ""),
        "b/met": ("是否达到", ("是", "否"), ""),
        "own/choose/c": ("“宣传”的分值（不选用填 0）", (), "amount"),
        "own/choose/d": ("“培训”的分值（不选用填 0）", (), "amount"),
        "c/met": ("是否达到", ("是", "否"), ""),
        "d/met": ("是否达到", ("是", "否"), ""),
        "award/met": ("是否达到", ("是", "否"), ""),
    }


def test_what_is_read_back() -> None:
    answers = {
        "published/date": "2021年7月2日", "left/chosen": "结转变动率", "left/chosen#by": "评价组", "left/chosen#why": "更能说明",
        "some/choose/a": "是", "some/choose/b": "否", "some/choose/a#by": "评价组", "some/choose/a#why": "本年重点",
        "own/choose/c": "6", "own/choose/d": "4分", "own/choose/c#by": "评价组", "own/choose/c#why": "按工作量", "award/met": "√",
    }  # fmt: skip
    found = read_workbook(workbook(answers), "采集表.xlsx", RULES).judgements
    assert found["published"].date == "2021年7月2日"
    assert found["left"].chosen == (("结转变动率", ""),)
    assert found["some"].chosen == (("a", ""),)
    assert found["own"].chosen == (("c", "6"), ("d", "4"))
    assert found["award"].met is True


def test_an_optional_indicator_without_points_is_not_chosen() -> None:
    answers = {"own/choose/c": "10", "own/choose/d": "0", "own/choose/c#by": "评价组", "own/choose/c#why": "只有这一项"}
    assert read_workbook(workbook(answers), "采集表.xlsx", RULES).judgements["own"].chosen == (("c", "10"),)


def test_a_choice_without_who_and_why() -> None:
    with pytest.raises(CaseError) as caught:
        read_workbook(workbook({"some/choose/a": "是"}), "采集表.xlsx", RULES)
    (fault,) = caught.value.faults
    assert fault.what == "“可选指标”由人选定，没有写由谁选定、为什么"
