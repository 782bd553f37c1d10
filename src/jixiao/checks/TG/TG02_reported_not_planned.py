"""TG02: results are counted that no plan asked for, so nobody can say whether they are much or little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.masks import numbers
from jixiao.checks.promises import answers, kind_of
from jixiao.model.claim import Operand
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Commitment, Figure, Reading
from jixiao.patterns import regex

_MOST = 5
_ASKED = regex(r"样本|问卷|受访|调查|满意")
"""How many were asked is the base of a rate, and nothing a plan would set."""


@check(
    "TG02", "reported_not_planned", "报告了，没有目标可比", since="0.1", asks=("commitments",), covers=("D23",), level=Level.INFO,
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
    answered = _answered(context)
    promised = _promised_words(reading)
    loose = [
        one for one in reading.results
        if _counts(one.figures[0]) and one.figures[0].place not in answered and not _promised(reading, one, promised)
    ]  # fmt: skip
    if not loose:
        return
    quotes = list(dict.fromkeys(one.figures[0].quote for one in loose))
    yield finding(
        "TG02", Level.INFO, loose[0].place, loose[0].text, rests_on=tuple(_operand(one.figures[0]) for one in loose[1:]),
        figures="、".join(quotes[:_MOST]), n=str(len(quotes)), variant="more" if len(quotes) > _MOST else "",
    )  # fmt: skip


def _answered(context: Context) -> set[Place]:
    """The figures of every part of a sentence that comes back to a promise, or gives the rate its counts are the base of."""
    told = answers(context)
    parts = {
        (number, one.part(figure))
        for number, one in enumerate(told.sentences)
        for figure in one.figures
        if figure.mention.dimension in ("percent", "score")
    }
    answered: dict[tuple[str, str], int] = {}
    for promise in context.reading.commitments:
        for planned in promise.figures:
            kind = kind_of(planned)
            answered[kind] = answered.get(kind, 0) | told.of[planned.place].sentences
    for kind, these in answered.items():
        for number in numbers(these):
            one = told.sentences[number]
            parts |= {(number, one.part(figure)) for figure in one.figures if kind_of(figure) == kind}
    return {
        figure.place for number, one in enumerate(told.sentences) for figure in one.figures if (number, one.part(figure)) in parts
    }  # fmt: skip


def _operand(figure: Figure) -> Operand:
    return Operand(figure.mention.quantity, figure.quote, figure.place, figure.label or figure.after)


def _counts(figure: Figure) -> bool:
    """Whether a figure counts something done: no change, no earlier year, no target repeated (≥ 120 场次)."""
    quantity = figure.mention.quantity
    if quantity is None or quantity.bound != "=" or figure.zone == "table" or figure.change or figure.prior:
        return False
    if figure.label.startswith(("其中", "含", "包括")) or quantity.approx:
        return False
    return figure.mention.dimension in ("count", "time") and _ASKED.search(figure.label + figure.after) is None


def _promised_words(reading: Reading) -> Mapping[str, Set[str]]:
    """For each unit, the words of all promises that have a figure in it."""
    words: dict[str, set[str]] = {}
    for promise in reading.commitments:
        for unit in {one.mention.unit for one in promise.figures}:
            words.setdefault(unit, set()).update(pairs_of(promise.text))
    return words


def _promised(reading: Reading, result: Commitment, promised: Mapping[str, Set[str]]) -> bool:
    """Whether a promise in the unit of the result shares a word with its paragraph (目标是……。完成……)."""
    figure = result.figures[0]
    words = promised.get(figure.mention.unit)
    return words is not None and not words.isdisjoint(
        pairs_of(reading.paragraphs[figure.paragraph]) - pairs_of(reading.agency)
    )
