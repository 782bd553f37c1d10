"""AR08: the same thing is stated twice with figures one digit apart."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "AR08", "two_figures_for_one", "同一个数前后不一致", since="0.1", covers=("A29",), level=Level.WARNING,
    says={
        "zh": "{label}此处写 {stated}，前文写 {parts}，只差一位数字，请核对",
        "en": "{label} is {stated} here and {parts} before: one digit apart",
    },
)  # fmt: skip
def two_figures_for_one(context: Context) -> Iterator[Finding]:
    """One finding for each later statement that differs from the first by one digit."""
    for relation in context.relations(Kind.DUPLICATE):
        if broken(relation):
            yield of_relation("AR08", relation, Level.WARNING)
