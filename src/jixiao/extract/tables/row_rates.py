"""What a form of indicators divides row by row: 得分系数 and 得分率 of points, 完成率 of what was done over its target.

得分系数 is what points are made with; 得分率 and 完成率 are read only where most rows keep them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.judge import Amount, amount, like
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.extract.tables.block import Block
from jixiao.extract.tables.cells import Row, cell_at, points, text_at
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity

_FULL = Decimal(100)
_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)
_ENOUGH_TO_ASK, _ENOUGH_TO_SAY = 2, 3
_RATIO = "得分系数的用法各地不一"
_INFERRED = "按表内其他行推断的算法"


def row_rates(block: Block, body: Sequence[Row]) -> Iterator[Relation]:
    """The relations of these columns, where a block has them."""
    columns = block.columns
    if {"ratio", "weight", "score"} <= columns.keys():
        yield from (one for row in body if (one := _of_ratio(block, row)) is not None)
    if {"reached", "weight", "score"} <= columns.keys():
        yield from _kept([one for row in body if (one := _reached(block, row)) is not None])
    if {"done", "target", "actual"} <= columns.keys():
        yield from _kept([one for row in body if (one := _done(block, row)) is not None])


def _kept(tried: Sequence[Relation]) -> Iterator[Relation]:
    """The relations of a rule that most rows keep, some of them with a rate that is not all of it; of others none."""
    held = [one for one in tried if one.verdict in _HOLDS]
    telling = sum(1 for one in held if one.stated.quantity is not None and one.stated.quantity.value != _FULL)
    if telling < _ENOUGH_TO_ASK or 2 * (len(tried) - len(held)) > len(held):
        return
    for one in tried:
        broken = one.verdict is Verdict.INCONSISTENT
        yield one if not broken else _doubted(one, telling >= _ENOUGH_TO_SAY)


def _doubted(one: Relation, sure: bool) -> Relation:

    return replace(one, near=sure, open=() if sure else (_INFERRED,))


def _percent(block: Block, row: Row, role: str) -> tuple[Quantity, Operand] | None:
    """The percentage a cell prints, bare numbers being percentages."""
    cell = cell_at(row, block.columns[role])
    value = quantity(cell.text.strip(), "%") if cell is not None and cell.text.strip() else None
    if cell is None or value is None or value.unit != "%" or value.bound != "=" or value.approx:
        return None
    return value, Operand(value, cell.text.strip(), cell.place, f"{text_at(row, block.columns.get('name'))}{_CALLED[role]}")


_CALLED = {"ratio": "得分系数", "reached": "得分率", "done": "完成率"}


def _of_ratio(block: Block, row: Row) -> Relation | None:
    """The points of a row against its weight times the share of it (得分系数) that stands between them."""
    columns, label = block.columns, text_at(row, block.columns.get("name"))
    weight, score = (points(cell_at(row, columns[role]), label) for role in ("weight", "score"))
    found = _percent(block, row, "ratio")
    if not label or found is None or found[0].value > _FULL:
        return None
    if weight is None or score is None or weight.quantity is None or score.quantity is None:
        return None
    share, given = found
    most = weight.quantity.value / _FULL
    off = share.step / 2 * most + max(score.quantity.step / 2, Decimal("0.005"))
    exact = share.value * most
    holds = abs(score.quantity.value - exact) <= off
    given = Operand(share, f"{share.text}%", given.place, given.label)
    return Relation(
        Kind.SCORE_RULE, score, (weight, given), Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        f"{label} 权重 {weight.quote} 得分系数 {given.quote} 得分 {score.quote}", score.place, like(score.quantity, exact), "rate",
        "form:score/ratio", "", () if holds else (_RATIO,), True,
    )  # fmt: skip


def _reached(block: Block, row: Row) -> Relation | None:
    """得分率 against the points over their weight."""
    label = text_at(row, block.columns.get("name"))
    weight, score = (
        points(cell_at(row, block.columns[role]), f"{label}{name}") for role, name in (("weight", "分值"), ("score", "得分"))
    )
    found = _percent(block, row, "reached")
    if found is None or weight is None or score is None or weight.quantity is None or score.quantity is None:
        return None
    return _rate(found, score, weight, amount(score.quantity.without_rounding()), amount(weight.quantity.without_rounding()))


def _done(block: Block, row: Row) -> Relation | None:
    """完成率 against what was done over its target; of a target that is a ceiling nobody says which way it is divided."""
    columns, label = block.columns, text_at(row, block.columns.get("name"))
    unit = text_at(row, columns.get("unit"))
    target, actual = (quantity(text_at(row, columns[role]), unit) for role in ("target", "actual"))
    found = _percent(block, row, "done")
    if found is None or target is None or actual is None or target.unit != actual.unit or target.bound not in ("=", "≥"):
        return None
    if (
        actual.bound != "="
        or actual.approx
        or target.approx
        or target.value <= 0
        or text_at(row, columns.get("nature")) in ("≤", "<")
    ):
        return None
    cells = [cell_at(row, columns[role]) for role in ("actual", "target")]
    over, under = (
        Operand(value, cell.text.strip(), cell.place, f"{label}{name}")
        for value, cell, name in zip((actual, target), cells, ("完成值", "指标值"), strict=True)
        if cell is not None
    )
    if found[0].value == _FULL and actual.value >= target.value:
        return None  # what is beyond the target is not counted
    return _rate(found, over, under, amount(actual), amount(target))


def _rate(found: tuple[Quantity, Operand], over: Operand, under: Operand, top: Amount, bottom: Amount) -> Relation | None:
    printed, stated = found
    ratio = judge_ratio(printed, top, bottom) if bottom.value > 0 else None
    if ratio is None:
        return None
    right = percent_like(printed, ratio.exact)
    edit = f"{printed.text}→{right.text}" if ratio.verdict is Verdict.INCONSISTENT else ""
    return Relation(
        Kind.RATE, stated, (over, under), ratio.verdict, f"{stated.label} {stated.quote}：{over.quote} ÷ {under.quote}", stated.place,
        right, ratio.detail, "form:score/rate", "", edit=edit,
    )  # fmt: skip
