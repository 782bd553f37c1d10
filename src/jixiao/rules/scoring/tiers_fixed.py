"""定档定分: the evaluator names a tier, the tier has its points (较好6分、一般4分、不明显0分)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.bands import band_reach, top_doubts
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways


def score(ask: Ask) -> Points:
    """The points of the tier named."""
    tiers = {one["name"]: Fraction(one["points"]) for one in ask.params["tiers"]}
    best = max(tiers, key=lambda name: tiers[name])
    return Points(tiers[ask.tier], f"评为“{ask.tier}”", f"评为“{best}”")


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """Each tier has a name of its own; the best is worth the weight."""
    names = [one["name"] for one in params["tiers"]]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Doubt(("tiers", index), f"“{name}”写了两次", "请给每档不同的名字")
    yield from top_doubts([Fraction(one["points"]) for one in params["tiers"]], weight, "tiers")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [(ask.in_tier(one["name"]), Fraction(one["points"])) for one in ask.params["tiers"]]


METHODS.add("tiers_fixed")(Method("定档定分", "tier", score, doubts, band_reach, any_weight=False, columns=columns))
