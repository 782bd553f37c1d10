"""Self-evaluation forms pasted as text with blanks between their cells, many rows to a line, made tables again.

数量指标 修缮校舍 ≥12间 12间 10 10 质量指标 …: a row of indicators ends with what it is worth and what it got, two bare numbers; what
stands before them is its actual value, its target and its name. Of the funds every row begins with a label of the form. A table is made
only where a row of totals closes it and its worths or its points make that total: then blanks were read as they were meant. Where the
text was cut before its totals, the levels that another one follows speak for themselves (产出指标(50分)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from jixiao.extract.tables.pasted import funds_form, score_form
from jixiao.model.document import Block, Cell, Document, Paragraph, Table
from jixiao.model.place import Place
from jixiao.patterns import regex

_TOKEN = regex(r"\S+")
_NUMBER = regex(r"\d{1,3}(?:\.\d{1,2})?")
_VALUE = regex(r"-?\d[\d,]*(?:\.\d+)?%?|[-－—–/]+")
_LEVEL_ONE = regex(r"(?:产出|效益|效果|满意度|成本|决策|过程|投入)指标[(（]\d{1,3}分?[)）]")
_LEVEL_POINTS = regex(r"[(（](\d{1,3})分?[)）]")
_LEVEL_TWO = regex(r"(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|(?:服务对象|社会公众)?满意度)指标")
_PLAIN_ONE = regex(r"(?:产出|效益|效果|满意度)指标")
_OF_WHICH = regex(r"其中[:：]?")
_ROLES = ("name", "target", "actual", "weight", "score")
_LEAST_ROWS, _MOST_LINES = 2, 60


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int
    start: int
    end: int


_Funds = tuple[_Token, list[_Token]]
"""A row of funds: its label, and the values behind it."""


@dataclass(slots=True)
class _Row:
    """One indicator: its cells by role, as (line, start, end)."""

    cells: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def unblanked(document: Document) -> Document:
    """The document with each form told with blanks as tables; every cell keeps its place in its line."""
    blocks = list(document.blocks)
    made: list[Block] = []
    at = 0
    changed = False
    while at < len(blocks):
        end = at
        while end < len(blocks) and isinstance(blocks[end], Paragraph):
            end += 1
        lines = [one for one in blocks[at:end] if isinstance(one, Paragraph)]
        settled = _settled(lines) if lines else []
        changed = (
            changed or len(settled) != len(lines) or any(one is not two for one, two in zip(settled, lines, strict=False))
        )
        made += settled
        if end < len(blocks):
            made.append(blocks[end])
        at = end + 1
    return replace(document, blocks=tuple(made)) if changed else document


def _settled(lines: Sequence[Paragraph]) -> list[Block]:
    """The lines with the tables found in them in their order, and what is left of the lines around them."""
    tokens = [_Token(one.group(), n, *one.span()) for n, line in enumerate(lines) for one in _TOKEN.finditer(line.text)]
    found: list[tuple[_Token, _Token, Table]] = []
    worth, got = Decimal(0), Decimal(0)  # of the execution rate, where its row was read: the totals count them too
    at = 0
    while at < len(tokens):
        head = _head(tokens, at)
        if head is None:
            at += 1
            continue
        roles, first = head
        if "name" in roles:
            table = _indicators(lines, tokens, at, first, roles, worth, got)
        else:
            rows, end = _funds(tokens, first, roles)
            table = (end, _funds_table(lines, tokens[at:first], rows)) if rows else None
            if rows:
                worth, got = _points(rows[0], roles) or (worth, got)
        if table is not None:
            end = table[0]
            found.append((tokens[at], tokens[end - 1], table[1]))
            at = end
        else:
            at = first
    return list(_around(lines, found)) if found else list(lines)


def _head(tokens: Sequence[_Token], at: int) -> tuple[list[str], int] | None:
    """The roles of a run of head words from `at` on and where it ends; None where it is no head of these forms."""
    roles: list[str] = []
    end = at
    while end < len(tokens) and (role := _words().get(tokens[end].text)) is not None and role not in roles:
        roles.append(role)
        end += 1
    if tuple(one for one in roles if one in _ROLES) == _ROLES and roles[-1] in ("score", "reason"):
        return roles, end
    funds = [one for one in roles if one not in ("level1", "level2", "name")]
    if funds == roles and roles[-3:] == ["weight", "rate", "score"] and 2 <= len(roles) - 3 <= 4:
        return roles, end
    return None


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """The words of the heads of funds and of points, with their roles."""
    return {
        text: role
        for form in (funds_form(), score_form())
        for role, spelling in reversed(form.columns) if len(spelling) == 1
        for text in spelling[0]
    }  # fmt: skip


def _indicators(
    lines: Sequence[Paragraph],
    tokens: Sequence[_Token],
    head: int,
    at: int,
    roles: Sequence[str],
    worth: Decimal,
    got: Decimal,
) -> tuple[int, Table] | None:
    """The table of indicators below a head, and where it ends; None where neither totals nor levels close it."""
    start = at
    rows: list[_Row] = []
    whole: tuple[int, int] = (0, at)
    levels: dict[str, tuple[int, int, int]] = {}
    pending: list[_Token] = []
    last = tokens[at].line + _MOST_LINES if at < len(tokens) else 0
    while at < len(tokens) and tokens[at].line <= last:
        token = tokens[at]
        if pending and token.line != pending[-1].line:
            if not rows or any(_NUMBER.fullmatch(one.text) for one in pending):
                break
            pending = []  # the reason of the row before
        run = _numbers(tokens, at)
        if token.text in score_form().total and len(_numbers(tokens, at + 1)) == 2:
            totals = (tokens[at + 1], tokens[at + 2])
            if len(rows) < _LEAST_ROWS or not _closes(lines, rows, totals, worth, got):
                return None
            return at + 3, _table(lines, tokens[head : head + len(roles)], roles, rows, (token, *totals))
        if _LEVEL_ONE.fullmatch(token.text) or (_PLAIN_ONE.fullmatch(token.text) and "level1" not in levels):
            levels = {"level1": (token.line, token.start, token.end)}
            whole = len(rows), at
            pending = []
            at += 1
        elif _LEVEL_TWO.fullmatch(token.text):
            levels = {**levels, "level2": (token.line, token.start, token.end)}
            pending = []
            at += 1
        elif len(run) >= 2:
            pending += run[:-2]
            if len(run) > 4 or len(pending) < 3 or any(one.line != pending[0].line for one in (*pending, *run)):
                break
            name, target, actual = pending[:-2], pending[-2], pending[-1]
            cells = {**levels, "name": (name[0].line, name[0].start, name[-1].end)}
            for role, one in zip(("target", "actual", "weight", "score"), (target, actual, *run[-2:]), strict=True):
                cells[role] = (one.line, one.start, one.end)
            rows.append(_Row(cells))
            pending = []
            at += len(run)
        else:
            pending.append(token)
            at += 1
    rows = rows[: whole[0]]
    if start < whole[1] and len(rows) >= _LEAST_ROWS and _level_closes(lines, rows):
        return whole[1], _table(lines, tokens[head : head + len(roles)], roles, rows, ())
    return None


def _level_closes(lines: Sequence[Paragraph], rows: Sequence[_Row]) -> bool:
    """Whether the worths of the indicators of some level make the points behind its name."""
    told: dict[tuple[int, int, int], Decimal] = {}
    for one in rows:
        line, first, last = one.cells["weight"]
        level = one.cells.get("level1", (0, 0, 0))
        told[level] = told.get(level, Decimal(0)) + Decimal(lines[line].text[first:last])
    points = {level: _LEVEL_POINTS.search(lines[level[0]].text[level[1] : level[2]]) for level in told}
    return any(match is not None and Decimal(match[1]) == told[level] for level, match in points.items())


def _numbers(tokens: Sequence[_Token], at: int) -> list[_Token]:
    """The bare numbers one behind the other from `at` on, in one line."""
    found: list[_Token] = []
    while at < len(tokens) and _NUMBER.fullmatch(tokens[at].text) and tokens[at].line == tokens[at - len(found)].line:
        found.append(tokens[at])
        at += 1
    return found


def _closes(
    lines: Sequence[Paragraph], rows: Sequence[_Row], totals: tuple[_Token, _Token], worth: Decimal, got: Decimal
) -> bool:
    """Whether the worths or the points of the rows make their total, by themselves or with those of the execution rate."""

    def told(role: str) -> Decimal:
        return sum((Decimal(lines[line].text[a:b]) for line, a, b in (one.cells[role] for one in rows)), Decimal(0))

    beyond = Decimal(totals[0].text) - told("weight"), Decimal(totals[1].text) - told("score")
    return beyond[0] in (0, worth) or beyond[1] in (0, got)


def _table(
    lines: Sequence[Paragraph], heads: Sequence[_Token], roles: Sequence[str], rows: Sequence[_Row], total: Sequence[_Token]
) -> Table:
    order = ["level1", "level2", *_ROLES]
    names = dict(zip(roles, heads, strict=True))
    spare = {"level1": "一级指标", "level2": "二级指标"}
    cells = [
        _cell(lines, names[role], 0, column)
        if role in names
        else Cell((spare[role],), 0, column, place=lines[heads[0].line].place.at(heads[0].start, heads[0].start + 1))
        for column, role in enumerate(order)
    ]
    for column, role in enumerate(order):
        since = 1
        for at, row in enumerate(rows, 1):
            here, following = row.cells.get(role), rows[at].cells.get(role) if at < len(rows) else None
            if here is None:
                since = at + 1
                continue
            if column < 2 and following == here:
                continue  # a level reaches down over its indicators
            line, start, end = here
            text = lines[line].text[start:end]
            first = since if column < 2 else at
            cells.append(Cell((text,), first, column, row_span=at - first + 1, place=lines[line].place.at(start, end)))
            since = at + 1
    bottom = len(rows) + 1
    for column, one in zip((0, order.index("weight"), order.index("score")), total, strict=False):
        cells.append(_cell(lines, one, bottom, column))
    return Table(tuple(cells), lines[heads[0].line].place)


def _cell(lines: Sequence[Paragraph], token: _Token, row: int, column: int) -> Cell:
    return Cell((token.text,), row, column, place=_place(lines, token))


def _place(lines: Sequence[Paragraph], token: _Token) -> Place:
    return lines[token.line].place.at(token.start, token.end)


# —— funds ——


def _funds(tokens: Sequence[_Token], at: int, roles: Sequence[str]) -> tuple[list[_Funds], int]:
    """The rows of funds below their head and where they end: as many values as columns, or only the amounts; [] where they are not all read."""
    rows: list[_Funds] = []
    while at < len(tokens):
        if _OF_WHICH.fullmatch(tokens[at].text) and at + 1 < len(tokens):
            at += 1
        label = tokens[at]
        if not funds_form().row_key(label.text.rstrip(":：")):
            if at + 1 < len(tokens) and _VALUE.fullmatch(tokens[at + 1].text):
                return [], at  # a row of another name: without it the parts would be short of their total
            break
        values: list[_Token] = []
        at += 1
        while at < len(tokens) and _VALUE.fullmatch(tokens[at].text):
            values.append(tokens[at])
            at += 1
        if len(values) not in (0, len(roles) - 3, len(roles)):
            return [], at
        rows.append((label, values))
    whole = len(rows) >= _LEAST_ROWS and len(rows[0][1]) == len(roles) and rows[0][1][roles.index("rate")].text.endswith("%")
    return (rows, at) if whole else ([], at)


def _funds_table(lines: Sequence[Paragraph], heads: Sequence[_Token], rows: Sequence[_Funds]) -> Table:
    place = lines[heads[0].line].place
    cells = [Cell(("资金来源",), 0, 0, place=place.at(heads[0].start, heads[0].start + 1))]
    cells += [_cell(lines, one, 0, column) for column, one in enumerate(heads, 1)]
    for row, (label, values) in enumerate(rows, 1):
        cells += [_cell(lines, one, row, column) for column, one in enumerate((label, *values))]
    return Table(tuple(cells), place)


def _points(total: _Funds, roles: Sequence[str]) -> tuple[Decimal, Decimal] | None:
    """What the execution rate is worth and what it got, in the row of the total."""
    worth, got = (total[1][roles.index(role)].text for role in ("weight", "score"))
    return (Decimal(worth), Decimal(got)) if _NUMBER.fullmatch(worth) and _NUMBER.fullmatch(got) else None


# —— the lines around ——


def _around(lines: Sequence[Paragraph], found: Sequence[tuple[_Token, _Token, Table]]) -> Iterator[Block]:
    """Each line with blanks where a table stood in it, so that the rest keeps its place, and behind it the tables that begin there."""
    for number, line in enumerate(lines):
        left = text = line.text
        for first, last, _ in found:
            start = 0 if first.line < number else first.start if first.line == number else len(text)
            end = len(text) if last.line > number else last.end if last.line == number else 0
            if start < end:
                left = left[:start] + " " * (end - start) + left[end:]
        if left == text:
            yield line
        elif left.strip():
            yield Paragraph((left,), line.place)
        yield from (table for first, _, table in found if first.line == number)
