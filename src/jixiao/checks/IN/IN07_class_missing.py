"""IN07: a form of outputs and benefits lacks a class of indicators: no benefit, no satisfaction, no quality."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import EXECUTION, has_classes, in_parts, title
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow

_FULL = (Decimal(90), Decimal(100))
_LEAST_ROWS = 3
_OUTPUTS = ("数量", "质量", "时效")


@check(
    "IN07", "class_missing", "指标体系缺了一类", since="0.1", asks=("indicators",), covers=("D12", "D13"), level=Level.INFO,
    says={
        "zh": "{n} 项指标里没有{missing}，请补设，或者说明为什么不适用",
        "en": "none of the {n} indicators is of the class {missing}: add one or say why none applies",
    },
)  # fmt: skip
def class_missing(context: Context) -> Iterator[Finding]:
    """For each whole form (its points add up to 90 or 100): one note where benefit or satisfaction is not measured, or two of quantity, quality, time are not."""
    for rows in in_parts(context.reading):
        if len(rows) < _LEAST_ROWS or not has_classes(rows) or not any(one.level2 for one in rows):
            continue
        weights = [one.weight.quantity.value for one in rows if one.weight is not None and one.weight.quantity is not None]
        plan = rows[0].kind == "indicator-targets"
        told = any(
            EXECUTION.search(title(one)) for one in rows
        )  # its ten points are among them: a sum of 90 is a form cut off
        if not plan and sum(weights, Decimal(0)) not in (_FULL[1:] if told else _FULL):
            continue
        missing = _missing(rows)
        if missing:
            yield finding(
                "IN07", Level.INFO, rows[0].place, rows[0].level1 or rows[0].name, n=str(len(rows)), missing="、".join(missing)
            )  # fmt: skip


def _missing(rows: list[IndicatorRow]) -> list[str]:
    """The classes no row belongs to; one of the output's alone may well not apply."""
    classes = " ".join(f"{one.level1} {one.level2}" for one in rows)
    names = " ".join(one.name for one in rows)
    missing = []
    if not any(word in classes for word in ("效益", "影响", "效果")):
        missing.append("效益指标")
    if "满意" not in classes and "满意" not in names:
        missing.append("满意度指标")
    outputs = [f"{one}指标" for one in _OUTPUTS if one not in classes]
    return [*missing, *(outputs if len(outputs) > 1 else ())]
