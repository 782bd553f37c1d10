"""IN08: how fast money was paid out is counted among outputs or benefits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import words
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_RESULT = regex(r"产出|效益|数量|质量|时效|效果")
_MONEY_CLASS = regex(r"预算执行|资金管理|成本")


@check(
    "IN08", "process_as_output", "把资金支付当作产出", since="0.1", asks=("indicators",), covers=("D15",), level=Level.INFO,
    says={
        "zh": "“{name}”列在{group}里：付了多少钱是过程，不是产出；执行率已另有分值的，就算了两次",
        "en": "“{name}” stands among {group}: money paid is part of the process, no output, and the rate of execution bears points already",
    },
)  # fmt: skip
def process_as_output(context: Context) -> Iterator[Finding]:
    """One note for each indicator of payment among outputs and benefits."""
    for row in context.reading.indicators:
        classes = f"{row.level1} {row.level2}"
        if _process().search(row.name) and _RESULT.search(classes) and not _MONEY_CLASS.search(classes):
            yield finding("IN08", Level.INFO, row.place, row.name, name=row.name, group=row.level2 or row.level1)


@lru_cache(maxsize=1)
def _process() -> re.Pattern[str]:
    return re.compile(words()["process_names"])
