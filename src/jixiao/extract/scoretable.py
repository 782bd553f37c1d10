"""A table of scores: weights and scores row by row against each other and against the total row; targets and actuals as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.catalog.items import plain
from jixiao.extract.judge import amount, close_sum, like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Cell
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity

Row = list[Cell | None]
Grid = list[Row]


def read_scores(
    rows: Grid, columns: Mapping[str, int], total: Sequence[str], above: Mapping[str, Sequence[Operand]]
) -> tuple[list[Relation], list[Operand]]:
    """Each score between 0 and its weight; both columns against the total row. A merged cell counts once.

    `above` are weights and scores that stand higher in the same table and belong to its total (预算执行率 beside the funds).
    """
    relations: list[Relation] = []
    weights: list[Operand] = [*above.get("weight", ())]
    scores: list[Operand] = [*above.get("score", ())]
    totals: dict[str, Operand | None] = {}
    seen: set[tuple[int, int]] = set()
    for row in rows:
        first = next((cell for cell in row if cell is not None and cell.text.strip()), None)
        weight = _points(row, columns, "weight", seen)
        score = _points(row, columns, "score", seen)
        if first is not None and plain(first.text) in total:
            totals = {"weight": weight, "score": score}
            break
        if weight is not None:
            weights.append(weight)
        if score is not None:
            scores.append(score)
        if weight is not None and score is not None:
            relations.append(_bound(score, weight))
    for kind, whole, parts in (
        (Kind.WEIGHT_SUM, totals.get("weight"), weights),
        (Kind.SCORE_SUM, totals.get("score"), scores),
    ):
        if whole is not None and len(parts) >= 2:
            relations.append(_sum(kind, whole, parts))
    return relations, [*weights, *scores, *(one for one in totals.values() if one is not None)]


def read_targets(rows: Grid, columns: Mapping[str, int], agency: str, year: int | None) -> Iterator[Fact]:
    """Target and actual of each named row, as `rows/<name>/target` and `rows/<name>/actual`."""
    for row in rows:
        name = text_at(row, columns, "name")
        if not name:
            continue
        for role in ("target", "actual"):
            cell = cell_at(row, columns, role)
            text = cell.text.strip() if cell is not None else ""
            if cell is not None and text and text not in ("—", "-", "/"):
                value = quantity(text) or text
                yield Fact(f"rows/{name}/{role}", value, year, "", agency, text, cell.place, f"form:score/{role}")


def _bound(score: Operand, weight: Operand) -> Relation:
    assert score.quantity is not None and weight.quantity is not None
    holds = Decimal(0) <= score.quantity.value <= weight.quantity.value
    return Relation(
        Kind.SCORE_BOUND, score, (weight,), Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        f"{score.label} 分值 {weight.quote} 得分 {score.quote}", score.place, weight.quantity, "", "form:score",
    )  # fmt: skip


def _sum(kind: Kind, total: Operand, parts: Sequence[Operand]) -> Relation:
    """Points are exact: no rounding between the rows and their total."""
    assert total.quantity is not None
    amounts = [amount(one.quantity.without_rounding()) for one in parts if one.quantity is not None]
    closing = close_sum(amount(total.quantity.without_rounding()), amounts)
    return Relation(
        kind, total, tuple(parts), closing.verdict, f"{total.label} {total.quote}", total.place, like(total.quantity, closing.total),
        closing.detail, "form:score", "", (), near=True,
    )  # fmt: skip


def _points(row: Row, columns: Mapping[str, int], role: str, seen: set[tuple[int, int]]) -> Operand | None:
    cell = cell_at(row, columns, role)
    if cell is None or (cell.row, cell.column) in seen:
        return None
    value: Quantity | None = quantity(cell.text, "分")
    if value is None or value.unit != "分":
        return None
    seen.add((cell.row, cell.column))
    label = text_at(row, columns, "name") or text_at(row, columns, "level2") or text_at(row, columns, "level1")
    return Operand(value, cell.text.strip(), cell.place, label)


def cell_at(row: Row, columns: Mapping[str, int], role: str) -> Cell | None:
    """The cell of a row in the column of `role`."""
    position = columns.get(role)
    return row[position] if position is not None and position < len(row) else None


def text_at(row: Row, columns: Mapping[str, int], role: str) -> str:
    """Its text, "" where there is none."""
    cell = cell_at(row, columns, role)
    return cell.text.strip() if cell is not None else ""
