"""Plain text: every line that is not blank is a paragraph; its place is the line, so that an editor can jump there."""

from __future__ import annotations

import codecs

from jixiao.model.anchor import Anchors, Stretch
from jixiao.model.document import Document, Paragraph, Place
from jixiao.patterns import regex
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.html import is_html
from jixiao.readers.rawfile import RawFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = regex("\r\n|\r|\n")
_CONTROL = regex("[\x00-\x08\x0e-\x1f\x7f]")
_SURE = 10
"""Chinese characters in valid UTF-8 before a broken one: GB18030 text never gives that many by chance."""
_TO_UTF8 = "请用记事本打开，另存为 UTF-8 编码后再用"


def _sniff(file: RawFile) -> bool:
    """Whatever can be text and is no web page."""
    return not is_html(file) and (file.data.startswith(tuple(bom for bom, _ in _BOMS)) or b"\x00" not in file.data)


def read_txt(file: RawFile) -> Document:
    """The lines of a text in UTF-8, GB18030 or (with its mark) UTF-16; `ReadError` when it is no readable text.

    Blanks around a line are no part of its paragraph. Stray control characters are read as blanks, and said.
    """
    if len(file.data) > limits.TEXT:
        raise file.refuse(f"文本超过 {limits.TEXT // limits.MB} MB", "请拆成几个文件后再用")
    text, encoding = _decode(file)
    stray = _CONTROL.findall(text)
    if "\x00" in stray or len(stray) * 100 > len(text):
        raise file.refuse("含有大量控制字符，是二进制文件而不是文本", "请用能打开它的软件另存为 docx、xlsx 或 txt 后再用")
    lines = _LINE_END.split(text)
    notes = [] if encoding == "utf-8" else [f"按 {encoding.upper()} 编码读取"]
    if stray:
        at = [number for number, line in enumerate(lines, 1) if _CONTROL.search(line)]
        notes.append(f"有 {len(stray)} 个看不见的控制字符，按空格读取（第 {'、'.join(map(str, at[:5]))} 行）")
        lines = [_CONTROL.sub(" ", line) for line in lines]
    blocks = tuple(
        Paragraph((words,), Place(file.sha256, "正文", f"第{number}行"))
        for number, line in enumerate(lines, 1)
        if (words := line.strip())
    )
    if not blocks:
        raise file.refuse("文件里只有空白", "请检查是否选错了文件")
    return Document(file.name, blocks, file.sha256, "txt", tuple(notes))


def locate_txt(file: RawFile) -> Anchors:
    """The line of each paragraph and the blanks before it."""
    text, _ = _decode(file)
    lines = [_CONTROL.sub(" ", line) for line in _LINE_END.split(text)]
    return {
        ("正文", f"第{number + 1}行"): (Stretch(0, len(words), "", number, len(line) - len(line.lstrip())),)
        for number, line in enumerate(lines)
        if (words := line.strip())
    }


def _decode(file: RawFile) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if file.data.startswith(bom):
            try:
                return file.data.decode(encoding).removeprefix("\ufeff"), encoding
            except UnicodeDecodeError as error:
                raise _broken(file, encoding, error) from error
    try:
        return file.data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        before = file.data[: error.start].decode("utf-8")
        if sum(mark > "\u2e7f" for mark in before) >= _SURE:
            raise _broken(file, "utf-8", error) from error
    try:
        text = file.data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _broken(file, "gb18030", error) from error
    if sum("\ue000" <= mark <= "\uf8ff" for mark in text) * 100 > len(text):  # characters nobody has defined
        raise file.refuse("编码认不出（既不是 UTF-8，也不像 GB18030）", _TO_UTF8)
    return text, "gb18030"


def _broken(file: RawFile, encoding: str, error: UnicodeDecodeError) -> Exception:
    line = len(_LINE_END.findall(file.data[: error.start].decode(encoding, "replace"))) + 1
    return file.refuse(f"第 {line} 行起不是完好的 {encoding.upper()} 文本，文件可能被截断或混用了编码", _TO_UTF8)


READERS.add("txt")(Reader(_sniff, read_txt, locate_txt))
