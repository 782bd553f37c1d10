"""An OpenDocument spreadsheet (.ods): every sheet a table, every cell as the sheet shows it, with its stored number where that says more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jixiao.model.document import Document, Table
from jixiao.patterns import regex
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.open.words import Words
    from jixiao.readers.sheet.sheet import Sheet
    from jixiao.readers.sheet.values import Value

_SAVE_AS = "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后再用"
_HIDDEN = ("collapse", "filter")
_ERROR = regex(r"#[A-Z0-9/!?]+|Err:\d{3}")
_REFERENCE = regex(r"\[(?P<sheet>[^\[\].]*)\.(?P<cells>[^\[\]]+)\]")


def _sniff(file: RawFile) -> bool:
    return file.is_zip and file.archive.kind == "ods"


def read_ods(file: RawFile) -> Document:
    """The sheets in their order, hidden ones and hidden rows too (said in `notes`); `ReadError` for what cannot be read."""
    from jixiao.readers.open.package import OFFICE, STYLE, TABLE, opened
    from jixiao.readers.open.words import Words
    from jixiao.readers.sheet.sheet import Sheet

    content, _ = opened(file, "ods", _SAVE_AS)
    unseen = {
        style.get(f"{STYLE}name")
        for style in content.iter(f"{STYLE}style")
        if any(one.get(f"{TABLE}display") == "false" for one in style.iterfind(f"{STYLE}table-properties"))
    }
    notes: list[str] = []
    tables: list[Table] = []
    room = limits.CELLS
    for found in content.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        name = found.get(f"{TABLE}name", "")
        if found.get(f"{TABLE}style-name") in unseen:
            notes.append(f"工作表“{name}”是隐藏的，仍已读取")
        sheet = Sheet(file.name, name, file.sha256, room)
        _fill(sheet, found, Words())
        tables.append(sheet.table())
        room -= len(sheet.cells)
        notes.extend(sheet.notes)
    if not any(table.cells for table in tables):
        raise file.refuse("工作簿里没有内容", "请检查是否选错了文件，或是否没有保存")
    return Document(file.name, tuple(tables), file.sha256, "ods", tuple(notes))


def _fill(sheet: Sheet, table: Element, words: Words) -> None:
    from jixiao.readers.open.package import TABLE, whole

    _hide_columns(sheet, table)
    row = 0
    for line in _own(table, f"{TABLE}table-row"):
        times = whole(line, f"{TABLE}number-rows-repeated")
        squares = list(_squares(line, words))
        if squares and row + times > limits.ROWS:
            raise sheet.refuse(f"行号 {row + times} 超出 Excel 的范围", "请用 Excel 或 WPS 打开另存后再用")
        if line.get(f"{TABLE}visibility") in _HIDDEN and squares:
            sheet.hide_row(row)
        for at in range(row, row + times) if squares else ():
            for column, value, down, across in squares:
                if column >= limits.COLUMNS:
                    raise sheet.refuse(f"列号 {column + 1} 超出 Excel 的范围", "请用 Excel 或 WPS 打开另存后再用")
                if value is not None:
                    sheet.add(at, column, value)
                if down > 1 or across > 1:
                    sheet.merge((at, column, at + down - 1, column + across - 1))
            sheet.check_room()
        row += times


def _own(table: Element, tag: str) -> Iterator[Element]:
    """The rows (or columns) of a table, in whatever groups they stand."""
    from jixiao.readers.open.package import TABLE

    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag.startswith(TABLE) and child.tag.endswith(("-rows", "-row-group", "-columns", "-column-group")):
            yield from _own(child, tag)


def _hide_columns(sheet: Sheet, table: Element) -> None:
    from jixiao.readers.open.package import TABLE, whole

    column = 0
    for one in _own(table, f"{TABLE}table-column"):
        times = whole(one, f"{TABLE}number-columns-repeated")
        if one.get(f"{TABLE}visibility") in _HIDDEN and column < limits.COLUMNS and times < limits.COLUMNS // 2:
            sheet.hide_columns(column, column + times - 1)
        column += times


def _squares(line: Element, words: Words) -> Iterator[tuple[int, Value | str | None, int, int]]:
    """Column, value and spans of each cell that is merged or has something in it. What a merged cell covers is not seen."""
    from jixiao.readers.open.package import TABLE, whole

    column = 0
    for square in line:
        times = whole(square, f"{TABLE}number-columns-repeated")
        if square.tag == f"{TABLE}table-cell":
            value = _value(square, words)
            down, across = whole(square, f"{TABLE}number-rows-spanned"), whole(square, f"{TABLE}number-columns-spanned")
            filled = value is not None or down > 1 or across > 1
            for at in range(column, min(column + times, limits.COLUMNS + 1)) if filled else ():
                yield at, value, down, across
        column += times


def _value(square: Element, words: Words) -> Value | str | None:
    """What a cell shows, its stored number where that was rounded for showing, its formula; None for an empty one."""
    from jixiao.readers.open.package import OFFICE, TABLE, TEXT
    from jixiao.readers.sheet.strings import clean
    from jixiao.readers.sheet.values import NOT_COMPUTED, Value

    shown = clean("\n".join(words.spell(one) for one in square.iterfind(f"{TEXT}p")))
    formula = square.get(f"{TABLE}formula")
    stored = square.get(f"{OFFICE}value", "")
    if not shown and not stored and formula is None:
        return None
    shown = shown or stored
    error = _ERROR.fullmatch(shown)
    problem = NOT_COMPUTED if not shown else error.group() if error is not None else ""
    if _says_all(shown, stored, square.get(f"{OFFICE}value-type", "")):
        stored = ""
    if formula is None and not stored and not problem:
        return shown
    return Value(shown, stored, problem, None if formula is None else _as_in_excel(formula))


def _as_in_excel(formula: str) -> str:
    """A formula in the words of Excel, without its =: of:=SUM([.C2:.C5];[$预算.B2]) is SUM(C2:C5,预算!B2)."""
    pieces = (formula.partition(":=")[2] or formula.removeprefix("=")).split('"')
    for at in range(0, len(pieces), 2):  # between quotation marks stand texts
        pieces[at] = _REFERENCE.sub(_reference, pieces[at]).replace(";", ",")
    return '"'.join(pieces)


def _reference(match: re.Match[str]) -> str:
    sheet = match["sheet"].lstrip("$")
    return f"{sheet}!{match['cells']}".replace(":.", ":") if sheet else match["cells"].replace(":.", ":")


def _says_all(shown: str, stored: str, kind: str) -> bool:
    """Whether a shown text gives the stored number to its last digit."""
    from decimal import Decimal, InvalidOperation

    if not stored or kind in ("date", "time", "boolean", "string"):
        return True
    bare = shown.replace(",", "").strip()
    try:
        number = Decimal(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
        return number == Decimal(stored)
    except InvalidOperation:
        return False


READERS.add("ods")(Reader(_sniff, read_ods))
