"""Scorecards and the way to one score → plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from unicodedata import east_asian_width

from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable, Scorecard
from jixiao.model.quantity import half_up, trim
from jixiao.writers.words import WORDS, Lang


def scorecard_text(scorecard: Scorecard, lang: Lang = "zh") -> str:
    """What `jixiao evaluate` prints: the total, each indicator with its sentence, what is still lacking."""
    return "\n".join(_scorecard(scorecard, lang)) + "\n"


def _scorecard(scorecard: Scorecard, lang: Lang) -> Iterator[str]:
    words, places = WORDS[lang], scorecard.places
    of = trim(scorecard.of)
    yield words["head"].format(agency=scorecard.agency, year=scorecard.year)
    yield words["rulebook"].format(id=scorecard.rulebook, title=scorecard.rulebook_title)
    if scorecard.allow_recalled:
        yield words["recalled"]
    yield from (words["note"].format(note=note) for note in scorecard.read)
    if isinstance(scorecard.total, Known):
        total = words["total"].format(score=half_up(scorecard.total.value, places), of=of)
        yield total + (words["grade"].format(grade=scorecard.grade) if scorecard.grade else "")
    else:
        low, high = half_up(scorecard.low, places), half_up(scorecard.high, places)
        yield words["range"].format(of=of, low=low, high=high)
    yield ""
    points = [f"{_score(leaf, places, lang)}/{_of(leaf, lang)}" for leaf in scorecard.indicators]
    left = max(map(columns, points), default=0)
    width = max((columns(leaf.name) for leaf in scorecard.indicators), default=0)
    for leaf, of_leaf in zip(scorecard.indicators, points, strict=True):
        name = leaf.name + " " * (width - columns(leaf.name))
        yield f"  {' ' * (left - columns(of_leaf))}{of_leaf}  {name}  {leaf.sentence}".rstrip()
        if leaf.for_full_marks:
            yield " " * (left + width + 6) + words["lost"].format(what=leaf.for_full_marks)
    if scorecard.missing:
        yield ""
        yield words["missing"].format(n=len(scorecard.missing))
        yield from (f"  {name}" for name in scorecard.missing)
    if scorecard.notes:
        yield ""
        yield from (words["note"].format(note=note) for note in scorecard.notes)


class Traced(Protocol):
    """One indicator's score and the scorecard it belongs to."""

    @property
    def indicator(self) -> IndicatorScore: ...

    @property
    def scorecard(self) -> Scorecard: ...


def trace_text(traced: Traced, lang: Lang = "zh") -> str:
    """What `jixiao trace` prints: the way from the figures and their places to one score."""
    words, leaf, scorecard = WORDS[lang], traced.indicator, traced.scorecard
    lines = [
        words["head"].format(agency=scorecard.agency, year=scorecard.year),
        " › ".join((*leaf.path, leaf.name)),
        words["result"].format(score=_score(leaf, scorecard.places, lang), of=_of(leaf, lang)),
        leaf.sentence,
    ]
    names = {"rounding": "rounding_rule"}
    lines += [f"  {words[names.get(name, name)]}{words['colon']}{said}" for name, said in leaf.trace.steps()]
    if leaf.judged_by:
        lines.append("  " + words["judged_by"].format(who=leaf.judged_by))
    if leaf.for_full_marks:
        lines.append("  " + words["lost"].format(what=leaf.for_full_marks))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _score(leaf: IndicatorScore, places: int, lang: Lang) -> str:
    match leaf.score:
        case Known(value):
            return str(half_up(value, places))
        case Missing():
            return WORDS[lang]["missing_score"]
        case _:
            return WORDS[lang]["not_applicable"]


def _of(leaf: IndicatorScore, lang: Lang) -> str:
    if leaf.weight is None:
        return "—" if isinstance(leaf.score, NotApplicable) else WORDS[lang]["no_weight"]
    return str(trim(leaf.weight))


def columns(text: str) -> int:
    """Columns of a terminal that `text` takes; quotation marks (of ambiguous width) take one."""
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)
