"""The funds of a self-evaluation form: execution rate and its points, row by row; parts by kind told inside cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.catalog.identities import table_identities
from jixiao.extract.judge import amount
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.extract.tables.amounts import Amounts, Line
from jixiao.extract.tables.cells import amount_in, cell_at, is_nothing, points, square
from jixiao.extract.tables.form import Rate
from jixiao.extract.tables.hold import Sum, Tested, judge
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Cell
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.reading import FundsRow
from jixiao.patterns import regex

_TOTAL = "资金总额"
_INITIAL, _ADJUSTED, _SPENT = "年初预算数", "全年预算数", "全年执行数"
_INSIDE = regex(r"^(?P<label>[^\d:：]{2,24})[:：]\s*(?P<amount>-?[\d,]+(?:\.\d+)?)\s*(?:万元)?$")


def rate_relations(table: Amounts) -> Iterator[Relation]:
    """Each printed rate against the amounts of its row; `near`, for nothing but the row can be meant."""
    for role, form_rate in table.block.form.rates.items():
        for line, rate, _ in _rated(table, role, form_rate.name):
            spent = line.amounts.get(form_rate.of)
            bases = [line.amounts[one] for one in form_rate.on if one in line.amounts]
            if rate is None or rate.quantity is None or spent is None or not bases:
                continue
            found = [one for base in bases if (one := _rate(table, rate, spent, base, form_rate)) is not None]
            if found:
                yield min(found, key=lambda one: one.verdict is Verdict.INCONSISTENT)


def _rate(table: Amounts, rate: Operand, spent: Operand, base: Operand, form_rate: Rate) -> Relation | None:
    printed, top, bottom = rate.quantity, spent.quantity, base.quantity
    assert printed is not None and top is not None and bottom is not None
    if "%" in (top.unit, bottom.unit):
        return None  # no amount of money, whatever its column is called
    ratio = judge_ratio(printed, amount(top), amount(bottom))
    if ratio is None:
        return None
    quote = f"{rate.label} {rate.quote}：{spent.quote} ÷ {base.quote}"
    right = percent_like(printed, ratio.exact)
    edit = f"{printed.text}→{right.text}" if ratio.verdict is Verdict.INCONSISTENT else ""
    return Relation(
        Kind.RATE, rate, (spent, base), ratio.verdict, quote, rate.place, right, ratio.detail, f"form:{table.block.form.id}/rate",
        form_rate.name, form_rate.open if ratio.verdict is Verdict.INCONSISTENT else (), True, edit,
    )  # fmt: skip


def _rated(table: Amounts, role: str = "rate", called: str = "执行率") -> Iterator[tuple[Line, Operand | None, Cell | None]]:
    """The lines with their rate as printed, a bare number being a percentage."""
    for side, group in table.block.sides():
        for line in table.lines:
            if line.side == side:
                cell = square(line.row, group.get(role))
                value = amount_in(cell.text, "%") if cell is not None else None
                good = value is not None and value.unit == "%" and value.plain
                name = f"{line.label}{called}"
                rate = (
                    Operand(_percentage(line, value), cell.text.strip(), cell.place, name)
                    if good and cell and value
                    else None
                )
                yield line, rate, cell


def _percentage(line: Line, value: Quantity) -> Quantity:
    """A bare 0.95 beside amounts that make 95 % is the share itself, as some workbooks show it: 95 %."""
    if (
        value.printed_unit == "%"
        and "%" not in value.text
        and 0 < abs(value.value) <= Decimal("1.5")
        and not _is_small(line)
    ):
        return Quantity(value.value * 100, "%", value.step * 100, "=", "", value.text, "", Decimal(100))
    return value


def _is_small(line: Line) -> bool:
    """Whether the rate of a row may really be below 1.5 %."""
    spent, base = line.amounts.get(_SPENT), line.amounts.get(_ADJUSTED) or line.amounts.get(_INITIAL)
    if spent is None or base is None or spent.quantity is None or base.quantity is None or not base.quantity.value:
        return True
    return Fraction(spent.quantity.value) / Fraction(base.quantity.value) < Fraction(1, 10)


def score_relations(table: Amounts) -> Iterator[Relation]:
    """The points of the execution rate: between 0 and their weight, and weight × rate, at most the weight."""
    for row in funds_rows(table):
        if row.weight is None or row.score is None or row.weight.quantity is None or row.score.quantity is None:
            continue
        weight, score = row.weight.quantity, row.score.quantity
        quote = f"{row.label} 分值 {row.weight.quote} 得分 {row.score.quote}"
        bound = Verdict.CONSISTENT if 0 <= score.value <= weight.value else Verdict.INCONSISTENT
        where = f"form:{table.block.form.id}"
        yield Relation(Kind.SCORE_BOUND, row.score, (row.weight,), bound, quote, row.score.place, weight, "", where)
        base, spent = row.adjusted or row.initial, row.executed
        if base is None or spent is None or base.quantity is None or spent.quantity is None or base.quantity.value <= 0:
            continue
        if bound is Verdict.INCONSISTENT:
            continue
        yield _points_of_rate(table, row, base, spent, where)


def _points_of_rate(table: Amounts, row: FundsRow, base: Operand, spent: Operand, where: str) -> Relation:
    assert (
        row.weight is not None
        and row.score is not None
        and row.weight.quantity is not None
        and row.score.quantity is not None
    )
    assert base.quantity is not None and spent.quantity is not None
    weight, score = Fraction(row.weight.quantity.value), row.score.quantity
    low, high = _interval(spent, base)
    exact = min(Fraction(spent.quantity.value) / Fraction(base.quantity.value), Fraction(1)) * weight
    allowed = [(min(low, Fraction(1)) * weight, min(high, Fraction(1)) * weight)]
    if row.rate is not None and row.rate.quantity is not None:
        printed = min(Fraction(row.rate.quantity.value) / 100, Fraction(1)) * weight
        allowed.append((printed, printed))
    step = Fraction(score.step) or Fraction(1, 100)
    value = Fraction(score.value)
    holds = any(value - step / 2 <= top and bottom < value + step for bottom, top in allowed)  # rounded, or digits cut off
    places = max(2, len(score.text.partition(".")[2]))
    right = half_up(exact, places)
    expected = Quantity(right, "分", Decimal(0), "=", "", format(trim(right), "f"), score.printed_unit, score.factor)
    quote = f"{row.label} 分值 {row.weight.quote} 得分 {row.score.quote}，执行 {spent.quote} ÷ 预算 {base.quote}"
    verdict = Verdict.CONSISTENT if holds else Verdict.INCONSISTENT
    unsure = () if table.table == "F1" and weight == 10 else ("各地执行率的计分办法不一",)
    return Relation(
        Kind.SCORE_RULE, row.score, (spent, base, row.weight), verdict, quote, row.score.place, expected, "execution",
        f"{where}/execution", "执行率得分", unsure, True,
    )  # fmt: skip


def _interval(spent: Operand, base: Operand) -> tuple[Fraction, Fraction]:
    assert base.quantity is not None and spent.quantity is not None
    top, bottom = amount(spent.quantity), amount(base.quantity)
    floor = Fraction(bottom.low) if bottom.low > 0 else Fraction(base.quantity.value)
    return Fraction(top.low) / Fraction(bottom.high), Fraction(top.high) / floor


def funds_rows(table: Amounts) -> Iterator[FundsRow]:
    """The rows of a funds block as the checks look at them."""
    if table.table not in ("F1", "F2"):
        return
    group = table.block.columns
    for line, rate, cell in _rated(table):
        weight = points(cell_at(line.row, group.get("weight")), line.label)
        score = points(cell_at(line.row, group.get("score")), line.label)
        printed = rate
        if rate is None and cell is not None:
            printed = Operand(None, "" if is_nothing(cell.text) else cell.text.strip(), cell.place, line.label)
        yield FundsRow(
            line.label, line.key == _TOTAL, line.amounts.get(_INITIAL), line.amounts.get(_ADJUSTED), line.amounts.get(_SPENT),
            printed, weight, score, table.block.part,
        )  # fmt: skip


_KINDS = {
    "P1.i1": ("一般公共预算", "政府性基金拨款", "国有资本经营预算拨款", "财政专户管理资金", "上年结转资金", "单位资金", "其他资金"),
    "P1.i2": ("基本支出", "项目支出"),
}  # fmt: skip


def hold_inside_cells(table: Amounts) -> Iterator[Tested]:
    """Parts told inside cells (湖南: 其中：一般公共预算：328.62) against the whole. Which of its columns is meant nobody says."""
    told = list(_inside_cells(table)) if table.table == "F2" else []
    whole = table.by_key.get(_TOTAL)
    if not told or whole is None:
        return
    for identity in table_identities():
        parts = tuple(operand for key, operand in told if key in _KINDS.get(identity.id, ()))
        if len(parts) >= 2:
            sums = [Sum(total, parts, frozenset(), ("没有写明是预算数还是执行数",)) for total in whole.amounts.values()]
            if sums:
                yield judge(identity, sums, table.name, None, nearest=True)


def _inside_cells(table: Amounts) -> Iterator[tuple[str, Operand]]:
    """Parts told inside a cell, their label before a colon: 其中：一般公共预算：328.62."""
    seen: set[int] = set()
    for row in table.block.rows:
        for cell in row:
            if cell is None or id(cell) in seen or len(cell.text) > 40:
                continue
            seen.add(id(cell))
            text = cell.text.strip().removeprefix("其中").lstrip(":： \u3000")
            match = _INSIDE.match(text)
            key = table.block.form.row_key(match["label"]) if match is not None else ""
            value = amount_in(match["amount"], table.block.unit) if match is not None else None
            if match is not None and key and value is not None:
                yield key, Operand(value, match["amount"], cell.place, match["label"].strip())
