"""审核意见: every finding once, in its place, with what to do; a paper that the program itself knows again."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao import api
from jixiao.cli import main
from jixiao.compose.opinion import chinese
from jixiao.model.finding import Level
from jixiao.model.review import Review

SEED = Path("examples/seed-twin/report.txt")
REPORT = """2021年度示例局（虚构）部门整体支出绩效自评报告
一、部门概况
（一）人员情况
在职人数10名，其中正科级1人，副科级2人，科员8人。
二、部门整体支出绩效情况
退休人数7名，其中正科级3人，副科级3人，科员2人。
支出已压缩经费30%。
"""


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def texts(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs if one.text]


def headings(path: Path) -> list[str]:
    paragraphs = docx.Document(str(path)).paragraphs
    return [one.text for one in paragraphs if one.style.name.startswith(("Title", "Heading"))]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_what_must_be_corrected_stands_first_and_by_the_sections_of_the_report(report: Path) -> None:
    out = report.with_name("审核意见.docx")
    assert check(report, "--out", out).exit_code == 1
    heads = headings(out)
    assert heads[0] == "2021年度示例局（虚构）部门整体支出绩效自评审核意见"
    parts = [one for one in heads if re.match("[一二三四五六]、", one)]
    assert [one[2:] for one in parts if "提示" not in one] == [
        "必须更正的问题", "需要说明的问题", "核对方法", "没有能够核对的内容", "反馈要求",
    ]  # fmt: skip
    must = heads[heads.index("一、必须更正的问题") + 1 : heads.index("二、需要说明的问题")]
    assert must == [
        "（一）报告“一、部门概况”部分", "1. 分项人数、个数之和不等于合计",
        "（二）报告“二、部门整体支出绩效情况”部分", "2. 分项人数、个数之和不等于合计",
    ]  # fmt: skip
    lines = texts(out)
    at = lines.index(must[1])
    assert lines[at + 1].startswith("位置：“（一）人员情况”之下，第4行。原文：在职人数10名")
    assert "10名" in lines[at + 2] and "11名" in lines[at + 2]  # 1 + 2 + 8
    assert lines[at + 3].startswith("请这样办：对照编制台账")  # the figures stand in the sentence and are not said again
    assert "请这样办：同第 1 项。" in lines[lines.index(must[3]) :]
    # how the check compares is said once, in small print, with the numbers of both
    (method,) = (one for one in lines if "AR02" in one)
    assert method.startswith("第 1、2 项（AR02）：写了总数")


def test_every_finding_of_the_seed_s_twin_stands_once_and_is_asked_once(tmp_path: Path) -> None:
    out = tmp_path / "审核意见.docx"
    check(SEED, "--out", out)
    (review,) = api.check([SEED])
    assert isinstance(review, Review)
    lines = texts(out)
    asked = [one for one in review.findings if one.level is not Level.INFO]
    for one in review.findings:
        mark = f"问题：{one.message}" if one in asked else f"：{one.message}"
        assert sum(mark in line for line in lines) == 1, one.message
    numbers = [int(found[1]) for line in headings(out) if (found := re.match(r"(\d+)\. ", line))]
    assert numbers == list(range(1, len(asked) + 1))
    (table,) = docx.Document(str(out)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "问题", "位置", "单位说明或更正", "佐证材料", "完成时间"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in numbers]
    assert [row[1][-5:] for row in rows[1:]] == ["（须更正）"] + ["（请说明）"] * (len(asked) - 1)
    assert all(row[3:] == ["", "", ""] for row in rows[1:])
    said = next(line for line in lines if line.startswith("文中读到"))
    assert said.startswith(f"文中读到 {review.coverage.figures} 个数，其中 {review.coverage.checked} 个")
    basis = next(line for line in lines if line.startswith("审核的文件："))
    assert f"report.txt（校验码 {review.sha256[:12]}）。评价年度：2021年。" in basis and "examples" not in basis
    assert not any("`" in line for line in lines)


def test_the_same_check_gives_the_same_bytes_and_a_date_only_if_given(report: Path, tmp_path: Path) -> None:
    one, two, dated = (tmp_path / name for name in ("甲.docx", "乙.docx", "丙.docx"))
    check(report, "--out", one)
    check(report, "--out", two)
    check(report, "--out", dated, "--date", "2022-05-10")
    assert one.read_bytes() == two.read_bytes()
    assert "2022年5月10日" in texts(dated) and not any("2022" in line for line in texts(one))


def test_what_was_waived_stands_apart_with_who_and_why(report: Path) -> None:
    (review,) = api.check([report])
    assert isinstance(review, Review)
    first = review.findings[0]
    waivers = report.with_name("核销.yaml")
    waivers.write_text(f"- {{fingerprint: {first.fingerprint}, by: 张三, why: 一人借调在外, date: 2022-04-01}}\n", "utf-8")
    out = report.with_name("审核意见.docx")
    check(report, "--waivers", waivers, "--out", out)
    lines = texts(out)
    (line,) = (one for one in lines if first.message in one)
    assert line == f"1. 第4行：{first.message}。张三（2022-04-01）核实：一人借调在外。"
    assert lines.index(line) > next(i for i, one in enumerate(lines) if one.endswith("已核实、不再追究的问题"))
    assert any("已核实、不再追究的 1 处" in one for one in lines)


def test_nothing_to_ask_is_said_and_no_list_is_added(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("在职人数9名，其中正科级1人，副科级2人，科员6人。", encoding="utf-8")
    out = tmp_path / "审核意见.docx"
    assert check(path, "--out", out).exit_code == 0
    lines = texts(out)
    assert lines.count("没有。") == 2 and "没有需要书面反馈的问题。" in lines
    assert docx.Document(str(out)).tables == [] and "附件：整改反馈清单" not in lines
    assert "文中读到的 4 个数都核对过。" in lines


def test_cells_are_named_by_sheet_and_square(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "自评表"
    for row in (
        ("指标名称", "年度指标值", "实际完成值", "分值", "得分"),
        ("场次", "≥120场次", "120场次", 10, 12),
        ("合计", None, None, 10, 12),
    ):
        book.active.append(row)
    book.save(tmp_path / "自评表.xlsx")
    out = tmp_path / "审核意见.docx"
    assert check(tmp_path / "自评表.xlsx", "--out", out).exit_code == 1
    assert "（一）工作表“自评表”" in headings(out)
    lines = texts(out)
    assert any(line.startswith("位置：工作表“自评表”的 E2 单元格。") for line in lines)
    assert any(line.startswith("所据的数：") and line.endswith("10（D2）。") for line in lines)
    assert not any(line.startswith("（1）") and "E2" in line for line in lines)  # doubted already: not among the unchecked


def test_several_files_are_one_opinion_each_and_the_unreadable_is_said(report: Path) -> None:
    damaged = report.with_name("坏.docx")
    damaged.write_bytes(b"PK\x03\x04 not a package")
    out = report.with_name("审核意见.docx")
    assert check(report, damaged, report, "--out", out).exit_code == 2
    titles = [one for one in docx.Document(str(out)).paragraphs if one.style.name == "Title"]
    assert len(titles) == 3
    # Behind the list, which lies on its side, the page stands up again: a section ends there.
    assert titles[1]._p.getprevious().xpath(".//w:sectPr")
    assert [bool(one.paragraph_format.page_break_before) for one in titles] == [False, False, True]
    lines = texts(out)
    assert "报送的文件 坏.docx 没有能够审核，原因如下。" in lines and "请按上述原因处理后重新报送。" in lines
    assert sum(line == "1. 分项人数、个数之和不等于合计" for line in lines) == 2  # each counts from 1


@pytest.mark.parametrize("files", [1, 2])
def test_the_opinion_is_not_itself_accused(report: Path, files: int) -> None:
    out = report.with_name("审核意见.docx")
    check(*[report] * files, "--out", out)
    done = check(out)
    assert done.exit_code == 2 and "这是审核意见，不是报告，没有审核" in done.stdout
    assert "a reviewer's opinion, not a report" in check(out, "--lang", "en").stdout


def test_a_report_that_speaks_of_an_opinion_is_still_checked(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT.replace("自评报告", "自评报告审核意见", 1), encoding="utf-8")
    assert "AR02" in check(path).stdout


def test_sentences_are_english_when_asked(report: Path) -> None:
    out = report.with_name("审核意见.docx")
    check(report, "--out", out, "--lang", "en")
    (review, *_) = api.check([report], lang="en")
    assert isinstance(review, Review)
    assert sum(review.findings[0].message in line for line in texts(out)) == 1


def test_what_cannot_be_meant_is_refused_before_anything_is_written(report: Path) -> None:
    before = report.read_bytes()
    over = check(report, "--out", report)
    assert over.exit_code == 2 and "结果会盖住所审的原文件" in over.stderr and report.read_bytes() == before
    out = report.with_name("审核意见.docx")
    odd = check(report, "--format", "json", "--out", out)
    assert odd.exit_code == 2 and "不能写成 json" in odd.stderr and not out.exists()
    assert "请写上 --out 审核意见.docx" in check(report, "--date", "2022-05-10").stderr


def test_a_table_we_could_not_read_is_our_doubt_and_not_the_unit_s(tmp_path: Path) -> None:
    """FM01 says that the program misread a table: nobody is asked to answer it."""
    from jixiao.checks.check import checks
    from jixiao.checks.pages import advice, page
    from jixiao.compose.opinion import Guide, compose_opinion
    from jixiao.model.finding import Finding
    from jixiao.model.place import Place
    from jixiao.model.review import Checked, Coverage

    doubt = Finding("FM01", "table_misread", Level.WARNING, Place("", "表1", "R1C1"), "", message="这张表没有读对")
    review = Review("甲.docx", "", "docx", "", None, (doubt,), (), (), Coverage(3, 0))
    guides = {code: Guide(one.title, *advice(page(one).text)) for code, one in checks.items()}
    made = [one.text for one in compose_opinion([Checked(review, None, b"")], guides).texts()]
    assert made.index("表1第 1 行第 1 列：这张表没有读对。") > made.index("三、没有能够核对的内容")
    assert "附件：整改反馈清单" not in made


@pytest.mark.parametrize(
    ("title", "addressed"),
    [
        ("2021年度示例局（虚构）部门整体支出绩效自评报告", "示例局（虚构）："),
        ("2021年度书屋更新项目（虚构）绩效自评报告", "　（被审核单位）："),
    ],
)
def test_a_project_is_not_written_to(tmp_path: Path, title: str, addressed: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(f"{title}\n一、概况\n在职人数10名，其中正科级1人，副科级2人，科员8人。", encoding="utf-8")
    check(path, "--out", tmp_path / "审核意见.docx")
    assert texts(tmp_path / "审核意见.docx")[1].endswith(addressed)


def test_words_that_break_off_say_so(tmp_path: Path) -> None:
    check(SEED, "--out", tmp_path / "审核意见.docx")
    (line,) = (one for one in texts(tmp_path / "审核意见.docx") if "原文：2021年改进措施" in one)
    assert line.endswith("把财务制…")


def test_words_that_are_whole_do_not_end_in_dots(tmp_path: Path) -> None:
    """A whole sentence without its stop, and a row of a table: nothing comes behind them."""
    made = docx.Document()
    made.add_paragraph("2021年度示例局（虚构）部门整体支出绩效自评报告")
    made.add_paragraph("核定编制24人，年末在职人员22人，其中：管理岗5人，专业技术岗13人，工勤岗14人。")
    table = made.add_table(rows=0, cols=5)
    for row in (
        ("指标名称", "年度指标值", "实际完成值", "分值", "得分"),
        ("公益培训班学员结业率（含寒暑假班次）", "≥95%", "93%", "10", "10"),
        ("合计", "", "", "10", "10"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(str(tmp_path / "报告.docx"))
    check(tmp_path / "报告.docx", "--out", tmp_path / "审核意见.docx")
    quotes = [line.partition("原文：")[2] for line in texts(tmp_path / "审核意见.docx") if "原文：" in line]
    assert "核定编制24人，年末在职人员22人，其中：管理岗5人，专业技术岗13人，工勤岗14人。" in quotes
    assert any(line.endswith("分值 10 得分 10。") for line in quotes)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")]
)
def test_groups_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words


def test_papers_of_others_are_not_named_to_the_unit(tmp_path: Path) -> None:
    """Of three papers beside the report one is another agency's: that is no business of this unit."""
    folder = Path("examples/neighbours")
    others = [
        argument
        for name in ("部门决算.html", "上年自评报告.txt", "外单位决算.html")
        for argument in ("--with", folder / name)
    ]
    check(folder / "自评报告.txt", *others, "--out", tmp_path / "审核意见.docx")
    (line,) = (one for one in texts(tmp_path / "审核意见.docx") if one.startswith("对照的文件："))
    assert "《部门决算.html》" in line and "《上年自评报告.txt》" in line and "外单位决算" not in line


def test_every_check_says_in_one_line_what_to_do() -> None:
    from jixiao.checks.check import checks
    from jixiao.checks.pages import advice, page

    for code, one in checks.items():
        compared, mend = advice(page(one).text)
        assert 8 < len(compared) <= 160 and compared.endswith("。"), code
        assert 4 < len(mend) <= 120 and mend.endswith("。") and "\n" not in mend, code
        assert "`" not in compared, code


def test_libreoffice_opens_it(report: Path, require: Callable[[str], str]) -> None:
    out = report.with_name("审核意见.docx")
    check(report, "--out", out)
    profile = report.with_name("profile").as_uri()
    call = [require("libreoffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "txt:Text", "--outdir", str(report.parent / "o")]  # fmt: skip
    subprocess.run([*call, str(out)], check=True, capture_output=True, timeout=120)
    said = (report.parent / "o" / "审核意见.txt").read_text(encoding="utf-8-sig")
    assert "必须更正的问题" in said and io.StringIO(said).readline().startswith("2021年度示例局（虚构）")


def test_the_lines_that_name_files_are_not_stretched(report: Path) -> None:
    """A long name in Latin letters is one word: a justified line before it would be pulled apart."""
    named = report.rename(report.with_name("2021-zhengti-zhichu-jixiao-zipingbaogao_final_v3.txt"))
    out = report.with_name("审核意见.docx")
    check(named, out.with_name("没有.docx"), "--with", named, "--out", out)
    document = docx.Document(str(out))
    lines = [one for one in document.paragraphs if named.name in one.text or "没有.docx" in one.text]
    assert len(lines) == 3 and {one.style.name for one in lines} == {"文件名"}
    assert str(document.styles["文件名"].paragraph_format.alignment).startswith("LEFT")
