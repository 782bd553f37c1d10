"""A case and its scores → tables with the field names of other systems, for their import screens or for copying over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao.catalog.items import items
from jixiao.errors import Fault
from jixiao.intake.mapping import UNITS, FieldMapping
from jixiao.model.case import Case, Row
from jixiao.model.document import Cell, Document, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.rulebook import Rulebook
from jixiao.patterns import regex

INDICATORS, FUNDS = "指标", "资金"
_FIGURE = regex(r"(?P<sign>[≥≤><=＝]?)\s*(?P<number>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>.*)")
_PLAIN = regex(r"-?\d+(?:\.\d+)?")
_NUMBERS = frozenset(("year", "weight", "score", "adjusted_budget", "executed"))
"""Keys whose cells are numbers."""


def hand_out(
    case: Case, scorecard: Scorecard, rulebook: Rulebook, mapping: FieldMapping
) -> tuple[Document, tuple[Fault, ...]]:
    """Two tables, 指标 and (where the case states funds of a project) 资金; and what has no field and is left out.

    指标 holds every indicator of the scorecard in its order: the unit's own, and those computed or judged by the rulebook.
    """
    scores = {id(score): row for row, score in _scored(case, scorecard, rulebook)}
    names = {node.id: node.name for node in rulebook.nodes()}
    open_ = {node.id for node in rulebook.nodes() if node.rows is not None}
    every = [(scores.get(id(one)) or _computed(one), one) for one in scorecard.indicators if one.id not in open_]
    lines = [
        [_value(key, case, row, score, names, scorecard.places) for key in mapping.columns.values()] for row, score in every
    ]
    tables = [_table(INDICATORS, tuple(mapping.columns), tuple(mapping.columns.values()), lines)]
    funds = [line for label, item in mapping.rows.items() if (line := _fund(label, item, case, mapping))]
    if funds and mapping.label:
        keys = ("", *mapping.funds.values())
        tables.append(_table(FUNDS, (mapping.label, *mapping.funds), keys, funds))
    return Document(f"{case.year}年度{case.agency}{case.project}绩效数据", tuple(tables), kind="xlsx"), tuple(
        _left_out(case)
    )


def _scored(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> Iterator[tuple[Row, IndicatorScore]]:
    """Each row with its score: those of one name under one node in their order."""
    left = list(scorecard.indicators)
    names = {node.id: node.name for node in rulebook.nodes()}
    for row in case.rows:
        found = next((one for one in left if one.name == row.name and names.get(row.under, row.under) in one.path), None)
        if found is not None:
            left.remove(found)
            yield row, found


def _computed(one: IndicatorScore) -> Row:
    """An indicator of the rulebook's own, as a row: its value is what was reached."""
    value = f"{half_up(one.value.value, 2)}{one.unit}" if isinstance(one.value, Known) else ""
    return Row(
        one.path[0] if one.path else one.name, one.name, actual=value, weight=str(trim(one.weight)) if one.weight else "",
        level2=one.path[-1] if len(one.path) > 1 else "", reason=one.reason,
    )  # fmt: skip


def _value(key: str, case: Case, row: Row, score: IndicatorScore, names: Mapping[str, str], places: int) -> str:
    sign, number, unit = _parted(row.target) if row.measure != "定性" else ("定性", row.target, "")
    match key:
        case "year":
            return str(case.year)
        case "agency" | "department" | "project":
            return str(getattr(case, key))
        case "agency_code":
            return case.profile.get("budget_code", "")
        case "under":
            return names.get(row.under, row.under)
        case "sign":
            return sign
        case "target":
            return number
        case "unit":
            return unit
        case "actual":
            return (row.tier or row.actual) if row.measure == "定性" else _bare(row.actual, unit)
        case "score":
            return str(half_up(score.score.value, places)) if isinstance(score.score, Known) else ""
        case "deleted":
            return "2"
        case "level2" | "name" | "weight" | "reason":
            return str(getattr(row, key))
    return ""


def _parted(target: str) -> tuple[str, str, str]:
    """≥120场次 as ≥, 120, 场次; words that are no such thing whole."""
    found = _FIGURE.fullmatch(target.strip())
    return (found["sign"], found["number"], found["unit"]) if found else ("", target, "")


def _bare(actual: str, unit: str) -> str:
    short = actual.removesuffix(unit).strip() if unit else actual
    return short if _PLAIN.fullmatch(short.replace(",", "")) else actual


def _fund(label: str, item: str, case: Case, mapping: FieldMapping) -> list[str]:
    """One line of 资金; nothing where the case states none of its amounts."""
    factor = UNITS[mapping.unit]
    amounts: dict[str, Decimal] = {}
    for basis in set(mapping.funds.values()) - {"", "rate"}:
        fact = case.facts.get(item, case.year, basis if items()[item].bases else "")
        if fact is not None and isinstance(fact.value, Quantity):
            amounts[basis] = fact.value.value
    if not amounts:
        return []
    texts = {basis: str(trim(amount / factor)) for basis, amount in amounts.items()}
    budget, spent = amounts.get("adjusted_budget"), amounts.get("executed")
    if budget and spent is not None:
        from fractions import Fraction

        texts["rate"] = f"{half_up(Fraction(spent) / Fraction(budget) * 100, 2)}%"
    return [label, *(texts.get(basis, "") for basis in mapping.funds.values())]


def _table(name: str, heads: tuple[str, ...], keys: tuple[str, ...], lines: list[list[str]]) -> Table:
    cells = [Cell((head,), 0, column, kind="head") for column, head in enumerate(heads)]
    for row, line in enumerate(lines, 1):
        for column, (key, text) in enumerate(zip(keys, line, strict=True)):
            number = key in _NUMBERS and _PLAIN.fullmatch(text)
            fact = Fact(key, Quantity(Decimal(text), text=text)) if number else None
            cells.append(Cell((text,), row, column, fact=fact))
    return Table(tuple(cells), title=name, head_rows=1)


def _left_out(case: Case) -> Iterator[Fault]:
    kept = [row.name for row in case.rows if row.ratio or row.by or row.why or row.evidence or (row.tier and row.actual)]
    if kept:
        yield Fault("", f"{'、'.join(kept)}的档内比例、评定人、评定理由、佐证材料和定性的完成情况没有对应的字段，没有导出")
    if not case.rows:
        yield Fault("", "案卷里没有自设指标，指标表是空的")
