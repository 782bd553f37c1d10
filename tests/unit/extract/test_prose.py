"""Figures in context: label, role, change, earlier year, phase, year, depth. Each row of the method's table, and what it must not take."""

from __future__ import annotations

import pytest

from jixiao.extract import cues
from jixiao.extract.prose import is_list_line
from tests.unit.extract.passages import figure, lines, prose


@pytest.mark.parametrize(
    ("text", "quote", "label"),
    [
        ("示例局(虚构)支出12万元。", "12万元", "支出"),
        ("办公费3.2万元，差旅费1.5万元", "1.5万元", "差旅费"),
        ("其中科员（事业编制）6人", "6人", "其中科员"),
        ("科员[聘用](事业编制)6人", "6人", ""),
        ("办公经费：3.2万元", "3.2万元", "办公经费"),
        ("办公经费：（3.2万元）", "3.2万元", "办公经费"),
        ("办公经费（3.2万元）", "3.2万元", "办公经费"),
        ("办公经费3.2万元维修费1.5万元", "1.5万元", "维修费"),
        ("“三公”经费支出3.2万元", "3.2万元", "三公经费支出"),
        ("《示例办法》奖励3.2万元", "3.2万元", "奖励"),
        ("3.2万元", "3.2万元", ""),
    ],
)
def test_the_label_stands_before_back_to_punctuation_quote_or_figure(text: str, quote: str, label: str) -> None:
    assert figure(text, quote).label == label


def test_a_label_does_not_reach_over_a_line_end_or_further_than_forty_characters() -> None:
    assert figure("办公经费\n3.2万元", "3.2万元").label == ""
    long = "示例" * 30
    assert figure(f"{long}3.2万元", "3.2万元").label == "示例" * 20


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("30万元用于甲村道路", "用于甲村道路"),
        ("30万元用于甲村，其余未动", "用于甲村"),
        ("30万元用于2座桥", "用于"),
        ("30万元。", ""),
        ("30万元“示例工程”补助", ""),
    ],
)
def test_what_stands_behind_is_kept_to_punctuation_or_a_digit(text: str, after: str) -> None:
    assert figure(text, "30万元").after == after


ROLES = {
    "left": "结余 结转 剩余 余款 未支 未使用 余额 未拨 未支付 未支出 未拨付 尚未执行 未列支 未发放",
    "spent": "支出 执行 支付 发放 使用 列支 报账 支用",
    "received": "到位 收到 到账",
    "plan": "预算 计划 安排 批复 下达 拨入 投入 分配 投资 任务 目标 指标 申请 需 补助",
}


@pytest.mark.parametrize(("role", "word"), [(role, word) for role, words in ROLES.items() for word in words.split()])
def test_the_role_is_in_the_label_or_else_behind(role: str, word: str) -> None:
    assert figure(f"{word}资金12万元", "12万元").role == role
    assert figure(f"12万元{word}", "12万元").role == role


def test_of_two_role_words_the_last_decides_and_a_change_has_none() -> None:
    assert figure("支出预算12万元", "12万元").role == "plan"
    assert figure("预算支出12万元", "12万元").role == "spent"
    assert figure("支出12万元用于预算编制", "12万元").role == "spent"
    assert figure("工作经费12万元", "12万元").role == ""
    assert figure("其中12万元用于支付欠款", "12万元").role == "spent"  # 其中 and 共 name nothing
    assert figure("安排12万元用于支付欠款", "12万元").role == "plan"
    assert figure("支出减少12万元", "12万元").role == ""


UP = "增加 增长 上升 提高 超出 多 新增 调增 追加"
DOWN = "减少 下降 降低 压减 压缩 节约 少 调减"


@pytest.mark.parametrize("verb", [*UP.split(), *DOWN.split()])
def test_a_number_right_behind_a_verb_of_change_is_a_change(verb: str) -> None:
    for tail in ("", "了", "额", "数", "为", "达", "约", "额为", "率为"):
        assert figure(f"支出较上年{verb}{tail}3.2万元", "3.2万元").change == verb
    assert cues.direction(verb) == (1 if verb in UP.split() else -1)


@pytest.mark.parametrize(
    "text",
    ["支出减少后为3.2万元", "减少浪费，支出3.2万元", "增加支出的项目3.2万元", "不少于3.2万元", "至少3.2万元", "支出3.2万元"],
)
def test_a_verb_that_is_not_right_before_the_number_makes_no_change(text: str) -> None:
    assert figure(text, "3.2万元").change == ""


def test_a_verb_of_no_known_direction_has_none() -> None:
    assert cues.direction("调整") == 0


@pytest.mark.parametrize(
    "text",
    [
        "较2020年0.03万元增加",
        "比上年同期0.03万元增加",
        "与上年决算数0.03万元相比",
        "较年初预算0.03万元减少",
        "上年度0.03万元",
        "去年同期为0.03万元",
        "本年0.05万元，上年0.03万元",
    ],
)
def test_an_amount_compared_with_is_an_earlier_one(text: str) -> None:
    assert figure(text, "0.03万元").prior


@pytest.mark.parametrize(
    "text",
    [
        "2020年0.03万元",
        "较上年增加0.03万元",
        "较上年好转，支出0.03万元",
        "较上年好转。支出0.03万元",
        "比武活动支出0.03万元",
        "支出0.03万元，较上年减少",
    ],
)
def test_what_is_only_near_a_comparison_is_no_earlier_amount(text: str) -> None:
    assert not figure(text, "0.03万元").prior


def test_a_figure_named_by_nothing_but_the_year_before_is_an_earlier_one() -> None:
    assert figure("2022年支出86.40万元，2021年为79.20万元。", "79.20万元").prior
    assert not figure("2022年支出86.40万元，2020年为79.20万元。", "79.20万元").prior  # two years back: no comparison
    assert not figure("2022年支出86.40万元。2021年为79.20万元。", "79.20万元").prior
    assert not figure("2022年在职86人，2021年为79.20万元。", "79.20万元").prior
    assert not figure("2022年支出86.40万元，2021年支出79.20万元。", "79.20万元").prior


@pytest.mark.parametrize(("words", "total"), [
    ("共计", True), ("合计", True), ("总计", True), ("总额", True), ("总数为", True), ("总投资", True), ("总收入", True), ("总支出", True),
    ("共", True), ("共安排各类资金", True), ("共安排了用于各类民生项目的资金", False), ("共用，", False), ("共3间，", False), ("支出", False),
])  # fmt: skip
def test_a_word_of_totality_counts_within_ten_characters_of_its_clause(words: str, total: bool) -> None:
    assert figure(f"{words}12.5万元", "12.5万元").total is total


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("计划培训120人", "plan"),
        ("已培训120人", "done"),
        ("计划办班，实际培训120人", "done"),
        ("已办班，计划再培训120人", "plan"),
        ("计划办班；培训120人", ""),
        ("计划办班。培训120人", ""),
        ("培训120人，已完成", ""),
        ("力争培训120人", "plan"),
        ("完成培训120人", "done"),
    ],
)
def test_the_phase_is_the_nearest_word_before_in_the_sentence(text: str, phase: str) -> None:
    assert figure(text, "120人").phase == phase


def test_the_year_is_the_nearest_to_the_left_in_the_paragraph() -> None:
    assert figure("2021年预算，2022年支出12万元，2023年再议", "12万元").year == 2022
    assert figure("2021年示例局(虚构)工作\n支出12万元", "12万元").year == 0
    assert figure("支出12万元，2021年付清", "12万元").year == 0
    assert (
        figure("2022年较2021年有所好转，支出12万元", "12万元").year == 2022
    )  # a year compared with is none of what follows
    assert figure("2022年支出较2021年9万元增加", "9万元").year == 2021


def test_brackets_go_deeper_and_a_line_end_closes_them_all() -> None:
    inside = prose("投入12万元（市级8万元【省补5万元】），县级4万元").figures
    assert [one.depth for one in inside] == [0, 1, 2, 0]
    assert [one.depth for one in prose("投入12万元（市级8万元\n县级4万元").figures] == [0, 1, 0]
    assert [one.depth for one in prose("投入）12万元（市级8万元").figures] == [0, 1]


def test_clauses_and_sentences_are_counted_through_the_whole_text() -> None:
    found = prose("甲1万元，乙2万元、丙3万元；丁4万元。戊5万元！己6万元\n庚7万元").figures
    assert [one.clause for one in found] == [0, 1, 2, 3, 4, 5, 6]
    assert [one.sentence for one in found] == [0, 0, 0, 0, 1, 2, 3]
    assert [one.paragraph for one in found] == [0] * 6 + [1]


def test_a_place_is_the_figure_s_own_characters_in_its_own_line_of_the_source() -> None:
    text = "示例局(虚构)\n　　办公费 １２．５ 万元，差旅费３万元"
    first, second = prose(text).figures
    raw = lines(text)[1]

    assert (first.place.ref, second.place.ref) == ("第2行", "第2行")
    assert first.place.span is not None
    assert second.place.span is not None
    assert raw[slice(*first.place.span)] == "１２．５ 万元"
    assert raw[slice(*second.place.span)] == "３万元"


@pytest.mark.parametrize(
    ("label", "core"),
    [
        ("其中我局全年共办公经费为", "办公经费"),
        ("2021年度差旅费", "差旅费"),
        ("一是办公经费", "办公经费"),
        ("截至办公经费约", "办公经费"),
        ("(1)办公经费", "办公经费"),
        ("合计", "合计"),
        ("截至2023年末在职人数", "年末在职人数"),
        ("2023年年初结转", "年初结转"),
        ("2023年度末在校生", "年度末在校生"),
        ("年初预算", "年初预算"),
    ],
)
def test_the_core_of_a_label_is_without_the_words_around_it(label: str, core: str) -> None:
    assert cues.core(label) == core


@pytest.mark.parametrize(
    "text", ["一、甲", "（一）甲", "1、甲", "1.甲", "(3)甲", "一是甲", "①甲", "⑴甲", "- 甲", "  十二、甲"]
)
def test_a_line_with_a_list_mark(text: str) -> None:
    assert is_list_line(text.replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("text", ["1.5万元", "甲", "2021年", "一些问题", "第一、甲", ""])
def test_a_line_without_one(text: str) -> None:
    assert not is_list_line(text)
