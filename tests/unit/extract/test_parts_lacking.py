"""Lists of which one part has lost its amount, things of which one does not tell what the others do, points that are not told."""

from __future__ import annotations

import pytest

from jixiao.extract.points.points import point_relations
from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Kind
from tests.unit.extract.passages import parts, prose, wrong

POOLS = "东池蓄水{}、水泵14台；西池{}水泵7台；南池蓄水23200立方米、水泵2台。合计蓄水184620立方米、水泵{}台。"
WAYS = "实际支出642.20万元。\n按方式分：招标398.00万元，磋商121.50万元，询价46.70万元，框架协议76.00万元。\n按对象分：{}货物215.36万元，服务158.84万元。"


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("总投资2640万元，其中占45%；县级资金792万元，占30%；贷款660万元，占25%。", ["792万元", "660万元"]),
        ("总投资2640万元，其中中央资金1188万元，占45%，占30%；贷款660万元，占25%。", ["1188万元", "660万元"]),
        (
            "决算支出532.92万元，其中：人员支出318.44万元（占59.75%）（占7.75%），项目支出173.20万元（占32.50%）。",
            ["318.44万元", "173.20万元"],
        ),
        (POOLS.format("102480立方米", "蓄水58940立方米、", "23").replace("水泵7台", "未装机"), ["14台", "2台"]),
        (WAYS.format(""), ["215.36万元", "158.84万元"]),
    ],
)
def test_what_a_list_falls_short_by_is_asked_about(text: str, listed: list[str]) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert parts(found) == listed
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "总投资2640万元，其中中央资金1188万元，占总投资的45%，占中央专项的30%；贷款660万元，占25%。",  # of another whole
        "总投资2640万元，其中中央资金1188万元，占45%，高于上年；县级资金约占三成；贷款660万元，占25%。",
        "总投资2640万元，其中占20%；县级资金792万元，占30%；贷款660万元，占25%。",  # it is not what is lacking
        POOLS.format("102480立方米", "蓄水58940立方米、", "16").replace("水泵7台", "未装机"),  # there was none
        WAYS.format("主要是"),
        "实际支出642.20万元。\n按对象分：货物215.36万元，服务158.84万元。",  # nothing says that 642.20 is divided
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


SCORED = "自评得分86.4分，等级为“良”。其中：投入10分，得10分；过程30分{}；产出30分，得23分；效果30分，得25分。"


def test_points_that_one_of_the_things_does_not_tell() -> None:
    (found,) = wrong(point_relations(prose(SCORED.format(""))))
    assert (found.kind, parts(found), bool(found.open)) == (Kind.SCORE_SUM, ["10分", "23分", "25分"], True)


@pytest.mark.parametrize(
    "text",
    [
        SCORED.format("，得28.4分"),
        SCORED.format("").replace("86.4", "58"),  # it got nothing
        SCORED.format("").replace("过程30分", "过程20分"),  # there are others
    ],
)
def test_points_that_are_all_told(text: str) -> None:
    assert wrong(point_relations(prose(text))) == []


def test_what_stands_behind_a_semicolon_is_of_the_next_thing() -> None:
    text = (
        "公开招标项目11个，交易金额1.3962亿元，节约资金1049万元；其中：房建类项目7个，交易金额1.152亿元，节约资金631万元；"
        "交通类项目1个，交易金额371万元，节约资金64万元；水利类项目3个，交易金额2071万元，节约资金354万元。"
    )
    assert wrong(sum_relations(prose(text))) == []


def test_what_a_bracket_says_more_of_a_thing_does_not_part_it_from_its_change() -> None:
    text = (
        "“三公”经费总额3812万元，比预算数减少1184万元。其中：出国费97万元，比预算数减少33万元；接待费1016万元，比预算数减少846万元；"
        "用车费2699万元（其中：购置费0万元，运行费2699万元），比预算数减少105万元。"
    )
    (found,) = wrong(sum_relations(prose(text)))
    assert (found.stated.quote, parts(found)) == ("1184万元", ["33万元", "846万元", "105万元"])
