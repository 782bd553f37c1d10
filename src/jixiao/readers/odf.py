"""An OpenDocument text or table (.odt, .ods): judged as a zip, converted by LibreOffice where it is installed, then read as docx or xlsx."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from jixiao.model.document import Document
from jixiao.readers import READERS, Reader
from jixiao.readers.rawfile import RawFile

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PARTS = (_CONTENT, "styles.xml", "meta.xml", "settings.xml", _MANIFEST)
_SAVE_AS = {"docx": "请用 Word 或 WPS 打开，另存为 .docx 后再用", "xlsx": "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后再用"}


def _sniff(kind: str, file: RawFile) -> bool:
    return file.is_zip and file.archive.kind == kind


def _read(kind: str, to: str, file: RawFile) -> Document:
    """The document as LibreOffice understands it (said in `notes`); `ReadError` where it is not installed, fails, or the file is encrypted."""
    from jixiao.readers.docx import read_docx
    from jixiao.readers.office.libreoffice import converted, find_libreoffice
    from jixiao.readers.xlsx import read_xlsx

    archive = file.archive
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise file.refuse(f"OpenDocument 文件（.{kind}）加了打开密码", "请去掉密码后另存，再用")
    if _CONTENT not in archive:
        raise file.refuse(f"OpenDocument 文件（.{kind}）里缺少内容", _SAVE_AS[to])
    if any(b"<!ENTITY" in archive.read(part).replace(b"\x00", b"") for part in _PARTS if part in archive):
        raise file.refuse(f"OpenDocument 文件（.{kind}）里定义了实体，不像正常文件，没有打开", _SAVE_AS[to])
    if find_libreoffice() is None:
        raise file.refuse(f"是 OpenDocument 文件（.{kind}），本机没有 LibreOffice，不能直接读", _SAVE_AS[to])
    made = converted(file.data, f".{kind}", to)
    if made is None:
        raise file.refuse(f"OpenDocument 文件（.{kind}）损坏，LibreOffice 转换不了", _SAVE_AS[to])
    document = (read_docx if to == "docx" else read_xlsx)(RawFile(made, file.name, file.sha256))
    note = f"OpenDocument 文件（.{kind}），由 LibreOffice 转换后读取"
    note += "；位置按转换后的段落、表格计" if to == "docx" else ""
    return replace(document, kind=kind, notes=(note, *document.notes))


for _kind, _to in (("odt", "docx"), ("ods", "xlsx")):
    READERS.add(_kind)(Reader(partial(_sniff, _kind), partial(_read, _kind, _to)))
