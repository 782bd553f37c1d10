"""Sums judged: what closes holds, what the words claim and no reading closes is an error, a warning or silence. Pairs of texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import brief, expected, only, parts, prose, wrong


def sums(text: str, zone: str = "") -> list[Relation]:
    return sum_relations(prose(text, zone))


def one(text: str, zone: str = "") -> Relation:
    (found,) = sums(text, zone)
    return found


# —— what closes ——


@pytest.mark.parametrize(
    ("text", "verdict", "way"),
    [
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("投入100.26万元，其中：市级80.15万元、县级20.10万元。", Verdict.ROUNDING, "scope"),
        ("投入100.25万元，其中：市级80.15万元（结转9.30万元），县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，上级下达3.20万元。", Verdict.CONSISTENT, "scope"),
        ("投入109.55万元，其中：市级80.15万元（另拨9.30万元）、县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("市级80.15万元，县级20.10万元，合计100.25万元。", Verdict.CONSISTENT, "scope"),
        ("市级80.15万元，县级20.10万元，投入100.25万元。", Verdict.CONSISTENT, "search"),
        ("投入100.25万元，其中：市级80.15万元、比上年增加3.20万元、县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("投入100.25万元，其中：市级80.15万元、较上年79.00万元增加、县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("投入100.25万元，其中：市级80.15万元、完成预算70.00万元的90%、县级20.10万元。", Verdict.CONSISTENT, "scope"),
        ("投入2.4亿元，其中：市级2.35亿元、县级500万元。", Verdict.CONSISTENT, "scope"),
        ("编制10人，其中：行政4人、事业6人。", Verdict.CONSISTENT, "scope"),
    ],
)
def test_a_list_that_closes_holds(text: str, verdict: Verdict, way: str) -> None:
    (found,) = (one for one in sums(text) if one.verdict is not Verdict.UNVERIFIABLE)
    assert (found.verdict, found.way) == (verdict, way)


def test_an_exact_reading_goes_before_one_within_rounding() -> None:
    """All three are 100.26 ± 0.02 of the total; the first two are it to the cent."""
    found = one("投入100.25万元，其中：市级80.15万元、县级20.10万元、利息0.01万元。")
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, ["80.15万元", "20.10万元"])


# —— what may be accused ——


def test_the_staff_list_must_not_close_on_a_subset() -> None:
    """Ten are stated, 1 + 1 + 1 + 2 + 6 = 11 listed; 1 + 1 + 2 + 6 would be ten, but no reading leaves one out."""
    found = one("现有在编人员10人，其中：局长1人、副局长1人、主任1人、科员2人、工勤6人。")

    assert found.kind is Kind.COUNT_SUM
    assert (found.verdict, found.near, found.open, found.edit) == (Verdict.INCONSISTENT, True, (), "10→11")
    assert expected(found) == 11
    assert len(found.operands) == 5


@given(st.lists(st.integers(1, 9), min_size=3, max_size=6), st.integers(0, 5))
def test_no_subset_excuses_a_list_of_counts(values: list[int], out: int) -> None:
    """A total that would need one part other than the last left out never holds."""
    out %= len(values) - 1
    total = sum(values) - values[out]
    beginnings = [sum(values[:size]) for size in range(1, len(values) + 1)]
    if total in beginnings or total < 2:
        return
    listed = "、".join(f"{post}{value}人" for post, value in zip("甲乙丙丁戊己", values, strict=False))
    found = [
        one for one in sums(f"编制{total}人，其中：{listed}。") if one.stated.quote == f"{total}人" and one.way == "scope"
    ]

    assert all(one.verdict not in (Verdict.CONSISTENT, Verdict.ROUNDING) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "投入136.25万元，其中：市级80.15万元、县级55.10万元。",  # 135.25: 0.7 %
        "投入136.25万元，其中：市级80.15万元、县级96.10万元。",  # 176.25: one digit, chance < 1 %
        "投入136.25万元，其中：市级80.15万元、县级50.10万元、捐款5.00万元。",
        "投入136.25万元（市级80.15万元，县级55.10万元）。",
        "市级80.15万元，县级55.10万元，合计136.25万元。",
        "编制500人，其中：行政255人、事业255人。",  # two parts, 2 % to the dot
        "设施35处，包括泵站12处、水闸20处、涵洞4处。",
    ],
)
def test_a_slip_in_a_firm_list_is_an_error(text: str) -> None:
    found = one(text)
    assert (found.verdict, found.near, found.open) == (Verdict.INCONSISTENT, True, ())


@pytest.mark.parametrize(
    "text",
    [
        "投入136.25万元，包括市级80.15万元、县级55.10万元。",  # a medium word
        "投入100万元，其中：市级80万元、县级60万元。",  # more than the total, 40 % off, no slip
        "投入55人，其中：甲12人、乙18人、丙31人。",  # 61: a count of three, 11 % off
        "投入120人，其中：甲60人、乙65人。",  # 120→125 of two parts only: over the total, 4 %
    ],
)
def test_a_miss_that_may_be_ours_is_never_firm(text: str) -> None:
    found = one(text)
    assert (found.verdict, found.open) == (Verdict.INCONSISTENT, ("不足以断定",))


@pytest.mark.parametrize(
    ("text", "should"),
    [
        ("投入100.25万元，其中：市级63.40万元、其他20.10万元。", "83.5"),  # 其他 leaves nothing out
        ("干部86人，其中支部书记11人、其他干部69人。", "80"),
        ("市级、县级资金分别为60.15万元、20.10万元。", None),  # no total
        ("投入100.25万元用于三项工作：培训30.00万元、设备20.10万元、办公10.00万元。", None),  # a colon is no strong word
        ("投入100.25万元，其中三项：培训30.00万元、设备20.10万元、办公10.00万元。", "60.1"),
        ("编制128名，其中行政22名、参公61名、事业90名；年末在职121人。", "173"),  # the list ends at the semicolon
    ],
)
def test_a_list_that_leaves_nothing_out_must_reach_its_total(text: str, should: str | None) -> None:
    found = [expected(one) for one in wrong(sums(text))]
    assert found == ([] if should is None else [Decimal(should)])


@pytest.mark.parametrize(
    "text",
    [
        "投入100.25万元，其中：市级63.40万元、县级20.10万元。",  # the rest is not told
        "投入100.25万元，其中四项：培训30.00万元、设备20.10万元。",  # four announced, two read
        "投入100.25万元，其中：市级13.47万元、其他20.10万元。",  # so far off that the list was misread
    ],
)
def test_other_gaps_may_be_what_is_not_told(text: str) -> None:
    assert wrong(sums(text)) == []


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("投入136.25万元，其中：市级80.15万元、县级20.10万元。", "分项未列全，余数无法核对"),
        ("编制100人，其中：行政20人、事业21人、工勤22人。", "分项未列全，余数无法核对"),  # three counts, but 37 % short
        ("编制50人，其中：行政20人、事业21人。", "分项未列全，余数无法核对"),  # 18 % short, but of two counts
        ("投入136.25万元，包括市级80.15万元、县级99.88万元。", "各分项可能不属同一合计"),
        ("投入30万元，其中：市级80万元、县级60万元。", "各分项可能不属同一合计"),  # more than twice the total
        ("投入136.25万元，其中：市级80.15万元。县里也有配套。支出3人。", "只有一个分项"),
        ("投入136.25万元，其中：市级80.15万元、县级**万元。", "数字被遮盖"),
        ("投入**万元，其中：市级80.15万元、县级20.10万元。", "数字被遮盖"),
    ],
)
def test_a_gap_is_silent_with_its_reason(text: str, detail: str) -> None:
    found = [one for one in sums(text + "另记1.11万元。") if one.way == "scope"]
    assert [(one.verdict, one.detail) for one in found] == [(Verdict.UNVERIFIABLE, detail)]


WIDENED = [
    "投入136.25万元，其中：市级80.15万元、县级55.10万元等。",
    "投入136.25万元，其中：市级80.15万元、县级55.10万元…",
    "投入约136.25万元，其中：市级80.15万元、县级50.10万元。",
    "投入136.25万元，其中：市级80.15万元、县级约50.10万元。",
    "投入136.25万元，其中：预算80.15万元、支出55.10万元。",
    "投入136.25万元，其中：市级80.15万元、县级**万元。",
    "市级投入136.25万元，其中：市级投入80.15万元、县级55.10万元。",
    "结余136.25万元，其中：市级80.15万元、县级55.10万元。",
    "职工35人，其中：党员12人、团员10人、退休12人。",
]


@pytest.mark.parametrize("text", WIDENED)
def test_a_word_that_widens_takes_the_accusation_away(text: str) -> None:
    assert wrong(sums(text)) == []


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("投入136.25万元，主要包括市级80.15万元、县级55.10万元。", ""),
        ("投入136.25万元，含市级80.15万元、县级55.10万元。", ""),
        ("投入136.25万元，其中：市级80.15万元、市级55.10万元。", ""),
        ("投入136.25万元，其中：80.15万元、县级55.10万元。", ""),
        ("投入136.25万元，其中：市级80.15万元、县级55.10万元。", "table"),
        ("总投资136.25万元，市级80.15万元，县级55.10万元。", ""),
    ],
)
def test_a_weaker_reason_leaves_a_warning_for_an_unmistakable_slip_only(text: str, zone: str) -> None:
    found = one(text, zone)
    assert found.verdict is Verdict.INCONSISTENT
    assert found.open != ()
    assert wrong(sums(text.replace("55.10", "55.33"), zone)) == []  # 0.6 % off, but no digit closes it


@pytest.mark.parametrize(
    "text",
    [
        "投入136.25万元。\n1、市级80.15万元。\n2、县级55.10万元。",
        "投入136.25万元，市级80.15万元，县级55.10万元。",
        "总投资136.25万元，市级80.15万元，县级20.10万元。",
        "投入136.25万元，比上年增加80.15万元，其中：县级增加55.10万元。",
        "投入136.25万元，其中：市级80.15万元，县级不低于55.10万元。",
        "投入136.25万元，完成市级80.15万元的55.10%，县级55.10万元的60%。",
        "每人补助136.25元/人，其中：市级80.15元/人、县级55.10元/人。",
    ],
)
def test_a_bare_list_and_what_is_no_level_figure_claim_nothing(text: str) -> None:
    assert wrong(sums(text)) == []


def test_a_bare_list_that_does_not_close_is_not_even_told() -> None:
    assert sums("总投资136.25万元，市级80.15万元，县级20.10万元。") == []


def test_one_figure_in_元_among_万元_that_closes_in_万元_is_a_slip_of_the_unit() -> None:
    found = only(sums("投入100.25万元，其中：市级80.15万元、县级20.10元。"), Kind.UNIT_SLIP)
    assert (found.stated.quote, found.edit, expected(found)) == ("20.10元", "元→万元", 201_000)

    found = only(sums("投入100.25元，其中：市级80.15万元、县级20.10万元。"), Kind.UNIT_SLIP)
    assert (found.stated.quote, found.edit) == ("100.25元", "元→万元")

    found = only(sums("投入8200元，其中：市级5000元、县级3200万元。"), Kind.UNIT_SLIP)
    assert (found.stated.quote, found.edit) == ("3200万元", "万元→元")


@pytest.mark.parametrize(
    "text",
    [
        "投入100.25万元，其中：市级80.15万元、县级20.11元。",  # a cent off
        "投入100.25万元，其中：市级80.15元、县级15.10元、镇级5.00万元。",  # two of each: no slip of one
        "投入100.26万元，其中：市级80.15万元、县级20.10元、镇级100.00元。",  # 20.10万元 would close it, but of two in 元
        "投入85万元，其中：市级80万元、县级5元。",  # one digit: chance
        "投入100.25万元，其中：市级80.15万元、县级0.002010亿元、乙3.20元。",
    ],
)
def test_no_other_miss_is_a_slip_of_the_unit(text: str) -> None:
    assert [one for one in sums(text) if one.kind is Kind.UNIT_SLIP] == []


def test_a_second_list_that_closes_does_not_excuse_the_first() -> None:
    text = "甲镇80.15万元，乙镇56.10万元，投入136.25万元，其中：人员70.15万元、公用65.10万元。"
    found = [one for one in brief(sums(text)) if one[0] == "136.25万元"]

    assert found == [
        ("136.25万元", ["70.15万元", "65.10万元"], Verdict.INCONSISTENT),  # 135.25
        ("136.25万元", ["80.15万元", "56.10万元"], Verdict.CONSISTENT),
    ]


def test_the_role_that_turns_ends_the_list_that_is_weighed() -> None:
    """80.15 + 55.10 = 135.25 was meant to be 136.25; what was spent of it is no part."""
    found = [
        one for one in sums("收到136.25万元，其中：市级80.15万元，县级55.10万元，支出99.90万元。") if one.way == "scope"
    ]
    assert [parts(one) for one in found] == [["80.15万元", "55.10万元"]]


def test_whole_operands_are_taken_at_their_word() -> None:
    """30 + 30 + 29.99 = 89.99 beside 89.97: only the coarseness of whole 万元 would cover it."""
    found = one("投入89.97万元，其中：市级30万元、县级30万元、镇级29.99万元。")
    assert (found.verdict, found.detail) == (Verdict.INCONSISTENT, "coarse")


@pytest.mark.parametrize(
    ("total", "should"),
    [("95.5", None), ("96.5", Decimal("95.5"))],
)
def test_points_told_part_by_part_make_the_total_of_the_next_sentence(total: str, should: Decimal | None) -> None:
    text = f"投入30分，得27分；过程20分，得18.5分；产出30分，得30分；效果20分，得20分。自评总分{total}分。"
    found = [one for one in sums(text) if one.kind is Kind.SCORE_SUM and one.stated.quote.startswith(total)]
    assert [expected(one) for one in found if one.verdict is Verdict.INCONSISTENT] == ([] if should is None else [should])
    assert any(one.verdict is not Verdict.UNVERIFIABLE for one in found)


def test_points_of_parts_that_make_no_hundred_are_no_total_of_the_next_sentence() -> None:
    assert wrong(sums("投入30分，得27分；过程20分，得18.5分。自评总分96.5分。")) == []


def test_points_worth_got_and_lost_are_never_mixed() -> None:
    assert sums("产出40分，其中：数量20分得18分，质量20分扣1分。")[0].verdict is Verdict.CONSISTENT
    assert parts(sums("产出40分，其中：数量20分得18分，质量20分扣1分。")[0]) == ["20分", "20分"]


# —— the search ——


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("投入68.41万元。甲拨20.00万元。乙拨48.41万元。", "68.41万元"),
        ("甲拨20.00万元。乙拨48.41万元。支出68.41万元。", "68.41万元"),
        ("甲1万元。乙2万元。丙4万元。支出7万元。", "7万元"),  # one digit each, but three parts
        ("涉及13个部门，市直9个部门，县直2个部门，乡镇2个部门。", "13个"),
        ("甲33.333万元，乙33.333万元，丙33.333万元，投入100.000万元。", "100.000万元"),
        ("甲33.3万元。乙33.3万元。丙33.3万元。共计投入100.0万元。", "100.0万元"),
    ],
)
def test_neighbours_that_add_up_confirm_a_figure(text: str, stated: str) -> None:
    found = [one for one in sums(text) if one.stated.quote == stated]
    assert [one.verdict for one in found] in ([Verdict.CONSISTENT], [Verdict.ROUNDING])
    assert len(found[0].operands) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "甲3万元。乙4万元。支出7万元。",  # two parts of one digit: chance
        "甲镇9人，乙镇2人，丙村11户，共同参与。投入13个，村9个。",
        "涉及13个部门，市直9个部门，县直4个部门。",  # two counts only
        "涉及13个部门，市直9个部门，水闸2个，涵洞2个。",  # only one of them such
        "涉及13个部门，泵站9个，水闸2个，涵洞2个。",  # of other things
        "甲33.3万元。乙33.3万元。丙33.3万元。投入100.0万元。",  # rounding, over several sentences, no word of a total
        "甲20.00万元。丁9.99万元。乙48.41万元。支出68.41万元。",  # not next to each other
        "约20.00万元。乙拨48.41万元。支出68.41万元。",
        "投入约68.41万元。甲拨20.00万元。乙拨48.41万元。",
    ],
)
def test_chance_and_what_is_loose_confirm_nothing(text: str) -> None:
    assert sums(text) == []


def test_the_parts_of_what_was_spent_are_no_parts_of_the_budget_beside_it() -> None:
    assert (
        wrong(sums("“三公”经费支出1.86万元，预算2.40万元，其中公务接待费0.36万元，公务用车运行维护费1.50万元。")) == []
    )  # 0.36 + 1.50 = 1.86
    assert wrong(sums("“三公”经费预算2.40万元，其中公务接待费0.36万元，公务用车运行维护费1.50万元。")) != []


def test_a_figure_far_off_confirms_nothing() -> None:
    far = "\n" * 11
    assert len(sums(f"投入68.41万元。{far}甲拨20.00万元。\n乙拨48.41万元。")) == 1
    assert sums(f"投入68.41万元。{far}\n甲拨20.00万元。\n乙拨48.41万元。") == []


@given(st.lists(st.decimals("1.01", "999.99", places=2), min_size=3, max_size=8))
def test_the_search_never_accuses(values: list[Decimal]) -> None:
    assert wrong(sums("".join(f"示例{n}号款{value}万元。" for n, value in enumerate(values)))) == []


PARTS_CHOSEN = (
    "甲基金收入428亿元，其中：缴费收入352亿元、补贴收入59亿元。乙基金收入247亿元，其中：缴费收入176亿元、补贴收入61亿元。"
)


def test_parts_that_fellows_name_without_all_the_rest_are_a_choice() -> None:
    fellow = "丙基金收入88亿元，其中：缴费收入33亿元、补贴收入48亿元。"
    alone = "乙基金收入247亿元，其中：缴费收入176亿元、补贴收入61亿元。"
    assert [one.expected.value for one in sums(alone) if one.verdict is Verdict.INCONSISTENT and one.expected] == [
        23_700_000_000
    ]
    assert not [one for one in sums(PARTS_CHOSEN + fellow) if one.verdict is Verdict.INCONSISTENT]
    # one fellow is no habit, and a fellow that closes tells that the two are all
    assert [one for one in sums(PARTS_CHOSEN) if one.verdict is Verdict.INCONSISTENT]
    closing = "丁基金收入81亿元，其中：缴费收入33亿元、补贴收入48亿元。"
    assert [one for one in sums(PARTS_CHOSEN + fellow + closing) if one.verdict is Verdict.INCONSISTENT]


def test_numbered_items_give_one_part_each() -> None:
    items = "①东区尾款38.42万元，已付清；②西区缺口资金81.58万元，先用其他资金支付，81.58万元待验收后支付；③南区前期费用34万元；④北区缺口资金{}万元。"
    (found,) = (one for one in sums("预算160万元，具体用于：" + items.format("6")) if one.way == "scope")
    assert (found.verdict, len(found.operands)) == (Verdict.CONSISTENT, 4)
    (found,) = (one for one in sums("预算160万元，其中：" + items.format("8")) if one.way == "scope")
    assert (found.verdict, len(found.operands)) == (Verdict.INCONSISTENT, 4)


def test_a_list_goes_on_with_one_more_part_of_its_kind_in_the_next_sentence() -> None:
    text = "共采购项目{}个，其中货物类项目132个，计划4180.50万元；工程类项目51个，计划3312.75万元。服务类项目85个，计划1926.75万元。"
    assert [one.verdict for one in sums(text.format("268")) if one.kind is Kind.COUNT_SUM] == [Verdict.CONSISTENT]
    (found,) = (
        one for one in sums(text.format("286")) if one.kind is Kind.COUNT_SUM and one.verdict is Verdict.INCONSISTENT
    )
    assert len(found.operands) == 3
    other = "共采购项目183个，其中货物类项目132个，工程类项目51个。投诉处理85个。"  # another thing
    assert [len(one.operands) for one in sums(other) if one.kind is Kind.COUNT_SUM] == [2]


def test_其中_may_begin_the_line_below_the_one_amount_it_is_of() -> None:
    below = "\n其中：用于场地78.37万元；用于培训90.53万元；用于比赛13.80万元。"
    (held,) = (one for one in sums("（二）用于竞技支出182.70万元，占总数的37.98%。" + below) if one.way == "scope")
    assert (held.verdict, held.stated.quote) == (Verdict.CONSISTENT, "182.70万元")
    (missed,) = (one for one in sums("（二）用于竞技支出182.90万元，占总数的37.98%。" + below) if one.way == "scope")
    assert (missed.verdict, missed.edit) == (Verdict.INCONSISTENT, "182.90→182.70")
    several = "（二）收入310.00万元，用于竞技支出182.90万元。" + below  # what it is of is not sure
    assert [one for one in sums(several) if one.way == "scope"] == []
