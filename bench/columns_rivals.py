"""The thirty indicators as others compute them, one candidate per process: openfisca, pandas, and Decimal row by row.

Run in the environment of rivals: `python columns_rivals.py CANDIDATE DATA.npz OUT.npy` prints seconds and memory as JSON and
leaves the totals behind, so that they can be held against the exact ones. It imports nothing of jixiao.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

import thirty
from machine import peak

Array = Any
FIRST = 20_000
"""How many rows the row-by-row candidate does; its time is scaled up."""


def value(rule: thirty.Rule, take: Callable[[str], Array]) -> Array:
    """The rate of a rule in percent."""
    a, b, *more = (take(name) for name in rule.inputs)
    if rule.shape == "pair":
        return (a + b) / (more[0] + more[1]) * 100
    return (a - b) / b * 100 if rule.shape == "change" else a / b * 100


def points(rule: thirty.Rule, rate: Array) -> Array:
    """Points by one rule, as one writes it for arrays of floats: conditions and choices, rounded to two places."""
    full, p = rule.weight, rule.params
    match rule.method:
        case "proportional":
            found = np.where(rate >= p["target"], full, full * rate / p["target"])
            if "pass_line" in p:
                found = np.where(rate < p["target"] * p["pass_line"] / 100, p["below_pass_points"], found)
        case "stepwise":
            found = np.select(
                [rate >= band.get("ge", -np.inf) for band in p["bands"]], [band["points"] for band in p["bands"]]
            )
        case "deviation_bands":
            beside = np.abs(rate - p["target"])
            found = np.select(
                [beside <= band.get("le", np.inf) for band in p["bands"]], [band["points"] for band in p["bands"]]
            )
        case "reverse" if p["mode"] == "target_over_actual":
            found = np.where(rate <= p["target"], full, full * p["target"] / rate)
        case "reverse":
            target, zero = p["target"], p["target"] * p["zero_at"]
            found = np.where(rate <= target, full, full * (zero - rate) / (zero - target))
        case "two_sided_deduction":
            beyond = np.abs(rate - p["target"]) - p["tolerance"]
            found = np.where(beyond <= 0, full, full - float(p["deduct"]) * np.floor(beyond / p["step"]))
        case "range_target":
            beyond = np.maximum(p["low"] - rate, rate - p["high"])
            found = np.where(beyond <= 0, full, full - float(p["deduct"]) * beyond / p["step"])
        case _:
            beyond = rate - p["base"] if p["side"] == "above" else p["base"] - rate
            found = np.where(beyond <= 0, full, full - float(p["deduct"]) * np.floor(beyond / p.get("step", 1)))
    return np.round(np.clip(found, 0, full), 2)


def grade(total: Array) -> Array:
    """优 良 中 差 as 0 1 2 3."""
    return np.select([total >= 90, total >= 80, total >= 60], [0, 1, 2], 3)


def openfisca(data: dict[str, Array], lean: bool = False) -> tuple[Callable[[], Array], float]:
    """Variables with formulas, one class each; float there means float32.

    In its own style every quantity the rules name is a variable: the rate of an indicator, and its points. `lean`: only the
    points are, the rate is worked out inside.
    """
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    unit = build_entity("unit", "units", "单位", is_person=True)
    system = TaxBenefitSystem([unit])

    def variable(name: str, formula: Callable[..., Array] | None = None, kind: type = float) -> None:
        body: dict[str, Any] = {"value_type": kind, "entity": unit, "definition_period": DateUnit.YEAR, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    def rate(rule: thirty.Rule) -> Callable[..., Array]:
        return lambda units, period: value(rule, lambda name: units(name, period))

    def score(rule: thirty.Rule) -> Callable[..., Array]:
        if lean:
            return lambda units, period: points(rule, value(rule, lambda name: units(name, period)))
        return lambda units, period: points(rule, units(f"{rule.id}_rate", period))

    rules = thirty.rules()
    for name in data:
        variable(name)
    for rule in rules:
        if not lean:
            variable(f"{rule.id}_rate", rate(rule))
        variable(rule.id, score(rule))
    variable("total", lambda units, period: sum(units(rule.id, period) for rule in rules))
    variable("grade", lambda units, period: grade(units("total", period)), int)
    start = time.process_time()
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("unit", np.arange(len(next(iter(data.values())))))
    simulation = builder.build(system)
    for name, column in data.items():
        simulation.set_input(name, "2021", column)
    setup = time.process_time() - start

    def run() -> Array:
        simulation.calculate("grade", "2021")
        return simulation.calculate("total", "2021")

    return run, setup


def pandas(data: dict[str, Array]) -> tuple[Callable[[], Array], float]:
    """A frame of float64 columns; one new column per indicator."""
    import pandas as pd

    start = time.process_time()
    frame = pd.DataFrame(data)
    setup = time.process_time() - start
    rules = thirty.rules()

    def run() -> Array:
        scores = {rule.id: points(rule, value(rule, frame.__getitem__)) for rule in rules}
        out = pd.DataFrame(scores)
        out["total"] = out.sum(axis=1).round(2)
        out["grade"] = grade(out["total"])
        return out["total"].to_numpy()

    return run, setup


def decimals(data: dict[str, Array]) -> tuple[Callable[[], Array], float]:
    """Row by row in Decimal (28 digits), half up."""
    rows = [{name: Decimal(int(column[row] * 100)) for name, column in data.items()} for row in range(FIRST)]
    rules = [
        (rule, {key: Decimal(str(float(one))) for key, one in rule.params.items() if not isinstance(one, str | list)})
        for rule in thirty.rules()
    ]

    def run() -> Array:
        return np.array([float(sum(row_points(rule, p, value(rule, row.__getitem__)) for rule, p in rules)) for row in rows])

    return run, 0.0


def row_points(rule: thirty.Rule, p: dict[str, Decimal], rate: Decimal) -> Decimal:
    """One indicator of one unit, as one writes it with Decimal."""
    full, method = Decimal(rule.weight), rule.method
    if method == "proportional":
        found = full if rate >= p["target"] else full * rate / p["target"]
        if "pass_line" in p and rate < p["target"] * p["pass_line"] / 100:
            found = p["below_pass_points"]
    elif method == "stepwise":
        found = next(Decimal(band["points"]) for band in rule.params["bands"] if "ge" not in band or rate >= band["ge"])
    elif method == "deviation_bands":
        beside = abs(rate - p["target"])
        found = next(Decimal(band["points"]) for band in rule.params["bands"] if "le" not in band or beside <= band["le"])
    elif method == "reverse":
        target = p["target"]
        if rate <= target:
            found = full
        elif rule.params["mode"] == "target_over_actual":
            found = full * target / rate
        else:
            found = full * (target * p["zero_at"] - rate) / (target * p["zero_at"] - target)
    else:
        if method == "two_sided_deduction":
            beyond = abs(rate - p["target"]) - p["tolerance"]
        elif method == "range_target":
            beyond = max(p["low"] - rate, rate - p["high"])
        else:
            beyond = rate - p["base"] if rule.params["side"] == "above" else p["base"] - rate
        steps = beyond / p.get("step", Decimal(1))
        if rule.params["partial_step"] == "floor":
            steps = steps.to_integral_value(ROUND_FLOOR if steps > 0 else ROUND_CEILING)
        found = full if beyond <= 0 else full - p["deduct"] * steps
    return min(max(found, Decimal(0)), full).quantize(Decimal("0.01"), ROUND_HALF_UP)


def main() -> None:
    """Time one candidate."""
    name, source, target = sys.argv[1:]
    exact = dict(np.load(source))
    data = {key: column / 100 for key, column in exact.items()}  # 元, as floats: what these libraries take
    run, setup = {
        "openfisca": openfisca,
        "openfisca-lean": lambda given: openfisca(given, lean=True),
        "pandas": pandas,
        "decimal": decimals,
    }[name](data)
    used, start = time.process_time(), time.perf_counter()
    totals = run()
    wall, processor = time.perf_counter() - start, time.process_time() - used
    times = len(next(iter(exact.values()))) / len(totals)
    np.save(target, np.asarray(totals, np.float64))
    print(json.dumps({"setup": setup, "wall": wall * times, "processor": processor * times, "memory": peak()}))


if __name__ == "__main__":
    main()
