"""Products, the same thing stated twice, counts beside lists of names, form lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.counts.lists import list_relations, names_in
from jixiao.extract.duplicates import duplicate_relations
from jixiao.extract.formlines import form_mentions
from jixiao.extract.products.products import product_relations
from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import expected, lines, parts, prose, reading, wrong

# —— products ——


def products(text: str, zone: str = "") -> list[tuple[str, list[str]]]:
    found = product_relations(prose(text, zone))
    assert all(one.verdict is Verdict.CONSISTENT for one in found)
    return [(one.stated.quote, parts(one)) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按1300元/人标准补助10人，共13000元。", [("13000元", ["1300元/人", "10人"])]),
        ("按1300元/人标准补助10人，共1.3万元。", [("1.3万元", ["1300元/人", "10人"])]),
        ("按1300元/人/月标准补助10人，共1.3万元。", [("1.3万元", ["1300元/人/月", "10人"])]),
        ("按1300元/人/月标准补助10人，全年15.6万元。", [("15.6万元", ["1300元/人/月", "10人"])]),  # × 12
        ("按1300元/人标准补助10人，全年15.6万元。", []),  # no month in the standard
        ("按1300元/人标准补助10户，共13000元。", []),
        ("按1333元/人标准补助10人，共1.3万元。", [("1.3万元", ["1333元/人", "10人"])]),  # 1.333 prints as 1.3
        ("按1300元/人标准补助10人，比上年增加13000元。", []),
        ("按1300元/人标准补助10人。\n共13000元。", []),
    ],
)
def test_a_standard_times_its_count_may_confirm_an_amount(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert products(text) == found
    assert products(text, "table") == []


@pytest.mark.parametrize(
    ("text", "should", "edit"),
    [
        ("按1300元/人标准补助10人，共12000元。", "13000", "12000→13000"),
        ("按1360元/人标准补助10人，共1.3万元。", "13600", ""),  # 1.36 prints as 1.4
        ("为24名保洁员买保险，每人120元，支出2808元。", "2880", "2808→2880"),
        ("项目资金45.00万元，按每人7,600元的标准，聘用护林员60名。", "456000", "45.00→45.60"),
        ("举办培训14期，平均每期112人次，培训1,658人次。", "1568", "1658→1568"),
    ],
)
def test_a_product_that_fits_in_no_reading_is_asked_about(text: str, should: str, edit: str) -> None:
    (found,) = product_relations(prose(text))
    assert (found.verdict, found.open, found.edit) == (Verdict.INCONSISTENT, ("按紧邻的标准和数量推算",), edit)
    assert found.expected is not None and found.expected.value == Decimal(should)


@pytest.mark.parametrize(
    "text",
    [
        "按1300元/人标准补助10人，发放9个月，共11.7万元。",  # nine months
        "每人补助500元，困难户12人、边缘户8人，共1.2万元。",  # two counts: steps are likely
        "每人补助500元，共补助12人。全年支出8000元。",  # in another sentence
        "每人补助约500元，补助12人，共8000元。",  # about
        "每人补助500元，补助12户，共8000元。",  # counted in another unit
        "每人补助500元，补助12人，按规定程序，经公示，打卡发放，共8000元。",  # too far behind
    ],
)
def test_a_product_whose_figures_are_not_plain_is_left_alone(text: str) -> None:
    assert [one for one in product_relations(prose(text)) if one.verdict is Verdict.INCONSISTENT] == []


# —— the same thing twice ——


def twice(first: str, second: str, *, between: str = "\n") -> list[Relation]:
    return duplicate_relations(prose(f"{first}。{between}{second}。"), [], frozenset())


LABEL = "示例水库除险加固工程"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("120.50万元", "120.50万元", Verdict.CONSISTENT),
        ("120.50万元", "120.5万元", Verdict.CONSISTENT),
        ("120.46万元", "120.5万元", Verdict.ROUNDING),
        ("120.50万元", "121.50万元", Verdict.INCONSISTENT),
        ("120.50万元", "102.50万元", Verdict.INCONSISTENT),  # swapped; 15 % off
        ("120.50万元", "131.50万元", Verdict.UNVERIFIABLE),  # no one digit
        ("120.50万元", "170.50万元", Verdict.UNVERIFIABLE),  # one digit, but 29 % off
    ],
)
def test_a_long_label_standing_twice_names_one_thing(first: str, second: str, verdict: Verdict) -> None:
    (found,) = twice(f"{LABEL}{first}", f"{LABEL}{second}")
    assert (found.kind, found.verdict, found.stated.quote, parts(found)) == (Kind.DUPLICATE, verdict, second, [first])
    if verdict is Verdict.INCONSISTENT:
        assert found.open == ("两处各有所指也未可知",)  # never firm


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"计划{LABEL}120处", f"完成{LABEL}121处"),  # planned and done
        (f"2021年{LABEL}120处", f"2022年{LABEL}121处"),  # two years
        (f"{LABEL}预算120.50万元", f"{LABEL}支出121.50万元"),  # two roles
        ("办公经费120.50万元", "办公经费121.50万元"),  # a short label
        (f"{LABEL}120处", f"{LABEL}121座"),
        (f"{LABEL}约120处", f"{LABEL}121处"),
        (f"{LABEL}增加120处", f"{LABEL}121处"),
        (f"{LABEL}不少于120处", f"{LABEL}121处"),
        (f"({LABEL}120处)", f"{LABEL}121处"),  # inside a bracket
        (f"年度目标:{LABEL}120处", f"{LABEL}121处"),  # a line of the plan
        (f"年度目标:实现{LABEL}120处", f"实现{LABEL}121处"),
        (f"预算安排{LABEL}费用120.50万元", f"支付{LABEL}费用121.50万元"),
    ],
)
def test_two_phases_years_roles_units_or_vague_figures_are_no_two_statements(first: str, second: str) -> None:
    assert twice(first, second) == []


def test_one_sentence_or_one_paragraph_or_three_values_accuse_nobody() -> None:
    assert twice(f"{LABEL}120.50万元，{LABEL}121.50万元", "无") == []
    assert wrong(twice(f"{LABEL}120.50万元", f"{LABEL}121.50万元", between="")) == []
    assert wrong(twice(f"{LABEL}120.50万元", f"{LABEL}121.50万元。\n{LABEL}122.50万元")) == []


def test_what_was_to_be_done_is_no_statement_of_what_was() -> None:
    text = f"""2022年示例局（虚构）部门整体支出绩效自评报告
（二）年度重点工作
1.{LABEL}120处。
三、绩效情况
{LABEL}121处。
"""
    assert [one for one in reading(text).relations if one.kind is Kind.DUPLICATE] == []
    assert (
        len([one for one in reading(text.replace("年度重点工作", "机构设置")).relations if one.kind is Kind.DUPLICATE]) == 1
    )


def test_an_item_of_the_catalog_is_one_thing_under_all_its_names() -> None:
    text = "2022年示例局（虚构）部门整体支出绩效自评报告\n公用经费决算86.40万元。\n日常公用经费决算84.60万元。\n"
    (found,) = (one for one in reading(text).relations if one.kind is Kind.DUPLICATE)
    assert (found.verdict, found.edit) == (Verdict.INCONSISTENT, "84.60→86.40")


# —— counts and names ——


def listed(text: str) -> Relation | None:
    found = list_relations(prose(text))
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "内设3个股室（甲股、乙股、丙股）。",
        "内设3个股室，分别为甲股、乙股、丙股。",
        "内设3个股室：甲股、乙股和丙股。",
        "内设3个股室，包括甲股、乙股及丙股。",
        "内设2个股室，即规划和财务股、丙股。",  # 和 may join two or stand inside a name: 2 or 3
        "内设3个股室，即规划和财务股、丙股。",
        "内设3个股室（甲股（含信访）、乙股、丙股）。",  # brackets inside a name
        "内设3个股室，分别为甲股、乙股（含信访）、丙股（负责：财务、资产）。",
        "下设3家单位，具体为：甲站、乙站、丙站。",
        "内设甲股、乙股、丙股3个股室。",
        "下设甲站、乙站和丙站等3个单位。",
    ],
)
def test_as_many_names_as_are_counted(text: str) -> None:
    found = listed(text)
    assert found is not None
    assert (found.kind, found.verdict) == (Kind.LIST_COUNT, Verdict.CONSISTENT)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内设4个股室（甲股、乙股、丙股）。", 3),
        ("内设2个股室，分别为甲股、乙股、丙股。", 3),
        ("内设5个股室：甲股、乙股和丙股。", 2),  # two names or three; both miss
    ],
)
def test_more_or_fewer_names_than_counted(text: str, names: int) -> None:
    found = listed(text)
    assert found is not None
    assert (found.verdict, expected(found), found.open) == (Verdict.INCONSISTENT, Decimal(names), ())


def test_等_leaves_a_list_open() -> None:
    assert listed("内设4个股室（甲股、乙股、丙股等）。") is None
    assert listed("内设4个股室（甲股、乙股、丙股等内设机构）。") is None
    assert listed("内设2个股室（甲股、乙股、丙股等）。") is None


@pytest.mark.parametrize(
    "text",
    [
        "内设4个股室，人员充实，分别为甲股、乙股、丙股。",  # a clause between
        "内设4个股室，包括甲股，乙股、丙股。",  # a comma: running text
        "内设4个股室（甲股3人、乙股2人、丙股1人）。",  # figures: another claim
        "内设4个股室（甲股）。",
        "内设约4个股室（甲股、乙股、丙股）。",
        "内设不少于4个股室（甲股、乙股、丙股）。",
        "增加4个股室（甲股、乙股、丙股）。",
        "内设1个股室（甲股、乙股、丙股）。",
        "培训4人（甲、乙、丙）。",  # people are counted, not listed
        "参加的有甲、乙、丙3人。",
        "甲股、乙股、丙股4个股室。",  # before the count: where the list begins is not sure
        "内设4个股室。甲股、乙股、丙股。",
        "内设4个股室（甲股、乙股、丙股，",
        "内设4个股室（甲股、乙股（含信访、丙股）。",  # a bracket left open
        "全市20个县（市、区）参加。",  # other kinds of the unit
        "涉及9个乡（镇、街道）。",
        "建成12个村（社区、居委会）服务点。",
    ],
)
def test_what_is_no_plain_list_is_left_alone(text: str) -> None:
    assert listed(text) is None


@pytest.mark.parametrize(
    ("body", "fewest", "most"),
    [
        ("甲股、乙股", 2, 2),
        ("甲股、乙股和丙股", 2, 3),
        ("甲股和乙股、丙股", 2, 3),
        ("甲股、乙股以及丙股", 2, 3),
        ("甲与乙、丙及丁", 2, 4),
    ],
)
def test_names_with_a_joining_word_may_be_one_or_two(body: str, fewest: int, most: int) -> None:
    found = names_in(body)
    assert found is not None
    assert found[:2] == (fewest, most)


@pytest.mark.parametrize("body", ["甲股", "甲股,乙股", "甲股2个、乙股", "甲股、", "甲" * 25 + "、乙"])
def test_what_is_no_list_of_names(body: str) -> None:
    assert names_in(body) is None


# —— form lines ——


def amounts_of(text: str) -> list[Decimal]:
    return [one.quantity.value for line in form_mentions(lines(text)).values() for one in line if one.quantity is not None]


def test_a_number_alone_behind_its_label_takes_the_unit_above() -> None:
    assert amounts_of("项目资金(万元)\n年度资金总额 640\n其中:中央资金:400.5\n地方资金 1,239.50") == [
        6_400_000,
        4_005_000,
        12_395_000,
    ]
    assert amounts_of("单位:元\n年度资金总额 640") == [640]
    (found,) = form_mentions(["项目资金(万元)", "年度资金总额 64.0"])[1]
    assert (found.quote, found.quantity.step if found.quantity else None) == ("64.0", 1000)


@pytest.mark.parametrize(
    "text",
    [
        "年度资金总额 640",  # no unit above
        "项目资金(万元)\n培训人数 640",
        "项目资金(万元)\n得分 96",
        "项目资金(万元)\n年度资金执行率 96",
        "项目资金(万元)\n2022",
        "项目资金(万元)\n年度资金总额,640",
        "项目资金(万元)\n年度资金总额 640 320",
        "项目资金(万元)\n示例局(虚构)成立于 1984 年",
        "项目资金(万元)\n" + "说明文字。\n" * 9 + "年度资金总额 640",
        "本表所列资金一律以人民币计算，" * 5 + "单位:万元\n年度资金总额 640",
    ],
)
def test_elsewhere_a_bare_number_takes_no_unit(text: str) -> None:
    assert amounts_of(text) == []


def test_a_unit_stands_at_most_nine_lines_above_form_lines_not_counted() -> None:
    assert amounts_of("项目资金(万元)\n" + "说明文字。\n" * 8 + "年度资金总额 640") == [6_400_000]
    many = "年度资金总额 640\n" * 20
    assert len(amounts_of("项目资金(万元)\n" + many.strip())) == 20


def test_a_form_line_is_a_figure_of_the_prose_on_its_form() -> None:
    (found,) = prose("项目资金（万元）\n年度资金总额 640").figures
    assert (found.label, found.zone, found.place.ref) == ("年度资金总额", "form", "第2行")


def test_a_line_of_several_labels_gives_each_number_the_unit() -> None:
    text = "单位:万元\n(一)基本支出:912.60(其中:工资福利支出 798.35;商品和服务支出 114.25)"
    assert amounts_of(text) == [9_126_000, 7_983_500, 1_142_500]
    assert (
        amounts_of("单位:万元\n(一)基本支出:912.60,较上年增加2.50,主要是增人") == []
    )  # words of their own: a sentence, no form
    assert amounts_of("单位:万元\n甲县:912.60;乙县人数:40") == []  # what is no money makes the line none


def test_points_and_percentages_of_a_form_need_no_head() -> None:
    found = form_mentions(["预算执行率(%):95", "分值:10", "得分:9.5", "满意度 96", "得分 9.5"])
    assert {line: (one.dimension, one.quote) for line, (one,) in found.items()} == {
        0: ("percent", "95"), 1: ("score", "10"), 2: ("score", "9.5"),
    }  # fmt: skip


@pytest.mark.parametrize("opened", ["四类重点对象(即", "四类重点对象(", "四类重点对象(包括"])
def test_a_list_whose_bracket_is_cut_off_is_not_counted(opened: str) -> None:
    assert list_relations(prose(opened + "甲类农户、乙类特困\n第二行")) == []
    assert len(wrong(list_relations(prose(opened + "甲类农户、乙类特困)。")))) == 1
