"""How the parts of an office file hang together: relations (.rels) from one part to others."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.readers.office.xml import parse_part

if TYPE_CHECKING:
    from jixiao.readers.office.archive import Archive


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: its id, the last word of its type (styles, header, worksheet …), the part or address it leads to."""

    id: str
    kind: str
    target: str
    external: bool


def relations(archive: Archive, part: str = "") -> tuple[Relation, ...]:
    """The relations of `part` ("" for the file as a whole) in the order they are written; none where it has none."""
    folder, base = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    if rels not in archive:
        return ()
    found = []
    for one in parse_part(archive, rels):
        target, external = one.get("Target", ""), one.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, external))
    return tuple(found)


def main_part(archive: Archive) -> str:
    """The part that holds the document itself."""
    for relation in relations(archive):
        if relation.kind == "officeDocument" and relation.target in archive:
            return relation.target
    raise ReadError(Fault(archive.name, "找不到正文所在的内部部件", "请用 Word、Excel 或 WPS 打开它另存一次"))


def risks(archive: Archive, links: tuple[Relation, ...]) -> list[str]:
    """What the file carries that was neither run nor followed: macros, links to other files. `links` are its main part's."""
    notes = []
    if any(name.endswith("vbaproject.bin") for name in archive.names):
        notes.append("文件带有宏，宏没有运行")
    outside = sorted({one.target for one in links if one.external and one.kind != "hyperlink"})
    if outside:
        notes.append(
            f"引用了 {len(outside)} 个外部文件，没有打开：{'、'.join(outside[:3])}{'等' if len(outside) > 3 else ''}"
        )
    return notes
