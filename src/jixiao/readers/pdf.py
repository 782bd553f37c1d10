"""A PDF as its printed pages show it: paragraphs and ruled tables in reading order, whatever the order it draws them in."""

from __future__ import annotations

import sys
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from jixiao.model.anchor import Anchors
from jixiao.model.document import Document
from jixiao.readers import READERS, Reader, limits
from jixiao.readers.rawfile import RawFile

if TYPE_CHECKING:
    from jixiao.readers.paper.grid import Grid
    from jixiao.readers.paper.lines import Line
    from jixiao.readers.paper.sheet import Sheet

_ONE_AT_A_TIME = threading.Lock()
"""The process that reads answers one file at a time; PDFium keeps one state for all threads of a process."""
_ORIGINAL = "请改用原来的 docx 或 xlsx；没有时，把文字复制到文本文件（.txt，UTF-8）后再用"
_AGAIN = "请重新取得完整的文件；或用能打开它的软件另存为新的 PDF 后再用"
_SPLIT = "请拆成几个文件后再用"
_LOST = 0.1
"""Share of characters without a meaning from which a page cannot be read."""


def _sniff(file: RawFile) -> bool:
    head = file.data[:1024]
    return head.lstrip(b"\xef\xbb\xbf\r\n\t\x00 ").startswith(b"%PDF-") or (b"%PDF-" in head and b"endobj" in file.data)


def read_pdf(file: RawFile) -> Document:
    """Paragraphs and ruled tables page by page; `notes` says what was not read, and which pages are pictures.

    Places: 第3页!第2段 (paragraphs that begin on the page), 第3页!R2C1 and 第3页表2!R2C1 (rows and columns of its tables).
    `ReadError`: encrypted, damaged, too large, or nothing but scanned pages.
    """
    document, _ = _read(file)
    return document


def locate_pdf(file: RawFile) -> Anchors:
    """The page and area of every paragraph's lines and of every cell; `ReadError` as for `read_pdf`."""
    _, anchors = _read(file)
    return anchors


def _read(file: RawFile) -> tuple[Document, Anchors]:
    """In a process of its own, unless there is no interpreter to begin one with (a program frozen into one file)."""
    if len(file.data) > limits.FILE:
        raise file.refuse(f"文件超过 {limits.FILE // limits.MB} MB", _SPLIT)
    with _ONE_AT_A_TIME:
        if not sys.executable or getattr(sys, "frozen", False):
            return read_here(file)
        from jixiao.readers.paper.apart import CHILD

        found: tuple[Document, Anchors] = CHILD.ask(file)
        return found


def read_here(file: RawFile) -> tuple[Document, Anchors]:
    """The document and where its words stand on the pages, read in this process."""
    from jixiao.readers.paper.unpacked import asks_too_much

    if asks_too_much(file.data):
        raise file.refuse("PDF 里有一部分解压后大得不正常，没有打开", _AGAIN)
    sheets, notes = _sheets(file)
    return _document(file, sheets, notes)


def _sheets(file: RawFile) -> tuple[list[Sheet], list[str]]:
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        paper = PdfDocument(file.data)
    except PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise file.refuse("PDF 加了打开密码，读不了", "请去掉密码另存后再用") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise file.refuse("PDF 用了不认识的加密方式，读不了", "请去掉加密另存后再用") from error
        raise file.refuse("PDF 不完整或已损坏，打不开", _AGAIN) from error
    try:
        count = len(paper)
        if not count:
            raise file.refuse("PDF 里一页也没有", _AGAIN)
        if count > limits.PAGES:
            raise file.refuse(f"PDF 有 {count} 页，超过上限 {limits.PAGES} 页", _SPLIT)
        notes = ["有可填写的表单域，其中填写的内容没有读取"] if paper.get_formtype() else []
        return _pages(file, paper, count, notes), notes
    finally:
        paper.close()


def _pages(file: RawFile, paper: Any, count: int, notes: list[str]) -> list[Sheet]:
    from pypdfium2 import PdfiumError

    from jixiao.readers.paper.sheet import TooMuchError, read_sheet

    sheets: list[Sheet] = []
    broken: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        try:
            page = paper[number - 1]
        except PdfiumError:
            broken.append(number)
            continue
        try:
            sheet = read_sheet(page, number)
        except PdfiumError:
            broken.append(number)
            continue
        except TooMuchError as error:
            raise file.refuse(f"第 {number} 页{error}", _SPLIT) from error
        finally:
            page.close()
        sheets.append(sheet)
        characters += len(sheet.glyphs)
        if characters > limits.CHARACTERS:
            raise file.refuse(f"PDF 的文字超过上限 {limits.CHARACTERS} 字", _SPLIT)
    if not sheets:
        raise file.refuse(f"PDF 已损坏，{count} 页都打不开", _AGAIN)
    if broken:
        notes.append(f"第 {_numbers(broken)} 页已损坏，没有读取")
    return sheets


def _document(file: RawFile, sheets: list[Sheet], notes: list[str]) -> tuple[Document, Anchors]:
    from jixiao.readers.paper.body import Body, Leaf, margins
    from jixiao.readers.paper.grid import grids
    from jixiao.readers.paper.lines import lines
    from jixiao.readers.paper.running import running
    from jixiao.readers.paper.sheet import TooMuchError

    read = [sheet for sheet in sheets if not _unreadable(sheet)]
    if not any(sheet.glyphs for sheet in read):
        raise _nothing(file, sheets)
    found: list[tuple[Sheet, list[Grid], list[Line]]] = []
    for sheet in read:
        try:
            tables, outside = grids(sheet.rules, sheet.glyphs)
        except TooMuchError as error:
            raise file.refuse(f"第 {sheet.number} 页{error}", _SPLIT) from error
        found.append((sheet, tables, lines(outside)))
    dropped, repeated = running([(written, sheet.box[1], sheet.box[3]) for sheet, _, written in found])
    kept = [
        (sheet, tables, [line for line in written if line not in gone])
        for (sheet, tables, written), gone in zip(found, dropped, strict=True)
    ]
    by_box: dict[tuple[float, ...], list[Line]] = defaultdict(list)
    for sheet, _, written in kept:
        by_box[sheet.box] += written
    edges = {box: margins(written, box[0], box[2]) for box, written in by_box.items()}
    body = Body(file.sha256)
    for sheet, tables, written in kept:
        body.add(Leaf(sheet.number, written, tables, *edges[sheet.box], sheet.on_page))
    body.close()
    if not body.blocks:
        raise _nothing(file, sheets)
    said = (*notes, *_notes(sheets, dropped, repeated, body.joined))
    return Document(file.name, tuple(body.blocks), file.sha256, "pdf", said), body.anchors


def _unreadable(sheet: Sheet) -> bool:
    return not _has_words(sheet) or sheet.lost > _LOST * (len(sheet.glyphs) + sheet.lost)


def _has_words(sheet: Sheet) -> bool:
    return any(not glyph.text.isspace() for glyph in sheet.glyphs)


def _scans(sheets: list[Sheet]) -> list[int]:
    return [sheet.number for sheet in sheets if not _has_words(sheet) and sheet.images and not sheet.lost]


def _garbled(sheets: list[Sheet]) -> list[int]:
    return [sheet.number for sheet in sheets if sheet.lost and _unreadable(sheet)]


def _nothing(file: RawFile, sheets: list[Sheet]) -> Exception:
    if scans := _scans(sheets):
        return file.refuse(f"PDF 是扫描件（第 {_numbers(scans)} 页是图片），里面没有能读的文字", _ORIGINAL)
    if garbled := _garbled(sheets):
        return file.refuse(f"PDF 的字体没有带文字编码（第 {_numbers(garbled)} 页），读出来是乱码", _ORIGINAL)
    return file.refuse("PDF 里没有文字", "文字可能已转成图形；" + _ORIGINAL)


def _notes(sheets: list[Sheet], dropped: list[set[Line]], repeated: list[str], joined: int) -> list[str]:
    read = [sheet for sheet in sheets if not _unreadable(sheet)]
    covered = [sheet.number for sheet in read if sheet.scan]
    pictures = sum(sheet.images for sheet in read if not sheet.scan)
    turned = [sheet.number for sheet in read if sheet.turned]
    said = "、".join(f"“{one}”" for one in repeated[:5])
    lost = [sheet.number for sheet in read if sheet.lost]
    notes = (
        (scans := _scans(sheets), f"第 {_numbers(scans)} 页是扫描的图片，没有读取"),
        (garbled := _garbled(sheets), f"第 {_numbers(garbled)} 页的字体没有带文字编码，没有读取"),
        (lost, f"第 {_numbers(lost)} 页有个别字符没有文字编码，没有读取"),
        (covered, f"第 {_numbers(covered)} 页是图片加识别出的文字，识别可能有错，请对照原件"),
        (turned, f"第 {_numbers(turned)} 页有斜放或横放的文字（水印、印章等），没有读取"),
        (pictures, f"有 {pictures} 张图片，图中的文字和数字没有读取"),
        (any(dropped), "页码没有读取" + (f"，各页重复的页眉只读一次，页脚没有读取（{said}）" if said else "")),
        (joined, f"有 {joined} 处表格跨页，已接成一张表"),
    )
    return [words for there, words in notes if there]


def _numbers(numbers: list[int]) -> str:
    """1、3–5"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return "、".join(shown[:20]) + (" 等" if len(shown) > 20 else "")


READERS.add("pdf")(Reader(_sniff, read_pdf, locate_pdf))
