"""How a workbook of ours looks: fonts, borders, tints, column widths, and rows high enough for their words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.model.document import TO_FILL, Cell, Table
from jixiao.patterns import regex
from jixiao.writers.plain import breadth

FONT, HEAD_FONT = "宋体", "黑体"
HEIGHT, FILL_HEIGHT, TITLE_HEIGHT = 15.0, 20.0, 30.0
"""Height of one line in points, of one to be filled in, and of the line that names the sheet."""
PORTRAIT_LIMIT = 92
"""Wider than this many characters, a sheet is printed on landscape paper."""
_LEAST_WIDTH = 60
_WHOLE: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center", "border": 0},
    "words": {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top", "border": 0},
    "head": {"font_name": HEAD_FONT, "align": "center", "bg_color": "#E8EEF4"},
    "label": {"bg_color": "#F6F8FA"},
    "input": {"bg_color": "#FFFBE6", "locked": False},
    "formula": {"bg_color": "#F2F2F2"},
    "note": {"font_color": "#555555", "italic": False, "align": "left"},
    "text": {},
}  # fmt: skip


CHECKS: dict[str, dict[str, Any]] = {
    "whole": {
        "validate": "integer", "criteria": ">=", "value": 0, "error_title": "请填整数",
        "error_message": "这一格填不小于 0 的整数，不带单位。没有发生的填 0，不知道的留空。",
    },
    "amount": {
        "validate": "decimal", "criteria": ">=", "value": 0, "error_title": "请填数",
        "error_message": "这一格填不小于 0 的数，单位见“计量单位”一栏，不必写出。没有发生的填 0，不知道的留空。",
    },
    "signed": {
        "validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12, "error_title": "请填数",
        "error_message": "这一格填一个数（可为负），单位见“计量单位”一栏，不必写出。不知道的留空。",
    },
    "year": {
        "validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100, "error_title": "请填年份",
        "error_message": "请填四位数的年份，如 2021。",
    },
}  # fmt: skip
"""What Excel lets somebody type, by what the cell takes; what is pasted in goes round it, and is told on reading."""
_TYPED = {"whole": "0", "amount": "General", "signed": "General", "year": "0", "words": "@"}
"""How what was typed is shown: amounts with the very digits typed (a format of its own would add some), words as words."""


class Formats:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, kind: str, **more: Any) -> Any:
        """The format of cells of `kind`, with `more` properties of XlsxWriter."""
        properties = {
            "font_name": FONT, "font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border": 1,
            "border_color": "#8C8C8C", **_WHOLE[kind], **more,
        }  # fmt: skip
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def of(self, cell: Cell, number: tuple[Decimal, int, str] | None, title: bool = False) -> Any:
        """The format of `cell`: its kind, its alignment, the decimals and unit of its `number`, a tint where it is lacking."""
        more: dict[str, Any] = {}
        if title:
            return self.get("title")
        if cell.align:
            more["align"] = cell.align
        if cell.takes and number is None:
            more["num_format"] = _TYPED[cell.takes]
        if cell.computes and cell.unit:
            more["num_format"] = number_format(2, cell.unit)
        if number is not None:
            more["num_format"] = number_format(number[1], number[2])
            more.setdefault("align", "right")
        elif cell.text[:1] in ("=", "+", "-", "@", "\t", "\r") and len(cell.text) > 1:
            more["quote_prefix"] = True
        if cell.text == TO_FILL:
            more["bg_color"] = "#FFF2CC"
        if cell.problem:
            more["bg_color"] = "#F8D7DA"
        return self.get(cell.kind, **more)


def number_format(decimals: int, unit: str) -> str:
    """Excel's format for the digits as printed: 2 decimals and 万元 → 0.00"万元"; a percentage is Excel's own."""
    digits = "0" + ("." + "0" * decimals if decimals else "")
    if not unit:
        return digits
    return f"{digits}%" if unit == "%" else f'{digits}"{unit}"'


def column_widths(table: Table) -> list[float]:
    """Widths in characters: `table.widths` where given (stretched when very narrow), else the longest line, 8 to 40."""
    if table.widths:
        stretch = max(1.0, _LEAST_WIDTH / sum(table.widths))
        return [round(stretch * width, 1) for width in table.widths]
    widths = [8.0] * table.n_columns
    for cell in table.cells:
        if cell.column_span == 1:
            longest = max((breadth(line) for line in cell.text.split("\n")), default=0)
            widths[cell.column] = max(widths[cell.column], min(40.0, longest + 2))
    return widths


def is_title(cell: Cell, table: Table) -> bool:
    """Whether the cell names the whole table: a head across its first line."""
    return cell.kind == "head" and cell.row == 0 and cell.column_span == table.n_columns > 1


def row_heights(table: Table, widths: list[float]) -> list[float]:
    """Height of each row in points, enough for the words of every cell; a tall merged cell stretches its last row."""
    heights = [HEIGHT] * table.n_rows
    for cell in table.cells:
        if is_title(cell, table):
            heights[cell.row] = TITLE_HEIGHT
        elif cell.kind == "input":
            heights[cell.row] = max(heights[cell.row], FILL_HEIGHT)
    for cell in sorted(table.cells, key=lambda one: one.row_span):
        width = sum(widths[cell.column : cell.column + cell.column_span])
        if not width:
            continue  # a hidden column makes no row taller
        lines = sum(_folded(line, int(max(2.0, width - 1))) for line in cell.text.split("\n"))
        lines = max(lines, cell.lines)
        needed = lines * HEIGHT + (4 if lines > 1 else 0)
        rows = range(cell.row, cell.row + cell.row_span)
        lacking = needed - sum(heights[row] for row in rows)
        if lacking > 0:
            heights[rows[-1]] += lacking
    return [min(409.0, round(height, 1)) for height in heights]


_PIECES = regex(r"[!-~]+|.")
"""What a program keeps on one line where it can: a word in Latin letters, digits and signs; a Chinese character."""


def _folded(line: str, room: int) -> int:
    """How many lines `line` takes where `room` characters fit into one."""
    lines, used = 1, 0
    for piece in _PIECES.findall(line):
        wide = breadth(piece)
        if used + wide <= room:
            used += wide
        elif wide <= room:
            lines, used = lines + 1, wide
        else:  # a word longer than a line is broken where the line ends
            lines, used = lines + (used + wide - 1) // room, (used + wide - 1) % room + 1
    return lines


def note_size(text: str) -> dict[str, int]:
    """Width and height of a comment in pixels, so that it shows whole."""
    lines = sum(max(1, -(-breadth(line) // 52)) for line in text.split("\n"))
    return {"width": 380, "height": min(600, 24 + 18 * lines)}
