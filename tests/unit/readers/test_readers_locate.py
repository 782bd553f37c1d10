"""Every character of a paragraph or cell is found again in the element of the file that spells it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from jixiao.model.anchor import Stretch, anchored
from jixiao.model.document import Document, Place, Table
from jixiao.readers import locate, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "≥"}

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
BODY = (
    # blanks before, three runs, a tab, a line end
    "<w:p><w:r><w:t>　　全年支出</w:t></w:r><w:r><w:t>1</w:t><w:tab/><w:t>30.5万</w:t></w:r><w:r><w:t>元</w:t><w:br/><w:t>其中</w:t></w:r></w:p>"
    # an automatic number, a comment of the XML, a sign of a picture font
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>　在职<!-- x -->人数</w:t>'
    '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>10名</w:t></w:r></w:p>'
    # hidden and deleted words in between; the mark of this paragraph deleted, so that the next is one with it
    '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>基本</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>'
    '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="3"><w:r><w:t>支出</w:t></w:r></w:ins></w:p>'
    "<w:p><w:r><w:t>86万元</w:t></w:r></w:p>"
    # a cell of two paragraphs, a table inside a cell
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t> 甲 </w:t></w:r></w:p><w:p><w:r><w:t>108</w:t></w:r><w:r><w:t>场次</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>外</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def places(document: Document) -> list[tuple[Place, str]]:
    cells = [(cell.place, cell.text) for table in document.tables() for cell in table.cells]
    return cells + [(block.place, block.text) for block in document.blocks if not isinstance(block, Table)]


def spelled(data: bytes, stretch: Stretch) -> str:
    """What the element of `stretch` says in the raw part of the file, parsed by nobody but this test."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read(stretch.part), etree.XMLParser(remove_comments=True))
    element = list(root.iter("*"))[stretch.element]
    said = SIGNS.get(element.tag, element.text or "")
    return said[stretch.offset : stretch.offset + stretch.end - stretch.start]


def test_every_character_that_the_file_spells_is_found(word: Callable[..., bytes]) -> None:
    data = word(
        BODY, numbering=NUMBERING, header1="<w:p><w:r><w:t>示例局</w:t></w:r></w:p>",
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>注：8人</w:t></w:r></w:p></w:footnote>',
    )  # fmt: skip
    anchors = locate(data, "例.docx")
    found = {}
    for place, text in places(read(data, "例.docx")):
        stretches = anchored(anchors, place)
        assert "".join(text[one.start : one.end] for one in stretches) == "".join(spelled(data, one) for one in stretches)
        found[text] = "".join(text[one.start : one.end] for one in stretches)
    assert found == {
        "全年支出1\t30.5万元\n其中": "全年支出1\t30.5万元\n其中",
        "1、在职人数≥10名": "在职人数≥10名",  # the automatic number is spelled nowhere
        "基本支出86万元": "基本支出86万元",
        "甲\n108场次": "甲108场次",  # the end of a paragraph is no character of the file
        "外": "外",
        "内": "内",
        "示例局": "示例局",
        "注：8人": "注：8人",
    }


def test_a_span_is_cut_out_of_the_stretches(word: Callable[..., bytes]) -> None:
    anchors = locate(word(BODY, numbering=NUMBERING), "例.docx")
    cut = anchored(anchors, Place("", "正文", "第1段", (4, 10)))  # 1, a tab, 30.5
    assert [(one.start, one.end, one.offset) for one in cut] == [(4, 5, 0), (5, 6, 0), (6, 10, 0)]
    inside = anchored(anchors, Place("", "正文", "第1段", (7, 9)))  # 0. of 30.5万
    assert [(one.start, one.end, one.offset) for one in inside] == [(7, 9, 1)]
    assert anchored(anchors, Place("", "正文", "第99段", (0, 1))) == ()


def test_the_line_of_a_text_and_the_blanks_before_it() -> None:
    anchors = locate("题\n\n　　基本支出86万元\r\n末".encode(), "例.txt")
    assert anchors == {
        ("正文", "第1行"): (Stretch(0, 1, "", 0, 0),),
        ("正文", "第3行"): (Stretch(0, 8, "", 2, 2),),
        ("正文", "第4行"): (Stretch(0, 1, "", 3, 0),),
    }
