"""AR03: the stated increase or decrease is not the difference of the two figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, listed, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "AR03", "difference_wrong", "增减额与两个数之差不符", since="0.1", asks=(Kind.DIFFERENCE,), covers=("A06",),
    says={
        "zh": "写“{verb}{stated}”，按 {parts} 应为 {expected}{edit}",
        "en": "the change is stated as {stated}; {parts} gives {expected}{edit_en}",
    },
)  # fmt: skip
def difference_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each change amount that is not the difference of this year's and the earlier figure."""
    for relation in context.relations(Kind.DIFFERENCE):
        if broken(relation):
            *given, taken = relation.operands
            parts = f"{listed(tuple(given))} − {taken.quote}"
            yield of_relation("AR03", relation, verb=relation.cue, parts=parts)
