"""What the terminal says: the place first, the summary on top, both languages with the same slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.checks.check import checks
from jixiao.errors import Fault
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Scorecard, Trace
from jixiao.model.quantity import Quantity
from jixiao.model.review import Coverage, Review, Unreadable
from jixiao.writers.score_text import scorecard_text, trace_text
from jixiao.writers.text import review_text
from jixiao.writers.words import KINDS, WORDS

CHECKS = dict(checks.items())
HERE, THERE = Place("", "正文", "第5段"), Place("", "表1", "C4")


def operand(quote: str, place: Place = HERE, label: str = "") -> Operand:
    return Operand(Quantity(Decimal(1), "人", text="1", printed_unit="人"), quote, place, label)


def finding(level: Level, **more: object) -> Finding:
    fields: dict[str, object] = {
        "message": "各级相加为 11 人，与总数 10 人不符", "stated": "10", "expected": "11", "unit": "人",
        "rests_on": (operand("1人", HERE, "正科级"), operand("6人", THERE, "科员6人")), "changes": "等级 优→良", **more,
    }  # fmt: skip
    return Finding("AR02", "counts_not_total", level, HERE, "在职人数10名，其中正科级1人", **fields)  # type: ignore[arg-type]


def review(*findings: Finding) -> Review:
    holds = Relation(
        Kind.SUM, operand("86.124万元"), (operand("80.749万元"), operand("5.375万元")), Verdict.CONSISTENT, "", HERE
    )
    rounded = replace(holds, verdict=Verdict.ROUNDING, stated=operand("130.651万元"))
    cut = replace(rounded, detail="truncated")
    wrong = replace(holds, verdict=Verdict.INCONSISTENT, stated=operand("99万元"))
    return Review(
        "报告.txt", "", "txt", "", 2021, findings, (holds, rounded, cut, wrong), (), Coverage(41, 23), ("已接受修订",)
    )


def test_the_summary_and_the_place_come_first() -> None:
    lines = review_text([review(finding(Level.ERROR), finding(Level.WARNING), finding(Level.WARNING))], CHECKS).splitlines()
    assert lines[0] == "报告.txt: 确定有误 1 处、需说明 2 处、提示 0 处；可核 23/41 个数"
    assert lines[1] == "    说明：已接受修订"
    assert lines[3] == "报告.txt:正文!第5段: 错误 AR02 分项人数、个数之和不等于合计"
    assert lines[4:8] == [
        "    各级相加为 11 人，与总数 10 人不符", "    原文：在职人数10名，其中正科级1人", "    依据：正科级1人、科员6人（表1!C4）", "    影响：等级 优→良",
    ]  # fmt: skip


def test_what_the_message_says_is_not_said_again() -> None:
    text = review_text([review(finding(Level.INFO, message="", changes="", rests_on=()))], CHECKS)
    assert "    写的是 10人，应为 11人" in text.splitlines()
    assert "影响" not in text and "依据" not in text
    assert "写的是" not in review_text([review(finding(Level.INFO))], CHECKS)


def test_long_quotes_are_cut() -> None:
    long = replace(finding(Level.INFO), quote="甲" * 200)
    assert f"    原文：{'甲' * 59}…" in review_text([review(long)], CHECKS).splitlines()


def test_silence_is_said_and_unreadable_files_are_told() -> None:
    assert "    没有发现疑点" in review_text([review()], CHECKS)
    text = review_text([Unreadable("坏.docx", "", (Fault("坏.docx", "不是 Word 文件", "请另存"),))], CHECKS)
    assert text.splitlines()[:2] == ["坏.docx: 无法审核", "    坏.docx：不是 Word 文件。请另存"]


def test_relations_that_hold_are_listed_on_request_only() -> None:
    shown = review_text([review()], CHECKS, show_verified=True).splitlines()
    assert "核对无误的关系（3 条）" in shown
    assert "报告.txt:正文!第5段: 合计 86.124万元 ← 80.749万元、5.375万元" in shown
    assert any("130.651万元" in line and line.endswith("（四舍五入之内）") for line in shown)
    assert any(line.endswith("（截位）") for line in shown)
    assert not any("99万元" in line for line in shown)
    assert "合计" not in review_text([review()], CHECKS)
    bare = replace(review(), relations=())
    assert "没有可以核对的关系" in review_text([bare], CHECKS, show_verified=True)


def test_every_kind_of_relation_has_its_word() -> None:
    assert set(KINDS) == {str(kind) for kind in Kind}


def test_both_languages_have_the_same_words_with_the_same_slots() -> None:
    assert set(WORDS["zh"]) == set(WORDS["en"])
    for key, text in WORDS["zh"].items():
        assert sorted(re.findall(r"\{(\w+)\}", text)) == sorted(re.findall(r"\{(\w+)\}", WORDS["en"][key])), key
    assert not [key for key, text in WORDS["en"].items() if not text.isascii()]


def test_english_frames_hold_no_chinese_of_their_own() -> None:
    lines = review_text([review(finding(Level.ERROR))], CHECKS, "en", show_verified=True).splitlines()
    assert lines[0] == "报告.txt: 1 certainly wrong, 0 to be explained, 0 hints; 23 of 41 figures could be checked"
    assert lines[3] == "报告.txt:正文!第5段: error AR02 counts not total"
    assert "    changes: 等级 优→良" in lines
    assert any(": sum 86.124万元 ← " in line for line in lines)


def scorecard() -> Scorecard:
    fact = Fact("staff_in_post", Quantity(Decimal(12), "人", text="12", printed_unit="人"), place=Place("", "案卷", "第3行"))
    trace = Trace(
        "在职 / 编制",
        (Input("在职", "12人", fact),),
        "12人 ÷ 10人",
        "120%",
        "规则",
        "比100%高20个百分点",
        "两位小数",
        "r.yaml:3",
        "来源",
    )
    known = IndicatorScore(
        "staffing", ("投入", "预算配置"), "在职人员控制率", Decimal(5), Known(Fraction(120)), Known(Fraction(7, 2)), Fraction(7, 2), Fraction(7, 2),
        "控制率120%，得3.5分。", trace, "%", "在职人员不超过编制", "评价小组",
    )  # fmt: skip
    lacking = Missing(("编制数",))
    missing = replace(known, id="b", name="满意度", score=lacking, value=lacking, for_full_marks="", sentence="缺编制数。")
    absent = replace(missing, id="c", name="楼堂馆所", score=NotApplicable("无"), weight=None)
    return Scorecard(
        "demo",
        "",
        "演示规则",
        True,
        "示例局（虚构）",
        2021,
        Decimal(100),
        (known, missing, absent),
        lacking,
        Fraction(0),
        Fraction(95),
        notes=("未经核实",),
    )


def test_a_scorecard_tells_total_reasons_and_lacks() -> None:
    lines = scorecard_text(scorecard()).splitlines()
    assert lines[:4] == [
        "示例局（虚构） 2021年度自评", "评价规则：demo 演示规则", "规则中有未核实原文的分值，已按要求使用",
        "得分暂不能算出（满分 100 分）：按现有数据，介于 0.00 分和 95.00 分之间",
    ]  # fmt: skip
    assert lines[5].split() == ["3.50/5", "在职人员控制率", "控制率120%，得3.5分。"]
    assert lines[6].strip() == "这样可得满分：在职人员不超过编制"
    assert lines[7].split()[0] == "待补充/5" and lines[8].split()[0] == "不适用/—"
    assert lines[-4:] == ["待补充（1 项）", "  编制数", "", "说明：未经核实"]


def test_columns_line_up_although_chinese_is_broader() -> None:
    lines = scorecard_text(scorecard()).splitlines()

    def column(line: str, word: str) -> int:
        return sum(1 if mark.isascii() else 2 for mark in line[: line.index(word)])

    assert column(lines[5], "控制率120%") == column(lines[7], "缺编制数") == column(lines[6], "这样可得满分")


@pytest.mark.parametrize(
    ("grade", "line"), [("优", "得分 90.00 分（满分 100 分），等级 优"), ("", "得分 90.00 分（满分 100 分）")]
)
def test_a_known_total_bears_its_grade(grade: str, line: str) -> None:
    card = replace(scorecard(), total=Known(Fraction(90)), grade=grade, allow_recalled=False)
    assert scorecard_text(card).splitlines()[2] == line


@dataclass(frozen=True)
class Traced:
    indicator: IndicatorScore
    scorecard: Scorecard


def test_a_trace_goes_from_figures_and_places_to_the_score() -> None:
    card = scorecard()
    assert trace_text(Traced(card.indicators[0], card)).splitlines() == [
        "示例局（虚构） 2021年度自评", "投入 › 预算配置 › 在职人员控制率", "得分 3.50/5", "控制率120%，得3.5分。",
        "  公式：在职 / 编制", "  数据：在职 12人（案卷!第3行）", "  代入：12人 ÷ 10人", "  评分标准：规则", "  适用：比100%高20个百分点",
        "  取位：两位小数", "  规则位置：r.yaml:3", "  规则出处：来源", "  评定人：评价小组", "  这样可得满分：在职人员不超过编制",
    ]  # fmt: skip
    english = trace_text(Traced(card.indicators[1], card), "en")
    assert "score missing/5" in english and "formula: 在职 / 编制" in english
