"""The words of one paragraph of an OpenDocument file as they are seen: blanks as printed, comments and hidden words not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.patterns import regex
from jixiao.readers.open.package import DRAW, OFFICE, STYLE, TEXT, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLANKS = regex(r"[ \t\r\n]+")
_KEPT = str.maketrans({"\ue000": " ", "\ue001": "\t", "\ue002": "\n"})
"""Blanks that were written as elements: they are as many as they are, all others are one."""
_MOST_BLANKS = 200
_INSIDE = frozenset(f"{TEXT}{name}" for name in ("span", "a", "meta", "meta-field", "ruby", "ruby-base"))
_UNSEEN = frozenset(
    (
        f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}ruby-text", f"{TEXT}hidden-text", f"{TEXT}page-number",
        f"{TEXT}page-count", f"{TEXT}number", f"{TEXT}script",
    )
)  # fmt: skip


@dataclass(slots=True)
class Words:
    """Reads paragraphs. `hidden` are the styles whose text is not shown; what stands beside the words is kept for later.

    `boxes` are text boxes met, `notes` the bodies of footnotes and endnotes, `seen` what was passed over.
    """

    hidden: frozenset[str] = frozenset()
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def spell(self, paragraph: Element) -> str:
        """The words of a paragraph or heading."""
        if paragraph.get(f"{TEXT}style-name", "") in self.hidden:
            self.seen["hidden"] += 1
            return ""
        pieces: list[str] = []
        self._inside(paragraph, pieces)
        return _BLANKS.sub(" ", "".join(pieces)).strip(" ").translate(_KEPT)

    def _inside(self, element: Element, pieces: list[str]) -> None:
        pieces.append(element.text or "")
        for child in element:
            self._one(child, pieces)
            pieces.append(child.tail or "")

    def _one(self, child: Element, pieces: list[str]) -> None:
        tag = child.tag
        if tag in _UNSEEN:
            self.seen["hidden"] += tag == f"{TEXT}hidden-text"
        elif tag == f"{TEXT}s":
            pieces.append("\ue000" * min(whole(child, f"{TEXT}c"), _MOST_BLANKS))
        elif tag == f"{TEXT}tab":
            pieces.append("\ue001")
        elif tag == f"{TEXT}line-break":
            pieces.append("\ue002")
        elif tag == f"{TEXT}note":
            self.notes.append(child)
        elif tag.startswith(DRAW):
            self.drawing(child)
        elif tag not in _INSIDE or child.get(f"{TEXT}style-name", "") not in self.hidden:
            self._inside(child, pieces)  # of fields, what they show
        else:
            self.seen["hidden"] += 1

    def drawing(self, drawn: Element) -> None:
        """A frame or group: its text boxes are kept, its pictures and objects counted."""
        boxes = list(drawn.iter(f"{DRAW}text-box"))
        within = set(boxes)
        self.boxes += [one for one in boxes if within.isdisjoint(one.iterancestors(f"{DRAW}text-box"))]
        if not boxes:
            objects = sum(1 for _ in drawn.iter(f"{DRAW}object", f"{DRAW}object-ole"))
            self.seen["object"] += objects
            self.seen["picture"] += not objects and sum(1 for _ in drawn.iter(f"{DRAW}image")) > 0


def hidden_styles(*roots: Element | None) -> frozenset[str]:
    """The names of the styles whose text is not shown."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for root in roots
        if root is not None
        for style in root.iter(f"{STYLE}style")
        if any(one.get(f"{TEXT}display") == "none" for one in style.iterfind(f"{STYLE}text-properties"))
    )
