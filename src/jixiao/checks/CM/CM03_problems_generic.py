"""CM03: the problems named would fit any agency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import inner, short, unmarked
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_SPECIFIC = regex(r"\d|《|“|原因是|由于|因为|导致|致使")
_FILLER = regex(r"部分|个别|一些|一定|比较|较为|还|仍|尚|的|和|与|及|在|方面|不够|存在|我[局办委]|本单位")
_HAN = regex(r"[一-鿿]")
_LEFT = 5
"""Characters beside stock phrases and common words that may still say nothing; more of them name something."""


@check(
    "CM03", "problems_generic", "存在的问题过于笼统", since="0.1", covers=("E03", "E02"), level=Level.WARNING,
    says={
        "zh": "所列 {n} 个问题没有涉及本单位的具体项目、数字或原因（如“{example}”），换一个单位也说得通",
        "zh.none": "“存在的问题”一节没有写出问题",
        "en": "none of the {n} problems names a project, a figure or a cause of this agency ({example})",
        "en.none": "the section on problems names none",
    },
)  # fmt: skip
def problems_generic(context: Context) -> Iterator[Finding]:
    """One finding where every problem is made of stock phrases, without a figure, a name or a cause."""
    reading = context.reading
    section = reading.section("problems")
    if section is None:
        return
    if reading.problems and all(_generic(one.text) for one in reading.problems):
        first = reading.problems[0]
        example = inner(short(unmarked(first.text), 40))
        yield finding("CM03", Level.WARNING, first.place, first.text, n=str(len(reading.problems)), example=example)
    elif not reading.problems and not reading.tables:
        yield finding("CM03", Level.WARNING, section.place, section.heading, variant="none")


def _generic(text: str) -> bool:
    body = unmarked(text)
    if _SPECIFIC.search(body):
        return False
    return len(_HAN.findall(_FILLER.sub("", _stock().sub("", body)))) <= _LEFT


@lru_cache(maxsize=1)
def _stock() -> re.Pattern[str]:
    return re.compile("|".join((*phrases("generic_problems"), *sorted(phrases("common_words"), key=len, reverse=True))))
