"""What the plan part promises and the results part reports; problems and measures, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.extract.prose import Prose
from jixiao.model.reading import Commitment, Section, Sentence

_PLAN = ("key_tasks",)
_RESULTS = ("results", "goals_done", "economy", "efficiency", "effectiveness", "sustainability", "satisfaction")
_PROMISE = re.compile(
    r"确保|力争|争取|覆盖|达到|实现|培育|培养|建成|完成|不低于|不少于|以上|继续获得|提高到|控制在|新增|打造|左右|以内"
)
_HONOUR = re.compile(r"荣誉|先进|称号|示范|表彰")
_MARK = re.compile(
    r"(?:^|(?<=[。;:：；,，\s]))\s*(?:[一二三四五六七八九十]是|\d{1,2}[、.．](?!\d)|[(（][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳⑴-⒇])"
)
_CONTENT = re.compile(r"[一-鿿]{4,}")


@dataclass(frozen=True, slots=True)
class Goals:
    """What a document plans, reports, admits and proposes."""

    commitments: tuple[Commitment, ...] = ()
    results: tuple[Commitment, ...] = ()
    problems: tuple[Sentence, ...] = ()
    measures: tuple[Sentence, ...] = ()


def read_goals(prose: Prose, sections: Sequence[Section], sentences: Sequence[Sentence]) -> Goals:
    """Commitments stand in the plan sections, results in the results sections; items are split at their list marks."""
    plan = _lines(sections, _PLAN)
    results = _lines(sections, _RESULTS) - plan
    return Goals(
        _commitments(prose, plan, sentences),
        _with_figures(prose, results),
        _items(prose, sections, "problems"),
        _items(prose, sections, "measures"),
    )


def _lines(sections: Sequence[Section], keys: tuple[str, ...]) -> set[int]:
    return {line for section in sections if section.key in keys for line in range(section.first, section.last)}


def _commitments(prose: Prose, lines: set[int], sentences: Sequence[Sentence]) -> tuple[Commitment, ...]:
    """Sentences of the plan that promise something one can look for: a figure, or an honour to be won."""
    found = []
    for sentence in sentences:
        if sentence.paragraph not in lines:
            continue
        end = sentence.start + len(sentence.text) + 2
        figures = tuple(
            one for one in prose.figures
            if sentence.start <= one.mention.start < end and one.mention.quantity is not None and not one.mention.chinese
            and one.mention.dimension in ("count", "percent", "money", "score", "area", "time")
        )  # fmt: skip
        promise = bool(_PROMISE.search(sentence.text))
        if promise and (figures or _HONOUR.search(sentence.text)):
            found.append(Commitment(sentence.text, sentence.place, figures))
    return tuple(found)


def _with_figures(prose: Prose, lines: set[int]) -> tuple[Commitment, ...]:
    found = []
    for figure in prose.figures:
        if figure.paragraph in lines and figure.mention.quantity is not None and not figure.mention.chinese:
            start, end = prose.sentence_span(figure)
            found.append(Commitment(prose.quote(start, end).strip(), figure.place, (figure,)))
    return tuple(found)


def _items(prose: Prose, sections: Sequence[Section], key: str) -> tuple[Sentence, ...]:
    """The items of a section (problems, measures): split at list marks, or by sentence where there are none."""
    section = next((one for one in sections if one.key == key), None)
    if section is None:
        return ()
    found: list[Sentence] = []
    for index in range(section.first, section.last):
        line = prose.lines[index]
        text = line.text.string
        skip = 0
        if index == section.first:
            # the heading itself; what follows a colon or a stop on the same line is text
            stop = re.search(r"[:：。]", text)
            skip = stop.end() if stop and _CONTENT.search(text[stop.end() :]) else len(text)
            lead = re.match(r".{0,6}[一二三四五六七八九十]{1,2}、", text)
            if lead and not stop:
                skip = len(text)
        found.extend(_split(prose, index, text, skip))
    return tuple(found)


def _split(prose: Prose, index: int, text: str, skip: int) -> list[Sentence]:
    line = prose.lines[index]
    body = text[skip:]
    marks = list(_MARK.finditer(body))
    if marks:
        bounds = [mark.start() for mark in marks] + [len(body)]
        spans = list(pairwise(bounds))
    else:
        spans = [match.span() for match in re.finditer(r"[^。;；]+[。;；]?", body)]
    items = []
    for start, end in spans:
        piece = body[start:end].strip()
        if _CONTENT.search(piece):
            a, b = line.start + skip + start, line.start + skip + end
            items.append(Sentence(piece, prose.place(a, b), index, line.section, a))
    return items
