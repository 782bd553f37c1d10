"""A story (Word's word for a flow of text: the body, a header, a footnote) as paragraphs, headings and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.model.document import Block, Cell, Heading, Paragraph, Place, Table
from jixiao.readers import limits
from jixiao.readers.word.numbering import Numbering, joined
from jixiao.readers.word.runs import CHOICES, Runs, Words
from jixiao.readers.word.styles import Styles
from jixiao.readers.word.tags import MC, VAL, W, is_on, number
from jixiao.readers.word.trail import Trail

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_PPR, _PSTYLE, _NUMPR, _OUTLINE, _RPR = f"{W}pPr", f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl", f"{W}rPr"
_TRPR, _TCPR, _SPAN, _VMERGE, _HMERGE = f"{W}trPr", f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_DELETED, _MOVED, _BEFORE = f"{W}del", f"{W}moveFrom", f"{W}gridBefore"
_BODY_TEXT = 9


@dataclass(slots=True)
class Reading:
    """What all stories of one file share, and what they met."""

    name: str
    source: str
    styles: Styles
    numbering: Numbering
    runs: Runs
    paragraphs: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    cells: int = 0
    trail: Trail | None = None
    merged: set[Element] = field(default_factory=set)
    """The cells of the part that reach over several squares: of the others no settings are looked at."""

    def begin(self, part: str, root: Element) -> None:
        """The paragraphs that come next stand in `part`."""
        self.runs.begin(root)
        self.merged = {cell for one in root.iter(_SPAN, _VMERGE, _HMERGE) for cell in one.iterancestors(TC)}
        if self.trail is not None:
            self.trail.begin(part, root)


@dataclass(slots=True)
class _Square:
    """A cell while its table is read: rows below may still lengthen it."""

    row: int
    column: int
    column_span: int
    lines: list[Words]
    row_span: int = 1

    @property
    def text(self) -> str:
        return self.lines[0].text if len(self.lines) == 1 else "\n".join([line.text for line in self.lines])


class Story:
    """One story, read into `blocks`. Paragraphs with something in them are counted, part by part: 正文第1段, 文本框第1段."""

    def __init__(self, reading: Reading, part: str) -> None:
        self._reading = reading
        self._part = part
        self._carried: Words | None = None
        self.blocks: list[Block] = []

    def read(self, container: Element) -> list[Block]:
        """All blocks of `container`, in reading order."""
        for block in _blocks(container):
            if block.tag == P:
                self._paragraph(block)
            else:
                self._table(block, 1)
        return self.blocks

    def _paragraph(self, paragraph: Element) -> None:
        words, level = self._words(paragraph)
        if words is None:
            return
        if words.text:
            counts = self._reading.paragraphs
            counts[self._part] += 1
            place = Place(self._reading.source, self._part, f"第{counts[self._part]}段")
            self.blocks.append(Paragraph((words.text,), place) if level is None else Heading(words.text, level, place))
            if self._reading.trail is not None:
                self._reading.trail.keep(place, [words])
        self._boxes(words.boxes)

    def _words(self, paragraph: Element) -> tuple[Words | None, int | None]:
        """The words with their automatic number, and the heading level; no words where the mark between this paragraph
        and the next was deleted in a tracked change: then they are one."""
        reading = self._reading
        words = reading.runs.read(paragraph)
        if self._carried is not None:
            words.text, words.boxes = self._carried.text + words.text, self._carried.boxes + words.boxes
            words.pieces = self._carried.pieces + words.pieces
            self._carried = None
        style, num, depth, outline = reading.styles.default, None, None, None
        for one in _first(paragraph, _PPR):
            tag = one.tag
            if tag == _PSTYLE:
                style = str(next(iter(one.values()), ""))  # its only attribute; by name takes six times as long
            elif tag == _NUMPR:
                num, depth = _list_of(one)
            elif tag == _OUTLINE:
                outline = number(one, _BODY_TEXT)
            elif tag == _RPR and len(one) and (one.find(_DELETED) is not None or one.find(_MOVED) is not None):
                self._carried = words
                return None, None
        brought = reading.styles.brings(style)
        level = brought.heading if outline is None else outline + 1 if outline < _BODY_TEXT else None
        said = words.text.strip()
        if num is None:
            num, depth = brought.num, brought.depth if depth is None else depth
        elif depth is None:
            depth = 0
        text = said if num is None else joined(reading.numbering.mark(num, depth, style), said)
        if reading.trail is not None:
            words.lead, words.stripped = len(text) - len(said), len(words.text) - len(words.text.lstrip())
        words.text = text
        return words, level

    def _boxes(self, boxes: Iterable[Element]) -> None:
        for box in boxes:
            self.blocks.extend(Story(self._reading, "文本框").read(box))

    def _table(self, table: Element, depth: int) -> None:
        """A table, then the tables and boxes inside its cells."""
        reading = self._reading
        if depth > limits.TABLE_DEPTH:
            what = f"表格里套表格超过 {limits.TABLE_DEPTH} 层，不像正常文件"
            raise ReadError(Fault(reading.name, what, "请把内层的表移到外面后再用"))
        reading.tables += 1
        part = f"表{reading.tables}"
        squares: list[_Square] = []
        inside: list[Element] = []
        boxes: list[Element] = []
        open_merges: dict[int, _Square] = {}
        row = heads = 0
        for line in _rows(table):
            properties = line.find(_TRPR)
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            if heads == row and is_on(properties, f"{W}tblHeader"):
                heads += 1
            self._row(line, row, squares, open_merges, inside, boxes)
            row += 1
        width = max((one.column + one.column_span for one in squares), default=0)
        reading.cells += len(squares)
        if row * width > limits.SQUARES or reading.cells > limits.CELLS:
            raise ReadError(Fault(f"{reading.name}!{part}", f"表格有 {row} 行 × {width} 列，超过上限", "请拆开后再用"))
        cells = tuple(
            Cell(
                (text,) if (text := one.text) else (),
                one.row,
                one.column,
                one.row_span,
                one.column_span,
                Place(reading.source, part, f"R{one.row + 1}C{one.column + 1}"),
            )
            for one in squares
        )
        if reading.trail is not None:
            for cell, one in zip(cells, squares, strict=True):
                reading.trail.keep(cell.place, one.lines)
        self.blocks.append(Table(cells, Place(reading.source, part, ""), head_rows=heads or 1))
        for inner in inside:
            self._table(inner, depth + 1)
        self._boxes(boxes)

    def _row(
        self,
        line: Element,
        row: int,
        squares: list[_Square],
        open_merges: dict[int, _Square],
        inside: list[Element],
        boxes: list[Element],
    ) -> None:
        reading = self._reading
        properties = line.find(_TRPR)
        column = 0 if properties is None else min(number(properties.find(_BEFORE)), limits.SPAN)
        continued: dict[int, _Square] = {}
        last: _Square | None = None
        for cell in _cells(line):
            span, merge, beside = 1, None, None
            for one in _first(cell, _TCPR) if cell in reading.merged else ():
                tag = one.tag
                if tag == _SPAN:
                    span = max(1, min(number(one, 1), limits.SPAN))
                elif tag == _VMERGE:
                    merge = one
                elif tag == _HMERGE:
                    beside = one
            above = open_merges.get(column)
            if merge is not None and merge.get(VAL, "continue") == "continue" and above is not None:
                above.row_span = row - above.row + 1
                continued[column] = above
            elif beside is not None and beside.get(VAL, "continue") == "continue" and last is not None:
                last.column_span += span
            else:
                last = _Square(row, column, span, self._cell_lines(cell, inside, boxes))
                squares.append(last)
                if merge is not None:
                    continued[column] = last
            column += span
        open_merges.clear()
        open_merges.update(continued)

    def _cell_lines(self, cell: Element, inside: list[Element], boxes: list[Element]) -> list[Words]:
        lines: list[Words] = []
        for child in cell:
            tag = child.tag
            if tag == P:
                words, _ = self._words(child)
                if words is not None:
                    boxes.extend(words.boxes)
                    if words.text:
                        lines.append(words)
            elif tag == TBL:
                inside.append(child)
            elif (wrapped := _unwrap(child)) is not None:
                lines += self._cell_lines(wrapped, inside, boxes)
        return lines


def _first(element: Element, tag: str) -> Iterable[Element]:
    """What stands in the first child when that is a `tag`: settings always come first. (A search would take twice as long.)"""
    for child in element:
        return child if child.tag == tag else ()
    return ()


def _list_of(properties: Element) -> tuple[str | None, int | None]:
    """The list a paragraph names itself ("0" takes it out of the list of its style) and its level, None where unsaid."""
    num, depth = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return None if num is None else num.get(VAL, "0"), None if depth is None else number(depth)


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs and tables of `container`, those in content controls and kept changes too; what was deleted not."""
    for child in container:
        if child.tag in (P, TBL):
            yield child
        elif (wrapped := _unwrap(child)) is not None:
            yield from _blocks(wrapped)


def _unwrap(element: Element) -> Element | None:
    """What holds the contents of `element` when it only wraps them: itself, or the first way of showing that is offered."""
    if element.tag in _WRAPPERS:
        return element
    if element.tag == CHOICES:
        chosen = element.find(f"{MC}Choice")
        return element.find(f"{MC}Fallback") if chosen is None else chosen
    return None


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == TR:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(line: Element) -> Iterator[Element]:
    for child in line:
        if child.tag == TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)
