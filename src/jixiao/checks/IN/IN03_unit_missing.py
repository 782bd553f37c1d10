"""IN03: a target is a bare number and nothing says of what."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import no_words, words
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_UNIT_IN_NAME = regex(r"[(（][^()（）]{1,6}[)）]$")


@check(
    "IN03", "unit_missing", "定量指标没有计量单位", since="0.1", asks=("indicators",), covers=("D02",),
    says={
        "zh": "{name}的指标值“{target}”没有计量单位",
        "en": "{name}: the target “{target}” has no unit",
    },
)  # fmt: skip
def unit_missing(context: Context) -> Iterator[Finding]:
    """One finding for each bare number as target: an error beside an empty unit column, a warning where the name does not tell either."""
    for row in context.reading.indicators:
        value = row.target.quantity if row.target is not None else None
        if row.target is None or value is None or value.unit or not row.name or _UNIT_IN_NAME.search(row.name):
            continue
        column = row.unit is not None
        if column and row.unit is not None and not no_words(row.unit.quote):
            continue
        if not column and row.name.endswith(tuple(words()["counted"])):
            continue
        if row.actual is not None and row.actual.quantity is not None and row.actual.quantity.unit:
            continue
        yield finding(
            "IN03", Level.ERROR if column else Level.WARNING, row.target.place, f"{row.name} {row.target.quote}", figure=value,
            rests_on=(row.target,), name=row.name, target=row.target.quote,
        )  # fmt: skip
