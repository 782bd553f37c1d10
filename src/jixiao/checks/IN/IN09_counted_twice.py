"""IN09: one indicator stands twice in a form and is scored twice."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import in_parts
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow
from jixiao.patterns import regex

_COUNTED = regex(r"数量|总数|数|个数|的")
_SIGNS = regex(r"[\s、,，。:：()（）“”\"]")


@check(
    "IN09", "counted_twice", "同一指标列了两次", since="0.1", asks=("indicators",), covers=("D17",), level=Level.WARNING,
    says={
        "zh": "“{name}”列了两次，指标值都是“{target}”，重复计分",
        "en": "“{name}” stands twice with the target “{target}” and is scored twice",
    },
)  # fmt: skip
def counted_twice(context: Context) -> Iterator[Finding]:
    """One finding for each row whose name and target stand again in its table under the same class; other targets make other indicators."""
    for rows in in_parts(context.reading):
        seen: dict[tuple[str, ...], IndicatorRow] = {}
        for row in rows:
            if not row.name or row.target is None or not row.target.quote:
                continue
            weighs = row.weight is not None and row.weight.quantity is not None and row.weight.quantity.value > 0
            if not weighs and row.kind != "indicator-targets":
                continue
            key = (_name(row), row.level1, row.level2, _SIGNS.sub("", row.target.quote))
            before = seen.setdefault(key, row)
            if before is not row and before.place != row.place and before.target is not None:
                yield finding(
                    "IN09", Level.WARNING, row.place, row.name, rests_on=(before.target, row.target), name=row.name,
                    target=row.target.quote,
                )  # fmt: skip


def _name(row: IndicatorRow) -> str:
    """A name by its characters alone where the row tells its result too: 井盖修复数 and 修复井盖数量 are one."""
    name = _SIGNS.sub("", row.name)
    if row.actual is None or not row.actual.quote or row.target is None or row.target.quantity is None:
        return name
    return "".join(sorted(_COUNTED.sub("", name))) + row.actual.quote
