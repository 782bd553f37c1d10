"""An OpenDocument text (.odt) as a reader of its printed pages sees it: numbers of lists included, hidden words not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.open.numbers import Counted, Numbers
    from jixiao.readers.open.words import Words

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再用"
_DEEPEST = 60


def _sniff(file: RawFile) -> bool:
    return file.is_zip and file.archive.kind == "odt"


def read_odt(file: RawFile) -> Document:
    """Body, text boxes, then headers and footers (each wording once) and notes; `notes` says what was not read.

    Places are those of a Word file: 正文!第3段, 表2!R4C1, 脚注!第1段.
    """
    from jixiao.readers.docx import margins_of
    from jixiao.readers.open.numbers import Numbers
    from jixiao.readers.open.package import OFFICE, STYLE, TEXT, opened
    from jixiao.readers.open.words import Words, hidden_styles

    content, styles = opened(file, "odt", _SAVE_AS)
    words = Words(hidden_styles(styles, content))
    story = _Story(file, words, Numbers(styles, content), _titles(styles, content))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is not None:
        story.read(body, "正文")
    for name, tag in (("页眉", "header"), ("页脚", "footer")):
        before = len(story.blocks)
        for one in () if styles is None else styles.iter(f"{STYLE}{tag}", f"{STYLE}{tag}-left", f"{STYLE}{tag}-first"):
            story.read(one, name)
        story.blocks[before:] = margins_of(story.blocks[before:])
    for note in words.notes:
        said = note.find(f"{TEXT}note-body")
        if said is not None:
            story.read(said, "尾注" if note.get(f"{TEXT}note-class") == "endnote" else "脚注")
    notes = _notes(story, content)
    if not story.blocks:
        what = "文档里没有文字" + (f"（{notes[0]}）" if notes else "")
        raise file.refuse(what, "扫描件请改用原来的 Word 文件；否则请检查是否选错了文件")
    return Document(file.name, tuple(story.blocks), file.sha256, "odt", tuple(notes))


@dataclass(slots=True)
class _Story:
    """The flows of text of one file, read into `blocks`; paragraphs with something in them are counted, part by part."""

    file: RawFile
    words: Words
    numbers: Numbers
    titles: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _cells: int = 0
    tables: int = 0

    def read(self, container: Element, part: str) -> None:
        for one in self._lines(container, None, 0):
            if isinstance(one, tuple):
                self._paragraph(*one, part)
            else:
                self._table(one, 1)
            self._boxes()

    def _boxes(self) -> None:
        while self.words.boxes:
            self.read(self.words.boxes.pop(0), "文本框")

    def _paragraph(self, text: str, level: int | None, part: str) -> None:
        if text:
            self._counts[part] += 1
            place = Place(self.file.sha256, part, f"第{self._counts[part]}段")
            self.blocks.append(Paragraph((text,), place) if level is None else Heading(text, level, place))

    def _lines(self, container: Element, counted: Counted | None, depth: int) -> Iterator[tuple[str, int | None] | Element]:
        """Paragraphs (words, level of heading) and tables in reading order, whatever holds them; `depth`: of lists."""
        from jixiao.readers.open.package import DRAW, TABLE, TEXT

        for child in container:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield self._line(child, "", counted is not None)
            elif tag == f"{TABLE}table":
                yield child
            elif tag == f"{TEXT}list" and depth < _DEEPEST:
                yield from self._list(child, counted, depth + 1)
            elif tag.startswith(DRAW):
                self.words.drawing(child)
            elif tag == f"{TEXT}table-of-content":
                self.words.seen["contents"] += 1
            elif tag in (f"{TEXT}section", f"{TEXT}numbered-paragraph", f"{TEXT}index-body", f"{TEXT}index-title"):
                yield from self._lines(child, counted, depth)

    def _list(self, element: Element, counted: Counted | None, depth: int) -> Iterator[tuple[str, int | None] | Element]:
        from jixiao.readers.open.package import TEXT

        own = counted or self.numbers.begin(element)
        for item in element:
            mark = self.numbers.item(own, depth, item) if item.tag == f"{TEXT}list-item" and _has_words(item) else ""
            for one in self._lines(item, own, depth):
                if isinstance(one, tuple) and mark and one[0]:
                    one, mark = (_joined(mark, one[0]), one[1]), ""
                yield one

    def _line(self, paragraph: Element, mark: str, listed: bool) -> tuple[str, int | None]:
        from jixiao.readers.open.package import TEXT, whole

        text = self.words.spell(paragraph).strip()
        level = None
        if paragraph.tag == f"{TEXT}h":
            level = whole(paragraph, f"{TEXT}outline-level")
            if text and not listed and paragraph.get(f"{TEXT}is-list-header") != "true":
                mark = self.numbers.heading(level)
        elif paragraph.get(f"{TEXT}style-name", "") in self.titles:
            level = 0
        return _joined(mark, text), level

    def _table(self, table: Element, depth: int) -> None:
        """A table, then the tables inside its cells."""
        from jixiao.readers.open.package import TABLE, whole

        if depth > limits.TABLE_DEPTH:
            raise self.file.refuse(f"表格里套表格超过 {limits.TABLE_DEPTH} 层，不像正常文件", "请把内层的表移到外面后再用")
        self.tables += 1
        part = f"表{self.tables}"
        cells: list[Cell] = []
        inside: list[Element] = []
        rows = list(table.iterfind(f"{TABLE}table-header-rows/{TABLE}table-row"))
        heads = len(rows)
        rows = [one for one in table.iter(f"{TABLE}table-row") if next(one.iterancestors(f"{TABLE}table")) is table]
        lines = [list(line.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")) for line in rows]
        widths = [sum(whole(one, f"{TABLE}number-columns-repeated") for one in line) for line in lines]
        self._cells += sum(widths)
        if len(rows) * max(widths, default=0) > limits.SQUARES or self._cells > limits.CELLS:
            raise self.file.refuse(f"{part}的行列太多，超过上限", "请拆开后再用")
        for row, line in enumerate(lines):
            column = 0
            for square in line:
                times = whole(square, f"{TABLE}number-columns-repeated")
                if square.tag == f"{TABLE}table-cell":
                    across = min(max(whole(square, f"{TABLE}number-columns-spanned"), 1), limits.SPAN)
                    down = min(max(whole(square, f"{TABLE}number-rows-spanned"), 1), len(rows) - row)
                    text = self._cell(square, inside)
                    for at in range(column, column + times):
                        place = Place(self.file.sha256, part, f"R{row + 1}C{at + 1}")
                        cells.append(Cell((text,) if text else (), row, at, down, across, place))
                column += times
        if cells:
            self.blocks.append(Table(tuple(cells), Place(self.file.sha256, part, ""), head_rows=heads or 1))
        for inner in inside:
            self._table(inner, depth + 1)

    def _cell(self, square: Element, inside: list[Element]) -> str:
        """The words of a cell, its paragraphs on lines of their own; tables in it are kept for later."""
        lines: list[str] = []
        for one in self._lines(square, None, 0):
            if isinstance(one, tuple):
                lines.append(one[0])
            else:
                inside.append(one)
        return "\n".join(line for line in lines if line)


def _has_words(item: Element) -> bool:
    return any(text.strip() for text in item.itertext())


def _joined(mark: str, text: str) -> str:
    from jixiao.readers.word.numbering import joined

    return joined(mark, text) if mark else text


def _titles(*roots: Element | None) -> frozenset[str]:
    """The styles of a document's title: Title itself, and those made of it."""
    from jixiao.readers.open.package import STYLE

    found = {"Title"}
    for root in roots:
        for style in () if root is None else root.iter(f"{STYLE}style"):
            if style.get(f"{STYLE}parent-style-name") in found:
                found.add(style.get(f"{STYLE}name", ""))
    return frozenset(found)


def _notes(story: _Story, content: Element) -> list[str]:
    from jixiao.readers.open.package import TEXT

    seen = story.words.seen
    notes = []
    if (tracked := next(content.iter(f"{TEXT}tracked-changes"), None)) is not None and len(tracked):
        notes.append(f"文中有修订痕迹（{len(tracked)} 处），按全部接受后的样子读取")
    for amount, words in (
        (seen["hidden"], "有 {} 处隐藏文字，没有读取"),
        (min(seen["contents"], 1), "目录没有读取"),
        (seen["picture"], "有 {} 张图片，图中的文字和数字没有读取"),
        (seen["object"], "有 {} 个嵌入的文件，没有读取"),
    ):
        if amount:
            notes.append(words.format(amount))
    if story.numbers.unknown:
        notes.append(f"自动编号的样式认不出，按 1、2、3 读取：{'、'.join(sorted(story.numbers.unknown))}")
    return notes


READERS.add("odt")(Reader(_sniff, read_odt))
