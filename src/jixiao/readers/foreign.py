"""Files that nothing here reads, told by their first bytes: what each is, and what its owner can do about it."""

from __future__ import annotations

from pathlib import PurePath

from jixiao.errors import ReadError
from jixiao.readers.rawfile import RawFile

_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再用"
_AS_EXCEL = "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后再用"
_AS_ANY = "请用能打开它的软件另存为 docx、xlsx 或 txt 后再用"
_AS_TEXT = "请改用原来的 docx 或 xlsx；没有时，把文字复制到文本文件（.txt，UTF-8）后再用"
_UNPACK = "请解压后再用里面的 docx、xlsx 或 txt"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文件，不能直接读", _AS_WORD),
    (b"\x89PNG\r\n", "图片（PNG），里面的文字和数字不能读", _AS_TEXT),
    (b"\xff\xd8\xff", "图片（JPEG），里面的文字和数字不能读", _AS_TEXT),
    (b"GIF8", "图片（GIF），里面的文字和数字不能读", _AS_TEXT),
    (b"BM", "图片（BMP），里面的文字和数字不能读", _AS_TEXT),
    (b"II*\x00", "图片（TIFF），里面的文字和数字不能读", _AS_TEXT),
    (b"MM\x00*", "图片（TIFF），里面的文字和数字不能读", _AS_TEXT),
    (b"Rar!\x1a\x07", "压缩包（RAR）", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）", _UNPACK),
    (b"\x1f\x8b", "压缩包（gz）", _UNPACK),
    (b"MZ", "可执行程序", "请确认选对了文件"),
    (b"SQLite format 3\x00", "数据库文件", "请确认选对了文件"),
)
_BINARY_ONLY = (b"BM", b"MZ")  # two letters that may also begin a text

_LOCKED = "加了打开密码"
"""What is locked may well be what its name says."""
_IN_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "加了打开密码的 Office 文件", "请去掉密码（文件→信息→保护→用密码进行加密，清空）后另存，再用"),
    ("PowerPoint Document", "旧版演示文稿（.ppt），不能读", _AS_ANY),
)
_READ_OLE = ("Workbook", "Book", "WordDocument")
_FLAT: tuple[tuple[bytes, str, str], ...] = (
    (b"schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML 表格，不能直接读", _AS_EXCEL),
    (b"schemas.microsoft.com/office/word/2003", "Word 2003 XML 文档，不能直接读", _AS_WORD),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "单个 XML 的 Word 文档，不能直接读", _AS_WORD),
    (b"urn:oasis:names:tc:opendocument", "单个 XML 的 OpenDocument 文件，不能直接读", _AS_ANY),
)


def ole_streams(data: bytes) -> frozenset[str]:
    """Which of the streams we know an OLE container names (Workbook, WordDocument …); none if it is no such container."""
    if not data.startswith(_OLE):
        return frozenset()
    known = (*_READ_OLE, *(stream for stream, _, _ in _IN_OLE))
    return frozenset(one for one in known if one.encode("utf-16-le") in data)


def foreign(file: RawFile) -> ReadError | None:
    """The error for a file that is known to be of a format not read here; None when it may be readable.

    A zip that is damaged, encrypted or a bomb raises that error itself.
    """
    found = _recognise(file)
    if found is None:
        return None
    what, hint = found
    ending = PurePath(file.name).suffix
    misleads = ending and not what.startswith(_LOCKED) and ending.lower().lstrip(".") not in what.lower()
    named = f"名字以 {ending} 结尾，实际" if misleads else ""
    return file.refuse(f"{named}是{what}", hint)


def _recognise(file: RawFile) -> tuple[str, str] | None:
    data = file.data
    if file.is_zip:
        kind = file.archive.kind
        return (
            None if kind in ("docx", "xlsx", "odt", "ods") else (f"{kind}，不能读", _UNPACK if kind == "压缩包" else _AS_ANY)
        )
    if data.startswith(_OLE):
        streams = ole_streams(data)
        unreadable = ((what, hint) for stream, what, hint in _IN_OLE if stream in streams)
        readable = not streams.isdisjoint(_READ_OLE)
        return next(unreadable, None if readable else ("旧版 Office 文件，看不出是哪一种，也可能没有下载完", _AS_ANY))
    for magic, what, hint in _MAGIC:
        if data.startswith(magic) and (magic not in _BINARY_ONLY or b"\x00" in data[:64]):
            return what, hint
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "图片（WebP），里面的文字和数字不能读", _AS_TEXT
    if data[4:8] == b"ftyp":
        return "手机照片或视频（HEIC、MP4）", _AS_TEXT
    head = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if head.startswith(b"<?xml"):
        return next(((what, hint) for mark, what, hint in _FLAT if mark in head), None)
    if head[:13].lower() == b"mime-version:":
        return "单个文件的网页（MHT），不能直接读", _AS_WORD
    return None
