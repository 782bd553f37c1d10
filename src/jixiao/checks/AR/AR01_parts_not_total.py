"""AR01: the parts do not add up to the stated total of money."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "AR01", "parts_not_total", "分项金额之和不等于合计", since="0.1", asks=(Kind.SUM,), covers=("A01", "A02", "A03", "A11", "A23", "A24"),
    says={
        "zh": "{label}写 {stated}，所列各项 {parts} 合计为 {expected}{edit}",
        "en": "{label} is stated as {stated}, but the parts {parts} add up to {expected}{edit_en}",
    },
)  # fmt: skip
def parts_not_total(context: Context) -> Iterator[Finding]:
    """One finding for each stated list of amounts that no reading closes."""
    for relation in context.relations(Kind.SUM):
        if relation.way != "nearly" and broken(relation):
            yield of_relation("AR01", relation)
