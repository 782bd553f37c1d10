"""The forms in which a check answers: what each needs of the files, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jixiao.model.anchor import Anchors
from jixiao.model.review import Checked
from jixiao.registry import Registry
from jixiao.writers.remarks import Checks
from jixiao.writers.words import Lang

PageOf = Callable[[str], str]
"""The page of a check, by its code."""
Locate = Callable[[bytes, str], Anchors]
"""Which element of a file spells each character of its document."""

Write = Callable[[Sequence[Checked], Checks, Lang, bool, PageOf, Locate], str]
"""(what was checked, the checks, language, show what holds, pages of the checks, where words stand) → the answer."""

FORMS: Registry[Write] = Registry("输出格式")


@FORMS.add("text")
def _text(
    checked: Sequence[Checked], checks: Checks, lang: Lang, show_verified: bool, _page: PageOf, _locate: Locate
) -> str:
    from jixiao.writers.text import review_text

    return review_text((one.answer for one in checked), checks, lang, show_verified=show_verified)


@FORMS.add("json")
def _json(checked: Sequence[Checked], _: Checks, _lang: Lang, _show: bool, _page: PageOf, _locate: Locate) -> str:
    from jixiao.writers.json import review_json

    return review_json(one.answer for one in checked)


@FORMS.add("sarif")
def _sarif(checked: Sequence[Checked], checks: Checks, lang: Lang, _show: bool, page: PageOf, locate: Locate) -> str:
    """Only a text has lines and columns to be named."""
    from jixiao.writers.sarif import review_sarif

    pairs = [
        (one.answer, locate(one.data, one.answer.file) if one.document and one.document.kind == "txt" else {})
        for one in checked
    ]
    return review_sarif(pairs, checks, {code: page(code) for code in checks}, lang)


@FORMS.add("html")
def _html(
    checked: Sequence[Checked], checks: Checks, lang: Lang, show_verified: bool, _page: PageOf, _locate: Locate
) -> str:
    from jixiao.writers.review_html import review_html

    return review_html([(one.answer, one.document) for one in checked], checks, lang, show_verified=show_verified)
