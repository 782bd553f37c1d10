"""The files of tests/tables as Word files, workbooks and pages. Nothing here is imported from the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html import escape
from io import BytesIO
from pathlib import Path

from docx import Document as new_docx
from openpyxl import Workbook

FOLDER = Path(__file__).parent.parent / "tables"
_MARK = re.compile(r"\{(\d+)\}")
_FAULT = re.compile(
    r"\{(?P<cell>\d+)\} (?P<text>.*?) ?(?P<code>[A-Z]{2}\d\d|~) ?(?P<level>error|warning)?(?: (?P<at>\S+))?\s*$"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d+))?")


@dataclass(frozen=True)
class Fault:
    """`text` is written into cell `cell`; `code` must speak at `level`, in that cell, in cell `{n}`, or in the cell `row·column`."""

    cell: int
    text: str
    code: str
    level: str
    at: str

    def __str__(self) -> str:
        return f"{{{self.cell}}} {self.text} {self.code}"


@dataclass(frozen=True)
class Sample:
    """A document as lines: a paragraph is a text, a row of a table the list of its cells, an empty line None."""

    name: str
    lines: tuple[str | tuple[str, ...] | None, ...]
    faults: tuple[Fault, ...]
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)

    def with_fault(self, fault: Fault) -> Sample:
        row, column = self.cells[fault.cell]
        line = self.lines[row]
        assert isinstance(line, tuple)
        changed = (*line[:column], fault.text, *line[column + 1 :])
        return replace(self, lines=(*self.lines[:row], changed, *self.lines[row + 1 :]))

    def place_of(self, fault: Fault) -> tuple[int, int]:
        """Line and column where the finding must stand: of the cell itself, of `{n}`, or where a row and a head cross."""
        if fault.at.startswith("{"):
            return self.cells[int(fault.at[1:-1])]
        if not fault.at:
            return self.cells[fault.cell]
        label, _, head = fault.at.partition("·")
        changed = self.with_fault(fault)
        row = next(at for at, one in enumerate(changed.lines) if isinstance(one, tuple) and label in one)
        heads = [one for one in changed.lines[: row + 1] if isinstance(one, tuple) and head in one]
        return row, heads[-1].index(head)


def read_sample(path: Path) -> Sample:
    """A file: its name, the document, and below `## 改` the faults."""
    first, _, body = path.read_text(encoding="utf-8").partition("\n")
    text, _, planted = body.partition("## 改\n")
    faults = []
    for line in planted.splitlines():
        match = _FAULT.fullmatch(line)
        assert match, f"{path.name}: {line}"
        faults.append(
            Fault(int(match["cell"]), match["text"].strip(), match["code"], match["level"] or "", match["at"] or "")
        )
    return replace(read_sample_text(text), name=first.removeprefix("# 名称：").strip(), faults=tuple(faults))


def read_sample_text(text: str) -> Sample:
    """A document in the notation of tests/tables, without name and faults."""
    lines: list[str | tuple[str, ...] | None] = []
    cells: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(text.split("\n")):
        if line.startswith("|"):
            row = [one.strip() for one in line.strip()[1:-1].split("|")]
            for column, one in enumerate(row):
                if mark := _MARK.search(one):
                    cells[int(mark[1])] = number, column
                    row[column] = _MARK.sub("", one)
            lines.append(tuple(row))
        else:
            lines.append(line or None)
    return Sample("", tuple(lines), (), cells)


def _spans(rows: list[tuple[str, ...]], row: int, column: int) -> tuple[int, int]:
    wide = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == "<":
        wide += 1
    tall = 1
    while row + tall < len(rows) and column < len(rows[row + tall]) and rows[row + tall][column] == "^":
        tall += 1
    return tall, wide


def _tables(sample: Sample) -> list[tuple[int, list[tuple[str, ...]]]]:
    """Each table with the line it begins at."""
    found: list[tuple[int, list[tuple[str, ...]]]] = []
    for number, line in enumerate(sample.lines):
        if not isinstance(line, tuple):
            continue
        if number and isinstance(sample.lines[number - 1], tuple):
            found[-1][1].append(line)
        else:
            found.append((number, [line]))
    return found


def as_workbook(sample: Sample) -> bytes:
    """One sheet, each line a row; plain figures are numbers dressed with their decimals."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for number, line in enumerate(sample.lines, 1):
        if isinstance(line, str):
            sheet.cell(number, 1, line)
    for start, rows in _tables(sample):
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                if text in ("<", "^"):
                    continue
                tall, wide = _spans(rows, row, column)
                cell = sheet.cell(start + row + 1, column + 1)
                match = _NUMBER.fullmatch(text)
                if match and len(text) < 12 and not re.fullmatch(r"0\d+|\d{5,}", text):
                    places = len(match[1] or "")
                    cell.value = float(Decimal(text.replace(",", ""))) if places else int(text.replace(",", ""))
                    cell.number_format = ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")
                elif text:
                    cell.value = text
                if tall > 1 or wide > 1:
                    sheet.merge_cells(
                        start_row=start + row + 1,
                        end_row=start + row + tall,
                        start_column=column + 1,
                        end_column=column + wide,
                    )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_word(sample: Sample) -> bytes:
    """Paragraphs and tables with merged cells, as Word writes them."""
    out = new_docx()
    tables = dict(_tables(sample))
    for number, line in enumerate(sample.lines):
        if isinstance(line, str):
            out.add_paragraph(line)
        rows = tables.get(number)
        if rows is None:
            continue
        table = out.add_table(len(rows), max(map(len, rows)), "Table Grid")
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text in ("<", "^"):
                    continue
                tall, wide = _spans(rows, row, column)
                cell = table.cell(row, column)
                if tall > 1 or wide > 1:
                    cell = cell.merge(table.cell(row + tall - 1, column + wide - 1))
                cell.text = text
        out.add_paragraph("")
    data = BytesIO()
    out.save(data)
    return data.getvalue()


def as_html(sample: Sample) -> bytes:
    """Paragraphs and tables of a page, merged cells with their spans."""
    out = ['<html><head><meta charset="utf-8"><title>表</title></head><body>']
    tables = dict(_tables(sample))
    for number, line in enumerate(sample.lines):
        if isinstance(line, str):
            out.append(f"<p>{escape(line)}</p>")
        for row, cells in enumerate(tables.get(number, [])):
            out.append("<table><tr>" if row == 0 else "<tr>")
            for column, text in enumerate(cells):
                if text not in ("<", "^"):
                    tall, wide = _spans(tables[number], row, column)
                    out.append(f'<td rowspan="{tall}" colspan="{wide}">{escape(text)}</td>')
            out.append("</tr></table>" if row == len(tables[number]) - 1 else "</tr>")
    return "".join([*out, "</body></html>"]).encode()


SAMPLES = {path.stem: read_sample(path) for path in sorted(FOLDER.glob("*.txt"))}
