"""Bytes → Document, with the place of every paragraph and cell. The format is told by the content, never by the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.model.anchor import Anchors
from jixiao.model.document import Document
from jixiao.patterns import regex
from jixiao.readers.foreign import foreign
from jixiao.readers.limits import FIGURES
from jixiao.readers.rawfile import RawFile
from jixiao.registry import Registry


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `sniff` says whether the content is of it, `read` makes the Document (`ReadError` where it cannot).

    `locate` finds the elements of the file behind the words, for formats in which somebody writes at the place.
    """

    sniff: Callable[[RawFile], bool]
    read: Callable[[RawFile], Document]
    locate: Callable[[RawFile], Anchors] | None = None


_DIGITS = regex("[0-9０-９]+")

READERS: Registry[Reader] = Registry("读取器", "jixiao.readers", walk="here")


def read(data: bytes, name: str) -> Document:
    """The document in `data`. `name` is for messages only; `Document.source` and every Place carry the sha256.

    `ReadError` when nothing here can read it: empty, damaged, encrypted, too large, or of another format; its hint says
    what to do.
    """
    file = RawFile(data, name)
    document = _reader(file).read(file)
    _bounded(file, document)
    return document


def _bounded(file: RawFile, document: Document) -> None:
    """`ReadError` where the paragraphs hold more figures than anybody checks: each takes memory in every later step."""
    if document.kind != "pdf" and (file.archive.unpacked if file.is_zip else len(file.data)) <= FIGURES:
        return  # too short to hold so many
    figures = 0
    for block in document.texts():
        figures += sum(1 for _ in _DIGITS.finditer(block.text))
        if figures > FIGURES:
            raise file.refuse(f"正文里的数字超过 {FIGURES} 处", "请拆成几个文件后再用")


def locate(data: bytes, name: str) -> Anchors:
    """Which element of the file each character of its document stands in; nothing for formats that are not written into.

    `ReadError` as for `read`.
    """
    file = RawFile(data, name)
    find = _reader(file).locate
    return {} if find is None else find(file)


def _reader(file: RawFile) -> Reader:
    if not file.data:
        raise file.refuse("文件是空的（0 字节）", "请检查是否没有保存或没有下载完，再用完整的文件")
    if (unreadable := foreign(file)) is not None:
        raise unreadable
    for _, reader in READERS.items():
        if reader.sniff(file):
            return reader
    raise file.refuse(
        "认不出这是什么文件，不是 docx、xlsx、PDF，也不是文本", "请用能打开它的软件另存为 docx、xlsx 或 txt 后再用"
    )


__all__ = ["READERS", "RawFile", "Reader", "locate", "read"]
