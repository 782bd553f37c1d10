"""SARIF as editors and code hosts take it: the shape by the standard's words, the values from a review worked out by hand."""

from __future__ import annotations

import json
from typing import Any

from jixiao import __version__
from jixiao.checks.check import checks
from jixiao.errors import Fault
from jixiao.model.anchor import Stretch
from jixiao.model.review import Unreadable
from jixiao.writers.sarif import review_sarif
from tests.unit.answered import REVIEW, STAFF, WRONG

CHECKS = dict(checks.items())
ANCHORS = {
    ("正文", "第1行"): (Stretch(0, 4, "", 0, 0),),
    ("正文", "第3行"): (Stretch(0, len(STAFF), "", 2, 2),),  # two wide blanks before the words
}
BROKEN = Unreadable("/数据/坏.docx", "", (Fault("坏.docx", "压缩格式不完整", "请重新取得"),))
PAGES = {"AR02": "# AR02 题\n\n## 查什么\n\n人数。\n\n## 例：一\n\n```report\nx\n```\n"}


def log(lang: str = "zh") -> dict[str, Any]:
    return json.loads(review_sarif([(REVIEW, ANCHORS), (BROKEN, {})], CHECKS, PAGES, lang))  # type: ignore[arg-type]


def test_the_log_is_one_run_of_our_tool() -> None:
    data = log()
    assert (data["version"], data["$schema"].rpartition("/")[2]) == ("2.1.0", "sarif-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], driver["language"]) == ("jixiao", __version__, "zh-CN")
    assert run["columnKind"] == "unicodeCodePoints"
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "%E5%8D%95%E4%BD%8D%201/%E6%8A%A5%E5%91%8A.txt",  # 单位 1/报告.txt
        "file:///%E6%95%B0%E6%8D%AE/%E5%9D%8F.docx",
    ]
    assert run["artifacts"][0]["hashes"] == {"sha-256": "a" * 64} and "hashes" not in run["artifacts"][1]


def test_rules_carry_the_title_and_the_page_without_its_examples() -> None:
    rules = {one["id"]: one for one in log()["runs"][0]["tool"]["driver"]["rules"]}
    assert rules.keys() == CHECKS.keys()
    rule = rules["AR02"]
    assert (rule["name"], rule["shortDescription"]["text"]) == ("CountsNotTotal", CHECKS["AR02"].title)
    assert rule["help"]["text"] == rule["help"]["markdown"] == "# AR02 题\n\n## 查什么\n\n人数。"
    assert rules["AR01"]["help"]["text"] == CHECKS["AR01"].title
    assert {one["defaultConfiguration"]["level"] for one in rules.values()} <= {"error", "warning", "note"}


def test_a_result_says_what_where_and_on_what_it_rests() -> None:
    run = log()["runs"][0]
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("AR02", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "AR02"
    assert result["message"] == {"text": "在职人员写 10名，合计为 11名"}
    assert result["partialFingerprints"] == {"jixiao/v1": WRONG.fingerprint}
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"name": "第3行", "fullyQualifiedName": "正文!第3行"}]
    # 10名 is characters 4 to 7 of the words, which begin in column 3
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 10}
    related = [
        (one["id"], one["message"]["text"], one["physicalLocation"]["region"]["startColumn"])
        for one in result["relatedLocations"]
    ]
    assert related == [(1, "正科级1人", 16), (2, "科员10人", 21)]
    assert result["properties"] == {
        "quote": STAFF[:-1],
        "stated": "10",
        "expected": "11",
        "unit": "名",
        "changes": "等级 优→良",
    }


def test_a_place_without_a_span_is_the_whole_line_and_one_without_a_line_has_no_region() -> None:
    _, lacking, in_table, _ = log()["runs"][0]["results"]
    assert (lacking["level"], in_table["level"]) == ("warning", "note")
    region = lacking["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 5}
    assert "region" not in in_table["locations"][0]["physicalLocation"]
    assert in_table["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "表1!R2C2"
    assert "relatedLocations" not in lacking


def test_what_was_waived_is_suppressed_and_what_is_unread_is_a_notification() -> None:
    run = log()["runs"][0]
    waived = run["results"][-1]
    assert [("suppressions" in one) for one in run["results"]] == [False, False, False, True]
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "名称如此", "properties": {"by": "张三", "date": "2022-04-01"}}
    ]  # fmt: skip
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (fault,) = invocation["toolExecutionNotifications"]
    assert (fault["level"], fault["message"]["text"]) == ("error", "坏.docx：压缩格式不完整。请重新取得")


def test_english_names_the_fault_by_its_slug() -> None:
    driver = log("en")["runs"][0]["tool"]["driver"]
    assert driver["language"] == "en"
    assert next(one for one in driver["rules"] if one["id"] == "AR02")["shortDescription"]["text"] == "counts not total"
