"""A document: what readers make and writers take. Text, tables and their places; no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jixiao.model.fact import Fact
from jixiao.model.place import NOWHERE as NOWHERE
from jixiao.model.place import Place as Place
from jixiao.model.record import record

CellKind = Literal["text", "head", "label", "input", "formula", "note"]
Style = Literal["", "flush", "headline", "center", "right", "small", "names"]
Takes = Literal["", "words", "whole", "amount", "signed", "year"]
"""What may be typed into a cell: anything, words, a whole number from 0, a number from 0, any number, a year."""


TO_FILL = "待补充"
"""What stands where a figure or words are still lacking, always as a run of its own."""

Run = str | Fact
"""A piece of a paragraph: plain words, or a fact that prints its own figure."""


def text_of(runs: tuple[str | Fact, ...]) -> str:
    """The words of `runs`, facts printed as they were stated."""
    if len(runs) == 1 and isinstance(runs[0], str):
        return runs[0]
    return "".join(run if isinstance(run, str) else run.shown for run in runs)


@record(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the document's title, 1 is 一、, 2 is （一）, 3 is 1. `new_page`: an annex starts on its own.

    `landscape`: up to the next annex the paper lies on its side.
    """

    text: str
    level: int
    place: Place = NOWHERE
    new_page: bool = False
    landscape: bool = False


@record(frozen=True, slots=True)
class Paragraph:
    """A paragraph. What we compose holds facts among its words; what we read is one run of text.

    `style` is for writers: flush (whom it is addressed to), headline (the one result of a page), center, right (signature), small (remarks), names (of files: long words that no
    line may be stretched for), "" (text).
    """

    runs: tuple[str | Fact, ...]
    place: Place = NOWHERE
    style: Style = ""

    @property
    def text(self) -> str:
        return text_of(self.runs)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(run for run in self.runs if not isinstance(run, str))


@record(frozen=True, slots=True)
class Cell:
    """A cell. `row` and `column` count from 0 inside its table; a merged cell stands once, with its spans.

    `fact` is the figure behind a text that leaves its unit to the head of the column. `note` is what a reader may open:
    a comment in a workbook, a fold in a page; in a cell we read (kind formula) it is the formula. `stored` is the number
    behind a shown text that was rounded for showing (0.828234 behind 82.82%), "" where the text says it all. `takes` is what
    may be typed into a cell of kind input, `computes` what a workbook computes in one of kind formula (`IF(E5=0,"",E4/E5)`), in
    `unit`; nothing that was read ever stands there. `lines` is the room it leaves to write in.
    """

    runs: tuple[str | Fact, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    place: Place = NOWHERE
    kind: CellKind = "text"
    choices: tuple[str, ...] = ()
    note: str = ""
    align: Literal["", "left", "center", "right"] = ""
    problem: str = ""
    fact: Fact | None = None
    stored: str = ""
    takes: Takes = ""
    computes: str = ""
    unit: str = ""
    lines: int = 1

    @property
    def text(self) -> str:
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: cells in reading order, the number of head rows (repeated on each page), column widths.

    `widths` count Latin characters (a Chinese one is two); paper keeps their proportion. A column of a workbook whose
    width is 0 is hidden. `repeated` is a row further down whose heads a workbook prints again on every page (0: none).
    """

    cells: Sequence[Cell]
    place: Place = NOWHERE
    title: str = ""
    head_rows: int = 1
    widths: tuple[int, ...] = ()
    repeated: int = 0

    @property
    def n_rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def n_columns(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    def texts(self) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, text and problem of each cell in reading order: for sheets too long to look at every cell."""
        quick = getattr(self.cells, "texts", None)
        if quick is not None:
            yield from quick()
        else:
            yield from ((cell.row, cell.column, cell.text, cell.problem) for cell in self.cells)

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell stands in every square it covers, a square without a cell is None."""
        width = self.n_columns
        rows: list[list[Cell | None]] = [[None] * width for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or bar part of a chart. `value` is for drawing, None while it is not known; `shown` is the figure as text.

    `span`: from where to where the value may lie, drawn as a line over the bar.
    """

    label: str
    value: float | None
    shown: str
    of: float | None = None
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to draw: horizontal bars, each perhaps against a whole (`of`). The only place where floats stand.

    `legend` names, where there is a whole, what was reached of it and what was not.
    """

    title: str
    unit: str
    bars: tuple[Bar, ...]
    kind: Literal["against", "parts"] = "against"
    legend: tuple[str, str] = ("得分", "未得分")


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order. `source` is the sha256 of the bytes it was read from ("" if we composed it)."""

    name: str
    blocks: tuple[Block, ...]
    source: str = ""
    kind: str = ""
    notes: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def texts(self) -> Iterator[Heading | Paragraph]:
        return (block for block in self.blocks if isinstance(block, Heading | Paragraph))
