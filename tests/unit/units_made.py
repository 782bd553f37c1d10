"""Many invented units for one rulebook: figures on every edge of its rules, a hair beside it, zero, missing, negative, huge.

And the comparison that matters: columns against `compute`, unit by unit, to the last digit.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction as F
from typing import Any

import numpy as np

from jixiao.catalog.identities import limits
from jixiao.catalog.items import items
from jixiao.errors import CaseError
from jixiao.formula import evaluate, parse
from jixiao.model.case import Row
from jixiao.model.outcome import Known, Missing, NotApplicable
from jixiao.model.rulebook import Indicator, Rulebook, Selector
from jixiao.rules.columns.leaf import AS_RULED, EXCLUDED, MISSING
from jixiao.rules.columns.scores import Scores
from jixiao.rules.columns.units import FactColumn, Judged, Units
from jixiao.rules.compute import compute
from jixiao.rules.full_marks import divisors
from jixiao.rules.scoring import asked

SCALE = 1000
HUGE = (10**14, 10**16, 4 * 10**18, 9 * 10**18)
Figures = dict[tuple[str, str, int], list[int | None]]


def edges(leaf: Indicator) -> list[F]:
    """The numbers a leaf's value is held against."""
    params = leaf.scoring.params if leaf.scoring else {}
    found = [F(params[key]) for key in ("base", "target", "low", "high", "tolerance") if params.get(key) is not None]
    for band in params.get("bands", ()):
        found += [F(band[key]) for key in ("ge", "gt", "le", "lt") if key in band]
    step, target = params.get("step", 1), F(params.get("target", 0) or 0)
    found += [one + sign * k * F(step) for one in tuple(found) for k in (1, 3) for sign in (1, -1)]
    return found + [target + one for one in tuple(found)] or [F(0)]


def key(one: Selector) -> tuple[str, str, int]:
    return one.item, one.basis, one.year


def anywhere(r: random.Random, item: str, wild: float, tidy: bool) -> int | None:
    """A figure in thousandths: whole, with cents, 0, missing, huge, or negative where the item can be."""
    chance = r.random()
    if chance < 0.06 and not tidy:
        return None
    if chance < 0.12:
        return 0
    if chance < 0.12 + wild:
        return r.choice(HUGE) + r.randint(-5, 5)
    number = r.choice((r.randint(1, 40) * SCALE, r.randint(1, 10**6) * 10, r.randint(1, 10**9)))
    return -number if items()[item].negative and r.random() < 0.3 else number


def aimed(r: random.Random, leaf: Indicator, given: dict[str, int]) -> tuple[str, int] | None:
    """One input of `leaf`, set so that its value falls on an edge or 0.01 beside it; None where it cannot be solved for."""
    formula = parse(leaf.formula)
    free = [name for name in leaf.inputs if name not in divisors(formula)]
    if not free or any(one is None for one in given.values()):
        return None
    name = r.choice(free)

    def at(x: int) -> Any:
        return evaluate(formula, {**{one: F(number, SCALE) for one, number in given.items()}, name: F(x)})

    start, end = at(0), at(1)
    if not isinstance(start, F) or not isinstance(end, F) or start == end:
        return None
    wanted = r.choice(edges(leaf)) + r.choice((0, 0, F(1, 100), F(-1, 100), F(1, 3)))
    wanted = wanted / 100 if leaf.unit == "%" else wanted
    found = int((wanted - start) / (end - start) * SCALE) + r.choice((0, 0, 0, 1, -1))
    return name, found if items()[leaf.inputs[name].item].negative else abs(found)


def random_units(rulebook: Rulebook, count: int, seed: int, wild: float = 0.04, own: int = 0) -> Units:
    """`count` units; `own` of them wrote indicators of their own under the rulebook's nodes for such."""
    r = random.Random(seed)
    leaves = list(rulebook.leaves())
    names = list(dict.fromkeys(key(one) for leaf in leaves for one in leaf.inputs.values()))
    figures: Figures = {name: [] for name in names}
    tidy = [r.random() < 0.6 for _ in range(count)]
    for calm in tidy:
        unit = {name: anywhere(r, name[0], wild, calm) for name in names}
        for leaf in leaves:
            given: Any = {name: unit[key(one)] for name, one in leaf.inputs.items()}
            if leaf.formula and r.random() < 0.7 and (found := aimed(r, leaf, given)) and abs(found[1]) < 9 * 10**18:
                unit[key(leaf.inputs[found[0]])] = found[1]
        for limit in limits():
            for item, basis, year in names:
                part, whole = unit.get((limit.less, basis, year)), unit.get((limit.more, basis, year))
                if item == limit.less and part is not None and whole is not None and part > whole and r.random() < 0.95:
                    unit[limit.less, basis, year] = whole if r.random() < 0.2 else whole * r.randint(0, 100) // 100
        for name in names:
            figures[name].append(unit[name])
    facts = {
        name: FactColumn(
            np.array([one or 0 for one in column], np.int64), SCALE, np.array([one is None for one in column]), step=SCALE
        )
        for name, column in figures.items()
    }
    judgements = {leaf.id: judged for leaf in leaves if (judged := _judged(r, leaf, tidy)) is not None}
    rows = {unit: tuple(_rows(r, leaves, tidy[unit])) for unit in sorted(r.sample(range(count), own))}
    return Units(
        count,
        rulebook.year or 2021,
        facts,
        judgements,
        r.random() < 0.9,
        {unit: found for unit, found in rows.items() if found},
    )


def _judged(r: random.Random, leaf: Indicator, tidy: list[bool]) -> Judged | None:
    """Judgements of one leaf; a few that no rule knows, which get the unit refused."""
    count, often = len(tidy), 0.002 if leaf.na == "refuse" else 0.02 if leaf.formula else 0.08
    excused = np.array([r.random() < often for _ in range(count)])
    if leaf.formula or leaf.scoring is None:
        return Judged(given=np.zeros(count, np.bool_), not_applicable=excused) if leaf.na != "refuse" else None
    given = np.array([calm or r.random() < 0.9 for calm in tidy])
    params, some = leaf.scoring.params, range(count)
    tiers = len(params.get("tiers", ()))
    found: dict[str, Any] = {}
    match asked(leaf.scoring.method, params):
        case "ticks":
            full = 2 ** len(params["items"]) - 1
            found["ticks"] = np.array([full if r.random() < 0.3 else r.randint(0, full) for _ in some])
        case "occurrences":
            found["occurrences"] = np.array(
                [r.choice((0, 0, 1, 2, 7, 10**9, 2**62, -1 if r.random() < 0.02 else 3)) for _ in some]
            )
        case "tier":
            found["tier"] = np.array([r.randrange(tiers) for _ in some], np.int8)
        case "tier_ratio":
            found |= {"tier": np.array([r.randrange(tiers) for _ in some], np.int8), **_ratios(r, count)}
        case "ratio":
            found |= _ratios(r, count)
        case "date":
            found["done"] = np.array(
                [date(2021, 12, 31).toordinal() + r.choice((0, 1, -1, r.randint(-400, 400))) for _ in some]
            )
        case "chosen":
            found["chosen"] = np.array([r.randrange(len(params["members"])) for _ in some])
        case "met":
            found["met"] = np.array([r.random() < 0.5 for _ in some])
    return Judged(given=given, not_applicable=excused, **found) if found else None


def _ratios(r: random.Random, count: int) -> dict[str, Any]:
    shares = [
        r.choice((0, 60_00, 80_00, 100_00, r.randint(0, 100_00), 101_00 if r.random() < 0.02 else 90_00))
        for _ in range(count)
    ]
    return {"ratio": np.array(shares), "ratio_scale": 100}


def _rows(r: random.Random, leaves: list[Indicator], tidy: bool) -> Iterator[Row]:
    for leaf in leaves:
        if leaf.rows is None or leaf.weight.value is None or (not tidy and r.random() < 0.3):
            continue
        level2 = leaf.rows.level2[0] if leaf.rows.level2 else ""
        half, open_ = F(leaf.weight.value) / 2, not tidy and r.random() < 0.5
        first, second = written(half), written(F(leaf.weight.value) - half)
        yield Row(leaf.id, "培训场次", "≥120场次", "" if open_ else r.choice(("108场次", "120场次")), first, level2=level2)
        yield Row(leaf.id, "办理天数", "≤5天", r.choice(("4天", "7天")), "" if open_ else second, level2=level2)


def written(number: F) -> str:
    """A number with few decimals as text."""
    whole, rest = divmod(number.numerator * 100 // number.denominator, 100)
    return f"{whole}.{rest:02d}"


def differences(rulebook: Rulebook, units: Units, scores: Scores, rows: Iterable[int]) -> Iterator[str]:
    """Everything in which `scores` are not what `compute` says of a unit."""
    grades = [grade.name for grade in rulebook.grades]
    for unit in rows:
        try:
            card = compute(rulebook, units.case(rulebook, unit))
        except CaseError as error:
            if not scores.refused[unit]:
                yield f"{unit}: should be refused: {error}"
            continue
        if scores.refused[unit]:
            yield f"{unit}: refused"
            continue
        leaves: dict[str, list[Any]] = {}
        for one in card.indicators:
            leaves.setdefault(one.id.partition("/")[0], []).append(one)
        for id, found in leaves.items():
            state, points = int(scores.leaves[id].states[unit]), F(int(scores.leaves[id].points[unit]), scores.scale)
            kind = Missing if state == MISSING else NotApplicable if state == EXCLUDED else Known
            outcomes = {type(one.score) for one in found}
            wanted = Missing if Missing in outcomes else next(iter(outcomes))
            low = sum((one.low for one in found), F(0))
            if kind is not wanted or points != low or (state == AS_RULED) > (len(found) == 1):
                yield f"{unit}: {id} {[(one.score, one.value) for one in found]} but {kind.__name__} {points}"
        total = card.total.value if isinstance(card.total, Known) else None
        mine = F(int(scores.total[unit]), scores.scale) if scores.known[unit] else None
        grade = grades[scores.grade[unit]] if scores.grade[unit] >= 0 else ""
        if (total, card.low, card.high, card.grade) != (mine, *scores.bounds(unit), grade):
            yield f"{unit}: total {total} {card.low}…{card.high} {card.grade} but {mine} {scores.bounds(unit)} {grade}"
