"""CS01: figures of different sentences break an identity of the catalog (总支出 = 基本支出 + 项目支出 …)."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, in_cells, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding


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
            if relation.way == "steps":
                signed = (f" {sign} {one.quote}" for sign, one in zip(relation.detail, relation.operands, strict=True))
                yield of_relation("CS01", relation, identity=relation.cue, parts="".join(signed).removeprefix(" + "))
            else:
                yield of_relation("CS01", relation, identity=relation.cue)
