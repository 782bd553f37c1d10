"""Whether a sentence of the results comes back to a figure of the plan: the same words and a figure of the same kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.checks.check import Context
from jixiao.checks.likeness import pairs_of
from jixiao.model.document import Place
from jixiao.model.reading import Figure, Reading

_NOT_RESULTS = ("key_tasks", "measures", "problems", "overview", "duties", "organisation", "staff")
ALL_DONE = re.compile(
    r"(?:全部|全面|均已?|如期|按期|超额)(?:完成|达标|实现)|全覆盖|全部(?:办结|落实|到位)"
    r"|均(?:已)?(?:按期|按时|如期|及时|全部)|(?:达到|完成|实现)[^,;。]{0,6}(?:目标|任务|要求|计划)|达标"
)
_NONE = re.compile(r"无|未|没有|零|杜绝")
_EACH = re.compile(r"均|全部|全数|都(?!市)|无一|逐一|全覆盖")
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

    def states(self, figure: Figure) -> bool:
        """Whether it states a figure of that kind, says 全部完成, or all where 100% was promised, none where nought was."""
        value = figure.mention.quantity
        if value is not None and not value.value and _NONE.search(self.text):
            return True
        if value is not None and value.unit == "%" and value.value == _FULL and _EACH.search(self.text):
            return True
        return any(kind_of(one) == kind_of(figure) for one in self.figures) or ALL_DONE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Answers:
    """The sentences of the results, and for each figure of a promise (by place) those that come back to it."""

    sentences: tuple[Told, ...]
    of: Mapping[Place, tuple[Told, ...]]


def answers(context: Context) -> Answers:
    """Promises held against results once for all checks; words are looked up, not compared pair by pair."""
    kept = context.memo.get("answers")
    if isinstance(kept, Answers):
        return kept
    reading = context.reading
    sentences = told(reading)
    by_word: dict[str, list[int]] = {}
    for index, one in enumerate(sentences):
        for word in one.words:
            by_word.setdefault(word, []).append(index)
    own = pairs_of(reading.agency)
    found: dict[Place, tuple[Told, ...]] = {}
    likely: dict[frozenset[str], list[int]] = {}
    alike: dict[object, tuple[Told, ...]] = {}
    for promise in reading.commitments:
        whole = pairs_of(promise.text) - own
        if whole not in likely:
            shared = Counter(index for word in whole for index in by_word.get(word, ()))
            likely[whole] = sorted(index for index, n in shared.items() if n >= _LEAST_SHARED)
        for figure in promise.figures:
            near = (pairs_of(figure.label + figure.after) - own) or whole
            same = (whole, near, kind_of(figure), _extreme(figure))
            if same not in alike:  # promises in the same words are answered by the same sentences
                alike[same] = tuple(
                    sentences[index]
                    for index in likely[whole]
                    if not near.isdisjoint(sentences[index].words) and sentences[index].states(figure)
                ) or _in_rows(reading, figure, near)
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
