"""One page of a PDF as it is drawn: glyphs with their baselines and ruled lines, turned until the writing stands upright."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from jixiao.readers import limits

THIN = 3.0
"""Points: a filled rectangle no thicker is a ruled line."""
_SLANT = 0.05
"""Radians from which writing is turned; what is turned otherwise than most of the page is a watermark or a seal."""
_DEPTH = 8
"""Forms inside forms."""
_QUARTERS = 4
_RADICALS = dict(
    zip(
        "⺎⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "兀民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
"""Radicals some fonts give for the characters that look the same and that Unicode itself does not fold into them."""
_HYPHENS = {0x02, 0xFFFE, 0xAD}
"""What pdfium gives for a dash at the end of a line, which it takes for a hyphen."""


class Glyph(NamedTuple):
    """A character: where it begins and ends on its baseline, and its size; points, y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A straight drawn line: `at` is its x when upright, else its y; `start` < `end` along the other axis."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page holds; `box` is its left, bottom, right and top. `lost` counts characters without a meaning; `scan`: a picture covers the page;
    `turn`: by how many quarters it was turned until most of its writing stood upright."""

    number: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    box: tuple[float, float, float, float]
    images: int
    scan: bool
    lost: int
    turned: int
    turn: int = 0

    def on_page(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box of the upright sheet as the page itself counts: quarter turns taken back."""
        return _turned(*box, -self.turn % _QUARTERS)


class TooMuchError(Exception):
    """A page that holds more than `limits` allow."""


def read_sheet(page: Any, number: int) -> Sheet:
    """The page, from pdfium's handles. Writing outside the page is not on it; blanks pdfium makes up are not either."""
    textpage = page.get_textpage()
    try:
        box: tuple[float, float, float, float] = page.get_bbox()
        found, lost = _glyphs(textpage.raw, box)
        usual = Counter(turn for *_, turn in found).most_common(1)
        turn = usual[0][0] if usual and usual[0][0] >= 0 else 0
        glyphs = tuple(_placed(one, turn) for one in found if one[-1] == turn)
        turned = sum(1 for one in found if one[-1] != turn and not one[0].isspace())
        rules, images, covered = _drawn(page, turn)
    finally:
        textpage.close()
    left, bottom, right, top = _turned(*box, turn)
    whole = (right - left) * (top - bottom)
    return Sheet(number, glyphs, tuple(rules), (left, bottom, right, top), images, covered > 0.6 * whole, lost, turned, turn)


_Found = tuple[str, float, float, float, float, float, float, int]


def _glyphs(textpage: Any, box: tuple[float, ...]) -> tuple[list[_Found], int]:
    count = raw.FPDFText_CountChars(textpage)
    if count > limits.PAGE_CHARACTERS:
        raise TooMuchError(f"有 {count} 个字符，超过上限 {limits.PAGE_CHARACTERS}")
    code_of, box_of, origin_of, made_up = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_IsGenerated,
    )
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_at, x_at, y_at = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    page_left, page_bottom, page_right, page_top = box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1
    found: list[_Found] = []
    lost, turn, base, high = 0, 0, math.nan, 0
    for index in range(count):
        code = code_of(textpage, index)
        if (code <= 32 or code in _HYPHENS) and made_up(textpage, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
        if not box_of(textpage, index, rect_at) or not origin_of(textpage, index, x_at, y_at):
            continue
        if y.value != base:  # a run on one level keeps its direction
            base, turn = y.value, _turn(raw.FPDFText_GetCharAngle(textpage, index))
        text = _character(code)
        if not text:
            lost += 1
        elif page_left <= x.value <= page_right and page_bottom <= y.value <= page_top:
            found.append((text, rect.left, rect.bottom, rect.right, rect.top, x.value, y.value, turn))
    return found, lost


def _turn(angle: float) -> int:
    """Quarter turns (0–3) of writing, -1 for a slant."""
    quarters = angle / (math.pi / 2)
    nearest = round(quarters)
    return -1 if angle < 0 or abs(quarters - nearest) > _SLANT else nearest % _QUARTERS


def _character(code: int) -> str:
    """What a code stands for, "" when nobody can tell: a font without a table of its characters."""
    if code in _HYPHENS:
        return "-"
    if code in (0x09, 0x0A, 0x0D, 0xA0):
        return " "
    if code < 32 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code > 0xEFFFF:
        return ""
    if code in (0x200B, 0x200C, 0x200D, 0xFEFF):
        return " "
    if 0x2E80 <= code <= 0x2FDF or 0xFB00 <= code <= 0xFB06 or 0xF900 <= code <= 0xFAFF:
        return _RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
    return chr(code)


def _placed(one: _Found, turn: int) -> Glyph:
    text, left, bottom, right, top, x, y, _ = one
    if turn:
        left, bottom, right, top = _turned(left, bottom, right, top, turn)
        _, y, _, _ = _turned(x, y, x, y, turn)
    return Glyph(text, left, right, y, max(top - bottom, 1.0))


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> tuple[float, float, float, float]:
    """A box after `turn` quarter turns of its page that set the writing upright."""
    match turn:
        case 1:
            return -top, left, -bottom, right
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return bottom, -right, top, -left
        case _:
            return left, bottom, right, top


_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def _drawn(page: Any, turn: int) -> tuple[list[Rule], int, float]:
    """Ruled lines, number of pictures, and the area of the largest."""
    rules: list[Rule] = []
    images, covered = 0, 0.0
    for kind, handle, matrix in _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _SAME, _DEPTH):
        bounds = _bounds(handle, matrix)
        if bounds is None:
            continue
        left, bottom, right, top = bounds
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            covered = max(covered, (right - left) * (top - bottom))
        elif right - left <= THIN or top - bottom <= THIN:
            _add(rules, left, bottom, right, top, turn)
        else:
            for line in _strokes(handle, matrix):
                _add(rules, *line, turn)
        if len(rules) > limits.PAGE_RULES:
            raise TooMuchError(f"画的线超过上限 {limits.PAGE_RULES} 条")
    return rules, images, covered


def _objects(parent: Any, count: Any, get: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[int, Any, _Matrix]]:
    """Paths and pictures of a page or form, with what maps their numbers onto the page."""
    for index in range(max(count(parent), 0)):
        handle = get(parent, index)
        kind = raw.FPDFPageObj_GetType(handle) if handle else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, handle, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = _times(_matrix(handle), matrix)
            yield from _objects(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth - 1)


def _matrix(handle: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(x: float, y: float, by: _Matrix) -> tuple[float, float]:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _bounds(handle: Any, by: _Matrix) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    if by == _SAME:
        return left.value, bottom.value, right.value, top.value
    ends = [_at(x, y, by) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return min(x for x, _ in ends), min(y for _, y in ends), max(x for x, _ in ends), max(y for _, y in ends)


def _strokes(handle: Any, by: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of the straight pieces of a path: of a stroked one every side, of a filled one the thin rectangles."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(handle)
    if count > limits.PAGE_RULES or not raw.FPDFPath_GetDrawMode(handle, fill, stroke):
        return
    matrix = _times(_matrix(handle), by)
    x, y = ctypes.c_float(), ctypes.c_float()
    pieces: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return  # rounded: no ruled line
        if kind == raw.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([])
        pieces[-1].append(_at(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            pieces[-1].append(pieces[-1][0])
    for points in pieces:
        sides = list(pairwise(points)) if stroke.value else []
        if not sides:
            across, up = [x for x, _ in points], [y for _, y in points]
            sides = [((min(across), min(up)), (max(across), max(up)))]
        for (x1, y1), (x2, y2) in sides:
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _add(rules: list[Rule], left: float, bottom: float, right: float, top: float, turn: int) -> None:
    left, bottom, right, top = _turned(left, bottom, right, top, turn)
    wide, high = right - left, top - bottom
    if high <= THIN < wide:
        rules.append(Rule(False, (bottom + top) / 2, left, right))
    elif wide <= THIN < high:
        rules.append(Rule(True, (left + right) / 2, bottom, top))
