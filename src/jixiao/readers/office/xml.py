"""The parts of an office file as XML, parsed with everything dangerous switched off: no DTD, no entity, no network.

A DTD is a fault: no office program writes one, so whoever put it there wants something of the parser.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jixiao.errors import Fault, ReadError
from jixiao.patterns import regex
from jixiao.readers import limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from jixiao.readers.office.archive import Archive

_SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False, "remove_comments": True, "remove_pis": True, "collect_ids": False,
}  # fmt: skip
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The strict dialect says the same under other names; it is read as the usual one."""

_BEFORE_DTD = regex(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DECLARATION = regex(rb"^\s*<\?xml[^>]*\?>")


def parse_part(archive: Archive, part: str) -> Element:
    """The root of `part`; `ReadError` for broken XML, a DTD, or elements nested deeper than 256."""
    return parse(xml_of(archive, part), archive, part)


def xml_of(archive: Archive, part: str) -> bytes:
    """The text of `part` in UTF-8 and in the usual dialect; `ReadError` when a DTD stands in it."""
    data = archive.read(part)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = _DECLARATION.sub(b"", data.decode("utf-16", "replace").encode(), count=1)
    _refuse_dtd(data, archive, part)
    if b"purl.oclc.org/ooxml" in data[:8192]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def parse(data: bytes, archive: Archive, part: str) -> Element:
    """The root of `data`, which is `part` or a piece of it."""
    from lxml import etree

    try:
        root: Element = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _broken(archive, part, error) from error
    _refuse_doctype(root, archive, part)
    return root


def stream_part(archive: Archive, part: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """("start" | "end", element) for each element of `part` called one of `tags` (local names), freed after its end.

    The memory taken is that of one element, which may not exceed `limits.PIECE`.
    """
    from lxml import etree

    parser: Any = etree.XMLPullParser(events=("start", "end"), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE)
    since, first = 0, True
    try:
        for chunk in archive.chunks(part):
            if first:
                _refuse_dtd(chunk, archive, part)
            since += len(chunk)
            if since > limits.PIECE:
                what = f"内部部件 {part} 里有一行或一格超过 {limits.PIECE // limits.MB} MB，不像正常文件"
                raise ReadError(Fault(archive.name, what, "请删去异常的行或单元格后再用"))
            parser.feed(chunk)
            for event, element in parser.read_events():
                since = 0
                if first:
                    _refuse_doctype(element, archive, part)
                    first = False
                yield event, element
                if event == "end":
                    _free(element)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(archive, part, error) from error


def _free(element: Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)


def _refuse_dtd(data: bytes, archive: Archive, part: str) -> None:
    """Look where alone a DTD may stand: after the declaration, comments and instructions, before the first element."""
    before = _BEFORE_DTD.match(data)
    if before is not None and data.startswith(b"<!DOCTYPE", before.end()):
        raise _dtd(archive, part)


def _refuse_doctype(element: Element, archive: Archive, part: str) -> None:
    """The same question asked of the parser: the part may be in an encoding whose bytes do not show it."""
    info: Any = element.getroottree().docinfo
    if info.doctype:
        raise _dtd(archive, part)


def _dtd(archive: Archive, part: str) -> ReadError:
    what = f"内部部件 {part} 带有 DTD 或实体声明，正常的 Office 文件没有，为安全起见不读"
    return ReadError(Fault(archive.name, what, "请向提供者核实这个文件；或用 Word、Excel、WPS 打开后另存一次"))


def _broken(archive: Archive, part: str, error: Exception) -> ReadError:
    deep = "depth" in str(error).lower()
    what = f"内部部件 {part} " + ("嵌套太深，不像正常文件" if deep else "不是完好的 XML")
    return ReadError(Fault(archive.name, what, "请用 Word、Excel 或 WPS 打开它另存一次；打不开则需重新取得这个文件"))
