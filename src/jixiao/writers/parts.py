"""The parts of somebody's own office file, to be read and exchanged: relations and declared types follow.

The file has been read before, so its directory was judged; what was not looked at then is treated with the same suspicion.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jixiao.errors import Fault, ReadError
from jixiao.writers.package import exchange

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIP = f"{{{_PACKAGE}/relationships}}Relationship"
_TYPES = "[Content_Types].xml"
_LARGEST = 40 << 20
"""A part kept whole as a tree, as for readers."""
_SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class Parts:
    """The parts of one office file by name, compared without case as Office does. `packed` is the file with all changes."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._names = {_key(one): one for one in self._zip.namelist()}
        self._changed: dict[str, bytes] = {}

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and _key(part) in self._names

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._names.values())

    def read(self, part: str) -> bytes:
        """The bytes of `part` as they stand now; `ReadError` where it is damaged."""
        name = self._names[_key(part)]
        if name in self._changed:
            return self._changed[name]
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise self.refuse(f"内部部件 {part} 已损坏") from error

    def tree(self, part: str) -> Element:
        """The root of `part`; `ReadError` for broken XML, a DTD, or more than 40 MB."""
        from lxml import etree

        data = self.read(part)
        if len(data) > _LARGEST:
            raise self.refuse(f"内部部件 {part} 解开后超过 {_LARGEST >> 20} MB")
        try:
            root: Element = etree.fromstring(data, etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.refuse(f"内部部件 {part} 不是完好的 XML") from error
        info: Any = root.getroottree().docinfo
        if info.doctype:
            raise self.refuse(f"内部部件 {part} 带有 DTD 或实体声明")
        return root

    def put(self, part: str, content: bytes | Element) -> None:
        """`content` is what `part` holds from now on, new or not."""
        if not isinstance(content, bytes):
            from lxml import etree

            content = etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed[self._names.setdefault(_key(part), part)] = content

    def packed(self) -> bytes:
        """The file, with all changes."""
        return exchange(self._data, self._changed) if self._changed else self._data

    def free(self, pattern: str) -> str:
        """The first name of the pattern (xl/comments{}.xml) that no part bears."""
        return next(name for number in range(1, len(self._names) + 2) if (name := pattern.format(number)) not in self)

    # —— relations ——

    def related(self, part: str, kind: str = "") -> dict[str, str]:
        """Id → part, of what `part` ("" for the file) leads to inside the file; of one `kind` (last word of the type)."""
        rels = _rels(part)
        found = {}
        for one in self.tree(rels) if rels in self else ():
            target, named = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
            if one.tag == _RELATIONSHIP and one.get("TargetMode") != "External" and (not kind or named == kind):
                full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                if full in self:
                    found[one.get("Id", "")] = full
        return found

    def main(self) -> str:
        """The part that holds the document itself."""
        return next(iter(self.related("", "officeDocument").values()))

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation from `part` to the part `target`; its type is of the dialect the file is written in."""
        from lxml import etree

        rels = _rels(part)
        own: Any = {None: f"{_PACKAGE}/relationships"}
        root = self.tree(rels) if rels in self else etree.Element(f"{{{_PACKAGE}/relationships}}Relationships", nsmap=own)
        taken = {one.get("Id", "") for one in root}
        id = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        inside = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(root, _RELATIONSHIP, Id=id, Type=f"{self.dialect}/{kind}", Target=inside)
        self.put(rels, root)
        return id

    @property
    def dialect(self) -> str:
        """What the types of this file's relations begin with: strict files write another address."""
        types = (one.get("Type", "") for one in self.tree(_rels("")))
        return next(one.rpartition("/")[0] for one in types if one.endswith("/officeDocument"))

    # —— declared types ——

    def declare(self, part: str, content_type: str) -> None:
        """`part` is of this type."""
        self._declare("Override", "PartName", f"/{part}", content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Parts with this ending are of this type, unless declared by name."""
        self._declare("Default", "Extension", ending, content_type)

    def _declare(self, tag: str, key: str, value: str, content_type: str) -> None:
        from lxml import etree

        root = self.tree(_TYPES)
        full = f"{{{_PACKAGE}/content-types}}{tag}"
        for one in root.iterfind(full):
            if one.get(key, "").lower() == value.lower():
                return
        etree.SubElement(root, full, {key: value, "ContentType": content_type})
        self.put(_TYPES, root)

    def refuse(self, what: str) -> ReadError:
        """The error to raise when no comment can be written because of `what`."""
        return ReadError(Fault(self.name, f"{what}，加不上批注", "请用 Word、Excel 或 WPS 打开它另存一次"))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _rels(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")
