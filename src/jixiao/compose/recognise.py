"""Our own opinion and page of a review, told from any other document. Every check asks: the words of opinions are loaded for a likely title only."""

from __future__ import annotations

from itertools import islice

from jixiao.model.document import Document

ENDING = "审核意见"
"""How the title of every opinion ends."""


PAGES = (("显示：", "审核结果"), ("Show:", "Review"))
"""How the page of a review begins in each language: its switches, and its title."""


def is_review_page(document: Document) -> bool:
    """Whether a document is the web page that `check` writes."""
    if document.kind != "html":
        return False
    first = [one.text for one in islice(document.texts(), 2)]
    return any(len(first) == 2 and first[0].startswith(switches) and first[1] == title for switches, title in PAGES)


def is_opinion(document: Document) -> bool:
    """Whether a document is such an opinion: its title says so, and it names the file that was reviewed as we do."""
    texts = [one.text.strip() for one in document.texts() if one.text.strip()]
    if not texts or not texts[0].endswith(ENDING):
        return False
    from jixiao.compose.opinion import opinion_words

    marks = (opinion_words()["basis"].partition("{")[0], opinion_words()["unreadable"]["opening"].partition("{")[0])
    return any(text.startswith(marks) for text in texts[1:8])
