"""A table → its blocks: the rows below each head of a known form, with the unit, title and year that stand around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao.extract.tables.cells import Grid, Row, amount_in, is_nothing, row_name, word
from jixiao.extract.tables.dated import is_head_word, plainly, undated
from jixiao.extract.tables.form import Form, forms
from jixiao.model.document import Cell, Place, Table
from jixiao.patterns import regex
from jixiao.text.normalise import normalise

_HEAD_ROWS = 4
_LEAST_WORDS = 2
_LAST_FIRST_HEAD = 500
"""A table whose first form has not begun by this row is none of ours; a ledger of a million rows is not read through."""
_ABOVE = 6
_OPENING = 12
_LONG = 40
_UNIT = regex(r"单位\s*[:：]?\s*(?:人民币)?\s*(亿元|万元|千元|元)(?![A-Za-z])|[(](亿元|万元|千元|元)[)]")
_NAMES_A_TABLE = regex(r"表(?:\([^()]*\))*$")
_NUMBERS_A_TABLE = regex(r"^(?:公开|填表|附表|附件|表)\d*表?$|公开\d+表")
_ENDS_A_TITLE = regex(r"(?<=表)\s*(?:编制|编报|填报|部门|单位|金额|公开\d|财决)")
_UNIT_BEHIND = regex(r"[(（](?:金额)?单位[^()（）]*[)）]$")
_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a table gives those inside it: lines above it, the nearest last, and the document's agency and year."""

    above: tuple[str, ...]
    agency: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """The rows below one head. `groups` are the columns of each role, one mapping for each set standing side by side.

    `weights` and `codes` are all columns of that role (levels with points of their own; 类, 款, 项 in three columns).
    `unit` is the unit of bare numbers ("" : nobody says it, and the form has none of its own), `said` whether it was said at
    all, `units` the units of single columns. `part` counts the blocks of the document from 0.
    """

    form: Form
    groups: tuple[Mapping[str, int], ...]
    weights: tuple[int, ...]
    codes: tuple[int, ...]
    rows: Grid
    title: str
    unit: str
    said: bool
    units: Mapping[int, str]
    agency: str
    year: int | None
    place: Place
    part: int

    @property
    def columns(self) -> Mapping[str, int]:
        """The columns of a block without groups."""
        return self.groups[0]

    def sides(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Each group with the name of its side."""
        for index, group in enumerate(self.groups):
            yield (self.form.sides[index] if index < len(self.form.sides) else ""), group

    def unit_at(self, column: int) -> str:
        return self.units.get(column, self.unit)


@dataclass(frozen=True, slots=True)
class _Head:
    form: Form
    first: int
    last: int
    roles: Mapping[int, str]
    ranks: Mapping[int, int]
    worth: int
    year: int | None = None


def blocks(table: Table, around: Surroundings, part: int) -> list[Block]:
    """The blocks of a table in order, numbered from `part`. The same head standing again in the middle (a page turned) begins no new one."""
    rows, heads = _read_rows(table, around.above)
    found = list(_headless(rows[: heads[0].first] if heads else rows, table, around, part))
    latest = found[-1].rows if found else []  # of a list read on and on only what came last may hold its total
    for order, head in enumerate(heads):
        end = heads[order + 1].first if order + 1 < len(heads) else len(rows)
        start = heads[order - 1].last + 1 if order else 0
        made = _block(head, rows, start, end, table, around, part + len(found))
        last = found[-1] if found else None
        if made.year is None:
            made = replace(made, year=last.year if last is not None else around.year)
        if last is not None and _same_head(last, made) and not _totalled(last.form, latest):
            last.rows.extend(made.rows)
        else:
            found.append(made)
        latest = made.rows
    return found


def _read_rows(table: Table, above: Sequence[str]) -> tuple[Grid, list[_Head]]:
    """Rows of cells, a merged cell in every square it covers, and the heads among them.

    A sheet in whose first rows no form begins is given up there: nothing of a ledger is kept.
    """
    rows: Grid = []
    words: dict[int, int] = {}
    for cell in table.cells:
        if cell.row > _LAST_FIRST_HEAD >= len(rows) - 1 and not _heads(rows, words, table.title, above):
            return [], []
        is_word = _is_head_word(cell)
        reach = cell.column + cell.column_span
        for at in range(cell.row, cell.row + cell.row_span):
            while len(rows) <= at:
                rows.append([])
            row = rows[at]
            if len(row) < reach:
                row.extend([None] * (reach - len(row)))
            for column in range(cell.column, reach):
                row[column] = cell
            if is_word:
                words[at] = words.get(at, 0) + 1
    return rows, _heads(rows, words, table.title, above)


def _is_head_word(cell: Cell | None) -> bool:
    return cell is not None and 1 < len(cell.text) <= _LONG and is_head_word(word(cell.text))


def _heads(rows: Grid, words: Mapping[int, int], name: str, above: Sequence[str]) -> list[_Head]:
    """The heads of known forms; `words` counts the words of heads in each row. Of two that overlap the fuller one stands."""
    found: list[_Head] = []
    for last in sorted(words):
        if words[last] < _LEAST_WORDS:
            continue
        floor = found[-2].last + 1 if len(found) > 1 else 0
        best = None
        for first in range(last, max(floor, last - _HEAD_ROWS + 1) - 1, -1):
            if first < last and (_has_figures(rows[first]) or not any(cell is not None for cell in rows[first])):
                break
            start = next((one.last + 1 for one in reversed(found) if one.last + 1 < first), 0)
            title = _title(rows, start, first, name, above)
            head = _match(rows, first, last, title)
            if head is not None and (best is None or head.worth > best.worth or _goes_on(rows[first], head, best)):
                best = head
        if best is None:
            continue
        if found and _stands_again(rows, found[-1], best):
            best = replace(best, form=found[-1].form, roles=found[-1].roles, ranks=found[-1].ranks)
        if found and found[-1].last + 1 >= best.first:
            if found[-1].worth >= best.worth:
                continue
            found.pop()
        found.append(best)
    return found


def _stands_again(rows: Grid, before: _Head, head: _Head) -> bool:
    """Whether a head is the one before, printed again on the next page: the same words, and no title above them."""
    words = [[word(cell.text) if cell is not None else "" for cell in rows[at]] for at in (before.last, head.last)]
    return words[0] == words[1] and not _title(rows, before.last + 1, head.first, "", ())


def _goes_on(row: Row, head: _Head, below: _Head) -> bool:
    """Whether a row above a head belongs to it: it makes it no worse and holds words of heads, not a title."""
    return head.worth == below.worth and head.form is below.form and len({id(one) for one in row if _is_head_word(one)}) > 1


def _has_figures(row: Row) -> bool:
    return any(cell is not None and len(cell.text) <= _LONG and amount_in(cell.text, "元") is not None for cell in row)


def _match(rows: Grid, first: int, last: int, title: str) -> _Head | None:
    """The form these rows head, with the role of each column; of several the one with most columns, best title, known rows."""
    width = max(len(rows[at]) for at in range(first, last + 1))
    paths, year = undated([_path(rows, first, last, column) for column in range(width)])
    title = word(title)
    best: _Head | None = None
    for form in forms():
        known = [form.role_of(path) for path in paths]
        roles = {column: role for column, (role, _) in enumerate(known) if role}
        if not roles or not form.enough(roles.values(), title):
            continue
        fits = form.title.fits(title)
        if year is not None and not plainly(paths, roles, fits):
            continue
        if form.only_rows and not fits and not _below(rows, last, form):
            continue
        worth = len(set(roles.values())) * 4 + 6 * fits + 2 * bool(form.only_rows)
        if best is None or worth > best.worth:
            best = _Head(form, first, last, roles, {column: known[column][1] for column in roles}, worth, year)
    return best


def _path(rows: Grid, first: int, last: int, column: int) -> tuple[str, ...]:
    """The texts of a column's head from top to bottom. Above words, an empty square belongs to the head on its left."""
    path: list[str] = []
    before: Cell | None = None
    lowest = max((at for at in range(first, last + 1) if _shown(rows[at], column) is not None), default=-1)
    for at in range(first, lowest + 1):
        cell = _shown(rows[at], column)
        if cell is None:
            cell = next((one for one in reversed(rows[at][:column]) if one is not None and one.text.strip()), None)
        if cell is None or cell is before or len(cell.text) > _LONG:
            continue
        before = cell
        text = word(cell.text)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _shown(row: Row, column: int) -> Cell | None:
    cell = row[column] if column < len(row) else None
    return cell if cell is not None and cell.text.strip() else None


def _below(rows: Grid, last: int, form: Form) -> bool:
    """Whether a row that only this form has stands in the rows below its head."""
    names = {
        row_name(cell.text)
        for row in rows[last + 1 : last + 30]
        for cell in row
        if cell is not None and len(cell.text) <= _LONG
    }
    keys = {key for side in form.rows.values() for name, key in side.items() if name in names}
    return bool(keys & form.only_rows)


def _lines(rows: Grid, start: int, first: int) -> list[str]:
    """The lines of words directly above a head: no figures, hardly any cells."""
    lines: list[str] = []
    for at in range(first - 1, max(start, first - _ABOVE) - 1, -1):
        cells = list({id(cell): cell for cell in rows[at] if cell is not None and cell.text.strip()}.values())
        if len(cells) > 4 or _has_figures(rows[at]):
            break
        lines.append(" ".join(cell.text.strip() for cell in cells))
    return lines


def _title(rows: Grid, start: int, first: int, name: str, above: Sequence[str]) -> str:
    """The nearest line above that names a table, as printed; else the sheet's name."""
    around = [*_lines(rows, start, first), *(reversed(above) if start == 0 else ())]
    for line in around:
        shown = " ".join(line.split())
        cut = _ENDS_A_TITLE.search(shown)
        for piece in (shown[: cut.start()] if cut else shown, *shown.split()):
            text = word(piece)
            if _NAMES_A_TABLE.search(text) and not _NUMBERS_A_TABLE.search(text) and len(text) <= _LONG:
                return _UNIT_BEHIND.sub("", piece.replace(" ", ""))
    return name


def _headless(rows: Grid, table: Table, around: Surroundings, part: int) -> Iterator[Block]:
    """Blocks without a head: a label on the left, its figure on the right, perhaps several such pairs side by side."""
    starts = [(form, at) for form in forms() if form.begins for at, row in enumerate(rows) if _pairs(form, row)]
    for form, at in starts[:1]:
        lines = (
            [cell.text for cell in rows[at] if cell is not None]
            + _lines(rows, 0, at)
            + [table.title, *reversed(around.above)]
        )
        unit = next((found for text in lines if (found := unit_in(text))), "")
        year = _year((*lines, *_opening(rows[:at])))
        for order, (label, figure) in enumerate(_pairs(form, rows[at])):
            place = next(cell.place for cell in rows[at] if cell is not None)
            yield Block(
                form, ({"label": label, "金额": figure},), (), (), rows[at:], _title(rows, 0, at, table.title, around.above),
                unit or form.unit, bool(unit), {}, around.agency, year if year is not None else around.year, place, part + order,
            )  # fmt: skip


def _pairs(form: Form, row: Row) -> list[tuple[int, int]]:
    """The columns of labels this form begins with, each with the column of the figure beside it."""
    found = []
    for at, cell in enumerate(row):
        if cell is None or len(cell.text) > _LONG or (at and row[at - 1] is cell) or row_name(cell.text) not in form.begins:
            continue
        beside = next((right for right in range(at + 1, len(row)) if row[right] is not cell), None)
        value = row[beside] if beside is not None else None
        if beside is not None and value is not None and amount_in(value.text, "元") is not None:
            found.append((at, beside))
    return found


def _block(head: _Head, rows: Grid, start: int, end: int, table: Table, around: Surroundings, part: int) -> Block:
    lines = _lines(rows, start, head.first)
    heading = [cell.text for at in range(head.first, min(head.last + 3, end)) for cell in rows[at] if cell is not None]
    context = [*heading, *lines, table.title, *(reversed(around.above) if not start else ())]
    units = {
        column: found for column, role in head.roles.items()
        if (found := _unit_of_column(rows, head, column) or head.form.units.get(role, ""))
    }  # fmt: skip
    unit = next((found for text in context if (found := unit_in(text))), "")
    year = head.year or _year((*lines, *context, *(_opening(rows[: head.first]) if not start else ())))
    weights, codes = (tuple(column for column, role in head.roles.items() if role == one) for one in ("weight", "code"))
    place = next(cell.place for cell in rows[head.last] if cell is not None)
    title = _title(rows, start, head.first, table.title, around.above)
    return Block(
        head.form, _groups(head), weights, codes, rows[head.last + 1 : end], title, unit or head.form.unit, bool(unit or units), units,
        around.agency, year, place, part,
    )  # fmt: skip


def _opening(rows: Grid) -> Iterator[str]:
    """The short texts of the first rows of a sheet."""
    return (cell.text for row in rows[:_OPENING] for cell in row if cell is not None and len(cell.text) <= _LONG)


def _year(texts: Iterable[str]) -> int | None:
    return next((int(match.group(1)) for text in texts if (match := _YEAR.search(text))), None)


def unit_in(text: str) -> str:
    """The unit of money a line above a table or a head names: 单位：万元, （元）; "" where it names none."""
    if len(text) > 2 * _LONG:
        return ""
    match = _UNIT.search(normalise(text).string)
    return (match.group(1) or match.group(2)) if match else ""


def _unit_of_column(rows: Grid, head: _Head, column: int) -> str:
    for at in range(head.last, head.first - 1, -1):
        cell = rows[at][column] if column < len(rows[at]) else None
        if cell is not None and (found := unit_in(cell.text)):
            return found
    return ""


def _groups(head: _Head) -> tuple[Mapping[str, int], ...]:
    """The columns of each role. A form of groups begins a new one wherever its first column stands again."""
    groups: list[dict[str, int]] = [{}]
    grouped = head.form.sides or head.form.repeats
    for column in sorted(head.roles):
        role = head.roles[column]
        if grouped and role in groups[-1] and role in ("label", "code"):
            if set(groups[-1]) - {"label", "code", "line"}:
                groups.append({})
            elif role == "label":
                continue
        group = groups[-1]
        if not grouped and role == "weight":
            group[role] = column if "score" not in group else group.get("weight", column)
        elif role not in group or (not grouped and head.ranks[column] < head.ranks[group[role]]):
            group[role] = column
    return tuple(groups)


def same_again(block: Block, following: Block) -> bool:
    """Whether the head of `following` is that of `block` once more, which no total row has closed: one list, read on."""
    return _same_head(block, following) and not _totalled(block.form, block.rows)


def _same_head(block: Block, following: Block) -> bool:
    return block.form is following.form and block.groups == following.groups


def _totalled(form: Form, rows: Grid) -> bool:
    """Whether a total row stands among the rows of a block."""
    for row in reversed(rows):
        first = next((cell for cell in row if cell is not None and not is_nothing(cell.text)), None)
        if first is not None and word(first.text) in form.total:
            return True
    return False
