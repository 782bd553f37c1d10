"""基础数据 and 试算: the figures a rulebook needs, by section, and what they give, computed by the workbook for her eyes.

What the workbook computes is never read back: scores come from the figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from jixiao.catalog.identities import Identity, identities
from jixiao.catalog.items import bases, describe, items
from jixiao.formula.parser import parse
from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary, substitute
from jixiao.intake.figures import WHOLE
from jixiao.intake.layout import FIGURES, HEADS, NOTHING, ROWS
from jixiao.intake.making import FIRST_LINE, Line, computed, label, note, number, section
from jixiao.intake.needs import Need, Needs
from jixiao.model.document import Cell, Takes
from jixiao.model.fact import Facts
from jixiao.model.quantity import Quantity, trim
from jixiao.model.rulebook import Indicator, Rulebook

_NUMERALS = "一二三四五六七八九十"
_COLUMNS = {-1: "D", 0: "E"}
"""Where last year's figure and this year's stand."""
WAITING = "待填"
Cells = Mapping[tuple[str, str, int], str]
"""The cell of a figure by item, basis and year counted from the year evaluated: E7."""


def figures(asked: Needs, known: Facts | None = None, year: int | None = None) -> tuple[list[Line], Cells]:
    """The lines of 基础数据 in sections, and where each figure stands. `known` fills in what is known already."""
    by_item: dict[tuple[str, str], list[Need]] = {}
    for need in asked.facts:
        by_item.setdefault((need.item, need.basis), []).append(need)
    rows: dict[tuple[str, str], int] = {}
    groups: list[str] = []
    at = FIRST_LINE
    for item, basis in by_item:
        if items()[item].group not in groups:
            groups.append(items()[item].group)
            at += 1
        rows[item, basis] = at
        at += 1
    cells = {
        (need.item, need.basis, need.year): f"{_COLUMNS[need.year]}{rows[need.item, need.basis]}" for need in asked.facts
    }
    lines: list[Line] = []
    group = ""
    for (item, basis), needs in by_item.items():
        if items()[item].group != group:
            group = items()[item].group
            place = groups.index(group)
            mark = _NUMERALS[place] if place < len(_NUMERALS) else str(place + 1)
            lines.append(section(f"{mark}、{group}", len(HEADS[FIGURES])))
        lines.append(_figure(item, basis, needs, cells, known or Facts(), year))
    return lines, cells


def _figure(key: str, basis: str, asked: list[Need], cells: Cells, known: Facts, year: int | None) -> Line:
    item = items()[key]
    unit = "万元" if item.unit == "元" else item.unit
    names = tuple(dict.fromkeys(name for need in asked for name in need.indicators))
    use = f"用于：{'、'.join(names)}。" if names else "报告用，可不填。"
    open_ = {need.year for need in asked}
    blanks = [_open(key, basis, unit, back, known, year) if back in open_ else label(NOTHING) for back in (-1, 0)]
    return (
        label(item.name),
        label(bases()[basis].name if basis else NOTHING),
        label(unit),
        *blanks,
        _held(key, basis, cells),
        note(f"{use}{item.definition}" if basis in ("", _first(key, cells)) else use),
        note(f"{key}/{basis}" if basis else key),
    )


def _first(item: str, cells: Cells) -> str:
    """The basis on which an item is asked first: there it is explained."""
    return next(basis for one, basis, _ in cells if one == item)


def _open(key: str, basis: str, unit: str, back: int, known: Facts, year: int | None) -> Cell:
    item = items()[key]
    takes: Takes = "whole" if item.unit in WHOLE else "signed" if item.negative else "amount"
    cell = number(takes, f"{describe(key, basis, back)}，单位：{unit}。没有发生的填 0，不知道的留空。")
    fact = known.get(key, year + back, basis) if year is not None else None
    if fact is None:
        return cell
    if not isinstance(fact.value, Quantity):
        return cell
    factor = Decimal(10000) if unit == "万元" else Decimal(1)
    plainly = fact.value.text.replace(",", "") if fact.value.factor == factor else str(trim(fact.value.value / factor))
    return replace(cell, runs=(plainly,), fact=fact, note=f"取自 {fact.place}，请核对")


def _held(key: str, basis: str, cells: Cells) -> Cell:
    """Whether a total is the sum of its parts, this year's and last year's."""
    pieces = [
        piece
        for identity in identities()
        if identity.total == key
        for back, name in ((0, "本年"), (-1, "上年"))
        if (piece := _sum(identity, basis, back, name, cells))
    ]
    return computed("&".join(pieces)) if pieces else label("")


def _sum(identity: Identity, basis: str, back: int, name: str, cells: Cells) -> str:
    wanted = [cells.get((one, basis, back)) for one in (identity.total, *identity.parts)]
    if not all(wanted):
        return ""
    total, *parts = (one for one in wanted if one)
    every = [*parts, *(cells[one, basis, back] for one in identity.optional if (one, basis, back) in cells)]
    off = f"ROUND({total}-SUM({','.join(every)}),6)"
    return (
        f'IF(COUNT({total},{",".join(parts)})<{len(parts) + 1},"",IF({off}=0,"{name}相符 ","{name}与分项合计差 "&{off}&" "))'
    )


def trial(rulebook: Rulebook, asked: Needs, cells: Cells) -> list[Line]:
    """A line for each rate the rulebook computes from the figures, and for the points of indicators of the unit's own."""
    lines: list[Line] = []
    for leaf in (*rulebook.leaves(), *rulebook.beside()):
        if not leaf.formula:
            continue
        at = {name: cells.get((one.item, one.basis, one.year)) for name, one in leaf.inputs.items()}
        tree = parse(leaf.formula)
        formula = _excel(tree, {name: _input(leaf, name, cell) for name, cell in at.items() if cell})
        if formula is None:
            continue
        refs = ",".join(f"{FIGURES}!{cell}" for cell in dict.fromkeys(at.values()))
        if leaf.ratio_places is not None:
            formula = f"ROUND({formula},{leaf.ratio_places + (2 if leaf.unit == '%' else 0)})"
        full = f'IF(COUNT({refs})<{len(set(at.values()))},"{WAITING}",IFERROR({formula},"分母为 0"))'
        shown = substitute(tree, {name: describe(one.item, one.basis, one.year) for name, one in leaf.inputs.items()})
        unit = "万元" if leaf.unit == "元" else leaf.unit
        lines.append((label(leaf.name), note(shown), computed(full, WAITING, unit, "right"), note(leaf.rule_text)))
    for node in asked.rows:
        if node.weight.value is not None:
            lines.append(_points(node))
    return lines


def _points(node: Indicator) -> Line:
    assert node.weight.value is not None
    name = node.name.replace('"', '""')
    formula = f'SUMIF({ROWS}!$A:$A,"{name}",{ROWS}!$G:$G)'
    return (
        label(f"{node.name}：自设指标分值合计"), note(f"应为 {trim(node.weight.value)} 分"),
        computed(formula, "0", "分", "right"), note("各项自设指标的分值相加"),
    )  # fmt: skip


def _input(leaf: Indicator, name: str, cell: str) -> str:
    percent = items()[leaf.inputs[name].item].unit == "%"
    return f"({FIGURES}!{cell}/100)" if percent else f"{FIGURES}!{cell}"


_OPERATORS = {"==": "=", "!=": "<>"}
_FUNCTIONS = {"min": "MIN", "max": "MAX", "abs": "ABS"}


def _excel(node: Node, cells: Mapping[str, str]) -> str | None:
    """The formula as a workbook computes it; None where a name stands in no cell or a function is not one of its own."""
    match node:
        case Number(value, _):
            return f"({value.numerator}/{value.denominator})" if value.denominator != 1 else str(value.numerator)
        case Name(name):
            return cells.get(name)
        case Unary(op, operand):
            inner = _excel(operand, cells)
            return inner and (f"NOT({inner})" if op == "not" else f"(-{inner})")
        case Call(function, arguments) if function in _FUNCTIONS:
            return _joined(_FUNCTIONS[function], ",", (_excel(one, cells) for one in arguments))
        case Binary("and" | "or" as op, left, right):
            return _joined(op.upper(), ",", (_excel(left, cells), _excel(right, cells)))
        case Binary(op, left, right):
            return _joined("", _OPERATORS.get(op, op), (_excel(left, cells), _excel(right, cells)))
    return None


def _joined(function: str, between: str, parts: Iterator[str | None] | tuple[str | None, ...]) -> str | None:
    found = list(parts)
    return f"{function}({between.join(one for one in found if one)})" if all(found) else None
