"""Automatic numbers: the mark that Word prints before a paragraph and that its text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jixiao.patterns import regex
from jixiao.readers.word.number_text import number_text
from jixiao.readers.word.styles import Styles
from jixiao.readers.word.tags import VAL, W, is_on, number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_PLACE = regex("%([1-9])")
_TIGHT = "、，。：；）】〕」"
_STOPS = ".．)"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number looks, the words around it."""

    start: int = 1
    style: str = "decimal"
    words: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    """Levels of one w:num; the counters are those of its abstract list, shared by all that name it."""

    levels: dict[int, Level]
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """The lists of one document and how far each has counted. Ask in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counters: dict[str, list[int | None]] = {}
        self.unknown: set[str] = set()
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        if root is not None:
            self._abstracts = {one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")}
            self._nums = {one.get(f"{W}numId", ""): one for one in root.iterfind(f"{W}num")}

    def mark(self, num: str, level: int | None, style: str) -> str:
        """Count one paragraph of list `num` and return its mark ("一、"), "" where the list prints none."""
        if num not in self._lists:
            self._lists[num] = self._find(num)
        found = self._lists[num]
        if found is None:
            return ""
        if level is None:
            chain = self._styles.chain(style)
            level = next((at for at, one in sorted(found.levels.items()) if one.paragraph_style in chain), 0)
        level = min(level, _LEVELS - 1)
        self._count(found, level)
        return self._print(found, level)

    def _count(self, found: _List, level: int) -> None:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        if not found.used:
            found.used = True
            for at, start in found.overrides.items():
                counters[at] = start - 1 if at <= level else None
        here = counters[level]
        counters[level] = _level(found, level).start if here is None else here + 1
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = _level(found, upper).start
        for deeper in range(level + 1, _LEVELS):
            restart = _level(found, deeper).restart
            if restart is None or level < restart:
                counters[deeper] = None

    def _print(self, found: _List, level: int) -> str:
        own = _level(found, level)
        if own.style == "bullet":
            return "•" if own.words.strip() else ""
        counters = self._counters[found.abstract]

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = _level(found, at).style
            count = counters[at]
            value = _level(found, at).start if count is None else count
            if own.legal and style not in ("none", "bullet"):
                style = "decimal"
            text = number_text(value, style)
            if text is None:
                self.unknown.add(style)
                text = str(value)
            return text

        return _PLACE.sub(one, own.words)

    def _find(self, num: str) -> _List | None:
        element = self._nums.get(num)
        if element is None or num == "0":
            return None
        link = element.find(f"{W}abstractNumId")
        id = "" if link is None else link.get(VAL, "")
        abstract = self._abstracts.get(id)
        seen = {id}
        while abstract is not None and (linked := abstract.find(f"{W}numStyleLink")) is not None:
            target = self._nums.get(self._styles.brings(linked.get(VAL, "")).num or "")
            at = None if target is None else target.find(f"{W}abstractNumId")
            id = "" if at is None else at.get(VAL, "")
            if id in seen:
                break
            seen.add(id)
            abstract = self._abstracts.get(id)
        if abstract is None:
            return None
        levels = {_ilvl(one): _read_level(one) for one in abstract.iterfind(f"{W}lvl")}
        overrides: dict[int, int] = {}
        for change in element.iterfind(f"{W}lvlOverride"):
            at_level = _ilvl(change)
            own = change.find(f"{W}lvl")
            if own is not None:
                levels[at_level] = _read_level(own)
                overrides[at_level] = levels[at_level].start
            start = change.find(f"{W}startOverride")
            if start is not None:
                overrides[at_level] = number(start, 1)
                levels[at_level] = replace(levels.get(at_level, Level()), start=overrides[at_level])
        return _List(levels, id, overrides)


def joined(mark: str, text: str) -> str:
    """`mark` before `text` as printed: 一、概况, but 1. 2020年 (Word puts a gap there, and 1.2020 would be a figure)."""
    if not mark or not text:
        return mark + text
    tight = mark[-1] in _TIGHT or (mark[-1] in _STOPS and not text[0].isdigit())
    return mark + text if tight else f"{mark} {text}"


def _level(found: _List, level: int) -> Level:
    return found.levels.get(level, _NO_LEVEL)


_NO_LEVEL = Level(style="none")


def _ilvl(element: Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return min(int(text), _LEVELS - 1) if text.isdecimal() and len(text) < 4 else 0


def _read_level(element: Element) -> Level:
    def word(tag: str, default: str) -> str:
        found = element.find(f"{W}{tag}")
        return default if found is None else found.get(VAL, default)

    restart = element.find(f"{W}lvlRestart")
    return Level(
        number(element.find(f"{W}start"), 0),
        word("numFmt", "decimal"),
        word("lvlText", ""),
        None if restart is None else number(restart),
        is_on(element, f"{W}isLgl"),
        word("pStyle", ""),
    )
