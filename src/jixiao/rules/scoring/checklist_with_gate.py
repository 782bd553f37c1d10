"""带前提的逐项计分: as a checklist, but one gate item that is not met leaves nothing (未设置绩效目标的不得分)."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.scoring.checklist import columns as checklist_columns
from jixiao.rules.scoring.checklist import doubts as checklist_doubts
from jixiao.rules.scoring.checklist import score as checklist_score


def score(ask: Ask) -> Points:
    """The checklist's points, or none."""
    shut = [one["text"] for one in ask.params["items"] if one.get("gate") and one["id"] not in ask.ticks]
    found = checklist_score(ask)
    if not shut:
        return found
    return Points(Fraction(0), f"前提“{'”“'.join(shut)}”没有做到，整个指标不得分", found.full)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """As a checklist, and it has a gate."""
    yield from checklist_doubts(params, weight, unit)
    if not any(one.get("gate") for one in params["items"]):
        yield Doubt(("items",), "要点里没有一项是前提（gate: true）", "请标出前提项，或改用 checklist")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    gates = [one["id"] for one in ask.params["items"] if one.get("gate")]
    return [*((~ask.ticked(gate), Fraction(0)) for gate in gates), *checklist_columns(ask)]


METHODS.add("checklist_with_gate")(Method("带前提的逐项计分", "ticks", score, doubts, any_weight=False, columns=columns))
