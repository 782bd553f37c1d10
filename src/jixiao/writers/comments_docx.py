"""Comments into somebody's own Word file, at the very words; of the file only what must change is written anew.

Runs are split where a comment begins or ends inside one. Words in headers, notes and text boxes, where Word takes no
comments, are commented at the paragraph they hang on, or at the first one; the comment then says where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jixiao.model.anchor import Anchors, Stretch, anchored
from jixiao.writers.parts import Parts
from jixiao.writers.plain import plain
from jixiao.writers.remarks import Remark
from jixiao.writers.words import WORDS, Lang

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AUTHOR = "jixiao"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OPEN = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
"""What a paragraph may hold around its runs, and a comment may begin or end inside of."""
_AFTER = 1 << 30


def annotate_docx(data: bytes, name: str, remarks: Sequence[Remark], anchors: Anchors, lang: Lang = "zh") -> bytes:
    """`data` with a comment for each remark; comments already there stay. `ReadError` when a part of it is damaged."""
    if not remarks:
        return data
    parts = Parts(data, name)
    main = parts.main()
    story = _Story(parts, main)
    comments = _Comments(parts, main, story.namespace, story.next_id)
    for one in remarks:
        at_words = story.mark(anchored(anchors, one.place), comments.next_id)
        comments.add(one, "" if at_words else WORDS[lang]["at"].format(place=one.place))
    story.write()
    parts.put(main, story.root)
    comments.save()
    return parts.packed()


@dataclass(frozen=True, slots=True, order=True)
class _Cut:
    """Where a comment begins or ends: before or after a whole `host` (offset 0 or _AFTER), or inside text `element`."""

    element: int
    offset: int


@dataclass(slots=True)
class _Marks:
    """What is to be put at one cut: comments that end there, comments that begin there."""

    ends: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


class _Story:
    """The main text. Cuts are collected first and made from the end backwards, so that no cut moves another."""

    def __init__(self, parts: Parts, main: str) -> None:
        self._parts, self._main = parts, main
        self.root = parts.tree(main)
        self.namespace = self.root.tag.partition("}")[0] + "}"
        self._elements = list(self.root.iter("*"))
        self._numbers = {element: number for number, element in enumerate(self._elements)}
        self._open = {self._w(tag) for tag in _OPEN}
        self._cuts: dict[_Cut, _Marks] = {}
        ids = (
            one.get(self._w("id"), "") for one in self.root.iter(self._w("commentRangeStart"), self._w("commentReference"))
        )
        self.next_id = max((int(one) + 1 for one in ids if one.isdecimal()), default=0)

    def _w(self, tag: str) -> str:
        return f"{self.namespace}{tag}"

    def mark(self, stretches: Sequence[Stretch], id: int) -> bool:
        """Plan comment `id` around `stretches`; False where it must stand elsewhere, because the words are not in this story."""
        own = [one for one in stretches if one.part.lower() == self._main.lower()]
        if own:
            first, last = own[0], own[-1]
            begin, at_begin = self._cut(first.element, first.offset)
            end, at_end = self._cut(last.element, last.offset + last.end - last.start, after=True)
            self._plan(begin, end, id)
            return at_begin and at_end
        host = self._reference(stretches[0]) if stretches else None
        if host is None:
            host = self._first_words()
        self._plan(_Cut(self._numbers[host], 0), _Cut(self._last(host), _AFTER), id)
        return False

    def _plan(self, begin: _Cut, end: _Cut, id: int) -> None:
        self._cuts.setdefault(begin, _Marks()).begins.append(id)
        self._cuts.setdefault(end, _Marks()).ends.append(id)

    def _cut(self, number: int, offset: int, *, after: bool = False) -> tuple[_Cut, bool]:
        """The cut at `offset` of an element, and whether it lies among the words themselves: not so in a text box."""
        element = self._elements[number]
        host = self._host(element)
        if element.getparent() is host and host.tag == self._w("r"):
            return _Cut(number, offset), True
        boxed = next(element.iterancestors(self._w("txbxContent")), None) is not None
        return _Cut(self._last(host), _AFTER) if after else _Cut(self._numbers[host], 0), not boxed

    def _host(self, element: Element) -> Element:
        """The piece of the outermost paragraph around `element` that a comment can stand beside."""
        chain = [element, *element.iterancestors()]
        outermost = max(at for at, one in enumerate(chain) if one.tag == self._w("p"))
        return next(one for one in reversed(chain[:outermost]) if one.tag not in self._open)

    def _last(self, host: Element) -> int:
        return max(self._numbers[one] for one in host.iter("*"))

    def _reference(self, stretch: Stretch) -> Element | None:
        """Where the foot- or endnote that holds `stretch` hangs on the text."""
        if stretch.part not in self._parts:
            return None
        element = next(
            one for number, one in enumerate(self._parts.tree(stretch.part).iter("*")) if number == stretch.element
        )
        for kind in ("footnote", "endnote"):
            note = next(element.iterancestors(self._w(kind)), None)
            if note is not None:
                sought = note.get(self._w("id"))
                references = self.root.iter(self._w(f"{kind}Reference"))
                found = next((one for one in references if one.get(self._w("id")) == sought), None)
                return None if found is None else self._host(found)
        return None

    def _first_words(self) -> Element:
        """The first words of the text; where it has none, an empty run made in its first paragraph."""
        found = next((one for one in self.root.iter(self._w("t")) if one.text), None)
        if found is not None:
            return self._host(found)
        paragraph = next(self.root.iter(self._w("p")), None)
        if paragraph is None:
            paragraph = self.root.makeelement(self._w("p"))
            body = self.root.find(self._w("body"))
            (self.root if body is None else body).insert(0, paragraph)
        run: Element = self.root.makeelement(self._w("r"))
        paragraph.append(run)
        self._numbers[run] = len(self._elements)
        self._elements.append(run)
        return self._host(run)

    # —— writing ——

    def write(self) -> None:
        """Make all cuts and put the marks of the comments there."""
        for cut in sorted(self._cuts, reverse=True):
            element, marks = self._elements[cut.element], self._cuts[cut]
            nodes = [node for id in marks.ends for node in (self._make("commentRangeEnd", id), self._reference_run(id))]
            nodes += [self._make("commentRangeStart", id) for id in marks.begins]
            host = self._host(element)
            if cut.offset == _AFTER:
                _put_after(host, nodes)
            elif element is host:
                _put_before(host, nodes)
            else:
                self._put_inside(host, element, cut.offset, nodes)

    def _put_inside(self, run: Element, element: Element, offset: int, nodes: list[Element]) -> None:
        """Put `nodes` at `offset` of a child of `run`, which is split unless that is its beginning or its end."""
        text = element.text or ""
        whole = len(text) if element.tag == self._w("t") else 1
        before = [one for one in element.itersiblings(preceding=True) if one.tag != self._w("rPr")]
        after = list(element.itersiblings())
        if offset <= 0 and not before:
            _put_before(run, nodes)
            return
        if 0 < offset < whole:
            rest = deepcopy(element)
            rest.text, element.text = text[offset:], text[:offset]
            for one in (element, rest):
                one.set(_SPACE, "preserve")
            after.insert(0, rest)
        elif offset <= 0:
            after.insert(0, element)
        if after:
            attributes: Any = dict(run.attrib)
            tail = run.makeelement(run.tag, attributes)
            properties = run.find(self._w("rPr"))
            tail.extend([*([] if properties is None else [deepcopy(properties)]), *after])
            run.addnext(tail)
        _put_after(run, nodes)

    def _make(self, tag: str, id: int) -> Element:
        made: Element = self.root.makeelement(self._w(tag), {self._w("id"): str(id)})
        return made

    def _reference_run(self, id: int) -> Element:
        run = self.root.makeelement(self._w("r"))
        run.append(self._make("commentReference", id))
        return run


def _put_before(host: Element, nodes: list[Element]) -> None:
    for node in nodes:
        host.addprevious(node)


def _put_after(host: Element, nodes: list[Element]) -> None:
    for node in reversed(nodes):
        host.addnext(node)


class _Comments:
    """The part of the comments, the file's own where it has one."""

    def __init__(self, parts: Parts, main: str, namespace: str, next_id: int) -> None:
        from lxml import etree

        self._parts, self._w = parts, namespace
        self._part = next(iter(parts.related(main, "comments").values()), "")
        if self._part:
            self._root = parts.tree(self._part)
        else:
            self._part = "word/comments.xml" if "word/comments.xml" not in parts else parts.free("word/comments{}.xml")
            self._root = etree.Element(f"{namespace}comments", nsmap={"w": namespace[1:-1]})
            self._parts.put(self._part, b"")
            self._parts.relate(main, "comments", self._part)
            self._parts.declare(self._part, _COMMENTS)
        ids = (one.get(f"{namespace}id", "") for one in self._root)
        self.next_id = max([next_id, *(int(one) + 1 for one in ids if one.isdecimal())])

    def add(self, remark: Remark, where: str) -> None:
        """One comment with the next id: the head in bold, the lines below it, first of them `where` if that must be said."""
        attributes = {"id": str(self.next_id), "author": AUTHOR, "initials": AUTHOR}
        comment = self._add(self._root, "comment", attributes)
        self.next_id += 1
        for number, line in enumerate(self._lines(remark, where)):
            paragraph = self._add(comment, "p")
            look = self._add(paragraph, "pPr")
            self._add(look, "spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"})
            self._add(look, "ind", {"left": "0", "right": "0", "firstLine": "0", "firstLineChars": "0"})
            self._add(look, "jc", {"val": "left"})
            run = self._add(paragraph, "r")
            look = self._add(run, "rPr")
            if number == 0:
                self._add(look, "b")
            self._add(look, "sz", {"val": "18"})
            self._add(look, "szCs", {"val": "18"})
            if number == 0:
                self._add(run, "annotationRef")
            text = self._add(run, "t")
            text.text = line
            text.set(_SPACE, "preserve")

    def save(self) -> None:
        self._parts.put(self._part, self._root)

    def _add(self, parent: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
        from lxml import etree

        named: Any = {f"{self._w}{name}": value for name, value in (attributes or {}).items()}
        return etree.SubElement(parent, f"{self._w}{tag}", named)

    @staticmethod
    def _lines(remark: Remark, where: str) -> Iterator[str]:
        yield plain(remark.head)
        if where:
            yield where
        for one in remark.lines:
            yield from plain(one).split("\n")
