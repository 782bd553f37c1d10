"""What one cell shows: its text, and where that is not all, what it stores, what is wrong with it, its formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.patterns import regex
from jixiao.readers.sheet.number_format import FIFTEEN, Format, plain
from jixiao.readers.sheet.strings import clean, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NOT_COMPUTED = "公式没有计算结果"
_BY_ITSELF = regex(r"-?(?:0|[1-9]\d{0,9})(?:\.\d{0,4}[1-9])?")
"""A stored number that General shows exactly as it is stored."""
_NUMBER = regex(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d{1,4})?\s*")
_GENERAL = Format("General")
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Value:
    """A cell with something in it. `stored` only where the text shows less than that; `formula` None where it is none."""

    text: str
    stored: str = ""
    problem: str = ""
    formula: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the text is all there is to know."""
        return self.formula is None and not self.stored and not self.problem


class Values:
    """Reads the cells of one workbook: `strings` are its shared strings, `codes` the number format of each style."""

    def __init__(self, strings: Sequence[str], codes: Sequence[str], since_1904: bool) -> None:
        self._strings = strings
        self._formats = [Format(code, since_1904) for code in codes]
        self._dressed = {str(style) for style, code in enumerate(codes) if code != "General"}
        self._shown: dict[tuple[str, str], Value | str] = {}

    def read(self, cell: Element) -> Value | str | None:
        """What `cell` (a c element with children) shows: a text when that is all, None when it is empty."""
        kind = cell.get("t", "n")
        child = cell[0]
        if len(cell) == 1 and kind in ("n", "s") and child.tag.endswith("}v"):
            text = child.text or ""
            if kind == "n":
                style = cell.get("s", "0")
                if style not in self._dressed and _BY_ITSELF.fullmatch(text):
                    return text
                return self._shown.get((style, text)) or self._show(style, text)
            elif text.isdecimal() and int(text) < len(self._strings):
                return self._strings[int(text)] or None
        elif len(cell) == 1 and kind == "inlineStr" and child.tag.endswith("}is"):
            return string_of(child) or None
        value = self._slowly(cell, kind)
        return (value.text or None) if value.is_plain else value

    def _show(self, style: str, text: str) -> Value | str | None:
        """A number under its format, remembered: tables repeat their numbers."""
        value = self._number(text, style)
        shown = value.text if value.is_plain else value
        if shown and len(self._shown) < _REMEMBERED:
            self._shown[style, text] = shown
        return shown or None

    def _slowly(self, cell: Element, kind: str) -> Value:
        text, formula, inline = "", None, ""
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "v":
                    text = child.text or ""
                case "f":
                    formula = child.text or ""
                case "is":
                    inline = string_of(child)
        if formula is not None and not text and kind != "str":
            return Value("", problem=NOT_COMPUTED, formula=formula)
        value = self._of_kind(kind, text, inline, cell.get("s", "0"))
        return value if formula is None else Value(value.text, value.stored, value.problem, formula)

    def _of_kind(self, kind: str, text: str, inline: str, style: str) -> Value:
        match kind:
            case "s":
                if not text.isdecimal() or int(text) >= len(self._strings):
                    return Value("", problem="文字丢失（内部编号无效）")
                return Value(self._strings[int(text)])
            case "str":
                return Value(clean(text))
            case "inlineStr":
                return Value(inline)
            case "b":
                return Value("TRUE" if text.strip() in ("1", "true") else "FALSE")
            case "e":
                return Value(text, problem=text or "#?")
            case "d":
                return Value(text.removesuffix("T00:00:00"))
        return self._number(text, style)

    def _number(self, text: str, style: str) -> Value:
        at = int(style) if style.isdecimal() and len(style) < 8 else 0
        return show_number(text, self._formats[at] if at < len(self._formats) else _GENERAL)


def show_number(text: str, format: Format) -> Value:
    """A stored number as its format shows it, with what it stores where that is more."""
    if not text.strip():
        return Value("")
    if not _NUMBER.fullmatch(text):
        return Value(text, problem=f"标作数字，内容却是“{text[:20]}”")
    number = FIFTEEN.create_decimal(text)
    if number.adjusted() > 308:
        return Value(text[:20], problem="数字超出 Excel 的范围")
    shown = format.show(number)
    return Value(shown.text, plain(number) if shown.rounded else "")
