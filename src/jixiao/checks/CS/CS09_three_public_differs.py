"""CS09: “三公”经费 or one of its items is not what the published tables say."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import SAYS, differing
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS09",
    "three_public_differs",
    "“三公”经费与决算、预算公开的数不符",
    since="0.1",
    asks=("CS09",),
    covers=(
        "B03",
        "B04",
    ),
    says=SAYS,
)
def three_public_differs(context: Context) -> Iterator[Finding]:
    """One finding for each item of “三公”经费 that differs from the published one."""
    yield from differing("CS09", context)
