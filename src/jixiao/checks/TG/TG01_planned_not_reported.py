"""TG01: a plan item is never reported on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Commitment, Figure

_HONOUR = re.compile(r"荣誉|先进|称号|示范|表彰")


@check(
    "TG01", "planned_not_reported", "计划了，没有报告结果", since="0.1", covers=("D22",), level=Level.WARNING,
    says={
        "zh": "计划写“{promise}”，绩效情况中没有它的完成数",
        "zh.honour": "计划写“{promise}”，绩效情况中没有交代是否获得",
        "en": "the plan promises “{promise}”; the results do not report on it",
        "en.honour": "the plan aims at “{promise}”; the results do not say whether it was won",
    },
)  # fmt: skip
def planned_not_reported(context: Context) -> Iterator[Finding]:
    """One finding for each sentence of the plan whose figures (or honour) the results part never comes back to."""
    reading = context.reading
    if not reading.commitments or not any(section.key in ("results", "goals_done") for section in reading.sections):
        return
    results = _result_sentences(context)
    for promise in reading.commitments:
        open_figures = [one for one in promise.figures if not _reported(one, promise, results, reading.figures)]
        if open_figures:
            words = "、".join(dict.fromkeys(_words(one) for one in open_figures))
            yield finding("TG01", Level.WARNING, open_figures[0].place, promise.text, promise=words)
        elif not promise.figures and _HONOUR.search(promise.text) and not _honoured(promise, results):
            yield finding(
                "TG01", Level.WARNING, promise.place, promise.text, variant="honour", promise=_clause(promise.text)
            )


def _result_sentences(context: Context) -> list[str]:
    plan = {one.place for one in context.reading.commitments}
    spans = [
        (one.first, one.last) for one in context.reading.sections
        if one.key in ("results", "goals_done", "economy", "efficiency", "effectiveness", "sustainability", "satisfaction")
    ]  # fmt: skip
    return [
        one.text for one in context.reading.sentences
        if one.place not in plan and any(first <= one.paragraph < last for first, last in spans)
    ]  # fmt: skip


def _reported(figure: Figure, promise: Commitment, results: list[str], figures: tuple[Figure, ...]) -> bool:
    """Whether some result sentence shares the promise's words and states a figure of its kind."""
    near = pairs_of(figure.label + figure.after) or pairs_of(promise.text)
    all_words = pairs_of(promise.text)
    unit = figure.mention.unit
    for text in results:
        shared = pairs_of(text)
        if len(near & shared) >= 1 and len(all_words & shared) >= 2 and _has_unit(text, unit, figure.mention.dimension):
            return True
    return False


def _has_unit(text: str, unit: str, dimension: str) -> bool:
    if dimension == "percent":
        return bool(re.search(r"\d\s*%|百分之|全部|全覆盖|均已", text))
    if dimension == "money":
        return bool(re.search(r"\d\s*(?:亿|万)?元", text))
    return bool(re.search(rf"[\d一二两三四五六七八九十百千万]\s*(?:余|多)?{re.escape(unit)}", text)) or "全部完成" in text


def _honoured(promise: Commitment, results: list[str]) -> bool:
    words = pairs_of(promise.text)
    return any(_HONOUR.search(text) and len(words & pairs_of(text)) >= 2 for text in results)


def _words(figure: Figure) -> str:
    bound = figure.mention
    return f"{figure.label}{bound.quote}{figure.after}"[:30]


def _clause(text: str) -> str:
    parts = [part for part in re.split(r"[,，;；。]", text) if _HONOUR.search(part)]
    return (parts[0] if parts else text).strip()
