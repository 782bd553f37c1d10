"""CS19: 机关运行经费 is not the sum of operating cost in the table of basic expenditure."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS19",
    "running_cost_not_operating_cost",
    "机关运行经费与公用经费合计不符",
    since="0.1",
    asks=("CS19",),
    covers=("B15",),
    says=SAYS,
    level=Level.WARNING,
)
def running_cost_not_operating_cost(context: Context) -> Iterator[Finding]:
    """One finding for each running cost that is not the operating cost of the accounts."""
    yield from differing("CS19", context)
