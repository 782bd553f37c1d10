"""Tables by form: which column is what is said by `forms/*.yaml`, so a new layout is a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources

from jixiao.catalog.items import find_basis, find_item, plain
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.extract.judge import amount, close_sum, like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Cell, Document
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity

_HEAD_ROWS = 8


@dataclass(frozen=True, slots=True)
class Form:
    """A table layout: the spellings of each column's head, the columns it needs, the words of its total row."""

    id: str
    needs: tuple[str, ...]
    columns: dict[str, str]
    total: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the tables of a document state."""

    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[Operand, ...] = ()


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
        columns = {plain(spelling): role for role, spellings in raw["columns"].items() for spelling in spellings}
        found.append(Form(raw["form"], tuple(raw["needs"]), columns, tuple(raw["total"])))
    return tuple(found)


def read_tables(document: Document, agency: str, year: int | None) -> TableReading:
    """Facts and relations of every table whose heads are those of a known form; all its figures are counted."""
    facts: list[Fact] = []
    relations: list[Relation] = []
    figures: list[Operand] = []
    for table in document.tables():
        grid = table.grid()
        for form in forms():
            head = _head(grid, form)
            if head is None:
                continue
            row, columns = head
            if form.id == "base-data":
                facts.extend(_base_data(grid[row + 1 :], columns, agency, year))
            else:
                found, operands = _score_form(grid[row + 1 :], columns, form)
                relations.extend(found)
                figures.extend(operands)
            break
    return TableReading(tuple(facts), tuple(relations), tuple(figures))


Grid = list[list[Cell | None]]


def _head(grid: Grid, form: Form) -> tuple[int, dict[str, int]] | None:
    """The head row of `form` among the first rows, and the column of each role."""
    for index, row in enumerate(grid[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(row):
            role = form.columns.get(plain(cell.text)) if cell is not None else None
            if role is not None and role not in columns:
                columns[role] = position
        if all(role in columns for role in form.needs):
            return index, columns
    return None


def _base_data(rows: Grid, columns: dict[str, int], agency: str, year: int | None) -> Iterator[Fact]:
    for row in rows:
        name = _text(row, columns, "item")
        item = find_item(name) if name else None
        if item is None:
            continue
        basis = find_basis(_text(row, columns, "basis"))
        for role, back in (("this_year", 0), ("last_year", -1)):
            cell = _cell(row, columns, role)
            if cell is None or not cell.text.strip():
                continue
            value = quantity(cell.text, _text(row, columns, "unit"))
            if value is not None:
                when = year + back if year is not None else None
                yield Fact(
                    item.key,
                    value,
                    when,
                    basis.key if basis else "",
                    agency,
                    cell.text,
                    cell.place,
                    f"form:base-data/{role}",
                )


def _score_form(rows: Grid, columns: dict[str, int], form: Form) -> tuple[list[Relation], list[Operand]]:
    """Scores against weights row by row, and both against the total row."""
    relations: list[Relation] = []
    weights: list[Operand] = []
    scores: list[Operand] = []
    total_weight = total_score = None
    seen: set[tuple[int, int]] = set()
    for row in rows:
        first = next((cell for cell in row if cell is not None and cell.text.strip()), None)
        is_total = first is not None and plain(first.text) in form.total
        weight = _operand(row, columns, "weight", seen)
        score = _operand(row, columns, "score", seen)
        if is_total:
            total_weight, total_score = weight, score
            break
        if weight is not None:
            weights.append(weight)
        if score is not None:
            scores.append(score)
        if weight is not None and score is not None and weight.quantity is not None and score.quantity is not None:
            relations.append(_bound(score, weight))
    for kind, total, parts in ((Kind.WEIGHT_SUM, total_weight, weights), (Kind.SCORE_SUM, total_score, scores)):
        if total is not None and total.quantity is not None and len(parts) >= 2:
            relations.append(_sum(kind, total, parts))
    every = [*weights, *scores, *(one for one in (total_weight, total_score) if one is not None)]
    return relations, every


def _bound(score: Operand, weight: Operand) -> Relation:
    assert score.quantity is not None and weight.quantity is not None
    holds = Decimal(0) <= score.quantity.value <= weight.quantity.value
    return Relation(
        Kind.SCORE_BOUND, score, (weight,), Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        f"{score.label} 分值 {weight.quote} 得分 {score.quote}", score.place, weight.quantity, "", "form:score",
    )  # fmt: skip


def _sum(kind: Kind, total: Operand, parts: list[Operand]) -> Relation:
    assert total.quantity is not None
    amounts = [amount(one.quantity.without_rounding()) for one in parts if one.quantity is not None]
    closing = close_sum(amount(total.quantity.without_rounding()), amounts)
    return Relation(
        kind, total, tuple(parts), closing.verdict, f"{total.label} {total.quote}", total.place, like(total.quantity, closing.total),
        closing.detail, "form:score", "", (), near=True,
    )  # fmt: skip


def _operand(row: list[Cell | None], columns: dict[str, int], role: str, seen: set[tuple[int, int]]) -> Operand | None:
    """The figure in a column of a row; a merged cell counts once."""
    cell = _cell(row, columns, role)
    if cell is None or (cell.row, cell.column) in seen:
        return None
    value: Quantity | None = quantity(cell.text, "分")
    if value is None or value.unit != "分":
        return None
    seen.add((cell.row, cell.column))
    label = _text(row, columns, "name") or _text(row, columns, "level2") or _text(row, columns, "level1")
    return Operand(value, cell.text.strip(), cell.place, label)


def _cell(row: list[Cell | None], columns: dict[str, int], role: str) -> Cell | None:
    position = columns.get(role)
    return row[position] if position is not None and position < len(row) else None


def _text(row: list[Cell | None], columns: dict[str, int], role: str) -> str:
    cell = _cell(row, columns, role)
    return cell.text.strip() if cell is not None else ""
