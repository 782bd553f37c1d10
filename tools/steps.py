"""What the handbook asks a hand to do in a file, done by a program: for its tests and its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from docx import Document


def change_cells(file: Path, cells: Mapping[str, str]) -> None:
    """Type into cells of a workbook, named 表!格; what is a number stands there as one, "" empties the cell."""
    book = openpyxl.load_workbook(file)
    for place, text in cells.items():
        sheet, _, cell = place.partition("!")
        text = text.strip()
        try:
            typed: str | float | None = float(text) if text else None
        except ValueError:
            typed = text
        book[sheet][cell].value = typed
    book.save(file)


def change_words(file: Path, old: str, new: str) -> None:
    """Write `new` for `old` in the paragraphs of a Word file, tables left out; `old` must be there."""
    document = Document(str(file))
    found = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    if not found:
        raise ValueError(f"{file.name}: {old} is not there")
    found[0].text = found[0].text.replace(old, new)
    document.save(str(file))
