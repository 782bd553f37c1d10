"""Comments into somebody's own PDF: the figures marked, what is said of them beside; appended to the file, whose bytes stay as they are."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Sequence
from typing import Any

from jixiao.errors import Fault, ReadError
from jixiao.model.anchor import Anchors, Stretch, anchored
from jixiao.writers.comments_docx import AUTHOR
from jixiao.writers.remarks import Remark
from jixiao.writers.words import WORDS, Lang

_YELLOW = (255, 214, 0)
_NOTE = 20.0
"""Points of the note that stands for what is said of the whole file."""
_MARGIN = 12.0


def annotate_pdf(data: bytes, name: str, remarks: Sequence[Remark], anchors: Anchors, lang: Lang = "zh") -> bytes:
    """`data` with a mark and a comment at each place that a remark names, notes of the whole file at the top of its first page.

    The new objects are appended (an incremental update): what a signature covers is not touched. `ReadError` where the
    file may not be changed.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        paper = PdfDocument(data)
    except PdfiumError as error:
        raise ReadError(Fault(name, "PDF 打不开，写不进批注", "请改用网页形式的审核结果")) from error
    try:
        notes = 0
        for page, one in _by_page(remarks, anchors):
            handle = paper[page]
            if one[1]:
                _mark(handle, one[0], one[1])
            else:
                where = (WORDS[lang]["at"].format(place=one[0].place),) if one[0].place.ref else ()
                _note(handle, Remark(one[0].place, one[0].head, (*where, *one[0].lines)), notes)
                notes += 1
            handle.close()
        return _saved(paper)
    finally:
        paper.close()


def _by_page(remarks: Sequence[Remark], anchors: Anchors) -> list[tuple[int, tuple[Remark, tuple[Stretch, ...]]]]:
    """Each remark with the page it belongs on and what it marks there; without a place of its own, on the first."""
    found = []
    for one in remarks:
        stretches = tuple(stretch for stretch in anchored(anchors, one.place) if stretch.box is not None)
        page = stretches[0].element if stretches else 0
        found.append((page, (one, tuple(stretch for stretch in stretches if stretch.element == page))))
    return found


def _mark(page: Any, one: Remark, stretches: Sequence[Stretch]) -> None:
    from pypdfium2 import raw

    boxes = [stretch.box for stretch in stretches if stretch.box is not None]
    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    _place(annotation, left, bottom, right, top)
    for box in boxes:
        quad = raw.FS_QUADPOINTSF(box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1])
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(quad))
    _fill(annotation, one)
    raw.FPDFPage_CloseAnnot(annotation)


def _note(page: Any, one: Remark, order: int) -> None:
    """A note in the margin at the top of the page, each further one beside the last."""
    from pypdfium2 import raw

    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_TEXT)
    left, _, right, top = page.get_bbox()
    each = max(int((right - left - 2 * _MARGIN) // _NOTE), 1)
    at = left + _MARGIN + (order % each) * _NOTE
    high = top - _MARGIN - (order // each) * _NOTE
    _place(annotation, at, high - _NOTE, at + _NOTE, high)
    _fill(annotation, one)
    raw.FPDFPage_CloseAnnot(annotation)


def _place(annotation: Any, left: float, bottom: float, right: float, top: float) -> None:
    from pypdfium2 import raw

    area = raw.FS_RECTF(left, top, right, bottom)
    raw.FPDFAnnot_SetRect(annotation, ctypes.byref(area))


def _fill(annotation: Any, one: Remark) -> None:
    from pypdfium2 import raw

    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_YELLOW, 255)
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
    for key, text in (("T", AUTHOR), ("Contents", "\n".join((one.head, *one.lines)))):
        words = (text + "\0").encode("utf-16-le")
        raw.FPDFAnnot_SetStringValue(
            annotation, key.encode(), ctypes.cast(ctypes.c_char_p(words), ctypes.POINTER(ctypes.c_ushort))
        )


def _saved(paper: Any) -> bytes:
    from pypdfium2 import raw

    out = io.BytesIO()
    save: Callable[..., None] = paper.save
    save(out, flags=raw.FPDF_INCREMENTAL)
    return out.getvalue()
