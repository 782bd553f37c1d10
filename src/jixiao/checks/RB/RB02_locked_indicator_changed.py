"""RB02: an indicator the rulebook fixes is not in the form, or bears other points there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.catalog.items import plain
from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import trim
from jixiao.model.reading import IndicatorRow

if TYPE_CHECKING:
    from jixiao.model.rulebook import Indicator

_LEAST_SHARE = 2
"""One in so many of the fixed indicators must stand in the form, or it follows another rulebook (RB01 and SC13 speak then)."""
_LEAST = 3
_MOST = 5


@check(
    "RB02", "locked_indicator_changed", "规则书定死的指标被删或改了分值", since="0.1", covers=("F05",), level=Level.WARNING,
    says={
        "zh": "{name}规则书定为 {weight} 分，表中写 {stated} 分",
        "zh.missing": "规则书定死的指标，表中没有：{names}",
        "en": "the rulebook gives “{name}” {weight} points, the form {stated}",
        "en.missing": "fixed by the rulebook and not in the form: {names}",
    },
)  # fmt: skip
def locked_indicator_changed(context: Context) -> Iterator[Finding]:
    """Findings only where a rulebook was named and the form follows it: for each row with other points, and one for what is missing."""
    rules, rows = context.rulebook, [one for one in context.reading.indicators if one.name and one.kind == "score"]
    if rules is None or len(rows) < _LEAST:
        return
    fixed = [one for one in rules.leaves() if one.rows is None and one.weight.value is not None and one.na != "exclude"]
    by_name: dict[str, IndicatorRow] = {}
    for row in rows:
        by_name.setdefault(plain(row.name), row)
    there = [(leaf, by_name[plain(leaf.name)]) for leaf in fixed if plain(leaf.name) in by_name]
    if len(there) < _LEAST or _LEAST_SHARE * len(there) < len(fixed):
        return
    for leaf, row in there:
        weight = row.weight.quantity if row.weight is not None else None
        if row.weight is not None and weight is not None and _differs(leaf, weight.value):
            yield finding(
                "RB02", Level.WARNING, row.weight.place, f"{row.name} {row.weight.quote}", figure=weight, rests_on=(row.weight,),
                name=row.name, weight=str(trim(leaf.weight.value or Decimal(0))), stated=row.weight.quote,
            )  # fmt: skip
    names = _missing(fixed, by_name)
    if names and rules.completeness == "complete":
        yield finding(
            "RB02", Level.WARNING, rows[0].place, rows[0].name, names="、".join(names[:_MOST]) + ("等" if len(names) > _MOST else ""),
            variant="missing",
        )  # fmt: skip


def _differs(leaf: Indicator, points: Decimal) -> bool:
    """Whether a form's points are not the rulebook's; what the rulebook only recalls accuses nobody."""
    return leaf.weight.value is not None and leaf.weight.verified != "recalled" and points != leaf.weight.value


def _missing(fixed: list[Indicator], by_name: dict[str, IndicatorRow]) -> list[str]:
    """The fixed indicators no row is called after, whole or in part."""
    return [
        leaf.name for leaf in fixed
        if not any(plain(leaf.name) in name or name in plain(leaf.name) for name in by_name)
    ]  # fmt: skip
