"""The number format behind each style of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.readers.office.xml import parse_part
from jixiao.readers.sheet.number_format import BUILT_IN

if TYPE_CHECKING:
    from jixiao.readers.office.archive import Archive

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def number_formats(archive: Archive, part: str | None) -> tuple[str, ...]:
    """The format code of each cell style, by the style's number; General for every style where there is no style part."""
    if part is None:
        return ()
    root = parse_part(archive, part)
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "General")
        for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        if one.get("numFmtId", "").isdecimal()
    }
    ids = [one.get("numFmtId", "0") for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
    return tuple(own.get(int(one), BUILT_IN.get(int(one), "General")) if one.isdecimal() else "General" for one in ids)
