"""CS18: the year's budget is not the published initial one plus what was added."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS18",
    "budget_not_as_changed",
    "全年预算数与年初预算、追加文件不相符",
    since="0.1",
    asks=("CS18",),
    covers=("B06",),
    says=SAYS,
    level=Level.WARNING,
)
def budget_not_as_changed(context: Context) -> Iterator[Finding]:
    """One finding for each budget of the year that is not the initial one plus additions."""
    yield from differing("CS18", context)
