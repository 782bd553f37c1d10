"""What a rule of the rulebook aims at, told as a target, and what was found, told as an actual value.

Forms with columns of targets and actual values have them for every indicator; a rulebook says instead what earns full marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jixiao.model.case import Judgement
from jixiao.model.quantity import Bound, Quantity, trim
from jixiao.model.rulebook import Indicator

_BAND_EDGES: tuple[tuple[str, Bound], ...] = (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))
_EDGE_WORDS = {"ge": "不低于", "gt": "大于", "le": "不超过", "lt": "低于"}


def edge_of(node: Indicator) -> Quantity | None:
    """The value that earns full marks, with its sign; None where the rule of `node` has no one such value."""
    if node.scoring is None:
        return None
    params = node.scoring.params
    match node.scoring.method:
        case "per_point_deduction" | "per_step_deduction":
            return _edge(params["base"], "≤" if params["side"] == "above" else "≥", node.unit)
        case "two_sided_deduction":
            return _edge(params["target"], "=", node.unit)
        case "proportional" if "target" in params:
            return _edge(params["target"], "≥", node.unit)
        case "reverse" if "target" in params:
            return _edge(params["target"], "≤", node.unit)
        case "stepwise":
            return _band(_best(params), node.unit)
        case "checklist" | "checklist_with_gate":
            return _edge(len(params["items"]), "=", "项")
        case "per_occurrence_deduction":
            return _edge(0, "≤", "例")
    return None


def _band(band: Mapping[str, Any], unit: str) -> Quantity | None:
    """The edge of a band that is open on one side; None for one closed on both."""
    edges = [(band[key], bound) for key, bound in _BAND_EDGES if band.get(key) is not None]
    return _edge(*edges[0], unit) if len(edges) == 1 else None


def _edge(value: int | Decimal, bound: Bound, unit: str) -> Quantity:
    number = Decimal(value)
    return Quantity(number, unit, bound=bound, text=str(trim(number)), printed_unit=unit)


def best_of(node: Indicator | None) -> str:
    """What full marks take in words, where they take no one number: the best tier, a span, a day, or that it is met."""
    if node is None or node.scoring is None:
        return ""
    params = node.scoring.params
    match node.scoring.method:
        case "tiers_fixed" | "tiers_range":
            return str(params["tiers"][0]["name"])
        case "all_or_nothing":
            return "达到"
        case "deviation_bands":
            unit = "个百分点" if node.unit == "%" else node.unit
            return f"与{params['target']}{node.unit}相差{_span(_best(params), unit)}"
        case "stepwise":
            return _span(_best(params), node.unit)
        case "range_target":
            return _span({"ge": params["low"], "le": params["high"]}, node.unit)
        case "date_target" if "due" in params:
            month, day = (int(one) for one in params["due"].split("-"))
            return f"{'次年' if params.get('due_year') else ''}{month}月{day}日前"
        case "conditional_tiers":
            return str(_best(params).get("when", ""))
        case "coefficient":
            return "得分系数100%"
        case "external_score":
            return "得满分"
    return ""


def _best(params: Mapping[str, Any]) -> Mapping[str, Any]:
    bands: list[Mapping[str, Any]] = params["tiers"] if "tiers" in params else params["bands"]
    return max(bands, key=lambda band: Decimal(band["points"]))


def _span(band: Mapping[str, Any], unit: str) -> str:
    """不低于1%、不超过5%: the edges of a band; a distance from 0 on has only the far one."""
    edges = [(key, band[key]) for key in _EDGE_WORDS if band.get(key) is not None]
    return "、".join(f"{_EDGE_WORDS[key]}{trim(Decimal(edge))}{unit}" for key, edge in edges if (key, edge) != ("ge", 0))


def judged(node: Indicator, given: Judgement) -> str:
    """What a person found, in the words of a form: 3项, 1例, a tier, 达到; "" where nothing was."""
    if given.ticks is not None:
        return f"{len(given.ticks)}项"
    if given.occurrences is not None:
        return f"{given.occurrences}例"
    if given.met is not None:
        return "达到" if given.met else "未达到"
    return given.tier or given.ratio
