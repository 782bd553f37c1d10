"""A rule told in words a bureau officer reads: what its parameters are called and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.model.rulebook import Indicator, Scoring
from jixiao.rules.rulefile import schema
from jixiao.rules.scoring import METHODS
from jixiao.rules.spans import span_of
from jixiao.rules.words import distance, plain

_CHOICES = {
    "partial_step": {"floor": "不满一步的不扣", "ceil": "不满一步的按一步扣", "linear": "不满一步的按比例扣"},
    "side": {"above": "高于基准的扣分", "below": "低于基准的扣分"},
    "mode": {"target_over_actual": "按指标值÷完成值的比例计分", "linear_to_zero": "按超出幅度直线降到0分"},
}
_OF_VALUE = ("base", "target", "low", "high")
_DISTANCES = ("step", "tolerance")
_POINTS = ("deduct", "floor", "cap", "below_pass_points", "per_day")


def method_words(scoring: Scoring) -> str:
    """The name of the method: 每点扣分."""
    return METHODS.get(scoring.method).title if scoring.method in METHODS else scoring.method


def title_of(method: str, key: str) -> str:
    """What a parameter is called in the schema: 每次扣分."""
    parts = schema()["$defs"]
    holder = parts.get(method, {}).get("properties", {}).get(key, {})
    if "title" not in holder and "$ref" in holder:
        holder = parts[holder["$ref"].rpartition("/")[2]]
    return str(holder.get("title", key))


def rule_words(leaf: Indicator, scoring: Scoring) -> dict[str, str]:
    """Every parameter with what it says, by its key: {deduct: 0.5分, partial_step: 不满一步的不扣}."""
    return {key: said(key, value, leaf.unit) for key, value in scoring.params.items()}


def said(key: str, value: Any, unit: str = "") -> str:
    """One parameter in words."""
    if key in _CHOICES and value in _CHOICES[key]:
        return _CHOICES[key][value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Fraction(value)
        if key in _POINTS:
            return f"{plain(number)}分"
        if key in _OF_VALUE:
            return plain(number, unit)
        return distance(number, unit) if key in _DISTANCES else plain(number)
    if isinstance(value, list | tuple):
        return "；".join(_entry(one, unit) for one in value)
    if isinstance(value, Mapping):
        return _entry(value, unit)
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _entry(one: Any, unit: str) -> str:
    """A band, a tier, an item of a checklist, a condition: what it is and its points."""
    if not isinstance(one, Mapping):
        return str(one)
    edged = any(key in one for key in ("ge", "gt", "le", "lt"))
    span = span_of(one).words(unit if "points" in one else "%") if edged else ""
    what = "".join(str(one[key]) for key in ("name", "text", "when") if one.get(key)) or ("其余" if not edged else "")
    scoring = one.get("scoring")
    rule = f"按{scoring['method']}计分" if isinstance(scoring, Mapping) and "method" in scoring else ""
    points = f"得{plain(Fraction(one['points']))}分" if one.get("points") is not None else ""
    gate = "（前提）" if one.get("gate") else ""
    return f"{what}{f'（{span}）' if what and span else span}{rule}{gate}{points}"
