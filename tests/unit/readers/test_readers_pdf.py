"""PDF files: the order of the page and not of the file, paragraphs, ruled tables, and every way not to be readable.

Small files are written by hand, so that what is on the page is known; those with Chinese are printed by LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.api import check, evaluate, write_evaluation
from jixiao.errors import ReadError
from jixiao.model.document import Document
from jixiao.model.review import Review
from jixiao.readers import limits, read
from tests.unit.readers.paper import SQUARES, lined, meaning, pdf, say, shape, texts, written

PICTURE = "q 500 0 0 700 50 50 cm /Im Do Q\n"


def refusal(data: bytes, name: str = "公开.pdf") -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    (fault,) = caught.value.faults
    assert fault.where == name
    return fault.what, fault.hint


# Order and paragraphs


def test_the_order_of_the_page_counts_not_that_of_the_file() -> None:
    page = say("last", 72, 600) + say("C", 85.4, 700) + say("A", 72, 700) + say("B", 78.7, 700)
    assert texts(read(pdf(page), "a.pdf")) == ["ABC", "last"]


def test_a_raised_sign_stays_in_its_line_and_bold_by_double_printing_is_read_once() -> None:
    page = say("12 m", 72, 700) + say("2", 95, 704, 6) + say("bold", 72, 650) + say("bold", 72.3, 650)
    assert texts(read(pdf(page), "a.pdf")) == ["12 m2", "bold"]


WIDE = "x" * 80
"""400 points at size 10: from 72 to the right margin at 472."""


def test_a_paragraph_goes_on_while_lines_are_full() -> None:
    page = (
        say(WIDE, 92, 700) + say(WIDE, 72, 680) + say("end one", 72, 660)
        + say(WIDE, 92, 640) + say(WIDE, 72, 620) + say("end two", 72, 600) + say("short", 72, 580) + say("own", 72, 560)
    )  # fmt: skip
    document = read(pdf(page), "a.pdf")
    assert texts(document) == [f"{WIDE} {WIDE} end one", f"{WIDE} {WIDE} end two", "short", "own"]
    assert [str(block.place) for block in document.texts()] == [f"第1页!第{number}段" for number in (1, 2, 3, 4)]


def test_an_indent_a_mark_a_wider_gap_and_another_size_begin_a_paragraph() -> None:
    full = say(WIDE, 72, 700) + say(WIDE, 72, 685)
    for new in (say("new", 92, 670), say("1. new", 72, 670), say("new", 72, 640), say("new", 72, 670, 14)):
        assert len(texts(read(pdf(full + new), "a.pdf"))) == 2
    assert len(texts(read(pdf(full + say("1.5 more", 72, 670)), "a.pdf"))) == 1


def test_a_paragraph_goes_on_overleaf_past_page_numbers() -> None:
    pages = [say(WIDE, 72, 700) + say(WIDE, 72, 80) + say("- 1 -", 290, 30), say("goes on", 72, 700) + say("- 2 -", 290, 30)]
    document = read(pdf(*pages), "a.pdf")
    assert texts(document) == [f"{WIDE} {WIDE} goes on"]
    assert any("页码没有读取" in note for note in document.notes)


@pytest.mark.parametrize("number", ["{}", "- {} -", "{} / 4", "Annex - {} -"])
def test_page_numbers_are_no_words_and_a_header_is_read_once(number: str) -> None:
    pages = [
        say("Report", 72, 810) + say(f"text {'abcd'[one]}", 72, 500) + say(number.format(one + 1), 290, 30)
        for one in range(4)
    ]
    document = read(pdf(*pages), "a.pdf")
    assert texts(document) == ["Report", "text a", "text b", "text c", "text d"]
    assert any("Report" in note for note in document.notes)


def test_a_figure_in_the_text_is_no_page_number() -> None:
    assert texts(read(pdf(say("words", 72, 700) + say("512", 72, 400)), "a.pdf")) == ["words", "512"]
    page = say("512", 72, 60) + say("the last line", 72, 45) + say("- 1 -", 290, 30)
    assert texts(read(pdf(page), "a.pdf")) == ["512", "the last line"]


@pytest.mark.parametrize(
    ("matrix", "x", "y", "down"),
    [("0 1 -1 0", 200, 100, (20, 0)), ("0 -1 1 0", 300, 700, (-20, 0)), ("-1 0 0 -1", 400, 300, (0, 20))],
)
def test_a_turned_page_is_read_upright(matrix: str, x: float, y: float, down: tuple[int, int]) -> None:
    page = say("second", x + down[0], y + down[1], matrix=matrix) + say("first line", x, y, matrix=matrix)
    assert texts(read(pdf(page), "a.pdf")) == ["first line", "second"]


def test_a_watermark_is_not_read_and_said_and_words_off_the_page_are_not_there() -> None:
    page = say("text of the page", 72, 700) + say("DRAFT", 200, 300, 60, "0.7 0.7 -0.7 0.7") + say("far", 900, 500)
    document = read(pdf(page), "a.pdf")
    assert texts(document) == ["text of the page"]
    assert any("斜放" in note for note in document.notes)


# What cannot be read


def test_characters_a_font_gives_no_meaning_are_not_read_as_something() -> None:
    what, _ = refusal(meaning(A="\ue001", B="\ue002", pages=(say("ABBA", 72, 700),)))
    assert "乱码" in what
    assert "乱码" in refusal(meaning(A="\ue001", B="人", pages=(say("ABBABB", 72, 700),)))[0]
    document = read(
        meaning(A="\ue001", B="⼈", pages=(say("BBA and many more words", 72, 700), say("AA", 72, 700))), "a.pdf"
    )
    assert texts(document) == ["人人 and many more words"]
    assert "第 2 页的字体没有带文字编码，没有读取" in document.notes
    assert "第 1 页有个别字符没有文字编码，没有读取" in document.notes


def test_a_dash_at_the_end_of_a_line_stays_a_dash() -> None:
    page = say(WIDE[:-4] + " in-", 72, 700) + say(WIDE, 72, 685) + say("0.4 -", 72, 600) + say("next", 72, 500)
    assert texts(read(pdf(page), "a.pdf")) == [f"{WIDE[:-4]} in-{WIDE}", "0.4 -", "next"]


def test_a_scan_is_refused_with_its_pages_and_one_scanned_page_is_said() -> None:
    what, hint = refusal(pdf(PICTURE, PICTURE, PICTURE))
    assert "扫描件（第 1–3 页" in what
    assert "docx" in hint
    document = read(pdf(say("words", 72, 700), PICTURE), "a.pdf")
    assert texts(document) == ["words"]
    assert "第 2 页是扫描的图片，没有读取" in document.notes


def test_words_over_a_picture_of_the_page_are_read_with_a_warning() -> None:
    assert any("识别可能有错" in note for note in read(pdf(PICTURE + say("words", 72, 700)), "a.pdf").notes)


def test_a_page_without_anything() -> None:
    assert "没有文字" in refusal(pdf(""))[0]


STANDARD = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<{'33' * 16}><{'33' * 16}>]"


def test_encrypted_files_are_named() -> None:
    what, hint = refusal(pdf(say("words", 72, 700), trailer=STANDARD))
    assert "密码" in what
    assert "去掉密码" in hint
    assert "加密" in refusal(pdf(say("words", 72, 700), trailer=STANDARD.replace("Standard", "Other")))[0]


GOOD = pdf(say("words", 72, 700) + lined(*SQUARES) + written())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", b"\n\n%PDF-1.4\n", GOOD[: GOOD.index(b"2 0 obj")]])
def test_a_damaged_file_is_said_to_be_damaged(data: bytes) -> None:
    what, hint = refusal(data)
    assert "损坏" in what or "一页也没有" in what
    assert "重新取得" in hint


def test_a_lost_directory_of_objects_is_found_again() -> None:
    at = GOOD.index(b"startxref")
    assert "words" in texts(read(GOOD[:at] + b"startxref\n7\n%%EOF", "a.pdf"))


def test_pages_and_forms_that_hold_themselves_end() -> None:
    looped = GOOD.replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    assert refusal(looped)
    assert texts(read(pdf(say("words", 72, 700) + "/Fm Do", form="/Fm Do"), "a.pdf")) == ["words"]


@pytest.mark.parametrize(
    ("limit", "value", "what"),
    [
        ("PAGES", 1, "2 页，超过上限 1 页"),
        ("CHARACTERS", 5, "超过上限 5 字"),
        ("PAGE_CHARACTERS", 3, "第 1 页有"),
        ("PAGE_RULES", 3, "超过上限 3"),
        ("FILE", 100, "文件超过"),
    ],
)
def test_what_asks_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, what: str) -> None:
    monkeypatch.setattr(limits, limit, value)
    said, hint = refusal(pdf(say("words", 72, 700) + lined(*SQUARES), say("more", 72, 700)))
    assert what in said
    assert "拆成" in hint


def packed(content: bytes, filters: str = "/FlateDecode", more: str = "") -> bytes:
    stream = zlib.compress(content, 9)
    head = f"<</Filter {filters}{more}/Length {len(stream)}>>stream\n".encode()
    return pdf("@@").replace(b"<</Length 2>>stream\n@@", head + stream)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = say("words", 72, 700).encode() + b"%" * 3000
    assert texts(read(packed(content), "a.pdf")) == ["words"]
    monkeypatch.setattr(limits, "PDF_STREAM", 2999)
    for bomb in (packed(content), packed(zlib.compress(content), "[/FlateDecode /FlateDecode]")):
        assert "大得不正常" in refusal(bomb)[0]
    assert texts(read(packed(content[:2900]), "a.pdf")) == ["words"]
    assert texts(read(packed(content, more="/Length1 3000"), "a.pdf")) == ["words"], "a font may be larger"
    monkeypatch.setattr(limits, "UNPACKED", 2000)
    assert "大得不正常" in refusal(packed(content[:2900]))[0]


@given(st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    damaged = GOOD[:at] + data.draw(st.binary(max_size=30)) + GOOD[at + data.draw(st.integers(0, 30)) :]
    try:
        document = read(damaged, "x.pdf")
    except ReadError as error:
        assert error.faults
    else:
        "".join(texts(document)).encode()


def test_reading_a_text_does_not_load_the_library() -> None:
    code = (
        "import sys; from jixiao.readers import read; read('绩效'.encode(), 'a.txt'); sys.exit('pypdfium2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Chinese, printed by LibreOffice


@pytest.fixture(scope="module")
def printed(convert: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> Document:
    document = docx.Document()
    for number in range(3):
        for words in PARAGRAPHS:
            document.add_paragraph(f"（{'一二三'[number]}）{words}")
    table = document.add_table(4, 3)
    table.style = "Table Grid"
    for row, line in enumerate(
        [("项目", "金额（万元）", ""), ("", "预算", "执行"), ("“三公”经费", "6.50", "6.10"), ("合计", "6.50", "6.10")]
    ):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    path = tmp_path_factory.mktemp("printed") / "报告.docx"
    document.save(str(path))
    made = convert(path, "pdf")
    return read(made.read_bytes(), made.name)


PARAGRAPHS = (
    "全年“三公”经费支出6.10万元，其中：因公出国（境）费0.00万元，公务用车购置及运行维护费4.30万元——均为运行维护费，公务接待费1.80万元。",
    "样例县图书档案局（虚构）内设办公室和业务股，比上年减少0.45万元，下降6.87%",
)


def test_every_paragraph_comes_back_whole_with_its_quotation_marks(printed: Document) -> None:
    flat = [text.replace(" ", "") for text in texts(printed)]
    assert flat == [f"（{number}）{words}" for number in "一二三" for words in PARAGRAPHS]


def test_a_printed_table_has_its_merged_cells(printed: Document) -> None:
    (table,) = printed.tables()
    assert shape(table) == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额（万元）"), (1, 1, 1, 1, "预算"), (1, 2, 1, 1, "执行"),
        (2, 0, 1, 1, "“三公”经费"), (2, 1, 1, 1, "6.50"), (2, 2, 1, 1, "6.10"),
        (3, 0, 1, 1, "合计"), (3, 1, 1, 1, "6.50"), (3, 2, 1, 1, "6.10"),
    ]  # fmt: skip


def test_a_printed_workbook(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    side = openpyxl.styles.Side(style="thin")
    rows = [("指标", "目标值", "完成值"), *((f"指标{number}", f"≥{number}场次", number + 1) for number in range(1, 90))]
    for row in rows:
        book.active.append(row)
    for line in book.active.iter_rows():
        for cell in line:
            cell.border = openpyxl.styles.Border(side, side, side, side)
    book.active.print_title_rows = "1:1"
    book.save(tmp_path / "表.xlsx")
    (table,) = read(convert(tmp_path / "表.xlsx", "pdf").read_bytes(), "表.pdf").tables()
    assert [[cell.text if cell else "" for cell in row] for row in table.grid()] == [
        [str(one) for one in row] for row in rows
    ]


def test_our_own_report_and_form_as_pdf_hold_no_error(
    convert: Callable[[Path, str], Path], root: Path, tmp_path: Path
) -> None:
    write_evaluation(evaluate(root / "examples" / "department" / "case.yaml"), tmp_path)
    for name in ("自评报告.docx", "自评表.xlsx"):
        made = convert(tmp_path / name, "pdf")
        (review,) = check([made])
        assert isinstance(review, Review)
        assert [finding for finding in review.findings if finding.level == "error"] == []
        assert review.coverage.checked > 30
