"""The user's own files back with comments, where their format takes them; the page of the review where it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from jixiao.errors import Fault, ReadError, on_one_line
from jixiao.model.anchor import Anchors
from jixiao.model.document import Document, Place
from jixiao.model.finding import same_slip_as
from jixiao.model.review import Checked, Review
from jixiao.writers.names import unused
from jixiao.writers.remarks import Checks, remark
from jixiao.writers.review_html import review_html
from jixiao.writers.words import WORDS, Lang

_ZIP = b"PK"

Locate = Callable[[bytes, str], Anchors]
"""Which element of a file spells each character of its document."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file with its comments; `lacking` are places that could not have one."""

    data: bytes
    lacking: tuple[Place, ...] = ()


def annotated_files(
    checked: Sequence[Checked], checks: Checks, locate: Locate, lang: Lang = "zh"
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """File name → bytes of each file that was read, and a sentence for each that is answered otherwise than by comments."""
    files: dict[str, bytes] = {}
    said: list[str] = []
    for one in checked:
        if not isinstance(one.answer, Review) or one.document is None:
            continue
        name = unused(PurePath(one.answer.file).name, files)
        try:
            made, why = annotated(one.data, one.document, one.answer, checks, locate, lang), ""
        except ReadError as error:
            made, why = None, on_one_line(_told(error.faults, lang))
        if made is not None:
            files[name] = made.data
        if made is None or made.lacking:
            page = unused(f"{name}.html", files)
            files[page] = review_html([(one.answer, one.document)], checks, lang).encode()
            said.append(_sentence(one.answer.file, one.document.kind, page, made, why, lang))
    return files, tuple(said)


def _told(faults: tuple[Fault, ...], lang: Lang) -> tuple[Fault, ...]:
    if lang == "zh":
        return faults
    from jixiao.phrasebook import in_english

    return in_english(faults)


def annotated(
    data: bytes, document: Document, review: Review, checks: Checks, locate: Locate, lang: Lang = "zh"
) -> Annotated | None:
    """`data` with a comment for each finding, byte for byte as it was where there is none; None for other formats.

    `ReadError` when a part of the file that comments touch is damaged.
    """
    remarks = [remark(one, checks, lang, same_slip_as(one, review.findings)) for one in review.findings]
    if document.kind == "docx" and data.startswith(_ZIP):
        from jixiao.writers.comments_docx import annotate_docx

        return Annotated(annotate_docx(data, review.file, remarks, locate(data, review.file), lang))
    if document.kind == "xlsx" and data.startswith(_ZIP):
        from jixiao.writers.comments_xlsx import annotate_xlsx

        return Annotated(*annotate_xlsx(data, review.file, remarks, lang))
    if document.kind == "pdf":
        from jixiao.writers.comments_pdf import annotate_pdf

        return Annotated(annotate_pdf(data, review.file, remarks, locate(data, review.file), lang))
    return None


def _sentence(file: str, kind: str, page: str, made: Annotated | None, why: str, lang: Lang) -> str:
    """Why `file` is answered by a page, alone or beside its comments."""
    words = WORDS[lang]
    if made is not None:
        places = "、".join(dict.fromkeys(map(str, made.lacking)))
        return words["some_threaded"].format(file=file, places=places, page=page)
    if why:
        return words["no_comments_damaged"].format(why=why, page=page)
    return words["no_comments"].format(file=file, kind=kind, page=page)
