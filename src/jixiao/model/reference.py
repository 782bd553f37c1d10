"""Reference values (参考值): what agencies came to, and what an answer tells of a group of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.model.question import Question

SourceKind = Literal["case", "scorecard", "report", "table"]
"""A case or collection workbook, a scorecard, a report that was checked, a table of figures."""

Easier = Literal["lower", "higher", ""]
"""Which way a target is easier to reach; "" where neither is."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing whose values are compared. `formula` is over catalog items; "" for an indicator that agencies wrote themselves.

    `unit` is that of its values (%, 元/人, 场次); `easier` says which targets are modest ones.
    """

    key: str
    name: str
    unit: str
    formula: str = ""
    easier: Easier = ""
    aliases: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """What one agency came to in one year: an exact value of a measure, and where it is from."""

    agency: str
    year: int
    measure: str
    value: Fraction
    kind: SourceKind
    source: str


@dataclass(frozen=True, slots=True)
class Traits:
    """What an agency is grouped by; "" is not known. `told` is true where a list says so, else the name does."""

    level: str = ""
    kind: str = ""
    size: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """One of the groups fixed beforehand: all agencies, those of a level, of a level and kind, of a level, kind and size."""

    level: str = ""
    kind: str = ""
    size: str = ""

    @property
    def depth(self) -> int:
        """How many traits its members share."""
        return sum(map(bool, (self.level, self.kind, self.size)))

    @property
    def parent(self) -> Group | None:
        """The next wider group; None for all agencies."""
        return {0: None, 1: Group(), 2: Group(self.level), 3: Group(self.level, self.kind)}[self.depth]

    @property
    def name(self) -> str:
        """As a person reads it: 县级·教育·中."""
        return "·".join(filter(None, (self.level, self.kind, self.size))) or "全部单位"


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is told of a group: how many agencies, and three quartiles to three significant digits.

    One value per agency, its latest between `first` and `last`. `edition` counts the times this measure was made public.
    `sources` are how many values came from which kind of source.
    """

    measure: str
    group: Group
    n: int
    low: Decimal
    middle: Decimal
    high: Decimal
    first: int
    last: int
    edition: int
    sources: tuple[tuple[SourceKind, int], ...]


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What the agency that asks came to itself in a year, and the target it had; None is not stated."""

    year: int
    actual: Fraction | None
    target: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to what comparable agencies came to. `distribution` is None where the group is too small to be told of.

    `why` says how the group was chosen; `asked` is the group the agency belongs to, as narrow as it is known.
    `target` is what it plans, as written, `aimed` its value in the measure's unit.
    """

    measure: Measure
    agency: str
    asked: Group
    distribution: Distribution | None
    why: tuple[str, ...]
    own: tuple[OwnValue, ...] = ()
    target: str = ""
    aimed: Fraction | None = None
    questions: tuple[Question, ...] = ()
