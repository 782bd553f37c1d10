"""分档: the band the value falls into has its points; bands cover every number once."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.bands import band_doubts, band_reach, points_of_band, ways_of_bands
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways


def score(ask: Ask) -> Points:
    """The points of the one band that holds the value."""
    found, span, full = points_of_band(ask.params["bands"], ask.value)
    return Points(found, f"属于“{span.words(ask.unit)}”一档", full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """No gap, no overlap, and the best band is worth the weight."""
    yield from band_doubts(params["bands"], weight, unit, (None, None))


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return ways_of_bands(ask.params["bands"], ask.value)


METHODS.add("stepwise")(Method("分档", "value", score, doubts, band_reach, any_weight=False, columns=columns))
