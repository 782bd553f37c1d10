"""YR01: the word says less and the figures say more, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, listed, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


@check(
    "YR01", "direction_word", "增减方向与数字相反", since="0.1", asks=(Kind.DIRECTION_WORD,), covers=("C11",),
    says={
        "zh": "写“{verb}{stated}”，而 {parts} = {expected}，方向相反",
        "en": "the text says the opposite of {parts} = {expected}",
    },
)  # fmt: skip
def direction_word(context: Context) -> Iterator[Finding]:
    """One finding for each change whose amount is right and whose word is not."""
    for relation in context.relations(Kind.DIRECTION_WORD):
        if broken(relation):
            yield of_relation("YR01", relation, verb=relation.cue, parts=listed(relation.operands, " − "))
