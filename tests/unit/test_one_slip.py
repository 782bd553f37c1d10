"""Findings that one wrong figure explains are shown as one, with the others under it; nothing of them is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.checks.check import checks
from jixiao.checks.one_slip import with_slips
from jixiao.cli import main
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.finding import Finding, Level, by_slip, same_slip_as
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.review import Review
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.writers.remarks import remark
from jixiao.writers.text import review_text

# 188.20 + 96.57 + 40.70 = 325.47; 325.47 ÷ 342.60 = 95.00 %: the slip is 352.47
TURNED = "项目资金到位342.60万元。全年支出352.47万元，其中站点建设188.20万元、观测设备96.57万元、软件40.70万元，资金支付率95.00%。"
# 1 of the 5 became 2: 减为2次 stands, and so do 减少3次 and 60 %, of 5
ONE_OF_FIVE = "水质达标率100%，应急停水次数由1次减为2次，减少3次，减少60%。"
# 石窟 160 for 260 (the list comes to 775, 100 short); 支出率 75 % for 95 % of 875: two slips that share 875
TWO_SLIPS = (
    "2021年中央财政文物保护专项资金875万元，分配如下：古城墙加固420万元；石窟寺监测160万元；可移动文物修复195万元。"
    "中央资金已支出831.25万元，支出率75%。"
)
SAME_FIGURE = {"AR01", "AR05"}


def reviewed(text: str) -> Review:
    return review_document(read(f"2023年度示例站（虚构）项目支出绩效自评报告\n{text}".encode(), "报告.txt"))


def arithmetic(review: Review) -> list[Finding]:
    return [one for one in review.findings if one.rests_on]


def test_a_slip_in_a_total_that_its_sum_and_its_rate_both_see_is_one() -> None:
    review = reviewed(TURNED)
    assert {one.code for one in arithmetic(review)} == SAME_FIGURE
    assert {one.slip for one in arithmetic(review)} == {1}
    (lead, under), *rest = [(one, others) for one, others in by_slip(review.findings) if one.rests_on]
    assert not rest and [one.code for one in (lead, *under)] == ["AR01", "AR05"]


def test_whole_points_are_what_they_say_however_many_are_added() -> None:
    """The weights come to 100, not 98: one of them would have to be 2 less, while 9 points of 8 ask for a weight of 9."""
    rows = (
        "控制率|5|5",
        "完成率|10|8",
        "调整率|8|9",
        "健全性|8|8",
        "合规性|9|9",
        "办结率|30|28",
        "效益|20|20",
        "满意度|10|10",
    )
    review = reviewed("\n".join(("三级指标|分值|得分", *rows, "合计|98|97")))
    assert sorted(one.code for one in arithmetic(review) if one.level is Level.ERROR) == ["SC01", "SC02"]
    assert {one.slip for one in arithmetic(review)} == {0}


def test_a_wrong_base_belongs_to_the_change_and_the_percentage_and_the_direction_it_turns() -> None:
    review = reviewed(ONE_OF_FIVE)
    assert {one.code: one.slip for one in arithmetic(review)} == {"YR01": 1, "AR03": 1, "AR04": 1}


def test_a_slip_in_one_of_the_years_is_seen_by_their_sum_and_by_their_average() -> None:
    """120.00 + 126.00 + 138.60 = 384.60, and a third of it is 128.20; 120.00 became 120.30."""
    review = reviewed(
        "项目2020年、2021年、2022年分别安排资金120.30万元、126.00万元和138.60万元，三年合计384.60万元，年均128.20万元。"
    )
    assert {one.code: one.slip for one in arithmetic(review)} == {"AR01": 1, "AR05": 1}


def test_two_slips_that_share_a_sound_figure_stay_two() -> None:
    review = reviewed(TWO_SLIPS)
    assert {one.code: one.slip for one in arithmetic(review)} == {"AR01": 0, "AR05": 0}


def figure(value: str, at: int) -> Operand:
    return Operand(Quantity(Decimal(value), "元"), value, Place("", "正文", "第1行", (at, at + len(value))))


def relation(kind: Kind, verdict: Verdict, stated: Operand, expected: str, *operands: Operand) -> Relation:
    return Relation(kind, stated, operands, verdict, "", stated.place, Quantity(Decimal(expected), "元"))


@pytest.mark.parametrize(("holding", "slip"), [(0, 1), (1, 1), (2, 0)])
def test_a_figure_that_as_many_relations_bear_out_as_doubt_it_is_not_the_slip(holding: int, slip: int) -> None:
    # 45 + 45 would have 100 be 90, and so would 190 − 100 for 100; each holding sum says that it is 100
    total, parts = figure("100", 0), (figure("45", 10), figure("45", 20))
    doubted = relation(Kind.SUM, Verdict.INCONSISTENT, total, "90", *parts)
    other = relation(Kind.DIFFERENCE, Verdict.INCONSISTENT, figure("100", 60), "90", figure("190", 50), total)
    sound = [
        relation(Kind.SUM, Verdict.CONSISTENT, figure(str(100 + n), 70 + n * 10), str(100 + n), total, figure(str(n), 90))
        for n in range(holding)
    ]
    findings = [
        Finding(code, "", Level.ERROR, one.stated.place, "", rests_on=one.operands)
        for code, one in (("AR01", doubted), ("AR03", other))
    ]
    assert [one.slip for one in with_slips(findings, [doubted, other, *sound])] == [slip, slip]


def test_of_groups_as_large_as_each_other_the_first_told_is_the_first_in_every_run() -> None:
    """18 is printed as 19: each of six 3s may be a 4, and of each another relation says so. A set of figures has no order."""
    parts = [figure("3", n * 10) for n in range(6)]
    whole = relation(Kind.SUM, Verdict.INCONSISTENT, figure("19", 90), "18", *parts)
    others = [relation(Kind.SHARE, Verdict.INCONSISTENT, one, "4", figure("8", 100 + n)) for n, one in enumerate(parts)]
    findings = [Finding("AR01", "", Level.ERROR, one.stated.place, "", rests_on=one.operands) for one in (whole, *others)]
    assert [one.slip for one in with_slips(findings, [whole, *others])] == [1, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("text", [TURNED, ONE_OF_FIVE, TWO_SLIPS])
def test_nothing_is_lost_and_no_fingerprint_changes(text: str) -> None:
    findings = reviewed(text).findings
    shown = [one for lead, under in by_slip(findings) for one in (lead, *under)]
    assert sorted(map(id, shown)) == sorted(map(id, findings))
    assert [one.fingerprint for one in findings] == [replace(one, slip=0).fingerprint for one in findings]


def test_the_first_of_them_is_the_gravest_and_heads_them_on_the_screen() -> None:
    review = reviewed(TURNED)
    said = review_text([review], dict(checks.items()))
    assert "其中 1 处与别处像是同一处错" in said.splitlines()[0]
    heads = [
        line for line in said.splitlines() if line.startswith("报告.txt:") and any(code in line for code in SAME_FIGURE)
    ]
    assert [line.split()[2] for line in heads] == ["AR01"]
    assert "（AR05 比率与分子、分母不符）：资金支付率写 95.00%" in said


def test_programs_are_given_all_of_them_and_which_belong_together() -> None:
    checked = [api.check_bytes(f"示例站（虚构）报告\n{TURNED}".encode(), "报告.txt")]
    (file,) = json.loads(api.format_reviews(checked, "json"))["files"]
    assert {one["code"]: one.get("slip") for one in file["findings"] if one["operands"]} == {"AR01": 1, "AR05": 1}
    (run,) = json.loads(api.format_reviews(checked, "sarif"))["runs"]
    assert [one["properties"].get("slip") for one in run["results"] if one["ruleId"] in SAME_FIGURE] == [1, 1]
    none = [api.check_bytes(f"示例站（虚构）报告\n{TWO_SLIPS}".encode(), "报告.txt")]
    (file,) = json.loads(api.format_reviews(none, "json"))["files"]
    assert not any("slip" in one for one in file["findings"])


def test_comments_and_pages_lead_from_one_to_the_other() -> None:
    findings = arithmetic(reviewed(TURNED))
    note = remark(findings[0], dict(checks.items()), "zh", same_slip_as(findings[0], findings))
    assert any("很可能与 正文!第2行 AR05 是同一处错" in line for line in note.lines)
    page = api.format_reviews([api.check_bytes(f"示例站（虚构）报告\n{TURNED}".encode(), "报告.txt")], "html")
    assert page.count("是同一处错") == 2


def test_the_opinion_asks_once_and_names_what_else_to_look_at(tmp_path: Path) -> None:
    report, out = tmp_path / "报告.txt", tmp_path / "意见.docx"
    report.write_text(f"示例站（虚构）报告\n{TURNED}", encoding="utf-8")
    CliRunner().invoke(main, ["check", str(report), "--out", str(out)])
    document = docx.Document(str(out))
    lines = [one.text for one in document.paragraphs]
    at = lines.index("下面 1 处很可能出自同一处错，改正以后请一并核对；仍不相符的，也请说明：")
    assert lines[at + 1].startswith("第2行：资金支付率写 95.00%")
    (table,) = document.tables
    asked = [row.cells[1].text for row in table.rows[1:]]
    assert sum("352.47" in one for one in asked) == 1 and not any("资金支付率" in one for one in asked)


def test_once_the_first_is_waived_the_other_stands_alone(tmp_path: Path) -> None:
    report, waivers = tmp_path / "报告.txt", tmp_path / "核销.yaml"
    report.write_text(f"示例站（虚构）报告\n{TURNED}", encoding="utf-8")
    first = arithmetic(reviewed(TURNED))[0]
    waivers.write_text(f"- {{fingerprint: '{first.fingerprint}', by: 张三, why: 已核对明细账}}\n", encoding="utf-8")
    (review,) = api.check([report], waivers=waivers)
    assert isinstance(review, Review)
    assert [(one.code, under) for one, under in by_slip(review.findings) if one.rests_on] == [("AR05", ())]
