"""Tables of a report's own making, of no known form: head, columns of figures, rows and their totals, as they stand.

What such a table means is told by nothing but its words; which column is the difference, rate or sum of which is settled by
the rows themselves (`own_sums`, `own_rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources

from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.extract.tables.block import Surroundings, unit_in
from jixiao.extract.tables.cells import Grid, Row, amount_in, is_inner, is_nothing, row_name, word
from jixiao.model.claim import Operand
from jixiao.model.document import Cell, Place, Table
from jixiao.patterns import regex
from jixiao.text.normalise import normalise
from jixiao.text.units import unit as unit_of

_MOST_ROWS, _MOST_COLUMNS = 400, 24
"""A larger table is a ledger: nobody adds it up in a report."""
_HEAD_ROWS = 3
_UNIT_OF_HEAD = regex(r"\((?:单位:?)?([^()\d/÷×+\-]{1,4})\)")
_FIGURES_IN_A_COLUMN = 2
_SUBTOTAL, _SHORT = "小计", 12
_STRUCTURED = regex(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|其中|(?:\d+\.){2,})")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    name = "own.yaml"
    file = read_data(resources.files("jixiao.extract.tables").joinpath(name).read_bytes(), f"extract/tables/{name}")
    if file.faults:
        raise RulesError(file.faults)
    return {key: frozenset(these) for key, these in file.data.items()}


def says(head: str, kind: str) -> bool:
    """Whether the head of a column holds one of the words of a kind (`own.yaml`)."""
    return any(one in head for one in _words()[kind])


def is_total(label: str) -> bool:
    """Whether a row's label says nothing but that it is a total, or of what it is the subtotal: 合计, 一季度小计."""
    return label in _words()["total_rows"] or (label.endswith(_SUBTOTAL) and len(label) <= _SHORT)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: where it stands, its head, the unit of bare numbers in it."""

    at: int
    head: str
    unit: str

    @property
    def dimension(self) -> str:
        """Columns of one dimension can be added and compared: money, or one unit."""
        known = unit_of(self.unit)
        return self.unit if known is None else known.dimension if known.dimension != "count" else known.name


@dataclass(slots=True)
class OwnRow:
    """A row: its label, its figures by column, the columns left blank (a dash is none at all, not a gap), and those with
    something that is no figure.

    `total`: the label says nothing else (合计); `inner`: a part of a row above (其中).
    """

    label: str
    figures: dict[int, Operand] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    blind: set[int] = field(default_factory=set)
    total: bool = False
    inner: bool = False
    structured: bool = False


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table as read. `said`: its unit was printed somewhere."""

    columns: tuple[Column, ...]
    rows: tuple[OwnRow, ...]
    place: Place

    def figures(self) -> Iterator[Operand]:
        return (one for row in self.rows for one in row.figures.values())


def read_own(table: Table, around: Surroundings) -> OwnTable | None:
    """The table with a head of words above rows of figures; None where it is not of that plain kind."""
    grid = _grid(table)
    head = _head(grid)
    if head is None:
        return None
    first, last = head
    body = grid[last + 1 :]
    unit = next((found for text in (*_context(grid[: last + 1]), *reversed(around.above)) if (found := unit_in(text))), "")
    columns = _with_totals(tuple(_columns(grid, first, last, unit)), unit)
    if not columns:
        return None
    labels = _label_columns(grid, first, last, columns)
    rows = tuple(row for cells in body if (row := _row(cells, columns, labels)) is not None)
    if len(rows) < _FIGURES_IN_A_COLUMN or not labels:
        return None
    return OwnTable(columns, rows, table.place)


def _grid(table: Table) -> Grid:
    """Rows of cells, a merged cell in every square it covers; nothing of a table too large to be added up."""
    rows: Grid = []
    for cell in table.cells:
        if cell.row + cell.row_span > _MOST_ROWS or cell.column + cell.column_span > _MOST_COLUMNS:
            return []
        for at in range(cell.row, cell.row + cell.row_span):
            while len(rows) <= at:
                rows.append([])
            row = rows[at]
            row.extend([None] * (cell.column + cell.column_span - len(row)))
            row[cell.column : cell.column + cell.column_span] = [cell] * cell.column_span
    return rows


def _context(rows: Grid) -> Iterator[str]:
    return (cell.text for row in rows for cell in {id(one): one for one in row if one is not None}.values())


def _distinct(row: Row) -> list[Cell]:
    return list({id(cell): cell for cell in row if cell is not None and cell.text.strip()}.values())


def _is_figure(cell: Cell | None) -> bool:
    return cell is not None and amount_in(cell.text, "元") is not None


def _head(grid: Grid) -> tuple[int, int] | None:
    """First and last row of the head: rows of two words and more and no figure, above the first row of figures."""
    first = next((at for at, row in enumerate(grid) if len(_distinct(row)) > 1), None)
    if first is None:
        return None
    last = first - 1
    for at in range(first, min(first + _HEAD_ROWS, len(grid))):
        if any(map(_is_figure, grid[at])) or len(_distinct(grid[at])) < 2:
            break
        last = at
    following = grid[last + 1 : last + 2]
    if last < first or not following or not any(map(_is_figure, following[0])):
        return None
    return first, last


def _path(grid: Grid, first: int, last: int, at: int) -> str:
    """The words of a column's head from top to bottom as one."""
    texts: list[str] = []
    for row in grid[first : last + 1]:
        cell = row[at] if at < len(row) else None
        text = normalise(cell.text).string.replace(" ", "").replace("\n", "") if cell is not None else ""
        if text and text not in texts:
            texts.append(text)
    return "".join(texts)


def _columns(grid: Grid, first: int, last: int, unit: str) -> Iterator[Column]:
    """The columns that hold figures and are no numbering."""
    width = max(len(row) for row in grid)
    for at in range(width):
        head = _path(grid, first, last, at)
        cells = [row[at] for row in grid[last + 1 :] if at < len(row) and row[at] is not None and not _merged(row, at)]
        filled = [cell for cell in cells if cell is not None and not is_nothing(cell.text)]
        own = _unit_of(head, unit, filled)
        figures = [cell for cell in filled if amount_in(cell.text, own or "元") is not None]
        if len(figures) < _FIGURES_IN_A_COLUMN or 3 * len(figures) < 2 * len(filled):
            continue
        if not head or says(word(head), "counts_rows") or _counts(figures):
            continue
        yield Column(at, _UNIT_OF_HEAD.sub("", head), own)


def _with_totals(columns: tuple[Column, ...], unit: str) -> tuple[Column, ...]:
    """The columns, one headed by nothing but 合计 in the unit of the table where all those it may add are."""
    others = [one for one in columns if one.unit != "%" and not is_total(word(one.head))]
    if not unit or len(others) < _FIGURES_IN_A_COLUMN or any(one.unit != unit for one in others):
        return columns
    return tuple(replace(one, unit=unit) if not one.unit and is_total(word(one.head)) else one for one in columns)


def _merged(row: Row, at: int) -> bool:
    cell = row[at]
    return cell is not None and cell.column_span > 1


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a column numbers its rows: 1, 2, 3, …"""
    return [cell.text.strip() for cell in cells] == [str(number) for number in range(1, len(cells) + 1)] and len(cells) > 2


def _unit_of(head: str, unit: str, cells: Sequence[Cell]) -> str:
    """The unit of bare numbers below a head: what its cells print, what its brackets or words say, or that of the table."""
    if 2 * sum("%" in normalise(cell.text).string for cell in cells) > len(cells):
        return "%"
    for text in reversed(_UNIT_OF_HEAD.findall(head)):
        if unit_of(text) is not None:
            return str(text)
    if _UNIT_OF_HEAD.sub("", head).endswith(tuple(_words()["percentages"])):
        return "%"
    if says(head, "scores") or says(head, "weights"):
        return "分"
    return unit if says(head, "money") else ""


def _label_columns(grid: Grid, first: int, last: int, columns: Sequence[Column]) -> list[int]:
    """The columns of words left of the figures, numbering left out."""
    before = min(one.at for one in columns)
    return [at for at in range(before) if not says(word(_path(grid, first, last, at)), "counts_rows")] or list(range(before))


def _name(label: str, head: str) -> str:
    """What a figure is called by its row and its column, 合计 once where both say it."""
    return (label if is_total(label) and is_total(word(head)) else f"{label}{head}")[:40]


def _row(cells: Row, columns: Sequence[Column], labels: Sequence[int]) -> OwnRow | None:
    texts = [cells[at].text.strip() for at in labels if at < len(cells) and cells[at] is not None]  # type: ignore[union-attr]
    known = [text for text in dict.fromkeys(texts) if text and not is_nothing(text)]
    first = next((cell.text.strip() for cell in cells if cell is not None and cell.text.strip()), "")
    total = is_total(row_name(first)) or any(is_total(row_name(text)) for text in known[:1])
    label = row_name(first) if total else (known[-1] if known else "")
    inner = any(map(is_inner, known))
    row = OwnRow(row_name(label) if inner else label, total=total, inner=inner)
    row.structured = any(_STRUCTURED.match(word(text)) for text in known)
    for column in columns:
        cell = cells[column.at] if column.at < len(cells) else None
        if cell is None or (cell.column_span > 1 and cell.column != column.at):
            continue
        if is_nothing(cell.text):
            if not cell.text.strip():
                row.empty.add(column.at)
            continue
        value = amount_in(cell.text, column.unit or "元")
        if value is None or not value.plain:
            row.blind.add(column.at)
        else:
            row.figures[column.at] = Operand(value, cell.text.strip(), cell.place, _name(row.label, column.head))
    return row if row.figures or row.blind else None
