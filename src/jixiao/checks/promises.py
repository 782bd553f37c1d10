"""Whether a sentence of the results comes back to a figure of the plan: the same words and a figure of the same kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao.checks.check import Context
from jixiao.checks.likeness import pairs_of
from jixiao.checks.masks import bearing, mark, numbers
from jixiao.model.document import Place
from jixiao.model.reading import Figure, Reading
from jixiao.patterns import regex

_NOT_RESULTS = ("key_tasks", "measures", "problems", "overview", "duties", "organisation", "staff")
ALL_DONE = regex(
    r"(?:全部|全面|均已?|如期|按期|超额)(?:完成|达标|实现)|全覆盖|全部(?:办结|落实|到位)"
    r"|均(?:已)?(?:按期|按时|如期|及时|全部)|(?:达到|完成|实现)[^,;。]{0,6}(?:目标|任务|要求|计划)|达标"
)
_NONE = regex(r"无|未|没有|零|杜绝")
_EACH = regex(r"均|全部|全数|都(?!市)|无一|逐一|全覆盖")
_FULL = 100
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may tell a result, with its figures and its words (pairs of characters, the agency's name left out)."""

    text: str
    figures: tuple[Figure, ...]
    words: frozenset[str]
    start: int = 0

    def part(self, figure: Figure) -> int:
        """Which part of the sentence, from one semicolon to the next, a figure stands in."""
        return self.text.count(";", 0, max(0, figure.mention.start - self.start))


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back to a figure of a promise: sentences by their numbers, as bits (`masks`), or the row of a table."""

    sentences: int = 0
    rows: tuple[Told, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sentences or self.rows)


@dataclass(frozen=True, slots=True)
class Answers:
    """The sentences of the results, and what comes back to each figure of a promise, by its place."""

    sentences: tuple[Told, ...]
    of: Mapping[Place, Answer]


class _Results:
    """The sentences of the results by their words and by what they state."""

    def __init__(self, sentences: Sequence[Told]) -> None:
        self.sentences = sentences
        self.by_word: dict[str, int] = {}
        self.by_kind: dict[tuple[str, str], int] = {}
        for number, one in enumerate(sentences):
            bit = 1 << number
            mark(self.by_word, one.words, bit)
            for kind in {kind_of(figure) for figure in one.figures}:
                self.by_kind[kind] = self.by_kind.get(kind, 0) | bit
        self._asked: dict[re.Pattern[str], tuple[int, int]] = {}

    def saying(self, pattern: re.Pattern[str], these: int) -> int:
        """Those of `these` sentences in which `pattern` stands: each is asked once."""
        asked, found = self._asked.get(pattern, (0, 0))
        for number in numbers(these & ~asked):
            if pattern.search(self.sentences[number].text):
                found |= 1 << number
        self._asked[pattern] = asked | these, found
        return found & these

    def stating(self, figure: Figure, these: int) -> int:
        """Those of `these` that state a figure of that kind, say 全部完成, or all where 100% was promised, none where nought was."""
        value = figure.mention.quantity
        found = these & self.by_kind.get(kind_of(figure), 0)
        found |= self.saying(ALL_DONE, these & ~found)
        if value is not None and not value.value:
            found |= self.saying(_NONE, these & ~found)
        if value is not None and value.unit == "%" and value.value == _FULL:
            found |= self.saying(_EACH, these & ~found)
        return found


def answers(context: Context) -> Answers:
    """Promises held against results once for all checks; words are looked up, not compared pair by pair."""
    kept = context.memo.get("answers")
    if isinstance(kept, Answers):
        return kept
    reading = context.reading
    sentences = told(reading)
    results = _Results(sentences)
    own = pairs_of(reading.agency)
    found: dict[Place, Answer] = {}
    alike: dict[object, Answer] = {}
    for promise in reading.commitments:
        whole = pairs_of(promise.text) - own
        likely = bearing(results.by_word, whole, _LEAST_SHARED)
        for figure in promise.figures:
            near = (pairs_of(figure.label + figure.after) - own) or whole
            same = (whole, near, kind_of(figure), _extreme(figure))
            if same not in alike:  # promises in the same words are answered by the same sentences
                these = results.stating(figure, likely & bearing(results.by_word, near, 1))
                alike[same] = Answer(these) if these else Answer(0, _in_rows(reading, figure, near))
            found[figure.place] = alike[same]
    kept = Answers(tuple(sentences), found)
    context.memo["answers"] = kept
    return kept


def _in_rows(reading: Reading, figure: Figure, near: frozenset[str]) -> tuple[Told, ...]:
    """The row of an indicator table that reports on a promise: its name shares a word and its actual value is of the same unit."""
    wanted = figure.mention.quantity
    for row in reading.indicators:
        actual = row.actual.quantity if row.actual is not None else None
        if actual is None or wanted is None or actual.unit not in (wanted.unit, ""):
            continue
        words = pairs_of(row.name)
        if words & near:
            return (Told(row.name, (), words),)
    return ()


def _extreme(figure: Figure) -> tuple[str, bool, bool]:
    """What besides its words and kind decides who answers a figure: its unit, and whether it is nought or all."""
    value = figure.mention.quantity
    return ("", False, False) if value is None else (value.unit, not value.value, value.unit == "%" and value.value == _FULL)


def kind_of(figure: Figure) -> tuple[str, str]:
    """What a figure is compared by: counts by their unit, everything else (money, percent, time, area) as such."""
    dimension = figure.mention.dimension
    return (dimension, figure.mention.unit if dimension == "count" else "")


def told(reading: Reading) -> list[Told]:
    """The sentences in which a result may be told: all but those of the overview, the plan, the problems, the measures."""
    starts = [figure.mention.start for figure in reading.figures]
    own = pairs_of(reading.agency)
    plan = {one.place for one in reading.commitments}
    return [
        Told(
            one.text,
            reading.figures[bisect_left(starts, one.start) : bisect_right(starts, one.start + len(one.text))],
            pairs_of(one.text) - own,
            one.start,
        )
        for one in reading.sentences if reading.key_at(one.section) not in _NOT_RESULTS and one.place not in plan
    ]  # fmt: skip
