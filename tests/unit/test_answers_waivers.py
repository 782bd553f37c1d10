"""Settled doubts (核销疑点): who and why, each held against the findings; every slip of the pen is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.checks.waivers import read_waivers
from jixiao.cli import main
from jixiao.errors import WaiverError
from jixiao.model.finding import Waiver
from jixiao.model.review import Review

REPORT = "在职人数10名，其中正科级1人，副科级2人，科员8人。\n"
GOOD = "- fingerprint: {mark}\n  by: 张三\n  why: 一人借调在外，已核对花名册\n  date: 2022-04-01\n"
NOBODY = "0" * 15 + "f"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def mark(report: Path) -> str:
    """The fingerprint of the one error of the report: 1 + 2 + 8 is 11 and not 10."""
    (review,) = api.check([report])
    assert isinstance(review, Review)
    (error,) = (one for one in review.findings if one.level == "error")
    return error.fingerprint


def waive(folder: Path, text: str) -> Path:
    path = folder / "核销.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(text: str) -> list[str]:
    with pytest.raises(WaiverError) as raised:
        read_waivers(text.encode(), "核销.yaml")
    return [str(one) for one in raised.value.faults]


def test_a_waived_finding_stands_apart_with_who_and_why(report: Path, mark: str, tmp_path: Path) -> None:
    (before,) = api.check([report])
    (review,) = api.check([report], waivers=waive(tmp_path, GOOD.format(mark=mark)))
    assert isinstance(review, Review) and isinstance(before, Review)
    (waived,) = review.waived
    assert (waived.finding.code, waived.finding.fingerprint) == ("AR02", mark)
    assert waived.waiver == Waiver(mark, "张三", "一人借调在外，已核对花名册", "2022-04-01")
    assert [waived.finding, *review.findings] == list(before.findings)
    assert (review.relations, review.coverage) == (before.relations, before.coverage)


def test_every_form_sets_it_apart(report: Path, mark: str, tmp_path: Path) -> None:
    checked = api.check_files([report], waivers=waive(tmp_path, GOOD.format(mark=mark)))
    text = api.format_reviews(checked, "text")
    assert text.splitlines()[0].endswith("；已核销 1 处") and "确定有误 0 处" in text
    assert "\n已核销（1 处）\n" in text and "    张三（2022-04-01）核销：一人借调在外，已核对花名册\n" in text
    (entry,) = json.loads(api.format_reviews(checked, "json"))["files"]
    (waived,) = entry["waived"]
    assert (waived["code"], waived["fingerprint"]) == ("AR02", mark)
    assert waived["waiver"] == {"by": "张三", "why": "一人借调在外，已核对花名册", "date": "2022-04-01"}
    assert "AR02" not in [one["code"] for one in entry["findings"]]
    results = json.loads(api.format_reviews(checked, "sarif"))["runs"][0]["results"]
    assert [one["ruleId"] for one in results if "suppressions" in one] == ["AR02"]
    page = api.format_reviews(checked, "html")
    assert "张三（2022-04-01）核销：一人借调在外，已核对花名册" in page and 'class="card error"' not in page


def test_the_exit_code_counts_what_is_left(report: Path, mark: str, tmp_path: Path) -> None:
    def code(*arguments: str) -> int:
        return CliRunner().invoke(main, ["check", str(report), *arguments]).exit_code

    assert code() == 1
    assert code("--waivers", str(waive(tmp_path, GOOD.format(mark=mark)))) == 0
    assert code("--waivers", str(waive(tmp_path, GOOD.format(mark=NOBODY)))) == 2


def test_a_waiver_that_settles_nothing_is_a_fault_with_its_line(report: Path, mark: str, tmp_path: Path) -> None:
    path = waive(tmp_path, "# 情况说明\n" + GOOD.format(mark=mark) + GOOD.format(mark=NOBODY))
    with pytest.raises(WaiverError) as raised:
        api.check([report], waivers=path)
    assert [str(one) for one in raised.value.faults] == [
        f"{path}:6：所审的文件里没有指纹为 {NOBODY} 的疑点。指纹抄错的请改正；疑点已经改正、原文或数字变了的，请删去这一条"
    ]


def test_nothing_is_demanded_of_a_file_that_could_not_be_read(report: Path, mark: str, tmp_path: Path) -> None:
    path = waive(tmp_path, GOOD.format(mark=mark) + GOOD.format(mark=NOBODY))
    answers = api.check([report, tmp_path / "没有.docx"], waivers=path)
    assert [isinstance(one, Review) for one in answers] == [True, False]


def test_who_and_why_must_be_said_and_all_faults_come_at_once() -> None:
    text = f"- fingerprint: {NOBODY}\n  by: ''\n- fingerprint: {NOBODY[1:]}1\n  by: 张三\n  why: '  '\n  who: 李四\n- fingerprint: 短\n  by: 王\n  why: 是\n"
    assert faults(text) == [
        "核销.yaml:1：“[1]”缺少：why。请补上",
        "核销.yaml:2：“[1].by”（核销人）写法不对：“”。请写明是谁核实的",
        "核销.yaml:5：“[2].why”（原因）写法不对：“  ”。请写明为什么这一处不用改",
        "核销.yaml:6：“[2]”里有不认识的键：who。可用的键：fingerprint、by、why、date",
        "核销.yaml:7：“[3].fingerprint”（疑点的指纹）写法不对：“短”。指纹是 16 位的 0–9、a–f，见批注、网页或 --format json 里的 fingerprint",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "核销.yaml:1：文件是空的。每条写明 fingerprint（指纹）、by（核销人）、why（原因）"),
        ("a: 1", "核销.yaml:1：文件（情况说明（核销疑点））应为一个列表，现为“{'a': 1}”。请改写"),
        (
            f"- fingerprint: {NOBODY}\n  by: 张三\n  why: 是\n  date: 2022-02-30\n",
            "核销.yaml:4：没有“2022-02-30”这一天。请改正日期",
        ),
        (
            f"- fingerprint: {NOBODY}\n  by: 张三\n  why: 是\n- fingerprint: {NOBODY}\n  by: 李四\n  why: 否\n",
            f"核销.yaml:4：指纹 {NOBODY} 写了两次（前一次在第 1 行）。请只留一处",
        ),
    ],
)
def test_a_file_that_says_something_else(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_a_fingerprint_of_digits_only_is_read_as_written() -> None:
    text = "- {fingerprint: 0000000012345671, by: 张三, why: 是}\n- {fingerprint: 9876543210987654, by: 张三, why: 是}\n"
    assert [one.fingerprint for one in read_waivers(text.encode(), "核销.yaml").waivers] == [
        "0000000012345671",
        "9876543210987654",
    ]
