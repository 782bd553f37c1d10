"""IN04: a target that cannot be met, or an operator that says nothing: more than 100 % of what has 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import words
from jixiao.model.finding import Finding, Level

_FULL = 100


@check(
    "IN04", "operator_odd", "指标值的比较符号不合常理", since="0.1", asks=("indicators",), covers=("D05",), level=Level.WARNING,
    says={
        "zh": "{name}最多为 100%，指标值“{target}”没有办法达到",
        "zh.vain": "{name}最多为 100%，指标值“{target}”只有恰好 100% 才算达到，写“=100%”更明白",
        "zh.everybody": "{name}的指标值“{target}”要求人人满意，很难做到；请按调查方法和历年结果定",
        "en.everybody": "{name}: “{target}” asks that everybody be satisfied",
        "en": "{name} is at most 100%, so the target “{target}” cannot be met",
        "en.vain": "{name} is at most 100%, so “{target}” is met by exactly 100% only; “=100%” says it better",
    },
)  # fmt: skip
def operator_odd(context: Context) -> Iterator[Finding]:
    """One finding for each share of at most 100 % that must exceed it (a warning) or be at least 100 % (info)."""
    for row in context.reading.indicators:
        value = row.target.quantity if row.target is not None else None
        if (
            row.target is None
            or value is None
            or value.unit != "%"
            or not row.name.endswith(tuple(words()["cannot_exceed_hundred"]))
        ):
            continue
        above = (row.bound == ">" and value.value >= _FULL) or (row.bound in ("≥", "=") and value.value > _FULL)
        vain = row.bound == "≥" and value.value == _FULL
        if value.value == _FULL and not above and "满意" in row.name:
            yield finding(
                "IN04", Level.WARNING, row.target.place, f"{row.name} {row.target.quote}", figure=value, rests_on=(row.target,),
                name=row.name, target=row.target.quote, variant="everybody",
            )  # fmt: skip
        elif above or vain:
            yield finding(
                "IN04", Level.WARNING if above else Level.INFO, row.target.place, f"{row.name} {row.target.quote}", figure=value,
                rests_on=(row.target,), name=row.name, target=f"{row.bound}{row.target.quote.lstrip('≥><=')}",
                variant="" if above else "vain",
            )  # fmt: skip
