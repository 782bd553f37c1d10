"""One worksheet of an xlsx file: the stream of its XML into a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.model.document import Table
from jixiao.patterns import regex
from jixiao.readers import limits
from jixiao.readers.office.xml import stream_part
from jixiao.readers.sheet.cells import column_number
from jixiao.readers.sheet.sheet import Sheet
from jixiao.readers.sheet.values import Values

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.office.archive import Archive

_REF = regex(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_AFTER_CELLS = (
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "drawing", "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""What follows the merged ranges: nothing here needs it."""


class Worksheet:
    """A worksheet as it is read. `room` is how many cells the whole file may still have."""

    def __init__(self, archive: Archive, part: str, name: str, values: Values, source: str, room: int) -> None:
        self._archive, self._part, self._values = archive, part, values
        self.sheet = Sheet(archive.name, name, source, room)

    def read(self) -> Table:
        """The sheet as a table whose rows and columns are the sheet's own, counted from 0."""
        row = -1
        for event, element in stream_part(self._archive, self._part, ("row", "col", "mergeCell", *_AFTER_CELLS)):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag in _AFTER_CELLS:
                    break
            elif tag == "row":
                row = self._row(element, row + 1)
            elif tag == "mergeCell":
                self._merge(element.get("ref", ""))
            elif _is_hidden(element):
                self.sheet.hide_columns(_whole(element.get("min"), 1) - 1, _whole(element.get("max"), 1) - 1)
        return self.sheet.table()

    def _row(self, element: Element, expected: int) -> int:
        row = _whole(element.get("r"), expected + 1) - 1
        if not 0 <= row < limits.ROWS:
            raise self.sheet.refuse(f"行号 {row + 1} 超出 Excel 的范围", "请用 Excel 或 WPS 打开另存后再用")
        if _is_hidden(element):
            self.sheet.hide_row(row)
        column = -1
        add, read = self.sheet.cells.add, self._values.read
        for cell in element:
            ref = cell.get("r")
            column = column_number(ref.rstrip("0123456789")) if ref else column + 1
            if not 0 <= column < limits.COLUMNS:
                raise self.sheet.refuse(f"第 {row + 1} 行有认不出的单元格地址“{ref}”", "请用 Excel 或 WPS 打开另存后再用")
            if len(cell) and (value := read(cell)) is not None:
                add(row, column, value)
        self.sheet.check_room()
        return row

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _REF.fullmatch(first), _REF.fullmatch(last or first)
        if start and end:
            self.sheet.merge((int(start[2]) - 1, column_number(start[1]), int(end[2]) - 1, column_number(end[1])))


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 12 else default
