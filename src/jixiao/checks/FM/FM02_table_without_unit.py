"""FM02: a final-account table nowhere says whether its amounts are 元 or 万元."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level


@check(
    "FM02", "table_without_unit", "决算表没有写金额单位", since="0.1", asks=("doubts",), covers=("E20",), level=Level.INFO,
    says={
        "zh": "{title}没有写金额单位（元或万元），表内照常审核，与其他表、与正文的数不作比较",
        "en": "{title} does not say its unit of money; its own sums are checked, its figures are not compared with others",
    },
)  # fmt: skip
def table_without_unit(context: Context) -> Iterator[Finding]:
    """One finding for each final-account table without a unit in its head, above it or in a line of its own."""
    for doubt in context.reading.doubts:
        if doubt.kind == "no_unit":
            yield finding("FM02", Level.INFO, doubt.place, doubt.title, title=doubt.title)
