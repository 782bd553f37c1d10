"""What a sheet of any workbook format is made of: its cells, its merged ranges, what is hidden, what does not compute."""

from __future__ import annotations

from jixiao.errors import Fault, ReadError
from jixiao.model.document import Place, Table
from jixiao.model.place import letters_of
from jixiao.readers import limits
from jixiao.readers.sheet.cells import Cells
from jixiao.readers.sheet.values import NOT_COMPUTED, Value

_COMMON_MERGE = 10_000
"""Squares of a merged cell that may reach beyond the sheet's contents; larger ones are cut off where the contents end."""

Range = tuple[int, int, int, int]
"""Top, left, bottom, right, all of them within; counted from 0."""


class Sheet:
    """A sheet that a reader fills. `file` is the name for messages, `room` how many cells the whole file may still have."""

    def __init__(self, file: str, name: str, source: str, room: int) -> None:
        self.file, self.name, self._room = file, name, room
        self.cells = Cells(source, name)
        self._ranges: list[Range] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[str] = []
        self._buried = 0

    def add(self, row: int, column: int, value: Value | str) -> None:
        """Put a cell; rows and columns are the sheet's own, counted from 0."""
        self.cells.add(row, column, value)

    def check_room(self) -> None:
        """`ReadError` when the file has more cells with something in them than may be."""
        if len(self.cells) > self._room:
            raise self.refuse(f"有内容的单元格超过 {limits.CELLS} 个", "请拆成几个文件后再用")

    def merge(self, range: Range) -> None:
        """Note a merged range; what makes no sense is passed over."""
        top, left, bottom, right = range
        if 0 <= top <= bottom < limits.ROWS and 0 <= left <= right < limits.COLUMNS:
            self._ranges.append(range)

    def hide_row(self, row: int) -> None:
        """Note that a row (from 0) is hidden."""
        self._hidden_rows.append(row + 1)

    def hide_columns(self, first: int, last: int) -> None:
        """Note that columns (from 0, the last within) are hidden."""
        self._hidden_columns.append(letters_of(first) + (f"–{letters_of(last)}" if last > first else ""))

    def table(self) -> Table:
        """The sheet as a table whose rows and columns are the sheet's own; nothing is added afterwards."""
        self.cells.order()
        rows, columns = self._extent()
        self._apply_merges(rows, columns)
        place = Place(self.cells.source, self.name, f"A1:{letters_of(columns - 1)}{rows}" if self.cells else "")
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

    def _extent(self) -> tuple[int, int]:
        """Rows and columns up to the last cell that holds something, all of a merged cell of common size counted in."""
        rows, columns = self.cells.extent
        if rows * columns > limits.SQUARES:
            far = max(self.cells, key=lambda cell: (cell.row + 1) * (cell.column + 1)).place.ref
            raise self.refuse(
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
            raise self.refuse("合并单元格层层重叠，不像正常文件", "请取消合并后另存，再用")
        if ranges:
            self._buried = self.cells.merge(ranges)
            self.cells.order()

    def refuse(self, what: str, hint: str) -> ReadError:
        """The error to raise when this sheet cannot be read."""
        return ReadError(Fault(f"{self.file}!{self.name}", what, hint))


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
