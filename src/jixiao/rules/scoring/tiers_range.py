"""档内定分: the evaluator names a tier and a share of the points inside it (100%—80%、80%—60%、60%—0%)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.spans import Span, span_doubts, span_of
from jixiao.rules.words import plain


def span_of_tier(params: Params, tier: str) -> Span | None:
    """The shares (%) allowed in `tier`; None if there is no such tier."""
    return next((span_of(one) for one in params["tiers"] if one["name"] == tier), None)


def score(ask: Ask) -> Points:
    """Weight × the share chosen."""
    best = max(params_tiers(ask.params), key=lambda one: one[1].high or Fraction(0))
    branch = f"评为“{ask.tier}”，在该档内按分值的{plain(ask.ratio, '%')}计分"
    return Points(ask.weight * ask.ratio / 100, branch, f"评为“{best[0]}”，按分值的100%计分")


def params_tiers(params: Params) -> list[tuple[str, Span]]:
    """Names and spans of the tiers."""
    return [(one["name"], span_of(one)) for one in params["tiers"]]


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The tiers cover 0 % to 100 % once, and each has a name of its own."""
    names = [one["name"] for one in params["tiers"]]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Doubt(("tiers", index), f"“{name}”写了两次", "请给每档不同的名字")
    yield from span_doubts(params["tiers"], "tiers", "%", (Fraction(0), Fraction(100)))


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [(None, lambda some: some.ratio * (some.weight / 100))]


METHODS.add("tiers_range")(Method("档内定分", "tier_ratio", score, doubts, columns=columns))
