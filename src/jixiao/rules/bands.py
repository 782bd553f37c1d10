"""Bands with points: shared by the methods that look a value up in a list of spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.rules.doubt import Doubt
from jixiao.rules.spans import Span, span_doubts, span_of
from jixiao.rules.words import plain

if TYPE_CHECKING:
    from jixiao.formula.scaled import Scaled
    from jixiao.rules.scoring import Ways

Bands = Sequence[Mapping[str, Any]]


def points_of_band(bands: Bands, value: Fraction) -> tuple[Fraction, Span, Span]:
    """Points and span of the band holding `value`, and the span that gives most."""
    spans = [(Fraction(band["points"]), span_of(band)) for band in bands]
    points, span = next(one for one in spans if one[1].holds(value))
    return points, span, max(spans, key=lambda one: one[0])[1]


def ways_of_bands(bands: Bands, value: Scaled) -> Ways:
    """The bands from the lowest up, over many units: they cover every number once, so the upper edges decide alone."""
    ways: list[tuple[Any, Fraction]] = []
    for band in sorted(bands, key=lambda one: (span_of(one).high is None, span_of(one).high, span_of(one).high_closed)):
        span, points = span_of(band), Fraction(band["points"])
        if span.high is None:
            ways.append((None, points))
        else:
            ways.append((value <= span.high if span.high_closed else value < span.high, points))
    return ways


def band_doubts(
    bands: Bands, weight: Fraction | None, unit: str, ends: tuple[Fraction | None, Fraction | None]
) -> Iterator[Doubt]:
    """Gaps, overlaps, points outside 0 … weight, a best band that is not worth the weight."""
    yield from span_doubts(bands, "bands", unit, ends)
    yield from top_doubts([Fraction(band["points"]) for band in bands], weight, "bands")


def top_doubts(points: Sequence[Fraction], weight: Fraction | None, key: str) -> Iterator[Doubt]:
    """The best of a list is worth the weight, none is below 0."""
    for index, one in enumerate(points):
        if one < 0:
            yield Doubt((key, index, "points"), f"第{index + 1}档的得分小于 0", "请改写")
    if weight is not None and max(points) != weight:
        yield Doubt((key,), f"最高一档为{plain(max(points))}分，与分值{plain(weight)}分不符", "请核对最高一档或分值")


def band_reach(params: Mapping[str, Any], weight: Fraction) -> tuple[Fraction, Fraction]:
    """The points of the worst and of the best band."""
    points = [Fraction(one["points"]) for one in params.get("bands") or params["tiers"]]
    return min(points), max(points)
