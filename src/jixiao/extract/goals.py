"""What the plan part promises and the results part reports; problems and measures, one by one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jixiao.extract.prose import Prose
from jixiao.model.reading import Commitment, Figure, Section, Sentence, key_at
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_PLAN = ("key_tasks",)
_RESULTS = ("results", "goals_done", "economy", "efficiency", "effectiveness", "sustainability", "satisfaction")
_NO_PLAN = frozenset((*_RESULTS, "problems", "measures", "score"))
_PROMISE = regex(
    r"确保|力争|争取|覆盖|达到|实现|培育|培养|建成|完成|不低于|不少于|以上|继续获得|提高到|控制在|新增|打造|左右|以内|做到|保证"
)
_ANNOUNCED = Sought(
    r"(?:重点工作(?:任务|目标)?|工作目标|工作任务|目标任务|(?:年度|年|总体|绩效|主要|预期)(?:总体)?(?:绩效)?(?:工作)?目标)(?:主要)?(?:是|为|包括|[:：])(?!.{0,12}(?:完成情况|实现情况))",
    "目标", "重点工作", "工作任务",
)  # fmt: skip
_HONOUR = regex(r"荣誉|先进|称号|示范|表彰")
_DONE = regex(r"已(?:经)?[一-鿿]|圆满|累计|共完成|完成了|荣获|获评|被评为|被授予|实现了|取得了")
_SCOPE = regex(r"(?:全[县市区省乡镇国州旗]|辖区|所辖|下辖|现有|所属|共有|下设|内设)[^,;。]{0,8}$")
_SERVED = regex(r"(?:重点|困难|特殊|低收入)*(?:对象|人群|群体|人员)")
_MARK = regex(
    r"(?:^|(?<=[。;:,\s]))\s*(?:(?P<word>[一二三四五六七八九十]是)|(?P<digit>\d{1,2}[、.](?!\d))|(?P<bracket>\([一二三四五六七八九十]{1,2}\))"
    r"|(?P<round>\(\d{1,2}\)|\d{1,2}\))|(?P<circle>[①-⑳⑴-⒇]))"
)
_CONTENT = regex(r"[一-鿿]{4,}")
_SIGNED = regex(
    r"(?:填[表报]人|填[表报](?:日期|时间)|联系(?:人|电话)|(?:单位|部门|项目|财务)?负责人(?:\(?签[字章]\)?)?|审核人|经办人)\s*[:：(]"
)
"""The line for signatures below the last section: it is no item of it."""
_COUNTED = ("count", "percent", "money", "score", "area", "time")


@dataclass(frozen=True, slots=True)
class Goals:
    """What a document plans, reports, admits and proposes."""

    commitments: tuple[Commitment, ...] = ()
    results: tuple[Commitment, ...] = ()
    problems: tuple[Sentence, ...] = ()
    measures: tuple[Sentence, ...] = ()


def read_goals(prose: Prose, sections: Sequence[Section], sentences: Sequence[Sentence]) -> Goals:
    """Commitments stand in the plan sections, results in the results sections; items are split at their list marks."""
    return Goals(
        _commitments(prose, list(_planned(sections, sentences))),
        _with_figures(prose, sections),
        _items(prose, sections, "problems"),
        _items(prose, sections, "measures"),
    )


def _planned(sections: Sequence[Section], sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    """The sentences that say themselves that they tell the plan (2022年重点工作：…), and, with False, those of a plan section."""
    keys = {index: key_at(sections, index) for index in range(-1, len(sections))}
    for one in sentences:
        key = keys[one.section]
        if key not in _NO_PLAN and _ANNOUNCED.search(one.text):
            yield one, True
        elif key in _PLAN:
            yield one, False


def _commitments(prose: Prose, sentences: Sequence[tuple[Sentence, bool]]) -> tuple[Commitment, ...]:
    """Sentences of the plan that promise something one can look for, a figure or an honour; what is told as done is none."""
    found = []
    for sentence, announced in sentences:
        if _DONE.search(sentence.text) or not (announced or _PROMISE.search(sentence.text)):
            continue
        end = sentence.start + len(sentence.text) + 2
        first, last = bisect_left(prose.positions, sentence.start), bisect_left(prose.positions, end)
        figures = tuple(one for one in prose.figures[first:last] if _is_target(one))
        if figures or _HONOUR.search(sentence.text):
            found.append(Commitment(sentence.text, sentence.place, figures))
    return tuple(found)


def _is_target(figure: Figure) -> bool:
    """Whether a figure of a plan may be what is promised, not the size of what is served (全县12个乡镇)."""
    mention = figure.mention
    if mention.quantity is None or mention.chinese or mention.dimension not in _COUNTED:
        return False
    if mention.unit == "类" and _SERVED.match(figure.after):
        return False  # 6类重点对象 are named by the policy, not promised
    return mention.dimension == "percent" or _SCOPE.search(figure.label) is None


def _with_figures(prose: Prose, sections: Sequence[Section]) -> tuple[Commitment, ...]:
    found = []
    told = {index for index in range(len(sections)) if key_at(sections, index) in _RESULTS}
    for figure in prose.figures if told else ():
        if figure.section in told and figure.mention.quantity is not None and not figure.mention.chinese:
            start, end = prose.sentence_span(figure)
            found.append(Commitment(prose.quote(start, end).strip(), figure.place, (figure,)))
    return tuple(found)


def _items(prose: Prose, sections: Sequence[Section], key: str) -> tuple[Sentence, ...]:
    """The items of a section (problems, measures): from one list mark of its first kind to the next, over several lines.

    Without marks each line is an item. What stands before the first mark (存在以下问题：) is none.
    """
    section = _innermost(sections, key)
    if section is None:
        return ()
    pieces = list(_pieces(prose, section))
    first = next((piece.kind for piece in pieces if piece.kind), "")
    found: list[Sentence] = []
    for piece in pieces:
        if _SIGNED.match(piece.text):
            break
        if not first or piece.kind == first:
            found.append(
                Sentence(
                    piece.text, prose.place(piece.start, piece.end), piece.line, prose.lines[piece.line].section, piece.start
                )
            )
        elif found:
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
    return tuple(one for one in found if _CONTENT.search(one.text))


def _innermost(sections: Sequence[Section], key: str) -> Section | None:
    """The first section of that key; one of its own subsections goes before it (评价结论及建议 → 改进建议)."""
    found = next((one for one in sections if one.key == key), None)
    if found is None:
        return None
    inside = (
        one for one in sections if one.key == key and one.level > found.level and found.first <= one.first < found.last
    )
    return next(inside, found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line from one list mark to the next, the kind of its mark ("" for none), where it stands in the whole."""

    text: str
    kind: str
    line: int
    start: int
    end: int


def _pieces(prose: Prose, section: Section) -> Iterator[_Piece]:
    for index in range(section.first, section.last):
        line = prose.lines[index]
        text = line.text.string
        skip = _heading_length(text) if index == section.first else 0
        marks = list(_MARK.finditer(text, skip))
        bounds = [skip, *(mark.start() for mark in marks), len(text)]
        kinds = ["", *(str(mark.lastgroup) for mark in marks)]
        for kind, (start, end) in zip(kinds, pairwise(bounds), strict=True):
            if body := text[start:end].strip():
                yield _Piece(body, kind, index, line.start + start, line.start + end)


def _heading_length(text: str) -> int:
    """How much of a section's first line is its heading: what follows a colon or a stop on the same line is text."""
    stop = re.search(r"[:：。]", text)
    return stop.end() if stop and _CONTENT.search(text[stop.end() :]) else len(text)
