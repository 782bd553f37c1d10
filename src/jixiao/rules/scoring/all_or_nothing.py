"""达到得满分，否则不得分: the condition is a formula over facts, or a judgement."""

from fractions import Fraction

from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Points, Ways


def score(ask: Ask) -> Points:
    """All or nothing."""
    full = ask.params.get("question") or "符合条件"
    return Points(ask.weight, "符合条件", full) if ask.met else Points(Fraction(0), "不符合条件", full)


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    return [(ask.met, ask.weight), (None, Fraction(0))]


METHODS.add("all_or_nothing")(Method("达到得满分", "met", score, columns=columns))
