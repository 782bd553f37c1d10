"""Sums that no words claim: asked about where the digits alone are proof enough, and where nothing else explains the difference."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Relation
from tests.unit.extract.passages import parts, reading


def near(text: str) -> list[Relation]:
    return [one for one in reading(text).relations if one.way == "nearly"]


@pytest.mark.parametrize(
    ("text", "stated", "given", "edit"),
    [
        # 36,907 + 1,207 = 38,114
        ("受理来电38,214件。已办结36,907件，正在办理1,207件。", "38,214件", ["36,907件", "1,207件"], ""),  # 1,307 would do as well
        ("受理来电38,114件。已办结36,970件，正在办理1,207件。", "38,114件", ["36,970件", "1,207件"], "36970→36907"),
        # 4,118.26 + 962.75 + 305.48 = 5,386.49
        (
            "基建账户余额5,368.49万元。\n工程一处已付4,118.26万元。\n工程二处已付962.75万元。\n工程三处已付305.48万元。",
            "5,368.49万元", ["4,118.26万元", "962.75万元", "305.48万元"], "5368.49→5386.49",
        ),
        (
            "工程一处已付4,118.26万元。\n工程二处已付962.75万元。\n工程三处已付305.98万元。\n基建账户余额5,386.49万元。",
            "5,386.49万元", ["4,118.26万元", "962.75万元", "305.98万元"], "",  # 5,386.49 for 5,386.99 would be a slip as well
        ),
    ],
)  # fmt: skip
def test_one_digit_off(text: str, stated: str, given: list[str], edit: str) -> None:
    (found,) = near(text)
    assert (found.stated.quote, parts(found), found.edit) == (stated, given, edit)
    assert found.open  # never more than a question


@pytest.mark.parametrize(
    "text",
    [
        "受理来电38,114件。已办结36,907件，正在办理1,207件。",  # holds
        "受理来电38,241件。已办结36,907件，正在办理1,207件。",  # off by 127: no digit makes that
        "受理来电38,214件。已办结36,907件，正在办理1,207件，退回100件。",  # the difference stands there
        "受理来电38,214件，其中退回450件、转出350件。已办结36,907件，正在办理1,207件。",  # and so does what differs by it
        "受理来电382.14万件。已办结369.07万件，正在办理13.08万件。",  # off by the last digit: each was rounded
        "受理来电382件。已办结269件，正在办理112件。",  # three digits: chance would do as well
        "受理来电约38,214件。已办结36,907件，正在办理1,207件。",
        "总额4,500.00万元，累计拨出4,312.80万元，上年结余187.60万元。",  # of another year
        "每件38,214元。已付36,907元，未付1,207元。",  # a price is no total
        "工程总价38,214万元。已付36,907万元，扣回50万元，未付1,257万元。",  # 36,907 + 1,257 + 50 = 38,214
        "年初下达60.000万元，兑付上年18.325万元，省级补贴9万元，上年结转4万元，可用54.675万元。",  # 60 − 18.325 + 9 + 4
        # 3,690,755 + 120,700 = 3,811,455: what was received is right, and by night and day it need not be all
        "受理来电3,811,455件。已办结3,690,755件，正在办理120,700件。\n夜间2,241,800件，日间1,559,655件。",
        # 690,713 + 3,000,042 = 3,690,755: the one figure that a digit would mend is right
        "已办结3,690,755件。\n网上690,713件，窗口3,000,042件。\n受理3,790,455件，在办109,700件。",
        "青少年25,338人。老年人26,402人，高龄老人19,064人。",  # 25,338 + 1,064: nobody writes a digit too many into a smaller group
        "审结390,912件。\n立案393,312件。\n甲类2,000件。\n乙类1,600件。",  # 396,912, but one part alone is more than the total
    ],
)
def test_what_is_not_asked(text: str) -> None:
    assert not near(text)


def test_a_figure_that_holds_elsewhere_is_not_the_slip() -> None:
    held = "受理来电38,214件，其中：来信214件，来电38,000件。"
    assert not near(f"{held}\n已办结36,907件，正在办理1,207件。")


def test_a_list_that_goes_on_is_not_cut_off() -> None:
    """4,118.26 + 962.75 + 305.48 = 5,386.49, but a fourth amount follows in the sentence."""
    text = "余额5,368.49万元。一处4,118.26万元，二处962.75万元，三处305.48万元{}。"
    assert near(text.format(""))
    assert not near(text.format("，四处81.33万元"))


def test_each_wrong_figure_is_asked_about_once() -> None:
    found = near("受理来电38,214件。已办结36,907件，正在办理1,207件。\n办结与在办：36,907件和1,207件。")
    assert [parts(one) for one in found] == [["36,907件", "1,207件"]]


def test_what_is_told_by_its_words_is_not_told_by_its_digits() -> None:
    """Income and spending have one total and the same parts: each is wrong over its own list, and over the other's no news."""
    spent = "2022年总支出131.65万元，其中：基本支出86.12万元，项目支出44.53万元。"
    income = "2022年总收入131.65万元，其中：财政拨款收入86.12万元，其他收入44.53万元。"
    assert not near(spent + income)
