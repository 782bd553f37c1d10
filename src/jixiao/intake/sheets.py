"""Sheets of a workbook as lines with named columns: found by sheet name and head, whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.errors import Fault
from jixiao.model.document import Cell, Document, Place, Table
from jixiao.model.quantity import trim

_PLACEHOLDERS = frozenset({"—", "——", "－", "-", "/"})
"""What people put into a cell that has nothing to say."""
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_HEAD_WITHIN = 12
"""A head stands among the first rows of its sheet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet by column head. `number` is Excel's row number; faults of its cells go to `faults`."""

    file: str
    sheet: str
    number: int
    letters: dict[str, str]
    cells: dict[str, Cell]
    source: str
    faults: list[Fault] = field(repr=False)

    def text(self, head: str) -> str:
        """The words of a cell, "" where it is empty or holds a dash; a cell whose value cannot be trusted is faulted, and empty."""
        cell = self.cells.get(head)
        if cell is None:
            return ""
        if cell.problem:
            self.fault(head, f"这一格的值不能用：{cell.problem}", "请改成数值后保存再用")
            return ""
        text = cell.text.strip()
        return "" if text in _PLACEHOLDERS else text

    def figure(self, head: str) -> str:
        """The words of a cell that holds a number, with the digits that were typed where the sheet shows fewer of them."""
        text = self.text(head)
        return _typed(text, self.cells[head].stored) if text else ""

    def place(self, head: str) -> Place:
        cell = self.cells.get(head)
        ref = cell.place.ref if cell is not None else ""
        return Place(self.source, self.sheet, ref or f"{self.letters.get(head, '')}{self.number}")

    def where(self, head: str) -> str:
        """文件!表!单元格."""
        return f"{self.file}!{self.place(head)}"

    def fault(self, head: str, what: str, hint: str = "") -> None:
        fault = Fault(self.where(head), what, hint)
        if fault not in self.faults:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its lines below the head, empty ones left out."""

    name: str
    lines: tuple[Line, ...]


def find_sheet(document: Document, file: str, name: str, heads: tuple[str, ...], faults: list[Fault]) -> Sheet | None:
    """The sheet called `name`; None, and a fault, where it or one of its columns is not there."""
    tables = {_same(table.place.part or table.title): table for table in document.tables()}
    table = tables.get(_same(name))
    if table is None:
        there = "、".join(f"“{other.place.part or other.title}”" for other in tables.values()) or "（无）"
        faults.append(Fault(file, f"没有“{name}”工作表", f"现有：{there}；改过名的请改回“{name}”，删掉的请重新生成采集表"))
        return None
    grid = table.grid()
    found = _head_row(grid[:_HEAD_WITHIN], heads)
    if found is None:
        faults.append(Fault(f"{file}!{name}", "没有找到表头", f"表头应有：{'、'.join(heads)}；请恢复表头，或重新生成采集表"))
        return None
    row, columns = found
    lacking = [head for head in heads if head not in columns]
    if lacking:
        words = "、".join(f"“{head}”" for head in lacking)
        at = f"{file}!{name}!第{_number(table, grid, row)}行"
        faults.append(Fault(at, f"表头缺少{words}一栏", f"改过名的请改回{words}，删掉的请重新生成采集表"))
        return None
    letters = {head: letters_of(column) for head, column in columns.items()}
    lines = tuple(
        Line(file, name, _number(table, grid, index), letters, _cells(cells, columns), document.source, faults)
        for index, cells in enumerate(grid[row + 1 :], row + 1)
        if any(cell is not None and (cell.text.strip() or cell.problem) for cell in cells)
    )
    return Sheet(name, lines)


def letters_of(column: int) -> str:
    """Excel's letters of a column counted from 0: 0 is A, 27 is AB."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _typed(text: str, stored: str) -> str:
    """`text` with the digits of `stored` where somebody typed them: 130.65 shown, 130.651 stored.

    Only where the shown number is the stored one rounded (not scaled by its format), and only up to six decimals, 分 of an
    amount in 万元: what is longer was computed by the sheet, and what it shows is what its owner means.
    """
    shown = _NUMBER.search(text)
    if not stored or shown is None:
        return text
    number, digits = Decimal(stored), shown[0].replace(",", "")
    if text.endswith("%"):
        number *= 100
    _, _, exponent = number.normalize().as_tuple()
    half = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1)
    if abs(number - Decimal(digits)) > half or not isinstance(exponent, int) or exponent < -6:
        return text
    return f"{text[: shown.start()]}{trim(number)}{text[shown.end() :]}"


def _head_row(grid: Iterable[list[Cell | None]], heads: tuple[str, ...]) -> tuple[int, dict[str, int]] | None:
    """The row with most of `heads`, at least two, and the column of each."""
    wanted = {_same(head): head for head in heads}
    best: tuple[int, dict[str, int]] | None = None
    for index, cells in enumerate(grid):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            if cell is not None and _same(cell.text) in wanted:
                columns.setdefault(wanted[_same(cell.text)], column)
        if len(columns) >= 2 and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def _cells(cells: list[Cell | None], columns: dict[str, int]) -> dict[str, Cell]:
    return {head: cell for head, column in columns.items() if (cell := cells[column]) is not None}


def _number(table: Table, grid: list[list[Cell | None]], row: int) -> int:
    """Excel's number of a row: from the address of one of its own cells, for a reader may leave out empty rows above."""
    for cell in grid[row]:
        if cell is not None and cell.row == row and (found := re.fullmatch(r"[A-Z]+(\d+)", cell.place.ref)):
            return int(found[1])
    return row + 1


def _same(name: str) -> str:
    return re.sub(r"\s", "", name)
