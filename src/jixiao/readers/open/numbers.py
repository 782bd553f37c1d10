"""Automatic numbers of an OpenDocument text: the mark printed before an item of a list or a heading, which its text does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.readers.open.package import STYLE, TEXT, whole
from jixiao.readers.word.number_text import number_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 10
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "１, ２, ３, ...": "decimalFullWidth",
    "一, 二, 三, ...": "chineseCounting", "壹, 贰, 叁, ...": "chineseLegalSimplified", "壹, 貳, 參, ...": "ideographLegalTraditional",
    "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac",
}  # fmt: skip


@dataclass(slots=True)
class Counted:
    """How far one list has counted, level by level."""

    style: str
    counts: list[int] = field(default_factory=lambda: [0] * _LEVELS)


class Numbers:
    """The list styles of a text and how far its lists have counted. Ask in reading order."""

    def __init__(self, *roots: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._outline: dict[int, Element] = {}
        self._by_id: dict[str, Counted] = {}
        self._last: dict[str, Counted] = {}
        self._headings = Counted("")
        self.unknown: set[str] = set()
        for root in roots:
            for style in _of(root, "list-style"):
                self._levels[style.get(f"{STYLE}name", "")] = {whole(one, f"{TEXT}level"): one for one in style}
            for style in _of(root, "outline-style"):
                self._outline = {whole(one, f"{TEXT}level"): one for one in style}

    def begin(self, element: Element) -> Counted:
        """The counting of an outermost list: its own, or that of the list it continues."""
        style = element.get(f"{TEXT}style-name", "")
        found = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if found is None and element.get(f"{TEXT}continue-numbering") == "true":
            found = self._last.get(style)
        found = found or Counted(style)
        self._last[style] = found
        if name := element.get("{http://www.w3.org/XML/1998/namespace}id", ""):
            self._by_id[name] = found
        return found

    def item(self, counted: Counted, level: int, item: Element) -> str:
        """Count an item and return its mark: 1. or 一、; "" where the list prints none."""
        return self._mark(self._levels.get(counted.style, {}), counted, level, item.get(f"{TEXT}start-value", ""))

    def heading(self, level: int) -> str:
        """Count a heading by the outline and return its mark; "" where headings bear none."""
        return self._mark(self._outline, self._headings, level, "") if self._outline else ""

    def _mark(self, levels: dict[int, Element], counted: Counted, level: int, start: str) -> str:
        level = min(level, _LEVELS)
        own = levels.get(level)
        first = int(start) if start.isdecimal() and len(start) < 6 else 0
        count = counted.counts[level - 1]
        counted.counts[level - 1] = first or (count + 1 if count else _start(own))
        counted.counts[level:] = [0] * (_LEVELS - level)
        if own is None or own.tag.endswith("-image"):
            return ""
        if own.tag.endswith("-bullet"):
            return "•"
        if not own.get(f"{STYLE}num-format", ""):
            return ""
        shown = min(whole(own, f"{TEXT}display-levels"), level)
        texts = (self._number(levels.get(at), counted.counts[at - 1]) for at in range(level - shown + 1, level + 1))
        number = ".".join(text for text in texts if text)
        return f"{own.get(f'{STYLE}num-prefix', '')}{number}{own.get(f'{STYLE}num-suffix', '')}"

    def _number(self, level: Element | None, count: int) -> str:
        wanted = level.get(f"{STYLE}num-format", "") if level is not None else ""
        if not wanted:
            return ""
        text = number_text(count or _start(level), _FORMATS.get(wanted, wanted))
        if text is None:
            self.unknown.add(wanted)
        return str(count) if text is None else text


def _start(level: Element | None) -> int:
    return 1 if level is None else whole(level, f"{TEXT}start-value")


def _of(root: Element | None, name: str) -> Iterator[Element]:
    if root is not None:
        yield from root.iter(f"{TEXT}{name}")
