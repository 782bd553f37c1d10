"""CS14: weights differ from those filed with the targets."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS14", "weights_not_filed", "自评的分值与申报的权重不同", since="0.1", asks=("CS14",), covers=("B10",), level=Level.WARNING,
    says={
        "zh": "{n} 个指标的分值与{file}申报的不同：{told}",
        "en": "{n} indicators have other weights than those filed in {file}: {told}",
    },
)  # fmt: skip
def weights_not_filed(context: Context) -> Iterator[Finding]:
    """One finding for each form whose weights were changed otherwise than all alike."""
    yield from unlike("CS14", context)
