"""FM03: the execution rate is left blank though budget and spending are given."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up


@check(
    "FM03", "rate_not_filled", "执行率没有填", since="0.1", asks=("funds",), covers=("A09",), level=Level.INFO,
    says={
        "zh": "{label}的执行率没有填，按 {spent} ÷ {budget} 为 {rate}%",
        "en": "{label}: the execution rate is blank; {spent} ÷ {budget} is {rate}%",
    },
)  # fmt: skip
def rate_not_filled(context: Context) -> Iterator[Finding]:
    """One finding for the whole of the funds where the column is there, the cell is empty and the two amounts are known."""
    for row in context.reading.funds:
        base, spent = row.adjusted, row.executed
        if not row.total or row.rate is None or row.rate.quote or base is None or spent is None:
            continue
        if base.quantity is None or spent.quantity is None or base.quantity.value <= 0:
            continue
        rate = half_up(Fraction(spent.quantity.value) / Fraction(base.quantity.value) * 100, 2)
        yield finding(
            "FM03", Level.INFO, row.rate.place, row.label, rests_on=(spent, base), label=row.label, spent=spent.quote,
            budget=base.quote, rate=str(rate),
        )  # fmt: skip
