"""Lists that begin with the name of their total, and the scale of grades that a text prints for itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.points.grades import stated_scale
from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import brief, prose, wrong

HELD = Verdict.CONSISTENT
STAFF = "教职工642人，其中专任教师428人、行政人员214人。专任教师按职称分：教授58人、副教授{}人、讲师176人、助教62人。"
PARTS = "基本支出298.16万元，项目支出157.69万元。基本支出中，工资福利支出256.40万元，商品和服务支出31.62万元，对个人和家庭的补助{}万元。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (STAFF.format("132"), ("428人", ["58人", "132人", "176人", "62人"], HELD)),  # 58 + 132 + 176 + 62 = 428
        (PARTS.format("10.14"), ("298.16万元", ["256.40万元", "31.62万元", "10.14万元"], HELD)),
        (
            "全年支出641.25万元。支出构成：清淤498.60万元，疏通142.65万元。",
            ("641.25万元", ["498.60万元", "142.65万元"], HELD),
        ),
    ],
)
def test_the_total_of_a_list_is_found_by_its_name(text: str, found: tuple[str, list[str], Verdict]) -> None:
    assert found in brief(sum_relations(prose(text)))


@pytest.mark.parametrize("text", [STAFF.format("142"), PARTS.format("10.41")])
def test_a_list_that_misses_its_total_by_a_slip_is_asked_about(text: str) -> None:
    (found,) = wrong(sum_relations(prose(text)))
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "基本支出298.16万元。\n基本支出中，工资福利支出200.40万元，商品和服务支出31.62万元。",  # some of it
        "甲基本支出298.16万元，乙基本支出120.00万元。基本支出中，工资福利支出256.40万元，商品和服务支出41.67万元。",  # whose?
        "基本支出298.16万元，较上年增加的支出中，工资200.00万元，差旅98.61万元。",
    ],
)
def test_some_of_it_and_totals_of_two_values_are_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("优(90分及以上)、良(80分-90分)、中(60分-80分)、差(60分以下)", {"优": 90, "良": 80, "中": 60, "差": 0}),
        ("90(含)-100分为优,80(含)-90分为良,60(含)-80分为中,60分以下为差。", {"优": 90, "良": 80, "中": 60, "差": 0}),
        ("优秀:100-85分,良好:85-75分,合格:75-60分", {"优": 85, "良": 75, "中": 60}),
        ("优(90分以上)、良(80分以上)", {}),  # two are no scale
        ("优(60分以上)、良(80分以上)、中(90分以上)", {}),  # no order
        ("自评得分90分,等级为优。", {}),
    ],
)
def test_the_scale_a_text_prints(text: str, edges: dict[str, int]) -> None:
    assert stated_scale(text) == tuple((name, Decimal(edge)) for name, edge in edges.items())


def test_counts_behind_a_semicolon_that_are_named_otherwise_are_no_parts_to_accuse() -> None:
    text = "办理公证4126件，其中涉企公证918件；法律援助公证131件；审限内办结4068件。"
    assert wrong(sum_relations(prose(text))) == []
    (found,) = wrong(sum_relations(prose("实施项目16个。其中年初安排项目9个；年中追加项目8个。")))
    assert found.stated.quote == "16个"


def test_a_total_of_what_was_got_is_no_total_of_what_it_is_worth() -> None:
    text = "决策15分得14分，过程20分得18.6分，产出35分得33分，效益30分得25.8分，合计91.4分。自评总分91.4分。"
    assert wrong(sum_relations(prose(text))) == []


OFFICES = "收入20348万元。其中：地方收入13916万元，上划收入6432万元。分部门情况是：国税部门3954万元，地税部门10529万元，财政部门5865万元。"
SO_FAR = "收入累计完成316580万元，其中：税收收入累计完成238998万元，增长9.7%；非税收入累计完成77582万元，增长48.1%。"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (OFFICES, "10529", "10829"),
        (OFFICES.replace("分部门情况是：", "从征收部门看，"), "5865", "8565"),
        (SO_FAR, "77582", "77682"),
        (SO_FAR, "316580", "361580"),
    ],
)
def test_a_look_at_the_kinds_of_an_amount_is_a_division_of_it(text: str, old: str, new: str) -> None:
    assert wrong(sum_relations(prose(text))) == []
    assert [bool(one.edit) for one in wrong(sum_relations(prose(text.replace(old, new))))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        # one kind is not told: the rest stays with the county
        OFFICES.replace("分部门情况是：", "从层级看：").replace("，财政部门5865万元", ""),
        # a running total over all behind the parts of a month is none of them
        "本月收入90.40万元，其中：税收收入61.20万元，非税收入29.20万元，累计完成收入316.58万元。",
        # growth is looked at, not money
        "收入20348万元，其中：地方收入13916万元，上划收入6432万元。从增长情况看，国税部门增收395万元，地税部门增收1052万元。",
    ],
)
def test_a_look_that_is_no_division_is_left_alone(text: str) -> None:
    assert wrong(sum_relations(prose(text))) == []
