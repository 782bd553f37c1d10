"""EV01: a saving of so many per cent is claimed, and nothing says of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import of_relation
from jixiao.model.claim import Kind, Verdict
from jixiao.model.finding import Finding, Level

_SAVING = re.compile(r"压缩|压减|节约|节省|核减|缩减|节支")


@check(
    "EV01", "saving_without_base", "称压缩、节约若干，没有基数", since="0.1", covers=("E21",), level=Level.WARNING,
    says={
        "zh": "写“{verb}{stated}”，没有写压缩前、后各是多少，无从核对",
        "en": "a cut of {stated} is claimed without the amounts before and after",
    },
)  # fmt: skip
def saving_without_base(context: Context) -> Iterator[Finding]:
    """One finding for each percentage of saving that has no amount of change and no earlier amount in reach."""
    for relation in context.relations(Kind.PERCENT_CHANGE):
        if relation.verdict is Verdict.UNVERIFIABLE and not relation.operands and _SAVING.search(relation.cue):
            yield of_relation("EV01", relation, Level.WARNING, verb=relation.cue)
