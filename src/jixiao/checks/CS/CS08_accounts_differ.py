"""CS08: total, basic or project spending, or a part of them, is not what the final accounts say."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS08",
    "accounts_differ",
    "报告的数与决算不符",
    since="0.1",
    asks=("CS08",),
    covers=(
        "B01",
        "B02",
    ),
    says=SAYS,
)
def accounts_differ(context: Context) -> Iterator[Finding]:
    """One finding for each figure of spending or income that is not the final accounts'."""
    yield from differing("CS08", context)
