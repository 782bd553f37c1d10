"""Products whose standard, count and amount stand apart, and percentages with what they come to."""

from __future__ import annotations

import pytest

from jixiao.extract.products.percentages import percent_products
from jixiao.extract.products.products import product_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, parts, prose, wrong

HELD = Verdict.CONSISTENT
ABOVE = "标准为：低保户每户{}元，特困户每户800元。\n低保户{}户，发放{}万元；特困户684户，发放54.72万元。"
SHARES = "三项合计2179.50万元。来源为：中央60%即1307.70万元，省级24%即{}万元，县级{}%即348.72万元。"


@pytest.mark.parametrize(
    ("text", "total", "factors"),
    [
        (ABOVE.format(1200, 1026, "123.12"), "123.12万元", ["1200元", "1026户"]),
        ("一般项目补助4560万元（每项120万元）。\n全年一般项目38项，专项12项。", "4560万元", ["120万元", "38项"]),
        ("安排终端购置21.85万元。\n终端购置190台，平均每台1150元。", "21.85万元", ["1150元", "190台"]),
        (
            "参训1890人，另有观摩45人。\n生活费68.04万元，按每人每天30元、每期12天计。",
            "68.04万元",
            ["30元", "1890人", "12天"],
        ),
        ("巡查96次，覆盖16个乡镇，平均每个乡镇6次。", "96次", ["6次", "16个"]),
        ("培训14期共1568人次，期均112人次。", "1568人次", ["112人次", "14期"]),
        ("购置电脑35台，单价4800元，合计16.80万元。", "16.80万元", ["4800元", "35台"]),
        ("配发终端420部，单价1350元/部，支出56.70万元。", "56.70万元", ["1350元", "420部"]),
        ("监测点位18个，每个点位每月监测2次，全年监测432次。", "432次", ["2次", "18个"]),
        ("租用车辆3辆，月租金4500元/辆，全年租金16.20万元。", "16.20万元", ["4500元/辆", "3辆"]),
        ("铺设管网12.6公里，每公里造价48万元，投资604.8万元。", "604.8万元", ["48万元", "12.6公里"]),
        ("核定床位460张，按每床位1200元补助55.20万元。", "55.20万元", ["1200元", "460张"]),
        ("出车1260台次，平均每台次86元，支出10.84万元。", "10.84万元", ["86元", "1260台次"]),
        ("日均供餐450份，按250天计算供餐11.25万份。", "11.25万份", ["450份", "250天"]),
    ],
)
def test_names_tie_a_standard_to_its_count_and_amount(text: str, total: str, factors: list[str]) -> None:
    assert (total, factors, HELD) in brief(product_relations(prose(text)))


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (ABOVE.format(1200, 1026, "132.12"), "132.12→123.12"),
        (ABOVE.format(1200, 1062, "123.12"), "1062→1026"),
        (ABOVE.format(1200, 1026, "123.12").replace("每户800元", "每户300元"), "300→800"),
        ("一般项目补助4650万元（每项120万元）。\n全年一般项目38项，专项12项。", "4650→4560"),
        ("36.50万元用于120户改造，户均3000元；41.76万元用于托养。", "36.50→36.00"),
        ("购置电脑32台，单价4800元，合计16.80万元。", "32→35"),
        ("监测点位18个，每个点位每月监测2次，全年监测482次。", "482→432"),
        ("出车1260台次，平均每台次89元，支出10.84万元。", "89→86"),
    ],
)
def test_a_slip_is_asked_about(text: str, edit: str) -> None:
    (found,) = wrong(product_relations(prose(text)))
    assert found.edit == edit
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "低保户每户每月180元。\n低保户412户，发放85.27万元。",  # a month's: how many months is not said
        "低保户每户每月150元。\n低保户412户，发放6.28万元。",  # nor that it was one month
        ABOVE.format(1200, 1026, "96.40"),  # no digit explains it: not all were paid in full
        "低保户每户1200元。\n低保户约1062户，发放123.12万元。",
        "低保户每户1200元。\n特困户1062户，发放123.12万元。",  # of others
        "低保户每户1234元。\n低保户100户，发放24.68万元。",  # paid twice, or to 200: the standard may be half a year's
        "低保户每户1200元。\n城市低保户1026户，农村低保户1036户，低保户补助123.32万元。",  # 123.12 of these, 124.32 of those
        "低保户每户1200元。\n低保户1026户，发放132.12万元；低保户临时救助45.60万元。",  # which amount is it of?
        "购置电脑35台，单价约4800元，合计16.80万元。",
        "购置电脑32台、打印机6台，单价4800元，合计16.80万元。",  # of which of them is not said
        "每个点位每月监测2次，点位18个，全年应急监测96次。",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert wrong(product_relations(prose(text))) == []


def test_an_amount_is_so_many_percent_of_a_base_before() -> None:
    found = brief(percent_products(prose(SHARES.format("523.08", 16))))
    assert found == [
        ("1307.70万元", ["2179.50万元", "60%"], HELD),
        ("523.08万元", ["2179.50万元", "24%"], HELD),
        ("348.72万元", ["2179.50万元", "16%"], HELD),
    ]
    raised = "销售1.86亿元，按29%的比例提取5394.00万元。"
    assert brief(percent_products(prose(raised))) == [("5394.00万元", ["1.86亿元", "29%"], HELD)]


@pytest.mark.parametrize(("province", "county", "edit"), [("523.80", 16, "523.80→523.08"), ("523.08", 19, "19→16")])
def test_one_beside_others_that_hold_is_asked_about(province: str, county: int, edit: str) -> None:
    (found,) = wrong(percent_products(prose(SHARES.format(province, county))))
    assert found.edit == edit
    assert parts(found)[0] == "2179.50万元"
    assert found.open


def test_a_percentage_alone_over_no_base_accuses_nobody() -> None:
    assert percent_products(prose("合同价48.60万元，按30%预付15.48万元。")) == []
    assert percent_products(prose("完成率95%，支出38.00万元；覆盖率40%，涉及12.00万元。")) == []
