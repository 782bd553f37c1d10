"""CS24: the text of a disclosure and its own tables give different figures for one thing."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import of_crossing
from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken
from jixiao.model.finding import Finding, Level


@check(
    "CS24", "text_not_own_tables", "决算公开的文字与表不一致", since="0.1", asks=("CS24",), covers=("B23",), level=Level.WARNING,
    says={
        "zh": "{what}此处写 {stated}，表中是 {parts}（{where}）{edit}{why}",
        "en": "{what} is {stated} in the text and {parts} in the table ({where}){edit_en}",
        "zh.basis": "{what}此处写 {stated}，与表中的{same}相同，而表中的{what}是 {parts}（{where}）；请写明口径",
        "en.basis": "{what} {stated} equals {same} of the table, whose {what} is {parts} ({where}): say which is meant",
    },
)  # fmt: skip
def text_not_own_tables(context: Context) -> Iterator[Finding]:
    """One finding for each figure of the text that the same file's final-account tables state otherwise."""
    for one in context.crossings("CS24"):
        if broken(one.relation):
            yield of_crossing(context, one, Level.INFO if one.same_as else Level.WARNING)
