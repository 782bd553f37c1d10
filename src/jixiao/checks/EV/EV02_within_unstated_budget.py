"""EV02: spending is said to be within the budget, and the report states no budget at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_WITHIN = re.compile(
    r"控制在(?:年初|全年|部门|批复的?)?预算(?:之内|以内|范围(?:之|以)?内|内|数内|总额内)|(?:未|没有|无)超(?:出|过)?预算|预算(?:安排)?控制(?:较|得)?好"
)


@check(
    "EV02", "within_unstated_budget", "称控制在预算内，没有写预算数", since="0.1", covers=("E22",), level=Level.WARNING,
    says={
        "zh": "写“{claim}”，全文没有一个预算数，无从核对",
        "en": "spending is said to be within the budget ({claim}); the report states no budget",
    },
)  # fmt: skip
def within_unstated_budget(context: Context) -> Iterator[Finding]:
    """One finding, at the first such claim, where no figure of the document is a budget."""
    reading = context.reading
    if any(fact.basis in ("initial_budget", "adjusted_budget") for fact in reading.facts):
        return
    if any(
        one.role == "plan" and one.mention.dimension == "money" and "预算" in one.label + one.after
        for one in reading.figures
    ):
        return
    for sentence in reading.sentences:
        if match := _WITHIN.search(sentence.text):
            yield finding("EV02", Level.WARNING, sentence.place, sentence.text, claim=match.group())
            return
