"""The same zip twice: sorted members, one time, no dates of making."""

from __future__ import annotations

import zipfile
from io import BytesIO

from jixiao.writers.package import repack

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="t" xmlns:xsi="x"><dcterms:created xsi:type="dcterms:W3CDTF">'
    "2026-01-02T03:04:05Z</dcterms:created><cp:title>题</cp:title><dcterms:modified>2026</dcterms:modified></cp:coreProperties>"
)


def made(order: list[str], when: tuple[int, int, int, int, int, int]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in order:
            package.writestr(zipfile.ZipInfo(name, when), CORE if name == "docProps/core.xml" else f"<{name[0]}/>")
    return out.getvalue()


NAMES = ["word/document.xml", "[Content_Types].xml", "docProps/core.xml", "_rels/.rels"]


def test_order_and_time_of_making_do_not_show() -> None:
    assert repack(made(NAMES, (2020, 1, 1, 0, 0, 0))) == repack(made(NAMES[::-1], (2026, 11, 23, 1, 2, 4)))


def test_content_types_come_first_and_contents_stay() -> None:
    with zipfile.ZipFile(BytesIO(repack(made(NAMES, (2020, 1, 1, 0, 0, 0))))) as package:
        assert package.namelist() == ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml"]
        assert package.read("word/document.xml") == b"<w/>"
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "2026" not in core and "dcterms:created" not in core
    assert "<cp:title>题</cp:title>" in core


def test_repacking_again_changes_nothing() -> None:
    once = repack(made(NAMES, (2020, 1, 1, 0, 0, 0)))
    assert repack(once) == once
