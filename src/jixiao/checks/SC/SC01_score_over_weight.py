"""SC01: a score is above its weight, or below zero."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "SC01", "score_over_weight", "得分超过分值或为负", since="0.1", asks=(Kind.SCORE_BOUND,), covers=("A15",),
    says={"zh": "{label}得 {stated}，分值只有 {parts}{why}", "en": "{label} scores {stated} of {parts}"},
)  # fmt: skip
def score_over_weight(context: Context) -> Iterator[Finding]:
    """One finding for each score, of a table's row or of the text, that is not between 0 and what it is worth."""
    for relation in context.relations(Kind.SCORE_BOUND):
        if broken(relation):
            yield of_relation("SC01", relation, Level.WARNING if relation.open else Level.ERROR)
