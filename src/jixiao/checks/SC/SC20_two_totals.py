"""SC20: the text gives one total score, the table another."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity


@check(
    "SC20", "two_totals", "正文的得分与评分表的总分不一致", since="0.1", covers=("A21",), level=Level.WARNING,
    says={
        "zh": "正文写自评得 {told}，评分表的总分是 {total}，请核对",
        "en": "the text gives a score of {told}, the table a total of {total}",
    },
)  # fmt: skip
def two_totals(context: Context) -> Iterator[Finding]:
    """One finding where a report holds one table of scores and states another total; silent where the table is a project's and the text a department's."""
    reading = context.reading
    scores = [one for one in reading.facts if one.item == "self_score" and isinstance(one.value, Quantity)]
    told = [one for one in scores if one.by.startswith("prose")]
    tables = [one for one in scores if one.by.startswith("form")]
    if (
        not told
        or len({one.place for one in tables}) != 1
        or len({row.part for row in reading.indicators if row.score}) != 1
    ):
        return
    total = tables[0]
    if "整体" in reading.title and "project-funds" in reading.forms:
        return
    if not any(_same(one, total) for one in told):
        rests = tuple(Operand(one.value, one.raw, one.place) for one in (total,) if isinstance(one.value, Quantity))
        first = told[0]
        yield finding(
            "SC20", Level.WARNING, first.place, first.raw, rests_on=rests,
            figure=first.value if isinstance(first.value, Quantity) else None, told=first.raw, total=total.raw,
        )  # fmt: skip


def _same(one: Fact, other: Fact) -> bool:
    return isinstance(one.value, Quantity) and isinstance(other.value, Quantity) and one.value.value == other.value.value
