"""Cells and sheets of the collection workbook as it is made: heads, labels, cells to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao.intake import layout
from jixiao.intake.layout import HEADS, NOTHING
from jixiao.model.document import Cell, Place, Table, Takes
from jixiao.model.place import letters_of

Line = tuple[Cell | None, ...]
"""The cells of one row; None where a cell above reaches down."""

FIRST_LINE = 3
"""Excel's number of the first line below the head."""


def sheet(name: str, title: str, lines: Iterable[Line], more: tuple[str, ...] = ()) -> Table:
    """The sheet called `name`: its title, its heads and `more` of them, its lines."""
    heads = (*HEADS[name], *more)
    cells = [Cell((title,), 0, 0, 1, len(heads), Place("", name, "A1"), "head")]
    for row, line in enumerate([tuple(head(one) for one in heads), *lines], 1):
        cells += [
            replace(cell, row=row, column=column, place=Place("", name, f"{letters_of(column)}{row + 1}"))
            for column, cell in enumerate(line)
            if cell is not None
        ]
    widths = (*layout.WIDTHS[name], *(layout.MORE_WIDTH for _ in more))
    return Table(tuple(cells), Place("", name, ""), name, 2, widths)


def head(text: str) -> Cell:
    """A head, with a note where it needs one."""
    return Cell((text,), 0, 0, kind="head", note=layout.HEAD_NOTES.get(text, ""))


def section(text: str, columns: int) -> Line:
    """A line that opens a section: its name, and nothing to fill in."""
    return (Cell((text,), 0, 0, kind="head", align="left"), *(Cell(("",), 0, 0, kind="head") for _ in range(columns - 1)))


def label(text: str) -> Cell:
    """What a line is about; the dash of a cell that is not asked for."""
    return Cell((text,), 0, 0, kind="label", align="center" if text == NOTHING else "")


def words(text: str) -> Cell:
    """Words to read."""
    return Cell((text,), 0, 0)


def note(text: str) -> Cell:
    """A remark beside what is to be filled in."""
    return Cell((text,), 0, 0, kind="note")


def fill(text: str = "", choices: tuple[str, ...] = (), lines: int = 1, prompt: str = "") -> Cell:
    """A cell for words: of a list where there are choices, as many lines of room as somebody will need."""
    takes: Takes = "" if choices else "words"
    return Cell((text,), 0, 0, kind="input", choices=choices, takes=takes, lines=lines, note=prompt)


def number(takes: Takes, prompt: str = "") -> Cell:
    """A cell for a figure."""
    return Cell(("",), 0, 0, kind="input", align="right", takes=takes, note=prompt)


def written(prompt: str = "") -> Cell:
    """A cell for a figure that is written with its unit (≥120场次, 90%)."""
    return Cell(("",), 0, 0, kind="input", align="right", takes="words", note=prompt)


def computed(formula: str, shown: str = "", unit: str = "", align: str = "") -> Cell:
    """A locked cell in which the workbook computes; `shown` until it first does."""
    return Cell((shown,), 0, 0, kind="formula", computes=formula, unit=unit, align="right" if align == "right" else "")
