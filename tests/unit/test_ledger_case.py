"""A case whose actual values are counted from ledgers: exact scores, the way back to the rows, faults with the case's own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from jixiao import api
from jixiao.errors import JixiaoError
from jixiao.model.finding import Level
from jixiao.model.outcome import Known
from jixiao.model.review import Review

CASE = """\
agency: 样例市政务热线中心（虚构）
project: 样例市热线接转（虚构）
year: 2021
rulebook: cn/mof-2020-10/project
ledgers:
  诉求台账: {file: 台账.csv}
rows:
  - under: 产出指标
    level2: 时效指标
    name: 按时回复率
    target: ≥100%
    actual: {ledger: 诉求台账, measure: on_time_rate}
    weight: 50
"""
LEDGER = """\
编号,收到日期,应回复日期,回复日期,类别,联系电话
A1,2021-03-05,2021-03-12,2021-03-12,咨询,1
A2,2021-03-05,2021-03-12,2021-03-10,咨询,1
A3,2021-03-05,2021-03-12,2021-03-13,投诉,1
"""


def put(folder: Path, case: str = CASE, ledger: str = LEDGER) -> Path:
    (folder / "案卷.yaml").write_text(case, encoding="utf-8")
    (folder / "台账.csv").write_text(ledger, encoding="utf-8")
    return folder / "案卷.yaml"


def faults_of(path: Path) -> list[str]:
    with pytest.raises(JixiaoError) as caught:
        api.load_case(path)
    return [str(one) for one in caught.value.faults]


def test_the_score_is_that_of_the_exact_rate(tmp_path: Path) -> None:
    found = api.trace(put(tmp_path), "按时回复率").indicator
    assert found.actual == "66.67%"
    assert isinstance(found.value, Known) and found.value.value == Fraction(200, 3)
    assert isinstance(found.score, Known)
    assert found.score.value == Fraction(3333, 100)  # 50 × 2/3; 50 × 66.67% would be 33.34
    (target, actual) = found.trace.inputs
    assert (actual.shown, str(actual.fact and actual.fact.place)) == ("66.67%", "台账.csv!第2–4行")
    assert "计入 2 件：第2–3行" in found.trace.notes
    assert "没有读取、没有保存的栏：联系电话" in found.trace.notes
    assert target.shown == "≥100%"


def test_the_run_says_which_columns_were_left_unread(tmp_path: Path) -> None:
    notes = api.evaluate(put(tmp_path)).scorecard.read
    assert "台账“诉求台账”没有读取、没有保存的栏：联系电话" in notes


def test_a_rate_just_below_the_target_does_not_reach_it(tmp_path: Path) -> None:
    lines = [f"B{n},2021-01-01,2021-01-02,2021-01-02,咨询,1" for n in range(24999)]
    path = put(tmp_path, ledger=LEDGER.partition("A1")[0] + "\n".join([*lines, "B,2021-01-01,2021-01-02,2021-01-03,咨询,1"]))
    found = api.trace(path, "按时回复率").indicator
    assert found.actual == "99.996%"
    assert "未达到100%" in found.sentence


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("file: 台账.csv", "file: 没有.csv", "没有这个文件"),
        ("file: 台账.csv", "file: ../台账.csv", "../台账.csv：不在案卷所在的文件夹里"),
        ("file: 台账.csv", "file: /etc/hosts", "/etc/hosts：不在案卷所在的文件夹里"),
        ("file: 台账.csv", "file: 台账.csv, until: 十二月", "案卷.yaml:6：看不懂的日期“十二月”"),
        ("file: 台账.csv", "file: 台账.csv, from: 2021-12-31, until: 2021-01-01", "案卷.yaml:6：统计期的起止日期颠倒了"),
        ("file: 台账.csv", "file: 台账.csv, columns: {电话: 联系电话}", "不能是“电话”"),
        ("measure: on_time_rate", "measure: 好评率", "案卷.yaml:12：台账没有名为“好评率”的计算项目"),
        ("measure: on_time_rate", "measure: 受理率", "没有“受理日期”或“办理状态”一栏"),
        ("measure: on_time_rate", "measure: 按时回复率, kind: 举报", "没有类别“举报”"),
        ("measure: on_time_rate", "expression: 占比(联系电话), unit: '%'", "没有名为“联系电话”的量"),
        ("measure: on_time_rate", "expression: 计数(已回复), measure: 受理率", "只写一个"),
        (
            "{ledger: 诉求台账, measure: on_time_rate}",
            "{ledger: 信访台账, measure: on_time_rate}",
            "没有名为“信访台账”的台账",
        ),
        ("{ledger: 诉求台账, measure: on_time_rate}", "{ledger: 诉求台账}", "没有写要算什么"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in CASE
    assert any(words in one for one in faults_of(put(tmp_path, CASE.replace(old, new))))


def test_faults_of_the_case_and_of_its_ledger_come_together(tmp_path: Path) -> None:
    path = put(tmp_path, CASE.replace("weight: 50", "weight: 很多"), LEDGER.replace("2021-03-13", "2021-02-30"))
    told = faults_of(path)
    assert [one.partition("：")[0] for one in told] == ["台账.csv:4", "案卷.yaml:13"]


def test_a_case_read_without_its_folder_says_so(tmp_path: Path) -> None:
    from jixiao.errors import CaseError
    from jixiao.intake.case import read_case

    with pytest.raises(CaseError, match="读不到案卷之外的文件"):
        read_case(CASE.encode(), "案卷.yaml", "")


def test_papers_of_counted_values_are_read_back_without_a_doubt(tmp_path: Path, root: Path) -> None:
    written = api.write_evaluation(api.evaluate(root / "examples" / "hotline"), tmp_path)
    for review in api.check([one for one in written if one.suffix in (".docx", ".xlsx")]):
        assert isinstance(review, Review)
        assert not [one for one in review.findings if one.level in (Level.ERROR, Level.WARNING)], review.findings


def test_no_paper_bears_a_word_of_an_unread_column(tmp_path: Path, root: Path) -> None:
    """The example's columns 姓名 and 联系电话 hold a word that stands nowhere else."""
    lines = (root / "examples" / "hotline" / "台账.csv").read_text(encoding="utf-8-sig").splitlines()
    assert all(line.endswith("不读取,不读取") for line in lines[1:])
    (tmp_path / "台账.csv").write_text("\n".join(lines).replace("不读取", "王小明"), encoding="utf-8")
    (tmp_path / "case.yaml").write_bytes((root / "examples" / "hotline" / "case.yaml").read_bytes())
    result = api.evaluate(tmp_path / "case.yaml")
    assert "王小明" not in repr(result)


FIGURES = """\
agency: 样例市政务热线中心（虚构）
year: 2021
rulebook: cn/mof-2013-53/department
ledgers: {诉求台账: {file: 台账.csv}}
facts:
  2021:
    计划工作数: {ledger: 诉求台账, measure: 办件数}
    及时完成工作数: {ledger: 诉求台账, measure: 按时回复件数}
"""


def test_a_figure_of_the_case_may_be_counted_too(tmp_path: Path) -> None:
    found = api.trace(put(tmp_path, FIGURES), "完成及时率").indicator
    assert isinstance(found.value, Known) and found.value.value == Fraction(200, 3)  # 2 of 3 in time
    places = {one.name: str(one.fact and one.fact.place) for one in found.trace.inputs}
    assert set(places.values()) == {"台账.csv!第2–4行"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("及时完成工作数", "总支出", "总支出没有写口径"),
        ("及时完成工作数", "固定资产总额", "固定资产总额没有写计量单位"),
        ("measure: 办件数", "measure: 平均办理天数", "计划工作数应为整数"),
    ],
)
def test_a_figure_that_is_no_number_of_cases_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in one for one in faults_of(put(tmp_path, FIGURES.replace(old, new))))  # 7, 5 and 8 days: 20 ÷ 3


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("台账.xlsx", b"PK\x03\x04 broken", "台账.xlsx"),
        ("台账.pdf", b"%PDF-1.7 ...", "台账.pdf"),
        ("台账.csv", b"PK\x03\x04 broken", "台账.csv"),
        ("台账.png", b"\x89PNG\r\n\x1a\n", "图片（PNG）"),
        ("台账.csv", b"", "没有找到台账的表头"),
        ("台账.csv", b"\xff\xff\xff\x81", "编码认不出"),
    ],
)
def test_files_that_hold_no_ledger(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = put(tmp_path, CASE.replace("台账.csv", name))
    (tmp_path / name).write_bytes(data)
    assert any(words in one for one in faults_of(path))
