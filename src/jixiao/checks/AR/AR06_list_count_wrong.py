"""AR06: the stated number of things is not the number of names listed behind it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level

BEFORE = "前列"
"""The cue of names that stand before their count."""


@check(
    "AR06", "list_count_wrong", "所称个数与列出的名称个数不符", since="0.1", asks=(Kind.LIST_COUNT,), covers=("A30",), level=Level.WARNING,
    says={
        "zh": "写 {stated}，{where}列出的名称有 {listed} 个",
        "en": "{stated} is stated, and {listed} names are listed",
    },
)  # fmt: skip
def list_count_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each count with a list of another length behind it (or before it); 等 and names joined by 和 are allowed for."""
    for relation in context.relations(Kind.LIST_COUNT):
        if broken(relation):
            listed = relation.detail or (relation.expected.text if relation.expected else "")
            where = "前面" if relation.cue == BEFORE else "后面"
            yield of_relation("AR06", relation, Level.WARNING, listed=listed, where=where)
