"""The funds of a self-evaluation form pasted as text, one cell a line or all in one line: 年度资金总额 96 96 91.2 10 95% 9.5.

No column is known where cells are lost, so only what stands side by side in a row is read: the two amounts before the percentage, the
weight between, the points behind it; and the rows under the total where each has as many amounts as it. What holds confirms; a miss is
asked about where one digit explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from jixiao.extract.judge import amount, edit_of, like
from jixiao.extract.percent import rate_slip
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.quantity import Quantity, half_up

WHY = "单元格按先后次序读出"

_MOST_CELLS = 8
_MOST_WEIGHT = 20
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the form: its label, and the numbers behind it by what they are."""

    label: str
    is_total: bool
    start: int
    end: int
    amounts: tuple[Operand, ...]
    weight: Operand | None = None
    rate: Operand | None = None
    score: Operand | None = None


def funds_lines(prose: Prose) -> list[Relation]:
    """What the rows of every such form say of each other."""
    if "资金总额" not in prose.string:
        return []
    found: list[Relation] = []
    rows = list(_rows(prose))
    for at, total in enumerate(rows):
        if total.is_total and len(total.amounts) >= _LEAST:
            parts = [one for one in takewhile(lambda one: not one.is_total, rows[at + 1 :]) if one.amounts]
            for row in (total, *parts):
                found += _rate(prose, row)
            found += _sums(prose, total, parts)
    return found


def _rows(prose: Prose) -> Iterator[Row]:
    label, one_cell = _patterns()
    for match in label.finditer(prose.string):
        at = match.end()
        cells: list[re.Match[str]] = []
        while len(cells) < _MOST_CELLS and (cell := one_cell.match(prose.string, at)) is not None:
            cells.append(cell)
            at = cell.end()
        if cells:
            yield _row(prose, match, cells)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label of the form, the total or a part; and a cell behind it, which no other word but a label may follow at once."""
    from jixiao.extract.tables.pasted import pasted_labels  # a report without such a form waits for no table

    total, parts = pasted_labels()
    wholes, others = ("|".join(map(re.escape, these)) for these in (total, parts))
    return (
        re.compile(rf"(?P<total>{wholes})|(?:其中[::]?)?\s*(?:{others})(?=[\s|\d])"),
        re.compile(
            r"[\s|]*(?:(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?"
            rf"(?![\d.%]|(?!其中|{others})[一-鿿])|(?P<none>[-－—–]+)(?!\d))"
        ),
    )


def _row(prose: Prose, label: re.Match[str], cells: Sequence[re.Match[str]]) -> Row:
    numbers = [one for one in cells if one["number"]]
    rate = next((at for at, one in enumerate(numbers) if one["percent"]), None)
    before = [_operand(prose, one, label) for one in (numbers if rate is None else numbers[:rate])]
    weight = score = None
    if rate is not None and len(before) > _LEAST and _is_weight(before[-1]):
        weight = before.pop()
        behind = numbers[rate + 1 : rate + 2]
        score = _operand(prose, behind[0], label) if behind else None
    return Row(
        label.group().strip(), label["total"] is not None, label.start(), cells[-1].end(), tuple(before), weight,
        _operand(prose, numbers[rate], label) if rate is not None else None, score,
    )  # fmt: skip


def _is_weight(operand: Operand) -> bool:
    assert operand.quantity is not None
    return operand.quantity.step == 1 and 0 < operand.quantity.value <= _MOST_WEIGHT


def _operand(prose: Prose, cell: re.Match[str], label: re.Match[str]) -> Operand:
    text = cell["number"]
    value = Decimal(text.replace(",", ""))
    unit = "%" if cell["percent"] else ""
    step = Decimal(1).scaleb(-len(text.partition(".")[2]))
    quantity = Quantity(value, unit, step, "=", "", text, unit, Decimal(1))
    return Operand(quantity, text + unit, prose.place(cell.start("number"), cell.end()), label.group().strip())


def _value(operand: Operand) -> Quantity:
    assert operand.quantity is not None
    return operand.quantity


def _rate(prose: Prose, row: Row) -> Iterator[Relation]:
    """The percentage over the two amounts before it; the points, where they are weight times percentage."""
    if row.rate is None or len(row.amounts) < _LEAST:
        return
    base, spent = row.amounts[-_LEAST:]
    printed = _value(row.rate)
    ratio = judge_ratio(printed, amount(_value(spent)), amount(_value(base)))
    if ratio is not None:
        expected = percent_like(printed, ratio.exact)
        missed = ratio.verdict is Verdict.INCONSISTENT
        edit = rate_slip(printed, expected, _value(spent), _value(base)) if missed else ""
        if edit or not missed:
            yield _relation(prose, row, Kind.RATE, row.rate, (spent, base), ratio.verdict, expected, edit, ratio.detail)
    if row.weight is not None and row.score is not None:
        stated, full = _value(row.score), _value(row.weight)
        exact = Fraction(full.value) * Fraction(printed.value) / 100
        expected = like(stated, half_up(exact, len(stated.text.partition(".")[2])))
        if (
            abs(exact - Fraction(stated.value)) <= Fraction(stated.step) / 2
        ):  # by what rule points are given is not said: no miss is a fault
            yield _relation(
                prose, row, Kind.SCORE_RULE, row.score, (row.weight, row.rate), Verdict.CONSISTENT, expected, "", "rate"
            )


def _sums(prose: Prose, total: Row, parts: Sequence[Row]) -> Iterator[Relation]:
    """The total's amounts by place, where every row has as many as it; a miss only where another place adds up: then the rows are what they seem."""
    if len(parts) < _LEAST or any(len(one.amounts) != len(total.amounts) for one in parts):
        return
    columns = [(whole, tuple(one.amounts[at] for one in parts)) for at, whole in enumerate(total.amounts)]
    sums = [sum((_value(one).value for one in these), Decimal(0)) for _, these in columns]
    proven = any(value == _value(whole).value != 0 for (whole, _), value in zip(columns, sums, strict=True))
    for (whole, these), value in zip(columns, sums, strict=True):
        stated = _value(whole)
        off = value - stated.value
        edits = (edit_of(stated, value), *(edit_of(_value(one), _value(one).value - off) for one in these)) if off else ()
        edit = next((one for one in edits if one), "") if proven else ""
        if edit or not off:
            verdict = Verdict.INCONSISTENT if off else Verdict.CONSISTENT
            yield _relation(prose, total, Kind.SUM, whole, these, verdict, like(stated, value), edit)


def _relation(
    prose: Prose, row: Row, kind: Kind, stated: Operand, operands: tuple[Operand, ...], verdict: Verdict,
    expected: Quantity, edit: str, detail: str = "",
) -> Relation:  # fmt: skip
    return Relation(
        kind, stated, operands, verdict, " ".join(prose.quote(row.start, row.end).split()), stated.place, expected, detail,
        "funds", row.label, (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
