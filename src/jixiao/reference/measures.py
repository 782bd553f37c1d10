"""Measures (measures.yaml): rates and amounts per head that mean the same for every agency, worked out from facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.catalog.items import plain
from jixiao.datafile import read_data
from jixiao.errors import Fault, RulesError, UsageError
from jixiao.formula import Undefined, evaluate, names, parse
from jixiao.model.fact import Facts
from jixiao.model.quantity import Quantity
from jixiao.model.reference import Measure

_ROW = "row"
LAST_YEAR = "上年·"
"""Before a figure of the year before, in the formulas of measures.yaml."""


@lru_cache(maxsize=1)
def measures() -> dict[str, Measure]:
    """All measures by key, in the order of the file."""
    return {
        key: Measure(key=key, **{**one, "aliases": tuple(one.get("aliases", ()))})
        for key, one in load("measures.yaml").items()
    }


def load(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    file = read_data(resources.files("jixiao.reference").joinpath(name).read_bytes(), f"reference/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


def value_of(measure: Measure, facts: Facts, year: int) -> Fraction | None:
    """The exact value for `year`, in the measure's unit; None where a figure is lacking or it would be over zero."""
    found: dict[str, Fraction] = {}
    tree = parse(measure.formula)
    for name in names(tree):
        item, _, basis = name.removeprefix(LAST_YEAR).partition("·")
        fact = facts.get(item, year - name.startswith(LAST_YEAR), basis)
        if fact is None or not isinstance(fact.value, Quantity) or not fact.value.plain:
            return None
        found[name] = Fraction(fact.value.value)
    value = evaluate(tree, found)
    if isinstance(value, Undefined | bool):
        return None
    return value * 100 if measure.unit == "%" else value


def values_of(facts: Facts) -> Iterator[tuple[Measure, int, Fraction]]:
    """Every measure of every year that `facts` give it for."""
    years = sorted({fact.year for fact in facts if fact.year is not None})
    for measure in measures().values():
        for year in years:
            value = value_of(measure, facts, year)
            if value is not None:
                yield measure, year, value


def row_measure(name: str, actual: Quantity, target: Quantity | None = None) -> Measure:
    """The measure of an indicator that agencies write themselves: its name and unit; which way is easier, as its target says."""
    bound = target.bound if target is not None else "="
    easier: Any = "higher" if bound in ("≤", "<") else "lower" if bound in ("≥", ">") else ""
    return Measure(f"{_ROW}/{plain(name)}/{actual.unit}", name.strip(), actual.unit, easier=easier)


def find_measure(name: str, known: Mapping[str, Measure]) -> Measure:
    """The measure called `name` (key, name or alias) among our own and the `known` ones; `UsageError` lists what there is."""
    every = {**known, **measures()}
    found = [one for one in every.values() if plain(name) in {one.key, *map(plain, (one.name, *one.aliases))}]
    own = [one for one in found if one.formula] or found
    if len(own) == 1:
        return own[0]
    if own:
        units = "、".join(sorted(f"{one.name}（{one.unit or '无单位'}）：{one.key}" for one in own))
        raise UsageError(Fault("", f"“{name}”有几种计量单位", f"请写全：{units}"))
    there = "、".join(dict.fromkeys(one.name for one in every.values()))
    raise UsageError(Fault("", f"没有名为“{name}”的参考值", f"现有：{there}"))
