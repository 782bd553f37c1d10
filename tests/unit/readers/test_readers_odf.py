"""OpenDocument files (.odt, .ods): read as their docx and xlsx twins are, through LibreOffice; nothing is fetched, and what is hostile is not opened."""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from jixiao.errors import ReadError
from jixiao.model.document import Cell, Document, Heading, Paragraph, Table
from jixiao.readers import read
from jixiao.readers.office import libreoffice
from jixiao.review import review_document
from jixiao.writers.docx import write_docx

Convert = Callable[[Path, str], Path]
MakeZip = Callable[[dict[str, str | bytes]], bytes]

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)
TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"


def parts(body: str, before: str = "", listed: str = "", kind: str = TEXT) -> dict[str, str | bytes]:
    """The parts of a small OpenDocument text."""
    content = f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
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


def test_a_text_reads_as_its_word_twin(convert: Convert, tmp_path: Path) -> None:
    cells = (Cell(("项目",), 0, 0), Cell(("金额（万元）",), 0, 1), Cell(("基本支出",), 1, 0), Cell(("86.124",), 1, 1))
    words = "全年支出130.651万元，其中基本支出86.124万元，项目支出44.537万元。"  # they come to 130.661
    blocks = (Heading("2021年度示例局（虚构）绩效自评报告", 0), Paragraph((words,)), Table(cells, title="支出表"))
    new = tmp_path / "报告.docx"
    new.write_bytes(write_docx(Document("报告", blocks, kind="report")))
    document = read(convert(new, "odt").read_bytes(), "报告.odt")
    assert [one.text for one in document.texts() if one.text][:2] == [blocks[0].text, words]
    assert [[cell.text for cell in table.cells] for table in document.tables()] == [[one.text for one in cells]]
    assert document.kind == "odt" and document.notes[0].startswith("OpenDocument 文件（.odt），由 LibreOffice 转换后读取")
    assert "AR01" in [one.code for one in review_document(document).findings]


def test_a_table_reads_as_its_workbook_twin(convert: Convert, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    for row in (["指标", "分值", "得分"], ["在职人员控制率", 5, 4.5], ["合计", 5, "=C2"]):
        sheet.append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    document = read(convert(path, "ods").read_bytes(), "表.ods")
    shown = {cell.place.ref: cell.text for table in document.tables() for cell in table.cells}
    assert shown["A2"] == "在职人员控制率" and (shown["C2"], shown["C3"]) == ("4.5", "4.5") and document.kind == "ods"


def test_without_libreoffice_it_has_a_sentence(make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    what, hint = refused(make_zip(parts("<text:p>字</text:p>")), "报告.odt")
    assert what == "是 OpenDocument 文件（.odt），本机没有 LibreOffice，不能直接读" and "另存为 .docx" in hint
    assert "另存为 .xlsx" in refused(make_zip(parts("", kind=SHEET)), "表.ods")[1]


def test_what_is_hostile_or_locked_is_not_handed_on(make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("handed to LibreOffice")

    monkeypatch.setattr(libreoffice, "converted", never)
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: "soffice")
    bomb = '<!DOCTYPE d [<!ENTITY a "字字字字"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "定义了实体" in refused(make_zip(parts("<text:p>&b;</text:p>", bomb)), "报告.odt")[0]
    hidden = parts("<text:p>字</text:p>")
    hidden["styles.xml"] = f'<?xml version="1.0"?>{bomb}<x/>'.encode("utf-16")
    assert "定义了实体" in refused(make_zip(hidden), "报告.odt")[0]
    locked = parts("", listed='<m:encryption-data m:checksum="x"/>')
    assert refused(make_zip(locked), "报告.odt") == ("OpenDocument 文件（.odt）加了打开密码", "请去掉密码后另存，再用")
    swollen = parts("")
    swollen["content.xml"] = " " * (5 << 20)
    assert "压缩炸弹" in refused(make_zip(swollen), "报告.odt")[0]
    assert "缺少内容" in refused(make_zip({"mimetype": TEXT}), "报告.odt")[0]


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
        document = read(make_zip(parts(linked)), "报告.odt")
        over.set()
        listener.join()
    assert [one.text for one in document.texts()][:1] == ["字"] and called == []


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
