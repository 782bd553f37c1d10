"""The answers of `jixiao check` as files: beside the user's own, never over it, and a sentence where comments cannot be."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao import api
from jixiao.cli import main
from jixiao.errors import UsageError
from jixiao.writers.package import exchange
from tests.unit.readers.conftest import zipped
from tests.unit.test_answers_docx import covered
from tests.unit.test_answers_xlsx import comments, threaded

WRONG = "在职人数10名，其中正科级1人，副科级2人，科员8人。"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("2021年度示例局（虚构）部门整体支出绩效自评报告")
    paragraph = made.add_paragraph("在职人")
    paragraph.add_run("数1").bold = True
    paragraph.add_run(WRONG[5:])
    made.save(str(tmp_path / "报告.docx"))
    return tmp_path / "报告.docx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "自评表"
    for row in (
        ("指标名称", "年度指标值", "实际完成值", "分值", "得分"),
        ("场次", "≥120场次", "108场次", 10, 12),
        ("合计", None, None, 10, 12),
    ):
        made.active.append(row)
    made.save(tmp_path / "自评表.xlsx")
    return tmp_path / "自评表.xlsx"


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_files_come_back_with_comments_at_the_place(word: Path, book: Path, tmp_path: Path) -> None:
    before = word.read_bytes(), book.read_bytes()
    done = check(word, book, "--annotate", tmp_path / "批注")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [f"已写出 {tmp_path / '批注' / name}" for name in ("报告.docx", "自评表.xlsx")]
    answer = (tmp_path / "批注" / "报告.docx").read_bytes()
    said = {one.comment_id: [line.text for line in one.paragraphs] for one in docx.Document(io.BytesIO(answer)).comments}
    (number,) = (id for id, lines in said.items() if lines[0].endswith("（AR02）"))
    assert covered(answer)[number] == "10名"
    assert said[number][0].startswith("【错误】") and said[number][-1].startswith("核销用指纹：")
    at = comments((tmp_path / "批注" / "自评表.xlsx").read_bytes())
    assert at["自评表!E2"].startswith("【错误】") and "（SC01）" in at["自评表!E2"]  # 12 of 10 points
    assert (word.read_bytes(), book.read_bytes()) == before


def test_what_is_only_asked_about_is_no_fault_to_the_shell(tmp_path: Path) -> None:
    """A saving without its base is asked about: exit 0. 1 + 2 + 8 persons are not ten: an error, exit 1. Written files are named."""
    report, out = tmp_path / "报告.txt", tmp_path / "审核.html"
    report.write_text("支出已压缩经费30%。", encoding="utf-8")
    done = check(report)
    assert done.exit_code == 0 and "需说明 1 处" in done.stdout
    report.write_text(WRONG, encoding="utf-8")
    done = check(report, "--format", "html", "--out", out)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"已写出 {out}\n")


def test_names_that_differ_in_case_only_are_kept_apart(tmp_path: Path) -> None:
    """On Windows 报告A.docx and 报告a.docx are one file."""
    files = []
    for name in ("报告A.docx", "报告a.docx"):
        (tmp_path / name[2]).mkdir()
        made = docx.Document()
        made.add_paragraph(WRONG)
        made.save(str(tmp_path / name[2] / name))
        files.append(tmp_path / name[2] / name)
    check(*files, "--annotate", tmp_path / "批注")
    assert sorted(one.name for one in (tmp_path / "批注").iterdir()) == ["报告A.docx", "报告a(2).docx"]


def test_a_text_is_answered_by_a_page_and_a_sentence(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(WRONG, encoding="utf-8")
    done = check(report, "--annotate", tmp_path / "批注", "--format", "json")
    page = tmp_path / "批注" / "报告.txt.html"
    assert done.stderr.splitlines() == [
        f"已写出 {page}",
        f"{report}：txt 文件里加不上批注，疑点标在网页 报告.txt.html 里；另存为 docx、xlsx 或 PDF 的可以加",
    ]
    assert '<section class="card error"' in page.read_text(encoding="utf-8")
    assert done.stdout.startswith("{")


def test_the_user_s_own_file_is_never_written_over(word: Path) -> None:
    before = word.read_bytes()
    done = check(word, "--annotate", word.parent)
    assert (done.exit_code, done.stderr) == (2, f"{word}：批注会盖住所审的原文件。请换一个文件夹\n")
    assert word.read_bytes() == before


def test_files_of_one_name_are_kept_apart_and_unread_ones_left_out(word: Path, tmp_path: Path) -> None:
    other = tmp_path / "二" / "报告.docx"
    other.parent.mkdir()
    other.write_bytes(word.read_bytes())
    checked = api.check_files([word, other, tmp_path / "没有.docx"])
    written, said = api.annotate(checked, tmp_path / "批注")
    assert [one.name for one in written] == ["报告.docx", "报告(2).docx"] and said == ()


def test_a_cell_that_takes_no_comment_is_answered_by_a_page_besides(tmp_path: Path) -> None:
    rows = (("指标名称", "年度指标值", "实际完成值", "分值", "得分"), ("场次", "≥120场次", "108场次", "10", "12"))
    sheet = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"DEFGH"[at]}{row}" t="inlineStr"><is><t>{words}</t></is></c>' for at, words in enumerate(line))
        + "</row>"
        for row, line in zip((13, 14), rows, strict=True)
    )
    parts = threaded()
    name = "xl/worksheets/worksheet1.xml"
    parts[name] = str(parts[name]).partition("<sheetData>")[0] + f"<sheetData>{sheet}</sheetData></worksheet>"
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(zipped(parts))
    written, said = api.annotate(api.check_files([path]), tmp_path / "批注")
    assert [one.name for one in written] == ["自评表.xlsx", "自评表.xlsx.html"]
    assert said == (f"{path}：自评表!H14 已有会话式批注，再加不上，这几处看网页 自评表.xlsx.html",)


def test_a_damaged_part_is_told_and_answered_by_a_page(word: Path, tmp_path: Path) -> None:
    api.annotate(api.check_files([word]), tmp_path / "一")
    annotated = (tmp_path / "一" / "报告.docx").read_bytes()
    word.write_bytes(exchange(annotated, {"word/comments.xml": b"<w:comments"}))
    written, (said,) = api.annotate(api.check_files([word]), tmp_path / "二")
    assert [one.name for one in written] == ["报告.docx.html"]
    assert said.startswith(f"{word}：内部部件 word/comments.xml 不是完好的 XML，加不上批注。") and said.endswith(
        "疑点标在网页 报告.docx.html 里"
    )


def test_html_and_sarif_go_to_a_file(word: Path, tmp_path: Path) -> None:
    for form, begins in (("html", "<!DOCTYPE html>"), ("sarif", '{\n  "$schema"')):
        out = tmp_path / f"结果.{form}"
        assert check(word, "--format", form, "--out", out).exit_code == 1
        assert out.read_text(encoding="utf-8").startswith(begins)
    assert check(word, "--format", "pdf").exit_code == 2
    with pytest.raises(UsageError, match="没有名为“pdf”的输出格式。现有：html、json、sarif、text"):
        api.format_reviews(api.check_files([word]), "pdf")


def test_english_comments(word: Path, tmp_path: Path) -> None:
    check(word, "--lang", "en", "--annotate", tmp_path / "out")
    heads = [one.paragraphs[0].text for one in docx.Document(str(tmp_path / "out" / "报告.docx")).comments]
    assert "[error] counts not total (AR02)" in heads


@pytest.mark.parametrize(
    ("name", "options", "opening"),
    [
        ("结果.html", [], "<!doctype html>"),
        ("结果.HTML", [], "<!doctype html>"),
        ("结果.json", [], "{"),
        ("结果.sarif", [], "{"),
        ("结果.txt", [], "报告.docx"),
        ("结果.html", ["--format", "json"], "{"),  # what is said goes before what is meant
    ],
)
def test_the_ending_of_a_file_says_its_form(word: Path, tmp_path: Path, name: str, options: list[str], opening: str) -> None:
    out = tmp_path / name
    CliRunner().invoke(main, ["check", str(word), "--out", str(out), *options])
    text = out.read_text(encoding="utf-8")
    assert text.lower().startswith(opening) or (opening == "报告.docx" and text.partition(":")[0].endswith(opening))
    assert ('"$schema"' in text) is (out.suffix == ".sarif")


def test_a_file_that_may_not_be_read_costs_only_itself(word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "无权限.txt"
    locked.write_text(WRONG, "utf-8")
    real, may = Path.read_bytes, os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: Path(path) != locked and may(path, mode, **more))

    def read(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    done = check(locked, word)
    assert done.exit_code == 2
    assert "没有权限读取" in done.stdout
    assert "AR02" in done.stdout
