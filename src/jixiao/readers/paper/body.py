"""Pages of lines and tables → the blocks of a document: lines joined to paragraphs, tables that go on joined to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from jixiao.model.anchor import Stretch
from jixiao.model.document import NOWHERE, Block, Cell, Paragraph, Place, Table
from jixiao.patterns import regex
from jixiao.readers.paper.grid import Box, Grid
from jixiao.readers.paper.lines import Line, has_room, joined

_MARK = regex(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、)）](?!\d)|[①-⑳]|[❶-❿]|第[一二三四五六七八九十]+[章节部条]|附件|附表|表 ?\d|[●■◆▲★※]"
)
_ENDED = tuple("。；：！？;:!?")
_TOTAL = regex(r"(?:合|总|共)\s*计|总\s*分|小\s*计")
"""The last row of a table that is complete."""
_SHORT = 0.2
"""Share of a page's width; lines that end so much before the margin are not full."""
_HEADS = 3
"""Rows a head may have that is drawn again on the next page."""


Area = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its number, its lines outside tables and its tables, each from the top; `on_page` turns an area back to the page's own."""

    number: int
    lines: Sequence[Line]
    grids: Sequence[Grid]
    left: float
    right: float
    on_page: Callable[[Area], Area]


def margins(lines: Sequence[Line], page_left: float, page_right: float) -> tuple[float, float]:
    """Where the writing of pages begins and ends: the outermost places that at least two lines share.

    When all lines are short none shows where the writing would end: as far from the edge as it begins on the other side.
    """
    left = _shared(sorted(line.left for line in lines))
    right = _shared(sorted((line.right for line in lines), reverse=True))
    opposite = page_right - (left - page_left)
    return left, right if right > opposite - _SHORT * (page_right - page_left) else opposite


def _shared(values: list[float]) -> float:
    return next((one for one, two in pairwise(values) if abs(one - two) < 2), values[0] if values else 0.0)


@dataclass
class Body:
    """A document being put together, page by page."""

    source: str
    blocks: list[Block] = field(default_factory=list)
    joined: int = 0
    anchors: dict[tuple[str, str], tuple[Stretch, ...]] = field(default_factory=dict)
    _stretches: list[Stretch] = field(default_factory=list)
    _open: list[Line] = field(default_factory=list)
    _text: str = ""
    _place: Place = NOWHERE
    _leaf: Leaf | None = None
    _last: Grid | None = None

    def add(self, leaf: Leaf) -> None:
        """One page. The last paragraph stays open, for it may go on overleaf."""
        paragraphs = tables = 0
        turned, top = True, True
        parts: list[tuple[float, Line | Grid]] = [
            *((one.base, one) for one in leaf.lines),
            *((one.top, one) for one in leaf.grids),
        ]
        ordered = [part for _, part in sorted(parts, key=lambda one: -one[0])]
        for part in ordered[self._again(ordered) :]:
            if isinstance(part, Grid):
                self.close()
                tables += 1
                name = f"第{leaf.number}页" + (f"表{tables}" if tables > 1 else "")
                self._keep_cells(leaf, part, name)
                self._table(part, name, goes_on=top)
            else:
                self._last = None
                if not (self._open and self._goes_on(leaf, part, turned)):
                    self.close()
                    paragraphs += 1
                    self._place = Place(self.source, f"第{leaf.number}页", f"第{paragraphs}段")
                self._text = joined(self._text, part.text)
                self._open.append(part)
                self._leaf = leaf
                self._keep_line(leaf, part)
            turned = top = False

    def close(self) -> None:
        """End the open paragraph."""
        if self._open:
            self.blocks.append(Paragraph((self._text,), self._place))
            self.anchors[self._place.part, self._place.ref] = tuple(self._stretches)
        self._open, self._text, self._stretches = [], "", []

    def _keep_line(self, leaf: Leaf, line: Line) -> None:
        """Where on its page the line just added to the open paragraph stands."""
        area = (line.left, line.base - 0.25 * line.size, line.right, line.base + 0.9 * line.size)
        end = len(self._text)
        start = end - len(line.text)
        self._stretches.append(Stretch(start, end, f"第{leaf.number}页", leaf.number - 1, 0, leaf.on_page(area)))

    def _keep_cells(self, leaf: Leaf, grid: Grid, part: str) -> None:
        for box in grid.boxes:
            area = (
                grid.xs[box.column], grid.ys[box.row + box.row_span], grid.xs[box.column + box.column_span], grid.ys[box.row],
            )  # fmt: skip
            stretch = Stretch(0, len(box.text), part, leaf.number - 1, 0, leaf.on_page(area))
            self.anchors[part, f"R{box.row + 1}C{box.column + 1}"] = (stretch,)

    def _goes_on(self, leaf: Leaf, line: Line, turned: bool) -> bool:
        """Whether a line belongs to the open paragraph: the line before had no room for its beginning, and nothing marks a new one."""
        before, first = self._open[-1], self._open[0]
        margin = self._leaf or leaf
        indented = line.left > leaf.left + 0.7 * line.size
        hanging = (
            len(self._open) > 1
            and abs((line.left - leaf.left) - (before.left - margin.left)) < 2
            and before.left > first.left
        )
        full = not has_room(before, line, margin.right - before.right)
        alike = abs(before.size - line.size) < 0.15 * before.size
        if not (full and alike) or (indented and not hanging):
            return False
        if _MARK.match(line.text) and (before.text.endswith(_ENDED) or first.left < margin.left + 0.7 * first.size):
            return False
        return (
            turned
            or len(self._open) < 2
            or before.base - line.base < 1.3 * (self._open[-2].base - before.base)
            or (before.base > self._open[-2].base)
        )

    def _again(self, parts: Sequence[Line | Grid]) -> int:
        """How many lines at the top of a page repeat the title of a table that goes on, as workbooks print it."""
        titles = list(takewhile(lambda one: isinstance(one, Line), parts))
        count = len(titles)
        if not count or count == len(parts) or self._last is None or len(self.blocks) <= count:
            return 0
        grid, before = parts[count], self.blocks[-1 - count : -1]
        same = [one.text for one in before if isinstance(one, Paragraph)] == [
            one.text for one in titles if isinstance(one, Line)
        ]
        return count if same and isinstance(grid, Grid) and self._continued(grid) is not None else 0

    def _continued(self, grid: Grid) -> int | None:
        """How many head rows a table draws again that goes on with the last one; None when it is another table."""
        table = self.blocks[-1] if self.blocks else None
        if self._last is None or not isinstance(table, Table) or not _alike(self._last, grid):
            return None
        last = [cell for cell in table.cells if cell.row + cell.row_span == table.n_rows]
        if any(_TOTAL.match(cell.text) for cell in last[:2]):
            return None
        if heads := _repeated(table, grid.boxes):
            return heads
        above = [(cell.column, cell.column_span) for cell in last]
        first = [(box.column, box.column_span) for box in grid.boxes if box.row == 0]
        return 0 if len(first) > 1 and above == first else None

    def _table(self, grid: Grid, part: str, *, goes_on: bool) -> None:
        place = Place(self.source, part, "")
        drawn_again = self._continued(grid) if goes_on else None
        self._last = grid
        table = self.blocks[-1] if self.blocks else None
        if drawn_again is not None and isinstance(table, Table):
            cells = self._cells(grid.boxes, part, skip=drawn_again, below=table.n_rows - drawn_again)
            heads = max(table.head_rows, drawn_again)
            self.blocks[-1] = Table(_joined(table.cells, cells, table.n_rows), table.place, head_rows=heads)
            self.joined += 1
            return
        heads = max((box.row_span for box in grid.boxes if box.row == 0), default=1)
        cells = self._cells(grid.boxes, part, skip=0, below=0)
        self.blocks.append(Table(cells, place, head_rows=heads if heads < len(grid.ys) - 1 else 1))

    def _cells(self, boxes: Sequence[Box], part: str, *, skip: int, below: int) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                (box.text,) if box.text else (),
                box.row + below,
                box.column,
                box.row_span,
                box.column_span,
                Place(self.source, part, f"R{box.row + 1}C{box.column + 1}"),
            )
            for box in boxes
            if box.row >= skip
        )


def _joined(above: Sequence[Cell], below: Sequence[Cell], at: int) -> tuple[Cell, ...]:
    """The cells of a table that goes on at row `at`: one that reaches over several rows and was cut by the end of its page is one again.

    Its lower piece is empty; an empty cell of one row below another of one row is a cell of its own.
    """
    ends = {(cell.column, cell.column_span): cell for cell in above if cell.row + cell.row_span == at and cell.text}
    pieces = {
        id(upper): cell
        for cell in below
        if cell.row == at
        and not cell.text
        and (upper := ends.get((cell.column, cell.column_span))) is not None
        and max(upper.row_span, cell.row_span) > 1
    }
    dropped = {id(cell) for cell in pieces.values()}
    whole = (
        replace(cell, row_span=cell.row_span + pieces[id(cell)].row_span) if id(cell) in pieces else cell for cell in above
    )
    return (*whole, *(cell for cell in below if id(cell) not in dropped))


def _alike(one: Grid, two: Grid) -> bool:
    """Whether two tables have the same columns."""
    return len(one.xs) == len(two.xs) and all(abs(a - b) < 3 for a, b in zip(one.xs, two.xs, strict=True))


def _repeated(table: Table, boxes: Sequence[Box]) -> int:
    """How many rows at the top of a page draw the head of the table before again."""
    heads = 0
    for rows in range(1, _HEADS + 1):
        old = {(one.row, one.column, one.row_span, one.column_span, one.text) for one in table.cells if one.row < rows}
        new = {(one.row, one.column, one.row_span, one.column_span, one.text) for one in boxes if one.row < rows}
        if old != new:
            break
        if all(one.row + one.row_span <= rows for one in boxes if one.row < rows):
            heads = rows
    rows_of_words = [sum(1 for one in boxes if one.row == row and one.text) for row in range(heads)]
    return heads if max(rows_of_words, default=0) > 1 else 0
