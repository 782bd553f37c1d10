"""AR11: an amount right behind a standard and a count is not the one times the other."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, listed, of_relation
from jixiao.model.claim import Kind, Relation
from jixiao.model.finding import Finding, Level


@check(
    "AR11", "product_wrong", "标准乘数量不等于所写的数", since="0.1", level=Level.WARNING, asks=(Kind.PRODUCT,), covers=("A24",),
    says={
        "zh": "{label}写 {stated}，按 {parts} 应为 {expected}{edit}；{unless}，请写明",
        "en": "{label} is stated as {stated}; {parts} gives {expected}{edit_en}; say so where {unless_en}",
    },
)  # fmt: skip
def product_wrong(context: Context) -> Iterator[Finding]:
    """One warning for each amount that the standard and the count before it do not make. Steps may explain it: no error."""
    for relation in context.relations(Kind.PRODUCT):
        if broken(relation):
            paid = relation.stated.quantity is None or relation.stated.quantity.unit == "元"
            yield of_relation(
                "AR11", relation, Level.WARNING, parts=_factors(relation),
                unless="如有分档或未足额发放" if paid else "如每次多少不一",
                unless_en="steps or part payments explain it" if paid else "each was of another number",
            )  # fmt: skip


def _factors(relation: Relation) -> str:
    """The factors as they are multiplied; of several steps a count and its standard each: 36人 × 5000元 + 82人 × 3000元."""
    these = relation.operands
    if relation.way != "tiers":
        return listed(these, " × ")
    return " + ".join(listed(these[at : at + 2], " × ") for at in range(0, len(these), 2))
