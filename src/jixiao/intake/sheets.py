"""Sheets of a workbook as lines with named columns: found by sheet name and head, whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.errors import Fault
from jixiao.intake.recalc import leads_outside, stale
from jixiao.model.document import Cell, Document, Place, Table
from jixiao.model.place import letters_of
from jixiao.model.quantity import trim
from jixiao.patterns import regex

_PLACEHOLDERS = frozenset({"—", "——", "－", "-", "/"})
"""What people put into a cell that has nothing to say."""
_NUMBER = regex(r"[-+]?\d[\d,]*(?:\.\d+)?")
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
            lacking = "没有计算结果" in cell.problem
            hint = "请用 Excel 或 WPS 打开、保存一次，或改成数值" if lacking else "请改成数值后保存再用"
            self.fault(head, f"这一格的值不能用：{cell.problem}", hint)
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
    """A sheet with its lines below the head, empty ones left out. `notes`: what stands on it that was not read, or not here."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def find_sheet(
    document: Document,
    file: str,
    name: str,
    heads: tuple[str, ...],
    faults: list[Fault],
    merged: frozenset[str] = frozenset(),
    more: tuple[str, ...] = (),
) -> Sheet | None:
    """The sheet called `name`; None, and a fault, where it or one of its columns is not there (those of `more` may be lacking).

    Cells merged in columns other than `merged`, and formulas whose stored result is old, are faults too: what stands in
    them would be read for something it is not.
    """
    tables = {_same(table.place.part or table.title): table for table in document.tables()}
    table = tables.get(_same(name))
    if table is None:
        there = "、".join(f"“{other.place.part or other.title}”" for other in tables.values()) or "（无）"
        faults.append(Fault(file, f"没有“{name}”工作表", f"现有：{there}；改过名的请改回“{name}”，删掉的请重新生成采集表"))
        return None
    grid = table.grid()
    found = _head_row(grid[:_HEAD_WITHIN], (*heads, *more))
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
    faults.extend(_twice(f"{file}!{name}", grid[row], columns))
    letters = {head: letters_of(column) for head, column in columns.items()}
    lines = tuple(
        Line(file, name, _number(table, grid, index), letters, _cells(cells, columns), document.source, faults)
        for index, cells in enumerate(grid[row + 1 :], row + 1)
        if any(cell is not None and (cell.text.strip() or cell.problem) for cell in cells)
    )
    below = [
        (cell, index) for index, cells in enumerate(grid) if index > row for cell in cells if cell and cell.row == index
    ]
    by_column = {column: head for head, column in columns.items()}
    faults.extend(dict.fromkeys(_joined(f"{file}!{name}", by_column, below, merged)))
    faults.extend(dict.fromkeys(_stale(f"{file}!{name}", table, by_column, below)))
    return Sheet(name, lines, tuple(dict.fromkeys(_beside(name, grid, row, by_column, below, heads))))


def _twice(where: str, heads: list[Cell | None], columns: dict[str, int]) -> Iterable[Fault]:
    """Heads that stand over two columns: nobody can tell which one was filled in."""
    by_name = {_same(head): column for head, column in columns.items()}
    for column, cell in enumerate(heads):
        if cell is not None and cell.column == column and column != by_name.get(_same(cell.text), column):
            first = letters_of(by_name[_same(cell.text)])
            what = f"表头有两栏都叫“{cell.text.strip()}”（{first} 栏和 {letters_of(column)} 栏），分不清填的是哪一栏"
            yield Fault(f"{where}!{cell.place.ref}", what, "请把改过的表头改回原来的名称，多出的一栏删去")


def _joined(where: str, heads: dict[int, str], below: list[tuple[Cell, int]], merged: frozenset[str]) -> Iterable[Fault]:
    """Cells merged where each row or column should have its own, with something in them."""
    for cell, _ in below:
        down = cell.row_span > 1 and heads.get(cell.column, "") not in merged
        if (down or cell.column_span > 1) and cell.text.strip() and (cell.column in heads or down):
            last = f"{letters_of(cell.column + cell.column_span - 1)}{_digits(cell.place.ref) + cell.row_span - 1}"
            what = f"这里有合并单元格（{cell.place.ref}:{last}），分不清“{cell.text.strip()[:20]}”填的是哪一格"
            yield Fault(f"{where}!{cell.place.ref}", what, "请取消合并，每格各填各的")


def _stale(where: str, table: Table, heads: dict[int, str], below: list[tuple[Cell, int]]) -> Iterable[Fault]:
    """Formulas whose stored result is not what their cells give."""
    formulas = [cell for cell, _ in below if cell.kind == "formula" and cell.column in heads]
    if not formulas:
        return
    by_ref = {cell.place.ref: cell for cell in table.cells}
    for cell in formulas:
        if now := stale(cell, by_ref.get):
            what = f"公式“{cell.note}”存下的结果是 {cell.text.strip()}，按所引的格子算是 {now}"
            yield Fault(f"{where}!{cell.place.ref}", what, "请在 Excel 或 WPS 里重新计算（F9）、保存后再用；或改成数值")


def _beside(
    name: str,
    grid: list[list[Cell | None]],
    row: int,
    heads: dict[int, str],
    below: list[tuple[Cell, int]],
    expected: tuple[str, ...],
) -> Iterable[str]:
    """Columns somebody added, and figures that come from another file."""
    for column in sorted({cell.column for cell, _ in below if cell.text.strip() and cell.column not in heads}):
        head = grid[row][column] if column < len(grid[row]) else None
        if head is None or head.column == column:
            title = head.text.strip() if head else ""
            named = f"“{title}”（{letters_of(column)} 栏）" if title else f"{letters_of(column)} 栏"
            yield f"工作表“{name}”的{named}不是采集表的栏目，没有读"
    if [heads[column] for column in sorted(heads) if heads[column] in expected] != list(expected):
        yield f"工作表“{name}”的栏目次序与模板不同，按表头上的字读"
    outside = [cell.place.ref for cell, _ in below if cell.kind == "formula" and leads_outside(cell)]
    if outside:
        cells = "、".join(outside[:8]) + ("等" if len(outside) > 8 else "")
        yield f"工作表“{name}”的 {cells} 引用了别的文件，那个文件没有打开，用的是上次存下的结果，请核对"


def _digits(ref: str) -> int:
    return int(re.sub(r"\D", "", ref) or 0)


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
