"""A rulebook (评价规则): a tree of indicators with weights, formulas, scoring and sources, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Verified = Literal["seen", "recalled", "derived"]
Completeness = Literal["framework", "partial", "complete"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: document number, title, clause, address; `note` says what was seen of it."""

    id: str
    doc: str
    title: str = ""
    clause: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a rule, with how we know it. `value` None: the source prescribes none (a framework)."""

    value: Decimal | None
    verified: Verified
    source: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from `at_least` (closed) up to the next better one (open). `words` are other spellings: 优秀."""

    name: str
    at_least: Decimal
    words: tuple[str, ...] = ()
    verified: Verified = "seen"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Selector:
    """Which fact fills a name of a formula: item, basis, and the year counted from the year evaluated (-1: last year)."""

    item: str
    basis: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scoring method with its parameters, as validated by the schema; numbers are Decimal or int."""

    method: str
    params: Mapping[str, Any]
    line: int = 0


@dataclass(frozen=True, slots=True)
class RowScoring:
    """How the unit's own indicators under a node are scored, by kind: 正向, 反向, 定性.

    `level2` lists the second-level names allowed (empty: any); under those in `lower_is_better` a target written
    without ≤ or ≥ means "no more than" (成本指标). `by_date` scores a target that is a due time (2021年6月底前; None: such a
    target is refused). `by_coefficient`: all earn the coefficient written beside them. `asks` are
    further columns of the form: first_target (年初指标值), core (是否核心指标), scored (赋分方式: 直接赋分), pass_line (及格线).
    """

    at_least: Scoring
    at_most: Scoring
    qualitative: Scoring
    level2: tuple[str, ...] = ()
    lower_is_better: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    by_date: Scoring | None = None

    @property
    def by_coefficient(self) -> bool:
        return self.at_least.method == "coefficient"


@dataclass(frozen=True, slots=True)
class Pool:
    """The points of a node are shared by those of its children the unit chooses, at least and at most so many (None: any).

    `split` "equal": in equal parts; "declared": the unit says how many points each has.
    """

    split: Literal["equal", "declared"]
    at_least: int = 1
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A node of the tree. A leaf has `scoring`, or `rows` (the unit writes its own indicators under it).

    `path` holds the names above it, its own left out. `verified` and `source` are those of the rule (the weakest of its
    numbers); the weight has its own. A leaf of a framework may have neither scoring nor weight. The children of a node with a
    `pool` have no weight of their own: each chosen one gets its share for one case.

    `rest` are the points of a parent that nobody has seen the indicators of: its children and `rest` add up to its weight.

    `formula` is over the names of `inputs`; `unit` is the unit of its value. `ratio_places`: the value is rounded half up
    to so many decimals before the rule sees it (None: never). `on_zero`: what a rate over zero is: `na`, `full`, `zero`,
    or `missing`; `both_zero` the same when numerator and denominator are both 0. `na` says what a not-applicable
    indicator scores: `full`, `zero`, `exclude` (its weight leaves the total, the rest is scaled up), or `refuse` (nobody
    may call it not applicable). `missing`: what lacks a figure or a judgement is `open`, or the rule itself gives it no points
    (`zero`: 未提供资料的不得分). `score_places` are the decimals of its score (None: the rulebook's). A value under `reason_below` wants a reason, whatever it scores. `file` and `line`
    say where it is written (a variant inherits most of its nodes). `known`: rules of lint this indicator breaks because its
    source does, and the reason.
    """

    id: str
    name: str
    path: tuple[str, ...]
    weight: Number
    children: tuple[Indicator, ...] = ()
    rest: Number | None = None
    inputs: Mapping[str, Selector] = field(default_factory=dict)
    formula: str = ""
    unit: str = ""
    scoring: Scoring | None = None
    rows: RowScoring | None = None
    pool: Pool | None = None
    ratio_places: int | None = None
    on_zero: str = "na"
    both_zero: str = "na"
    na: str = "refuse"
    verified: Verified = "seen"
    source: str = ""
    rule_text: str = ""
    explanation: str = ""
    missing: Literal["open", "zero"] = "open"
    score_places: int | None = None
    requires_evidence: bool = False
    requires_reason: bool = False
    reason_below: Decimal | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    file: str = ""

    def leaves(self) -> Iterator[Indicator]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def nodes(self) -> Iterator[Indicator]:
        yield self
        for child in self.children:
            yield from child.nodes()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example that ships with a rulebook and is its test: inputs, and the points each indicator must get."""

    name: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    source: str = ""
    line: int = 0
    allow_recalled: bool = False


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points beside the total (加分), at most `cap` together; `over_total`: with them the total may exceed the rulebook's.

    `forbidden`: the rule says that there are none.
    """

    cap: Decimal = Decimal(0)
    indicators: tuple[Indicator, ...] = ()
    over_total: bool = False
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Veto:
    """What caps the total at `cap` points, or the grade at `grade` ("": no cap), if it holds: a condition or a judgement."""

    rule: Indicator
    cap: Decimal | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook as loaded; `sha256` is of the file's bytes, `file` its path inside the package or on disk.

    `outline` names the outline of the report, `form` the layout of the self-evaluation form ("": the usual one of its kind).
    `year` is None where the source bears none. `rest` are the points of first-level indicators that nobody has seen.
    `text_limits` says how many characters the form has room for: reason, results, problems, measures.
    """

    id: str
    title: str
    kind: Literal["department", "project"]
    region: str
    year: int | None
    completeness: Completeness
    total: Decimal
    score_places: int
    grades: tuple[Grade, ...]
    indicators: tuple[Indicator, ...]
    sources: Mapping[str, Source]
    examples: tuple[Example, ...] = ()
    bonus: Bonus | None = None
    vetoes: tuple[Veto, ...] = ()
    rest: Number | None = None
    outline: str = ""
    form: str = ""
    text_limits: Mapping[str, int] = field(default_factory=dict)
    in_force: str = ""
    note: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""

    def leaves(self) -> Iterator[Indicator]:
        for top in self.indicators:
            yield from top.leaves()

    def nodes(self) -> Iterator[Indicator]:
        for top in self.indicators:
            yield from top.nodes()

    def beside(self) -> Iterator[Indicator]:
        """What is judged or computed beside the indicators of the total: bonus indicators, then vetoes."""
        for top in self.bonus.indicators if self.bonus else ():
            yield from top.leaves()
        yield from (veto.rule for veto in self.vetoes)

    def find(self, id: str) -> Indicator | None:
        return next((node for node in (*self.nodes(), *self.beside()) if node.id == id), None)

    def grade_of(self, total: Decimal) -> Grade | None:
        """The grade of an exact total: the best one whose lower edge (closed) it reaches."""
        reached = [grade for grade in self.grades if total >= grade.at_least]
        return max(reached, key=lambda grade: grade.at_least, default=None)
