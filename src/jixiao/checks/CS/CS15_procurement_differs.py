"""CS15: procurement is not what the disclosure says."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS15",
    "procurement_differs",
    "政府采购的数与决算、预算公开不符",
    since="0.1",
    asks=("CS15",),
    covers=("B11",),
    says=SAYS,
    level=Level.WARNING,
)
def procurement_differs(context: Context) -> Iterator[Finding]:
    """One finding for each figure of procurement that differs."""
    yield from differing("CS15", context)
