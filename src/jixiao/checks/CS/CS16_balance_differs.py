"""CS16: the carry-over or balance is not what the final accounts say."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check("CS16", "balance_differs", "结转结余与决算不符", since="0.1", asks=("CS16",), covers=("B12",), says=SAYS)
def balance_differs(context: Context) -> Iterator[Finding]:
    """One finding for each carry-over or balance that differs."""
    yield from differing("CS16", context)
