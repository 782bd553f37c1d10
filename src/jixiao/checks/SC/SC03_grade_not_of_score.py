"""SC03: the grade is not the one the score has; SC04 speaks of the word only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "SC03", "grade_not_of_score", "等级与得分不符", since="0.1", covers=("A22",),
    says={
        "zh": "得分 {score}，等级写“{word}”，按{scale}应为“{right}”",
        "en": "a score of {score} is graded {word}; {scale_en} gives {right}",
    },
)  # fmt: skip
def grade_not_of_score(context: Context) -> Iterator[Finding]:
    """One finding where the grade is outside the named scale, or outside every known scale if none was named."""
    for relation in context.relations(Kind.GRADE):
        if broken(relation):
            score = relation.operands[0].quote
            changes = f"等级 {relation.stated.quote}→{relation.detail}"
            found = of_relation(
                "SC03", relation, Level.ERROR, score=score, word=relation.stated.quote, right=relation.detail
            )
            yield replace(found, changes=changes)
