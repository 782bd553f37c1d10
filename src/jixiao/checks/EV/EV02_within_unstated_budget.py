"""EV02: spending is said to be within the budget, and the report states no budget at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_WITHIN = Sought(
    r"(?<!力争)(?<!确保)控制在[^,;。\n]{0,8}?预算(?:之内|以内|范围(?:之|以)?内|内|数内|总额内|数之内|数以内)"
    r"|在[^,;。\n控]{0,6}预算(?:之内|以内|范围(?:之|以)?内)"
    r"|(?:未|没有|无|均未|均没有)(?:出现)?(?:超出|超过|突破|超)(?:年初|全年|批复的?)?预算"
    r"|(?:未|没有|无)超预算",
    "预算",
)  # fmt: skip
_RATE = regex(r"(?:执行率|完成率|支出率|控制率)[^,;。\n]{0,8}\d")
_PLANS = ("key_tasks", "measures")


@check(
    "EV02", "within_unstated_budget", "称控制在预算内，没有写预算数", since="0.1", covers=("E22",), level=Level.WARNING,
    says={
        "zh": "写“{claim}”，全文没有一个预算数，无从核对",
        "en": "spending is said to be within the budget ({claim}); the report states no budget",
    },
)  # fmt: skip
def within_unstated_budget(context: Context) -> Iterator[Finding]:
    """One finding, at the first such claim, where no figure, rate or table of the document speaks of a budget."""
    reading = context.reading
    if reading.tables or _states_budget(reading):
        return
    for sentence in context.sentences(_WITHIN):
        match = _WITHIN.search(sentence.text)
        if match and reading.key_at(sentence.section) not in _PLANS:
            yield finding("EV02", Level.WARNING, sentence.place, sentence.text, claim=match.group())
            return


def _states_budget(reading: Reading) -> bool:
    if any(fact.basis in ("initial_budget", "adjusted_budget") for fact in reading.facts):
        return True
    if any(
        one.role == "plan" and one.mention.dimension == "money" and re.search(r"预算|安排|批复|下达", one.label + one.after)
        for one in reading.figures
    ):
        return True
    return any(_RATE.search(text) for text in reading.paragraphs)
