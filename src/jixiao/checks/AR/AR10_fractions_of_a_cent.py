"""AR10: an amount in 元 with three decimals or more: there is no such money, 万元 was meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_CENT = Decimal("0.01")


@check(
    "AR10", "fractions_of_a_cent", "以元计的金额有三位以上小数", since="0.1", covers=("A27",), level=Level.WARNING,
    says={
        "zh": "写 {amount}，元以下只有角、分两位，单位多半应为万元",
        "en": "{amount} has more decimals than 元 can have; 万元 was probably meant",
    },
)  # fmt: skip
def fractions_of_a_cent(context: Context) -> Iterator[Finding]:
    """One finding for each amount printed in 元 with more than two decimals, averages and standards left out."""
    for figure in context.reading.figures:
        quantity = figure.mention.quantity
        if quantity is None or figure.mention.dimension != "money" or quantity.printed_unit != "元" or figure.mention.per:
            continue
        if 0 < quantity.step < _CENT and "均" not in figure.label and figure.zone != "table":
            yield finding("AR10", Level.WARNING, figure.place, figure.quote, figure=quantity, amount=figure.quote)
