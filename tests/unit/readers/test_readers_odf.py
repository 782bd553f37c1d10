"""OpenDocument files (.odt, .ods) read as their docx and xlsx twins are; and LibreOffice as a converter: it fetches nothing, and it is ended."""

from __future__ import annotations

import os
import select
import socket
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from jixiao.errors import ReadError
from jixiao.model.document import Document, Heading, Paragraph, Table
from jixiao.readers import read
from jixiao.readers.office import libreoffice
from jixiao.review import review_document

Convert = Callable[[Path, str], Path]
MakeZip = Callable[[dict[str, str | bytes]], bytes]

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)
TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"


def parts(body: str, before: str = "", listed: str = "", kind: str = TEXT, styles: str = "") -> dict[str, str | bytes]:
    """The parts of a small OpenDocument text or spreadsheet."""
    inside = "text" if kind == TEXT else "spreadsheet"
    content = (
        f"<office:document-content {NAMES}>{styles}<office:body><office:{inside}>{body}</office:{inside}></office:body>"
        "</office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return {
        "mimetype": kind,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{before}{content}',
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}" m:version="1.2"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{listed}</m:file-entry></m:manifest>',
    }


def refused(data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    (fault,) = caught.value.faults
    return fault.what, fault.hint


def shown(document: Document) -> list[tuple[str, ...]]:
    """Every paragraph and cell with its place, its level or spans, its stored number and its formula."""
    found: list[tuple[str, ...]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [
                (str(one.place), one.text, str(one.row_span), str(one.column_span), one.stored, one.note)
                for one in block.cells
            ]
        elif isinstance(block, Heading | Paragraph):
            found.append((str(block.place), block.text, str(getattr(block, "level", ""))))
    return found


def test_a_text_reads_as_its_word_twin(convert: Convert, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("2021年度示例局（虚构）绩效自评报告", 0)
    made.add_heading("一、支出情况", 1)
    made.add_paragraph("全年支出130.651万元，其中基本支出86.124万元，项目支出44.537万元。")  # they come to 130.661
    for words in ("甲项目", "乙项目"):
        made.add_paragraph(words, style="List Number")
    made.add_paragraph("两项之间").add_run("\t有  空格")
    made.add_paragraph("丙项目", style="List Number")
    made.add_paragraph("一点", style="List Bullet")
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(0, 2).text = "金额（万元）"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "基本支出\n其中"
    table.cell(2, 2).text = "86.124"
    made.sections[0].header.paragraphs[0].text = "示例局（虚构）"
    made.save(str(tmp_path / "报告.docx"))
    twin = read((tmp_path / "报告.docx").read_bytes(), "报告.docx")
    document = read(convert(tmp_path / "报告.docx", "odt").read_bytes(), "报告.odt")
    assert shown(document) == shown(twin)
    assert document.kind == "odt" and document.notes == ()
    assert "AR01" in [one.code for one in review_document(document).findings]


def test_a_table_reads_as_its_workbook_twin(convert: Convert, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    for row in (
        ["指标", None, "得分"],
        ["在职人员控制率", 5, 4.5],
        ["完成率", 0.828234, "=C2"],
        ["隐藏", 1, 1],
        ["合计", 5, "=C2"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A6:B7")
    sheet["B3"].number_format = "0.00%"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.create_sheet("说明").sheet_state = "hidden"
    book["说明"]["C3"] = "填表说明"
    path = tmp_path / "表.xlsx"
    book.save(path)
    made = convert(path, "ods")
    document = read(made.read_bytes(), "表.ods")
    again = read(convert(made, "xlsx").read_bytes(), "表.xlsx")  # with its formulas worked out
    assert shown(document) == shown(again) and document.kind == "ods"
    assert document.notes == again.notes and "隐藏的行（第 4 行）" in document.notes[0]
    cells = {one.place.ref: one for one in next(document.tables()).cells}
    assert (cells["B3"].text, cells["B3"].stored, cells["C3"].text, cells["C3"].note) == ("82.82%", "0.828234", "4.5", "=C2")


LISTS = """<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="1"/>
<text:list-level-style-number text:level="3" style:num-suffix="." style:num-format="1" text:display-levels="2"/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P9" style:parent-style-name="Title"/></office:automatic-styles>"""


def texts(document: Document) -> list[str]:
    return [one.text for one in document.texts()]


def item(words: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"


def test_lists_bear_the_numbers_that_are_printed(make_zip: MakeZip) -> None:
    deep = f"<text:list>{item('子')}{item('丑', '<text:list>' + item('寅') + '</text:list>')}</text:list>"
    body = (
        f'<text:list text:style-name="L" xml:id="one">{item("甲", deep)}{item("乙")}</text:list><text:p>间</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("丙", "<text:p>续</text:p>")}</text:list>'
        f'<text:list text:style-name="L">{item("丁")}</text:list><text:list text:continue-list="one">{item("戊")}</text:list>'
        f'<text:list text:style-name="B">{item("点")}</text:list>'
    )
    assert texts(read(make_zip(parts(body, styles=LISTS)), "报告.odt")) == [
        "一、甲", "（1）子", "（2）丑", "2.1.寅", "二、乙", "间", "三、丙", "续", "一、丁", "四、戊", "• 点",
    ]  # fmt: skip


def test_words_stand_as_they_are_printed(make_zip: MakeZip) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去的100万元</text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p text:style-name="P9">标题</text:p><text:h text:outline-level="2">一、情况</text:h>'
        '<text:p>支出\n  100<text:s text:c="3"/>万<text:span>元<text:tab/>整</text:span><text:line-break/>见<text:span text:style-name="H">暗文'
        '</text:span>注<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注文</text:p>'
        "</text:note-body></text:note><office:annotation><text:p>批注</text:p></office:annotation>。</text:p>"
        "<text:table-of-content><text:index-body><text:p>目录1</text:p></text:index-body></text:table-of-content>"
        "<text:section><text:p>节内<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame><draw:frame><draw:image/>"
        "</draw:frame></text:p></text:section>"
    )
    document = read(make_zip(parts(body, styles=LISTS)), "报告.odt")
    assert texts(document) == ["标题", "一、情况", "支出 100   万元\t整\n见注。", "节内", "框内", "脚注文"]
    assert [str(one.place) for one in document.texts()][-3:] == ["正文!第4段", "文本框!第1段", "脚注!第1段"]
    assert [one.level for one in document.blocks if isinstance(one, Heading)] == [0, 2]
    assert document.notes == (
        "文中有修订痕迹（1 处），按全部接受后的样子读取", "有 1 处隐藏文字，没有读取", "目录没有读取", "有 1 张图片，图中的文字和数字没有读取",
    )  # fmt: skip


def cell(words: str = "", **more: int) -> str:
    said = "".join(f' table:{name.replace("_", "-")}="{number}"' for name, number in more.items())
    return f"<table:table-cell{said}><text:p>{words}</text:p></table:table-cell>"


def test_tables_inside_tables_and_repeated_cells(make_zip: MakeZip) -> None:
    inner = f"<table:table><table:table-row>{cell('内')}</table:table-row></table:table>"
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{cell('头', number_columns_repeated=2)}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell('左', number_rows_spanned=9)}"
        f"<table:table-cell><text:p>右</text:p>{inner}</table:table-cell></table:table-row></table:table>"
    )
    first, second = read(make_zip(parts(body)), "报告.odt").tables()
    assert [(one.place.ref, one.text, one.row_span) for one in first.cells] == [
        ("R1C1", "头", 1), ("R1C2", "头", 1), ("R2C1", "左", 1), ("R2C2", "右", 1),
    ]  # fmt: skip
    assert (first.head_rows, [one.text for one in second.cells], second.place.part) == (1, ["内"], "表2")


def sheet(rows: str) -> str:
    return f'<table:table table:name="表">{rows}</table:table>'


def test_a_formula_is_told_in_the_words_of_excel_and_an_error_is_named(make_zip: MakeZip) -> None:
    rows = (
        '<table:table-row><table:table-cell table:formula="of:=IF([.B1]&gt;0;&quot;;[.A1]&quot;;SUM([.B1:.B3];[$预算.C2]))" '
        'office:value="1234.5" office:value-type="float"><text:p>1,234.50</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]"/></table:table-row>'
    )
    (table,) = read(make_zip(parts(sheet(rows), kind=SHEET)), "表.ods").tables()
    assert [(one.text, one.note, one.problem) for one in table.cells] == [
        ("1,234.50", '=IF(B1>0,";[.A1]",SUM(B1:B3,预算!C2))', ""), ("#DIV/0!", "=1/0", "#DIV/0!"), ("", "=A1", "公式没有计算结果"),
    ]  # fmt: skip


def test_rows_and_cells_without_end_are_refused_before_they_take_memory(make_zip: MakeZip) -> None:
    empty = f'<table:table-row table:number-rows-repeated="1048570">{cell()}</table:table-row>'
    full = f"<table:table-row>{cell('末')}</table:table-row>"
    (table,) = read(make_zip(parts(sheet(empty + full), kind=SHEET)), "表.ods").tables()
    assert [one.place.ref for one in table.cells] == ["A1048571"]
    endless = f'<table:table-row table:number-rows-repeated="99999999">{cell("字")}</table:table-row>'
    assert "超出 Excel 的范围" in refused(make_zip(parts(sheet(endless), kind=SHEET)), "表.ods")[0]
    wide = f"<table:table-row>{cell('字', number_columns_repeated=99999999)}</table:table-row>"
    assert "超出 Excel 的范围" in refused(make_zip(parts(sheet(wide), kind=SHEET)), "表.ods")[0]
    long = f"<table:table-row>{cell('字', number_columns_repeated=16000) * 400}</table:table-row>"  # six million cells
    for data, name in ((parts(sheet(long), kind=SHEET), "表.ods"), (parts(sheet(long * 5)), "报告.odt")):
        tracemalloc.start()
        assert "超" in refused(make_zip(data), name)[0]
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
        tracemalloc.stop()
    nested = "".join("<table:table><table:table-row><table:table-cell>" for _ in range(25))
    closed = "</table:table-cell></table:table-row></table:table>" * 25
    assert "套表格超过" in refused(make_zip(parts(nested + closed)), "报告.odt")[0]


def test_it_is_read_where_there_is_no_libreoffice(make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("handed to LibreOffice")

    monkeypatch.setattr(libreoffice, "converted", never)
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    assert texts(read(make_zip(parts("<text:p>字</text:p>")), "报告.odt")) == ["字"]
    assert refused(make_zip(parts("")), "报告.odt")[0] == "文档里没有文字"
    assert refused(make_zip(parts(sheet(""), kind=SHEET)), "表.ods")[0] == "工作簿里没有内容"


def test_what_is_hostile_or_locked_is_not_read(make_zip: MakeZip) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "字字字字"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "实体声明" in refused(make_zip(parts("<text:p>&b;</text:p>", bomb)), "报告.odt")[0]
    hidden = parts("<text:p>字</text:p>")
    hidden["styles.xml"] = f'<?xml version="1.0"?>{bomb}<x/>'.encode("utf-16")
    assert "实体声明" in refused(make_zip(hidden), "报告.odt")[0]
    locked = parts("", listed='<m:encryption-data m:checksum="x"/>')
    assert refused(make_zip(locked), "报告.odt") == ("OpenDocument 文件（.odt）加了打开密码", "请去掉密码后另存，再用")
    swollen = parts("")
    swollen["content.xml"] = " " * (5 << 20)
    assert "压缩炸弹" in refused(make_zip(swollen), "报告.odt")[0]
    assert "缺少内容" in refused(make_zip({"mimetype": TEXT}), "报告.odt")[0]
    assert "不是完好的 XML" in refused(make_zip(parts("<text:p>没有完")), "报告.odt")[0]


def test_nothing_is_fetched_that_a_document_only_links_to(make_zip: MakeZip, require: Callable[[str], str]) -> None:
    require("libreoffice")
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    client, _ = server.accept()
                except TimeoutError:
                    continue
                with client:
                    called.append(client.recv(200))

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        linked = (
            f'<text:p>字<draw:frame><draw:image xlink:href="{address}/x.png" xlink:type="simple" xlink:show="embed" '
            f'xlink:actuate="onLoad"/></draw:frame></text:p>'
        )
        made = libreoffice.converted(make_zip(parts(linked)), ".odt", "docx")
        over.set()
        listener.join()
    assert made is not None and texts(read(made, "报告.docx"))[:1] == ["字"] and called == []


def test_a_converter_that_does_not_end_is_ended_with_what_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A program of the tests' own in the place of LibreOffice: it starts another and waits for ever; both hold a pipe open."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nexec 3>"{pipe}"\necho >&3\nsleep 1000 &\nwait\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: str(program))
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert libreoffice.converted(b"", ".odt", "docx") is None
        assert os.read(end, 10) == b"\n"
        assert select.select([end], [], [], 10)[0], "the child of the converter still runs"
        assert os.read(end, 10) == b""  # nobody has it open any more
    finally:
        os.close(end)
