"""An old Word file (.doc, .wps): converted by LibreOffice where it is installed, then read as docx. Places are the docx's."""

from __future__ import annotations

from dataclasses import replace

from jixiao.model.document import Document
from jixiao.readers import READERS, Reader
from jixiao.readers.foreign import ole_streams
from jixiao.readers.rawfile import RawFile

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再用"


def _sniff(file: RawFile) -> bool:
    return "WordDocument" in ole_streams(file.data)


def read_doc(file: RawFile) -> Document:
    """The document as LibreOffice understands it (said in `notes`); `ReadError` where it is not installed or fails."""
    from jixiao.readers.docx import read_docx
    from jixiao.readers.office.libreoffice import converted, find_libreoffice

    if find_libreoffice() is None:
        raise file.refuse("是旧版 Word 或 WPS 文字文件（.doc、.wps），本机没有 LibreOffice，不能直接读", _SAVE_AS)
    made = converted(file.data, ".doc", "docx")
    if made is None:
        raise file.refuse("旧版 Word 文件损坏，或加了密码，LibreOffice 转换不了", _SAVE_AS)
    document = read_docx(RawFile(made, file.name, file.sha256))
    note = "旧版 Word 文件，由 LibreOffice 转换后读取；位置按转换后的段落、表格计"
    return replace(document, kind="doc", notes=(note, *document.notes))


READERS.add("doc")(Reader(_sniff, read_doc))
