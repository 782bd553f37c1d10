"""IN12: an indicator stands in a class its name does not belong to."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import words
from jixiao.model.finding import Finding, Level


@check(
    "IN12", "class_odd", "指标归类可能不对", since="0.1", asks=("indicators",), covers=("D14",), level=Level.INFO,
    says={
        "zh": "“{name}”归在{group}里，照名称像是{right}，请核对",
        "en": "“{name}” stands under {group}; by its name it looks like {right}",
    },
)  # fmt: skip
def class_odd(context: Context) -> Iterator[Finding]:
    """One note for each row whose name bears a word of `classes` (checks/rows.yaml) and whose class is one of the wrong ones."""
    for row in context.reading.indicators:
        if not row.name or not row.level2:
            continue
        for one in words()["classes"]:
            if any(word in row.name for word in one["words"]) and any(word in row.level2 for word in one["wrong"]):
                yield finding(
                    "IN12", Level.INFO, row.place, row.name, name=row.name, group=row.level2, right=one["right"]
                )  # fmt: skip
                break
