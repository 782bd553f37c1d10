"""The words of one paragraph: fields, tracked changes, hidden text and boxes told apart from what a reader sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.readers.word.tags import MC, VAL, M, W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

T = f"{W}t"
RPR = f"{W}rPr"
BOX = f"{W}txbxContent"
CHOICES = f"{MC}AlternateContent"

_UNUSUAL = tuple(
    f"{W}{name}"
    for name in (
        "tab", "br", "cr", "ptab", "noBreakHyphen", "sym", "fldChar", "fldSimple", "del", "moveFrom", "txbxContent",
        "vanish", "rt", "pict", "object", "drawing",
    )
)  # fmt: skip
"""A paragraph without any of these, of formulas and of choices is the plain row of its w:t."""

_TRANSPARENT = {
    f"{W}{name}"
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
} | {f"{M}oMathPara"}
_MARKS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
SAYING = frozenset({T, f"{W}sym", f"{M}oMath", *_MARKS})
"""Elements that spell characters of a paragraph's words."""
_SYMBOLS = {
    "wingdings": {0x6F: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x6C: "●", 0x6E: "■", 0x75: "◆"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x30: "□"},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB7: "•", 0xBB: "≈", 0x25: "%"},
}
"""The signs that forms use from picture fonts: boxes, ticks, comparisons."""
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})
_LONG_FIELDS = frozenset({"TOC", "INDEX"})


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    instruction: list[str] = field(default_factory=list)
    result: bool = False

    @property
    def name(self) -> str:
        return "".join(self.instruction).strip().partition(" ")[0].upper()

    @property
    def silent(self) -> bool:
        return not self.result or self.name in _PAGE_FIELDS or self.name in _LONG_FIELDS


@dataclass(slots=True)
class Words:
    """What one paragraph holds: its words, and the text boxes anchored in it.

    `pieces` (where they are kept) are the elements that said the words, each with its number of characters, None for a
    sign that no element spells. The text begins with `lead` characters of an automatic number, which no piece spells; of
    the first pieces `stripped` blanks are not in it.
    """

    text: str = ""
    boxes: tuple[Element, ...] = ()
    pieces: list[tuple[Element | None, int]] = field(default_factory=list)
    lead: int = 0
    stripped: int = 0


class Runs:
    """Reads paragraphs one after another; a field may open in one and close in a later one."""

    def __init__(self, hidden_styles: frozenset[str], *, keep_pieces: bool = False) -> None:
        self._hidden = hidden_styles
        self._keep = keep_pieces
        self._balanced = True
        self._unusual: set[Element] = set()
        self._fields: list[Field] = []
        self._out: list[str] = []
        self._words = Words()
        self.seen: Counter[str] = Counter()

    def begin(self, root: Element) -> None:
        """Look once through the part whose paragraphs come next: most of them turn out to be nothing but text."""
        marks = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
        self._balanced = marks.count("begin") == marks.count("end")
        self._fields = []
        self._unusual = {
            paragraph for one in root.iter(*_UNUSUAL, CHOICES, f"{M}oMath") for paragraph in one.iterancestors(f"{W}p")
        }

    def read(self, paragraph: Element) -> Words:
        """The words of `paragraph`; of text boxes in it only the elements, to be read after it."""
        if not self._fields and not self._hidden and paragraph not in self._unusual:
            words = Words("".join([piece.text or "" for piece in paragraph.iter(T)]))
            if self._keep:
                words.pieces = [(piece, len(piece.text or "")) for piece in paragraph.iter(T)]
            return words
        self._out, self._words = [], Words()
        self._walk(paragraph)
        self._fields = [one for one in self._fields if self._balanced and one.result and one.name in _LONG_FIELDS]
        self._words.text = "".join(self._out)
        return self._words

    def _walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag in _TRANSPARENT:
                self._walk(child)
            elif tag == CHOICES:
                self._walk_choice(child)
            elif tag == f"{W}fldSimple":
                name = child.get(f"{W}instr", "").strip().partition(" ")[0].upper()
                if name not in _PAGE_FIELDS:
                    self._walk(child)
            elif tag == f"{M}oMath":
                self._say(_formula(child), child)

    def _run(self, run: Element) -> None:
        if self._is_hidden(run):
            if next(run.iter(T), None) is not None:
                self.seen["hidden"] += 1
            return
        for child in run:
            tag = child.tag
            if tag == T:
                self._say(child.text or "", child)
            elif tag in _MARKS:
                self._say(_MARKS[tag], child)
            elif tag == f"{W}fldChar":
                self._field(child)
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction.append(child.text or "")
            elif tag == f"{W}sym":
                sign = _symbol(child)
                self.seen["symbol"] += sign == "\ufffd"
                self._say(sign, child)
            elif tag == CHOICES:
                self._walk_choice(child, run=True)
            elif tag == f"{W}ruby":
                self._walk(child)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._words.boxes += tuple(_boxes(child))

    def _walk_choice(self, choices: Element, run: bool = False) -> None:
        """The first way of showing that is offered; the others say the same for older programs."""
        chosen = choices.find(f"{MC}Choice")
        if chosen is None:
            chosen = choices.find(f"{MC}Fallback")
        if chosen is not None:
            if run:
                self._run(chosen)
            else:
                self._walk(chosen)

    def _field(self, mark: Element) -> None:
        match mark.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(Field())
                box = mark.find(f"{W}ffData/{W}checkBox")
                if box is not None:
                    on = is_on(box, f"{W}checked") if box.find(f"{W}checked") is not None else is_on(box, f"{W}default")
                    self._out.append("☑" if on else "□")
                    self._words.pieces.append((None, 1))
            case "separate" if self._fields:
                self._fields[-1].result = True
            case "end" if self._fields:
                done = self._fields.pop()
                self.seen["contents"] += done.name in _LONG_FIELDS

    def _say(self, words: str, element: Element) -> None:
        if not any(one.silent for one in self._fields):
            self._out.append(words)
            if self._keep:
                self._words.pieces.append((element, len(words)))

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(RPR)
        if properties is None:
            return False
        if properties.find(f"{W}vanish") is not None:
            return is_on(properties, f"{W}vanish")
        style = properties.find(f"{W}rStyle") if self._hidden else None
        return style is not None and style.get(VAL, "") in self._hidden


def _boxes(shape: Element) -> list[Element]:
    """The contents of text boxes inside a drawing; where a drawing is given twice for old and new programs, once."""
    found: list[Element] = []
    for child in shape:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == CHOICES:
            chosen = child.find(f"{MC}Choice")
            chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
            found.extend([] if chosen is None else _boxes(chosen))
        else:
            found.extend(_boxes(child))
    return found


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        point = int(code, 16)
    except ValueError:
        return "\ufffd"
    table = _SYMBOLS.get(element.get(f"{W}font", "").lower(), {})
    private = 0xF000 <= point <= 0xF0FF
    return table.get(point & 0xFF if private else point, "\ufffd" if private or point > 0x10FFFF else chr(point))


def _formula(math: Element) -> str:
    """An equation as one line: fractions with /, everything else in its order."""
    out: list[str] = []
    for child in math:
        if child.tag == f"{M}t":
            out.append(child.text or "")
        elif child.tag == f"{M}f":
            parts = [child.find(f"{M}num"), child.find(f"{M}den")]
            out.append("/".join(_formula(part) for part in parts if part is not None))
        elif child.tag != f"{M}rPr":
            out.append(_formula(child))
    return "".join(out)
