"""CM10: the measures are made of stock phrases and would fit any agency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import inner, short, unmarked
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_SPECIFIC = regex(r"\d|《|“|负责|牵头|台账|系统|平台|培训班|轮训")
_HAN = regex(r"[一-鿿]")
_LEFT = 6
"""Characters beside stock phrases and common words that may still say nothing; more of them name something."""


@check(
    "CM10", "measures_generic", "改进措施过于笼统", since="0.1", asks=("measures",), covers=("E04",), level=Level.WARNING,
    says={
        "zh": "所列 {n} 条措施都是放在哪个单位都成立的话（如“{example}”），没有写做什么、谁来做、做到什么程度",
        "en": "none of the {n} measures says what is to be done, by whom and how far ({example})",
    },
)  # fmt: skip
def measures_generic(context: Context) -> Iterator[Finding]:
    """One finding where every measure is stock phrases, without a figure, a name, a tool or a day."""
    measures = context.reading.measures
    if measures and all(_generic(one.text) for one in measures):
        first = measures[0]
        yield finding(
            "CM10", Level.WARNING, first.place, first.text, n=str(len(measures)), example=inner(short(unmarked(first.text), 40))
        )  # fmt: skip


def _generic(text: str) -> bool:
    body = unmarked(text)
    if _SPECIFIC.search(body):
        return False
    rest = _common().sub("", _stock().sub("", body))
    return len(_HAN.findall(rest)) <= _LEFT and len(rest) < len(body)


@lru_cache(maxsize=1)
def _stock() -> re.Pattern[str]:
    return re.compile("|".join(phrases("generic_measures")))


@lru_cache(maxsize=1)
def _common() -> re.Pattern[str]:
    return re.compile("|".join(sorted(phrases("common_words"), key=len, reverse=True)))
