"""CS23: the units together are not the department."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS23", "units_not_department", "下属单位合计与部门总数不相符", since="0.1", asks=("CS23",), covers=("B21",), level=Level.WARNING,
    says={
        "zh.over": "{n} 个下属单位的总支出合计 {sum}，大于部门的 {total}；请核对汇总范围，部门与单位之间的往来是否抵销",
        "en.over": "the {n} units spent {sum} together, more than the department's {total}",
        "zh.short": "报告所列的 {n} 个单位都在，总支出合计 {sum}，小于部门的 {total}；差额如是部门本级的，请写明",
        "en.short": "all {n} units spent {sum} together, less than the department's {total}",
    },
)  # fmt: skip
def units_not_department(context: Context) -> Iterator[Finding]:
    """One finding for each sum of units that exceeds the department's, or falls short where all of them are there."""
    yield from unlike("CS23", context)
