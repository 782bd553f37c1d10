"""Thirty indicators over twelve figures, once as a rulebook and once as numbers a rival can write its formulas from; and data.

Twelve figures: four items, each as first budgeted, as adjusted and as spent. Three shapes of formulas: a ÷ b, (a − b) ÷ b,
(a + b) ÷ (c + d). Seven methods. Weights add up to 100.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

ITEMS = ("total_expenditure", "basic_expenditure", "project_expenditure", "wages_and_welfare")
BASES = ("initial_budget", "adjusted_budget", "executed")
NAMES = {f"{item}_{basis}": (item, basis) for item in ITEMS for basis in BASES}
SCALE = 100
"""Amounts are held in 分 (1/100 元)."""


@dataclass(frozen=True)
class Rule:
    """One indicator: `shape` ratio, change or pair; `inputs` in the order of the formula; parameters as the rulebook has them."""

    id: str
    shape: str
    inputs: tuple[str, ...]
    weight: int
    method: str
    params: dict[str, Any]


def bands(*edges: tuple[int, int]) -> list[dict[str, int]]:
    """Closed below: (90, 4), (80, 3), (0 …, 0) → at least 90: 4 points."""
    found: list[dict[str, int]] = [{"ge": edges[0][0], "points": edges[0][1]}]
    found += [{"ge": low, "lt": above, "points": points} for (above, _), (low, points) in itertools.pairwise(edges)]
    found[-1].pop("ge")
    return found


def rules() -> tuple[Rule, ...]:
    """The thirty, cycling through methods, shapes and items."""
    methods: list[tuple[str, dict[str, Any]]] = [
        ("proportional", {"target": 100}),
        ("stepwise", {"bands": "down"}),
        ("per_point_deduction", {"base": 100, "side": "above", "deduct": Fraction(1, 2), "partial_step": "floor"}),
        ("reverse", {"target": 90, "mode": "target_over_actual"}),
        (
            "two_sided_deduction",
            {"target": 100, "tolerance": 2, "step": 1, "deduct": Fraction(1, 10), "partial_step": "floor"},
        ),
        ("per_step_deduction", {"base": 95, "side": "below", "step": 5, "deduct": 1, "partial_step": "floor"}),
        ("proportional", {"target": 95, "pass_line": 60, "below_pass_points": 0}),
        ("range_target", {"low": 90, "high": 105, "step": 1, "deduct": Fraction(1, 5), "partial_step": "linear"}),
        ("reverse", {"target": 100, "mode": "linear_to_zero", "zero_at": 2}),
        ("deviation_bands", {"target": 100, "bands": "beside"}),
    ]
    found = []
    for index in range(30):
        method, params = methods[index % 10]
        weight = 4 if index < 10 else 3
        item, other = ITEMS[index % 4], ITEMS[1 + index % 3]
        first, adjusted, spent = (f"{item}_{basis}" for basis in BASES)
        shape = (
            ("ratio", "pair", "change")[index // 10]
            if method not in ("stepwise", "reverse")
            else ("ratio", "pair")[index % 2]
        )
        below = adjusted if index % 2 else first
        inputs = (spent, below) if shape != "pair" else (spent, f"{other}_executed", below, f"{other}_{BASES[index % 2]}")
        params = dict(params)
        if params.get("bands") == "down":
            params["bands"] = bands((100, weight), (95, weight - 1), (90, weight - 2), (80, 1), (0, 0))
        elif params.get("bands") == "beside":
            params["bands"] = [
                {"ge": 0, "le": 5, "points": weight}, {"gt": 5, "le": 10, "points": weight - 1},
                {"gt": 10, "le": 20, "points": 1}, {"gt": 20, "points": 0},
            ]  # fmt: skip
        if shape == "change":  # a change of 0 % stands where a rate of 100 % stood
            for key in ("target", "base", "low", "high"):
                if key in params and method in (
                    "per_point_deduction",
                    "two_sided_deduction",
                    "per_step_deduction",
                    "range_target",
                    "deviation_bands",
                ):
                    params[key] = params[key] - 100
            if method == "proportional":
                shape = "ratio"
        found.append(Rule(f"r{index + 1:02d}", shape, inputs, weight, method, params))
    return tuple(found)


def text() -> str:
    """The rulebook as YAML."""
    lines = [
        "rulebook: bench/thirty", "title: 三十个指标（测速用）", "kind: department", "region: 示例省", "year: 2021",
        "completeness: complete", "total: 100", "rounding: {score_places: 2}", "source: made", "verified: seen",
        "sources:", "  made: {doc: 测速用，不是任何地方的规定}",
        "grades:", "  source: made", "  verified: seen",
        "  scale: [{name: 优, at_least: 90}, {name: 良, at_least: 80}, {name: 中, at_least: 60}, {name: 差, at_least: 0}]",
        "indicators:",
    ]  # fmt: skip
    for rule in rules():
        words = [f"数{'甲乙丙丁'[index]}" for index in range(len(rule.inputs))]
        a, b, *more = words
        formula = {"ratio": f"{a} / {b}", "change": f"({a} - {b}) / {b}", "pair": f"({a} + {b}) / ({'+'.join(more) or b})"}[
            rule.shape
        ]
        lines += [
            f"  {rule.id}:",
            f"    name: 指标{rule.id[1:]}",
            f"    weight: {rule.weight}",
            "    source: made",
            "    verified: seen",
            "    inputs:",
        ]
        for word, name in zip(words, rule.inputs, strict=True):
            item, basis = NAMES[name]
            lines.append(f"      {word}: {{item: {item}, basis: {basis}}}")
        lines += [f"    value: {formula}", "    unit: '%'", "    on_zero: missing", "    both_zero: missing"]
        lines.append(f"    scoring: {flow({'method': rule.method, **rule.params})}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value.numerator / value.denominator) if isinstance(value, Fraction) else str(value)


def amounts(count: int, seed: int = 2021) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    """Twelve columns in 分: budgets of 10,000 元 to 50 million 元, spent within some 30 % of them; a total is its parts' sum."""
    r = np.random.default_rng(seed)
    found = {}
    for item in ITEMS[1:]:
        first = np.exp(r.uniform(np.log(1e6), np.log(5e9), count)).astype(np.int64) // 100 * 100
        adjusted = first + first * r.integers(-10, 31, count) // 100
        spent = adjusted * r.integers(70, 111, count) // 100 + r.integers(0, 100, count)
        for basis, column in zip(BASES, (first, adjusted, spent), strict=True):
            found[f"{item}_{basis}"] = column
    for basis in BASES:
        found[f"{ITEMS[0]}_{basis}"] = found[f"{ITEMS[1]}_{basis}"] + found[f"{ITEMS[2]}_{basis}"]
    return found
