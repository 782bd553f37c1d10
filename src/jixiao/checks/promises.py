"""Whether a sentence of the results comes back to a figure of the plan: the same words and a figure of the same kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.checks.likeness import pairs_of
from jixiao.model.reading import Commitment, Figure, Reading

_NOT_RESULTS = ("key_tasks", "measures", "problems", "overview", "duties", "organisation", "staff")
_ALL_DONE = re.compile(
    r"(?:全部|全面|均已?|如期|按期|超额)(?:完成|达标|实现)|全覆盖|全部(?:办结|落实|到位)"
    r"|(?:达到|完成|实现)[^,;。]{0,6}(?:目标|任务|要求|计划)|达标"
)
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may tell a result, with its figures."""

    text: str
    figures: tuple[Figure, ...]

    def reports_on(self, promise: Commitment, figure: Figure, agency: str = "") -> bool:
        """Whether it shares words with `figure` and its promise, and states a figure of that kind (or says 全部完成)."""
        own = pairs_of(agency)
        spoken = pairs_of(self.text) - own
        whole = pairs_of(promise.text) - own
        near = (pairs_of(figure.label + figure.after) - own) or whole
        if not near & spoken or len(whole & spoken) < _LEAST_SHARED:
            return False
        return any(kind_of(one) == kind_of(figure) for one in self.figures) or _ALL_DONE.search(self.text) is not None


def kind_of(figure: Figure) -> tuple[str, str]:
    """What a figure is compared by: counts by their unit, everything else (money, percent, time, area) as such."""
    dimension = figure.mention.dimension
    return (dimension, figure.mention.unit if dimension == "count" else "")


def told(reading: Reading) -> list[Told]:
    """The sentences in which a result may be told: all but those of the overview, the plan, the problems, the measures."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in reading.figures:
        by_paragraph.setdefault(figure.paragraph, []).append(figure)
    return [
        Told(
            one.text,
            tuple(
                figure for figure in by_paragraph.get(one.paragraph, ())
                if one.start <= figure.mention.start <= one.start + len(one.text)
            ),
        )
        for one in reading.sentences if reading.key_at(one.section) not in _NOT_RESULTS
    ]  # fmt: skip
