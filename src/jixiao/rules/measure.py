"""The value of an indicator: facts gathered, formula evaluated exactly, put into the indicator's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jixiao.catalog.items import describe
from jixiao.formula import evaluate, parse, substitute
from jixiao.formula.exact import Exact
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL
from jixiao.model.outcome import Input
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.rulebook import Indicator


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the case knows of an indicator's inputs. A percentage enters a formula as a fraction: 45% is 45/100."""

    inputs: tuple[Input, ...]
    values: Mapping[str, Fraction]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()


def gather(indicator: Indicator, case: Case) -> Gathered:
    """The inputs of `indicator` from the facts of `case`; `missing` names what is not there as a person calls it."""
    inputs: list[Input] = []
    values: dict[str, Fraction] = {}
    missing: list[str] = []
    notes: list[str] = []
    for name, wanted in indicator.inputs.items():
        fact = case.facts.get(wanted.item, case.year + wanted.year, wanted.basis)
        if fact is None or not isinstance(fact.value, Quantity):
            missing.append(describe(wanted.item, wanted.basis, wanted.year))
            inputs.append(Input(name, TO_FILL, fact))
            continue
        values[name] = Fraction(fact.value.value) / (100 if fact.value.unit == "%" else 1)
        inputs.append(Input(name, fact.shown, fact))
        if not fact.value.plain:
            notes.append(f"{name}写作“{fact.shown}”，不是确切的数，按{fact.value.without_rounding()}计算")
    return Gathered(tuple(inputs), values, tuple(dict.fromkeys(missing)), tuple(notes))


def raw_value(indicator: Indicator, values: Mapping[str, Fraction]) -> Exact:
    """The formula's own value: a fraction (0.95 for 95%), yes or no, or undefined over zero."""
    return evaluate(parse(indicator.formula), values)


def in_unit(indicator: Indicator, value: Fraction) -> Fraction:
    """A formula's value in the indicator's unit, rounded first where the rule says so."""
    return scaled(value, indicator.unit, indicator.ratio_places)


def scaled(value: Fraction, unit: str, places: int | None) -> Fraction:
    """A formula's value in `unit`, rounded half up to so many places (None: never)."""
    value = value * 100 if unit == "%" else value
    return value if places is None else Fraction(half_up(value, places))


def filled_in(indicator: Indicator, gathered: Gathered) -> str:
    """The formula with its figures: (18.50万元 − 20.00万元) ÷ 20.00万元."""
    return substitute(parse(indicator.formula), {one.name: one.shown for one in gathered.inputs})
