"""The Word file, opened again by python-docx: words, structure, and the dress of an official report."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jixiao.model.document import TO_FILL, Cell, Document, Heading, Paragraph, Table
from jixiao.writers.docx import write_docx
from jixiao.writers.docx_look import title_indent


def opened(document: Document) -> Any:
    return docx.Document(BytesIO(write_docx(document)))


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(write_docx(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_words_come_in_order_with_their_styles(document: Document) -> None:
    found = [(one.style.name, one.text) for one in opened(document).paragraphs if one.text]
    assert found == [
        ("Title", "2021年度示例局（虚构）报告"), ("突出", "得分 92.50分"), ("Heading 1", "一、概况"), ("Heading 2", "（一）支出"),
        ("Heading 3", "1.总数"), ("Normal", "总支出130.651万元，其中“三公”经费待补充。"), ("Normal", "第一段"), ("Normal", "第二段"),
        ("落款", "示例局（虚构）"), ("表题", "得分"), ("附件", "附件1"), ("表题", "基础数据表"),
    ]  # fmt: skip


def test_the_page_is_that_of_an_official_document(document: Document) -> None:
    section = opened(document).sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(one.mm) for one in page] == [210, 297, 37, 35]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (28, 26)


@pytest.mark.parametrize(
    ("name", "font", "size", "line"),
    [
        ("Normal", "仿宋", 16, 28), ("Title", "方正小标宋简体", 22, 36), ("Heading 1", "黑体", 16, 28), ("Heading 2", "楷体", 16, 28),
        ("Heading 3", "仿宋", 16, 28),
    ],
)  # fmt: skip
def test_fonts_sizes_and_lines(document: Document, name: str, font: str, size: float, line: float) -> None:
    style = opened(document).styles[name]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert style.font.size == Pt(size)
    assert style.paragraph_format.line_spacing == Pt(line)


def test_text_is_drawn_in_by_two_characters(document: Document) -> None:
    indent = opened(document).styles["Normal"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_fonts_bear_second_names_for_computers_without_them(document: Document) -> None:
    table = parts(document)["word/fontTable.xml"].decode()
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table
    assert '<w:font w:name="仿宋"><w:altName w:val="仿宋_GB2312"/>' in table


def test_the_page_number_stands_outside_between_dashes(document: Document) -> None:
    section = opened(document).sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert " PAGE " in "".join(node.text for node in paragraph._p.iter(qn("w:instrText")))
        assert len(paragraph._p.findall(qn("w:pPr"))) == 1
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side


def test_what_is_lacking_is_shaded_and_nothing_else(document: Document) -> None:
    shaded = [
        run.text
        for paragraph in opened(document).paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:shd")) is not None
    ]
    assert shaded == [TO_FILL]


def test_tables_keep_merged_cells_heads_and_widths(document: Document) -> None:
    table = opened(document).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["项目", "金额", "说明"]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc or table.cell(2, 0).text == "合计"
    assert [cell.text for cell in table.rows[1].cells] == ["合计", "130.651万元", TO_FILL]
    assert [cell.text for cell in table.rows[2].cells][1:] == ["-12.50", "第一行\n第二行"]
    assert table.rows[3].cells[0]._tc is table.rows[3].cells[2]._tc
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    widths = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert abs(widths[2] - 2 * widths[0]) <= 1 and sum(widths) == 8844


def test_table_properties_stand_in_the_order_word_demands(document: Document) -> None:
    order = ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"]
    for table in opened(document).tables:
        names = [one.tag.rpartition("}")[2] for one in table._tbl.tblPr]
        assert names == [name for name in order if name in names]


def test_a_square_without_a_cell_is_no_taller_than_the_others() -> None:
    table = Table((Cell(("甲",), 0, 0), Cell(("乙",), 1, 1)), head_rows=0)
    squares = opened(Document("表", (table,))).tables[0]._cells
    assert {square.paragraphs[0].style.name for square in squares} == {"表格文字"}


def test_a_chart_becomes_its_figures(document: Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in opened(document).tables[0].rows]
    assert rows == [["项目", "数值（分）"], ["甲", "3.50/5"], ["乙", "5.00/5"]]


def test_an_annex_begins_a_page(document: Document) -> None:
    annex = next(one for one in opened(document).paragraphs if one.text == "附件1")
    assert annex.paragraph_format.page_break_before is True


def test_quotation_marks_belong_to_the_chinese_font(document: Document) -> None:
    run = next(run for one in opened(document).paragraphs for run in one.runs if "“三公”" in run.text)
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_control_characters_do_not_break_it() -> None:
    text = "甲\x00\x0b乙\ufffe\ud800丙"
    paper = opened(Document("\x01题", (Heading(text, 1), Paragraph((text,)), Table((Cell((text,), 0, 0),), title=text))))
    assert [one.text for one in paper.paragraphs if one.text] == ["甲乙丙"] * 3
    assert paper.tables[0].cell(0, 0).text == "甲乙丙"


def test_nothing_of_the_template_is_left(document: Document) -> None:
    found = parts(document)
    assert not [name for name in found if "thumbnail" in name or "customXml" in name or "WithEffects" in name]
    assert (
        b"python-docx" not in found["docProps/core.xml"] and b"dcterms" not in found["docProps/core.xml"].split(b">", 2)[2]
    )
    assert len(found["word/styles.xml"]) < 40_000


def test_an_empty_document_and_an_empty_table_can_be_written() -> None:
    assert opened(Document("空", ())).paragraphs == []
    assert opened(Document("空", (Table(()), Paragraph(())))).tables == []


@pytest.mark.parametrize(
    ("title", "first_line"),
    [
        ("2021年度样例县图书档案局（虚构）部门整体支出绩效自评报告", "2021年度样例县图书档案局（虚构）"),
        ("2021年度样例市文化馆（虚构）样例市农家书屋更新项目（虚构）绩效自评报告", ""),
        ("2021年度绩效自评报告", ""),
    ],
)
def test_a_long_title_breaks_where_the_sense_does(title: str, first_line: str) -> None:
    """Drawn in, the line holds the first part and not one character more; where no such line exists it is left alone."""
    drawn_in = title_indent(title, 442.2)
    if not first_line:
        assert drawn_in == 0
        return
    room = (442.2 - 2 * drawn_in) / 22
    width = sum(0.5 if mark.isascii() else 1 for mark in first_line)
    assert width < room < width + 1
    paragraph = opened(Document(title, (Heading(title, 0),))).paragraphs[0]
    assert paragraph.text == title
    assert paragraph.paragraph_format.left_indent == paragraph.paragraph_format.right_indent == Pt(drawn_in)


def test_a_signature_takes_a_line_of_text_with_it() -> None:
    body = [Paragraph((f"正文{number}。",)) for number in range(9)]
    closing = [Paragraph(()), Paragraph(("附件：基础数据表",)), Paragraph(()), Paragraph(("示例局（虚构）",), style="right")]
    kept = [one.paragraph_format.keep_with_next for one in opened(Document("文", (*body, *closing))).paragraphs]
    assert kept == [None] * 8 + [True] * 4 + [None]


def test_the_text_width_is_what_the_margins_leave() -> None:
    assert round(Mm(210 - 28 - 26).pt * 20) == 8844


def test_a_wide_annex_lies_on_its_side_and_the_next_stands_up_again() -> None:
    """225 mm for text where the paper lies; its table is as broad; no page stays empty between."""
    wide = Table(tuple(Cell((str(n),), 0, n) for n in range(8)), widths=(1,) * 8)
    narrow = Table((Cell(("甲",), 0, 0),), widths=(1,))
    blocks = (
        Heading("题", 0),
        Heading("附件1", 1, new_page=True, landscape=True), wide,
        Heading("附件2", 1, new_page=True, landscape=True), wide,
        Heading("附件3", 1, new_page=True), narrow,
    )  # fmt: skip
    made = opened(Document("题", blocks))
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in made.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    lying = made.sections[1]
    assert round(lying.page_width.mm - lying.left_margin.mm - lying.right_margin.mm) == 225
    assert [round(one.mm) for one in (made.sections[2].top_margin, made.sections[2].left_margin)] == [37, 28]
    broad = [sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) for table in made.tables]
    assert [round(one / 1440 * 25.4) for one in broad] == [225, 225, 156]
    heads = {one.text: one.paragraph_format.page_break_before for one in made.paragraphs if one.style.name == "附件"}
    assert heads == {"附件1": None, "附件2": True, "附件3": None}


def test_heads_below_other_rows_stand_at_the_top_of_a_table_of_their_own() -> None:
    """Word repeats only the rows a table begins with: a form whose heads stand below its cover is two tables, no space between."""
    rows = [["单位", "示例局（虚构）", ""], ["一级指标", "分值", "得分"], ["投入", "5", "4.5"], ["总分", "100", "96"]]
    cells = tuple(Cell((text,), row, column) for row, line in enumerate(rows) for column, text in enumerate(line))
    made = docx.Document(BytesIO(write_docx(Document("表", (Table(cells, repeated=1),)))))
    cover, form = made.tables
    assert [[cell.text for cell in row.cells] for row in (*cover.rows, *form.rows)] == rows
    header = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"
    assert [row._tr.find(f".//{header}") is not None for row in form.rows] == [True, False, False]


def test_heads_below_a_cell_that_reaches_down_to_them_stay_where_they_are() -> None:
    cells = (Cell(("左",), 0, 0, row_span=2), Cell(("上",), 0, 1), Cell(("下",), 1, 1))
    made = docx.Document(BytesIO(write_docx(Document("表", (Table(cells, repeated=1),)))))
    assert len(made.tables) == 1
