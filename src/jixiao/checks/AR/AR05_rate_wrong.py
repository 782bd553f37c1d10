"""AR05: a named rate (执行率, 到位率 …) is not the quotient of the two figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind, Relation
from jixiao.model.finding import Finding, Level


@check(
    "AR05", "rate_wrong", "比率与分子、分母不符", since="0.1", asks=(Kind.RATE, Kind.SHARE,), covers=("A05", "A09"),
    says={
        "zh": "{label}写 {stated}，按 {parts} 应为 {expected}",
        "zh.turned": "{label}写 {stated}，是把分子和分母颠倒了；按 {parts} 应为 {expected}",
        "zh.over": "各部分所占 {parts} 合计 {expected}，超过 100%",
        "en.over": "the shares {parts} make {expected}, more than the whole",
        "en": "{label} is stated as {stated}; {parts} gives {expected}",
        "en.turned": "{label} is stated as {stated}, upside down; {parts} gives {expected}",
    },
)  # fmt: skip
def rate_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each rate whose only base stands beside it and does not give it."""
    for relation in context.relations(Kind.RATE, Kind.SHARE):
        if broken(relation):
            parts = _divided(relation)
            variant = "turned" if relation.detail == "分子分母颠倒" else ""
            if relation.way == "shares":
                variant, parts = "over", "、".join(one.quote for one in relation.operands)
            yield of_relation("AR05", relation, _level(relation), parts=parts, variant=variant)


def _divided(relation: Relation) -> str:
    """What was divided by what: the last figure is the base of the sum before it, or the first is a part of the sum behind it.

    Of an average over years it is their sum, divided by how many they are.
    """
    first, *rest = (one.quote for one in relation.operands)
    if relation.way == "years":
        return f"（{' + '.join((first, *rest))}）÷ {len(relation.operands)}"
    if len(rest) > 1 and relation.operands[0] in relation.operands[1:]:
        return f"{first} ÷（{' + '.join(rest)}）"
    *over, under = first, *rest
    summed = f"（{' + '.join(over)}）" if len(over) > 1 else "".join(over)
    return f"{summed} ÷ {under}" if over else under


def _level(relation: Relation) -> Level:
    """An error only when numerator and base stand in one sentence and one wrong digit explains the miss."""
    sure = bool(relation.edit) or relation.detail == "分子分母颠倒"
    return Level.ERROR if sure and not relation.open else Level.WARNING
