"""Findings that one wrong figure explains: a slip in a total is seen by its sum, by the rate over it and by next year's change.

Only a grouping for people: every finding stays what it is, with its own code, place and fingerprint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import product
from operator import mul

from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from jixiao.model.quantity import Interval, Quantity

Spot = tuple[str, str, tuple[int, int] | None]
_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)
_MOST = 300
"""Findings that are looked at: a file of more has not been read rightly, and each pair would be tried."""
_MOST_SIGNED = 5
_CLOSE = Fraction(1, 500)
"""How far a recomputed quotient may lie from what its formula gives: it is told rounded."""


def with_slips(findings: Sequence[Finding], relations: Iterable[Relation]) -> list[Finding]:
    """The findings, those that one figure explains bearing the same `slip` (1, 2 …); all others 0.

    One figure explains several where each of them holds once it is changed, to one and the same value, and it stands in fewer
    relations that hold than in findings. Two findings at one figure belong together whatever they would have it be.
    """
    spots = {n: _spots(one.place, one.rests_on) for n, one in enumerate(findings) if one.level is not Level.INFO}
    if not 1 < len(spots) <= _MOST:
        return list(findings)
    relations = tuple(relations)
    broken = {_spots(one.stated.place, one.operands): one for one in relations if one.verdict is Verdict.INCONSISTENT}
    views = [_View(n, at[0], at, frozenset(at), _needs(broken[at])) for n, at in spots.items() if at in broken]
    trusted = _trust(relations)
    numbers: dict[int, int] = {}
    while best := _largest(views, trusted):
        numbers |= dict.fromkeys((one.number for one in best), max(numbers.values(), default=0) + 1)
        views = [one for one in views if one.number not in numbers]
    return [replace(one, slip=numbers[n]) if n in numbers else one for n, one in enumerate(findings)]


@dataclass(frozen=True, slots=True)
class _View:
    """A finding about a relation, by its number: where it stands, its figures, what each must be for it to vanish (where that can be said).

    `told` are its figures in their order, so that of two equal groups the first told is the first in every run.
    """

    number: int
    at: Spot
    told: tuple[Spot, ...]
    spots: frozenset[Spot]
    needs: Mapping[Spot, tuple[Interval, ...]]


def _spots(place: Place, operands: Iterable[Operand]) -> tuple[Spot, ...]:
    return tuple(dict.fromkeys((_spot(place), *(_spot(one.place) for one in operands))))


def _spot(place: Place) -> Spot:
    return place.part, place.ref, place.span


def _trust(relations: Iterable[Relation]) -> Counter[Spot]:
    """How many relations hold with each figure; that it is said twice is no proof of it."""
    found: Counter[Spot] = Counter()
    for one in relations:
        if one.verdict in _HOLDS and one.kind is not Kind.DUPLICATE:
            found.update(_spots(one.stated.place, one.operands))
    return found


def _largest(views: Sequence[_View], trusted: Counter[Spot]) -> list[_View]:
    """The most findings that one figure explains; none where that is fewer than two.

    A finding of which nothing can be said (a direction turned round) goes with one that rests on all its figures.
    """
    doubted = Counter(spot for one in views for spot in one.told)
    best: list[_View] = []
    for spot, count in doubted.items():
        if count > max(len(best), trusted[spot], 1):
            found = _explained(spot, [one for one in views if spot in one.spots])
            best = found if len(found) > len(best) else best
    mute = [one for one in views if not one.needs]
    if not best:
        pairs = ([one, *(other for other in mute if other.spots < one.spots)] for one in views if one.needs)
        best = max(pairs, key=len, default=[])
    best += [one for one in mute if one not in best and any(one.spots < other.spots for other in best)]
    return best if len(best) > 1 else []


def _explained(spot: Spot, views: Sequence[_View]) -> list[_View]:
    """Those of `views` that one value of the figure at `spot` would settle, with those that stand at it; or only these."""
    needed = [(one, need) for one in views for need in one.needs.get(spot, ())]
    sets = ({one.number for one, (low, high) in needed if low <= value <= high} for _, (value, _) in needed)
    settled = max(sets, key=len, default=set())
    settled = settled if len(settled) > 1 else set()
    return [one for one in views if one.number in settled or one.at == spot]


# —— what a figure would have to be ——


def _needs(relation: Relation) -> dict[Spot, tuple[Interval, ...]]:
    """What each figure of a relation must be, the others as they are, for it to hold; figures of which that is unknown are left out."""
    stated, expected = relation.stated.quantity, relation.expected
    known = [one.quantity for one in relation.operands if one.quantity is not None]
    if stated is None or expected is None or relation.kind is Kind.DIRECTION_WORD:
        return {}
    needs: dict[Spot, tuple[Interval, ...]] = {_spot(relation.stated.place): (expected.interval(),)}
    if len(known) == len(relation.operands):
        values, ranges = [Fraction(one.value) for one in known], [one.interval() for one in known]
        aim, result = Fraction(expected.value), stated.interval()
        if _near(aim * len(values), total := sum(values, Fraction(0))):  # their average
            aim, result = total, (result[0] * len(values), result[1] * len(values))
        added = [_as_added(one, range_) for one, range_ in zip(known, ranges, strict=True)]
        found = _of_sum(values, added, aim, _as_added(stated, result)) or _of_quotient(values, ranges, aim, result)
        needs = {_spot(one.place): need for one, need in zip(relation.operands, found, strict=False)} | needs
    return needs


def _as_added(quantity: Quantity, known: Interval) -> Interval:
    """What a figure may be in a sum: one printed without decimals is what it says, as where the sum itself is judged."""
    middle = (known[0] + known[1]) / 2
    return (middle, middle) if quantity.step >= quantity.factor and not quantity.approx else known


def _of_sum(
    values: Sequence[Fraction], ranges: Sequence[Interval], aim: Fraction, result: Interval
) -> list[tuple[Interval, ...]]:
    """What each of the figures must be whose sum or difference, with the signs that give `aim`, should be `result`.

    A difference of two is told without its sign: either figure may be the larger.
    """
    ways = product((1, -1), repeat=len(values)) if len(values) <= _MOST_SIGNED else [(1,) * len(values)]
    signs = next((one for one in ways if sum(map(mul, one, values)) == aim), ())
    found = []
    for at, sign in enumerate(signs):
        rest = result
        for other, (low, high) in enumerate(ranges):
            if other != at:
                rest = (rest[0] - high, rest[1] - low) if signs[other] > 0 else (rest[0] + low, rest[1] + high)
        need = [rest if sign > 0 else (-rest[1], -rest[0])]
        if len(signs) == 2 and sum(signs) == 0:
            low, high = ranges[1 - at]
            need += [(low - result[1], high - result[0]), (low + result[0], high + result[1])]
        found.append(tuple(need))
    return found


def _of_quotient(
    values: Sequence[Fraction], ranges: Sequence[Interval], aim: Fraction, result: Interval
) -> list[tuple[Interval, ...]]:
    """What each of two positive figures must be whose quotient, rise or fall (in percent), or product, should be `result`."""
    if len(values) != 2 or min(result[0], *(low for low, _ in ranges)) <= 0:
        return []
    (a, b), (of_a, of_b) = values, ranges
    share = result[0] / 100, result[1] / 100
    rise, fall = (1 + share[0], 1 + share[1]), (1 - share[1], 1 - share[0])
    near = partial(_near, aim)
    if near(100 * a / b):
        return [(_times(share, of_b),), (_over(of_a, share),)]
    if near(100 * abs(a / b - 1)):  # a change is told without its sign, and its word may be what is wrong
        ways = [one for one in (rise, fall) if one[0] > 0]
        return [tuple(_times(one, of_b) for one in ways), tuple(_over(of_a, one) for one in ways)]
    for base, factor in ((a + b, fall), (a - b, rise)):  # a year and its change
        if base > 0 and near(100 * b / base) and factor[0] > 0:
            return [(_times(_over(of_b, share), factor),), (_times(_over(of_a, factor), share),)]
    return [(_over(result, of_b),), (_over(result, of_a),)] if near(a * b) else []


def _near(aim: Fraction, value: Fraction) -> bool:
    """Whether a formula gives `aim`, which is told rounded."""
    return abs(value - aim) <= abs(aim) * _CLOSE


def _times(a: Interval, b: Interval) -> Interval:
    return a[0] * b[0], a[1] * b[1]


def _over(a: Interval, b: Interval) -> Interval:
    return a[0] / b[1], a[1] / b[0]
