"""AR09: 元 for 万元, or the reverse: with the other unit the list closes to the last digit."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "AR09", "unit_slip", "计量单位写错", since="0.1", asks=(Kind.UNIT_SLIP,), covers=("A27",),
    says={
        "zh": "{label}写 {stated}，单位应为{right}：改后与 {parts} 分毫不差",
        "en": "{label} is stated as {stated}; in {right} it fits {parts} to the last digit",
    },
)  # fmt: skip
def unit_slip(context: Context) -> Iterator[Finding]:
    """One finding for each figure whose unit alone keeps a list, a rate or a remainder from coming out."""
    for relation in context.relations(Kind.UNIT_SLIP):
        if broken(relation):
            parts = "、".join(one.quote for one in relation.operands)
            level = Level.WARNING if relation.open else Level.ERROR
            yield of_relation("AR09", relation, level, right=relation.detail, parts=parts)
