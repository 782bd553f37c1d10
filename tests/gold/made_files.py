"""Bytes of the files we make: Word and workbooks by their libraries, web pages and PDF by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import Any

import docx
import openpyxl
from openpyxl.utils import get_column_letter

from tests.gold.labelled_files import ABOVE, LEFT, Rows, is_table, rows_of

AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")


def made(case: Mapping[str, Any]) -> bytes:
    """The file of a case."""
    return {"docx": word, "xlsx": book, "html": page, "pdf": paper}[case["format"]](case)


def merged(rows: Rows) -> Iterator[tuple[int, int, int, int, str]]:
    """Cells as they are drawn: row, column, rows, columns, words."""

    def belongs(row: int, column: int, mark: str) -> bool:
        return row < len(rows) and column < len(rows[row]) and rows[row][column] == mark

    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text in (LEFT, ABOVE):
                continue
            wide = tall = 1
            while belongs(row, column + wide, LEFT):
                wide += 1
            while belongs(row + tall, column, ABOVE):
                tall += 1
            yield row, column, tall, wide, text


def width(rows: Rows) -> int:
    return max(len(row) for row in rows)


def word(case: Mapping[str, Any]) -> bytes:
    document = docx.Document()
    for block in case["blocks"]:
        if is_table(block):
            rows = rows_of(block)
            table = document.add_table(len(rows), width(rows))
            for row, column, tall, wide, text in merged(rows):
                first = table.cell(row, column)
                if tall * wide > 1:
                    first = first.merge(table.cell(row + tall - 1, column + wide - 1))
                first.text = text
        elif block.startswith("#"):
            marks, _, text = block.partition(" ")
            document.add_heading(text, len(marks) - 1)
        else:
            document.add_paragraph(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book(case: Mapping[str, Any]) -> bytes:
    """A sheet for each table; what looks like a number is one, shown with its printed decimals."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    names = case.get("sheets", ["Sheet1"])
    for name, block in zip(names, case["blocks"], strict=True):
        sheet = workbook.create_sheet(name)
        for row, column, tall, wide, text in merged(rows_of(block)):
            place = sheet.cell(row + 1, column + 1)
            bare = text.removesuffix("%")
            if AMOUNT.fullmatch(bare) and "." in bare:
                zeros = "0." + "0" * len(bare.partition(".")[2])
                number = Decimal(bare.replace(",", ""))
                place.value = number / 100 if bare != text else number
                place.number_format = f"{zeros}%" if bare != text else f"#,##{zeros}"
            else:
                place.value = int(bare.replace(",", "")) if AMOUNT.fullmatch(text) and column else text or None
                if "," in bare and isinstance(place.value, int):
                    place.number_format = "#,##0"
            if tall * wide > 1:
                corner = f"{get_column_letter(column + wide)}{row + tall}"
                sheet.merge_cells(f"{place.coordinate}:{corner}")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def page(case: Mapping[str, Any]) -> bytes:
    parts = ['<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>公开</title></head><body>']
    for block in case["blocks"]:
        if is_table(block):
            parts.append("<table>")
            rows = rows_of(block)
            for number in range(len(rows)):
                drawn = "".join(
                    f'<td rowspan="{tall}" colspan="{wide}">{escape(text)}</td>'
                    for row, _, tall, wide, text in merged(rows)
                    if row == number
                )
                parts.append(f"<tr>{drawn}</tr>")
            parts.append("</table>")
        elif block.startswith("#"):
            marks, _, text = block.partition(" ")
            parts.append(f"<h{len(marks)}>{escape(text)}</h{len(marks)}>")
        else:
            parts.append(f"<p>{escape(block)}</p>")
    return "\n".join([*parts, "</body></html>"]).encode()


# —— PDF: one page on its side, one font whose codes are Unicode ——

LEFT_EDGE, TOP, ACROSS, HIGH = 40, 555, 760, 595
SIZE = 9


def long(text: str) -> float:
    return sum(SIZE / 2 if " " <= one <= "~" else SIZE for one in text)


def folded(text: str, room: float) -> list[str]:
    """`text` in lines no longer than `room`."""
    lines = [""]
    for one in text:
        if long(lines[-1] + one) > room:
            lines.append("")
        lines[-1] += one
    return lines


def say(text: str, x: float, y: float) -> str:
    return f"BT /F {SIZE} Tf 1 0 0 1 {x:g} {y:g} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def paper(case: Mapping[str, Any]) -> bytes:
    drawn, y = "", float(TOP)
    for block in case["blocks"]:
        if not is_table(block):
            title = block.startswith("#")
            text = block.lstrip("# ") if title else "　　" + block
            for line in folded(text, ACROSS):
                drawn += say(line, LEFT_EDGE + ((ACROSS - long(line)) / 2 if title else 0), y)
                y -= 14
            y -= 10
            continue
        rows = rows_of(block)
        room = ACROSS / width(rows)
        for cells in rows:
            lines = [folded(cell, room - 6) for cell in cells]
            tall = 12 * max(map(len, lines)) + 6
            for column, cell_lines in enumerate(lines):
                x = LEFT_EDGE + column * room
                drawn += f"{x:g} {y - tall:g} {room:g} {tall} re S\n"
                drawn += "".join(say(line, x + 3, y - 12 * (number + 1)) for number, line in enumerate(cell_lines) if line)
            y -= tall
        y -= 24
    assert y > 0, "the page is full"
    return pdf(drawn)


def pdf(content: str) -> bytes:
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[start : start + 64] for start in range(0, 256, 64)]
    listed = "\n".join(f"{len(one)} beginbfrange\n" + "\n".join(one) + "\nendbfrange" for one in blocks)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{listed}\nendcmap end end"
    )
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[7 0 R]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Words/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Words/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            "/FontDescriptor 5 0 R/DW 1000/W[32 126 500]>>"
        ),
        (
            "<</Type/FontDescriptor/FontName/Words/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
            "/CapHeight 880/StemV 80>>"
        ),
        f"<</Length {len(to_unicode)}>>stream\n{to_unicode}\nendstream",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 {HIGH}]/Contents 8 0 R/Resources<</Font<</F 3 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"{table}trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
