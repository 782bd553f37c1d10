"""CM05: problems are named, and not one word says where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_LEAST = 2


@check(
    "CM05", "cause_missing", "只列问题，没有写原因", since="0.1", covers=("E05",), level=Level.INFO,
    says={
        "zh": "列了 {n} 个问题，没有一处写到原因",
        "en": "{n} problems are named, and no cause of any",
    },
)  # fmt: skip
def cause_missing(context: Context) -> Iterator[Finding]:
    """One note where two problems or more are named and nothing in their section speaks of a cause."""
    reading = context.reading
    section = reading.section("problems")
    if section is None or len(reading.problems) < _LEAST:
        return
    texts = [*(one.text for one in reading.problems), *reading.paragraphs[section.first : section.last]]
    if not any(_causes().search(text) for text in texts):
        yield finding("CM05", Level.INFO, section.place, section.heading, n=str(len(reading.problems)))


@lru_cache(maxsize=1)
def _causes() -> re.Pattern[str]:
    return re.compile("|".join(phrases("causes")))
