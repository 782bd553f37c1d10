"""What computing gives: a value with the way back to its sources, or what is missing, or why it does not apply."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.model.fact import Fact


@dataclass(frozen=True, slots=True)
class Known:
    """An exact value. `because` is the calculation in words and figures: 18.40 ÷ 19.00 = 96.84%."""

    value: Fraction
    because: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Not computable; `needs` names what is lacking, in the words of the form."""

    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule does not apply here, and why."""

    reason: str


Outcome = Known | Missing | NotApplicable


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a calculation: its name in the formula and the fact (or the word) that filled it."""

    name: str
    shown: str
    fact: Fact | None = None

    def __str__(self) -> str:
        place = f"（{self.fact.place}）" if self.fact is not None and self.fact.place.ref else ""
        return f"{self.name} {self.shown}{place}"


@dataclass(frozen=True, slots=True)
class Trace:
    """The way to one score: formula, inputs, the figures put in, the branch of the rule taken, rounding, rulebook line."""

    formula: str = ""
    inputs: tuple[Input, ...] = ()
    substituted: str = ""
    value: str = ""
    rule: str = ""
    branch: str = ""
    rounding: str = ""
    rulebook_line: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()

    def steps(self) -> tuple[tuple[str, str], ...]:
        """The way in order, each step as (name of the field, words); inputs one by one, fields without words left out."""
        inputs = (("inputs", str(one)) for one in self.inputs)
        fields = ("substituted", "rule", "branch", "rounding", "rulebook_line", "source")
        steps = (
            ("formula", self.formula),
            *inputs,
            *((name, getattr(self, name)) for name in fields),
            *(("notes", note) for note in self.notes),
        )
        return tuple((name, words) for name, words in steps if words)


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """The score of one leaf. `low` and `high` are the points still attainable; equal to the score when it is known.

    `value` is in the indicator's unit (97.50 for 97.50%); `sentence` is one plain Chinese sentence saying why;
    `for_full_marks` says what full marks would have taken ("" when they were reached), `wishes` what the rule asks for beside
    the score and was not given (evidence, a reason, who judged). `at_most`: the target is not to be exceeded.
    """

    id: str
    path: tuple[str, ...]
    name: str
    weight: Decimal | None
    value: Outcome
    score: Outcome
    low: Fraction
    high: Fraction
    sentence: str
    trace: Trace
    unit: str = ""
    for_full_marks: str = ""
    judged_by: str = ""
    target: str = ""
    actual: str = ""
    reason: str = ""
    wishes: tuple[str, ...] = ()
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a veto holds (1) or not (0), or what is lacking to say so; `sentence` says it in words."""

    id: str
    name: str
    outcome: Outcome
    sentence: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of one agency and year under one rulebook. `total` is Missing while any leaf is.

    `allow_recalled`: the case allows numbers entered from memory, and the rulebook has some.
    `notes` belong to the result and stand in every paper; `read` says how the input was read, for whoever runs the program.
    `indicators` add up to the total of the rulebook; `bonus` are points beside them, `vetoes` what may cap the total.
    """

    rulebook: str
    rulebook_sha256: str
    rulebook_title: str
    allow_recalled: bool
    agency: str
    year: int
    of: Decimal
    indicators: tuple[IndicatorScore, ...]
    total: Outcome
    low: Fraction
    high: Fraction
    grade: str = ""
    grade_if: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: int = 2
    read: tuple[str, ...] = ()
    bonus: tuple[IndicatorScore, ...] = ()
    vetoes: tuple[Ruling, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is lacking, each name once, in the order of the indicators; then what vetoes lack."""
        outcomes = [leaf.score for leaf in self.indicators] + [veto.outcome for veto in self.vetoes]
        return tuple(dict.fromkeys(need for one in outcomes if isinstance(one, Missing) for need in one.needs))
