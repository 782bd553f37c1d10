"""Questions to agencies that stand apart from their peers, or whose targets and scores tell nothing. Robust, and only of enough agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from jixiao.model.quantity import Quantity
from jixiao.model.question import Question
from jixiao.model.reference import Group, Measure, Observed, Traits
from jixiao.reference.groups import group_of, groups_of
from jixiao.reference.quartiles import quartiles, significant, spread
from jixiao.reference.questions import ask, printed, setting

_NORMAL = Fraction(14826, 10000)
"""MAD × 1.4826 estimates the standard deviation of normal values."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """An indicator an agency wrote itself, in one year: target and actual as written, and read where they could be."""

    agency: str
    year: int
    name: str
    target_text: str
    target: Quantity | None
    actual: Quantity | None


def apart(values: Sequence[Observed], traits: Mapping[str, Traits], known: Mapping[str, Measure]) -> Iterator[Question]:
    """PE01: values of one year far outside those of the narrowest group that has enough agencies.

    Far: more than `fences` interquartile ranges beyond a quartile, and more than `deviations` deviations (MAD) from the median.
    Where half of the group is the same, neither can be measured and nobody is asked.
    """
    peers: dict[tuple[str, int, Group], list[Fraction]] = {}
    for one in values:
        for group in groups_of(traits.get(one.agency, Traits())):
            peers.setdefault((one.measure, one.year, group), []).append(one.value)
    fences: dict[tuple[str, int, Group], Fences | None] = {}
    for one in sorted(values, key=lambda one: (one.agency, one.year, one.measure)):
        own = groups_of(traits.get(one.agency, Traits()))
        enough = next((wide for wide in own if len(peers[one.measure, one.year, wide]) >= setting("least")), None)
        if enough is None:
            continue
        key = (one.measure, one.year, enough)
        if key not in fences:
            fences[key] = Fences.of(peers[key])
        found = fences[key]
        if found is not None and not found.holds(one.value):
            yield ask_apart(known[one.measure], one.agency, one.year, one.value, enough, len(peers[key]), found.quartiles)


def ask_apart(
    measure: Measure,
    agency: str,
    year: int,
    value: Fraction,
    group: Group,
    n: int,
    parts: tuple[Fraction, Fraction, Fraction],
) -> Question:
    """PE01 to one agency: its value beside the quartiles (`parts`) of `n` agencies of its group."""
    low, middle, high = (f"{significant(part):f}{measure.unit}" for part in parts)
    return ask(
        "PE01", agency, year, name=measure.name, value=printed(value, measure.unit), group=group.name, n=str(n), low=low,
        middle=middle, high=high,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fences:
    """Beyond `low` or `high` a value is asked about."""

    quartiles: tuple[Fraction, Fraction, Fraction]
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, values: Sequence[Fraction]) -> Fences | None:
        """The fences around `values`; None where their middle half does not spread."""
        found = quartiles(values)
        return cls.around(found, spread(values, found[1]))

    @classmethod
    def around(cls, found: tuple[Fraction, Fraction, Fraction], deviation: Fraction) -> Fences | None:
        """The fences around values of these quartiles and this median distance from the median."""
        low, middle, high = found
        width, deviation = high - low, deviation * _NORMAL
        if width == 0 or deviation == 0:
            return None
        beyond, far = setting("fences") * width, setting("deviations") * deviation
        return cls(found, min(low - beyond, middle - far), max(high + beyond, middle + far))

    def holds(self, value: Fraction) -> bool:
        return self.low <= value <= self.high


def unchanged(rows: Iterable[Aimed]) -> Iterator[Question]:
    """PE02: two or more targets, all of them last year's to the digit."""
    years: dict[str, dict[int, dict[str, str]]] = {}
    for one in rows:
        if one.target_text:
            years.setdefault(one.agency, {}).setdefault(one.year, {})[one.name] = one.target_text
    for agency, by_year in sorted(years.items()):
        for before, year in pairwise(sorted(by_year)):
            if year == before + 1 and len(by_year[year]) > 1 and by_year[year] == by_year[before]:
                yield ask("PE02", agency, year, before=str(before), n=str(len(by_year[year])))


def far_exceeded(rows: Iterable[Aimed]) -> Iterator[Question]:
    """PE04: the actual was `exceeded` times the target or more in two years running."""
    by_name: dict[tuple[str, str], dict[int, Aimed]] = {}
    for one in rows:
        if one.target and one.actual and one.target.bound in ("≥", ">", "=") and one.target.value > 0:
            same_unit = one.target.unit == one.actual.unit
            if same_unit and Fraction(one.actual.value) >= setting("exceeded") * Fraction(one.target.value):
                by_name.setdefault((one.agency, one.name), {})[one.year] = one
    for (agency, name), by_year in sorted(by_name.items()):
        for before, year in pairwise(sorted(by_year)):
            if year == before + 1:
                first, second = by_year[before], by_year[year]
                yield ask(
                    "PE04", agency, year, name=name, before=str(before), first=str(first.actual), first_target=str(first.target),
                    second=str(second.actual), second_target=str(second.target), times=printed(setting("exceeded"), ""),
                )  # fmt: skip


def tell_nothing(totals: Iterable[tuple[str, int, Fraction]], traits: Mapping[str, Traits]) -> Iterator[Question]:
    """PE03: the totals (agency, year, points) of a whole group, or of one agency over years, are all high."""
    high, least, years = setting("high"), setting("high_least"), setting("high_years")
    by_agency: dict[str, dict[int, Fraction]] = {}
    by_group: dict[tuple[int, Group], list[Fraction]] = {}
    for agency, year, points in totals:
        by_agency.setdefault(agency, {})[year] = points
        by_group.setdefault((year, group_of(traits.get(agency, Traits()))), []).append(points)
    for agency, by_year in sorted(by_agency.items()):
        if len(by_year) >= years and max(by_year) - min(by_year) == len(by_year) - 1 and min(by_year.values()) >= high:
            told = "、".join(f"{year}年{printed(points, '分')}" for year, points in sorted(by_year.items()))
            yield ask("PE03", agency, max(by_year), who=f"{agency}{len(by_year)}年", high=printed(high, ""), told=told)
    for (year, group), found in sorted(by_group.items()):
        if len(found) >= least and min(found) >= high:
            who = f"{year}年{group.name}{len(found)}家"
            told = f"最低{printed(min(found), '分')}，最高{printed(max(found), '分')}"
            yield ask("PE03", "", year, who=who, high=printed(high, ""), told=told)
