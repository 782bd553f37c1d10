"""CS10: the initial budget is not the one that was published or filed."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS10",
    "initial_budget_differs",
    "年初预算数与批复、公开的预算不符",
    since="0.1",
    asks=("CS10",),
    covers=("B05",),
    says=SAYS,
)
def initial_budget_differs(context: Context) -> Iterator[Finding]:
    """One finding for each initial budget that is not the published one."""
    yield from differing("CS10", context)
