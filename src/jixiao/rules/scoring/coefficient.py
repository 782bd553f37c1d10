"""得分系数: the evaluator gives a share of the points, 0 % to 100 %."""

from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Points, Ways
from jixiao.rules.words import plain


def score(ask: Ask) -> Points:
    """Weight × coefficient."""
    return Points(ask.weight * ask.ratio / 100, f"得分系数为{plain(ask.ratio, '%')}", "得分系数为100%")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [(None, lambda some: some.ratio * (some.weight / 100))]


METHODS.add("coefficient")(Method("得分系数", "ratio", score, columns=columns))
