"""CS22: the unit's points are far from those of the recheck."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS22", "recheck_far_off", "自评得分与复核得分相差大", since="0.1", asks=("CS22",), covers=("B20",), level=Level.WARNING,
    says={
        "zh": "自评比{file}的复核合计{more} {off} 分，{n} 项不同：{told}",
        "en": "the self-evaluation is {off} points off the recheck in {file}, {n} indicators differ: {told}",
    },
)  # fmt: skip
def recheck_far_off(context: Context) -> Iterator[Finding]:
    """One finding for each recheck that differs by three points or more, or by six in single indicators."""
    yield from unlike("CS22", context)
