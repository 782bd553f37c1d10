"""TG05: the goal in words promises a figure that no indicator of the form measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.wording import inner, short
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Figure, IndicatorRow

_MOST = 3
_LEAST_ROWS = 2
_HEAD = 24


@check(
    "TG05", "goal_without_indicator", "总体目标里的承诺没有对应的指标", since="0.1", covers=("D21",), level=Level.INFO,
    says={
        "zh": "总体目标写“{promise}”，下面的指标里没有与它对应的",
        "en": "the goal promises “{promise}”; no indicator below measures it",
    },
)  # fmt: skip
def goal_without_indicator(context: Context) -> Iterator[Finding]:
    """One note for each goal with figures that no row takes up, in that figure and unit or under words the clause shares."""
    reading = context.reading
    yield from _in_text(context)
    for goal in reading.goals:
        rows = [one for one in reading.indicators if goal.first <= one.part <= goal.last]
        if len(rows) < _LEAST_ROWS:  # targets may stand in a table of their own below
            rows = list(reading.indicators) if len(reading.goals) == 1 else []
        if len(rows) < _LEAST_ROWS:
            continue
        loose = [one for one in goal.promised if not any(_takes_up(row, one) for row in rows)]
        loose = [one for one in loose if one.quantity is not None and one.quantity.unit != "元"]
        if loose:
            clauses = list(dict.fromkeys(inner(short(one.label, 30)) for one in loose))
            yield finding(
                "TG05", Level.INFO, goal.expected.place, loose[0].label, rests_on=tuple(loose), promise="”“".join(clauses[:_MOST])
            )  # fmt: skip


def _in_text(context: Context) -> Iterator[Finding]:
    """The same for a goal told in the text of a document that holds one form: 年度总体目标：…"""
    reading = context.reading
    rows = [one for one in reading.indicators if one.name]
    if reading.goals or len(rows) < _LEAST_ROWS or len({one.part for one in rows}) != 1:
        return
    for promise in reading.commitments:
        if "目标" not in promise.text[:_HEAD]:
            continue
        asked = [
            Operand(one.mention.quantity, one.quote, one.place, _clause(promise.text, one)) for one in promise.figures
            if one.mention.dimension != "money"
        ]  # fmt: skip
        loose = [one for one in asked if not any(_takes_up(row, one) for row in rows)]
        if loose:
            clauses = list(dict.fromkeys(inner(short(one.label, 30)) for one in loose))
            yield finding(
                "TG05", Level.INFO, promise.place, promise.text, rests_on=tuple(loose), promise="”“".join(clauses[:_MOST])
            )


def _clause(text: str, figure: Figure) -> str:
    return next((one for one in re.split(r"[,;。:]", text) if figure.quote in one), figure.label or figure.quote)


def _takes_up(row: IndicatorRow, promise: Operand) -> bool:
    target = row.target.quantity if row.target is not None else None
    value = promise.quantity
    if target is not None and value is not None and target.unit == value.unit and target.value == value.value:
        return True
    return bool(pairs_of(row.name) & pairs_of(promise.label))
