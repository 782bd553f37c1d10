"""CS03: a sum that a table must keep in itself (合计 = 各项, 总计 = 本年 + 年初, 资金总额 = 各来源) does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.accounts import of_slip, slips
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS03", "table_sum_broken", "表内勾稽关系不成立", since="0.1", asks=("identity",), covers=("A03", "A11", "B22"),
    says={
        "zh": "{table}中“{equation}”不成立，右边合计为 {expected}{edit}{also}{why}",
        "en": "{table}: “{equation}” does not hold, the right side adds up to {expected}{edit_en}{also_en}",
    },
)  # fmt: skip
def table_sum_broken(context: Context) -> Iterator[Finding]:
    """One finding for each cell that explains broken sums of its own table, or else for each broken sum, at its total."""
    for slip in slips(context, "inside"):
        yield of_slip("CS03", slip)
