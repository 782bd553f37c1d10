"""A Word file, as a reader of its printed pages sees it: numbers of lists included, deleted and hidden words not.

The zip is opened here and not by a library: none gives merged cells, automatic numbers, text boxes and tracked changes
together, and the usual one is several times slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.model.document import Block, Chart, Document, Heading, Paragraph, Table
from jixiao.patterns import regex
from jixiao.readers import READERS, Reader
from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.model.anchor import Anchors
    from jixiao.readers.word.story import Reading
    from jixiao.readers.word.trail import Trail

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PAGE_ONLY = regex(r"[第共页/／\s\-—–－~·.…|]*")
"""What is left of a footer when its page number is taken out."""


def _sniff(file: RawFile) -> bool:
    return file.is_zip and file.archive.kind == "docx"


def locate_docx(file: RawFile) -> Anchors:
    """The elements that spell the words of each paragraph and cell."""
    from jixiao.readers.word.trail import Trail

    trail = Trail()
    read_docx(file, trail)
    return trail.stretches


def read_docx(file: RawFile, trail: Trail | None = None) -> Document:
    """Body, then headers and footers (each wording once), footnotes and endnotes; `notes` says what was not read.

    Places: 正文!第3段 (paragraphs with text, counted outside tables), 表2!R4C1 (row and grid column), 脚注!第1段.
    """
    from jixiao.readers.office.opc import main_part, relations, risks
    from jixiao.readers.office.xml import parse, parse_part, xml_of
    from jixiao.readers.word.numbering import Numbering
    from jixiao.readers.word.runs import Runs
    from jixiao.readers.word.story import Reading, Story
    from jixiao.readers.word.styles import Styles
    from jixiao.readers.word.tags import W

    archive = file.archive
    main = main_part(archive)
    root = parse_part(archive, main)
    related = relations(archive, main)
    links = [one for one in related if not one.external and one.target in archive]

    targets = {one.kind: one.target for one in links}

    def part(kind: str) -> Element | None:
        return parse_part(archive, targets[kind]) if kind in targets else None

    look = targets.get("styles", "")
    styles = Styles(xml_of(archive, look) if look else b"", lambda xml: parse(xml, archive, look))
    numbering = Numbering(part("numbering"), styles)
    reading = Reading(
        file.name, file.sha256, styles, numbering, Runs(styles.hidden, keep_pieces=trail is not None), trail=trail
    )

    blocks: list[Block] = []
    body = root.find(f"{W}body")
    if body is not None:
        reading.begin(main, root)
        blocks += Story(reading, "正文").read(body)
    for name, kind in (("页眉", "header"), ("页脚", "footer")):
        story = Story(reading, name)
        for link in links:
            if link.kind == kind:
                margin = parse_part(archive, link.target)
                reading.begin(link.target, margin)
                story.read(margin)
        blocks += margins_of(story.blocks)
    for name, kind in (("脚注", "footnote"), ("尾注", "endnote")):
        if (notes_root := part(f"{kind}s")) is not None:
            reading.begin(targets[f"{kind}s"], notes_root)
            story = Story(reading, name)
            for note in notes_root.iterfind(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    story.read(note)
            blocks += story.blocks
    notes = (*_notes(root, reading), *risks(archive, related))
    if not any(isinstance(block, Table) or block.text for block in blocks if not isinstance(block, Chart)):
        what = "文档里没有文字" + (f"（{notes[0]}）" if notes else "")
        raise file.refuse(what, "扫描件请改用原来的 Word 文件；否则请检查是否选错了文件")
    return Document(file.name, tuple(blocks), file.sha256, "docx", notes)


def margins_of(blocks: list[Block]) -> list[Block]:
    """Headers or footers of all sections: each wording once, page numbers not at all, and nothing is a heading."""
    kept: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            block = Paragraph((block.text,), block.place)
        if isinstance(block, Paragraph):
            if block.text in seen or _PAGE_ONLY.fullmatch(block.text):
                continue
            seen.add(block.text)
        kept.append(block)
    return kept


def _notes(root: Element, reading: Reading) -> list[str]:
    from jixiao.readers.word.tags import W

    def count(*tags: str) -> int:
        return sum(1 for _ in root.iter(*tags))

    notes = []
    added, dropped = count(f"{W}ins", f"{W}moveTo"), count(f"{W}del", f"{W}moveFrom")
    if added or dropped:
        notes.append(f"文中有修订痕迹，按全部接受后的样子读取（插入 {added} 处，删除 {dropped} 处）")
    for amount, words in (
        (reading.runs.seen["hidden"], "有 {} 处隐藏文字，没有读取"),
        (min(reading.runs.seen["contents"], 1), "目录没有读取"),
        (count("{*}blip", "{*}imagedata"), "有 {} 张图片，图中的文字和数字没有读取"),
        (count("{*}OLEObject", f"{W}altChunk"), "有 {} 个嵌入的文件，没有读取"),
        (count(_CHART), "有 {} 张图表，图中的数字没有读取"),
        (reading.runs.seen["symbol"], "有 {} 个图形字体的符号认不出，记作 \ufffd"),
    ):
        if amount:
            notes.append(words.format(amount))
    if reading.numbering.unknown:
        notes.append(f"自动编号的样式认不出，按 1、2、3 读取：{'、'.join(sorted(reading.numbering.unknown))}")
    return notes


READERS.add("docx")(Reader(_sniff, read_docx, locate_docx))
