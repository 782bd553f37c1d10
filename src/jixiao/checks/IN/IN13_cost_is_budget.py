"""IN13: the cost indicator is the budget over again: target the budget, actual value the spending, both of the funds above it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity
from jixiao.model.reading import FundsRow


@check(
    "IN13", "cost_is_budget", "成本指标只是重复预算执行", since="0.1", covers=("D16", "D15"), level=Level.INFO,
    says={
        "zh": "成本指标“{name}”的指标值、完成值就是预算数和执行数（{target}、{actual}），与执行率是一回事，看不出成本高低",
        "en": "the cost “{name}” repeats budget and spending ({target}, {actual}): it says nothing beyond the rate of execution",
    },
)  # fmt: skip
def cost_is_budget(context: Context) -> Iterator[Finding]:
    """One note for each cost row whose target and actual value are those of the whole funds of its form."""
    totals = [row for row in context.reading.funds if row.total]
    if not totals:
        return
    for row in context.reading.indicators:
        if "成本" not in f"{row.level1} {row.level2}" or row.target is None or row.actual is None:
            continue
        target, actual = row.target.quantity, row.actual.quantity
        above = [one for one in totals if one.part < row.part]
        if target is not None and actual is not None and above and _same(above[-1], target, actual):
            yield finding(
                "IN13", Level.INFO, row.place, f"{row.name} {row.target.quote} {row.actual.quote}", rests_on=(row.target, row.actual),
                name=row.name or row.level2, target=row.target.quote, actual=row.actual.quote,
            )  # fmt: skip


def _same(funds: FundsRow, target: Quantity, actual: Quantity) -> bool:
    if target.unit != "元" or funds.executed is None or funds.executed.quantity is None:
        return False
    budgets = [one.quantity for one in (funds.initial, funds.adjusted) if one is not None and one.quantity is not None]
    return any(_meet(one, target) for one in budgets) and _meet(funds.executed.quantity, actual)


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts may be one, by their printed digits."""
    low, high = one.interval()
    least, most = other.interval()
    return low <= most and least <= high
