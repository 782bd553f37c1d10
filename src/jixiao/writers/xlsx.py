"""Document → .xlsx: a sheet for each table, figures as numbers, words never as formulas."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from jixiao.model.document import Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.writers import WRITERS
from jixiao.writers.package import repack
from jixiao.writers.plain import figure, plain
from jixiao.writers.xlsx_look import CHECKS, HEIGHT, PORTRAIT_LIMIT, Formats, column_widths, is_title, note_size, row_heights

_WORDS = "说明"
_CHARTS = "图表"
_LISTS = "选项"
_MAX_LIST = 250
_MAX_PROMPT = 255


@WRITERS.add("xlsx")
def write_xlsx(document: Document) -> bytes:
    """A workbook of `document`; the same document gives the same bytes.

    A cell behind which a Fact stands holds a number with the printed decimals; everything else is text, whatever its
    first character. Headings and paragraphs outside tables go to a first sheet of their own, charts to a last one.
    """
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    book.set_properties({"title": plain(document.name), "author": "jixiao"})
    sheets = _Sheets(book)
    words = [block for block in document.blocks if isinstance(block, Heading | Paragraph)]
    if words:
        sheets.words(words)
    for table in document.tables():
        sheets.table(table)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    if charts:
        sheets.charts(charts)
    sheets.lists()
    if not book.worksheets():
        book.add_worksheet(_WORDS)
    book.close()
    return repack(buffer.getvalue())


def sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel takes: at most 31 characters, none of []:*?/\\, not yet used (case does not count)."""
    name = "".join("_" if mark in "[]:*?/\\" else mark for mark in plain(title)).strip("' ")[:31] or "表"
    trial, number = name, 2
    while trial.lower() in taken or trial.lower() == "history":
        trial, number = f"{name[: 31 - len(str(number)) - 1]}_{number}", number + 1
    taken.add(trial.lower())
    return trial


class _Sheets:
    """The sheets of one workbook as they are added."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats = Formats(book)
        self.taken: set[str] = set()
        self.long_lists: dict[tuple[str, ...], int] = {}

    def add(self, title: str) -> Any:
        sheet = self.book.add_worksheet(sheet_name(title, self.taken))
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        return sheet

    def words(self, blocks: list[Heading | Paragraph]) -> None:
        sheet = self.add(_WORDS)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        for row, block in enumerate(blocks):
            look = self.formats.get("title" if isinstance(block, Heading) else "words")
            sheet.write_string(row, 0, plain(block.text), look)

    def table(self, table: Table) -> None:
        sheet = self.add(table.title or "表")
        widths = column_widths(table)
        if sum(widths) > PORTRAIT_LIMIT:
            sheet.set_landscape()
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": width == 0})
        for row, height in enumerate(row_heights(table, widths)):
            if height > HEIGHT:
                sheet.set_row(row, height)
        for cell in table.cells:
            self.cell(sheet, cell, is_title(cell, table))
        if table.head_rows:
            sheet.repeat_rows(0, table.head_rows - 1)
            sheet.freeze_panes(table.head_rows, 0)
        elif table.repeated:
            sheet.repeat_rows(table.repeated, table.repeated)
        if any(cell.kind == "input" or cell.computes for cell in table.cells):
            sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})

    def cell(self, sheet: Any, cell: Cell, title: bool) -> None:
        number = figure(cell)
        look = self.formats.of(cell, number, title)
        if cell.row_span > 1 or cell.column_span > 1:
            last = (cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            sheet.merge_range(cell.row, cell.column, *last, "", look)
        text = plain(cell.text)
        if cell.computes:
            sheet.write_formula(cell.row, cell.column, f"={cell.computes}", look, text)
        elif number is not None:
            value, _, unit = number
            sheet.write_number(cell.row, cell.column, value / 100 if unit == "%" else value, look)
        elif text:
            sheet.write_string(cell.row, cell.column, text, look)
        else:
            sheet.write_blank(cell.row, cell.column, None, look)
        prompted = cell.takes not in ("", "words") or bool(cell.choices)
        notes = "\n".join(one for one in (cell.problem, "" if prompted else cell.note) if one)
        if notes:
            sheet.write_comment(cell.row, cell.column, plain(notes), {"author": "jixiao", **note_size(notes)})
        if cell.choices:
            self.choices(sheet, cell)
        elif cell.takes in CHECKS:
            self.demand(sheet, cell, CHECKS[cell.takes])

    def choices(self, sheet: Any, cell: Cell) -> None:
        """A list to choose from; a list too long for the cell itself stands on a hidden sheet."""
        from xlsxwriter.utility import xl_col_to_name

        options = tuple(plain(one) for one in cell.choices)
        source: Any = list(options)
        if len(",".join(options)) > _MAX_LIST or any("," in one for one in options):
            letter = xl_col_to_name(self.long_lists.setdefault(options, len(self.long_lists)))
            source = f"={_LISTS}!${letter}$1:${letter}${len(options)}"
        chosen = {
            "validate": "list",
            "source": source,
            "error_title": "请从列表中选",
            "error_message": "这一格只能填列表里的词。",
        }
        self.demand(sheet, cell, chosen)

    def demand(self, sheet: Any, cell: Cell, demanded: dict[str, Any]) -> None:
        """What may be typed; the note of the cell is shown when it is chosen."""
        last = (cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        prompt = {"input_message": plain(cell.note)[:_MAX_PROMPT]} if cell.note else {}
        sheet.data_validation(cell.row, cell.column, *last, {**demanded, **prompt})

    def lists(self) -> None:
        if not self.long_lists:
            return
        sheet = self.book.add_worksheet(_LISTS)
        sheet.hide()
        for column, options in enumerate(self.long_lists):
            for row, option in enumerate(options):
                sheet.write_string(row, column, option)

    def charts(self, charts: list[Chart]) -> None:
        """Native charts, each beside the figures it draws."""
        sheet = self.add(_CHARTS)
        sheet.fit_to_pages(1, 1)  # a chart cut in two by the edge of a page says nothing
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 2, 12)
        name, top = sheet.get_name(), 0
        for chart in charts:
            against = any(bar.of is not None for bar in chart.bars)
            heads = ["项目", f"数值（{chart.unit}）", *(["满分" if chart.unit == "分" else "全部"] if against else [])]
            for column, head in enumerate(heads):
                sheet.write_string(top, column, head, self.formats.get("head"))
            for row, bar in enumerate(chart.bars, top + 1):
                sheet.write_string(row, 0, plain(bar.label), self.formats.get("text"))
                if bar.value is None:
                    sheet.write_string(row, 1, bar.shown, self.formats.get("text"))
                else:
                    sheet.write_number(row, 1, bar.value, self.formats.get("text", num_format="0.00"))
                if bar.of is not None:
                    sheet.write_number(row, 2, bar.of, self.formats.get("text"))
            last = top + len(chart.bars)
            drawn = self.book.add_chart({"type": "bar"})
            for column, colour in [(1, "#2F6EA5"), *([(2, "#D9E2EC")] if against else [])]:
                drawn.add_series(
                    {
                        "name": [name, top, column],
                        "categories": [name, top + 1, 0, last, 0],
                        "values": [name, top + 1, column, last, column],
                        "fill": {"color": colour},
                    }
                )
            drawn.set_title({"name": chart.title, "name_font": {"size": 12, "bold": False}})
            drawn.set_y_axis({"reverse": True})
            drawn.set_x_axis({"min": 0} if all((bar.value or 0) >= 0 for bar in chart.bars) else {})
            drawn.set_size({"width": 720, "height": 120 + 36 * len(chart.bars)})
            sheet.insert_chart(top, 4, drawn)
            top = last + 1 + max(2, (120 + 36 * len(chart.bars)) // 20 - len(chart.bars))
