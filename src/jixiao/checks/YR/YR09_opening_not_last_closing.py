"""YR09: this year's opening balance is not last year's closing one."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "YR09", "opening_not_last_closing", "年初结转与上年年末结转不符", since="0.1", asks=("YR09",), covers=("C05",), says=SAYS
)
def opening_not_last_closing(context: Context) -> Iterator[Finding]:
    """One finding for each opening balance that is not last year's closing one."""
    yield from differing("YR09", context)
