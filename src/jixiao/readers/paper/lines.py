"""Glyphs → lines: sorted by baseline, then from left to right, for a PDF draws them in any order it likes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jixiao.patterns import regex
from jixiao.readers.paper.sheet import Glyph

_OPENING = frozenset("（(〔[【《〈“‘「『￥¥")
_CLOSING = frozenset("，。、；：！？）)〕]】》〉”’」』,.;:!?%％‰℃…")
_WIDE = "\u2000"
"""From here on characters (Chinese, and the signs among it) are set without blanks, and lines break between any two of them."""
_BLANKS = regex(r"[ \u3000]+")
_LONE = regex(r"[\w.,%-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline; `left` and `right` without blanks at the ends. `first` is what could not be broken off its
    beginning: how much room the line before had too little."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom; raised and lowered characters belong to the line they stand in."""
    rows: list[list[Glyph]] = []
    level = size = 0.0
    for glyph in sorted(glyphs, key=lambda one: -one.base):
        size = max(size, glyph.size)
        if not rows or level - glyph.base > 0.4 * size:
            rows.append([])
            level, size = glyph.base, glyph.size
        rows[-1].append(glyph)
    made = (_line(row) for row in rows)
    return [line for line in made if line is not None]


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda one: one.left)
    seen = _once([one for one in row if not one.text.isspace()])
    if not seen:
        return None
    size = median(one.size for one in seen)
    left, right = seen[0].left, max(one.right for one in seen)
    return Line(_text(row, size), left, right, median(one.base for one in seen), size, _first(seen))


def _once(row: list[Glyph]) -> list[Glyph]:
    """Bold that was faked by drawing twice is read once."""
    kept: list[Glyph] = []
    for one in row:
        other = kept[-1] if kept else one
        if one.text != other.text or one.left - other.left >= 0.25 * (other.right - other.left) or not kept:
            kept.append(one)
    return kept


def _text(row: list[Glyph], size: float) -> str:
    """The words of a line. Chinese that was stretched to the margin has no blanks in it; a gap far wider is one."""
    row = _once(row)
    gaps = [two.left - one.right for one, two in pairwise(row)]
    stretched = [gap for gap, one, two in zip(gaps, row[:-1], row[1:], strict=True) if max(one.text, two.text) >= _WIDE]
    usual = max(median(stretched), 0.0) if stretched else 0.0
    pieces = [row[0].text]
    for gap, one, two in zip(gaps, row[:-1], row[1:], strict=True):
        latin = max(one.text, two.text) < _WIDE
        if gap > (0.2 * size if latin else usual + 0.8 * size):
            pieces.append(" ")
        pieces.append(two.text)
    return _BLANKS.sub(" ", "".join(pieces)).strip()


def _first(seen: list[Glyph]) -> float:
    count = 1
    for before, one in pairwise(seen):
        joined = before.text < _WIDE and one.text < _WIDE and one.left - before.right < 0.2 * one.size
        if not (joined or before.text in _OPENING or one.text in _CLOSING):
            break
        count += 1
    return seen[count - 1].right - seen[0].left


def has_room(before: Line, line: Line, room: float) -> bool:
    """Whether the beginning of `line` would still have stood after `before`, which has `room` left on its right."""
    blank = 0.5 * line.size if max(before.text[-1], line.text[0]) < _WIDE else 0.0
    return blank + line.first <= room + 0.1 * line.size


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph as one: with a blank where Latin words or figures meet, without where one was cut."""
    if not first or not second or max(first[-1], second[0]) >= _WIDE:
        return first + second
    cut = _LONE.fullmatch(first) and first[-1].isdigit() and (second[0].isdigit() or second[0] in ".,")
    alone = first[-1] in "+-×÷=" and first[-2:-1] == " "
    meeting = alone or ((first[-1].isalnum() or first[-1] in ",.;:") and second[0].isalnum()) or second[:1] in "+×÷="
    return first + ("" if cut or not meeting else " ") + second
