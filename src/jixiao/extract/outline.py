"""Sections of a document, found by their marks and recognised by meaning, never by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.catalog.outlines import recognise
from jixiao.model.document import Document, Heading, Paragraph, Place
from jixiao.model.reading import Section
from jixiao.patterns import regex
from jixiao.text.normalise import normalise

_CN = "一二三四五六七八九十"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"附(?:(?:件|表|录)\s*[{_CN}\d]{{0,2}}\s*(?:[:：、]|$)|\s*[:：])")),
    (1, re.compile(rf"第[{_CN}]{{1,3}}(?:部分|章|节)\s*[、:：]?")),
    (1, re.compile(rf"[{_CN}]{{1,3}}\s*[、.．]")),
    (2, re.compile(rf"[(（]\s*[{_CN}]{{1,3}}\s*[)）]\s*[、.]?")),
    (4, re.compile(r"[(（]\s*\d{1,2}\s*[)）]\s*[、.]?|[⑴-⒇]\s*、?|[①-⑳]\s*、?")),
    (3, re.compile(r"\d{1,2}\s*[、.．](?!\d)")),
)
_MAX_HEADING = 40
_MARK_STARTS = frozenset(f"附第{_CN}(（⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""What every mark begins with that begins with no digit."""
_COLON, _STOP = regex(r"[:：]"), regex(r"[。；;，,]")
_CONTENTS = regex(r"(?:…|\.{3,}|·{3,}|\t|\s{2,})[\s.…·]*\d{1,3}\s*$")
"""A line of a table of contents: dots or blanks, then a page number."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading found in a line: its level, mark, words, and whether the line goes on with text behind a colon."""

    level: int
    mark: str
    words: str
    inline: bool


def find_head(text: str) -> Head | None:
    """The heading at the start of `text`, if it is one: a mark and a short phrase, alone or before a colon."""
    stripped = text.strip()
    if not (stripped[:1] in _MARK_STARTS or stripped[:1].isdecimal()) or (
        stripped[-1].isdecimal() and _CONTENTS.search(stripped)
    ):
        return None
    for level, pattern in _MARKS:
        match = pattern.match(stripped)
        if match is None:
            continue
        rest = stripped[match.end() :].strip()
        colon = _COLON.search(rest)
        if colon and colon.start() <= 24 and not _STOP.search(rest[: colon.start()]):
            return Head(level, match.group().strip(), rest[: colon.start()].strip(), bool(rest[colon.end() :].strip()))
        if 0 < len(rest) <= _MAX_HEADING and not _STOP.search(rest.rstrip("。")):
            return Head(level, match.group().strip(), rest.rstrip("。").strip(), False)
        # 一、2021年主要存在的问题有 … may run on as text: the words before the first stop announce the section
        lead = _STOP.split(rest, maxsplit=1)[0]
        if level <= 2 and len(lead) <= 24 and announced(lead):
            return Head(level, match.group().strip(), lead, True)
        return None
    return None


def announced(heading: str) -> str:
    """The section a heading announces, in whichever script it is written."""
    return recognise(heading) or recognise(normalise(heading).string)


def find_sections(texts: Sequence[tuple[str, Place, int | None]]) -> tuple[Section, ...]:
    """The sections of a document's lines: (text, place, heading level if the file says so)."""
    heads: list[tuple[int, Head, Place]] = []
    for index, (text, place, level) in enumerate(texts):
        head = find_head(text)
        if head is None and level:
            head = Head(level, "", text.strip(), False)
        if head is not None and not (head.inline and head.level >= 3 and not announced(head.words)):
            heads.append((index, head, place))
    heads = _without_contents(heads)
    sections: list[Section] = []
    open_at: list[int] = []
    for order, (index, head, place) in enumerate(heads):
        last = len(texts)
        for later, other, _ in heads[order + 1 :]:
            if other.level <= head.level:
                last = later
                break
        while open_at and sections[open_at[-1]].level >= head.level:
            open_at.pop()
        parent = open_at[-1] if open_at else -1
        sections.append(Section(announced(head.words), head.words, head.mark, head.level, place, index, last, parent))
        open_at.append(len(sections) - 1)
    return tuple(sections)


def _without_contents(heads: list[tuple[int, Head, Place]]) -> list[tuple[int, Head, Place]]:
    """Without the lines of a table of contents: a heading with nothing below it that stands again further on."""
    last = {(head.mark, head.words): index for index, head, _ in heads}
    followed = {index - 1 for index, _, _ in heads}
    return [
        (index, head, place) for index, head, place in heads
        if index not in followed or last[head.mark, head.words] == index
    ]  # fmt: skip


def section_of(sections: Sequence[Section], n: int) -> list[int]:
    """For each of `n` lines the index of the innermost section it stands in, -1 before the first."""
    found = [-1] * n
    for index, section in enumerate(sections):
        for line in range(section.first, min(section.last, n)):
            found[line] = index
    return found


def lines_of(document: Document) -> list[tuple[str, Place, int | None]]:
    """Headings and paragraphs of a document as lines; cells of tables are not among them."""
    lines: list[tuple[str, Place, int | None]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append((block.text, block.place, block.level))
        elif isinstance(block, Paragraph):
            lines.append((block.text, block.place, None))
    return lines
