"""Comments in somebody's own workbook: in the very cells, and nothing else of the file is another."""

from __future__ import annotations

import io
import re
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment

from jixiao.errors import ReadError
from jixiao.model.document import Place
from jixiao.readers import read
from jixiao.writers.comments_xlsx import annotate_xlsx
from jixiao.writers.remarks import Remark
from tests.unit.readers.conftest import Parts, book_parts, zipped
from tests.unit.test_answers_docx import members

HEAD = "【错误】得分超过分值（SC01）"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELLS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="14"><c r="H14"><v>12</v></c></row></sheetData>'


def remark(sheet: str, ref: str, *lines: str) -> Remark:
    return Remark(Place("", sheet, ref, (0, 2)), HEAD, lines or ("该数得 12，分值只有 10",))


def annotated(data: bytes, *remarks: Remark) -> bytes:
    made, lacking = annotate_xlsx(data, "自评表.xlsx", remarks)
    assert lacking == ()
    return made


def comments(data: bytes) -> dict[str, str]:
    """Every comment of the workbook, as openpyxl reads it: 表!H14 → its text."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* extension is not supported")  # openpyxl leaves data bars out
        book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def cells(data: bytes) -> list[tuple[str, str]]:
    return [(str(cell.place), cell.text) for table in read(data, "自评表.xlsx").tables() for cell in table.cells]


def in_parts(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


SAID = f"{HEAD}\n该数得 12，分值只有 10"


def test_a_workbook_without_comments_gets_them_with_their_boxes() -> None:
    data = zipped(book_parts({"自评表": CELLS, "说明": CELLS}))
    made = annotated(data, remark("自评表", "H14"), remark("说明", "$A$1", "x<y & \x01z"), remark("自评表", "A1:H14"))
    assert comments(made) == {"自评表!H14": SAID, "自评表!A1": SAID, "说明!A1": f"{HEAD}\nx<y & z"}
    assert cells(made) == cells(data)
    drawing = etree.fromstring(in_parts(made, "xl/drawings/vmlDrawing1.vml").encode())
    shapes = drawing.findall("{urn:schemas-microsoft-com:vml}shape")
    notes = [shape.find("{urn:schemas-microsoft-com:office:excel}ClientData") for shape in shapes]
    at = [
        tuple(note.findtext(f"{{urn:schemas-microsoft-com:office:excel}}{tag}") for tag in ("Row", "Column"))
        for note in notes
    ]
    assert at == [("13", "7"), ("0", "0")]  # H14 is row 13 and column 7 from 0
    other = in_parts(made, "xl/drawings/vmlDrawing2.vml")
    assert "_x0000_s1025" in in_parts(made, "xl/drawings/vmlDrawing1.vml") and "_x0000_s2049" in other


def test_one_cell_has_one_comment_and_what_somebody_said_there_stays_on_top() -> None:
    book = openpyxl.Workbook()
    book.active.title = "自评表"
    book.active["B2"] = 12
    book.active["B2"].comment = Comment("科长：请核", "张三")
    book.active["C3"].comment = Comment("另一格", "张三")
    buffer = io.BytesIO()
    book.save(buffer)
    made = annotated(buffer.getvalue(), remark("自评表", "B2"), remark("自评表", "B2", "第二条"), remark("自评表", "D4"))
    assert comments(made) == {
        "自评表!B2": f"科长：请核\n\n{SAID}\n\n{HEAD}\n第二条",
        "自评表!C3": "另一格",
        "自评表!D4": SAID,
    }
    authors = {
        cell.coordinate: cell.comment.author
        for row in openpyxl.load_workbook(io.BytesIO(made)).active
        for cell in row
        if cell.comment
    }
    assert authors == {"B2": "张三", "C3": "张三", "D4": "jixiao"}


def test_the_box_of_a_comment_that_grew_grows_with_it() -> None:
    data = rich_workbook()

    def anchors(book: bytes) -> list[list[int]]:
        found = re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", in_parts(book, "xl/drawings/vmlDrawing1.vml"))
        return [[int(side) for side in one.split(",")] for one in found]

    ((left, _, top, _, right, _, bottom, _),) = anchors(data)
    (grown,) = anchors(annotated(data, remark("自评表", "A1")))
    assert grown[:4] == anchors(data)[0][:4] and grown[5] == anchors(data)[0][5]
    # 260 points across are six columns of 48; two lines and a margin, 39 points, reach into the third row of 15 below
    assert (grown[4], grown[6]) == (left + 6, bottom + 3)
    assert right < grown[4] and top < bottom
    assert anchors(annotated(data, remark("自评表", "C1")))[0] == anchors(data)[0]


def test_a_box_is_as_large_among_wide_columns_and_tall_rows() -> None:
    look = '<cols><col min="9" max="9" width="40" customWidth="1"/><col min="10" max="12" width="9" hidden="1"/></cols>'
    rows = CELLS.replace('<row r="14">', '<row r="13" ht="30" customHeight="1"/><row r="14">')
    made = annotated(zipped(book_parts({"自评表": look + rows})), remark("自评表", "H14"))
    (anchor,) = re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", in_parts(made, "xl/drawings/vmlDrawing1.vml"))
    # from column I: 214 points, J to L hidden, 46 of M are 260; from row 13: 30 points, 9 of row 14 are 39
    assert anchor == "8, 12, 12, 8, 13, 12, 14, 8"
    hidden = '<cols><col min="1" max="16384" width="9" hidden="1"/></cols>'
    made = annotated(zipped(book_parts({"自评表": hidden + CELLS})), remark("自评表", "H14"))
    assert "<x:Anchor>8, 12, 12, 8, 16383, 12, 15, 8</x:Anchor>" in in_parts(made, "xl/drawings/vmlDrawing1.vml")


def test_one_box_a_comment() -> None:
    book = openpyxl.Workbook()
    book.active.title = "自评表"
    for ref in ("B2", "C3"):
        book.active[ref].comment = Comment("请核", "张三")
    buffer = io.BytesIO()
    book.save(buffer)
    made = annotated(buffer.getvalue(), remark("自评表", "B2"), remark("自评表", "D4"))
    (drawing,) = (name for name in members(made) if name.endswith(".vml"))
    assert in_parts(made, drawing).count(":ClientData ") == 3  # one box a comment, none for the comment that grew


def test_the_whole_workbook_is_spoken_of_in_the_first_sheet_that_can_be_seen() -> None:
    parts = book_parts({"藏": CELLS, "自评表": CELLS}, states=' state="hidden"')
    made = annotated(zipped(parts), remark("正文", "第1行"))
    assert comments(made) == {"自评表!A1": f"{HEAD}\n位置：正文!第1行\n该数得 12，分值只有 10"}


BEHIND = {
    "nothing": (CELLS, "</sheetData>", ""),
    "an empty sheet": ("<sheetData/>", "<sheetData/>", ""),
    "margins": (CELLS + "<pageMargins left='1'/>", "<pageMargins left='1'/>", ""),
    "tables and extensions": (CELLS + "<tableParts count='0'/><extLst/>", "</sheetData>", "<tableParts count='0'/><extLst/>"),
    "an extension inside a format": (
        CELLS + "<conditionalFormatting><cfRule><extLst><ext/></extLst></cfRule></conditionalFormatting><extLst/>",
        "</conditionalFormatting>", "<extLst/>",
    ),
    "controls for two programs": (
        CELLS + "<drawing r:id='rId9'/><mc:AlternateContent xmlns:mc='m'><mc:Choice/></mc:AlternateContent>",
        "<drawing r:id='rId9'/>", "<mc:AlternateContent xmlns:mc='m'><mc:Choice/></mc:AlternateContent>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BEHIND)
def test_the_sheet_changes_by_one_element_where_the_schema_wants_it(name: str) -> None:
    inside, before, after = BEHIND[name]
    parts = book_parts({"说明": CELLS, "自评表": inside})
    sheet = str(parts["xl/worksheets/worksheet2.xml"])
    made = annotated(zipped(parts), remark("自评表", "H14"))
    drawing = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="rId2"/>'
    assert in_parts(made, "xl/worksheets/worksheet2.xml") == sheet.replace(before + after, before + drawing + after)
    (wanted,) = (
        one
        for one in etree.fromstring(in_parts(made, "xl/worksheets/_rels/worksheet2.xml.rels").encode())
        if one.get("Id") == "rId2"
    )
    assert (wanted.get("Type"), wanted.get("Target")) == (f"{RELATIONS}/vmlDrawing", "../drawings/vmlDrawing1.vml")


def test_a_sheet_written_with_a_prefix_or_in_utf_16() -> None:
    parts = book_parts({"自评表": CELLS})
    name = "xl/worksheets/worksheet1.xml"
    plain = str(parts[name])
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    made = annotated(zipped(parts | {name: prefixed}), remark("自评表", "H14"))
    assert f'</x:sheetData><x:legacyDrawing xmlns:r="{RELATIONS}" r:id="rId2"/></x:worksheet>' in in_parts(made, name)
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + plain
    made = annotated(zipped(parts | {name: wide.encode("utf-16")}), remark("自评表", "H14"))
    assert comments(made) == {"自评表!H14": SAID}


def threaded() -> Parts:
    parts = book_parts({"自评表": CELLS})
    said = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="H14"><text>问</text></threadedComment></ThreadedComments>'
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/t1.xml"/></Relationships>'
    )
    return parts | {"xl/threadedComments/t1.xml": said, "xl/worksheets/_rels/worksheet1.xml.rels": links}


def test_a_threaded_comment_is_left_alone_and_said() -> None:
    data = zipped(threaded())
    made, lacking = annotate_xlsx(data, "自评表.xlsx", [remark("自评表", "H14"), remark("自评表", "A1")])
    assert [str(one) for one in lacking] == ["自评表!H14"]
    assert comments(made) == {"自评表!A1": SAID}
    assert annotate_xlsx(data, "自评表.xlsx", [remark("自评表", "H14")])[0] == data


@pytest.mark.parametrize("broken", ["<worksheet><sheetData></sheetData><a></worksheet>", "<worksheet/>"])
def test_a_broken_sheet_is_a_clear_sentence(broken: str) -> None:
    parts = book_parts({"自评表": CELLS}) | {"xl/worksheets/worksheet1.xml": broken}
    with pytest.raises(
        ReadError, match=r"^自评表\.xlsx：内部部件 xl/worksheets/worksheet1\.xml 不是完好的 XML，加不上批注。请用"
    ):
        annotate_xlsx(zipped(parts), "自评表.xlsx", [remark("自评表", "H14")])


def rich_workbook() -> bytes:
    """A workbook of another library: a comment, a chart, a picture's drawing, a second sheet with neither."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("自评表")
        sheet.write_row("A1", ["指标", 10, 12])
        sheet.write_comment("A1", "原有的批注", {"author": "李四"})
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=自评表!$B$1:$C$1"})
        sheet.insert_chart("E5", chart)
        sheet.conditional_format("B1:C1", {"type": "data_bar", "data_bar_2010": True})
        other = book.add_worksheet("说明")
        other.write("B2", "基本支出")
        other.add_table("D1:E3")
    return buffer.getvalue()


def test_parts_that_need_not_change_keep_every_byte() -> None:
    data = rich_workbook()
    made = annotated(data, remark("自评表", "C1"), remark("说明", "B2"))
    before, after = members(data), members(made)
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == {"xl/comments2.xml", "xl/drawings/vmlDrawing2.vml"}
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }  # fmt: skip
    assert made == annotated(data, remark("自评表", "C1"), remark("说明", "B2"))
    assert annotated(data) == data


def test_libreoffice_opens_it_and_keeps_each_comment_in_its_cell(tmp_path: Path, require: Callable[[str], str]) -> None:
    source = tmp_path / "批注.xlsx"
    source.write_bytes(annotated(rich_workbook(), remark("自评表", "C1"), remark("自评表", "A1"), remark("说明", "B2")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [require("libreoffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = comments((tmp_path / "out" / "批注.xlsx").read_bytes())
    assert again == {"自评表!C1": SAID, "自评表!A1": f"原有的批注\n\n{SAID}", "说明!B2": SAID}
