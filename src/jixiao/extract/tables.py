"""Tables by form: which column is what is said by `forms/*.yaml`, so a new layout is a file.

One table may hold several forms below each other (the project form: funds, then indicators); each begins at its head row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from jixiao.catalog.items import Item, find_basis, find_item, items, plain
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.extract import scoretable
from jixiao.extract.scoretable import Grid, cell_at, text_at
from jixiao.model.claim import Operand, Relation
from jixiao.model.document import Cell, Document
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity


@dataclass(frozen=True, slots=True)
class Form:
    """A table layout. `reads` names how its rows are read; `columns` and `rows` map printed heads to roles and items.

    `unit` is the unit of bare numbers where the head gives none; `total` are the words of its total row.
    """

    id: str
    reads: str
    needs: tuple[str, ...]
    columns: Mapping[str, str]
    rows: Mapping[str, str]
    unit: str
    total: tuple[str, ...]


@dataclass(slots=True)
class TableReading:
    """What the tables of a document state. `points` are weights and scores of a form above the score rows of its table."""

    facts: list[Fact] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    figures: list[Operand] = field(default_factory=list)
    points: dict[str, list[Operand]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All forms, by file name."""
    folder = resources.files("jixiao.extract").joinpath("forms")
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        file = read_data(entry.read_bytes(), f"extract/forms/{entry.name}")
        if file.faults:
            raise RulesError(file.faults)
        raw = file.data
        found.append(
            Form(
                raw["form"], raw["reads"], tuple(raw["needs"]), _by_name(raw["columns"]), _by_name(raw.get("rows", {})),
                raw.get("unit", ""), tuple(raw["total"]),
            )
        )  # fmt: skip
    return tuple(found)


def _by_name(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain(one): role for role, these in spellings.items() for one in these}


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a table below one head row, with the column of each role."""

    form: Form
    columns: Mapping[str, int]
    rows: Grid
    agency: str
    year: int | None


def read_tables(document: Document, agency: str, year: int | None) -> TableReading:
    """Facts, relations and figures of every table part whose head row is that of a known form."""
    out = TableReading()
    for table in document.tables():
        out.points = {}
        for block in _blocks(table.grid(), agency, year):
            _READ[block.form.reads](block, out)
    return out


def _blocks(grid: Grid, agency: str, year: int | None) -> Iterator[Block]:
    heads = [(index, *found) for index, row in enumerate(grid) if (found := _head(row)) is not None]
    for order, (index, form, columns) in enumerate(heads):
        end = heads[order + 1][0] if order + 1 < len(heads) else len(grid)
        yield Block(form, columns, grid[index + 1 : end], agency, year)


def _head(row: scoretable.Row) -> tuple[Form, dict[str, int]] | None:
    """The form whose needed columns all stand in this row; of several the one with most columns."""
    best: tuple[Form, dict[str, int]] | None = None
    for form in forms():
        columns: dict[str, int] = {}
        for position, cell in enumerate(row):
            role = form.columns.get(_head_text(cell.text)) if cell is not None else None
            if role is not None and role not in columns:
                columns[role] = position
        if all(role in columns for role in form.needs) and (best is None or len(columns) > len(best[1])):
            best = form, columns
    return best


def _head_text(text: str) -> str:
    """A head without its unit in brackets; 全年预算数(A) keeps its letter."""
    bare = plain(text)
    for unit in ("(万元)", "(元)", "(%)", "(分)"):
        bare = bare.removesuffix(unit)
    return bare


def _read_items(block: Block, out: TableReading) -> None:
    """One item a row, last year and this year in columns, each row with its basis and unit."""
    for row in block.rows:
        name = text_at(row, block.columns, "item")
        item = find_item(name) if name else None
        if item is None:
            continue
        basis = find_basis(text_at(row, block.columns, "basis"))
        for role, back in (("this_year", 0), ("last_year", -1)):
            cell = cell_at(row, block.columns, role)
            value = (
                quantity(cell.text, text_at(row, block.columns, "unit")) if cell is not None and cell.text.strip() else None
            )
            if cell is not None and value is not None:
                when = block.year + back if block.year is not None else None
                by = f"form:{block.form.id}/{role}"
                out.facts.append(
                    Fact(item.key, value, when, basis.key if basis else "", block.agency, cell.text, cell.place, by)
                )


def _read_matrix(block: Block, out: TableReading) -> None:
    """An item a row, a basis and year a column (executed@-1); or a column that is an item itself (staff_in_post@0).

    Amounts are in the form's unit, unless the row's own label prints another. Points in the row count for the total below.
    """
    for row in block.rows:
        names = [text for cell in row if cell is not None and (text := _row_name(cell.text)) and quantity(text) is None]
        named = ((text, items().get(block.form.rows.get(text, "")) or find_item(text)) for text in names)
        label, item = next((pair for pair in named if pair[1] is not None), (names[0] if names else "", None))
        for role, position in block.columns.items():
            cell = row[position] if position < len(row) else None
            if cell is None or not cell.text.strip():
                continue
            if role in ("weight", "score"):
                _keep_points(cell, role, label, out)
                continue
            found = _fact_of(block, role, item, cell)
            if found is not None:
                out.facts.append(found)
                out.figures.append(
                    Operand(found.value if isinstance(found.value, Quantity) else None, cell.text, cell.place, label)
                )


def _fact_of(block: Block, role: str, row_item: Item | None, cell: Cell) -> Fact | None:
    name, _, back = role.partition("@")
    item, basis = (items()[name], "") if name in items() else (row_item, name)
    if item is None:
        return None
    value = quantity(cell.text, block.form.unit)
    if value is None or value.unit != item.unit:
        return None
    shift = int(back or 0) if item.bases or name in items() else 0
    when = block.year + shift if block.year is not None else None
    return Fact(
        item.key,
        value,
        when,
        basis if item.bases else "",
        block.agency,
        cell.text,
        cell.place,
        f"form:{block.form.id}/{role}",
    )


_MARKED = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十\d]+\))+")


def _row_name(text: str) -> str:
    """A row's label without 其中：, numbering and the blanks of its indent."""
    return _MARKED.sub("", plain(text).replace("\u3000", ""))


def _keep_points(cell: Cell, role: str, label: str, out: TableReading) -> None:
    value = quantity(cell.text, "分")
    if value is not None and value.unit == "分":
        out.points.setdefault(role, []).append(Operand(value, cell.text.strip(), cell.place, label))


def _read_scores(block: Block, out: TableReading) -> None:
    relations, figures = scoretable.read_scores(block.rows, block.columns, block.form.total, out.points)
    out.points = {}
    out.relations.extend(relations)
    out.figures.extend(figures)
    out.facts.extend(scoretable.read_targets(block.rows, block.columns, block.agency, block.year))


_READ: Mapping[str, Callable[[Block, TableReading], None]] = {
    "items": _read_items,
    "matrix": _read_matrix,
    "scores": _read_scores,
}
