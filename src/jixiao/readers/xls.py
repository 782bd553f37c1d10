"""An old workbook (.xls, .et): every sheet a table, every cell as the sheet shows it, as for xlsx. Formulas are not kept in it."""

from __future__ import annotations

import io
from typing import Any

from jixiao.model.document import Document, Table
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.foreign import ole_streams
from jixiao.readers.rawfile import RawFile

_OPEN = "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后再用"


def _sniff(file: RawFile) -> bool:
    return "Workbook" in ole_streams(file.data) or "Book" in ole_streams(file.data)


def read_xls(file: RawFile) -> Document:
    """The sheets in their order, hidden ones and hidden rows too (said in `notes`); `ReadError` for what cannot be read."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=file.data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
        )
        return _document(file, book)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise file.refuse("工作簿加了打开密码", "请去掉密码后另存为 .xlsx，再用") from None
        raise file.refuse("工作簿损坏或不完整", _OPEN) from None
    except Exception as error:  # a damaged file makes the library fail in any way there is: struct, index, assertion …
        from jixiao.errors import ReadError

        if isinstance(error, ReadError):
            raise
        raise file.refuse("工作簿损坏或不完整", _OPEN) from error


def _document(file: RawFile, book: Any) -> Document:
    from jixiao.readers.sheet.number_format import BUILT_IN, Format
    from jixiao.readers.sheet.sheet import Sheet

    codes = {key: BUILT_IN.get(key, one.format_str) for key, one in book.format_map.items()}
    formats = [Format(codes.get(style.format_key, "General"), bool(book.datemode)) for style in book.xf_list]
    notes: list[str] = []
    tables: list[Table] = []
    room = limits.CELLS
    for index, name in enumerate(book.sheet_names()):
        found = book.sheet_by_index(index)
        if found.visibility:
            notes.append(f"工作表“{name}”是隐藏的，仍已读取")
        sheet = Sheet(file.name, name, file.sha256, room)
        _fill(sheet, found, formats)
        tables.append(sheet.table())
        room -= len(sheet.cells)
        notes.extend(sheet.notes)
        book.unload_sheet(index)
    if not any(table.cells for table in tables):
        raise file.refuse("工作簿里没有内容", "请检查是否选错了文件，或是否没有保存")
    notes.append("旧版工作簿（.xls）里的公式读不出，只读了计算结果")
    return Document(file.name, tuple(tables), file.sha256, "xls", tuple(notes))


def _fill(sheet: Any, found: Any, formats: list[Any]) -> None:
    from jixiao.readers.sheet.strings import clean
    from jixiao.readers.sheet.values import Value, show_number

    for row in range(found.nrows):
        for column, (kind, value) in enumerate(zip(found.row_types(row), found.row_values(row), strict=True)):
            match kind:
                case 1 if value:
                    sheet.add(row, column, clean(value))
                case 2 | 3:
                    sheet.add(row, column, show_number(repr(value), formats[found.cell_xf_index(row, column)]))
                case 4:
                    sheet.add(row, column, "TRUE" if value else "FALSE")
                case 5:
                    text = _ERRORS.get(value, "#?")
                    sheet.add(row, column, Value(text, problem=text))
        sheet.check_room()
    for top, bottom, left, right in found.merged_cells:
        sheet.merge((top, left, bottom - 1, right - 1))
    for row, info in sorted(found.rowinfo_map.items()):
        if info.hidden and row < found.nrows:
            sheet.hide_row(row)
    for column, info in sorted(found.colinfo_map.items()):
        if info.hidden and column < found.ncols:
            sheet.hide_columns(column, column)


_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

READERS.add("xls")(Reader(_sniff, read_xls))
