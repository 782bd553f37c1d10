"""How a Word file of ours looks: page, fonts and line spacing after the habits of GB/T 9704 党政机关公文格式.

A4, margins 37/35/28/26 mm; title 二号小标宋 centred; text 三号仿宋, lines of exactly 28 points, first line two characters
in; 一、 in 黑体, （一） in 楷体, 1. bold; page number “— 1 —” outside. Fonts that a computer may lack carry a second name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from jixiao.patterns import regex

LATIN = "Times New Roman"
SONG, FANGSONG, KAI, HEI, TITLE = "宋体", "仿宋", "楷体", "黑体", "方正小标宋简体"
_ALSO_CALLED = {TITLE: "宋体", FANGSONG: "仿宋_GB2312", KAI: "楷体_GB2312", HEI: "SimHei", SONG: "SimSun"}
_KEPT = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Title", "Heading 1", "Heading 2",
    "Heading 3", "header", "footer",
}  # fmt: skip
_PARTS_LEFT_OUT = ("stylesWithEffects", "thumbnail", "customXml")
BODY_SIZE = 16


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. `size` and `line` in points (line 0: single), `space` before and after too; `indent` of the first
    line and `right` in characters; `tight`: no space between Chinese and digits."""

    font: str
    size: float
    line: float = 28
    indent: int = 0
    bold: bool = False
    align: str = ""
    space: tuple[float, float] = (0, 0)
    keep: bool = False
    outline: bool = False
    right: int = 0
    tight: bool = False


LOOKS: dict[str, Look] = {
    "Normal": Look(FANGSONG, BODY_SIZE, indent=2, align="both"),
    "Title": Look(TITLE, 22, 36, align="center", space=(0, 28), keep=True, outline=True, tight=True),
    "Heading 1": Look(HEI, BODY_SIZE, indent=2, keep=True, outline=True),
    "Heading 2": Look(KAI, BODY_SIZE, indent=2, keep=True, outline=True),
    "Heading 3": Look(FANGSONG, BODY_SIZE, indent=2, bold=True, keep=True, outline=True),
    "附件": Look(HEI, BODY_SIZE, keep=True),
    "主送机关": Look(FANGSONG, BODY_SIZE),
    "表题": Look(TITLE, BODY_SIZE, align="center", space=(0, 8), keep=True),
    "表头": Look(HEI, 10.5, 0, align="center"),
    "表格文字": Look(SONG, 10.5, 0),
    "小表头": Look(HEI, 9, 0, align="center"),
    "小表格文字": Look(SONG, 9, 0),
    "突出": Look(HEI, 18, 32, align="center", space=(6, 6)),
    "居中": Look(FANGSONG, BODY_SIZE, align="center"),
    "落款": Look(FANGSONG, BODY_SIZE, align="right", right=4),
    "文件名": Look(FANGSONG, BODY_SIZE, indent=2, align="left"),
    "附注": Look(SONG, 9, 14, align="both"),
}


def dress(document: Any, title: str) -> None:
    """Give python-docx's empty document our page, styles, fonts and footer, and nothing it does not need."""
    _leave_out(document)
    _styles(document)
    _fonts(document)
    _page(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "jixiao", "zh-CN"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.revision = 1


def _leave_out(document: Any) -> None:
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if any(name in relation.reltype for name in _PARTS_LEFT_OUT):
                del holder.rels[key]


def _styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    styles = document.styles
    element = styles.element
    for style in list(element.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")).replace("heading", "Heading") not in _KEPT:
            element.remove(style)
    latent = element.find(qn("w:latentStyles"))
    if latent is not None:
        element.remove(latent)
    for name, look in LOOKS.items():
        style = styles[name] if name in _KEPT else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in ("Normal", *_KEPT):
            style.base_style = None
            style.quick_style = True
        _one_style(style.element, look)


def _one_style(element: Any, look: Look) -> None:
    """Write the style's paragraph and run properties anew, whole, so that nothing of the template shows through."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    level = ""
    for old in element.findall(qn("w:pPr")) + element.findall(qn("w:rPr")):
        found = old.find(qn("w:outlineLvl"))
        level = found.get(qn("w:val")) if found is not None else level
        element.remove(old)
    for name in ("w:link", "w:next"):
        for old in element.findall(qn(name)):
            element.remove(old)
    keep = "<w:keepNext/><w:keepLines/>" if look.keep else ""
    rule = f'w:line="{round(look.line * 20)}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    before, after = (round(one * 20) for one in look.space)
    first = round(look.indent * look.size * 20)
    right = f' w:rightChars="{look.right * 100}" w:right="{round(look.right * look.size * 20)}"' if look.right else ""
    indent = f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{first}"{right}/>'
    align = f'<w:jc w:val="{look.align}"/>' if look.align else ""
    tight = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.tight else ""
    outline = f'<w:outlineLvl w:val="{level}"/>' if look.outline and level else ""
    bold = "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    size = round(look.size * 2)
    paragraph = (
        f"<w:pPr {nsdecls('w')}>{keep}<w:widowControl/>{tight}"
        f'<w:spacing w:before="{before}" w:after="{after}" {rule}/>{indent}{align}{outline}</w:pPr>'
    )
    run = (
        f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{look.font}" w:cs="{LATIN}"/>{bold}'
        f'<w:color w:val="000000"/><w:spacing w:val="0"/><w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )
    for xml in (paragraph, run):
        element.append(parse_xml(xml))


_SENSE = regex(r"(?=部门整体支出|项目支出绩效|绩效自评)|(?<=）)|(?<=年度)")


def title_indent(title: str, width: float) -> int:
    """How far a title of two lines must be drawn in on both sides, in points, for it to break where the sense does.

    `width` is that of the text area. 0 where one line is enough or no break of sense makes two lines of it.
    """
    size = LOOKS["Title"].size
    whole, room = _ems(title), width / size
    firsts = [_ems(title[: match.start()]) for match in _SENSE.finditer(title)]
    fitting = [first for first in firsts if whole - first <= first <= room - _SLACK]
    if whole <= room or not fitting:
        return 0
    return int((width - (min(fitting) + _SLACK) * size) / 2)


_SLACK = 0.85
"""Room beyond the first line, in characters: less than the one that must not come up, more than digits may be broader."""


def _ems(text: str) -> float:
    """Width in units of the type size: a Chinese character is one, a digit half."""
    return sum(0.5 if mark.isascii() else 1.0 for mark in text)


def _fonts(document: Any) -> None:
    """Name our fonts in the font table, each with the name it bears elsewhere: Word then finds the next best itself."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, other in sorted(_ALSO_CALLED.items())
    )
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    part._blob = re.sub(
        rb"<w:font w:name.*</w:font>",
        (fonts + f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>').encode(),
        part.blob,
        flags=re.DOTALL,
    )


def _page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(28)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], side)


def is_landscape(section: Any) -> bool:
    """Whether the paper of a section lies on its side."""
    return bool(section.page_width > section.page_height)


def turn(document: Any) -> None:
    """Begin a new section on a new page, its paper turned a quarter: what was the top margin is at the binding's side."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = section.page_height, section.page_width
    lies = is_landscape(section)
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    margins = section.left_margin, section.top_margin, section.right_margin, section.bottom_margin
    left, top, right, bottom = margins
    if lies:
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = left, top, right, bottom
    else:
        section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = top, right, bottom, left


def _page_number(paragraph: Any, side: str) -> None:
    """“— 1 —” in 四号宋体, one character in from the outer edge."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    face = f'<w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    space = f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
    for old in paragraph._p.findall(qn("w:pPr")):
        paragraph._p.remove(old)
    paragraph._p.insert(
        0,
        parse_xml(f'<w:pPr {nsdecls("w")}><w:spacing w:line="240" w:lineRule="auto"/>{space}<w:jc w:val="{side}"/></w:pPr>'),
    )
    for inner in (
        "<w:t>— </w:t>",
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        "<w:t> —</w:t>",
    ):
        text = inner.replace("<w:t>", '<w:t xml:space="preserve">')
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{face}{text}</w:r>"))
