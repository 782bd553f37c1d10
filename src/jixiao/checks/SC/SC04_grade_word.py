"""SC04: the grade is written in a word the scale does not have (优秀 for 优)."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.grades import grade_words, local_grade_words
from jixiao.checks.check import Context, check
from jixiao.checks.weigh import of_relation
from jixiao.model.claim import Kind, Verdict
from jixiao.model.finding import Finding, Level


@check(
    "SC04", "grade_word", "等级用词与规定不一致", since="0.1", covers=("A22",), level=Level.INFO,
    says={"zh": "等级写“{word}”，规定的用词是“{right}”", "en": "the grade is written {word}; the scale's word is {right}"},
)  # fmt: skip
def grade_word(context: Context) -> Iterator[Finding]:
    """One note where the grade agrees with the score but is not in the scale's own word."""
    rulebook = context.rulebook
    if rulebook is not None and rulebook.grades:
        official = {grade.name for grade in rulebook.grades}
    else:
        official = {*grade_words().values(), *local_grade_words()}
    for relation in context.relations(Kind.GRADE):
        word = relation.stated.quote
        if relation.verdict is not Verdict.INCONSISTENT and word not in official:
            yield of_relation("SC04", relation, Level.INFO, word=word, right=grade_words()[word])
