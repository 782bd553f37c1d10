"""YR10: a figure of last year is not the one published then."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "YR10",
    "last_year_figure_differs",
    "引用的上年数与上年公布的不符",
    since="0.1",
    asks=("YR10",),
    covers=("C06",),
    says=SAYS,
)
def last_year_figure_differs(context: Context) -> Iterator[Finding]:
    """One finding for each figure of last year that differs from what was published."""
    yield from differing("YR10", context)
