"""Comments into somebody's own workbook, at the very cells; of the file only what must change is written anew.

A sheet itself changes by one element at most, put into its text where the schema wants it: its cells are not parsed again.
A cell has one comment: what is to be said goes below what somebody said there before.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from jixiao.model.document import Place
from jixiao.patterns import regex
from jixiao.writers import note_boxes
from jixiao.writers.comments_docx import AUTHOR
from jixiao.writers.note_boxes import CELL, Lattice
from jixiao.writers.parts import Parts
from jixiao.writers.plain import plain
from jixiao.writers.remarks import Remark
from jixiao.writers.words import WORDS, Lang

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FOLLOWING = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
        "AlternateContent",
    }
)  # fmt: skip
"""What may stand behind the drawing of the comments in a sheet."""
_HEAD = regex(rb"<(?:([\w.-]+):)?worksheet\b[^>]*>")
_CELLS_END = regex(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")
_DECLARATION = regex(rb"^\s*<\?xml[^>]*\?>")


def annotate_xlsx(data: bytes, name: str, remarks: Sequence[Remark], lang: Lang = "zh") -> tuple[bytes, tuple[Place, ...]]:
    """`data` with a comment in each cell that a remark names, and the places that could not have one.

    Those are cells with a threaded comment, which Excel shows instead of any other. What is said of the whole workbook
    stands in the first cell of the first sheet that can be seen.
    """
    parts = Parts(data, name)
    sheets, first = _sheets(parts)
    lacking: list[Place] = []
    by_sheet: dict[str, list[Remark]] = {}
    for one in remarks:
        if one.place.part not in sheets or not CELL.match(one.place.ref):
            where = (WORDS[lang]["at"].format(place=one.place),) if one.place.ref else ()
            one = Remark(Place("", first, "A1"), one.head, (*where, *one.lines))
        by_sheet.setdefault(one.place.part, []).append(one)
    for number, (sheet, part) in enumerate(sheets.items(), 1):
        if sheet in by_sheet:
            lacking += _Sheet(parts, part, number).add(by_sheet[sheet])
    return parts.packed(), tuple(lacking)


def _sheets(parts: Parts) -> tuple[dict[str, str], str]:
    """The part of each sheet, by its name, and the name of the first that is not hidden."""
    main = parts.main()
    links = parts.related(main, "worksheet")
    id = f"{{{parts.dialect}}}id"
    listed = [one for one in parts.tree(main).iterfind("{*}sheets/{*}sheet") if one.get(id, "") in links]
    seen = [one.get("name", "") for one in listed if one.get("state", "visible") == "visible"]
    sheets = {one.get("name", ""): links[one.get(id, "")] for one in listed}
    return sheets, next(iter((*seen, *sheets)))


class _Sheet:
    """One sheet, its comments and the drawing in which Excel keeps their boxes."""

    def __init__(self, parts: Parts, part: str, number: int) -> None:
        self._parts, self._part, self._number = parts, part, number
        self._threaded = {
            one.get("ref", "")
            for thread in parts.related(part, "threadedComment").values()
            for one in parts.tree(thread).iter("{*}threadedComment")
        }

    def add(self, remarks: Sequence[Remark]) -> list[Place]:
        """Write the remarks; the places of those that could not be."""
        lacking: list[Place] = []
        cells: dict[str, list[Remark]] = {}
        for one in remarks:
            match = CELL.match(one.place.ref)
            ref = f"{match[1]}{match[2]}" if match else ""
            if ref in self._threaded:
                lacking.append(one.place)
            else:
                cells.setdefault(ref, []).append(one)
        if cells:
            there = self._write(cells)
            texts = {ref: "\n\n".join(map(_words, these)) for ref, these in cells.items()}
            lattice = Lattice(self._text_of_sheet())
            self._grow({ref: text for ref, text in texts.items() if ref in there}, lattice)
            self._draw({ref: text for ref, text in texts.items() if ref not in there}, lattice)
        return lacking

    def _write(self, cells: dict[str, list[Remark]]) -> set[str]:
        """Put the comments into their part; the cells that had one before."""
        from lxml import etree

        part = next(iter(self._parts.related(self._part, "comments").values()), "")
        if part:
            root = self._parts.tree(part)
        else:
            part = self._parts.free("xl/comments{}.xml")
            main: Any = {None: self._parts.tree(self._parts.main()).tag.partition("}")[0][1:]}
            root = etree.Element(f"{{{main[None]}}}comments", nsmap=main)
        made = f"{root.tag.partition('}')[0]}}}"
        authors, comments = _child(root, f"{made}authors", 0), _child(root, f"{made}commentList", 1)
        names = [one.text for one in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{made}author").text = AUTHOR
            names.append(AUTHOR)
        there = {one.get("ref", ""): one for one in comments}
        for ref, remarks in cells.items():
            comment = there.get(ref)
            if comment is None:
                comment = etree.SubElement(comments, f"{made}comment", ref=ref, authorId=str(names.index(AUTHOR)))
            text = _child(comment, f"{made}text", 0)
            _runs(text, made, remarks, apart=ref in there)
        if part not in self._parts:
            self._parts.put(part, root)
            self._parts.relate(self._part, "comments", part)
            self._parts.declare(part, _COMMENTS)
        self._parts.put(part, root)
        return set(there)

    def _grow(self, texts: dict[str, str], lattice: Lattice) -> None:
        """Make room in the boxes of comments that have become longer by these texts."""
        for drawing in self._parts.related(self._part, "vmlDrawing").values() if texts else ():
            self._parts.put(drawing, note_boxes.grown(self._parts.read(drawing), texts, lattice))

    def _draw(self, texts: dict[str, str], lattice: Lattice) -> None:
        """A box for each of these cells, in the sheet's own drawing where it has one."""
        if not texts:
            return
        sheet = self._text_of_sheet()
        at, prefix, id = self._behind_cells(sheet)
        drawing = self._parts.related(self._part, "vmlDrawing").get(id, "")
        if drawing:
            try:
                self._parts.put(drawing, note_boxes.with_boxes(self._parts.read(drawing), texts, self._number, lattice))
            except ValueError as error:
                raise self._parts.refuse(f"内部部件 {drawing} 不完整") from error
            return
        drawing = self._parts.free("xl/drawings/vmlDrawing{}.vml")
        self._parts.put(drawing, note_boxes.new_drawing(texts, self._number, lattice))
        self._parts.declare_ending("vml", _DRAWING)
        id = self._parts.relate(self._part, "vmlDrawing", drawing)
        name = (prefix.decode() + ":" if prefix else "") + "legacyDrawing"
        element = f'<{name} xmlns:r="{self._parts.dialect}" r:id="{id}"/>'.encode()
        self._parts.put(self._part, sheet[:at] + element + sheet[at:])

    def _text_of_sheet(self) -> bytes:
        """The sheet in UTF-8."""
        sheet = self._parts.read(self._part)
        if sheet[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return _DECLARATION.sub(b"", sheet.decode("utf-16", "replace").encode(), count=1)
        return sheet

    def _behind_cells(self, sheet: bytes) -> tuple[int, bytes, str]:
        try:
            return _behind_cells(sheet)
        except (expat.ExpatError, ValueError) as error:
            raise self._parts.refuse(f"内部部件 {self._part} 不是完好的 XML") from error


def _words(remark: Remark) -> str:
    return "\n".join((plain(remark.head), *map(plain, remark.lines)))


def _child(parent: Element, tag: str, at: int) -> Element:
    """The child called `tag`, made at position `at` where there is none."""
    found = parent.find(tag)
    if found is None:
        found = parent.makeelement(tag)
        parent.insert(at, found)
    return found


def _runs(text: Element, made: str, remarks: Sequence[Remark], *, apart: bool) -> None:
    """Append the remarks to a comment's text: heads in bold; a text that was one plain word becomes a run like the others."""
    from lxml import etree

    words = text.find(f"{made}t")
    if words is not None:
        run = text.makeelement(f"{made}r")
        text.replace(words, run)
        run.append(words)
    for number, one in enumerate(remarks):
        lead = "\n\n" if number or apart else ""
        for bold, said in ((True, lead + plain(one.head)), (False, "\n" + "\n".join(map(plain, one.lines)))):
            run = etree.SubElement(text, f"{made}r")
            look = etree.SubElement(run, f"{made}rPr")
            if bold:
                etree.SubElement(look, f"{made}b")
            etree.SubElement(look, f"{made}sz", val="9")
            etree.SubElement(look, f"{made}rFont", val="宋体")
            etree.SubElement(look, f"{made}charset", val="134")
            words = etree.SubElement(run, f"{made}t")
            words.text = said
            words.set(_SPACE, "preserve")


# —— the sheet's own text ——


def _behind_cells(sheet: bytes) -> tuple[int, bytes, str]:
    """Where in `sheet` the drawing of comments belongs, the prefix of its elements, the id of the drawing it has ("" for none).

    Only what stands behind the cells is parsed, below the sheet's own head. `ValueError` where there are no cells.
    """
    head, cells = _HEAD.search(sheet), _CELLS_END.search(sheet)
    if head is None or cells is None:
        raise ValueError("no cells")
    start, opening = cells.end(), head.group()
    depth, found = 0, ""
    places: list[int] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, found
        local = name.rpartition(":")[2]
        if depth == 1 and local == "legacyDrawing":
            found = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        if depth == 1 and local in _FOLLOWING:
            places.append(parser.CurrentByteIndex)
        depth += 1

    def finish(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            places.append(parser.CurrentByteIndex)

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.Parse(opening + sheet[start:], True)
    return start - len(opening) + places[0], head[1] or b"", found
