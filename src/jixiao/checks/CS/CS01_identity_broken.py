"""CS01: figures of different sentences break an identity of the catalog (总支出 = 基本支出 + 项目支出 …)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, in_cells, listed, of_relation
from jixiao.model.claim import Kind, Relation
from jixiao.model.finding import Finding

_MOST = 8


@check(
    "CS01", "identity_broken", "勾稽关系不成立", since="0.1", asks=(Kind.IDENTITY,), covers=("A01", "A02", "A03"),
    says={
        "zh": "{identity}：{label}写 {stated}，而 {parts} 合计为 {expected}{edit}{why}",
        "en": "{identity}: {label} is stated as {stated}, but {parts} add up to {expected}{edit_en}",
    },
)  # fmt: skip
def identity_broken(context: Context) -> Iterator[Finding]:
    """One finding for each identity whose figures in the text, all of one year and basis, do not keep it."""
    for relation in context.relations(Kind.IDENTITY):
        if broken(relation) and not in_cells(relation):
            yield of_relation("CS01", relation, identity=relation.cue, parts=_parts(relation))


def _parts(relation: Relation) -> str:
    """The figures with their signs: those that give what was recomputed, the first taken as it is."""
    values = [one.quantity.value for one in relation.operands if one.quantity is not None]
    if relation.expected is None or len(values) < len(relation.operands) or len(values) > _MOST:
        return listed(relation.operands)
    for signs in product((1, -1), repeat=len(values) - 1):
        if (
            sum((sign * value for sign, value in zip((1, *signs), values, strict=True)), Decimal(0))
            == relation.expected.value
        ):
            words = (
                f" {'+' if sign > 0 else '−'} {one.quote}" for sign, one in zip((1, *signs), relation.operands, strict=True)
            )
            return "".join(words).removeprefix(" + ")
    return listed(relation.operands)
