"""A spot check (抽查): the population, the strata it falls into, each unit's weight and probability, who was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of a population: a unit or a project of it, never a person.

    `key` tells it from all others (its code, or name and project); `figures` are the numbers it states, by field of
    sampling.yaml: what is not stated is not in it.
    """

    key: str
    name: str
    project: str
    code: str
    kind: str
    size: str
    figures: Mapping[str, Fraction]

    @property
    def title(self) -> str:
        """As a person reads it: 样例学校（虚构）·校舍维修."""
        return f"{self.name}·{self.project}" if self.project else self.name


@dataclass(frozen=True, slots=True)
class Population:
    """Units in the order of their keys. `fields` are the columns there are, `amount_unit` what the head says of the amounts."""

    units: tuple[Unit, ...]
    fields: frozenset[str]
    amount_unit: str
    sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a draw: one of `rate` and `count`; `sizes` is "auto", "none", or upper bounds between the sizes."""

    seed: str
    rate: Fraction | None = None
    count: int | None = None
    risk: tuple[str, ...] = ()
    year: int | None = None
    sizes: str | tuple[Fraction, ...] = "auto"


@dataclass(frozen=True, slots=True)
class Added:
    """What one factor adds to a weight, and why in words."""

    factor: str
    points: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One unit in a draw. `digest` orders it in its stratum; it fills [`start`, `start` + `probability`) on the line of
    cumulated probabilities, except where it is `certain`: then it stands beside the line and is drawn whatever the seed."""

    unit: Unit
    weight: Fraction
    added: tuple[Added, ...]
    probability: Fraction
    digest: str
    start: Fraction | None
    drawn: bool

    @property
    def certain(self) -> bool:
        return self.probability == 1


@dataclass(frozen=True, slots=True)
class Stratum:
    """Units of one kind and size: how many it owed by proportion (`share`), how many were drawn (`quota`).

    `offset`, from 0 up to 1, is where the first mark stands on the line; the others follow at distance 1.
    """

    kind: str
    size: str
    share: Fraction
    quota: int
    offset: Fraction
    drawings: tuple[Drawing, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}·{self.size}"


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw, with all that is needed to make it again."""

    request: Request
    method: str
    definitions_sha256: str
    population: Population
    bounds: tuple[Fraction, ...]
    strata: tuple[Stratum, ...]
    notes: tuple[str, ...]

    @property
    def drawn(self) -> tuple[Drawing, ...]:
        return tuple(one for stratum in self.strata for one in stratum.drawings if one.drawn)
