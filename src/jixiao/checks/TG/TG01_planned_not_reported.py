"""TG01: a plan item is never reported on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.masks import bearing, mark
from jixiao.checks.promises import Told, answers
from jixiao.checks.wording import inner, short
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Commitment, Figure
from jixiao.patterns import regex

_HONOUR = regex(r"荣誉|先进|称号|示范|表彰|奖牌")
_STRIVE = regex(r"力争|争取|争创|确保|继续|创建")
_RESULTS = ("results", "goals_done", "economy", "efficiency", "effectiveness", "sustainability", "satisfaction")
_LONGEST = 40


@check(
    "TG01", "planned_not_reported", "计划了，没有报告结果", since="0.1", asks=("commitments",), covers=("D22",), level=Level.WARNING,
    says={
        "zh": "计划写“{promise}”，绩效情况中没有相应的完成数",
        "zh.honour": "计划写“{promise}”，绩效情况中没有交代是否获得",
        "en": "the plan promises “{promise}”; the results do not report on it",
        "en.honour": "the plan aims at “{promise}”; the results do not say whether it was won",
    },
)  # fmt: skip
def planned_not_reported(context: Context) -> Iterator[Finding]:
    """One finding for each sentence of the plan whose figures, and one for each whose honour, nobody comes back to."""
    reading = context.reading
    if not reading.commitments or not any(section.key in _RESULTS for section in reading.sections):
        return
    told = answers(context)
    honours: dict[str, int] | None = None
    for promise in reading.commitments:
        open_figures = [figure for figure in promise.figures if not told.of[figure.place]]
        if open_figures:
            words = "、".join(dict.fromkeys(_words(promise, one) for one in open_figures))
            yield finding("TG01", Level.WARNING, open_figures[0].place, promise.text, promise=words)
        clause = _honour(promise)
        if clause and honours is None:
            honours = _honours(told.sentences)
        if clause and honours is not None and not bearing(honours, pairs_of(clause), 2):
            yield finding(
                "TG01", Level.WARNING, promise.place, promise.text, variant="honour", promise=inner(short(clause, _LONGEST))
            )


def _honour(promise: Commitment) -> str:
    """The clause that strives for an honour, "" if there is none."""
    return next((one for one in re.split(r"[,;。]", promise.text) if _HONOUR.search(one) and _STRIVE.search(one)), "")


def _honours(sentences: Sequence[Told]) -> dict[str, int]:
    """The sentences that speak of an honour, by their words."""
    found: dict[str, int] = {}
    for number, one in enumerate(sentences):
        if _HONOUR.search(one.text):
            mark(found, one.words, 1 << number)
    return found


def _words(promise: Commitment, figure: Figure) -> str:
    """The clause of the promise that holds the figure."""
    clauses = [one for one in re.split(r"[,;。“”]", promise.text) if figure.quote in one]
    own = (one for one in clauses if figure.label[-4:] in one and figure.after[:4] in one)
    return inner(short(next(own, figure.quote), _LONGEST))
