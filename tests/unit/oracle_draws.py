"""Random cases for every kind of rule, each with the points the oracle (`oracle.py`) works out from the rule's words.

Values fall on edges, a hair beside them and anywhere. `DRAWS` holds scoring methods by name.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction as F
from typing import Any

from jixiao.rules.scoring import Ask, Points, award
from tests.unit import oracle

READINGS = ("floor", "ceil", "linear")
Draw = Callable[[random.Random], tuple[Ask, F]]
DRAWS: dict[str, list[Draw]] = {}


def draw(method: str) -> Callable[[Draw], Draw]:
    def put(one: Draw) -> Draw:
        DRAWS.setdefault(method, []).append(one)
        return one

    return put


def number(r: random.Random, low: int, high: int, digits: int = 100) -> F:
    return F(r.randint(low * digits, high * digits), digits)


def weight(r: random.Random) -> F:
    return F(r.randint(1, 80), r.choice((1, 2, 4)))


def near(r: random.Random, edges: list[F], low: int, high: int) -> F:
    """On an edge, a hair beside it, anywhere with two decimals, or a true fraction."""
    match r.randrange(5):
        case 0:
            return r.choice(edges)
        case 1:
            return r.choice(edges) + F(r.choice((-1, 1)), r.choice((10**2, 10**9, 3 * 10**6)))
        case 2:
            return F(r.randint(low * 997, high * 997), 997)
    return number(r, low, high)


@draw("proportional")
def _proportional(r: random.Random) -> tuple[Ask, F]:
    full, target = weight(r), number(r, -5, 150) if r.random() < 0.3 else F(100)
    value = near(r, [target, F(0), target / 2], -20, 200)
    return Ask(full, {"target": target}, "%", value), oracle.proportional(full, target, value)


@draw("proportional")
def _proportional_of_a_row(r: random.Random) -> tuple[Ask, F]:
    full, target = weight(r), F(r.randint(0, 500))
    value = near(r, [target], 0, 700)
    return Ask(full, {}, "场次", value, target), oracle.proportional(full, target, value)


@draw("proportional")
def _proportional_with_a_pass_line(r: random.Random) -> tuple[Ask, F]:
    full, target, line = weight(r), number(r, -2, 120), F(r.choice((50, 60, 80)))
    below = full * F(r.randint(0, 4), 10)
    value = near(r, [target, target * line / 100], -10, 150)
    params = {"target": target, "pass_line": line, "below_pass_points": below}
    return Ask(full, params, "%", value), oracle.proportional_with_pass_line(full, target, value, line, below)


@draw("reverse")
def _reverse_by_ratio(r: random.Random) -> tuple[Ask, F]:
    full, target = weight(r), number(r, -1, 100)
    value = near(r, [target, target * 2, F(0)], -5, 250)
    return Ask(full, {"mode": "target_over_actual"}, "万元", value, target), oracle.reverse_ratio(full, target, value)


@draw("reverse")
def _reverse_by_line(r: random.Random) -> tuple[Ask, F]:
    full, target, zero_at = weight(r), number(r, -1, 100), F(r.choice((2, F(3, 2), F(6, 5), 3)))
    value = near(r, [target, target * zero_at, F(0)], -5, 250)
    ask = Ask(full, {"mode": "linear_to_zero", "zero_at": zero_at, "target": target}, "%", value)
    return ask, oracle.reverse_linear(full, target, value, zero_at)


def one_sided(r: random.Random, step: F, named: bool) -> tuple[Ask, F]:
    full, base, side, reading = weight(r), F(r.choice((0, 100, 95))), r.choice(("above", "below")), r.choice(READINGS)
    each = F(r.choice((1, 2, 5, 8, 10, 20)), 10)
    value = near(r, [base, base + step, base - step, base + 3 * step, base - 7 * step], int(base) - 30, int(base) + 30)
    params: dict[str, Any] = {"base": base, "side": side, "deduct": each, "partial_step": reading}
    if named:
        params["step"] = step
    return Ask(full, params, "%", value), oracle.deduction(full, base, side, step, each, reading, value)


@draw("per_point_deduction")
def _per_point(r: random.Random) -> tuple[Ask, F]:
    return one_sided(r, F(1), named=False)


@draw("per_step_deduction")
def _per_step(r: random.Random) -> tuple[Ask, F]:
    return one_sided(r, F(r.choice((5, 10, F(5, 2)))), named=True)


@draw("two_sided_deduction")
def _two_sided(r: random.Random) -> tuple[Ask, F]:
    full, target, tolerance = weight(r), F(r.choice((100, 90))), F(r.choice((0, 0, 2, 5)))
    step, each, reading = F(r.choice((1, 2))), F(r.choice((1, 5)), 10), r.choice(READINGS)
    edges = [target, target + tolerance, target - tolerance, target + tolerance + 3 * step]
    value = near(r, edges, int(target) - 30, int(target) + 30)
    params = {"target": target, "tolerance": tolerance, "step": step, "deduct": each, "partial_step": reading}
    return Ask(full, params, "%", value), oracle.two_sided(full, target, tolerance, step, each, reading, value)


@draw("range_target")
def _range(r: random.Random) -> tuple[Ask, F]:
    full, low = weight(r), F(r.randint(0, 5))
    high, step, each = low + r.randint(0, 5), F(r.choice((1, 2))), F(r.choice((1, 5)), 10)
    reading, value = r.choice(READINGS), near(r, [low, high, high + step, low - step], -20, 30)
    params = {"low": low, "high": high, "step": step, "deduct": each, "partial_step": reading}
    return Ask(full, params, "%", value), oracle.range_target(full, low, high, step, each, reading, value)


def bands(r: random.Random, full: F, first: F | None) -> tuple[list[dict[str, Any]], list[Any], list[F]]:
    """Random bands that cover everything from `first` on, as a rulebook writes them and as the oracle takes them."""
    cuts = sorted(r.sample(range(1, 100), r.randint(1, 5)))
    ours: list[dict[str, Any]] = []
    theirs: list[Any] = []
    low, closed = first, first is not None
    for cut in [*cuts, None]:
        points = full if cut is None else F(r.randint(0, int(full * 10)), 10)
        band: dict[str, Any] = {"points": points}
        if low is not None:
            band["ge" if closed else "gt"] = low
        high = None if cut is None else F(cut)
        inside = r.random() < 0.5
        if high is not None:
            band["le" if inside else "lt"] = high
        ours.append(band)
        theirs.append((low, closed, high, inside, points))
        low, closed = high, not inside
    r.shuffle(ours)
    return ours, theirs, [F(cut) for cut in cuts]


@draw("stepwise")
def _stepwise(r: random.Random) -> tuple[Ask, F]:
    full = weight(r)
    ours, theirs, cuts = bands(r, full, None)
    value = near(r, cuts, -20, 130)
    return Ask(full, {"bands": ours}, "%", value), oracle.stepwise(theirs, value)


@draw("deviation_bands")
def _deviation(r: random.Random) -> tuple[Ask, F]:
    full, target = weight(r), F(r.choice((100, 0, 50)))
    ours, theirs, cuts = bands(r, full, F(0))
    value = near(r, [target, *(target + cut for cut in cuts), *(target - cut for cut in cuts)], -60, 210)
    return Ask(full, {"target": target, "bands": ours}, "%", value), oracle.deviation(theirs, target, value)


@draw("tiers_fixed")
def _tiers_fixed(r: random.Random) -> tuple[Ask, F]:
    full = weight(r)
    tiers = {"较好": full, "一般": full * F(r.randint(0, 9), 10), "不明显": F(0)}
    chosen = r.choice(list(tiers))
    params = {"tiers": [{"name": name, "points": points} for name, points in tiers.items()]}
    return Ask(full, params, tier=chosen), oracle.tiers_fixed(tiers, chosen)


TIERS = [
    {"name": "达成", "ge": 80, "le": 100},
    {"name": "部分达成", "ge": 60, "lt": 80},
    {"name": "未达成", "ge": 0, "lt": 60},
]


@draw("tiers_range")
def _tiers_range(r: random.Random) -> tuple[Ask, F]:
    full, percent = weight(r), number(r, 0, 100)
    tier = "达成" if percent >= 80 else "部分达成" if percent >= 60 else "未达成"
    return Ask(full, {"tiers": TIERS}, tier=tier, ratio=percent), oracle.share(full, percent)


@draw("coefficient")
def _coefficient(r: random.Random) -> tuple[Ask, F]:
    full, percent = weight(r), number(r, 0, 100)
    return Ask(full, {}, ratio=percent), oracle.share(full, percent)


def items(r: random.Random) -> tuple[dict[str, F], set[str], list[dict[str, Any]]]:
    points = {f"item_{n}": F(r.randint(0, 20), 4) for n in range(r.randint(1, 7))}
    done = {one for one in points if r.random() < 0.6}
    return points, done, [{"id": id, "text": id, "points": points[id]} for id in points]


@draw("checklist")
def _checklist(r: random.Random) -> tuple[Ask, F]:
    points, done, listed = items(r)
    ask = Ask(sum(points.values(), F(0)), {"items": listed}, ticks=frozenset(done))
    return ask, oracle.checklist(points, done)


@draw("checklist_with_gate")
def _gate(r: random.Random) -> tuple[Ask, F]:
    points, done, listed = items(r)
    gates = set(r.sample(sorted(points), r.randint(1, min(2, len(points)))))
    listed = [one | ({"gate": True} if one["id"] in gates else {}) for one in listed]
    ask = Ask(sum(points.values(), F(0)), {"items": listed}, ticks=frozenset(done))
    return ask, oracle.checklist_with_gate(points, gates, done)


@draw("per_occurrence_deduction")
def _occurrences(r: random.Random) -> tuple[Ask, F]:
    full, each, times = weight(r), F(r.randint(1, 40), 10), r.randint(0, 12)
    return Ask(full, {"deduct": each}, occurrences=times), oracle.per_occurrence(full, each, times)


@draw("all_or_nothing")
def _all_or_nothing(r: random.Random) -> tuple[Ask, F]:
    full, met = weight(r), r.random() < 0.5
    return Ask(full, met=met), oracle.all_or_nothing(full, met)


@draw("conditional_tiers")
def _conditional(r: random.Random) -> tuple[Ask, F]:
    full = weight(r)
    mid, low = full * F(r.randint(0, 10), 10), full * F(r.randint(0, 10), 10)
    last = number(r, 0, 30)
    left = near(r, [F(0), last, last * F(11, 10)], 0, 40)
    tiers = [
        {"when": "年末 = 0", "points": full},
        {"when": "年末 <= 上年", "points": mid},
        {"when": "(年末 - 上年) / 上年 < 10%" if last > 0 else "年末 - 上年 < 0", "points": low},
        {"otherwise": True, "points": F(0)},
    ]
    facts = [(left == 0, full), (left <= last, mid), (last > 0 and left * 100 < last * 110, low)]
    ask = Ask(full, {"tiers": tiers}, figures={"年末": left, "上年": last}, shown={"年末": "1万元", "上年": "2万元"})
    return ask, oracle.conditional(facts, F(0))


@draw("best_of")
def _best_of(r: random.Random) -> tuple[Ask, F]:
    full, spent, last = weight(r), number(r, 1, 50), number(r, 5, 10) if r.random() < 0.8 else F(0)
    left = near(r, [F(0), spent * 9 / 100, last * 7 / 10, last], 0, 10)
    members = [
        {
            "name": "结余率", "value": "年末 / 支出", "unit": "%",
            "scoring": {"method": "reverse", "mode": "target_over_actual", "target": 9},
        },
        {
            "name": "变动率", "value": "(年末 - 上年) / 上年", "unit": "%",
            "scoring": {
                "method": "per_point_deduction", "base": -30, "side": "above", "deduct": F(1, 2), "partial_step": "floor"
            },
        },
    ]  # fmt: skip
    rate = oracle.reverse_ratio(full, F(9), left * 100 / spent)
    change = None
    if last:
        change = oracle.deduction(full, F(-30), "above", F(1), F(1, 2), "floor", (left - last) * 100 / last)
    figures = {"年末": left, "上年": last, "支出": spent}
    ask = Ask(full, {"choose": "better", "members": members}, figures=figures, shown=dict.fromkeys(figures, "1万元"))
    if change is not None and r.random() < 0.3:
        chosen = r.choice(("结余率", "变动率"))
        ask = replace(ask, params={"choose": "specified", "members": members}, chosen=chosen)
        return ask, rate if chosen == "结余率" else change
    return ask, oracle.better([rate, change])


@draw("date_target")
def _date(r: random.Random) -> tuple[Ask, F]:
    full, each = weight(r), F(r.randint(1, 40), 20)
    due = date(2023, r.randint(1, 12), r.randint(1, 28))
    done = due + timedelta(days=r.choice((0, 1, -1, r.randint(-30, 90))))
    own = r.random() < 0.5
    params = {"per_day": each} if own else {"per_day": each, "due": f"{due.month:02d}-{due.day:02d}"}
    return Ask(full, params, year=2023, done=done, due=due if own else None), oracle.by_date(full, due, done, each)


@draw("external_score")
def _external(r: random.Random) -> tuple[Ask, F]:
    full, of = weight(r), F(r.choice((100, 120, 1000)))
    got = near(r, [of, F(0), of / 2], -5, int(of) + 20)
    named = r.random() < 0.5
    figures = {"得分": got, "满分": of} if named else {"得分": got}
    params = {"score": "得分", "total": "满分" if named else int(of)}
    return Ask(full, params, figures=figures, shown=dict.fromkeys(figures, "1分")), oracle.external(full, got, of)


CUTS: list[tuple[str, Callable[[F, F, F], F]]] = [
    ("分值 * (完成比例 - 调减线) * 10%", lambda full, reached, line: full * (reached - line) / 10),
    ("分值 * (1 - 调减线 / 完成比例)", lambda full, reached, line: full - full * line / reached),
    ("min(分值 * 20%, (完成比例 - 100%) * 2)", lambda full, reached, line: min(full / 5, (reached - 1) * 2)),
    ("分值 / 2 - 1", lambda full, reached, line: full / 2 - 1),
]


@draw("proportional")
def over_fulfilled(r: random.Random) -> tuple[Ask, F]:
    full, target, line = weight(r), F(r.randint(1, 500)), F(r.choice((120, 150, 200)))
    text, cut = r.choice(CUTS)
    value = near(r, [target, target * line / 100, target * 3], 0, 1500)
    rule = {"explain_over": r.choice((110, 120)), "cut_over": line, "cut": text}
    expected = oracle.proportional(full, target, value)
    if value > target:
        expected = oracle.cut_back(full, value / target, line / 100, cut(full, value / target, line / 100))
    return Ask(full, {"target": target, "over": rule}, "人次", value), expected


def points_of(method: str, ask: Ask) -> Points:
    found = award(method, ask)
    assert isinstance(found, Points), (method, ask)
    return found
