"""Rates and shares: which figures are divided, what confirms, what only a named pair may be accused of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.extract.judge import amount
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.rates.shares import breakdown_shares
from jixiao.extract.ratio import cut_off, judge_ratio, percent_like
from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import amounts, expected, only, parts, printed, prose, reading, wrong


def rates(text: str) -> list[Relation]:
    return rate_relations(prose(text))


def rate(text: str) -> Relation:
    (found,) = rates(text)
    return found


# —— the quotient ——


@pytest.mark.parametrize(
    ("percent", "over", "under", "verdict", "detail"),
    [
        ("96.84%", "18.40万元", "19.00万元", Verdict.CONSISTENT, ""),  # 96.8421…
        ("96.8%", "18.40万元", "19.00万元", Verdict.CONSISTENT, ""),
        ("96.85%", "18.40万元", "19.00万元", Verdict.ROUNDING, ""),  # 18.395…18.405 over 18.995…19.005
        ("96.9%", "18.40万元", "19.00万元", Verdict.ROUNDING, ""),  # 18.405 / 18.995 = 96.894
        ("97.0%", "18.40万元", "19.00万元", Verdict.INCONSISTENT, ""),
        ("66.7%", "2人", "3人", Verdict.CONSISTENT, ""),
        ("66.6%", "2人", "3人", Verdict.ROUNDING, "truncated"),  # cut off; counts have no width
        ("66.5%", "2人", "3人", Verdict.INCONSISTENT, ""),
        ("66.8%", "2人", "3人", Verdict.INCONSISTENT, ""),
        ("约70%", "2人", "3人", Verdict.CONSISTENT, "approximate"),  # 65…75
        ("约50%", "2人", "3人", Verdict.INCONSISTENT, "approximate"),
    ],
)
def test_a_percentage_is_the_quotient_as_printed(percent: str, over: str, under: str, verdict: Verdict, detail: str) -> None:
    found = judge_ratio(printed(percent), *amounts(over, under))
    assert found is not None
    assert (found.verdict, found.detail) == (verdict, detail)


def test_nothing_is_divided_by_zero_or_by_what_may_be_zero() -> None:
    assert judge_ratio(printed("50%"), *amounts("1万元", "0万元")) is None
    assert judge_ratio(printed("50%"), *amounts("1万元", "0.00万元")) is None
    assert judge_ratio(printed("50%"), *amounts("0.5万元", "近1万元")) is None  # anything up to 1万元


def test_a_rate_of_change_is_the_quotient_less_one() -> None:
    found = judge_ratio(printed("9.09%"), *amounts("86.40万元", "79.20万元"), minus_one=True)
    assert found is not None
    assert (found.verdict, found.exact) == (Verdict.CONSISTENT, Fraction(100, 11))


def test_digits_dropped_towards_zero_are_cut_off() -> None:
    assert cut_off(printed("66.6%"), Fraction(200, 3))
    assert not cut_off(printed("66.6%"), Fraction(667, 10))
    assert cut_off(printed("66.6%"), Fraction(666, 10))
    assert not cut_off(printed("66.6%"), Fraction(665, 10))


def test_the_exact_rate_is_shown_with_two_decimals_or_as_many_as_are_printed() -> None:
    assert str(percent_like(printed("67%"), Fraction(200, 3))) == "66.67%"
    assert str(percent_like(printed("66.6667%"), Fraction(200, 3))) == "66.6667%"
    assert str(percent_like(printed("1.6%"), Fraction(1546, 1000))) == "1.546%"  # 1.55% would look like 1.6%
    assert str(percent_like(printed("91%"), Fraction(9049, 100))) == "90.49%"


@given(st.decimals("1", "9999", places=2), st.decimals("1", "9999", places=2), st.integers(0, 3), st.booleans())
def test_an_honest_rate_is_never_called_wrong(over: Decimal, under: Decimal, places: int, cut: bool) -> None:
    exact = Fraction(over) / Fraction(under) * 100
    scaled = exact * 10**places
    shown = Decimal(int(scaled) if cut else int(scaled + Fraction(1, 2))).scaleb(-places)
    found = judge_ratio(printed(f"{shown:f}%"), amount(printed(f"{over}万元")), amount(printed(f"{under}万元")))

    assert found is not None
    assert found.verdict is not Verdict.INCONSISTENT


# —— by the name of the rate ——


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("年初预算120.00万元，实际支出108.00万元，预算执行率90%。", ["108.00万元", "120.00万元"]),
        ("年初预算120.00万元，执行108.00万元，支付率90%。", ["108.00万元", "120.00万元"]),
        ("预算120.00万元，到位资金108.00万元，资金到位率90%。", ["108.00万元", "120.00万元"]),
        ("支出108.00万元，年初预算120.00万元，执行进度90%。", ["108.00万元", "120.00万元"]),
        ("预算120.00万元。\n已支付108.00万元。\n执行率为90%。", ["108.00万元", "120.00万元"]),
        ("预算120.00万元，拨付115.00万元，示例局(虚构)支出108.00万元，执行率90%。", ["108.00万元", "120.00万元"]),
    ],
)
def test_what_is_spent_over_any_figure_near_confirms_a_rate(text: str, pair: list[str]) -> None:
    found = rate(text)
    assert (found.kind, found.verdict, parts(found)) == (Kind.RATE, Verdict.CONSISTENT, pair)


@pytest.mark.parametrize(
    ("text", "should"),
    [
        ("年初预算120.00万元，实际支出108.00万元，预算执行率95%。", "90"),
        ("年初预算120.00万元，实际支出108.00万元，预算执行率90.10%。", "90"),
        ("年初预算120.00万元，实际支出108.00万元，预算执行率115%。", "90"),  # 25 points to the dot
        ("到位资金120.00万元，支出108.00万元，支出率95%。", "90"),
        ("资金共计120.00万元，支出108.00万元，支出率95%。", "90"),
    ],
)
def test_a_rate_over_the_one_base_beside_it_is_accused(text: str, should: str) -> None:
    found = rate(text)
    assert (found.verdict, found.open, expected(found)) == (Verdict.INCONSISTENT, (), Decimal(should))
    assert parts(found) == ["108.00万元", "120.00万元"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("年初预算120.00万元，培训甲乙丙丁，预算执行率95%。", "没有分子"),
        ("实际支出108.00万元，预算执行率95%。", "没有分母"),
        (
            "年初预算108.00万元，实际支出120.00万元，执行率95%。",
            "分子或分母不在近旁",
        ),  # more spent than planned: another scope
        ("年初预算120.00万元，实际支出108.00万元，甲，乙，丙，执行率95%。", "分子或分母不在近旁"),  # four clauses behind
        ("年初预算120.00万元，实际支出108.00万元。执行率95%。", "分子或分母不在近旁"),
        ("年初预算120.00万元，追加15.00万元，实际支出108.00万元，执行率95%。", "期间有追加或调减"),
        ("年初预算120.00万元，调减5.00万元，实际支出108.00万元，执行率95%。", "期间有追加或调减"),
        ("年初预算120.00万元，实际支出108.00万元，执行率116%。", "可能是另一范围的比率"),
        ("年初预算120.00万元，实际支出108.00万元，执行率54%。", "可能是另一范围的比率"),
    ],
)
def test_a_rate_whose_pair_the_words_do_not_name_is_not_accused(text: str, why: str) -> None:
    found = rate(text)
    assert (found.verdict, found.detail) == (Verdict.UNVERIFIABLE, why)


def test_a_base_in_the_sentence_before_or_about_numbers_leaves_the_accusation_open() -> None:
    assert rate("年初预算120.00万元。实际支出108.00万元，执行率95%。").open == ("分母在另一句",)
    assert rate("年初预算120.00万元，实际支出约108.00万元，执行率95%。").open == ("约数",)


def test_one_base_of_the_own_sentence_goes_before_others_farther_away() -> None:
    found = rate("上级下达130.00万元。年初预算120.00万元，实际支出108.00万元，执行率95%。")
    assert (found.verdict, parts(found)) == (Verdict.INCONSISTENT, ["108.00万元", "120.00万元"])


def test_figures_more_than_ten_back_or_of_table_change_or_bound_are_not_divided() -> None:
    many = "".join(f"，设施{n}处" for n in range(11, 20))
    assert rate(f"预算120.00万元，支出108.00万元{many}，执行率90%。").detail == "没有分母"
    assert rate_relations(prose("预算120.00万元，支出108.00万元，执行率95%。", "table")) == []
    assert rates("预算120.00万元，支出108.00万元，执行率不低于95%。") == []
    assert rates("预算120.00万元，支出108.00万元，执行率提高95%。") == []


# —— one digit off, where no role names the pair ——


def test_three_digits_and_a_pair_of_the_sentence_show_a_slip_of_the_rate() -> None:
    found = rate("安排120.00万元，用了107.40万元，执行率89.60%。")  # 107.4 / 120 = 89.50
    assert (found.verdict, found.edit) == (Verdict.INCONSISTENT, "89.60→89.50")
    assert found.open == ("分子分母由数字推定",)


@pytest.mark.parametrize(
    "text",
    [
        "安排120.00万元，用了108.00万元，执行率80%。",  # 90 → 80, but two digits prove nothing
        "安排120.00万元。用了107.40万元，执行率89.6%。",  # not in one sentence
        "安排120.00万元，用了107.40万元，执行率约89.60%。",
        "安排120.00万元，用了约107.40万元，执行率89.60%。",
        "安排120.00万元，用了不超过107.40万元，执行率89.60%。",
        "安排120.00万元，用了107.40万元，执行率88.70%。",  # two digits
    ],
)
def test_no_slip_of_a_rate_without_all_of_that(text: str) -> None:
    assert wrong(rates(text)) == []


def test_a_digit_of_an_operand_counts_only_where_roles_name_the_pair() -> None:
    """118.40 over 125.00 is 94.72; the printed 91.52 is that of 114.40. Of 投入 and nothing, no one can say."""
    named = rate("预算125.00万元，支出118.40万元，甲，乙，丙，丁，执行率91.52%。")
    assert (named.verdict, named.edit) == (Verdict.INCONSISTENT, "118.40→114.40")
    bare = rate("甲类125.00万元，乙类118.40万元，甲，乙，丙，丁，执行率91.52%。")
    assert bare.verdict is Verdict.UNVERIFIABLE


def test_a_rate_within_the_rounding_of_its_figures_holds() -> None:
    assert rate("预算19.00万元，支出18.40万元，执行率96.85%。").verdict is Verdict.ROUNDING


def test_a_digit_explains_more_than_25_points_where_both_figures_stand_right_before() -> None:
    found = rate("年初预算120.00万元，实际支出107.40万元，执行率59.50%。")
    assert (found.verdict, found.edit) == (Verdict.INCONSISTENT, "59.50→89.50")
    assert found.open == ()
    further = rate("年初预算120.00万元，实际支出107.40万元，培训3.00万元，执行率59.50%。")
    assert further.open == ("分母由上文推定",)  # a question, no more


def test_a_digit_of_two_beyond_25_points_is_asked_about_and_no_more() -> None:
    """60 and 90 differ by a digit, but a fifth of all two-digit rates do: it may be the rate of another scope."""
    found = rate("年初预算100.00万元，实际支出90.00万元，执行率60%。")
    assert (found.verdict, found.open) == (Verdict.INCONSISTENT, ("可能是另一范围的比率",))
    assert rate("年初预算100.00万元，实际支出90.00万元，培训3.00万元，执行率60%。").verdict is Verdict.UNVERIFIABLE


# —— named pairs: only where nothing in reach gives the printed figure ——


@pytest.mark.parametrize(
    ("text", "pair", "should"),
    [
        ("预算120.00万元，下达130.00万元，实际支出108.00万元，执行率95%。", ["108.00万元", "130.00万元"], "83.08"),
        ("发放问卷120份，收回108份，回收率95%。", ["108份", "120份"], "90"),
        ("立案120件，结案108件，结案率95%。", ["108件", "120件"], "90"),
        ("培训计划20期（甲8期、乙12期），实际举办18期，完成率95%。", ["18期", "20期"], "90"),
        ("实施方案计划完成村庄规划编制20个。\n完成村庄规划编制18个，完成率95%。", ["18个", "20个"], "90"),
        ("公务接待费预算为12.00万元，决算为9.00万元，完成预算的78%。", ["9.00万元", "12.00万元"], "75"),
    ],
)
def test_a_rate_that_no_base_in_reach_gives_is_asked_about(text: str, pair: list[str], should: str) -> None:
    (found,) = [one for one in rates(text) if one.verdict is not Verdict.CONSISTENT]
    assert (found.verdict, found.open, expected(found)) == (Verdict.INCONSISTENT, ("分母由上文推定",), Decimal(should))
    assert parts(found) == pair


@pytest.mark.parametrize(
    "text",
    [
        "发放问卷120份，收回108份，收回率90%。",  # holds
        "发放问卷120份，收回108份，有效问卷103份，满意率95.4%。",  # the numerator is not told
        "抽检120批次，不合格6批次，合格率95%。",  # told by its opposite
        "年初预算108.00万元，实际支出120.00万元，执行率95%。",  # more than the base: the adjusted budget is not told
        "年初预算100.00万元，上年结转20.00万元，实际支出114.00万元，执行率95%。",  # over both together
        "收回108份，甲，乙，丙，回收率95%。",  # too far behind
        "计划培训120人。收回问卷108份，回收率95%。",  # of another kind
        "发放问卷约120份，收回108份，回收率95%。",  # about
        "全市支出108.00万元，支出率95%。",  # no base at all
    ],
)
def test_what_may_be_over_another_base_is_left_alone(text: str) -> None:
    assert wrong(rates(text)) == []


# —— of a named base ——


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全年支出63.75万元，完成年初预算75.00万元的85%。", Verdict.CONSISTENT),
        ("全年支出63.75万元，完成年初预算数75.00万元的85.0%。", Verdict.CONSISTENT),
        ("全年支出60.00万元，完成年初预算75.00万元的85%。", Verdict.INCONSISTENT),  # 80 %
        ("培训102人，完成任务120人的85%。", Verdict.CONSISTENT),
        ("培训96人，完成任务120人的85%。", Verdict.INCONSISTENT),
        ("全年支出60.00万元。完成年初预算75.00万元的85%。", Verdict.UNVERIFIABLE),
        ("全年支出60.00万元，甲，乙，完成年初预算75.00万元的85%。", Verdict.UNVERIFIABLE),
        ("培训60人，完成年初预算75.00万元的85%。", Verdict.UNVERIFIABLE),
        ("全年支出15.00万元，完成年初预算75.00万元的85.3%。", Verdict.UNVERIFIABLE),  # 65 points off
    ],
)
def test_a_rate_of_a_base_named_right_before_it(text: str, verdict: Verdict) -> None:
    found = rate(text)
    assert (found.kind, found.verdict) == (Kind.RATE, verdict)


def test_of_several_numerators_a_miss_is_left_open() -> None:
    found = rate("甲支出20.00万元，乙支出60.00万元，完成年初预算75.00万元的85%。")
    assert (found.verdict, found.open) == (Verdict.INCONSISTENT, ("前文有几个同类数",))


def test_占_of_a_named_base_is_a_share() -> None:
    found = rate("项目支出30.00万元，占总支出120.00万元的25%。")
    assert (found.kind, found.verdict, parts(found)) == (Kind.SHARE, Verdict.CONSISTENT, ["30.00万元", "120.00万元"])
    assert rate("项目支出36.00万元，占总支出120.00万元的25%。").verdict is Verdict.INCONSISTENT


# —— shares without a named base ——


def test_a_share_is_confirmed_by_any_earlier_total_and_never_accused_alone() -> None:
    found = rate("总支出120.00万元，其中项目支出30.00万元，占25%。")
    assert (found.kind, found.verdict, parts(found)) == (Kind.SHARE, Verdict.CONSISTENT, ["30.00万元", "120.00万元"])

    assert rate("总支出120.00万元，其中项目支出30.00万元，占26%。").verdict is Verdict.UNVERIFIABLE


SHARES = "总支出120.00万元，其中：基本支出90.00万元，占75%；项目支出30.00万元，占{}%。"


def test_a_share_beside_one_that_holds_over_the_list_s_total_is_held_to_it() -> None:
    whole = prose(SHARES.format("26"))
    shares = [one for one in breakdown_shares(sum_relations(whole) + rate_relations(whole)) if one.kind is Kind.SHARE]

    assert [one.verdict for one in shares] == [Verdict.CONSISTENT, Verdict.INCONSISTENT]
    assert (shares[1].open, expected(shares[1])) == (("以合计为分母",), 25)


@pytest.mark.parametrize(
    "text",
    [
        SHARES.format("51"),  # 26 points: another scope
        SHARES.format("26").replace("75%", "74%"),  # no share proves the total to be the base
        SHARES.format("26").replace("120.00", "150.00").replace("75%", "60%"),  # the list does not close
    ],
)
def test_without_that_a_share_is_left_alone(text: str) -> None:
    whole = prose(text)
    assert [
        one for one in wrong(breakdown_shares(sum_relations(whole) + rate_relations(whole))) if one.kind is Kind.SHARE
    ] == []


@pytest.mark.parametrize(
    ("text", "verdict", "should"),
    [
        (
            "2021年本年支出合计130.65万元。\n其中财政拨款支出128.97万元，占本年支出合计的98.71%。",
            Verdict.CONSISTENT,
            "98.71",
        ),
        (
            "2021年本年支出合计130.65万元。\n其中财政拨款支出128.97万元，占本年支出合计的98.17%。",
            Verdict.INCONSISTENT,
            "98.71",
        ),
    ],
)
def test_a_share_is_held_to_the_figure_its_words_name(text: str, verdict: Verdict, should: str) -> None:
    (found,) = [one for one in rates(text) if one.kind is Kind.SHARE]
    assert (found.verdict, expected(found), parts(found)) == (verdict, Decimal(should), ["128.97万元", "130.65万元"])


THREE = "全年支出130.00万元，工资65.00万元，占50.00%，办公39.00万元，占30.00%，差旅26.00万元，占{}%。"


def test_two_shares_of_a_paragraph_prove_the_base_of_the_third() -> None:
    whole = prose(THREE.format("20.20"))
    (found,) = [one for one in breakdown_shares(rate_relations(whole)) if one.verdict is Verdict.INCONSISTENT]
    assert (found.open, expected(found)) == (("以同段其他占比的合计为分母",), Decimal(20))
    assert wrong(breakdown_shares(rate_relations(prose(THREE.format("20.00"))))) == []


# —— other names ——


def test_other_rates_are_confirmed_by_a_pair() -> None:
    found = rate("发放问卷120份，收回108份，回收率90%。")
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, ["108份", "120份"])
    assert rate("培训合格率98%。").verdict is Verdict.UNVERIFIABLE


def test_a_rate_of_adjustment_is_the_quotient_less_one() -> None:
    found = rate("年初预算120.00万元，调整后132.00万元，调整率10%。")
    assert (found.kind, found.verdict) == (Kind.PERCENT_CHANGE, Verdict.CONSISTENT)


def test_completion_of_a_plan_needs_a_plan() -> None:
    assert rate("计划培训120人，实际培训108人，完成任务的90%。").verdict is Verdict.CONSISTENT
    assert rate("去岁培训班120人，培训108人，完成任务的90%。").verdict is Verdict.UNVERIFIABLE


def test_a_percentage_without_such_a_name_is_no_claim() -> None:
    assert rates("预算120.00万元，支出108.00万元，贴息95%。") == []


def test_the_whole_road_holds_shares_to_their_total() -> None:
    assert only(wrong(reading(SHARES.format("26")).relations), Kind.SHARE).stated.quote == "26%"


def test_figures_of_another_thing_are_not_turned_upside_down() -> None:
    text = "辅具目标900件，实际完成950件，得10分；训练目标600人次，实际完成376人次，完成率94%。"
    assert all(one.detail != "分子分母颠倒" for one in rates(text))
