"""TG02: results are counted that no plan asked for, so nobody can say whether they are much or little."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.promises import Told, told
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Commitment, Figure, Reading

_MOST = 5


@check(
    "TG02", "reported_not_planned", "报告了，没有目标可比", since="0.1", covers=("D23",), level=Level.INFO,
    says={
        "zh": "绩效情况列出 {figures}，计划中没有相应的目标，说不上多还是少",
        "zh.more": "绩效情况列出 {figures} 等 {n} 个数，计划中没有相应的目标，说不上多还是少",
        "en": "the results count {figures}; no plan sets a target for them",
        "en.more": "the results count {figures} and more, {n} figures in all; no plan sets a target for them",
    },
)  # fmt: skip
def reported_not_planned(context: Context) -> Iterator[Finding]:
    """One note for the counts of the results that no promise is about; only where there is a plan to hold them against."""
    reading = context.reading
    if not reading.commitments:
        return
    answered = {figure.place for one in told(reading) if _answers(reading, one) for figure in one.figures}
    loose = [
        one for one in reading.results
        if _counts(one.figures[0]) and one.figures[0].place not in answered and not _promised(reading, one)
    ]  # fmt: skip
    if not loose:
        return
    quotes = list(dict.fromkeys(one.figures[0].quote for one in loose))
    yield finding(
        "TG02", Level.INFO, loose[0].place, loose[0].text, rests_on=tuple(_operand(one.figures[0]) for one in loose[1:]),
        figures="、".join(quotes[:_MOST]), n=str(len(quotes)), variant="more" if len(quotes) > _MOST else "",
    )  # fmt: skip


def _operand(figure: Figure) -> Operand:
    return Operand(figure.mention.quantity, figure.quote, figure.place, figure.label or figure.after)


def _counts(figure: Figure) -> bool:
    """Whether a figure counts something done: no change, no earlier year, no target repeated (≥ 120 场次)."""
    quantity = figure.mention.quantity
    if quantity is None or quantity.bound != "=" or figure.zone == "table" or figure.change or figure.prior:
        return False
    return figure.mention.dimension in ("count", "time")


def _answers(reading: Reading, sentence: Told) -> bool:
    """Whether the sentence states a rate or a score, which its counts only explain, or comes back to a promise."""
    if any(one.mention.dimension in ("percent", "score") for one in sentence.figures):
        return True
    return any(
        sentence.reports_on(promise, one, reading.agency) for promise in reading.commitments for one in promise.figures
    )


def _promised(reading: Reading, result: Commitment) -> bool:
    """Whether a promise in the unit of the result shares a word with its paragraph (目标是……。完成……)."""
    figure = result.figures[0]
    words = pairs_of(reading.paragraphs[figure.paragraph]) - pairs_of(reading.agency)
    return any(
        words & pairs_of(promise.text) and any(one.mention.unit == figure.mention.unit for one in promise.figures)
        for promise in reading.commitments
    )
