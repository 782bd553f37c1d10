"""Word files made by other hands, python-docx and LibreOffice, read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.text import WD_BREAK

from jixiao.readers import read


def test_a_file_of_python_docx_reads_back() -> None:
    made = docx.Document()
    made.add_heading("2021年度部门整体支出绩效自评报告", 0)
    made.add_heading("一、部门概况", 1)
    made.add_heading("（一）机构设置", 2)
    paragraph = made.add_paragraph("在职人员11人")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("退休2人").bold = True
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(2, 2).text = "44.526"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read(buffer.getvalue(), "报告.docx")
    assert [(block.text, getattr(block, "level", None)) for block in document.texts()] == [
        ("2021年度部门整体支出绩效自评报告", 0),
        ("一、部门概况", 1),
        ("（一）机构设置", 2),
        ("在职人员11人\n退休2人", None),
    ]
    (read_table,) = document.tables()
    assert [
        (cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in read_table.cells if cell.text
    ] == [
        ("项目", 0, 0, 2, 1),
        ("金额", 0, 1, 1, 2),
        ("44.526", 2, 2, 1, 1),
    ]


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:h text:outline-level="1">一、部门概况</text:h>
<text:p>总支出130.651万元<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>含上年结转</text:p></text:note-body></text:note>，完成率98.5%。</text:p>
<table:table><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>指标</text:p></table:table-cell>
<table:covered-table-cell/><table:table-cell table:number-rows-spanned="2"><text:p>得分</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>产出</text:p></table:table-cell><table:table-cell><text:p>108场次</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table>
</office:text></office:body></office:document>"""


def test_a_file_of_libreoffice_reads_back(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    source = tmp_path / "报告.fodt"
    source.write_text(FODT, encoding="utf-8")
    document = read(convert(source, "docx").read_bytes(), "报告.docx")
    heading, sentence, note = document.texts()
    assert (heading.text, getattr(heading, "level", None)) == ("一、部门概况", 1)
    assert sentence.text == "总支出130.651万元，完成率98.5%。"
    assert (note.text, note.place.part) == ("含上年结转", "脚注")
    (table,) = document.tables()
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("指标", 0, 0, 1, 2),
        ("得分", 0, 2, 2, 1),
        ("产出", 1, 0, 1, 1),
        ("108场次", 1, 1, 1, 1),
    ]
