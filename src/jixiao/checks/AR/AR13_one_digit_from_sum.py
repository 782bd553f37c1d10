"""AR13: figures near each other would add up but for one digit, though no words say that they should."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "AR13", "one_digit_from_sum", "改一位数字就能相加", since="0.1", level=Level.WARNING, asks=(Kind.SUM, Kind.COUNT_SUM), covers=("A01", "A04"),
    says={
        "zh": "{label}写 {stated}，近旁的 {parts} 合计为 {expected}，只差一位数字{edit}；文中没有写明相加，请核实",
        "en": "{label} is stated as {stated}; {parts} near by add up to {expected}, one digit off{edit_en}; no words say that they should",
    },
)  # fmt: skip
def one_digit_from_sum(context: Context) -> Iterator[Finding]:
    """One question for each sum that only the digits suggest (`way` nearly): never an error."""
    for relation in context.relations(Kind.SUM, Kind.COUNT_SUM):
        if relation.way == "nearly" and broken(relation):
            yield of_relation("AR13", relation)
