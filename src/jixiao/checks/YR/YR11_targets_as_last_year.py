"""YR11: all targets are last year's to the digit."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "YR11", "targets_as_last_year", "指标值与上年一字不差", since="0.1", asks=("YR11",), covers=("C07",), level=Level.INFO,
    says={
        "zh": "{n} 个指标的指标值与{file}全部相同；请核对是否按本年任务重新设定",
        "en": "all {n} targets are those of {file}",
    },
)  # fmt: skip
def targets_as_last_year(context: Context) -> Iterator[Finding]:
    """One finding for each form whose targets, five or more, are all last year's."""
    yield from unlike("YR11", context, {"": Level.INFO})
