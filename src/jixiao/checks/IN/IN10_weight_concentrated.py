"""IN10: one indicator bears more than thirty points, or all bear the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import in_parts, title
from jixiao.model.finding import Finding, Level

_FULL = (Decimal(90), Decimal(100))
_MUCH = Decimal(30)
_LEAST_ROWS = 4


@check(
    "IN10", "weight_concentrated", "分值过于集中，或者平均分配", since="0.1", asks=("indicators",), covers=("D18",), level=Level.INFO,
    says={
        "zh": "“{name}”一项就占 {weight} 分，其余指标分量过轻",
        "zh.equal": "{n} 项指标分值一律 {weight}，分不出轻重",
        "en": "“{name}” alone bears {weight} points",
        "en.equal": "all {n} indicators bear {weight} points each: nothing is weighed",
    },
)  # fmt: skip
def weight_concentrated(context: Context) -> Iterator[Finding]:
    """One note for each whole form (90 or 100 points, four rows or more) with such points."""
    for rows in in_parts(context.reading):
        weighed = [(one, one.weight) for one in rows if one.weight is not None and one.weight.quantity is not None]
        values = [one.quantity.value for _, one in weighed if one.quantity is not None]
        if len(values) < _LEAST_ROWS or sum(values, Decimal(0)) not in _FULL:
            continue
        row, most = max(weighed, key=lambda pair: pair[1].quantity.value if pair[1].quantity is not None else Decimal(0))
        equal = len(set(values)) == 1
        if equal or max(values) > _MUCH:
            yield finding(
                "IN10", Level.INFO, most.place, f"{title(row)} {most.quote}", figure=most.quantity, name=title(row), weight=most.quote,
                n=str(len(values)), variant="equal" if equal else "",
            )  # fmt: skip
