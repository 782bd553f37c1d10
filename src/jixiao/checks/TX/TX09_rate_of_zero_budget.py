"""TX09: spending is given as a percentage of a budget of nought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_NOUGHT = regex(
    r"(?:年初)?预算(?:数|安排)?(?:为|:)?0(?:\.0+)?(?:万?元)(?![\d.])|(?:无|没有|未安排|未编制)年初预算|年初(?:无|没有|未安排)预算"
)
_RATE = regex(r"(?:完成|占|为)(?:了)?(?:年初|全年|当年|本年)?预算(?:数|安排)?的(?P<rate>\d+(?:\.\d+)?)%")
_SPENT = regex(r"(?:支出)?(?:决算(?:数)?|实际支出|支出|执行(?:数)?)(?:为|:)?(?P<spent>\d+(?:\.\d+)?)万?元")


@check(
    "TX09", "rate_of_zero_budget", "年初预算为零，却写完成预算的百分之几", since="0.1", covers=("E15",), words=("预算",),
    says={
        "zh": "同一句里年初预算为零（“{nought}”），又写“{rate}”：零作分母算不出百分比",
        "en": "the budget is nought ({nought}), and yet “{rate}”: there is no percentage of nought",
    },
)  # fmt: skip
def rate_of_zero_budget(context: Context) -> Iterator[Finding]:
    """An error where something was spent of a budget of nought and a percentage above zero is given; a note where nothing was spent."""
    for sentence in context.reading.sentences:
        if "预算" not in sentence.text or "%" not in sentence.text:
            continue
        noughts = list(_NOUGHT.finditer(sentence.text))
        for rate in _RATE.finditer(sentence.text):
            before = [one for one in noughts if one.end() <= rate.start()]
            if not before or _another_budget(sentence.text[before[-1].end() : rate.start()]):
                continue
            spent = _SPENT.search(sentence.text, before[-1].end(), rate.start())
            nothing = spent is None or not _counts(spent["spent"])
            if not _counts(rate["rate"]):
                continue
            yield finding(
                "TX09", Level.INFO if nothing else Level.ERROR, sentence.place, sentence.text, nought=before[-1].group(),
                rate=rate.group(),
            )  # fmt: skip


def _counts(text: str) -> bool:
    """Whether a printed number is other than nought."""
    return text.strip("0.") != ""


def _another_budget(between: str) -> bool:
    """Whether another budget is named between the nought and the rate: the rate may be of that one."""
    return re.search(r"调整|全年预算|预算(?:数)?(?:为)?[1-9]|追加", between) is not None
