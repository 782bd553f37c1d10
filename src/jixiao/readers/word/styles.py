"""What a paragraph or a run gets from its style: heading level, numbering, being hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.errors import ReadError
from jixiao.patterns import regex
from jixiao.readers.word.tags import VAL, W, is_on, number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_TEXT = 9
_STYLE_ID = f"{W}styleId"
_SMALL = 1 << 16
_ROOT = regex(rb"<((?:[\w.-]+:)?)styles(?:\s[^>]*)?>")
_ID = regex(rb"""[\s:]styleId\s*=\s*["']([^"']*)["']""")
_DEFAULT = regex(rb"""default\s*=\s*["'](?:1|true)["']""")


@dataclass(frozen=True, slots=True)
class Brings:
    """What a style gives its paragraphs.

    `heading`: 0 for the document's title, 1 to 9 for a heading, None for other text. `num`: the list they belong to;
    `depth`: their level in it, None where the list itself says it.
    """

    heading: int | None
    num: str | None
    depth: int | None


class Styles:
    """The styles of one file, asked by id; an unknown id gives nothing.

    Of a large part a style is parsed when it is first asked for: a template brings hundreds, a report uses five, and parsing them
    all would take longer than reading the report. A small one is parsed whole.
    """

    def __init__(self, data: bytes, parse: Callable[[bytes], Element]) -> None:
        root = _ROOT.search(data)
        self._head, prefix = (root[0], root[1]) if root else (b"", b"")
        self._data = data if root else b""
        self._parse = parse
        self._opening, self._closing = b"<" + prefix + b"style ", b"</" + prefix + b"style>"
        self._end = b"</" + prefix + b"styles>"
        self._found: dict[str, Element | None] = {}
        self._known: dict[str, Brings] = {}

    def _style(self, id: str) -> Element | None:
        if not self._found and 0 < len(self._data) <= _SMALL:
            self._parse_all()
        if id not in self._found:
            self._found[id] = self._find(id)
        return self._found[id]

    def _parse_all(self) -> None:
        """Every style at once; a part with a fault is left to be parsed style by style."""
        try:
            root = self._parse(self._data)
        except ReadError:
            return
        for style in root.iterfind(f"{W}style"):
            self._found.setdefault(style.get(_STYLE_ID, ""), style)

    def _find(self, id: str) -> Element | None:
        for quote in (b'"', b"'"):
            at = self._data.find(b"styleId=" + quote + id.encode() + quote)
            start, end = self._data.rfind(self._opening, 0, at), self._data.find(self._closing, at)
            if at >= 0 <= start and end >= 0:
                return self._parse(self._head + self._data[start : end + len(self._closing)] + self._end)[0]
        return None

    def _tags(self) -> Iterator[tuple[str, bytes]]:
        """Each style's id and opening tag."""
        for tag in re.finditer(re.escape(self._opening) + b"[^>]*>", self._data):
            if (id := _ID.search(tag[0])) is not None:
                yield id[1].decode("utf-8", "replace"), tag[0]

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        return next((id for id, tag in self._tags() if _DEFAULT.search(tag) and b"paragraph" in tag), "")

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of styles whose text is hidden."""
        if b"vanish" not in self._data:
            return frozenset()
        styles = ((id, self._style(id)) for id, _ in self._tags())
        return frozenset(id for id, one in styles if one is not None and is_on(one.find(f"{W}rPr"), f"{W}vanish"))

    def brings(self, id: str) -> Brings:
        """What a paragraph of the style `id` gets from it and from the styles it is based on."""
        known = self._known.get(id)
        if known is None:
            known = self._known[id] = Brings(self._level(id), *self._list(id))
        return known

    def _level(self, id: str) -> int | None:
        for style in self._chain(id):
            name = style.find(f"{W}name")
            words = "" if name is None else name.get(VAL, "").strip()
            if words.lower() in ("title", "标题"):
                return 0
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                level = number(outline, _BODY_TEXT)
                return level + 1 if level < _BODY_TEXT else None
            if (match := _HEADING.fullmatch(words)) is not None:
                return int(match[1])
        return None

    def _list(self, id: str) -> tuple[str | None, int | None]:
        num, level = None, None
        for style in self._chain(id):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            if level is None and (at := properties.find(f"{W}ilvl")) is not None:
                level = number(at)
            if num is None and (list_id := properties.find(f"{W}numId")) is not None:
                num = list_id.get(VAL, "0")
            if num is not None:
                break
        return num, level

    def chain(self, id: str) -> list[str]:
        """`id` and the styles it is based on, nearest first."""
        return [style.get(_STYLE_ID, "") for style in self._chain(id)]

    def _chain(self, id: str) -> list[Element]:
        found: list[Element] = []
        style = self._style(id)
        while style is not None and style not in found:
            found.append(style)
            base = style.find(f"{W}basedOn")
            style = None if base is None else self._style(base.get(VAL, ""))
        return found
