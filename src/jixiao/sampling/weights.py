"""The weight of a unit: 1, and what the factors asked for add to it, exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from jixiao.model.sample import Added, Request, Unit
from jixiao.sampling.definitions import definitions

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "findings": (("findings",),),
    "gap": (("execution",), ("indicators", "score")),
    "years": (("last",),),
}
"""For each factor the columns it needs, of each group one."""

MAY_BE_BLANK = frozenset({"last"})
"""A blank year of the last check says that there was none; any other blank says nothing."""

_INDICATORS, _EXECUTION = 90, 10


def weigh(unit: Unit, request: Request) -> tuple[Fraction, tuple[Added, ...]]:
    """The weight of `unit` under the factors of `request`, and what each of them added."""
    added = tuple(_FACTORS[one](unit, definitions()["risk"][one], request) for one in request.risk)
    return Fraction(definitions()["base"]) + sum((one.points for one in added), Fraction(0)), added


def _findings(unit: Unit, rule: Mapping[str, Any], request: Request) -> Added:
    count = unit.figures["findings"]
    return Added("findings", min(count * Fraction(rule["each"]), Fraction(rule["most"])), f"疑点 {count} 处")


def _gap(unit: Unit, rule: Mapping[str, Any], request: Request) -> Added:
    execution = unit.figures["execution"]
    indicators = indicators_of(unit)
    if indicators == 0:
        return Added("gap", Fraction(0), "指标得分为 0，差距不评")
    reached = indicators / _INDICATORS
    gap = (reached - execution / _EXECUTION) / reached * 100
    if gap > Fraction(rule["over"]):
        return Added("gap", Fraction(rule["red"]), f"指标得分率比执行率得分率高出 {shown(gap)}%，超过 {rule['over']}%")
    budget, spent = unit.figures.get("budget"), unit.figures.get("spent")
    if budget == 0:
        return Added("gap", Fraction(rule["yellow"]), "全年预算数为 0")
    if budget is not None and spent is not None and (left := (budget - spent) / budget * 100) > Fraction(rule["unspent"]):
        return Added("gap", Fraction(rule["yellow"]), f"预算结余 {shown(left)}%，超过 {rule['unspent']}%")
    return Added("gap", Fraction(0), "指标得分与执行率得分的差距在限度之内")


def indicators_of(unit: Unit) -> Fraction:
    """The score of the indicators: as stated, or the total less the score of execution."""
    stated = unit.figures.get("indicators")
    return unit.figures["score"] - unit.figures["execution"] if stated is None else stated


def _years(unit: Unit, rule: Mapping[str, Any], request: Request) -> Added:
    last = unit.figures.get("last")
    if last is None or request.year is None:
        return Added("years", Fraction(rule["most"]), "没有抽查过")
    years = request.year - last
    return Added("years", min(years * Fraction(rule["each"]), Fraction(rule["most"])), f"距上次抽查 {years} 年")


_FACTORS: Mapping[str, Callable[[Unit, Mapping[str, Any], Request], Added]] = {
    "findings": _findings, "gap": _gap, "years": _years,
}  # fmt: skip


def shown(value: Fraction, places: int = 2) -> str:
    """A number for people, rounded half up, without zeros at its end."""
    scale = 10**places
    units = (abs(value) * scale * 2 + 1) // 2
    text = f"{'-' if value < 0 and units else ''}{units // scale}.{units % scale:0{places}d}"
    return text.rstrip("0").rstrip(".")
