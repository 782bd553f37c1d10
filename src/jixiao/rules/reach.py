"""What a rule can give: tried at every number it names, beside each of them, and at the bounds of the value.

A rule is made of straight pieces between the numbers it names; its highest and lowest points lie at their ends. So a rule
that gives full marks nowhere, or takes nothing off anywhere, is found without knowing its method.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from jixiao.model.finding import Level
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Scoring
from jixiao.rules.doubt import Doubt
from jixiao.rules.ranges import OPEN, Bounds, bounds, whole
from jixiao.rules.scoring import Ask, Points, asked, attainable, award
from jixiao.rules.texts import reading_in
from jixiao.rules.words import figure, plain

_FAR = Fraction(10**7)
_NEAR = Fraction(1, 10**6)
_PART = Fraction(2, 5)
"""How much of a step a broken step is tried with."""
_FULL_HINT = "请核对分值、目标值、分档和 cap"
_OFF_HINT = "请核对基准、方向、分档和 floor"
_READINGS = {"floor": "不扣", "linear": "按比例扣", "ceil": "按一步扣"}


def doubts_of_reach(leaf: Indicator, places: int) -> Iterator[Doubt]:
    """Full marks out of reach, nothing to lose, points that rise and fall, broken steps read in several ways."""
    if leaf.scoring is None or leaf.weight.value is None:
        return
    weight = Fraction(leaf.weight.value)
    ask = Ask(weight, leaf.scoring.params, leaf.unit, places=places)
    if asked(leaf.scoring.method, ask.params) == "value":
        everywhere = _range_of_points(leaf, ask, OPEN)
        possible = _range_of_points(leaf, ask, bounds(leaf)) if leaf.formula else everywhere
        yield from _full_and_nothing(leaf, weight, everywhere, possible)
        yield from _ladder(leaf.scoring.params)
        yield from _broken_step(leaf, ask)
    else:
        for index, member in enumerate(_members(leaf)):
            for doubt in _broken_step(
                member, replace(ask, params=member.scoring.params if member.scoring else {}, unit=member.unit)
            ):
                at = ("scoring", "members", index, *doubt.path)
                yield replace(doubt, path=at, what=f"“{member.name}”：{doubt.what}")
        reached = attainable(leaf.scoring.method, ask.params, weight)
        yield from _full_and_nothing(leaf, weight, reached, reached)
    yield from _fine(leaf, ask, places)


def _members(leaf: Indicator) -> Iterator[Indicator]:
    """The alternatives of a leaf, each as if it stood alone."""
    assert leaf.scoring is not None
    for one in leaf.scoring.params.get("members") or ():
        rule = {key: value for key, value in one["scoring"].items() if key != "method"}
        scoring = Scoring(one["scoring"]["method"], rule)
        yield replace(
            leaf, name=str(one["name"]), formula=one["value"], unit=str(one.get("unit", "")), scoring=scoring,
            ratio_places=one.get("ratio_places"),
        )  # fmt: skip


def _numbers(value: Any) -> Iterator[Fraction]:
    """Every number in the parameters."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _numbers(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield Fraction(value)


def _edges(params: Mapping[str, Any]) -> list[Fraction]:
    """Numbers at which the rule may change: those it names, and those that far from its target, base or ends."""
    named = set(_numbers({key: one for key, one in params.items() if key not in ("deduct", "floor", "cap")}))
    anchors = [Fraction(params[key]) for key in ("target", "base", "low", "high") if params.get(key) is not None]
    return sorted(named | {anchor + sign * one for anchor in anchors for one in named for sign in (1, -1)})


def _inside(value: Fraction, within: Bounds) -> bool:
    return (within[0] is None or value >= within[0]) and (within[1] is None or value <= within[1])


def _probes(params: Mapping[str, Any], within: Bounds) -> list[Fraction]:
    edges = [one for edge in _edges(params) for one in (edge - _NEAR, edge, edge + _NEAR)]
    ends = [-_FAR if within[0] is None else within[0], _FAR if within[1] is None else within[1]]
    return sorted({one for one in (*edges, *ends) if _inside(one, within)})


def _given(leaf: Indicator, ask: Ask, value: Fraction) -> Fraction:
    """The rounded points of `value`, itself rounded first where the rule says so."""
    assert leaf.scoring is not None
    if leaf.ratio_places is not None:
        value = Fraction(half_up(value, leaf.ratio_places))
    found = award(leaf.scoring.method, replace(ask, value=value))
    assert isinstance(found, Points)  # a rule over one value lacks nothing
    return Fraction(half_up(found.points, ask.places))


def _range_of_points(leaf: Indicator, ask: Ask, within: Bounds) -> tuple[Fraction, Fraction]:
    found = [_given(leaf, ask, one) for one in _probes(ask.params, within)]
    return min(found), max(found)


def _full_and_nothing(
    leaf: Indicator, weight: Fraction, everywhere: tuple[Fraction, Fraction], possible: tuple[Fraction, Fraction]
) -> Iterator[Doubt]:
    if everywhere[1] < weight or everywhere[0] >= weight:
        if everywhere[1] < weight:
            what = f"怎么做也得不到满分：最多得{plain(everywhere[1])}分，分值是{plain(weight)}分"
            yield Doubt(("scoring",), what, _FULL_HINT, "never_full")
        if everywhere[0] >= weight:
            what = f"怎么做也不会扣分：最少得{plain(everywhere[0])}分，分值是{plain(weight)}分"
            yield Doubt(("scoring",), what, _OFF_HINT, "never_off")
        return
    within = _within(bounds(leaf), leaf.unit)
    if possible[1] < weight:
        what = f"得不到满分：指标值{within}，最多得{plain(possible[1])}分，分值是{plain(weight)}分"
        yield Doubt(("scoring",), what, _FULL_HINT, "never_full", Level.WARNING)
    if possible[0] >= weight:
        what = f"不会扣分：指标值{within}，最少得{plain(possible[0])}分，分值是{plain(weight)}分"
        yield Doubt(("scoring",), what, _OFF_HINT, "never_off", Level.WARNING)


def _within(within: Bounds, unit: str) -> str:
    low, high = within
    if low is None:
        return f"不超过{plain(high, unit)}" if high is not None else ""
    return f"在{plain(low, unit)}到{plain(high, unit)}之间" if high is not None else f"不低于{plain(low, unit)}"


def _ladder(params: Mapping[str, Any]) -> Iterator[Doubt]:
    """Points of bands, in the order of the numbers, rise and fall at most once: one hill is a range aimed at."""
    bands = params.get("bands") or ()
    if any("points" not in one for one in bands):
        return
    ordered = sorted(bands, key=lambda one: _start(one))
    given = [Fraction(one["points"]) for one in ordered]
    signs = [1 if b > a else -1 for a, b in pairwise(given) if a != b]
    if any(a < 0 < b for a, b in pairwise(signs)):
        told = "、".join(plain(one) for one in given)
        what = f"各档得分忽低忽高：按指标值从小到大依次得{told}分"
        yield Doubt(("scoring", "bands"), what, "请核对各档的上下限和得分是否对错了行", "band_order", Level.WARNING)


def _start(band: Mapping[str, Any]) -> tuple[bool, Fraction, bool]:
    low = band.get("ge", band.get("gt"))
    return low is not None, Fraction(0 if low is None else low), "gt" in band


def _broken_step(leaf: Indicator, ask: Ask) -> Iterator[Doubt]:
    """A value at which the three readings of a broken step give different points; silent where the rule's words decide."""
    step = Fraction(ask.params.get("step") or 1)
    if "partial_step" not in ask.params or reading_in(leaf.rule_text, step) is not None:
        return
    for value in _broken_values(leaf, ask.params):
        given = {one: _given(leaf, replace(ask, params={**ask.params, "partial_step": one}), value) for one in _READINGS}
        if len(set(given.values())) > 1:
            floor, linear, ceil = (plain(given[one]) for one in ("floor", "linear", "ceil"))
            shown, mine = figure(value, leaf.unit), _READINGS[ask.params["partial_step"]]
            what = f"不满一步的零头有几种读法：{shown}时，不扣得{floor}分，按比例扣得{linear}分，按一步扣得{ceil}分；规则书取“{mine}”"
            hint = "请核对当地怎样掌握，在 known 里写明依据"
            yield Doubt(("scoring",), what, hint, "broken_step", Level.INFO)
            return


def _broken_values(leaf: Indicator, params: Mapping[str, Any]) -> Iterator[Fraction]:
    step = Fraction(params.get("step") or 1)
    within = bounds(leaf)
    parts: Iterable[Fraction] = (Fraction(one) for one in range(1, min(int(step), 20))) if whole(leaf) else (_PART * step,)
    keys = ("base", "target", "low", "high")
    tolerance = Fraction(params.get("tolerance") or 0)
    for part in parts:
        for edge in (Fraction(params[key]) for key in keys if params.get(key) is not None):
            for value in (edge + tolerance + part, edge - tolerance - part):
                if _inside(value, within):
                    yield value


def _fine(leaf: Indicator, ask: Ask, places: int) -> Iterator[Doubt]:
    """Points with more decimals than scores are rounded to."""
    assert leaf.scoring is not None
    given = [("weight", ask.weight)]
    for key in ("bands", "tiers", "items"):
        given += [(key, Fraction(one["points"])) for one in ask.params.get(key) or () if "points" in one]
    fine = next(((key, one) for key, one in given if Fraction(half_up(one, places)) != one), None)
    if fine is not None:
        key, one = fine
        what = f"分数里有{plain(one)}，得分却只留{places}位小数，会四舍五入成{half_up(one, places)}"
        path = (key,) if key == "weight" else ("scoring", key)
        yield Doubt(path, what, "请加大 rounding.score_places，或核对分数", "finer_than_rounding", Level.WARNING)
