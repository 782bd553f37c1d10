"""Counts of what numbered lines below them name: 安排到7个村，具体如下： and then （1）…村 to （7）…村.

The lines confirm whatever they are of. They accuse only where each begins with a name of the very noun that is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from jixiao.extract.cues import core
from jixiao.extract.judge import like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

_UNITS = {"个", "家", "项", "处", "所", "类", "种", "方面", "座", "条", "期"}
_MARKS = (
    re.compile(r"\s*[(（](\d{1,2})[)）][、.]?"),
    re.compile(r"\s*(\d{1,2})[.、．](?!\d)"),
    re.compile(r"\s*[(（]([一二三四五六七八九十]{1,3})[)）][、.]?"),
    re.compile(r"\s*([一二三四五六七八九十]{1,3})(?:、|是[:：]?)"),
    re.compile(r"\s*([①-⑳])"),
)
_LEADS = regex(r"(?:如下|具体为|分别为|分别是|包括|情况|看|明细|名单|有)?[:：]\s*$|(?:如下|如下表)。?\s*$")
_JOINED = regex(r"[和及与]")
_HEAD = regex(r"\s*“?([^,，。;；:：()（）\d“”]{2,30}+)")
_FEWEST, _MOST = 2, 40
_NOUN = 4
_CALLED = 2
"""纳入监控的项目共4个: the noun stands before the count."""
_NEAR = 2
"""Far more than the lines are rather those that the text goes on to tell elsewhere."""


def lines_counted(prose: Prose) -> list[Relation]:
    """One relation for each count in the last sentence above a list of numbered lines."""
    found: list[Relation] = []
    for above, lines in _lists(prose):
        for figure in _counts(prose, above):
            relation = _judged(prose, figure, lines)
            if relation is not None:
                found.append(relation)
    return found


def _lists(prose: Prose) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each line that leads to a numbered list, with the lines of the list and where their words begin."""
    at = 0
    while at < len(prose.lines) - _FEWEST:
        lines = _numbered(prose, at + 1) if _LEADS.search(prose.lines[at].text.string[-12:]) else []
        if len(lines) >= _FEWEST:
            yield at, lines
        at += max(1, len(lines))


def _numbered(prose: Prose, first: int) -> list[tuple[int, int]]:
    for mark in _MARKS:
        found: list[tuple[int, int]] = []
        for index in range(first, min(len(prose.lines), first + _MOST + 1)):
            match = mark.match(prose.lines[index].text.string)
            if match is None or _number(match[1]) != len(found) + 1:
                break
            found.append((index, match.end()))
        if found:
            return found
    return []


def _number(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    return int(chinese_number(printed) or 0)


def _counts(prose: Prose, paragraph: int) -> Iterator[Figure]:
    """Counts in the sentences of the line that leads to the list, of things that can be listed."""
    for index in range(bisect_left(prose.positions, prose.lines[paragraph].start), len(prose.figures)):
        figure = prose.figures[index]
        if figure.paragraph != paragraph:
            return
        quantity = figure.mention.quantity
        if figure.mention.dimension != "count" or quantity is None or figure.mention.unit not in _UNITS:
            continue
        if quantity.plain and not figure.change and not figure.mention.per and figure.zone != "table":
            yield figure


def _judged(prose: Prose, figure: Figure, lines: list[tuple[int, int]]) -> Relation | None:
    """What the lines make of a count: right as many, or named by the noun and of another number; else nothing is said."""
    quantity = figure.mention.quantity
    assert quantity is not None
    holds = quantity.value == len(lines)
    noun = figure.after[:_NOUN] or (core(figure.label)[-_CALLED:] if figure.label.endswith(("共", "共有", "为")) else "")
    heads = [_head(prose, index, start) for index, start in lines]
    named = bool(noun) and all(words.endswith(noun) and _JOINED.search(words) is None for words, _, _ in heads)
    sure = named and not figure.mention.chinese and abs(quantity.value - len(lines)) <= _NEAR
    if not (holds and (named or _last_of(prose, figure))) and not (sure and not holds):
        return None
    first = prose.lines[lines[0][0]]
    operands = tuple(
        Operand(None, words, prose.lines[index].at(start, end), "所列名称")
        for (words, start, end), (index, _) in zip(heads, lines, strict=True)
    )
    quote = prose.quote(prose.sentence_span(figure)[0], first.start + len(first.text.string)).strip()
    return Relation(
        Kind.LIST_COUNT, prose.operand(figure), operands, Verdict.CONSISTENT if holds else Verdict.INCONSISTENT, quote,
        figure.place, like(quantity, Decimal(len(lines))), "", "list", "以下各行", near=abs(quantity.value - len(lines)) <= _NEAR,
    )  # fmt: skip


def _head(prose: Prose, index: int, start: int) -> tuple[str, int, int]:
    """What a line names first, and where in the line it stands."""
    match = _HEAD.match(prose.lines[index].text.string, start)
    return (match[1], *match.span(1)) if match else ("", start, start)


def _last_of(prose: Prose, figure: Figure) -> bool:
    """Whether no other count of such things stands behind it before the list."""
    return all(one is figure or one.mention.start < figure.mention.start for one in _counts(prose, figure.paragraph))
