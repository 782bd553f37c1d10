"""EV04: satisfaction is given in per cent, and nothing says who was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.text.sought import Sought

_RATE = Sought(r"满意[度率](?:指标)?[^,;。:\d分]{0,8}(?P<rate>\d+(?:\.\d+)?%)", "满意度", "满意率")
_PLANS = ("key_tasks", "measures")
_LEAST_SECTIONS = 3
_WHOLE = 100


@check(
    "EV04", "satisfaction_unsurveyed", "满意度没有写怎样调查来的", since="0.1", covers=("D11",), level=Level.WARNING,
    says={
        "zh": "{name}写“{value}”，全文没有写怎样调查、问了多少人",
        "en": "{name} is given as “{value}”; nothing says how, or of how many, it was asked",
    },
)  # fmt: skip
def satisfaction_unsurveyed(context: Context) -> Iterator[Finding]:
    """A warning for a whole report that tells satisfaction in its text, a note for a form in which everybody is satisfied; none where a survey is spoken of anywhere."""
    reading = context.reading
    whole = sum(1 for one in reading.sections if one.level == 1) >= _LEAST_SECTIONS
    told = _in_text(context) if whole else None
    row = next((one for one in reading.indicators if "满意" in f"{one.name}{one.level2}" and _everybody(one.actual)), None)
    if told is None and row is None:
        return
    if any(_surveys().search(text) for text in reading.paragraphs if text):
        return
    if any(one.reason is not None and _surveys().search(one.reason.quote) for one in reading.indicators):
        return
    if told is not None:
        quote, place, value = told
        yield finding("EV04", Level.WARNING, place, quote, name="满意度", value=value)
    elif row is not None and row.actual is not None:
        yield finding(
            "EV04", Level.INFO, row.actual.place, f"{row.name} {row.actual.quote}", rests_on=_operands(row.target, row.actual),
            name=row.name or row.level2, value=row.actual.quote,
        )  # fmt: skip


def _in_text(context: Context) -> tuple[str, Place, str] | None:
    """The sentence that first states a satisfaction reached, with the words of the rate."""
    reading = context.reading
    for sentence in context.sentences(_RATE):
        if "满意" not in sentence.text or reading.key_at(sentence.section) in _PLANS:
            continue
        match = _RATE.search(sentence.text)
        if match is not None and not re.search(r"目标|指标值|≥|不低于|以上|计划|确保|力争|标准", sentence.text):
            return sentence.text, sentence.place, match["rate"]
    return None


def _everybody(actual: Operand | None) -> bool:
    """Whether not one of those asked was dissatisfied."""
    value = actual.quantity if actual is not None else None
    return value is not None and value.unit == "%" and value.value == _WHOLE


def _operands(*these: Operand | None) -> tuple[Operand, ...]:
    return tuple(one for one in these if one is not None)


@lru_cache(maxsize=1)
def _surveys() -> re.Pattern[str]:
    return re.compile("|".join(phrases("surveys")))
