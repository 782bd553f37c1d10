"""AR07: the parts meet the total only thanks to rounding: worth a note, not a fault."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import of_relation
from jixiao.model.claim import Kind, Verdict
from jixiao.model.finding import Finding, Level


@check(
    "AR07", "sum_by_rounding", "分项与合计只差在尾数", since="0.1", asks=(Kind.SUM, Kind.IDENTITY,), covers=("A01",), level=Level.INFO,
    says={
        "zh": "{label}写 {stated}，{parts} 合计为 {expected}，相差在四舍五入的余地之内",
        "en": "{label} is stated as {stated}, {parts} add up to {expected}: within rounding",
    },
)  # fmt: skip
def sum_by_rounding(context: Context) -> Iterator[Finding]:
    """One note for each sum of money that only the printed digits save."""
    for relation in context.relations(Kind.SUM, Kind.IDENTITY):
        if relation.verdict is Verdict.ROUNDING and relation.detail != "approximate":
            yield of_relation("AR07", relation, Level.INFO)
