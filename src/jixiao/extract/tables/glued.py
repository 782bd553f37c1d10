"""Indicator tables pasted as text with nothing between their cells, read where two readings agree: 登记档案9595100%1010.

Every way to part the digits of every row is tried. A row speaks for a way by itself (the rate is that of its two figures, target and
actual value are the same), the row of totals speaks for the points of all rows together. Only where one way, and no other, satisfies
both is the table made; else its lines stay lines, and FM04 says so. Nothing that does not add up is ever read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.extract.tables.cells import word
from jixiao.extract.tables.form import forms
from jixiao.extract.tables.lines import settle_runs
from jixiao.model.document import Block, Cell, Document, Paragraph, Table
from jixiao.patterns import regex
from jixiao.text.normalise import normalise

_LONGEST_LINE = 80
_MOST_ROWS, _MOST_WAYS = 40, 4000
_LEAST_ROWS = 2
_HEAD = regex(r"指标.*值.*分值.*得分$")
_LEVELS = regex(
    r"(?P<one>(?:产出|效益|效果|满意度|成本|决策|过程|投入)指标)?"
    r"(?P<two>(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|(?:服务对象)?满意度)指标)?"
)
_SAME_WORD = regex(r"(完成|达成|达标|合格|及时|有效)\1$")
_TAIL = regex(r"(?:(?<=[^\d.])|^)[≥≤>=<]?\d[\d.%≥≤>=<]*$")
_TOTAL = regex(r"(?:合计|总分|总计)(\d[\d.]*)")
_NUMBER = regex(r"(?:0|[1-9]\d{0,6})(?:\.\d{1,2})?")
_RATE = "完成率"
_ROLES = ("target", "actual", "weight", "score")
_FULL = Decimal(100)
_APART = 3
"""A figure three times its target, or a third of it, is rather two figures parted at the wrong digit."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to part a row: where its cells stand, and what it got of what it was worth."""

    cells: tuple[tuple[str, Span], ...]
    worth: Decimal
    got: Decimal


def unglued(document: Document) -> Document:
    """The document with each glued table that can be read in one way as a table; every cell keeps its place in its line."""
    if not any(isinstance(block, Paragraph) and _HEAD.search(block.text.strip()) for block in document.blocks):
        return document
    return settle_runs(document, _may_be_a_row, _settled)


def _may_be_a_row(text: str) -> bool:
    bare = text.strip()
    return 0 < len(bare) <= _LONGEST_LINE and not any(mark in bare for mark in "|\t。；;，,")


def _settled(run: Sequence[Paragraph]) -> Iterator[Block]:
    at = 0
    while at < len(run):
        heads = _heads(run[at].text)
        table, end = _table(run, at, heads) if heads else (None, at)
        yield table if table is not None else run[at]
        at = end if table is not None else at + 1


def _heads(text: str) -> list[tuple[str, str, Span]]:
    """The words of a glued head with their roles and places: no gap, each once, and the four that matter in their order."""
    bare = text.strip()
    start = text.find(bare)
    if not _HEAD.search(bare):
        return []
    found: list[tuple[str, str, Span]] = []
    at = 0
    while at < len(bare):
        match = next((one for one in _words() if bare.startswith(one[0], at)), None)
        if match is None:
            return []
        found.append((match[1], match[0], (start + at, start + at + len(match[0]))))
        at += len(match[0])
    roles = [role for role, _, _ in found]
    return found if [one for one in roles if one in _ROLES] == list(_ROLES) and "name" in roles else []


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    """The words of a head of scores, the longest first."""
    form = next(one for one in forms() if one.id == "score")
    words = {text: role for role, spelling in form.columns for these in spelling for text in these}
    words |= {_RATE: "rate", f"指标{_RATE}": "rate", "绩效指标": "above"}
    return tuple(sorted(words.items(), key=lambda one: -len(one[0])))


def _table(run: Sequence[Paragraph], at: int, heads: Sequence[tuple[str, str, Span]]) -> tuple[Table | None, int]:
    """The table below a head and where it ends; None where not one way, and no other, is left."""
    rated = any(role == "rate" for role, _, _ in heads)
    rows: list[list[Way]] = []
    for index in range(at + 1, min(len(run), at + 2 + _MOST_ROWS)):
        text = normalise(run[index].text).string.strip()
        total = _TOTAL.fullmatch(text)
        if total is not None:
            chosen = only_one(rows, total[1]) if len(rows) >= _LEAST_ROWS else None
            return (_made(run, at, heads, chosen, total[1]), index + 1) if chosen is not None else (None, at)
        ways = _ways(run[index].text, rated=rated)
        if not ways:
            return None, at
        rows.append(ways)
    return None, at


def _ways(raw: str, *, rated: bool) -> list[Way]:
    """The ways to part a row that it speaks for itself."""
    start = len(raw) - len(raw.lstrip())
    read = normalise(raw.strip())
    if read.cuts:
        return []  # something was left out: places could not be kept
    text = read.string
    tail = _TAIL.search(text)
    if tail is None:
        return []
    levels = _LEVELS.match(text)
    begin = levels.end() if levels else 0
    body = text[begin : tail.start()]
    said = _SAME_WORD.search(body)
    found: list[Way] = []
    for cells in _parted(tail.group(), 2 + rated + (0 if said else 2)):
        spans = [(words, (start + tail.start() + a, start + tail.start() + b)) for words, (a, b) in cells]
        if said is not None:
            first = begin + said.start() + start
            spans = [
                (said[1], (first, first + len(said[1]))),
                (said[1], (first + len(said[1]), first + 2 * len(said[1]))),
                *spans,
            ]
        if not _speaks(spans, rated=rated):
            continue
        name = text[begin : begin + said.start()] if said else body
        labels = (
            [(levels[one] or "", (start + levels.start(one), start + levels.end(one))) for one in ("one", "two")]
            if levels
            else []
        )
        if not name:
            continue
        named = (name, (start + begin, start + begin + len(name)))
        found.append(Way((*labels, named, *spans), Decimal(spans[-2][0]), Decimal(spans[-1][0])))
    return found


def _parted(digits: str, parts: int) -> Iterator[tuple[tuple[str, Span], ...]]:
    """The ways to part glued figures into so many: the first may bear ≥ or ≤, the last two are points."""

    def rest(at: int, left: int) -> Iterator[tuple[tuple[str, Span], ...]]:
        if left == 0:
            if at == len(digits):
                yield ()
            return
        first = at + (digits[at : at + 1] in ("≥", "≤", ">", "<", "=") and left > 2)
        whole = _NUMBER.match(digits, first)
        if whole is None:
            return
        for end in range(first + 1, whole.end() + 1):
            if _NUMBER.fullmatch(digits, first, end) is None or digits[end : end + 1] == ".":
                continue
            for stop in {end, end + (digits[end : end + 1] == "%")}:
                if stop > end and left <= 2:
                    continue
                if digits[end : end + 1] == "%" and stop == end:
                    continue
                for others in rest(stop, left - 1):
                    yield ((digits[at:stop], (at, stop)), *others)

    yield from rest(0, parts)


def _speaks(cells: Sequence[tuple[str, Span]], *, rated: bool) -> bool:
    """Whether a row speaks for this way: its points are possible, and its rate is that of its figures, or they are the same."""
    worth, got = Decimal(cells[-2][0]), Decimal(cells[-1][0])
    if not 0 <= got <= worth <= _FULL or worth == 0:
        return False
    target, actual = cells[0][0], cells[1][0]
    if rated and not cells[2][0].endswith("%"):
        return False
    if not target[-1:].isdigit() and not target.endswith("%"):
        return target == actual and (not rated or cells[2][0] == "100%")
    if target.endswith("%") != actual.endswith("%"):
        return False
    bound = target[0] if target[0] in "≥≤><=" else ""
    plan, done = Decimal(target.lstrip("≥≤><=").rstrip("%")), Decimal(actual.rstrip("%"))
    if not rated:
        return plan == done
    if plan == 0 or not plan <= _APART * done <= _APART * _APART * plan:
        return False
    rate = cells[2][0].rstrip("%")
    half = Decimal(1).scaleb(-len(rate.partition(".")[2])) / 2
    if abs(done / plan * 100 - Decimal(rate)) <= half:
        return True
    return rate == "100" and ((bound in ("≤", "<") and done <= plan) or (bound in ("≥", ">") and done >= plan))


def only_one(rows: Sequence[Sequence[Way]], total: str) -> list[Way] | None:
    """The one choice of ways whose points make the totals; None where there is none, or more than one."""
    sums: dict[tuple[Decimal, Decimal], list[list[Way]]] = {(Decimal(0), Decimal(0)): [[]]}
    for ways in rows:
        following: dict[tuple[Decimal, Decimal], list[list[Way]]] = {}
        for (worth, got), these in sums.items():
            for way in ways:
                key = (worth + way.worth, got + way.got)
                if key[0] <= _FULL:
                    following.setdefault(key, []).extend([*one, way] for one in these[:2])
        sums = following
        if sum(map(len, sums.values())) > _MOST_WAYS:
            return None
    whole = {(Decimal(one[0][0]), Decimal(one[1][0])) for one in _parted(total, 2)}
    fit = [choice for key, these in sums.items() if key in whole for choice in these]
    return fit[0] if len(fit) == 1 else None


def _made(
    run: Sequence[Paragraph], at: int, heads: Sequence[tuple[str, str, Span]], chosen: Sequence[Way], total: str
) -> Table:
    """The table: level, name and figures of each row under the words of the head, and the totals under the points."""
    columns = [one for one in heads if one[0] not in ("above", "level1", "level2")]
    cells = [_cell(run[at], 0, 0, "一级指标"), _cell(run[at], 0, 1, "二级指标")]
    cells += [_cell(run[at], 0, 2 + column, text, span) for column, (_, text, span) in enumerate(columns)]
    last = len(chosen)
    for row, way in enumerate(chosen, 1):
        cells += [_cell(run[at + row], row, column, text, span) for column, (text, span) in enumerate(way.cells) if text]
    line = run[at + last + 1]
    worth = sum((one.worth for one in chosen), Decimal(0))
    first = next(one for one in _parted(total, 2) if Decimal(one[0][0]) == worth)
    begin = line.text.find(total)
    cells.append(_cell(line, last + 1, 0, word(line.text[:begin]), (0, begin)))
    cells += [
        _cell(line, last + 1, len(columns) + column, text, (begin + a, begin + b))
        for column, (text, (a, b)) in enumerate(first)
    ]
    return Table(tuple(cells), run[at].place)


def _cell(line: Paragraph, row: int, column: int, text: str, span: Span | None = None) -> Cell:
    return Cell((text,), row, column, place=line.place.at(*(span or (0, 1))))
