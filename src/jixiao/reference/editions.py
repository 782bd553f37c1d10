"""The distributions of a measure made public, one edition after another: what is told once stays told.

Whoever keeps an old answer can hold it against a new one. A new edition therefore comes only when old and new answers
together still speak of no few agencies; until then the old one stands.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jixiao.model.reference import Distribution, Group, Observed, Traits
from jixiao.reference.disclosure import tellable, tells_of_few
from jixiao.reference.groups import groups_of
from jixiao.reference.quartiles import quartiles, significant

PERIOD = 3
"""Years that one answer spans: the latest with any value, and the two before it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What was made public of one measure at one time; `members` are marks of the values each distribution rests on."""

    number: int
    distributions: tuple[Distribution, ...]
    members: Mapping[Group, frozenset[str]]


def mark(one: Observed) -> str:
    """What tells a value from all others, the agency's name not in it: the same value of the same agency and year has the same."""
    return hashlib.sha256(f"{one.measure}|{one.agency}|{one.year}|{one.value}".encode()).hexdigest()[:24]


def latest(values: Iterable[Observed]) -> tuple[Observed, ...]:
    """One value per agency: its latest, of the years of the period. Of two for one year the source that stands first by kind and name counts."""
    every = sorted(values, key=lambda one: (one.agency, -one.year, _RANK[one.kind], one.source, one.value))
    last = max((one.year for one in every), default=0)
    first: dict[str, Observed] = {}
    for one in every:
        if one.year > last - PERIOD:
            first.setdefault(one.agency, one)
    return tuple(first.values())


_RANK = {"case": 0, "scorecard": 1, "table": 2, "report": 3}


def next_edition(
    values: Sequence[Observed], traits: Mapping[str, Traits], before: Sequence[Edition]
) -> tuple[Edition | None, bool]:
    """The edition to make public of one measure's `values`, after those `before`; and whether values had to be held back.

    None where nothing is new, or nothing may be told yet.
    """
    groups: dict[Group, list[Observed]] = {}
    for one in latest(values):
        for group in groups_of(traits.get(one.agency, Traits())):
            groups.setdefault(group, []).append(one)
    marks = {group: frozenset(map(mark, of)) for group, of in groups.items()}
    told = tellable(marks)
    if not told or (before and told == before[-1].members):
        return None, False
    old = [members for edition in before for members in edition.members.values()]
    if tells_of_few(list(dict.fromkeys([*old, *told.values()]))):
        return None, True
    number = len(before) + 1
    return Edition(number, tuple(_distribution(group, groups[group], number) for group in sorted(told)), told), False


def _distribution(group: Group, values: Sequence[Observed], number: int) -> Distribution:
    low, middle, high = map(significant, quartiles(one.value for one in values))
    years, kinds = [one.year for one in values], Counter(one.kind for one in values)
    sources = tuple(sorted(kinds.items()))
    return Distribution(
        values[0].measure, group, len(values), low, middle, high, max(years) - PERIOD + 1, max(years), number, sources
    )
