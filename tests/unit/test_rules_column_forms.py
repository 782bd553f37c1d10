"""Every scoring method that has a column form, against the oracle written from the rules' words; and formulas over columns."""

from __future__ import annotations

import random
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from jixiao.formula import Undefined, evaluate
from jixiao.formula.columns import evaluate_columns
from jixiao.formula.scaled import Scaled, TooWideError
from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Scoring
from jixiao.model.rulebook import Number as Weight
from jixiao.rules.columns.inputs import Inputs
from jixiao.rules.columns.leaf import SCORED, LeafPlan, score_leaf_columns
from jixiao.rules.scoring import METHODS, Ask, limits
from tests.unit.test_rules_scoring import DRAWS, Draw

N = 400
FORMS = [(method, one) for method, draws in DRAWS.items() if METHODS.get(method).columns for one in draws]


def column(*numbers: F) -> Scaled:
    above, below = [one.numerator for one in numbers], [one.denominator for one in numbers]
    return Scaled(np.array(above), min(above), max(above), (1, 1), np.array(below), max(below))


def asked(method: str, ask: Ask) -> tuple[LeafPlan, Inputs]:
    """The leaf and the inputs of one `Ask`, as a stretch of one unit; a row's own target or due day becomes the rule's."""
    params = dict(ask.params)
    if ask.target is not None:
        params["target"] = ask.target
    if ask.due is not None:
        params["due"] = f"{ask.due.month:02d}-{ask.due.day:02d}"
    places, scale = 2, 10**2 * ask.weight.denominator
    by_value = METHODS.get(method).asks == "value"
    formula = "值" if by_value else ""
    leaf = Indicator(
        "x", "甲", (), Weight(None, "seen", ""), formula=formula, unit=ask.unit, scoring=Scoring(method, params)
    )
    ids = [one["id"] for one in params.get("items", ())]
    tiers = [one["name"] for one in params.get("tiers", ())]
    inputs = Inputs(
        1,
        {"值": column(ask.value / (100 if ask.unit == "%" else 1))} if by_value else {},
        ticks=np.array([sum(1 << ids.index(one) for one in ask.ticks)]),
        tier=np.array([tiers.index(ask.tier) if ask.tier else -1]),
        met=np.array([ask.met]),
        occurrences=column(F(ask.occurrences)),
        ratio=column(ask.ratio),
        done=column(F(ask.done.toordinal())) if ask.done else None,
    )
    return LeafPlan(leaf, scale, places, ask.weight, F(0), ask.weight, leaf.scoring, year=ask.year), inputs


@pytest.mark.parametrize(("method", "draw"), FORMS, ids=[f"{method}-{one.__name__}" for method, one in FORMS])
def test_a_column_form_says_what_the_oracle_says(method: str, draw: Draw) -> None:
    r = random.Random(f"columns {draw.__name__}")
    for _ in range(N):
        ask, exact = draw(r)
        plan, inputs = asked(method, ask)
        points, states = score_leaf_columns(plan, inputs)
        low, high = limits(ask.params, ask.weight)
        wanted = F(half_up(min(max(exact, low), high), 2))
        assert F(int(points[0]), plan.scale) == wanted, (method, ask)
        assert states[0] == SCORED


def test_methods_without_a_column_form_are_known_by_name() -> None:
    assert {method for method, one in METHODS.items() if one.columns is None} == {
        "best_of",
        "conditional_tiers",
        "external_score",
    }


def random_tree(r: random.Random, depth: int, condition: bool = False) -> Node:
    if condition:
        op = r.choice(("==", "!=", "<", "<=", ">", ">=", "and", "or", "not") if depth > 1 else ("<=", "=="))
        if op == "not":
            return Unary("not", random_tree(r, depth - 1, True))
        deeper = op in ("and", "or")
        return Binary(op, random_tree(r, depth - 1, deeper), random_tree(r, depth - 1, deeper))
    if depth == 0:
        number = F(r.randint(0, 30), r.choice((1, 2, 100)))
        return Number(number, str(number)) if r.random() < 0.2 else Name(r.choice("甲乙丙"))
    kind = r.randrange(8)
    if kind == 0:
        return Unary("-", random_tree(r, depth - 1))
    if kind == 1:
        return Call("abs", (random_tree(r, depth - 1),))
    if kind == 2:
        return Call(r.choice(("min", "max")), (random_tree(r, depth - 1), random_tree(r, depth - 1)))
    return Binary(r.choice("+-*//"), random_tree(r, depth - 1), random_tree(r, depth - 1))


@pytest.mark.parametrize("condition", [False, True])
def test_a_formula_over_columns_is_the_formula_in_every_row(condition: bool) -> None:
    r = random.Random(f"formulas {condition}")
    tried = 0
    for _ in range(600):
        tree = random_tree(r, r.randint(1, 3), condition)
        rows: list[dict[str, F]] = [
            {name: F(r.choice((0, 0, 1, -3, r.randint(-50, 50), r.randint(-500, 500))), 100) for name in "甲乙丙"}
            for _ in range(12)
        ]
        wide = r.random() < 0.5
        values = {}
        for name in "甲乙丙":
            above = np.array([int(row[name] * 100) for row in rows], object if wide else np.int64)
            values[name] = Scaled(above, int(min(above)), int(max(above)), (1, 100))
        try:
            found = evaluate_columns(tree, values)
        except TooWideError:
            assert not wide
            continue
        tried += 1
        for index, row in enumerate(rows):
            wanted: Any = evaluate(tree, row)
            undefined = found.undefined is not None and bool(np.broadcast_to(found.undefined, 12)[index])
            assert undefined is isinstance(wanted, Undefined), (tree, row)
            if isinstance(wanted, Undefined):
                assert found.zero is not None
                assert bool(np.broadcast_to(found.zero, 12)[index]) is (wanted.numerator == 0), (tree, row)
            elif isinstance(found.value, Scaled):
                assert found.value.exact(index) == wanted, (tree, row)
            elif isinstance(found.value, F):
                assert found.value == wanted
            else:
                assert bool(found.value[index]) is wanted, (tree, row)
    assert tried > 500


@pytest.mark.parametrize("places", [0, 2])
def test_rounding_is_half_up_away_from_zero(places: int) -> None:
    halves = [F(k, 2 * 10**places) for k in range(-9, 10)] + [F(1, 3), F(-1, 3), F(2675, 1000), F(-125, 1000)]
    found = column(*halves).half_up(places)
    assert [found.exact(index) for index in range(len(halves))] == [F(half_up(one, places)) for one in halves]


def test_floor_and_ceil_of_negative_numbers() -> None:
    exact = [F(-7, 2), F(-1), F(0), F(1, 9), F(7, 2), F(10**12, 7)]
    assert [column(*exact).floor().exact(i) for i in range(6)] == [-4, -1, 0, 0, 3, 142857142857]
    assert [column(*exact).ceil().exact(i) for i in range(6)] == [-3, -1, 0, 1, 4, 142857142858]


def test_what_int64_might_not_hold_is_refused_before_it_is_computed() -> None:
    edge = Scaled(np.array([2**62]), 2**62, 2**62)
    for wrong in (
        lambda: edge + edge,
        lambda: edge * edge,
        lambda: edge - (-edge),
        lambda: (edge * F(1, 3)).half_up(2),
        lambda: edge < F(1, 9),
    ):
        with pytest.raises(TooWideError):
            wrong()
    held = Scaled(np.array([2**62], object), 2**62, 2**62)
    assert [(held + held).exact(0), (held * held).exact(0)] == [2**63, 2**124]
