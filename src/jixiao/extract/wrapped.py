"""Sentences cut by the ends of lines: the lines of a printed page, pasted as text, are paragraphs again.

Lines are joined only where the page itself shows that it was cut: around them stand several lines of one width that end within a
sentence, this one is as wide, so that the beginning of the next had no room on it, and nothing marks the next as a paragraph of its
own. Rows of a table, headings, list marks, form lines and lines apart are never joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.model.document import Document, Heading, Paragraph, Place
from jixiao.model.reading import Seam
from jixiao.patterns import regex

_ENDS = tuple("。！？；：!?;:…")
_BEHIND = "”’」』）)]】"
_MARK = regex(
    r"[一二三四五六七八九十]{1,3}\s?[、.．]|[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]|\d{1,2}\s?[.．、)）](?!\d)|[①-⑳⑴-⒇❶-❿]"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十\d]{1,3}(?:章|节|部分|条|页)|附件|附表|附[:：]|表\s?\d|注[:：]|[-—–]\s?\d{1,4}\s?[-—–]?$|\d{1,4}$|[●■◆▲★※·•]"
)
_FORM = regex(r"[一-鿿（）()]{2,16}[:：]|单位[:：]")
_CELLS = regex(r"[|｜\t]|\S[ \u3000]{2,}\S|(?:\S+[ \u3000]+){3}")
_PROSE = regex(r"[，,、。]")
_FIRST = regex(r"[0-9A-Za-z.,%％]+|.")
_CLOSING = frozenset("，。、；：！？）)】》”’,.;:!?%％")
_LINE = regex(r"第(\d+)行")
_PAGE = regex(r"[-—–]\s?\d{1,4}\s?[-—–]|第\s?\d{1,4}\s?页(?:[,，/\s]*共\s?\d{1,4}\s?页)?")
_NUMBER_LONG = 16
_AROUND_A_NUMBER = 5
"""So many lines further a sentence may go on behind the number of its page."""
_WINDOW = 12
"""So many lines before and behind show how wide the page is."""
_NARROW, _BROAD = 36, 140
"""Widths a printed page may have; Chinese characters count two."""
_SHORT, _INDENT = 6, 4
_LEAST = 2
_LONGEST = 60
"""Lines a paragraph may have."""
_CUT, _OF = 2, 5
"""Two of five full lines end within a sentence."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A paragraph: its text, its place (that of its first line), its level if it is a heading, and the lines it was cut into, if any."""

    text: str
    place: Place
    level: int | None = None
    seams: tuple[Seam, ...] = ()


def whole_lines(document: Document) -> list[Whole]:
    """Headings and paragraphs of a document, cells of tables left out; lines that a page cut are joined."""
    lines: list[Whole] = []
    apart = {0}
    for block in document.blocks:
        if isinstance(block, Heading):
            apart |= {len(lines), len(lines) + 1}
            lines.append(Whole(block.text, block.place, block.level))
        elif isinstance(block, Paragraph):
            lines.append(Whole(block.text, block.place))
        else:
            apart.add(len(lines))
    if document.kind == "pdf":  # its reader has seen where lines end on the page
        return lines
    return _joined(lines, apart)


def _joined(lines: list[Whole], apart: set[int]) -> list[Whole]:
    """The lines, those joined that go on in the next; `apart`: before these something else stands. A page's number is passed over."""
    numbers = {
        index for index, line in enumerate(lines) if len(line.text) <= _NUMBER_LONG and _PAGE.fullmatch(line.text.strip())
    }
    behind = {
        index: following for index, line in enumerate(lines[:-1])
        if _within_a_sentence(line.text) and (following := index + 1 + (index + 1 in numbers)) < len(lines)
        and apart.isdisjoint((index + 1, following)) and _follows(line.place, lines[following].place, following - index)
    }  # fmt: skip
    if len(behind) < _LEAST:
        return lines
    widths = [width(line.text) for line in lines]
    goes_on: dict[int, int] = {}
    taken: set[int] = set()
    for index, following in behind.items():
        first = index not in taken
        if _full(lines, widths, behind, index, first) and _takes_up(lines, widths, behind, index):
            goes_on[index] = following
            taken.add(following)
    return list(_paragraphs(lines, goes_on)) if goes_on else lines


def width(text: str) -> int:
    """How much room a line takes: a Chinese character two, a Latin one."""
    return len(text.encode("gb18030", "replace"))


def _within_a_sentence(text: str) -> bool:
    """Whether a line as long as one of a page does not end its sentence; rows of cells have none."""
    return _NARROW <= 2 * len(text) <= 2 * _BROAD and not _ended(text) and _CELLS.search(text) is None


def _ended(text: str) -> bool:
    return text.rstrip(_BEHIND).endswith(_ENDS)


def _follows(one: Place, other: Place, steps: int) -> bool:
    """Whether no blank line stands between them, as far as that is known; around the number of a page some may."""
    first, second = _LINE.fullmatch(one.ref), _LINE.fullmatch(other.ref)
    most = 1 if steps == 1 else _AROUND_A_NUMBER
    return first is None or second is None or int(second[1]) - int(first[1]) <= most


def _full(lines: Sequence[Whole], widths: Sequence[int], behind: Mapping[int, int], index: int, first: bool) -> bool:
    """Whether the page shows a width, and the line had no room left for the beginning of the next."""
    around = range(max(0, index - _WINDOW), min(len(lines), index + _WINDOW + 1))
    page = max(widths[one] for one in around)
    if not _NARROW <= page <= _BROAD:
        return False
    full = [one for one in around if page - widths[one] <= _SHORT]
    cut = [one for one in full if one in behind and _PROSE.search(lines[one].text)]
    if len(cut) < _LEAST or _OF * len(cut) < _CUT * len(full):
        return False
    room = page - widths[index] - (_INDENT if first else 0)
    return room < _beginning(lines[behind[index]].text) + 2


def _beginning(text: str) -> int:
    """The width of what could not be broken off the beginning of a line: a figure, a character with its closing mark."""
    match = _FIRST.match(text)
    end = match.end() if match else 0
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return width(text[:end])


def _takes_up(lines: Sequence[Whole], widths: Sequence[int], behind: Mapping[int, int], index: int) -> bool:
    """Whether the line behind may be the rest of one: no mark, no form line, no row of cells, and it ends a sentence or is cut itself."""
    following = behind[index]
    text = lines[following].text
    if len(text) > _BROAD or _MARK.match(text) or _CELLS.search(text) or (_FORM.match(text) and not _PROSE.search(text)):
        return False
    return _ended(text) or (following in behind and widths[following] + 2 * _SHORT >= widths[index])


def _paragraphs(lines: Sequence[Whole], goes_on: Mapping[int, int]) -> Iterator[Whole]:
    passed = {index + 1 for index, following in goes_on.items() if following > index + 1}
    held: list[Whole] = []
    pieces: list[str] = []
    seams: list[Seam] = []
    at = 0
    for index, line in enumerate(lines):
        if index in passed and pieces:
            held.append(line)
            continue
        if pieces and _latin(pieces[-1][-1:]) and _latin(line.text[:1]):
            pieces.append(" ")
            at += 1
        pieces.append(line.text)
        seams.append(Seam(at, len(line.text), line.place))
        at += len(line.text)
        if index not in goes_on or len(seams) == _LONGEST:
            yield line if len(seams) == 1 else Whole("".join(pieces), seams[0].place, line.level, tuple(seams))
            yield from held
            pieces, seams, held, at = [], [], [], 0


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
