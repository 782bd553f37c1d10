"""Names of WordprocessingML elements and how their switches read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"


def is_on(parent: Element | None, tag: str) -> bool:
    """Whether the switch `tag` stands in `parent` and is not set to no."""
    switch = None if parent is None else parent.find(tag)
    return switch is not None and switch.get(VAL, "1") not in ("0", "false", "off")


def number(element: Element | None, default: int = 0) -> int:
    """The whole number in w:val; `default` when there is none or it is no number of common size."""
    text = "" if element is None else element.get(VAL, "")
    return int(text) if text.isdecimal() and len(text) < 10 else default
