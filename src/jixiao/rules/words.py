"""Numbers as a person reads them: 96.84%, 9.09个百分点, 4.5分."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jixiao.formula.tree import show
from jixiao.model.quantity import half_up, trim


def figure(value: Fraction, unit: str, edges: Iterable[Fraction] = ()) -> str:
    """`value` with its unit: whole numbers plainly, others with two decimals.

    More decimals (up to six) where two would hide on which side of one of the `edges` the value lies: 100.004%. Where six
    hide it too, words say it: 略高于100%.
    """
    places = 0 if value.denominator == 1 else 2
    edges = tuple(edges)
    while places < 6 and any(_side(Fraction(half_up(value, places)), edge) != _side(value, edge) for edge in edges):
        places += 1
    hidden = next((edge for edge in edges if _side(Fraction(half_up(value, places)), edge) != _side(value, edge)), None)
    if hidden is not None:
        return f"略{'高' if value > hidden else '低'}于{plain(hidden, unit)}"
    return f"{half_up(value, places)}{unit}"


def _side(value: Fraction, edge: Fraction) -> int:
    return (value > edge) - (value < edge)


def plain(value: Fraction, unit: str = "") -> str:
    """A number of the rule itself, as short as it can be: 0.5, 100%."""
    return f"{show(value)}{unit}"


def distance(value: Fraction, unit: str) -> str:
    """How far apart two values are: percentages differ by 个百分点."""
    return f"{_brief(value)}{'个百分点' if unit == '%' else unit}"


def apart(beyond: Fraction, above: bool, edge: Fraction, unit: str) -> str:
    """比100%高9.09个百分点."""
    return f"比{plain(edge, unit)}{'高' if above else '低'}{distance(beyond, unit)}"


def times(value: Fraction) -> str:
    """How often something counts: 9次, 9.09次."""
    return f"{_brief(value)}次"


def points(value: Fraction | Decimal, places: int = 2) -> str:
    """Points: 4.5分."""
    return f"{trim(half_up(Fraction(value), places))}分"


def chinese_date(day: date) -> str:
    """2021年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _brief(value: Fraction) -> str:
    places = 0 if value.denominator == 1 else 2
    while places < 6 and value != 0 and half_up(value, places) == 0:
        places += 1
    return str(half_up(value, places)) if value == 0 or half_up(value, places) else "不到0.000001"
