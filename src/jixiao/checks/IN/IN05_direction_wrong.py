"""IN05: a cost, or a count of faults, that must be at least so much."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import words
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow


@check(
    "IN05", "direction_wrong", "反向指标用了“不低于”", since="0.1", asks=("indicators",), covers=("D06",), level=Level.WARNING,
    says={
        "zh": "{name}是成本指标，越低越好，指标值却写“{target}”",
        "zh.faults": "{name}越少越好，指标值却写“{target}”",
        "en": "{name} is a cost, the less the better, but the target is “{target}”",
        "en.faults": "{name}: the fewer the better, but the target is “{target}”",
    },
)  # fmt: skip
def direction_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each indicator of cost, or of complaints and faults, whose target bears ≥ or >."""
    for row in context.reading.indicators:
        if row.target is None or row.bound not in ("≥", ">") or row.target.quantity is None or not row.target.quantity.value:
            continue
        variant = _wrong(row)
        if variant is not None:
            target = row.target.quote if row.target.quote[:1] in "≥>" else f"{row.bound}{row.target.quote}"
            yield finding(
                "IN05", Level.WARNING, row.target.place, f"{row.name} {row.target.quote}", figure=row.target.quantity,
                rests_on=(row.target,), name=row.name or row.level2, target=target, variant=variant,
            )  # fmt: skip


def _wrong(row: IndicatorRow) -> str | None:
    """ "" for a cost, `faults` for a count of faults, None for what may well be high: savings, complaints settled."""
    data = words()
    if "成本" in row.level2 or "成本" in row.level1:
        return (
            None
            if any(word in row.name for word in data["saved"]) or "效益" in row.level2 or row.name.endswith("率")
            else ""
        )
    faults = any(word in row.name for word in data["at_least_is_odd"]) and not any(word in row.name for word in data["but"])
    return "faults" if faults else None
