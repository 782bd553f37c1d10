"""A web page as it is seen: paragraphs, headings and tables; scripts, styles, drawings and hidden parts are not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from jixiao.patterns import regex
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARKUP = regex(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?xml.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6])(?:[\s/][^<>]*)?>",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = regex(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030"}
_BLANKS = regex(r"[ \t\r\n\f]+")
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "select",
        "textarea",
        "iframe",
        "object",
        "button",
        "datalist",
    }
)
_BREAKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_LISTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LINE = "\v"


def is_html(file: RawFile) -> bool:
    """Whether the content begins as a web page does."""
    head = file.data[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    return _MARKUP.match(head) is not None


def read_html(file: RawFile) -> Document:
    """The words of a page line by line, its tables with their merged cells; `ReadError` when there are none.

    A table that holds other tables, or a single cell, only arranges the page: what stands in it is read as the page itself.
    """
    from lxml import etree

    if len(file.data) > limits.TEXT:
        raise file.refuse(f"网页超过 {limits.TEXT // limits.MB} MB", "请只保存需要的部分后再用")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = etree.fromstring(_decode(file).encode(), parser)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):  # the parser gave up and kept only a part
        raise file.refuse(
            "网页嵌套太深，或有一段文字太长，不像正常网页", "请用浏览器打开，把正文复制到 Word 或文本文件后再用"
        )
    page = _Page(file)
    if root is not None:
        page.read(root)
    if not page.blocks:
        raise file.refuse("网页里没有文字", "正文可能是图片，或要联网才显示；请把正文复制到 Word 或文本文件后再用")
    notes = (f"有 {page.hidden} 处隐藏的内容，没有读取",) if page.hidden else ()
    return Document(file.name, tuple(page.blocks), file.sha256, "html", notes)


def _decode(file: RawFile) -> str:
    """By its mark, as UTF-8, by what the page declares (which is often wrong), as GB18030: the first without a fault."""
    data = file.data
    for bom, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _CHARSET.search(data[:4096])
    named = declared[1].decode().lower() if declared else "utf-8"
    for encoding in ("utf-8", _ENCODINGS.get(named, named), "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise file.refuse("编码认不出（既不是 UTF-8，也不是 GB18030）", "请用浏览器打开，把正文复制到 Word 或文本文件后再用")


@dataclass
class _Page:
    """A page being read: words gather in `_words` until something begins a new paragraph."""

    file: RawFile
    blocks: list[Block] = field(default_factory=list)
    hidden: int = 0
    _words: list[str] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0
    _counts: dict[Element, int] = field(default_factory=dict)

    def read(self, root: Element) -> None:
        self._walk(root)
        self._flush()

    def _walk(self, element: Element, *, joined: bool = False) -> None:
        """`joined`: a paragraph that opens an item of a list stands on the line of its number."""
        tag = element.tag
        if tag in _UNSEEN:
            return
        if self._is_hidden(element):
            self.hidden += 1
        elif tag == "br":
            self._words.append(_LINE)
        elif tag == "table" and not _arranges(element):
            self._flush()
            self._table(element)
        elif tag in _BREAKS or tag == "table":
            if not joined:
                self._flush()
            self._inside(element, self._mark(element) if tag == "li" else "")
            self._flush(int(tag[1]) - 1 if re.fullmatch("h[1-6]", tag) else None)
        else:
            self._inside(element)

    def _inside(self, element: Element, mark: str = "") -> None:
        self._words.append(mark + (element.text or ""))
        joined = _is_bare(element, mark)
        for child in element:
            self._walk(child, joined=joined)
            self._words.append(child.tail or "")
            joined = False

    def _mark(self, item: Element) -> str:
        """The number before an item of a numbered list, as the browser prints it. Ask once for each, in order."""
        from jixiao.readers.word.number_text import number_text

        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        number = self._counts.get(parent, _whole(parent.get("start"), 1) - 1) + 1
        self._counts[parent] = number = _whole(item.get("value"), number)
        return f"{number_text(number, _LISTS.get(parent.get('type', '1'), 'decimal'))}. "

    def _is_hidden(self, element: Element) -> bool:
        return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None

    def _lines(self) -> list[str]:
        lines = [_BLANKS.sub(" ", line).strip() for line in "".join(self._words).split(_LINE)]
        self._words = []
        return [line for line in lines if line]

    def _flush(self, level: int | None = None) -> None:
        for line in self._lines():
            self._paragraphs += 1
            place = Place(self.file.sha256, "正文", f"第{self._paragraphs}段")
            self.blocks.append(Paragraph((line,), place) if level is None else Heading(line, level, place))

    def _table(self, table: Element) -> None:
        self._tables += 1
        part = f"表{self._tables}"
        cells: list[Cell] = []
        taken: dict[int, int] = {}
        rows = list(_rows(table))
        for row, line in enumerate(rows):
            column = 0
            for square in line.iterchildren("td", "th"):
                while taken.get(column, 0) > row:
                    column += 1
                across = min(max(_whole(square.get("colspan"), 1), 1), limits.SPAN)
                down = _whole(square.get("rowspan"), 1) or len(rows)
                down = min(max(down, 1), len(rows) - row)
                taken.update(dict.fromkeys(range(column, column + across), row + down))
                words = self._text(square)
                place = Place(self.file.sha256, part, f"R{row + 1}C{column + 1}")
                cells.append(Cell((words,) if words else (), row, column, down, across, place))
                column += across
                if len(rows) * column > limits.SQUARES:
                    raise self.file.refuse(f"{part}的行列太多，超过上限", "请只保存需要的部分后再用")
        title = next((self._text(one) for one in table.iterchildren("caption")), "")
        heads = sum(1 for one in table.iterchildren("thead") for _ in one.iterchildren("tr"))
        if cells:
            self.blocks.append(Table(tuple(cells), Place(self.file.sha256, part, ""), title, heads or 1))

    def _text(self, element: Element) -> str:
        """The words of one cell, its paragraphs on lines of their own."""
        self._words = []
        self._cell(element)
        return "\n".join(self._lines())

    def _cell(self, element: Element, *, joined: bool = False) -> None:
        if element.tag in _UNSEEN or self._is_hidden(element):
            self.hidden += element.tag not in _UNSEEN
            return
        breaks = element.tag in _BREAKS or element.tag == "br"
        self._words.append(_LINE if breaks and not joined else "")
        mark = self._mark(element) if element.tag == "li" else ""
        self._words.append(mark + (element.text or ""))
        joined = _is_bare(element, mark)
        for child in element:
            self._cell(child, joined=joined)
            self._words.append(child.tail or "")
            joined = False
        self._words.append(_LINE if breaks else "")


def _is_bare(item: Element, mark: str) -> bool:
    """Whether a numbered item has no words before its first paragraph."""
    return bool(mark) and not (item.text or "").strip()


def _arranges(table: Element) -> bool:
    """Whether a table only lays out the page: it holds tables, or no more than one cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    squares = table.iterdescendants("td", "th")
    return next(squares, None) is not None and next(squares, None) is None


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default


READERS.add("html")(Reader(is_html, read_html))
