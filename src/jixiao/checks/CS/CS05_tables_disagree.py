"""CS05: two final-account tables of one document give different figures for the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.accounts import of_slip, slips
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS05", "tables_disagree", "决算各表之间的数不一致", since="0.1", asks=("identity",), covers=("B22",),
    says={
        "zh": "“{equation}”不成立，右边为 {expected}{edit}{also}",
        "en": "“{equation}” does not hold, the right side gives {expected}{edit_en}{also_en}",
    },
)  # fmt: skip
def tables_disagree(context: Context) -> Iterator[Finding]:
    """One finding for each cell, or pair of tables, that disagrees while each table holds in itself."""
    for slip in slips(context, "between"):
        yield of_slip("CS05", slip)
