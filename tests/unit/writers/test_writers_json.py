"""JSON as contracted: the keys are written out by hand from the contract, the values from a worked example."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao import __version__
from jixiao.errors import Fault
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Scorecard, Trace
from jixiao.model.quantity import Quantity
from jixiao.model.review import Coverage, Review, Unreadable
from jixiao.writers.json import review_json
from jixiao.writers.score_json import scorecard_json

PLACE = Place("a" * 64, "正文", "第12段", (3, 9))


def money(text: str) -> Quantity:
    return Quantity(Decimal(text) * 10000, "元", Decimal(10), text=text, printed_unit="万元", factor=Decimal(10000))


def scorecard() -> Scorecard:
    fact = Fact("three_public_costs", money("6.10"), 2021, "executed", place=Place("b" * 64, "基础数据", "E14"))
    trace = Trace(
        "A / B × 100%", (Input("A", "6.10万元", fact), Input("B", "缺")), "6.10万元 ÷ 6.50万元", "93.85%", "规则", "未超过100%", "", "r.yaml:9", "来源", ("注",)
    )  # fmt: skip
    first = IndicatorScore(
        "control", ("过程", "预算管理"), "控制率", Decimal("7.0"), Known(Fraction(1220, 13)), Known(Fraction(7)), Fraction(7), Fraction(7),
        "未超过100%，得7分", trace, "%",
    )  # fmt: skip
    lacking = Missing(("编制数",))
    second = IndicatorScore(
        "staffing",
        ("投入",),
        "人员",
        Decimal(5),
        lacking,
        lacking,
        Fraction(0),
        Fraction(5),
        "缺",
        Trace(),
        "%",
        "不超过100%",
        "小组",
    )
    third = IndicatorScore(
        "none", (), "不适用项", None, NotApplicable("无"), NotApplicable("无"), Fraction(0), Fraction(0), "", Trace()
    )
    return Scorecard(
        "demo",
        "c" * 64,
        "规则",
        True,
        "示例局（虚构）",
        2021,
        Decimal(100),
        (first, second, third),
        lacking,
        Fraction(7),
        Fraction(12),
        notes=("说明",),
    )


def test_the_scorecard_has_the_keys_of_the_contract() -> None:
    data = json.loads(scorecard_json(scorecard()))
    assert list(data) == ["schema", "version", "rulebook", "agency", "year", "total", "indicators", "missing", "notes"]
    assert (data["schema"], data["version"], data["agency"], data["year"]) == (1, __version__, "示例局（虚构）", 2021)
    assert data["rulebook"] == {"id": "demo", "sha256": "c" * 64, "allow_recalled": True}
    assert data["total"] == {"status": "missing", "score": None, "of": "100", "range": ["7.00", "12.00"], "grade": None}
    assert (data["missing"], data["notes"]) == (["编制数"], ["说明"])
    contract = {
        "id",
        "path",
        "name",
        "weight",
        "status",
        "value",
        "score",
        "sentence",
        "for_full_marks",
        "trace",
        "missing",
        "judged_by",
    }
    for leaf in data["indicators"]:
        assert contract <= set(leaf)


def test_indicators_hold_strings_in_the_printed_unit_and_their_places() -> None:
    known, missing, inapplicable = json.loads(scorecard_json(scorecard()))["indicators"]
    assert (known["weight"], known["value"], known["unit"], known["score"], known["status"]) == (
        "7",
        "93.846154",
        "%",
        "7.00",
        "known",
    )
    assert known["trace"]["inputs"] == [
        {
            "item": "three_public_costs", "name": "A", "value": "6.10", "unit": "万元",
            "place": {"source": "b" * 64, "part": "基础数据", "ref": "E14", "span": None},
        },
        {"item": "B", "name": "B", "value": "缺", "unit": "", "place": None},
    ]  # fmt: skip
    assert known["trace"]["rulebook_line"] == "r.yaml:9" and known["trace"]["notes"] == ["注"]
    assert (missing["status"], missing["score"], missing["value"], missing["missing"]) == ("missing", None, None, ["编制数"])
    assert (missing["judged_by"], missing["for_full_marks"]) == ("小组", "不超过100%")
    assert (inapplicable["status"], inapplicable["weight"], inapplicable["score"]) == ("not_applicable", None, None)


def test_a_known_total_has_score_and_grade() -> None:
    from dataclasses import replace

    card = replace(
        scorecard(), total=Known(Fraction(2675, 1000)), low=Fraction(2675, 1000), high=Fraction(2675, 1000), grade="差"
    )
    total = json.loads(scorecard_json(card))["total"]
    assert total == {"status": "known", "score": "2.68", "of": "100", "range": ["2.68", "2.68"], "grade": "差"}


def review() -> Review:
    stated = Operand(money("130.651"), "130.651万元", PLACE, "总支出")
    parts = (Operand(money("86.124"), "86.124万元", PLACE), Operand(None, "**万元", PLACE))
    relation = Relation(
        Kind.SUM, stated, parts, Verdict.ROUNDING, "总支出130.651万元", PLACE,
        Quantity(Decimal("1306500"), "元", Decimal(10)), "rounding",
    )  # fmt: skip
    blank = Relation(Kind.RATE, Operand(None, "××%", PLACE), (), Verdict.UNVERIFIABLE, "执行率××%", PLACE, detail="no base")
    finding = Finding(
        "AR07",
        "sum_by_rounding",
        Level.INFO,
        PLACE,
        "总支出130.651万元",
        {"sum": "130.65"},
        "相差在四舍五入之内",
        "130.651",
        "130.65",
        "万元",
        parts[:1],
        "",
    )
    return Review("报告.txt", "a" * 64, "txt", "示例局（虚构）", None, (finding,), (relation, blank), (), Coverage(41, 23))


def test_reviews_have_the_keys_of_the_contract() -> None:
    data = json.loads(review_json([review()]))
    assert list(data) == ["schema", "version", "files"]
    entry = data["files"][0]
    assert list(entry) == [
        "file",
        "sha256",
        "kind",
        "agency",
        "year",
        "error",
        "findings",
        "waived",
        "relations",
        "coverage",
    ]
    assert (entry["file"], entry["year"], entry["error"]) == ("报告.txt", None, None)
    assert entry["coverage"] == {"figures": 41, "checked": 23}
    place = {"part": "正文", "ref": "第12段", "span": [3, 9]}
    operand = {"value": "86.124", "unit": "万元", "quote": "86.124万元", "place": place}
    finding: dict[str, Any] = entry["findings"][0]
    fingerprint = finding.pop("fingerprint")
    assert len(fingerprint) == 16 and fingerprint == review().findings[0].fingerprint
    assert finding == {
        "code": "AR07", "name": "sum_by_rounding", "level": "info", "message": "相差在四舍五入之内", "place": place,
        "quote": "总支出130.651万元", "stated": "130.651", "expected": "130.65", "unit": "万元", "operands": [operand], "changes": "",
    }  # fmt: skip
    assert entry["relations"][0] == {
        "kind": "sum", "stated": "130.651", "expected": "130.65", "unit": "万元",
        "operands": [operand, {"value": "", "unit": "", "quote": "**万元", "place": place}], "verdict": "rounding", "detail": "rounding",
        "quote": "总支出130.651万元", "place": place,
    }  # fmt: skip
    assert (entry["relations"][1]["stated"], entry["relations"][1]["expected"], entry["relations"][1]["verdict"]) == (
        "",
        "",
        "unverifiable",
    )


def test_an_unreadable_file_is_an_entry_with_its_error() -> None:
    faults = (Fault("坏.docx", "不是 Word 文件", "请另存"), Fault("", "已加密", "请另存"))
    entry = json.loads(review_json([review(), Unreadable("坏.docx", "b" * 64, faults)]))["files"][1]
    assert entry["error"] == {"message": "坏.docx：不是 Word 文件；已加密", "hint": "请另存"}
    assert (entry["findings"], entry["waived"], entry["relations"]) == ([], [], [])
    assert entry["coverage"] == {"figures": 0, "checked": 0}
    assert list(entry) == [
        "file",
        "sha256",
        "kind",
        "agency",
        "year",
        "error",
        "findings",
        "waived",
        "relations",
        "coverage",
    ]


def test_digits_stand_as_printed_or_as_what_they_mean() -> None:
    def stated(quantity: Quantity) -> tuple[str, str]:
        one = Relation(Kind.DUPLICATE, Operand(quantity, "", PLACE), (), Verdict.CONSISTENT, "", PLACE)
        entry = json.loads(review_json([Review("f", "", "", "", 1, (), (one,), (), Coverage(1, 1))]))["files"][0][
            "relations"
        ][0]
        return entry["stated"], entry["unit"]

    assert stated(Quantity(Decimal("82.8"), "%", Decimal("0.01"), text="82.80", printed_unit="%")) == ("82.80", "%")
    assert stated(Quantity(Decimal(3), "人", text="三", printed_unit="名")) == ("3", "名")
    assert stated(Quantity(Decimal("1306510"), "元", text="1,306,510.00", printed_unit="元")) == ("1306510.00", "元")
    assert stated(Quantity(Decimal(-25000), "元", text="", printed_unit="万元", factor=Decimal(10000))) == ("-2.5", "万元")


def test_chinese_stays_readable() -> None:
    assert "示例局（虚构）" in scorecard_json(scorecard()) and scorecard_json(scorecard()).endswith("}\n")
