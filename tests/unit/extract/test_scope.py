"""Which figures claim to be the parts of a total: each scope word, what it must not take, where its list ends, what widens it."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Verdict
from tests.unit.extract.passages import claim, quotes, reading

TWO = ["80.15万元", "20.10万元"]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元。", "strong"),
        ("投入100.25万元。其中：市级80.15万元，县级20.10万元。", "strong"),
        ("投入100.25万元，分别为市级80.15万元、县级20.10万元。", "strong"),
        ("投入100.25万元，分别是市级80.15万元、县级20.10万元。", "strong"),
        ("投入100.25万元，即市级80.15万元、县级20.10万元。", "strong"),
        ("投入100.25万元，具体为市级80.15万元、县级20.10万元。", "strong"),
        ("投入100.25万元，按资金来源划分，市级80.15万元，县级20.10万元。", "strong"),
        ("投入100.25万元，按级次分为市级80.15万元，县级20.10万元。", "strong"),
        ("投入100.25万元（市级80.15万元，县级20.10万元）。", "strong"),
        ("投入100.25万元[市级80.15万元，县级20.10万元]。", "strong"),
        ("投入100.25万元，包括市级80.15万元、县级20.10万元。", "medium"),
        ("投入100.25万元，具体如下：市级80.15万元、县级20.10万元。", "medium"),
        ("投入100.25万元：市级80.15万元、县级20.10万元。", "medium"),
        ("投入100.25万元，含市级80.15万元、县级20.10万元。", "weak"),
        ("投入100.25万元，主要包括市级80.15万元、县级20.10万元。", "weak"),
        ("投入100.25万元，主要是市级80.15万元、县级20.10万元。", "weak"),
        ("投入100.25万元，主要用于甲80.15万元、乙20.10万元。", "weak"),
        ("投入100.25万元，涉及甲80.15万元、乙20.10万元。", "weak"),
        ("投入100.25万元，其中：主要是市级80.15万元、县级20.10万元。", "weak"),
    ],
)
def test_a_scope_word_makes_what_follows_parts(text: str, strength: str) -> None:
    found = claim(text, "100.25万元")

    assert found is not None
    assert quotes(found.top) == TWO
    assert found.strength == strength
    assert not found.after


def test_包括_of_counted_things_is_strong() -> None:
    found = claim("设施35处，包括泵站12处、水闸23处。", "35处")

    assert found is not None
    assert (found.strength, quotes(found.top)) == ("strong", ["12处", "23处"])


@pytest.mark.parametrize(
    "text",
    [
        "投入100.25万元，要求立即拨付甲80.15万元、乙20.10万元。",
        "投入100.25万元，随即拨付甲80.15万元、乙20.10万元。",
        "投入100.25万元，即将拨付甲80.15万元、乙20.10万元。",
        "投入100.25万元，即使拨付甲80.15万元、乙20.10万元。",
        "投入100.25万元，主要是因为甲80.15万元、乙20.10万元。",
        "投入100.25万元，主要为了甲80.15万元、乙20.10万元。",
        "投入100.25万元，含税甲80.15万元、乙20.10万元。",
        "投入100.25万元。工作任务繁重，其中市级80.15万元、县级20.10万元。",
        "投入100.25万元。资金使用按照上级规定办理，严格执行各项制度：市级80.15万元、县级20.10万元。",
        "投入100.25万元。\n1、市级80.15万元。\n2、县级20.10万元。",
        "投入100.25万元。\n一是市级80.15万元。\n二是县级20.10万元。",
        "投入100.25万元，市级80.15万元，县级20.10万元。",
        "投入100.25万元（包括结转），市级80.15万元，县级20.10万元。",
        "投入100.25万元（其中无结转），市级80.15万元，县级20.10万元。",
        "投入100.25万元（市级80.15万元，\n县级20.10万元）。".replace("（", "\n（"),
        "2022年、2023年分别投入80.15万元、100.25万元，县级20.10万元。",
    ],
)
def test_what_only_looks_like_a_scope_word_claims_nothing(text: str) -> None:
    assert claim(text, "100.25万元") is None


def test_a_bracket_far_behind_the_figure_is_not_its_breakdown() -> None:
    """Twenty characters at most: a bracket behind another noun breaks that noun down."""
    assert (
        claim("投入100.25万元，县里同时组织了三类不同项目的实施工作（市级80.15万元，县级20.10万元）。", "100.25万元") is None
    )


def test_a_colon_counts_only_beside_its_figure_or_behind_a_counted_noun() -> None:
    near = claim("投入100.25万元用于工程:市级80.15万元、县级20.10万元。", "100.25万元")
    far = claim("投入100.25万元用于全县各乡镇公路养护的工程:市级80.15万元、县级20.10万元。", "100.25万元")
    counted = claim("投入100.25万元用于全县各乡镇公路养护的2个项目:甲80.15万元、乙20.10万元。", "100.25万元")

    assert near is not None
    assert far is None
    assert counted is not None


def test_其中_behind_a_change_belongs_to_the_level_before_it() -> None:
    text = "投入100.25万元，比上年增加9.30万元，其中：市级80.15万元、县级20.10万元。"
    found = claim(text, "100.25万元")

    assert found is not None
    assert quotes(found.top) == TWO


@pytest.mark.parametrize("word", ["共计", "合计", "总计", "总共", "合计为", "共计投入", "合计支出"])
def test_a_list_before_its_total(word: str) -> None:
    found = claim(f"市级80.15万元，县级20.10万元，{word}100.25万元。", "100.25万元")

    assert found is not None
    assert found.after
    assert (found.strength, quotes(found.top)) == ("strong", TWO)


@pytest.mark.parametrize(
    "text",
    [
        "市级80.15万元。县级20.10万元，合计100.25万元。",  # the sentence ends: one figure is left
        "市级80.15万元，县级20.10万元，支出100.25万元。",
        "市级80.15万元，县级20.10万元，合计数额不大，投入100.25万元。",
        "市级80.15万元，总投入20.10万元，合计100.25万元。".replace("总投入", "共计"),
    ],
)
def test_a_list_before_a_total_needs_the_word_and_two_figures_of_its_sentence(text: str) -> None:
    assert claim(text, "100.25万元") is None


# —— where the list ends ——


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元。乙镇3.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元\n乙镇3.20万元", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，另有捐款3.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，另外捐款3.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，此外捐款3.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，同时捐款3.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，累计支出93.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元，合计100.25万元。", TWO),
        ("投入100.25万元（市级80.15万元，县级20.10万元），支出93.20万元。", TWO),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元、捐款3.20万元。", [*TWO, "3.20万元"]),
        ("投入100.25万元，其中：市级80.15万元、比上年增加3.20万元、县级20.10万元。", TWO),
    ],
)
def test_a_list_ends_with_its_sentence_its_bracket_or_what_stands_besides(text: str, parts: list[str]) -> None:
    found = claim(text, "100.25万元")

    assert found is not None
    assert quotes(found.top) == parts


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("投入100.25万元，其中：市级80.15万元（结转9.30万元），县级20.10万元。", ["80.15万元", "9.30万元", "20.10万元"]),
        ("投入100.25万元，其中：市级80.15万元，其中结转9.30万元；县级20.10万元。", ["80.15万元", "9.30万元", "20.10万元"]),
        ("投入100.25万元，其中：市级80.15万元，含结转9.30万元；县级20.10万元。", ["80.15万元", "9.30万元", "20.10万元"]),
        ("投入100.25万元，其中：市级80.15万元（其中结转9.30万元），县级20.10万元。", ["80.15万元", "9.30万元", "20.10万元"]),
        ("投入100.25万元，其中：市级80.15万元，县级资金（包括结转）20.10万元。", TWO),
    ],
)
def test_what_breaks_down_a_part_is_no_part(text: str, every: list[str]) -> None:
    found = claim(text, "100.25万元")

    assert found is not None
    assert quotes(found.top) == TWO
    assert quotes(found.all) == every


@pytest.mark.parametrize("marks", [("1、", "2、"), ("（1）", "（2）"), ("一是", "二是"), ("①", "②")])
def test_lines_with_list_marks_go_on_a_list_that_a_colon_opened(marks: tuple[str, str]) -> None:
    first, second = marks
    found = claim(
        f"投入100.25万元，具体如下：\n{first}市级80.15万元。\n{second}县级20.10万元。\n另记3.20万元。", "100.25万元"
    )

    assert found is not None
    assert quotes(found.top) == TWO


def test_lines_without_list_marks_are_a_list_only_where_they_are_of_one_division() -> None:
    assert claim("投入100.25万元，具体如下：\n道路80.15万元。\n水利20.10万元。", "100.25万元") is None
    found = claim("投入100.25万元，具体如下：\n市级80.15万元。\n县级20.10万元。", "100.25万元")
    assert found is not None
    assert quotes(found.top) == ["80.15万元", "20.10万元"]


def test_a_line_between_ends_the_list() -> None:
    text = "投入100.25万元，具体如下：\n1、市级80.15万元。\n资金已全部到位。\n2、县级20.10万元。"
    found = claim(text, "100.25万元")

    assert found is not None
    assert quotes(found.top) == ["80.15万元"]


def test_form_lines_under_其中_are_parts() -> None:
    text = "项目资金（万元）\n年度资金总额 100.25\n其中：市级资金 80.15\n县级资金 20.10"
    found = claim(text, "100.25")

    assert found is not None
    assert quotes(found.top) == ["80.15", "20.10"]
    loose = text.replace("市级资金", "设备购置").replace(
        "县级资金", "人员培训"
    )  # of no one division: only 其中 makes them parts
    assert claim(loose, "100.25") is not None
    assert claim(loose.replace("其中：", ""), "100.25") is None
    assert claim(loose.replace("其中：", "包括："), "100.25") is None


# —— readings ——


def test_readings_are_the_parts_all_figures_and_beginnings_never_a_choice() -> None:
    found = claim("投入9.6万元，其中：甲1.1万元（乙2.2万元），丙3.3万元。", "9.6万元")
    assert found is not None

    assert [quotes(one) for one in found.readings()] == [
        ["1.1万元", "3.3万元"],
        ["1.1万元", "2.2万元", "3.3万元"],
        ["1.1万元"],
        ["1.1万元", "2.2万元"],
        ["1.1万元"],
    ]


def test_a_list_before_its_total_is_read_from_its_end() -> None:
    found = claim("甲1.1万元，乙2.2万元，丙3.3万元，合计6.6万元。", "6.6万元")
    assert found is not None

    assert [quotes(one) for one in found.readings()] == [
        ["1.1万元", "2.2万元", "3.3万元"],
        ["2.2万元", "3.3万元"],
        ["3.3万元"],
    ]


# —— what widens ——


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元等。", "100.25万元", "等"),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元配套等资金。", "100.25万元", "等"),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元……", "100.25万元", "截断"),
        ("投入约100.25万元，其中：市级80.15万元、县级20.10万元。", "100.25万元", "约数"),
        ("投入100.25万元，其中：市级80.15万元、县级近20.10万元。", "100.25万元", "约数"),
        ("投入100.25万元，其中：市级80.15万元、县级**万元。", "100.25万元", "数字被遮盖"),
        ("投入100.25万元，主要包括市级80.15万元、县级20.10万元。", "100.25万元", "列举不全的说法"),
        ("投入100.25万元，其中：市级80.15万元、市级20.10万元。", "100.25万元", "同名各项"),
        ("市级投入100.25万元，其中：市级投入80.15万元、县级20.10万元。", "100.25万元", "与合计同名"),
        ("投入100.25万元，其中：80.15万元、县级20.10万元。", "100.25万元", "没有名称"),
        ("投入100.25万元，其中：预算80.15万元、支出20.10万元。", "100.25万元", "口径不一"),
        ("结余100.25万元，其中：市级80.15万元、县级20.10万元。", "100.25万元", "口径不一"),
        ("人员35人，其中：党员12人、女职工23人。", "35人", "可交叉的分类"),
        ("人员35人，其中：12人退休、干部23人。", "35人", "可交叉的分类"),
    ],
)
def test_a_word_that_widens_is_kept_with_the_claim(text: str, quote: str, reason: str) -> None:
    found = claim(text, quote)

    assert found is not None
    assert reason in found.open


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元。", "100.25万元"),
        ("投入100.25万元，其中：市级80.15万元、县级20.10万元。等级为优。", "100.25万元"),
        ("支出100.25万元，其中：基本支出80.15万元、项目支出20.10万元。", "100.25万元"),
        ("投入100.25万元，其中：80.15万元用于甲村、20.10万元用于乙村。", "100.25万元"),
        ("编制35人，其中：行政12人、事业23人。", "35人"),
    ],
)
def test_a_plain_list_has_nothing_open(text: str, quote: str) -> None:
    found = claim(text, quote)

    assert found is not None
    assert found.open == ()


def test_a_total_by_its_own_word_with_figures_behind_it_is_a_bare_claim_always_open() -> None:
    found = claim("总投资100.25万元，市级80.15万元，县级20.10万元。", "100.25万元")
    assert found is not None

    assert (found.strength, quotes(found.top)) == ("bare", TWO)
    assert "没有“其中”一类的说法" in found.open


@pytest.mark.parametrize(
    "text",
    [
        "总投资100.25万元，市级80.15万元。县级20.10万元。",
        "总投资100.25万元，预算80.15万元，支出20.10万元。",
        "投资100.25万元，市级80.15万元，县级20.10万元。",
    ],
)
def test_no_bare_claim_over_a_sentence_s_end_over_two_kinds_or_without_a_total_s_word(text: str) -> None:
    assert claim(text, "100.25万元") is None


FUNDS = "单位：万元\n项目资金总额：{}\n中央资金：192.00\n省级资金：124.00\n县级资金：74.00\n支出总额：370.50"


def test_lines_of_one_division_under_a_form_s_total_are_its_parts() -> None:  # 192 + 124 + 74 = 390
    assert [one.verdict for one in reading(FUNDS.format("390.00")).relations if one.stated.quote == "390.00"] == [
        Verdict.CONSISTENT
    ]
    (found,) = (one for one in reading(FUNDS.format("396.00")).relations if one.verdict is Verdict.INCONSISTENT)
    assert ([one.quote for one in found.operands], found.edit, bool(found.open)) == (
        ["192.00", "124.00", "74.00"],
        "396.00→390.00",
        True,
    )


def test_money_carried_over_from_last_year_is_this_year_s_on_a_form() -> None:
    text = "项目资金情况（单位：元）\n年度资金总额 3828000\n其中：当年财政拨款 2680000\n上年结转资金 844000\n其他资金 304000"
    (found,) = (one for one in reading(text).relations if one.stated.quote == "3828000")
    assert (found.verdict, len(found.operands)) == (Verdict.CONSISTENT, 3)


OVER_PARAGRAPHS = (
    "基本支出{}元，其中：\n人员经费809,961.19元，主要包括基本工资12,000.00元。\n公用经费71,339.20元，主要包括办公费。\n"
)


def test_a_paragraph_each_behind_其中_at_the_end_of_a_line() -> None:  # 809,961.19 + 71,339.20 = 881,300.39
    found = claim(OVER_PARAGRAPHS.format("881,300.39"), "881,300.39元")
    assert found is not None
    assert quotes(found.top) == ["809,961.19元", "71,339.20元"]
    (wrong,) = (
        one for one in reading(OVER_PARAGRAPHS.format("911,000.39")).relations if one.verdict is Verdict.INCONSISTENT
    )
    assert (wrong.stated.quote, bool(wrong.open)) == ("911,000.39元", True)


def test_paragraphs_of_no_one_division_are_no_parts() -> None:
    text = "项目支出300.00万元，其中：\n设备购置120.00万元，已完成。\n人员培训80.00万元，已完成。"
    assert claim(text, "300.00万元") is None


def test_a_paragraph_without_an_amount_ends_the_list() -> None:
    text = OVER_PARAGRAPHS.format("881,300.39").replace("\n公用", "\n以上经费由财务室核算。\n公用")
    assert claim(text, "881,300.39元") is None


def test_a_bracket_that_the_end_of_its_line_cuts_says_nothing() -> None:
    text = "设备投资895.75万元（其中水泵798.35万元、阀门96.40万元"
    assert [one.verdict for one in reading(text + "、管件").relations] == [Verdict.UNVERIFIABLE]
    assert [one.verdict for one in reading(text + "）。").relations] == [Verdict.INCONSISTENT]
