"""按偏差分档: how far the value lies from the target, on either side, decides the band (±10%以内5分)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.bands import band_doubts, band_reach, points_of_band, ways_of_bands
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.spans import Span
from jixiao.rules.words import distance, plain


def score(ask: Ask) -> Points:
    """Bands over the absolute difference, in the unit of the value."""
    target = ask.number("target")
    difference = abs(ask.value - target)
    found, span, best = points_of_band(ask.params["bands"], difference)
    unit = "个百分点" if ask.unit == "%" else ask.unit
    branch = f"与{plain(target, ask.unit)}相差{distance(difference, ask.unit)}，属于“{span.words(unit)}”一档"
    if best.high is None:
        return Points(found, branch, f"与{plain(target, ask.unit)}相差{best.words(unit)}")
    return Points(found, branch, Span(target - best.high, best.high_closed, target + best.high, best.high_closed))


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The bands start at no difference and go on without end."""
    yield from band_doubts(params["bands"], weight, "个百分点" if unit == "%" else unit, (Fraction(0), None))


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return ways_of_bands(ask.params["bands"], abs(ask.value - ask.number("target")))


METHODS.add("deviation_bands")(Method("按偏差分档", "value", score, doubts, band_reach, any_weight=False, columns=columns))
