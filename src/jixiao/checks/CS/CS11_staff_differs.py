"""CS11: staff or posts are not those of the final accounts or of the approval."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS11",
    "staff_differs",
    "人员数、编制数与决算、编制批复不符",
    since="0.1",
    asks=("CS11",),
    covers=("B07",),
    says=SAYS,
    level=Level.WARNING,
)
def staff_differs(context: Context) -> Iterator[Finding]:
    """One finding for each count of staff or posts that differs."""
    yield from differing("CS11", context)
