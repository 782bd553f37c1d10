"""--annotate gives a PDF back: every old byte where it was, a mark over the very words, the sentence in its comment."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, raw

from jixiao.api import annotate, check_files
from jixiao.model.anchor import Stretch
from jixiao.model.place import Place
from jixiao.model.review import Review
from jixiao.writers.comments_pdf import annotate_pdf
from jixiao.writers.remarks import Remark

Convert = Callable[[Path, str], Path]
TEXT = """2021年度样例县水务局（虚构）部门整体支出绩效自评报告

一、概况

现有在职人员10名，其中正科级1人，副科级2人，科员8人。全年支出130.65万元，其中基本支出86.12万元，项目支出44.53万元。

二、存在的问题

无。
"""


@pytest.fixture
def paper(convert: Convert, tmp_path: Path) -> Path:
    """A report printed by LibreOffice."""
    source = tmp_path / "报告.html"
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    source.write_text(f"<html><head><meta charset='utf-8'></head><body>{lines}</body></html>", encoding="utf-8")
    return convert(source, "pdf")


def marks(data: bytes) -> list[tuple[int, str, str]]:
    """Page (from 1), the words under the mark, its comment; in the order of the file."""
    paper = PdfDocument(data)
    found = []
    for number in range(len(paper)):
        page = paper[number]
        text = page.get_textpage()
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, index)
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
            length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
            room = ctypes.create_string_buffer(length)
            raw.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), length)
            under = text.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
            found.append((number + 1, "".join(under.split()), room.raw.decode("utf-16-le").rstrip("\0")))
            raw.FPDFPage_CloseAnnot(annotation)
    paper.close()
    return found


def test_a_pdf_comes_back_with_marks_over_the_words(paper: Path, tmp_path: Path) -> None:
    checked = check_files([paper])
    files, said = annotate(checked, tmp_path / "out")
    assert (files, said) == ([tmp_path / "out" / paper.name], ())
    before, after = paper.read_bytes(), files[0].read_bytes()
    assert after.startswith(before)
    review = checked[0].answer
    assert isinstance(review, Review)
    made = marks(after)
    assert len(made) == len(review.findings)
    (staff,) = [one for one in made if "AR02" in one[2]]
    (finding,) = [one for one in review.findings if one.code == "AR02"]
    assert finding.place.part == f"第{staff[0]}页"
    assert "10名" in staff[1] and "正科级" not in staff[1]
    assert "合计为 11名" in staff[2]
    again = check_files([files[0]])[0].answer
    assert isinstance(again, Review)
    assert [one.message for one in again.findings] == [one.message for one in review.findings]


def test_a_page_that_was_turned_is_marked_where_its_words_stand(paper: Path, tmp_path: Path) -> None:
    turned = PdfDocument(paper)
    for page in turned:
        page.set_rotation(90)
    path = tmp_path / "横放.pdf"
    turned.save(path)
    turned.close()
    checked = check_files([path])
    (made,), said = annotate(checked, tmp_path / "out")
    assert said == ()
    (staff,) = [one for one in marks(made.read_bytes()) if "AR02" in one[2]]
    assert "10名" in staff[1]


def two_pages() -> bytes:
    paper, out = PdfDocument.new(), io.BytesIO()
    for _ in range(2):
        paper.new_page(200, 300)
    paper.save(out)
    paper.close()
    return out.getvalue()


def areas(data: bytes) -> list[tuple[int, list[float], list[list[float]]]]:
    """Of each annotation its page (from 1), its area (left, bottom, right, top) and the corners of what it marks."""
    paper = PdfDocument(data)
    found = []
    for number, page in enumerate(paper, 1):
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, index)
            rect, quad, quads = raw.FS_RECTF(), raw.FS_QUADPOINTSF(), []
            raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
            for at in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                raw.FPDFAnnot_GetAttachmentPoints(annotation, at, ctypes.byref(quad))
                quads.append([quad.x1, quad.y1, quad.x2, quad.y2, quad.x3, quad.y3, quad.x4, quad.y4])
            found.append((number, [rect.left, rect.bottom, rect.right, rect.top], quads))
            raw.FPDFPage_CloseAnnot(annotation)
    paper.close()
    return found


def test_words_over_two_pages_are_marked_on_the_first_line_by_line() -> None:
    """Two lines on the first page, one on the second: a mark with two quads, upper corners before lower ones."""
    anchors = {
        ("第1页", "第1段"): (
            Stretch(0, 5, "", 0, 0, (20, 100, 180, 112)), Stretch(5, 9, "", 0, 0, (20, 84, 120, 96)), Stretch(9, 12, "", 1, 0, (20, 280, 90, 292)),
        )
    }  # fmt: skip
    remark = Remark(Place("", "第1页", "第1段"), "题", ("话",))
    assert areas(annotate_pdf(two_pages(), "甲.pdf", [remark], anchors)) == [
        (1, [20, 84, 180, 112], [[20, 112, 180, 112, 20, 100, 180, 100], [20, 96, 120, 96, 20, 84, 120, 84]])
    ]


def test_notes_of_the_whole_file_stand_beside_each_other_at_the_top() -> None:
    """A page of 200 by 300: 12 points of margin, eight notes of 20 in a row, the ninth below the first."""
    remarks = [Remark(Place("", "", ""), f"题{number}", ()) for number in range(9)]
    found = [area for _, area, _ in areas(annotate_pdf(two_pages(), "甲.pdf", remarks, {}))]
    assert found[0] == [12, 268, 32, 288] and found[7] == [152, 268, 172, 288] and found[8] == [12, 248, 32, 268]
    assert len({tuple(one) for one in found}) == 9
