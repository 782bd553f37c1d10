"""Changes against an earlier figure, remainders, and a budget in the course of its year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.changes.changes import change_relations
from jixiao.extract.changes.differences import left_relations
from jixiao.extract.sums.adjustments import adjustment_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import expected, only, parts, prose, reading, wrong


def changes(text: str, zone: str = "") -> list[Relation]:
    return change_relations(prose(text, zone))


def difference(text: str) -> Relation:
    return only(changes(text), Kind.DIFFERENCE)


def percent(text: str) -> Relation:
    return only(changes(text), Kind.PERCENT_CHANGE)


# —— by how much ——


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("支出86.40万元，较上年79.20万元增加7.20万元。", Verdict.CONSISTENT),
        ("支出79.20万元，较上年86.40万元减少7.20万元。", Verdict.CONSISTENT),
        ("支出86.40万元，较上年79.20万元增加7.2万元。", Verdict.CONSISTENT),
        ("支出86.40万元，较上年79.20万元增加7.21万元。", Verdict.ROUNDING),  # 7.19 … 7.21
        ("支出86.4万元，较上年79.2万元增加7.1万元。", Verdict.ROUNDING),
        ("支出86.40万元，增加7.20万元，上年为79.20万元。", Verdict.CONSISTENT),
        ("2022年86.40万元，2021年为79.20万元，增加7.20万元。", Verdict.CONSISTENT),
        ("办班12个，比上年10个增加2个。", Verdict.CONSISTENT),
        ("合格率96%，比上年91%提高5个百分点。", Verdict.CONSISTENT),
        ("支出86.40万元，较上年79.20万元增加7.30万元。", Verdict.INCONSISTENT),
        ("办班12个，比上年10个增加3个。", Verdict.INCONSISTENT),
        ("支出86.40万元，较上年79.20万元增加17.20万元。", Verdict.INCONSISTENT),
    ],
)
def test_a_change_is_this_year_less_the_year_compared_with(text: str, verdict: Verdict) -> None:
    assert difference(text).verdict is verdict


def test_a_wrong_difference_says_what_it_should_be_and_the_digit() -> None:
    found = difference("支出86.40万元，较上年79.20万元增加7.30万元。")
    assert (parts(found), expected(found), found.edit, found.near) == (
        ["86.40万元", "79.20万元"],
        Decimal("7.2"),
        "7.30→7.20",
        True,
    )


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("较上年79.20万元增加7.20万元。", "没有本年数"),
        ("基本支出86.40万元，车辆费用较上年79.20万元增加7.30万元。", "所说的可能是另一个数"),
    ],
)
def test_without_this_year_s_figure_or_of_another_subject_nothing_is_said(text: str, detail: str) -> None:
    found = difference(text)
    assert (found.verdict, found.detail) == (Verdict.UNVERIFIABLE, detail)


def test_a_subject_named_again_is_held_to_its_figure() -> None:
    found = difference("基本支出86.40万元，其中基本支出较上年79.20万元增加7.30万元。")
    assert found.verdict is Verdict.INCONSISTENT


def test_among_several_figures_only_a_near_miss_is_accused_and_stays_open() -> None:
    near = difference("收入90.00万元，支出86.40万元，较上年79.20万元增加7.30万元。")
    far = difference("收入90.00万元，支出86.40万元，较上年79.20万元增加31.55万元。")
    assert (near.verdict, near.open) == (Verdict.INCONSISTENT, ("前文有几个同类数",))
    assert far.verdict is Verdict.UNVERIFIABLE
    assert difference("支出86.40万元，收入90.00万元，较上年79.20万元增加7.20万元。").verdict is Verdict.CONSISTENT


def test_a_word_that_goes_the_wrong_way_is_a_wrong_word_not_a_wrong_figure() -> None:
    found = changes("支出79.20万元，较上年86.40万元增加7.20万元。")
    assert [(one.kind, one.verdict, one.near) for one in found] == [(Kind.DIRECTION_WORD, Verdict.INCONSISTENT, True)]
    assert found[0].cue == "增加"
    found = changes("支出86.40万元，较上年79.20万元减少7.20万元。")
    assert [one.kind for one in found] == [Kind.DIRECTION_WORD]


def test_a_change_without_an_earlier_figure_or_in_a_table_or_with_a_bound_states_no_difference() -> None:
    assert changes("支出86.40万元，比上年增加7.20万元。") == []
    assert changes("2022年支出86.40万元，2019年支出79.20万元，增加7.30万元。") == []  # not the year before
    assert changes("支出86.40万元，较上年79.20万元增加7.30万元。", "table") == []
    assert changes("支出86.40万元，较上年79.20万元增加不少于7.30万元。") == []


# —— by what share ——


@pytest.mark.parametrize(
    "text",
    [
        "支出86.40万元，较上年79.20万元增加7.20万元，增长9.09%。",  # 7.2 / 79.2
        "支出86.40万元，较上年79.20万元增长9.09%。",  # (86.4 − 79.2) / 79.2
        "支出86.40万元，比上年增加7.20万元，增长9.09%。",  # 7.2 / (86.4 − 7.2)
        "支出79.20万元，比上年减少7.20万元，下降8.33%。",  # 7.2 / (79.2 + 7.2)
        "支出79.20万元，较上年86.40万元下降8.33%。",
        "支出86.40万元，比上年增长9.09%，增加7.20万元。",
        "在职人员12人，比上年10人增长20%。",
    ],
)
def test_a_percentage_of_change_is_over_the_earlier_figure(text: str) -> None:
    assert percent(text).verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("支出86.40万元，较上年79.20万元增加7.20万元，增长8.33%。", "以本年数作分母"),  # 7.2 / 86.4
        ("支出86.40万元，比上年增加7.20万元，增长8.33%。", "以本年数作分母"),
        ("支出86.40万元，较上年79.20万元增加7.20万元，增长9.90%。", ""),
        ("支出86.40万元，较上年79.20万元增长19.09%。", ""),
    ],
)
def test_any_other_is_wrong_and_this_year_s_base_is_told(text: str, detail: str) -> None:
    found = percent(text)
    assert (found.verdict, found.detail, found.open) == (Verdict.INCONSISTENT, detail, ())
    assert expected(found) == Decimal("9.09")


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("压缩30%。", "没有比较基数"),
        ("支出86.40万元，压缩30%。", "没有比较基数"),
        ("支出86.40万元，比年初预算下降82.8%。", "没有比较基数"),
        ("基本支出86.40万元，车辆费用较上年79.20万元增长30%。", "所说的可能是另一个数"),
        ("收入99.00万元，支出86.40万元，较上年79.20万元增长75%。", "没有相称的基数"),
    ],
)
def test_a_percentage_without_a_base_is_left_alone(text: str, detail: str) -> None:
    found = percent(text)
    assert (found.verdict, found.detail) == (Verdict.UNVERIFIABLE, detail)


def test_a_change_amount_of_the_other_direction_is_not_its_own() -> None:
    assert percent("支出86.40万元，调减7.20万元，增长9.09%。").verdict is Verdict.UNVERIFIABLE


def test_of_several_figures_a_miss_stays_open_where_the_base_is_printed() -> None:
    found = percent("收入99.00万元，支出86.40万元，较上年79.20万元增长12%。")
    assert (found.verdict, found.open) == (Verdict.INCONSISTENT, ("前文有几个同类数",))


def test_of_several_figures_what_no_digit_explains_is_left_alone_where_no_base_is_printed() -> None:
    text = "收入99.00万元，支出86.40万元，比上年增加7.20万元，增长{}。"  # 9.09 %
    found = percent(text.format("31%"))
    assert (found.verdict, found.open) == (Verdict.UNVERIFIABLE, ("前文有几个同类数", "没有写出基数"))
    assert percent(text.format("9.90%")).verdict is Verdict.INCONSISTENT
    assert percent(text.format("8.33%")).detail == "以本年数作分母"


# —— what is left ——


def left(text: str) -> Relation:
    (found,) = left_relations(prose(text))
    return found


@pytest.mark.parametrize("word", ["结余", "结转", "剩余", "未支", "余额", "尚未拨付", "还需", "未使用资金"])
def test_two_figures_before_confirm_a_remainder(word: str) -> None:
    found = left(f"预算120.00万元，支出107.40万元，{word}12.60万元。")
    assert (found.kind, found.verdict, parts(found)) == (Kind.DIFFERENCE, Verdict.CONSISTENT, ["120.00万元", "107.40万元"])


def test_a_remainder_within_rounding_and_coarse_figures_that_confirm_nothing() -> None:
    assert left("预算120.00万元，支出107.40万元，结余12.61万元。").verdict is Verdict.ROUNDING
    assert left("预算120万元，支出107万元，结余12.9万元。").verdict is Verdict.UNVERIFIABLE
    assert left("编制20人，在岗18人，空缺情况：尚有2人。").verdict is Verdict.CONSISTENT


def test_a_remainder_one_digit_off_its_named_pair() -> None:
    found = left("预算120.00万元，支出107.40万元，结余12.80万元。")
    assert (found.verdict, found.edit, expected(found)) == (Verdict.INCONSISTENT, "12.80→12.60", Decimal("12.6"))
    assert found.open == ("被减数、减数由名称推定",)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("预算120.00万元，支出107.40万元，结余15.33万元。", ["120.00万元", "107.40万元"]),  # no one digit, but near
        ("预算120.00万元，下达110.00万元，支出107.40万元，结余12.80万元。", ["120.00万元", "107.40万元"]),
        ("补贴资金2,180.00万元，向农户拨付2,114.60万元，尚未拨付56.40万元。", ["2,180.00万元", "2,114.60万元"]),
    ],
)
def test_a_remainder_that_no_figures_before_it_give_is_asked_about(text: str, pair: list[str]) -> None:
    found = left(text)
    assert (found.verdict, found.open, parts(found)) == (Verdict.INCONSISTENT, ("被减数、减数由名称推定",), pair)


def test_the_slip_may_be_in_what_was_given_or_spent() -> None:
    assert left("预算216.00万元，支出107.40万元，结余98.60万元。").edit == "216.00→206.00"  # 107.40 + 98.60
    assert left("预算308.00万元，支出203.00万元，结余95.00万元。").edit == "203.00→213.00"  # 308.00 − 95.00


@pytest.mark.parametrize(
    "text",
    [
        "预算120.00万元，支出107.40万元，结余45.33万元。",  # far off, and no one digit
        "甲120.00万元，乙107.40万元，结余12.80万元。",  # no roles
        "预算120.00万元，支出107.40万元，其中追加5.00万元，结余15.33万元。",  # money was added on the way
        "年初结转3.00万元，下达117.00万元，支出107.40万元，结余12.60万元。",  # 3 + 117 − 107.40
        "预算120.00万元，支出107.40万元。\n结余12.80万元。",  # another paragraph
        "预算120.00万元，支出约107.40万元，结余12.80万元。",
        "预算12.0万元，支出9.0万元，结余4.0万元。",  # too few digits: chance
        "向县里捐12.00万元；8月接受捐款30.00万元，转拨支付24.00万元，支付运费0.45万元，余款5.55万元。",  # 30.00 − 24.00 − 0.45
        "预算120.00万元，用于：①东区支付107.40万元；②西区缺口资金12.80万元。",  # what another item needs
    ],
)
def test_any_other_remainder_is_not_accused(text: str) -> None:
    found = left(text)
    assert (found.verdict, found.detail) == (Verdict.UNVERIFIABLE, "没有相减得出的两个数")


@pytest.mark.parametrize(
    "text",
    [
        "预算120.00万元，支出107.40万元，上年结转12.80万元。",
        "预算120.00万元，支出107.40万元，年初结转结余12.80万元。",
        "预算120.00万元，支出107.40万元，结余率12.80%。",
        "预算120.00万元，支出107.40万元，结余0万元。",
        "预算120.00万元，支出107.40万元，尚余款项其中合同尾款9.80万元。",  # a part of what is left
        "预算120.00万元，支出107.40万元，结余不超过12.80万元。",
    ],
)
def test_what_is_brought_forward_or_no_amount_is_no_remainder(text: str) -> None:
    assert left_relations(prose(text)) == []


# —— a budget in the course of its year ——


def year(text: str) -> Relation:
    (found,) = adjustment_relations(prose(text))
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("年初预算120.50万元，追加15.25万元，调整后预算135.75万元。", Verdict.CONSISTENT),
        ("年初预算120.50万元，调减15.25万元，调整后预算105.25万元。", Verdict.CONSISTENT),
        ("年初预算120.50万元，上年结转4.75万元，追加15.25万元，全年预算140.50万元。", Verdict.CONSISTENT),
        ("年初预算120.50万元，追加15.25万元，收回5.25万元，调整后预算130.50万元。", Verdict.CONSISTENT),
        ("年初预算120.50万元，追加15.25万元，追减资金5.25万元，调整后预算130.50万元。", Verdict.CONSISTENT),
        ("年初预算120.50万元，追加15.25万元。调整后预算135.76万元。", Verdict.ROUNDING),
        ("年初预算120.50万元，追加15.25万元，调整后预算136.75万元。", Verdict.INCONSISTENT),
        ("年初预算120.50万元，追加15.25万元，调整后预算120.25万元。", Verdict.UNVERIFIABLE),
        ("年初预算120万元，追加15万元，调整后预算125万元。", Verdict.UNVERIFIABLE),  # 15 has two digits
    ],
)
def test_the_adjusted_budget_is_the_initial_one_with_its_steps(text: str, verdict: Verdict) -> None:
    found = year(text)
    assert (found.kind, found.way, found.verdict) == (Kind.SUM, "adjustment", verdict)


def test_a_slip_in_a_cut_is_found_in_the_cut() -> None:
    found = year("年初预算120.50万元，调减15.25万元，调整后预算105.20万元。")  # −15.30
    assert (found.verdict, found.edit) == (Verdict.INCONSISTENT, "105.20→105.25")
    found = year("年初预算210.50万元，调减15.50万元，调整后预算190.00万元。")  # 195; by a cut of 20.50 or a start of 205.50
    assert found.edit == "190.00→195.00"
    found = year("年初预算290.50万元，调减95.50万元，调整后预算205.00万元。")  # 195; two digits of both ends, one of the cut
    assert (found.verdict, found.edit) == (Verdict.INCONSISTENT, "95.50→85.50")


@pytest.mark.parametrize(
    "text",
    [
        "年初预算120.50万元，追加15.25万元，支出100.00万元，调整后预算136.75万元。",  # something else between
        "年初预算120.50万元，调整后预算136.75万元。",  # no step
        "年初预算120.50万元，追加15.25万元。\n调整后预算136.75万元。",
        "调整后预算136.75万元，追加15.25万元，年初预算120.50万元。",
        "年初预算120.50万元，年初预算120.50万元，追加15.25万元，调整后预算136.75万元。",
        "年初预算120.50万元，追加15.25万元，调整后预算136.75万元，年初预算同为120.50万元。",
        "年初预算约120.50万元，追加15.25万元，调整后预算136.75万元。",
    ],
)
def test_anything_else_between_or_missing_states_no_chain(text: str) -> None:
    assert wrong(adjustment_relations(prose(text))) == []
    assert adjustment_relations(prose(text)) == []


def test_a_change_told_twice_is_no_level_it_started_from() -> None:
    whole = prose("比预算增加7.50万元。支出71.50万元，其中增加部分7.50万元，较上年64.00万元增加7.50万元。")
    assert wrong(change_relations(whole)) == []


@pytest.mark.parametrize(
    "text",
    [
        "接待费支出2.14万元，比上年增加1.14万元，增长1.14%。",  # 1.14 ÷ 1.00 = 114 %: the amount was copied
        "会议费支出4.50万元，比上年增加1.35万元，增长0.43%。",  # 1.35 ÷ 3.15 = 42.86 %: a hundredth
    ],
)
def test_a_percentage_that_copies_the_amount_or_is_a_hundredth_is_asked_about(text: str) -> None:
    found = percent(text)
    assert (found.verdict, bool(found.open)) == (Verdict.INCONSISTENT, True)


def test_a_percentage_that_happens_to_be_the_amount_s_digits_holds() -> None:
    assert percent("接待费支出102.50万元，比上年增加2.50万元，增长2.50%。").verdict is Verdict.CONSISTENT


def test_a_numbered_reason_speaks_of_its_own_subject() -> None:
    text = (
        "收入总计518.62万元，较上年减少21.48万元，下降4.0%，主要原因是（1）财政拨款收入较上年减少22.65万元，下降4.4%，"
        "（2）事业收入较上年增加1.17万元，增长11.0%。其中：财政拨款收入{}万元；事业收入11.81万元。"
    )
    assert wrong(change_relations(prose(text.format("506.81")))) == []
    plain = "收入总计518.62万元，较上年减少21.48万元，下降{}%，主要原因是（1）人员减少。"
    assert wrong(change_relations(prose(plain.format("4.0")))) == []
    assert len(wrong(change_relations(prose(plain.format("4.8"))))) == 1


def test_a_change_from_a_coarser_budget_is_still_of_last_year_s_amount() -> None:
    text = (
        "2023年度预算总计31.8万元，其中：公务接待16.8万元，用车运行15万元。\n"
        "2022年度支出合计30.12万元，其中：公务接待17.39万元，用车运行12.73万元。\n"
        "2023年度预算较2022年度增加1.68万元，其中公务接待较上年同期减少{}万元，减少{}%。"
    )
    assert wrong(change_relations(prose(text.format("0.58", "3.34")))) == []  # 0.58 / 17.39; 17.39 - 16.8 = 0.59


def test_the_earlier_figure_the_change_and_its_percentage_in_a_row_miss_by_themselves() -> None:
    text = "样例经费支出预算12.00万元，支出决算9.36万元，完成预算的78%；较上年10.40万元减少1.04万元，下降{}。"
    assert [one for one in reading(text.format("10%")).relations if one.verdict is Verdict.INCONSISTENT] == []
    (found,) = (one for one in reading(text.format("12%")).relations if one.verdict is Verdict.INCONSISTENT)
    assert (found.kind, [one.quote for one in found.operands], bool(found.open)) == (
        Kind.PERCENT_CHANGE, ["1.04万元", "10.40万元"], True,
    )  # fmt: skip


def test_what_a_percentage_is_of_is_no_level_a_change_started_from() -> None:
    text = "支出决算4.20万元，完成预算4.80万元的87.50%，比上年4.00万元增加{}万元，增长5.00%。"
    found = [one for one in reading(text.format("0.02")).relations if one.verdict is Verdict.INCONSISTENT]
    assert [(one.kind, [each.quote for each in one.operands]) for one in found if one.kind is Kind.DIFFERENCE] == [
        (Kind.DIFFERENCE, ["4.20万元", "4.00万元"])
    ]
