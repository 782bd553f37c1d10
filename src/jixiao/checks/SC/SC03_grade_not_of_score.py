"""SC03: the grade is not the one the score has; SC04 speaks of the word only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "SC03", "grade_not_of_score", "等级与得分不符", since="0.1", asks=(Kind.GRADE,), covers=("A22",),
    says={
        "zh": "得分 {score}，等级写“{word}”，各地已见的等级尺度都不容；按财预〔2020〕10号应为“{right}”",
        "zh.rulebook": "得分 {score}，等级写“{word}”，按所用的规则应为“{right}”",
        "zh.own": "得分 {score}，等级写“{word}”，按文中自己写明的等级标准应为“{right}”",
        "en": "a score of {score} is graded {word}, which no scale seen anywhere allows; the national one gives {right}",
        "en.own": "a score of {score} is graded {word}; the scale the text itself prints gives {right}",
        "en.rulebook": "a score of {score} is graded {word}; the rulebook gives {right}",
    },
)  # fmt: skip
def grade_not_of_score(context: Context) -> Iterator[Finding]:
    """One finding where the grade is outside the named scale, or outside every known scale if none was named."""
    for relation in context.relations(Kind.GRADE):
        if broken(relation):
            score, word, right = relation.operands[0].quote, relation.stated.quote, relation.detail
            variant = "rulebook" if context.rulebook is not None and context.rulebook.grades else ""
            if relation.way == "grade:own":
                variant = "own"
            found = of_relation("SC03", relation, Level.ERROR, score=score, word=word, right=right, variant=variant)
            yield replace(found, changes=f"等级 {word}→{right}")
