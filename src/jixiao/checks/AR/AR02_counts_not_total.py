"""AR02: counts listed do not add up to the stated count. Counts are exact."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "AR02", "counts_not_total", "分项人数、个数之和不等于合计", since="0.1", asks=(Kind.COUNT_SUM,), covers=("A04",),
    says={
        "zh": "{label}写 {stated}，所列各项 {parts} 合计为 {expected}",
        "en": "{label} is stated as {stated}, but the items {parts} add up to {expected}",
    },
)  # fmt: skip
def counts_not_total(context: Context) -> Iterator[Finding]:
    """One finding for each stated list of counts that no reading closes; counts have no rounding."""
    for relation in context.relations(Kind.COUNT_SUM):
        if relation.way != "nearly" and broken(relation):
            yield of_relation("AR02", relation)
