"""One worksheet: its cells, its merged ranges, what is hidden, what does not compute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.model.document import Place, Table
from jixiao.readers import limits
from jixiao.readers.office.xml import stream_part
from jixiao.readers.sheet.cells import Cells, column_number, letters
from jixiao.readers.sheet.values import NOT_COMPUTED, Values

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.office.archive import Archive

_COMMON_MERGE = 10_000
"""Squares of a merged cell that may reach beyond the sheet's contents; larger ones are cut off where the contents end."""
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_AFTER_CELLS = (
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "drawing", "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""What follows the merged ranges: nothing here needs it."""

_Range = tuple[int, int, int, int]


class Worksheet:
    """A worksheet as it is read. `room` is how many cells the whole file may still have."""

    def __init__(self, archive: Archive, part: str, name: str, values: Values, source: str, room: int) -> None:
        self._archive, self._part, self._values, self._room = archive, part, values, room
        self.name = name
        self.cells = Cells(source, name)
        self._ranges: list[_Range] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[str] = []
        self._buried = 0

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
                first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 1)
                self._hidden_columns.append(letters(first - 1) + (f"–{letters(last - 1)}" if last > first else ""))
        self.cells.order()
        rows, columns = self._extent()
        self._apply_merges(rows, columns)
        place = Place(self.cells.source, self.name, f"A1:{letters(columns - 1)}{rows}" if self.cells else "")
        return Table(self.cells, place, self.name)

    @property
    def notes(self) -> list[str]:
        """What a person should know about how this sheet was read."""
        notes = []
        if self._hidden_rows:
            notes.append(f"工作表“{self.name}”有隐藏的行（第 {_runs(self._hidden_rows)} 行），仍已读取")
        if self._hidden_columns:
            notes.append(f"工作表“{self.name}”有隐藏的列（{'、'.join(self._hidden_columns[:8])} 列），仍已读取")
        lacking = sum(problem == NOT_COMPUTED for problem in self.cells.problems)
        if lacking:
            notes.append(f"工作表“{self.name}”有 {lacking} 个公式没有计算结果；用 Excel 或 WPS 打开并保存一次即可")
        if self._buried:
            notes.append(f"工作表“{self.name}”的合并单元格下面压着 {self._buried} 个看不见的内容，没有读取")
        return notes

    def _row(self, element: Element, expected: int) -> int:
        row = _whole(element.get("r"), expected + 1) - 1
        if not 0 <= row < limits.ROWS:
            raise self._refuse(f"行号 {row + 1} 超出 Excel 的范围", "请用 Excel 或 WPS 打开另存后再用")
        if _is_hidden(element):
            self._hidden_rows.append(row + 1)
        column = -1
        add, read = self.cells.add, self._values.read
        for cell in element:
            ref = cell.get("r")
            column = column_number(ref.rstrip("0123456789")) if ref else column + 1
            if not 0 <= column < limits.COLUMNS:
                raise self._refuse(f"第 {row + 1} 行有认不出的单元格地址“{ref}”", "请用 Excel 或 WPS 打开另存后再用")
            if len(cell) and (value := read(cell)) is not None:
                add(row, column, value)
        if len(self.cells) > self._room:
            raise self._refuse(f"有内容的单元格超过 {limits.CELLS} 个", "请拆成几个文件后再用")
        return row

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _REF.fullmatch(first), _REF.fullmatch(last or first)
        if start and end:
            top, left, bottom, right = int(start[2]) - 1, column_number(start[1]), int(end[2]) - 1, column_number(end[1])
            if top <= bottom < limits.ROWS and left <= right < limits.COLUMNS:
                self._ranges.append((top, left, bottom, right))

    def _extent(self) -> tuple[int, int]:
        """Rows and columns up to the last cell that holds something, all of a merged cell of common size counted in."""
        rows, columns = self.cells.extent
        if rows * columns > limits.SQUARES:
            far = max(self.cells, key=lambda cell: (cell.row + 1) * (cell.column + 1)).place.ref
            raise self._refuse(
                f"内容铺开 {rows} 行 × {columns} 列，超过上限（最远处是 {far}）", "请删去远处误填的单元格后再用"
            )
        reach = [
            (bottom + 1, right + 1)
            for top, left, bottom, right in self._ranges
            if (bottom - top + 1) * (right - left + 1) <= _COMMON_MERGE and self.cells.holds(top, left)
        ]
        rows, columns = max([rows, *(row for row, _ in reach)]), max([columns, *(column for _, column in reach)])
        return rows, columns

    def _apply_merges(self, rows: int, columns: int) -> None:
        """Merge what lies within the contents; of two ranges that overlap the first stands."""
        ranges = [(top, left, min(bottom, rows - 1), min(right, columns - 1)) for top, left, bottom, right in self._ranges]
        ranges = [one for one in ranges if one[0] <= one[2] and one[1] <= one[3]]
        if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in ranges) > limits.SQUARES:
            raise self._refuse("合并单元格层层重叠，不像正常文件", "请取消合并后另存，再用")
        if ranges:
            self._buried = self.cells.merge(ranges)
            self.cells.order()

    def _refuse(self, what: str, hint: str) -> ReadError:
        return ReadError(Fault(f"{self._archive.name}!{self.name}", what, hint))


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 12 else default


def _runs(numbers: list[int]) -> str:
    """3、5–7: runs of numbers, the first eight."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:8]]
    return "、".join(shown) + ("等" if len(runs) > 8 else "")
