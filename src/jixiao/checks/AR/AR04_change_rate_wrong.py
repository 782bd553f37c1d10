"""AR04: the stated percentage of change is not what the figures beside it give."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "AR04", "change_rate_wrong", "增减率算得不对", since="0.1", asks=(Kind.PERCENT_CHANGE,), covers=("A07",),
    says={
        "zh": "写“{verb}{stated}”，按所列数 {parts} 应为 {expected}",
        "zh.base": "写“{verb}{stated}”，是用本年数作了分母；按上年数应为 {expected}",
        "en": "the change is stated as {stated}; the figures {parts} give {expected}",
        "en.base": "the change is stated as {stated}, divided by this year's figure; over last year's it is {expected}",
    },
)  # fmt: skip
def change_rate_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each percentage of change that no base in reach explains."""
    for relation in context.relations(Kind.PERCENT_CHANGE):
        if broken(relation):
            variant = "base" if relation.detail == "以本年数作分母" else ""
            parts = "、".join(one.quote for one in relation.operands)
            yield of_relation("AR04", relation, verb=relation.cue, parts=parts, variant=variant)
