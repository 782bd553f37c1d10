"""The boxes in which Excel shows comments: VML shapes beside their cells, as large as their words need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from jixiao.patterns import regex
from jixiao.writers.plain import breadth

CELL = regex(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
"""The address of a cell, alone or at the head of a range."""

_PAGE = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/>'
    "</o:shapelayout>\n{shapes}</xml>\n"
)
_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" '
    'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
)
_ID = regex(rb"_x0000_s(\d{1,9})")
_BOX = regex(rb"<(?:\w+:)?ClientData\b.*?</(?:\w+:)?ClientData>", re.DOTALL)
_SQUARE = regex(rb"<(?:\w+:)?(Row|Column)>\s*(\d{1,7})\s*<")
_ANCHOR = regex(rb"<(?:\w+:)?Anchor>([^<]*)<")
_ROW = regex(rb"<(?:[\w.-]+:)?row\b([^>]*\bht=[^>]*)>")
_COLUMN = regex(rb"<(?:[\w.-]+:)?col\b([^>]*)>")
_ATTRIBUTE = regex(rb"\b(r|ht|min|max|width|hidden)=[\"'](\d{1,7}(?:\.\d{1,20})?)[\"']")
_WIDTH, _LINE, _LINE_BREADTH = 260, 13, 46
"""Points: of a box across, of one line; Latin characters that stand on a line."""
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_USUAL_ROW, _USUAL_COLUMN = Decimal(15), Decimal(48)


class Lattice:
    """The rows and columns of a sheet, in points, as far as it says that they are not of the usual size."""

    def __init__(self, sheet: bytes) -> None:
        self._rows: dict[int, Decimal] = {}
        self._columns: list[tuple[int, int, Decimal]] = []
        for match in _ROW.finditer(sheet):
            given = _given(match[1])
            if b"r" in given and b"ht" in given:
                self._rows[int(given[b"r"]) - 1] = Decimal(0) if given.get(b"hidden") == 1 else given[b"ht"]
        for match in _COLUMN.finditer(sheet):
            given = _given(match[1])
            if {b"min", b"max", b"width"} <= given.keys():
                points = Decimal(0) if given.get(b"hidden") == 1 else given[b"width"] * Decimal("5.25") + 4
                self._columns.append((int(given[b"min"]) - 1, int(given[b"max"]) - 1, points))

    def below(self, row: int, points: int) -> int:
        """The row behind the one that `points` under the top of `row` lie in."""
        left = Decimal(points)
        while (left := left - self._rows.get(row, _USUAL_ROW)) > 0 and row < _LAST_ROW:
            row += 1
        return min(row + 1, _LAST_ROW)

    def right_of(self, column: int, points: int) -> int:
        """The column behind the one that `points` to the right of the left side of `column` lie in."""
        left = Decimal(points)
        while (left := left - self._width(column)) > 0 and column < _LAST_COLUMN:
            column += 1
        return min(column + 1, _LAST_COLUMN)

    def _width(self, column: int) -> Decimal:
        return next((points for first, last, points in self._columns if first <= column <= last), _USUAL_COLUMN)


def _given(attributes: bytes) -> dict[bytes, Decimal]:
    return {name: Decimal(value.decode()) for name, value in _ATTRIBUTE.findall(attributes)}


def new_drawing(texts: Mapping[str, str], block: int, lattice: Lattice) -> bytes:
    """A drawing with a hidden box for the comment of each cell; `block` keeps the numbers of several drawings apart."""
    shapes = _TYPE + _shapes(texts, 1024 * block + 1, lattice)
    return _PAGE.format(block=block, shapes=shapes).encode()


def with_boxes(drawing: bytes, texts: Mapping[str, str], block: int, lattice: Lattice) -> bytes:
    """`drawing` with a box more for each cell. `ValueError` where it has no end."""
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise ValueError("no end")
    first = max([int(one) for one in _ID.findall(drawing)], default=1024 * block) + 1
    shapes = ("" if b'"_x0000_t202"' in drawing else _TYPE) + _shapes(texts, first, lattice)
    return drawing[:end] + shapes.encode() + drawing[end:]


def grown(drawing: bytes, texts: Mapping[str, str], lattice: Lattice) -> bytes:
    """`drawing` with more room in the boxes of cells whose comments have become longer by these texts."""
    squares = {_square(ref): text for ref, text in texts.items()}
    return _BOX.sub(lambda match: _grown(match.group(), squares, lattice), drawing)


def _shapes(texts: Mapping[str, str], first: int, lattice: Lattice) -> str:
    return "".join(_shape(ref, text, first + at, lattice) for at, (ref, text) in enumerate(texts.items()))


def _shape(ref: str, text: str, id: int, lattice: Lattice) -> str:
    row, column = _square(ref)
    height, top = _height(text), max(row - 1, 0)
    left = min(column + 1, _LAST_COLUMN)
    anchor = f"{left}, 12, {top}, 8, {lattice.right_of(left, _WIDTH)}, 12, {lattice.below(top, height)}, 8"
    return _SHAPE.format(width=_WIDTH, height=height, id=id, order=id % 1024, anchor=anchor, row=row, column=column)


def _grown(box: bytes, texts: Mapping[tuple[int, int], str], lattice: Lattice) -> bytes:
    """The place of a box, larger if its cell is one of these. An anchor names left, top, right and bottom squares."""
    at = {tag: int(number) for tag, number in _SQUARE.findall(box)}
    text = texts.get((at.get(b"Row", -1), at.get(b"Column", -1)))
    anchor = _ANCHOR.search(box)
    sides = anchor[1].split(b",") if anchor else []
    if text is None or anchor is None or len(sides) != 8 or not all(re.fullmatch(rb"\s*\d{1,7}\s*", one) for one in sides):
        return box
    left, right, bottom = (int(sides[at]) for at in (0, 4, 6))
    sides[4] = b" %d" % max(right, lattice.right_of(left, _WIDTH))
    sides[6] = b" %d" % lattice.below(bottom, _height(text))
    return box[: anchor.start(1)] + b",".join(sides) + box[anchor.end(1) :]


def _height(text: str) -> int:
    """Points that `text` takes in a box."""
    return _LINE * (1 + sum(max(1, -(-breadth(line) // _LINE_BREADTH)) for line in text.split("\n")))


def _square(ref: str) -> tuple[int, int]:
    """Row and column of a cell, from 0."""
    match = CELL.fullmatch(ref)
    assert match is not None, ref
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return int(match[2]) - 1, number - 1
