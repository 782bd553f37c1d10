"""A block of indicators: rows as the checks look at them, targets and actuals as facts, weights and scores against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from jixiao.extract.judge import amount, close_sum, like
from jixiao.extract.tables.block import Block
from jixiao.extract.tables.cells import Row, as_printed, cell_at, is_blank, points, square, text_at, word
from jixiao.extract.tables.row_rates import row_rates
from jixiao.extract.tables.words import operators
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Cell
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import IndicatorRow
from jixiao.patterns import regex
from jixiao.text.normalise import normalise
from jixiao.text.quantities import quantity

_SUBTOTAL = "小计"
_FULL = Decimal(100)
_POINTS_OF_LEVEL = regex(r"\((\d{1,3}(?:\.\d{1,2})?)分\)")
_EXECUTION = regex(r"执行率")
_NOT_APPLIED = regex(r"不适用|剔除|不参评|不涉及")
_CLOSED = {"weight": Kind.WEIGHT_SUM, "score": Kind.SCORE_SUM}


@dataclass(frozen=True, slots=True)
class Scores:
    """What a block of indicators states: its rows, relations, figures, facts."""

    rows: tuple[IndicatorRow, ...]
    relations: tuple[Relation, ...]
    figures: tuple[Operand, ...]
    facts: tuple[Fact, ...]


def read_indicators(block: Block, above: Mapping[str, Sequence[Operand]], before: Mapping[str, Sequence[Operand]]) -> Scores:
    """The block as it stands, to its total row. `above`: points that stand higher in the same table and belong to its total;
    `before`: those of a table before, which may.
    """
    body, total = _parts(block)
    rows = tuple(_rows(block, body))
    relations: list[Relation] = [_bound(one.score, one.weight) for one in rows if one.score and one.weight and _both(one)]
    relations += row_rates(block, body)
    relations += _sums(block, body, total, rows, above, before)
    relations += _levels(block, body)
    relations += _level_totals(block, body, total)
    figures = [
        one
        for row in rows
        for one in (row.target, row.actual, row.weight, row.score)
        if one is not None and one.quantity is not None
    ]
    totals = {role: found for role in _CLOSED if (found := _point(total, block, role)) is not None}
    return Scores(rows, tuple(relations), (*figures, *totals.values()), tuple(_facts(block, rows, totals)))


def _parts(block: Block) -> tuple[list[Row], Row | None]:
    """The rows above the total row, and that row. What comes behind it (conclusions, signatures) is no indicator."""
    for index, row in enumerate(block.rows):
        if _closes(block, row):
            return block.rows[:index], row
    return block.rows, None


def _closes(block: Block, row: Row) -> bool:
    """Whether a row is the total: 总分 stands first in it, or behind a cell that reaches down from above."""
    shown = {id(cell): cell for cell in row if cell is not None and cell.text.strip()}
    for cell in list(shown.values())[:2]:
        if word(cell.text) in block.form.total:
            return True
        if cell.row_span == 1:
            return False
    return False


def _rows(block: Block, body: Sequence[Row]) -> Iterator[IndicatorRow]:
    columns = block.columns
    seen: set[int] = set()
    last: list[Cell | None] = []
    for row in body:
        cells = [cell_at(row, columns.get(role)) for role in ("name", "weight", "target", "score")]
        if _is_subtotal(row) or (any(cells) and all(one is two for one, two in zip(cells, last, strict=False)) and last):
            continue  # the same cells again: one indicator over several rows
        last = cells
        found = _indicator(block, row, seen)
        if found is not None:
            yield found


def _is_subtotal(row: Row) -> bool:
    return any(cell is not None and word(cell.text).endswith(_SUBTOTAL) and len(cell.text) <= 12 for cell in row[:4])


def _indicator(block: Block, row: Row, seen: set[int]) -> IndicatorRow | None:
    columns = block.columns
    levels = [text_at(row, columns.get(role)) for role in ("level1", "level2")]
    name = text_at(row, columns.get("name"))
    shown = cell_at(row, columns.get("name")) or next((cell for cell in row if cell is not None and cell.text.strip()), None)
    if shown is None or (not name and not any(levels)):
        return None
    label = name or levels[1] or levels[0]
    weight = _once(cell_at(row, columns.get("weight")), label, seen)
    score = _once(cell_at(row, columns.get("score")), label, seen)
    nature = normalise(text_at(row, columns.get("nature"))).string.strip()
    unit = as_printed(square(row, columns.get("unit")), label)
    printed_unit = unit.quote if unit is not None and not is_blank(unit.quote) else ""
    target = _value(row, columns, ("adjusted", "target"), label, operators().get(nature, ""), printed_unit)
    actual = _value(row, columns, ("actual",), label, "", printed_unit)
    bound = operators().get(nature, "") or (_written_bound(target.quote) if target is not None else "")
    return IndicatorRow(
        name, levels[0], levels[1], target, actual, weight, score, as_printed(square(row, columns.get("reason")), label), unit,
        nature, bound, "rule" in columns and bool(text_at(row, columns["rule"])), shown.place, block.part, block.form.id,
        as_printed(square(row, columns.get("chance")), label), points(cell_at(row, columns.get("recheck")), label),
    )  # fmt: skip


def _once(cell: Cell | None, label: str, seen: set[int]) -> Operand | None:
    """The points of a cell, the first time it is met: a merged cell counts once."""
    if cell is None or id(cell) in seen:
        return None
    found = points(cell, label)
    if found is not None:
        seen.add(id(cell))
    return found


def _value(
    row: Row, columns: Mapping[str, int], roles: Sequence[str], label: str, operator: str, unit: str
) -> Operand | None:
    """Target or actual: the first of the columns with something in it, together with the operator and unit beside it."""
    cells = [cell for role in roles if (cell := square(row, columns.get(role))) is not None]
    if not cells:
        return None
    cell = next((one for one in cells if not is_blank(one.text)), cells[-1])
    text = cell.text.strip()
    value = None if is_blank(text) else quantity(text, unit)
    if value is not None and operator and value.bound == "=":
        value = quantity(f"{operator}{text}", unit) or value
    return Operand(value, text, cell.place, label)


def _written_bound(text: str) -> str:
    """The operator a target is written with; a bare number and a bare = are told apart."""
    value = quantity(text)
    if value is None:
        return ""
    return value.bound if value.bound != "=" or normalise(text).string.strip().startswith("=") else ""


def _both(row: IndicatorRow) -> bool:
    return all(one is not None and one.quantity is not None for one in (row.weight, row.score))


def _bound(score: Operand, weight: Operand) -> Relation:
    assert score.quantity is not None and weight.quantity is not None
    holds = Decimal(0) <= score.quantity.value <= weight.quantity.value
    return Relation(
        Kind.SCORE_BOUND, score, (weight,), Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        f"{score.label} 分值 {weight.quote} 得分 {score.quote}", score.place, weight.quantity, "", "form:score",
    )  # fmt: skip


def _point(row: Row | None, block: Block, role: str) -> Operand | None:
    if row is None:
        return None
    first = next((cell.text.strip() for cell in row if cell is not None and word(cell.text) in block.form.total), "")
    return points(cell_at(row, block.columns.get(role)), first or "小计")


def _sums(
    block: Block, body: Sequence[Row], total: Row | None, rows: Sequence[IndicatorRow], above: Mapping[str, Sequence[Operand]],
    before: Mapping[str, Sequence[Operand]],
) -> Iterator[Relation]:  # fmt: skip
    """Weights and scores against the total row, and rows against their subtotal."""
    told_twice = any(_EXECUTION.search(row.name or row.level2) for row in rows)
    for role, kind in _CLOSED.items():
        group: list[Operand] = []
        every: list[Operand] = []
        named: list[Operand] = []  # a level may stand in a row of its own, with the sum of its indicators
        seen: set[int] = set()
        for row in body:
            if _is_subtotal(row):
                whole = _point(row, block, role)
                if whole is not None and len(group) >= 2:
                    yield _sum(kind, whole, group)
                group = []
                continue
            label = next(
                (text for name in ("name", "level2", "level1") if (text := text_at(row, block.columns.get(name)))), ""
            )
            found = _once(cell_at(row, block.columns.get(role)), label, seen)
            if found is not None:
                group.append(found)
                every.append(found)
                if text_at(row, block.columns.get("name")):
                    named.append(found)
        whole = _point(total, block, role)
        if whole is None:
            continue
        earlier = [above[role]] if above.get(role) else [(), before.get(role, ())]
        readings = [[*more, *rows] for more in earlier for rows in (every, named)]
        if told_twice or _without_funds(_point(total, block, "weight"), above.get("weight", ())):
            readings += [every, named]
        readings = [one for one in readings if len(one) >= 2]
        if readings:
            best = min((_sum(kind, whole, one) for one in readings), key=lambda one: one.verdict is Verdict.INCONSISTENT)
            yield _rescaled(best, block, body, _point(total, block, "weight"))


def _without_funds(total: Operand | None, above: Sequence[Operand]) -> bool:
    """Whether the total is that of the indicators alone: it lacks of a hundred what stands higher in the table."""
    if total is None or total.quantity is None or not above:
        return False
    return total.quantity.value + sum((one.quantity.value for one in above if one.quantity is not None), Decimal(0)) == _FULL


def _sum(kind: Kind, total: Operand, parts: Sequence[Operand]) -> Relation:
    """Points are exact: no rounding between the rows and their total."""
    assert total.quantity is not None
    amounts = [amount(one.quantity.without_rounding()) for one in parts if one.quantity is not None]
    closing = close_sum(amount(total.quantity.without_rounding()), amounts)
    return Relation(
        kind, total, tuple(parts), closing.verdict, f"{total.label} {total.quote}", total.place, like(total.quantity, closing.total),
        closing.detail, "form:score", "", (), near=True,
    )  # fmt: skip


def _rescaled(relation: Relation, block: Block, body: Sequence[Row], worth: Operand | None) -> Relation:
    """A total that is no sum, but the sum scaled up: rows that do not apply (不适用) were taken out of the hundred with their points."""
    out = sum((weight for row in body if (weight := _not_applied(row, block))), Decimal(0))
    stated = relation.stated.quantity
    parts = [one.quantity.value for one in relation.operands if one.quantity is not None]
    of = worth.quantity.value if worth is not None and worth.quantity is not None else _FULL
    if (
        relation.kind is not Kind.SCORE_SUM
        or relation.verdict is not Verdict.INCONSISTENT
        or stated is None
        or not 0 < out < of
    ):
        return relation
    scaled = half_up(Fraction(sum(parts, Decimal(0))) * Fraction(of) / Fraction(of - out), 2)
    if abs(scaled - stated.value) > max(stated.step / 2, Decimal("0.005")):
        return relation
    return replace(relation, verdict=Verdict.CONSISTENT, expected=like(stated, scaled), detail="rescaled")


def _not_applied(row: Row, block: Block) -> Decimal | None:
    """The points of a row whose score cell says that it does not apply."""
    cell, weight = cell_at(row, block.columns.get("score")), _point(row, block, "weight")
    if cell is None or weight is None or weight.quantity is None or not _NOT_APPLIED.search(cell.text):
        return None
    return weight.quantity.value


def _levels(block: Block, body: Sequence[Row]) -> Iterator[Relation]:
    """Points of a level (in a column of its own, or behind its name: 产出指标(50分)) against those of the indicators under it."""
    own = block.columns.get("weight")
    if own is None:
        return
    level_columns = [at for at in block.weights if at < own] + [
        at for role in ("level1", "level2") if (at := block.columns.get(role)) is not None
    ]
    for column in level_columns:
        groups: dict[int, tuple[Cell, str, dict[int, Cell]]] = {}
        for row in body:
            cell, leaf = cell_at(row, column), cell_at(row, own)
            if cell is None or leaf is None or _is_subtotal(row):
                continue
            name = text_at(row, column - 1) if column in block.weights and column else cell.text.strip()
            groups.setdefault(id(cell), (cell, name, {}))[2].setdefault(id(leaf), leaf)
        for cell, name, leaves in groups.values():
            relation = _level(cell, name, list(leaves.values()))
            if relation is not None:
                yield relation


def _level_totals(block: Block, body: Sequence[Row], total: Row | None) -> Iterator[Relation]:
    """Points of the levels, each column of them against what the total row has in it: 20 + 30 + 25 + 25 of 100."""
    own = block.columns.get("weight")
    for column in block.weights if own is not None and total is not None else ():
        whole = points(cell_at(total, column), "合计") if total is not None else None
        if own is None or column >= own or whole is None:
            continue
        cells = {id(cell): cell for row in body if not _is_subtotal(row) and (cell := cell_at(row, column)) is not None}
        parts = [points(cell, "") for cell in cells.values() if not is_blank(cell.text)]
        known = [one for one in parts if one is not None]
        if len(known) >= 2 and len(known) == len(parts) and whole.place not in {one.place for one in known}:
            yield _sum(Kind.WEIGHT_SUM, whole, known)


def _level(cell: Cell, name: str, leaves: Sequence[Cell]) -> Relation | None:
    if cell.row_span < 2 or len(leaves) < 2:
        return None
    match = _POINTS_OF_LEVEL.search(normalise(cell.text).string.replace(" ", ""))
    if match is not None:
        value = quantity(match.group(1), "分")
        whole = Operand(value, f"{match.group(1)}分", cell.place, re.split("[(（]", name)[0].strip()) if value else None
    else:
        whole = points(cell, name)
    parts = [points(leaf, "") for leaf in leaves]
    if whole is None or any(part is None for part in parts):
        return None
    relation = _sum(Kind.WEIGHT_SUM, whole, [part for part in parts if part is not None])
    return replace(relation, detail="level", way="form:score/level")


def _facts(block: Block, rows: Sequence[IndicatorRow], totals: Mapping[str, Operand]) -> Iterator[Fact]:
    """Target and actual of each named row, as `rows/<name>/target` and `rows/<name>/actual`."""
    for row in rows:
        for role, operand in (("target", row.target), ("actual", row.actual)):
            if row.name and operand is not None and not is_blank(operand.quote):
                value: Quantity | str = operand.quantity or operand.quote
                by = f"form:{block.form.id}/{role}"
                yield Fact(f"rows/{row.name}/{role}", value, block.year, "", block.agency, operand.quote, operand.place, by)
    score = totals.get("score")
    if score is not None and score.quantity is not None and block.form.id == "score" and _of_hundred(totals, rows):
        yield Fact("self_score", score.quantity, block.year, "", block.agency, score.quote, score.place, "form:score/total")


def _of_hundred(totals: Mapping[str, Operand], rows: Sequence[IndicatorRow]) -> bool:
    """Whether the total is one of 100 points, printed so or summed."""
    weight = totals.get("weight")
    if weight is not None and weight.quantity is not None:
        return weight.quantity.value == _FULL
    weights = [row.weight.quantity.value for row in rows if row.weight is not None and row.weight.quantity is not None]
    return sum(weights, Decimal(0)) == _FULL
