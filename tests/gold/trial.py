"""Planted faults put before the program: which are found, at which level, and what is accused besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jixiao.model.finding import Finding, Level
from tests.gold.counting import group
from tests.gold.labels import Label
from tests.gold.plant import Plant
from tests.gold.planter import PLANS, plants
from tests.gold.sources import Reviewed, Span, Text, consistent

SPEAKING = (Level.ERROR, Level.WARNING)
Key = tuple[str, Level, int | str]


@dataclass(frozen=True)
class Outcome:
    """What the program says once a fault was planted.

    `level` of the gravest new finding at the fault, None if nothing was said; `beside`: new errors that speak of other
    figures; `why`: what became of the broken relations where nothing was said.
    """

    plant: Plant
    level: Level | None
    beside: tuple[Finding, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        return self.level is not None


@cache
def before(text: Text) -> frozenset[Key]:
    """What is said of the sound text already; found nothing of a fault planted later."""
    reviewed = text.reviewed()
    return frozenset(key(one, reviewed) for one in reviewed.review.findings)


def key(finding: Finding, reviewed: Reviewed, plant: Plant | None = None) -> Key:
    """The same finding in both texts: its code, its level, its place in the sound text."""
    span = reviewed.span(finding.place)
    if span is None:
        return finding.code, finding.level, str(finding.place)
    return finding.code, finding.level, plant.back(span.start) if plant else span.start


def places(finding: Finding, reviewed: Reviewed) -> Iterator[Span]:
    for place in (finding.place, *(one.place for one in finding.rests_on)):
        span = reviewed.span(place)
        if span is not None:
            yield span


def touches(finding: Finding, reviewed: Reviewed, plant: Plant) -> bool:
    """Whether a finding speaks of the changed place, or of a figure whose relation was broken by it."""
    mine = [
        plant.span(),
        *([plant.moved(plant.figure)] if plant.figure else []),
        *(plant.moved(one.span) for label in plant.broken for one in label.quotes),
    ]
    return any(place.meets(one) for place in places(finding, reviewed) for one in mine)


def try_plant(plant: Plant) -> Outcome:
    reviewed = plant.text.reviewed(plant.edit)
    known = before(plant.text)
    new = [one for one in reviewed.review.findings if one.level in SPEAKING and key(one, reviewed, plant) not in known]
    at_fault = [one for one in new if touches(one, reviewed, plant)]
    levels = {one.level for one in at_fault}
    level = next((one for one in SPEAKING if one in levels), None)
    beside = tuple(one for one in new if one not in at_fault and one.level is Level.ERROR)
    why = () if level else tuple(verdict_on(label, plant, reviewed) for label in plant.broken)
    return Outcome(plant, level, beside, why)


def verdict_on(label: Label, plant: Plant, reviewed: Reviewed) -> str:
    """`sum: unverifiable 分项未列全` or `sum: not seen`: the program's word on a labelled relation after the change."""
    at = plant.moved(label.stated.span)
    ours = [
        one for one in reviewed.review.relations
        if group(str(one.kind)) == group(label.kind) and (span := reviewed.span(one.stated.place)) and span.meets(at)
    ]  # fmt: skip
    if not ours:
        return f"{label.kind}: not seen"
    last = ours[-1]
    return f"{label.kind}: {last.verdict} {last.detail} {'、'.join(last.open)}".rstrip()


@cache
def trials(kind: str) -> tuple[Outcome, ...]:
    """Every plant of one kind, tried."""
    return tuple(try_plant(plant) for text in consistent() for plant in plants(text, kind))


def all_trials(kinds: Iterable[str] = PLANS) -> Iterator[Outcome]:
    for kind in kinds:
        yield from trials(kind)
