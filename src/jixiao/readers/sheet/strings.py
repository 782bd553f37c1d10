"""The strings of a workbook, which cells name by their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.patterns import regex
from jixiao.readers import limits
from jixiao.readers.office.xml import stream_part

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.office.archive import Archive

_ESCAPED = regex("_x([0-9A-Fa-f]{4})_")


def shared_strings(archive: Archive, part: str | None) -> list[str]:
    """All shared strings in order; rich text joined, reading aids (phonetic runs) left out."""
    if part is None:
        return []
    strings: list[str] = []
    for event, item in stream_part(archive, part, ("si",)):
        if event == "end":
            strings.append(string_of(item))
            if len(strings) > limits.STRINGS:
                what = f"工作簿里的文字超过 {limits.STRINGS} 条"
                raise ReadError(Fault(archive.name, what, "请拆成几个文件后再用"))
    return strings


def string_of(item: Element) -> str:
    """The words of a shared or inline string, without blanks around them."""
    pieces = []
    for child in item:
        match str(child.tag).rpartition("}")[2]:
            case "t":
                pieces.append(child.text or "")
            case "r":
                pieces.extend(piece.text or "" for piece in child if str(piece.tag).endswith("}t"))
    return clean("".join(pieces))


def clean(text: str) -> str:
    """`text` with Excel's escapes (_x000D_) undone, its line ends alike, and no blanks around it."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
