"""Files made to harm: bombs, lying directories, DTDs, towers of tables. Each is refused in words, none is unpacked."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from jixiao.errors import ReadError
from jixiao.readers import limits, read

MB = 1 << 20
Make = Callable[..., bytes]


def what(data: bytes, name: str = "x.docx", most: int = 64) -> str:
    """The fault for `data`, found without taking more than `most` MB."""
    tracemalloc.start()
    with pytest.raises(ReadError) as caught:
        read(data, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (fault,) = caught.value.faults
    assert fault.hint
    assert peak < most * MB
    return str(fault)


def patched(data: bytes, part: str, size: int, check: int | None = None) -> bytes:
    """The zip with another size (and check sum) declared for `part` in its directory."""
    out = bytearray(data)
    at = data.index(b"PK\x01\x02")
    while True:
        lengths = struct.unpack_from("<HHH", data, at + 28)
        if data[at + 46 : at + 46 + lengths[0]] == part.encode():
            struct.pack_into("<I", out, at + 24, size)
            if check is not None:
                struct.pack_into("<I", out, at + 16, check)
            return bytes(out)
        at += 46 + sum(lengths)


def test_a_part_that_swells_is_not_unpacked(make_word_parts: Make, make_zip: Make) -> None:
    said = what(make_zip({**make_word_parts(""), "word/media/image1.bmp": bytes(20 * MB)}))
    assert "膨胀" in said
    assert "word/media/image1.bmp" in said


def test_parts_that_are_too_much_together_are_not_unpacked(make_word_parts: Make, make_zip: Make) -> None:
    data = make_zip({**make_word_parts(""), **{f"word/{number}.bin": b"x" * 9_000 for number in range(900)}})
    for number in range(900):
        data = patched(data, f"word/{number}.bin", limits.RATIO_FROM)
    assert "解开后共 90" in what(data)


def test_more_parts_than_a_report_has_are_not_listed(make_zip: Make) -> None:
    assert "超过 5000 个" in what(make_zip({f"{number}.xml": "" for number in range(limits.MEMBERS + 1)}))


def test_a_file_beyond_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch, word: Make) -> None:
    monkeypatch.setattr(limits, "FILE", 100)
    assert "文件超过" in what(word("<w:p/>"))


def test_a_part_beyond_its_limit_is_not_read(monkeypatch: pytest.MonkeyPatch, word: Make) -> None:
    monkeypatch.setattr(limits, "PART", 1000)
    assert "word/document.xml 解开后超过" in what(word("<w:p/>" * 1000))


@pytest.mark.parametrize("keep_check", [True, False])
def test_a_directory_that_declares_too_little_gets_no_more_than_it_declares(
    make_word_parts: Make, make_zip: Make, keep_check: bool
) -> None:
    bomb = b"<w:document>" + b" " * (30 * MB)
    data = make_zip({**make_word_parts(""), "word/document.xml": bomb})
    check = None if keep_check else zlib.crc32(bomb[:900])
    said = what(patched(data, "word/document.xml", 900, check), most=4)  # unpacked it would be 30
    assert "与目录所记不符" in said


def test_a_directory_that_declares_too_much_is_damage(word: Make) -> None:
    assert "与目录所记不符" in what(patched(word("<w:p/>"), "word/document.xml", 5000))


def test_a_byte_changed_inside_a_part_is_damage(make_word_parts: Make) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in make_word_parts("<w:p><w:r><w:t>108</w:t></w:r></w:p>").items():
            archive.writestr(name, content)
    data = buffer.getvalue()
    assert next(read(data, "a").texts()).text == "108"
    assert "word/document.xml 已损坏" in what(data.replace(b"<w:t>108<", b"<w:t>109<"))


def test_parts_of_one_name_are_refused(word: Make) -> None:
    buffer = io.BytesIO(word("<w:p/>"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("WORD/Document.xml", "<w:other/>")
    assert "同名的部件" in what(buffer.getvalue())


def test_an_encrypted_zip_is_refused(word: Make) -> None:
    data = bytearray(word("<w:p/>"))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "加了密码" in what(bytes(data))


def test_packing_methods_office_does_not_use_are_refused(make_word_parts: Make) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in make_word_parts("<w:p/>").items():
            archive.writestr(name, content)
    assert "压缩方法" in what(buffer.getvalue())


DTD = {
    "xxe": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    "laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY e "&b;&b;&b;">]>',
    "outside": '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    "behind a comment": '<!-- <w:p> --><!DOCTYPE x [<!ENTITY e "1">]>',
}


@pytest.mark.parametrize("dtd", DTD.values(), ids=DTD)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml"])
def test_a_dtd_in_a_word_file_is_refused(make_word_parts: Make, make_zip: Make, dtd: str, encoding: str, part: str) -> None:
    parts = make_word_parts("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", styles="", footnotes="")
    parts[part] = f'<?xml version="1.0" encoding="{encoding}"?>{dtd}{parts[part]}'.encode(encoding)
    assert "DTD" in what(make_zip(parts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/worksheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_a_dtd_in_a_workbook_is_refused(make_book_parts: Make, make_zip: Make, encoding: str, part: str) -> None:
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    parts = make_book_parts({"表": rows}, strings="<si><t>甲</t></si>", styles="")
    parts[part] = f'<?xml version="1.0" encoding="{encoding}"?>{DTD["laughs"]}{parts[part]}'.encode(encoding)
    assert "DTD" in what(make_zip(parts), "x.xlsx")


def test_an_undeclared_entity_is_broken_xml(word: Make) -> None:
    assert "不是完好的 XML" in what(word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"))


def test_broken_xml_names_its_part(make_word_parts: Make, make_zip: Make) -> None:
    parts = {**make_word_parts(""), "word/document.xml": "<w:document"}
    assert "word/document.xml 不是完好的 XML" in what(make_zip(parts))


def test_elements_nested_without_end_are_refused(word: Make) -> None:
    assert "嵌套太深" in what(word("<w:sdt>" * 300 + "</w:sdt>" * 300))


def tower(depth: int) -> str:
    opening = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>层</w:t></w:r></w:p>"
    return opening * depth + "</w:tc></w:tr></w:tbl>" * depth


def test_a_tower_of_tables_is_refused_and_a_low_one_read(word: Make) -> None:
    assert "表格里套表格超过 20 层" in what(word(tower(50)))
    assert len(list(read(word(tower(20)), "x").tables())) == 20


def test_spans_cannot_make_a_table_endless(word: Make) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    (table,) = read(word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), "x").tables()
    assert table.n_columns == limits.SPAN
    rows = f"<w:tr>{cell * 40}</w:tr>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 300
    assert "超过上限" in what(word(f"<w:tbl>{rows}</w:tbl>"))


def cell(ref: str, value: str = "1") -> str:
    row = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{ref}"><v>{value}</v></c></row>'


def test_a_sheet_spread_over_all_of_excel_is_refused_with_its_far_corner(book: Make) -> None:
    said = what(book({"表": f"<sheetData>{cell('A1')}{cell('XFD1048576')}</sheetData>"}), "x.xlsx")
    assert "1048576 行 × 16384 列" in said
    assert "XFD1048576" in said
    assert "x.xlsx!表" in said


@pytest.mark.parametrize("ref", ["XFE1", "ZZZ1", "a1", "AAAA1"])
def test_addresses_outside_excel_are_refused(book: Make, ref: str) -> None:
    assert "认不出的单元格地址" in what(book({"表": f'<sheetData><row r="1"><c r="{ref}"><v>1</v></c></row></sheetData>'}))


def test_rows_outside_excel_are_refused(book: Make) -> None:
    assert "行号 1048577 超出" in what(book({"表": '<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>'}))


def test_a_row_without_end_is_refused_before_it_is_kept(book: Make) -> None:
    noise = random.Random(7)
    many = "".join(f'<c r="A1"><v>{noise.random()}</v></c>' for _ in range(150_000))
    assert "有一行或一格超过 4 MB" in what(book({"表": f'<sheetData><row r="1">{many}</row></sheetData>'}))


def test_merged_cells_cannot_cover_the_machine(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SQUARES", 1000)
    rows = f"<sheetData>{cell('A1')}{cell('T20')}</sheetData>"
    merges = "".join(f'<mergeCell ref="A{number}:T20"/>' for number in range(2, 10))
    assert "层层重叠" in what(book({"表": f"{rows}<mergeCells>{merges}</mergeCells>"}))


def test_more_cells_than_the_limit_are_refused(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 10)
    six = "".join(cell(f"A{number}") for number in range(1, 7))
    assert len(next(read(book({"表": f"<sheetData>{six}</sheetData>"}), "x").tables()).cells) == 6
    assert "超过 10 个" in what(book({"一": f"<sheetData>{six}</sheetData>", "二": f"<sheetData>{six}</sheetData>"}))


def test_more_strings_than_the_limit_are_refused(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STRINGS", 10)
    assert "文字超过 10 条" in what(book({"表": "<sheetData/>"}, strings="<si><t>甲</t></si>" * 11))


@pytest.mark.parametrize("value", ["1E+9999", "9" * 400])
def test_a_number_beyond_excel_is_a_problem_of_its_cell(book: Make, value: str) -> None:
    (table,) = read(book({"表": f"<sheetData>{cell('A1', value)}</sheetData>"}), "x").tables()
    assert table.cells[0].problem == "数字超出 Excel 的范围"
    assert len(table.cells[0].text) <= 20


def test_more_figures_than_anybody_checks_are_refused(monkeypatch: pytest.MonkeyPatch, word: Make) -> None:
    monkeypatch.setattr("jixiao.readers.FIGURES", 100)
    text = "总支出12.5万元，" * 51
    assert "数字超过 100 处" in what(text.encode(), "x.txt")
    assert "数字超过 100 处" in what(word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    assert len(read(("总支出12.5万元，" * 50).encode(), "x.txt").blocks) == 1


def test_five_megabytes_of_one_digit_are_one_figure() -> None:
    assert len(read(b"7" * 5_000_000, "x.txt").blocks) == 1
