"""What nothing here reads is named, and its owner is told what to do."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import ReadError
from jixiao.readers import READERS, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + "Root Entry".encode("utf-16-le") + bytes(44) + stream.encode("utf-16-le") + bytes(40)


def refusal(data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    (fault,) = caught.value.faults
    assert fault.where == name
    return fault.what, fault.hint


@pytest.mark.parametrize(
    ("data", "name", "what", "hint"),
    [
        (ole("EncryptedPackage"), "报告.docx", "打开密码", "去掉密码"),
        (ole("Workbook"), "自评表.xls", "工作簿损坏", "另存为 .xlsx"),
        (ole("PowerPoint Document"), "汇报.ppt", "旧版演示文稿", "另存为"),
        (ole("Contents"), "旧.wps", "旧版 Office", "另存为"),
        (b"{\\rtf1\\ansi", "报告.rtf", "RTF 文件", "另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "扫描.png", "图片（PNG）", "文本文件"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "扫描.jpg", "图片（JPEG）", "文本文件"),
        (b"BM" + bytes(60), "图.bmp", "图片（BMP）", "文本文件"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "图.webp", "图片（WebP）", "文本文件"),
        (b"Rar!\x1a\x07\x01\x00", "材料.rar", "压缩包（RAR）", "解压"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "材料.7z", "压缩包（7z）", "解压"),
        (b"\x1f\x8b\x08\x00", "材料.gz", "压缩包（gz）", "解压"),
        (b"MZ\x90\x00" + bytes(60), "程序.exe", "可执行程序", "选对"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "表.xls",
            "Excel 2003",
            "xlsx",
        ),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "页.mht", "MHT", "docx"),
        (bytes(range(256)), "不明", "认不出", "另存为"),
    ],
)
def test_it_is_named_and_the_way_out_is_said(data: bytes, name: str, what: str, hint: str) -> None:
    said, advice = refusal(data, name)
    assert what in said
    assert hint in advice


def test_a_name_that_misleads_is_pointed_out() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(20), "报告.docx")[0].startswith("名字以 .docx 结尾，实际是图片（PNG）")
    assert refusal(ole("PowerPoint Document"), "报告.docx")[0].startswith("名字以 .docx 结尾，实际是旧版演示文稿")
    assert refusal(ole("PowerPoint Document"), "汇报.ppt")[0].startswith("是旧版演示文稿")


@pytest.mark.parametrize("name", ["报告.docx", "自评表.xlsx"])
def test_a_locked_file_is_not_said_to_bear_a_wrong_name(name: str) -> None:
    assert refusal(ole("EncryptedPackage"), name)[0] == "是加了打开密码的 Office 文件"


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"OFD.xml": "<ofd/>"}, "版式文件（OFD）"),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<x/>"}, "OpenDocument 演示"),
        ({"a.docx": b"x"}, "压缩包"),
        ({"[Content_Types].xml": "presentationml.presentation.main+xml"}, "演示文稿"),
        ({"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main"}, "xlsb"),
        ({"[Content_Types].xml": "<Types/>"}, "不认识的 Office 文件"),
    ],
)
def test_zips_that_are_no_report_are_named(make_zip: Callable[..., bytes], parts: dict[str, str], what: str) -> None:
    assert what in refusal(make_zip(parts), "x.zip")[0]


def test_two_letters_do_not_make_a_text_a_picture_or_a_program() -> None:
    assert [block.text for block in read("BMI 指数与 MZ 型号".encode(), "a.txt").texts()] == ["BMI 指数与 MZ 型号"]
    assert [block.text for block in read("MZ 型号".encode(), "a.txt").texts()] == ["MZ 型号"]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "txt", "html", "pdf"])
def test_the_readers_are_registered(kind: str) -> None:
    assert kind in READERS


def test_reading_text_loads_no_office_library() -> None:
    code = (
        "import sys; from jixiao.readers import read; read('绩效'.encode(), 'a.txt'); "
        "sys.exit(str([name for name in ('lxml', 'zipfile', 'docx', 'python_calamine', 'xlsxwriter') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    for head in (b"", b"PK\x03\x04", OLE[:8], b"%PDF-", b"\xef\xbb\xbf", b"\xff\xfe"):
        try:
            read(head + data, "x")
        except ReadError as error:
            assert error.faults


def _real_files() -> list[bytes]:
    import docx
    import openpyxl

    word, book = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("一、部门概况")
    document.add_table(2, 2).cell(1, 1).text = "108"
    document.save(word)
    workbook = openpyxl.Workbook()
    workbook.active.append(["培训场次", 108])
    workbook.save(book)
    return [word.getvalue(), book.getvalue()]


REAL = _real_files()


@given(st.sampled_from(REAL), st.data())
def test_a_damaged_office_file_is_read_or_refused(original: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(original) - 1))
    length = data.draw(st.integers(0, 40))
    damaged = original[:at] + data.draw(st.binary(max_size=40)) + original[at + length :]
    try:
        read(damaged, "x")
    except ReadError as error:
        assert error.faults


@pytest.mark.parametrize("original", REAL, ids=["docx", "xlsx"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
def test_a_cut_file_is_said_to_be_incomplete(original: bytes, share: float) -> None:
    what, hint = refusal(original[: int(len(original) * share)], "报告.docx")
    assert "不完整" in what
    assert "重新取得" in hint
