"""CS07: the budget after adjustment is not the initial one plus what was added."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.accounts import of_slip, slips
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS07", "budget_not_adjusted", "全年预算数与年初预算、追加不相符", since="0.1", asks=("identity",), covers=("B06",), level=Level.WARNING,
    says={
        "zh": "“{equation}”不成立，右边合计为 {expected}{why}",
        "en": "“{equation}” does not hold, the right side adds up to {expected}",
    },
)  # fmt: skip
def budget_not_adjusted(context: Context) -> Iterator[Finding]:
    """One finding where neither the initial budget plus additions nor that plus the carry-over gives the year's budget."""
    for slip in slips(context, "budget"):
        yield of_slip("CS07", slip)
