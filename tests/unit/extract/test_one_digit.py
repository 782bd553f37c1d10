"""What one digit would close: shares and rates over a base further off, lists whose parts leave nothing out, points by name."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Verdict
from tests.unit.extract.passages import brief, reading, wrong

TOTAL = "全年支出合计4,271.69万元，主要是日常运转和专项工作。\n"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (TOTAL + "项目支出2,118.25万元，占94.59%。", "94.59→49.59"),  # 2118.25 / 4271.69 = 49.588
        (TOTAL + "项目支出2,118.25万元，占40.59%。", "40.59→49.59"),
        ("安排120.00万元。用了107.40万元，执行率89.60%。", "89.60→89.50"),
        ("下达4,026.00万元，发放4,515.95万元，发放率95.55%。", "4026.00→4726.00"),  # 4515.95 / 4726 = 95.555, cut off
    ],
)
def test_a_percentage_of_four_digits_is_asked_about_where_one_digit_explains_it(text: str, edit: str) -> None:
    (found,) = wrong(reading(text).relations)
    assert (found.edit, bool(found.open)) == (edit, True)


@pytest.mark.parametrize(
    "text",
    [
        TOTAL + "项目支出2,118.25万元，占61.37%。",  # two digits off
        TOTAL + "项目支出2,118.25万元，占约94.59%。",
        TOTAL + "项目支出2,118.25万元，占94.6%。",  # three digits: chance gives one too easily
        "预算41.00万元，支付60.80万元，支付率95%。",  # there was other money
    ],
)
def test_no_percentage_is_asked_about_without_all_of_that(text: str) -> None:
    assert wrong(reading(text).relations) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年应急出动372次，其中白天181次、夜间91次。",
        "全年受理案件463件，其中一般案件231件、重大案件132件。",
        "基本支出1,530.28万元，其中：工资福利支出1,204.66万元，对个人和家庭的补助57.22万元。",
        "项目资金1,640万元，按来源分，省补助740万元、州补助400万元。",
        "投入46.5万元，其中设备41.3万元，培训22.7万元，助餐18万元，运维14.5万元。",  # more than the total, and 46.5→96.5
    ],
)
def test_a_list_whose_parts_leave_nothing_out_is_asked_about(text: str) -> None:
    (found,) = wrong(reading(text).relations)
    assert found.open != ()


@pytest.mark.parametrize(
    "text",
    [
        "全年开展活动63场，其中宣讲进校园31场、法律咨询12场。",
        "投入136.25万元，其中：市级80.15万元、县级20.10万元。",  # the state may have given the rest
        "收回问卷186份，其中评价非常满意121份、满意57份，合计178份。",
        "资金320万元，其中省补助180万元，县配套12O万元，支出320万元。",  # a letter for a digit
        "得分92.5分。其中产出得分30分，任务完成；过程得分19分。",
    ],
)
def test_a_list_that_may_not_be_whole_is_left_alone(text: str) -> None:
    assert wrong(reading(text).relations) == []


SCORED = "（一）投入（20分）得18分。\n（二）过程（20分）得19.5分。\n（三）产出（30分）得29分。\n（四）效益（30分）得27分。\n综合得分{}分。"


def test_points_of_the_first_level_make_up_the_whole_score() -> None:  # 18 + 19.5 + 29 + 27 = 93.5
    held = reading(SCORED.format("93.5")).relations
    assert ("93.5分", ["18分", "19.5分", "29分", "27分"], Verdict.CONSISTENT) in brief(held)
    (found,) = wrong(reading(SCORED.format("92.5")).relations)
    assert (found.kind, found.edit) == (Kind.SCORE_SUM, "92.5→93.5")
    assert wrong(reading(SCORED.format("72.1")).relations) != []  # no digit, but they are worth a hundred: none is left out
    assert wrong(reading(SCORED.format("92.5") + "另有加分项1分。").relations) == []


def test_weights_of_the_first_level_make_a_hundred() -> None:
    text = "指标体系由决策（15分）、过程（20分）、产出（35分）、效益（{}分）四部分组成，满分100分。"
    assert wrong(reading(text.format(30)).relations) == []
    (found,) = wrong(reading(text.format(20)).relations)
    assert (found.kind, found.edit) == (Kind.WEIGHT_SUM, "15→25")
