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
        "zh.rate": "写“{verb}{stated}”，而由 {parts}，方向相反",
        "en.rate": "the text says the opposite: from {parts}",
        "zh.beside": "写“{verb}{stated}”，而前面写的是“{parts}”，方向相反，总有一个写错",
        "en.beside": "the text says “{parts}” and the opposite right behind it",
    },
)  # fmt: skip
def direction_word(context: Context) -> Iterator[Finding]:
    """One finding for each change whose amount is right and whose word is not."""
    for relation in context.relations(Kind.DIRECTION_WORD):
        if not broken(relation):
            continue
        verb, _, other = relation.cue.partition("|")
        parts = listed(relation.operands, " − ")
        if relation.detail == "rate":
            parts = " 到 ".join(one.quote for one in reversed(relation.operands))
        elif relation.detail == "beside":
            parts = other + relation.operands[0].quote
        variant = relation.detail if relation.detail in ("rate", "beside") else ""
        yield of_relation("YR01", relation, verb=verb, parts=parts, variant=variant)
