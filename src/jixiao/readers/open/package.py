"""An OpenDocument package judged before anything of it is read, and the names its XML goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
STYLE, DRAW = f"{_NAMES}style:1.0}}", f"{_NAMES}drawing:1.0}}"

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def opened(file: RawFile, kind: str, save_as: str) -> tuple[Element, Element | None]:
    """The roots of the content and of the styles; `ReadError` for a locked, broken or hostile file, `save_as` being the way out."""
    from jixiao.readers.office.xml import parse_part

    archive = file.archive
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise file.refuse(f"OpenDocument 文件（.{kind}）加了打开密码", "请去掉密码后另存，再用")
    if _CONTENT not in archive:
        raise file.refuse(f"OpenDocument 文件（.{kind}）里缺少内容", save_as)
    return parse_part(archive, _CONTENT), parse_part(archive, _STYLES) if _STYLES in archive else None


def whole(element: Element, name: str, default: int = 1) -> int:
    """A whole number among the attributes of an element; `default` where there is none that makes sense."""
    text = element.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else default
