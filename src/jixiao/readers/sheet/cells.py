"""One worksheet: its cells as shown, its merged ranges, what is hidden, what does not compute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.model.document import Cell, Place, Table
from jixiao.readers import limits
from jixiao.readers.sheet.number_format import FIFTEEN, plain, show
from jixiao.readers.sheet.strings import clean, string_of
from jixiao.readers.xml import stream_part

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.archive import Archive

NOT_COMPUTED = "公式没有计算结果"
_BY_ITSELF = re.compile(r"-?(?:0|[1-9]\d{0,9})(?:\.\d{0,4}[1-9])?")
"""A stored number that General shows exactly as it is stored."""
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d{1,4})?\s*")
_COMMON_MERGE = 10_000
"""Squares of a merged cell that may reach beyond the sheet's contents; larger ones are cut off where the contents end."""
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_AFTER_CELLS = (
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "drawing", "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""What follows the merged ranges: nothing here needs it."""


@dataclass(slots=True)
class _Found:
    """A cell with something in it. `stored` only where the text shows less than that."""

    text: str
    stored: str = ""
    problem: str = ""
    formula: str | None = None


@dataclass(slots=True)
class Sheet:
    """A worksheet being read: `cells` by (row, column) from 0."""

    archive: Archive
    part: str
    name: str
    strings: Sequence[str]
    formats: Sequence[str]
    since_1904: bool
    cells: dict[tuple[int, int], _Found] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def read(self, room: int) -> None:
        """Take in the cells; `room` is how many more the whole file may have."""
        row = -1
        for event, element in stream_part(self.archive, self.part, ("row", "col", "mergeCell", *_AFTER_CELLS)):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag in _AFTER_CELLS:
                    break
                continue
            if tag == "row":
                row = self._row(element, row + 1)
                if len(self.cells) > room:
                    raise self._refuse(f"有内容的单元格超过 {limits.CELLS} 个", "请拆成几个文件后再用")
            elif tag == "mergeCell":
                self._merge(element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 1)
                self.hidden_columns.append(letters(first - 1) + (f"–{letters(last - 1)}" if last > first else ""))
        self._check_extent()

    def table(self, source: str) -> Table:
        """The sheet as a table whose rows and columns are the sheet's own, counted from 0."""
        spans = self._spans()
        cells = tuple(
            Cell(
                (found.text,) if found.text else (),
                row,
                column,
                *spans.get((row, column), (1, 1)),
                Place(source, self.name, f"{letters(column)}{row + 1}"),
                "text" if found.formula is None else "formula",
                note=f"={found.formula}" if found.formula else "",
                problem=found.problem,
                stored=found.stored,
            )
            for (row, column), found in sorted(self.cells.items())
            if (row, column) not in self.covered
        )
        rows, columns = self.extent
        return Table(cells, Place(source, self.name, f"A1:{letters(columns - 1)}{rows}" if cells else ""), self.name)

    @property
    def extent(self) -> tuple[int, int]:
        """Rows and columns up to the last cell that holds something, all of a merged cell of common size counted in."""
        ends = [
            (bottom, right)
            for top, left, bottom, right in self.merged
            if (top, left) in self.cells and (bottom - top + 1) * (right - left + 1) <= _COMMON_MERGE
        ]
        rows = max(max((row for row, _ in self.cells), default=-1), max((row for row, _ in ends), default=-1))
        columns = max(max((column for _, column in self.cells), default=-1), max((column for _, column in ends), default=-1))
        return rows + 1, columns + 1

    @property
    def notes(self) -> list[str]:
        """What a person should know about how this sheet was read."""
        notes = []
        if self.hidden_rows:
            notes.append(f"工作表“{self.name}”有隐藏的行（第 {_ranges(self.hidden_rows)} 行），仍已读取")
        if self.hidden_columns:
            notes.append(f"工作表“{self.name}”有隐藏的列（{'、'.join(self.hidden_columns[:8])} 列），仍已读取")
        lacking = sum(found.problem == NOT_COMPUTED for found in self.cells.values())
        if lacking:
            notes.append(f"工作表“{self.name}”有 {lacking} 个公式没有计算结果；用 Excel 或 WPS 打开并保存一次即可")
        buried = sum(self.cells[square].text != "" for square in self.covered if square in self.cells)
        if buried:
            notes.append(f"工作表“{self.name}”的合并单元格下面压着 {buried} 个看不见的内容，没有读取")
        return notes

    def _row(self, element: Element, expected: int) -> int:
        row = _whole(element.get("r"), expected + 1) - 1
        if not 0 <= row < limits.ROWS:
            raise self._refuse(f"行号 {row + 1} 超出 Excel 的范围", "请用 Excel 或 WPS 打开另存后再用")
        if element.get("hidden") in ("1", "true"):
            self.hidden_rows.append(row + 1)
        column = -1
        for cell in element:
            ref = cell.get("r")
            column = _column(ref.rstrip("0123456789")) if ref else column + 1
            if not 0 <= column < limits.COLUMNS:
                raise self._refuse(f"第 {row + 1} 行有认不出的单元格地址“{ref}”", "请用 Excel 或 WPS 打开另存后再用")
            if len(cell) and (found := self._cell(cell)) is not None:
                self.cells[row, column] = found
        return row

    def _cell(self, cell: Element) -> _Found | None:
        value, formula, inline = "", None, ""
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "v":
                    value = child.text or ""
                case "f":
                    formula = child.text or ""
                case "is":
                    inline = string_of(child)
        if formula is not None and not value and cell.get("t") != "str":
            return _Found("", problem=NOT_COMPUTED, formula=formula)
        found = self._value(cell.get("t", "n"), value, inline, cell.get("s"))
        if formula is not None:
            found.formula = formula
        return found if found.text or found.problem or formula is not None else None

    def _value(self, kind: str, value: str, inline: str, style: str | None) -> _Found:
        match kind:
            case "s":
                index = _whole(value, -1)
                if not 0 <= index < len(self.strings):
                    return _Found("", problem="文字丢失（内部编号无效）")
                return _Found(self.strings[index])
            case "str":
                return _Found(clean(value))
            case "inlineStr":
                return _Found(inline)
            case "b":
                return _Found("TRUE" if value.strip() in ("1", "true") else "FALSE")
            case "e":
                return _Found(value, problem=value or "#?")
            case "d":
                return _Found(value.removesuffix("T00:00:00"))
        return self._number(value, style)

    def _number(self, value: str, style: str | None) -> _Found:
        index = _whole(style, 0)
        code = self.formats[index] if 0 <= index < len(self.formats) else "General"
        if code == "General" and _BY_ITSELF.fullmatch(value):
            return _Found(value)
        if not value.strip():
            return _Found("")
        if not _NUMBER.fullmatch(value):
            return _Found(value, problem=f"标作数字，内容却是“{value[:20]}”")
        number = FIFTEEN.create_decimal(value)
        if number.adjusted() > 308:
            return _Found(value[:20], problem="数字超出 Excel 的范围")
        shown = show(number, code, self.since_1904)
        return _Found(shown.text, plain(number) if shown.rounded else "")

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _REF.fullmatch(first), _REF.fullmatch(last or first)
        if start and end:
            top, left, bottom, right = int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1])
            if top <= bottom < limits.ROWS and left <= right < limits.COLUMNS:
                self.merged.append((top, left, bottom, right))

    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Rows and columns of each merged cell, cut off where the sheet's contents end; of two that overlap the first."""
        rows, columns = self.extent
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        room = limits.SQUARES
        for top, left, bottom, right in self.merged:
            bottom, right = min(bottom, rows - 1), min(right, columns - 1)
            room -= max(bottom - top + 1, 0) * max(right - left + 1, 0)
            if room < 0:
                raise self._refuse("合并单元格层层重叠，不像正常文件", "请取消合并后另存，再用")
            squares = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            if not squares or any(square in self.covered or square in spans for square in squares):
                continue
            spans[top, left] = bottom - top + 1, right - left + 1
            self.covered.update(squares[1:])
            self.cells.setdefault((top, left), _Found(""))
        return spans

    def _check_extent(self) -> None:
        rows, columns = self.extent
        if rows * columns > limits.SQUARES:
            far = max(self.cells, key=lambda square: (square[0] + 1) * (square[1] + 1))
            raise self._refuse(
                f"内容铺开 {rows} 行 × {columns} 列，超过上限（最远处是 {letters(far[1])}{far[0] + 1}）",
                "请删去远处误填的单元格后再用",
            )

    def _refuse(self, what: str, hint: str) -> ReadError:
        return ReadError(Fault(f"{self.archive.name}!{self.name}", what, hint))


@lru_cache(maxsize=limits.COLUMNS)
def letters(column: int) -> str:
    """The name of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_COLUMNS: dict[str, int] = {}


def _column(name: str) -> int:
    """The number of a column from 0; -1 when `name` is none."""
    known = _COLUMNS.get(name)
    if known is None:
        known = -1
        if re.fullmatch("[A-Z]{1,3}", name):
            for letter in name:
                known = (known + 1) * 26 + ord(letter) - 65
        if len(_COLUMNS) < limits.COLUMNS:
            _COLUMNS[name] = known
    return known


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 12 else default


def _ranges(numbers: list[int]) -> str:
    """3、5–7: runs of numbers, the first eight."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:8]]
    return "、".join(shown) + ("等" if len(runs) > 8 else "")
