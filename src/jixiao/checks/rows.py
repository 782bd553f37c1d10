"""What the checks ask of a row of an indicator table: was the target met, are points lost, which tier is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.model.quantity import Quantity
from jixiao.model.reading import IndicatorRow

EXECUTION = re.compile(r"(?:执行|支出|支付)率")
_NO_WORDS = frozenset(("", "-", "--", "—", "——", "/", "无", "\\", "－", "／", "0"))


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of qualitative results: from `low` to `high` per cent of the points, both included."""

    low: int
    high: int
    official: bool


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The words of `checks/rows.yaml`."""
    file = read_data(resources.files("jixiao.checks").joinpath("rows.yaml").read_bytes(), "checks/rows.yaml")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


def tier_of(text: str) -> Tier | None:
    """The tier a result names, all of the cell being its name."""
    bare = text.strip().rstrip("。；;")
    for one in words()["tiers"]:
        for official in (True, False):
            if bare in one["official" if official else "short"]:
                return Tier(one["low"], one["high"], official)
    return None


def no_words(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, 无."""
    return text.strip() in _NO_WORDS


def is_placeholder(text: str) -> bool:
    """Whether a cell holds a mark where a value should be."""
    return text.strip() in words()["placeholders"]


def lost(row: IndicatorRow) -> Decimal | None:
    """The points a row lost; None where weight or score is not printed."""
    if row.weight is None or row.score is None or row.weight.quantity is None or row.score.quantity is None:
        return None
    return row.weight.quantity.value - row.score.quantity.value


def full_marks(row: IndicatorRow) -> bool:
    """Whether a row has all the points it can have, and can have some."""
    return lost(row) == 0 and row.weight is not None and row.weight.quantity is not None and row.weight.quantity.value > 0


def is_cost(row: IndicatorRow) -> bool:
    """Whether less is better in a row: 成本 in its levels or its nature 反向."""
    return "成本" in row.level2 or "成本" in row.level1 or "反向" in row.nature


def missed(row: IndicatorRow) -> bool:
    """Whether the actual value misses the target whatever digits were dropped; only where both are plain and of one unit.

    A bare number as target means “at least”, under 成本 “at most”; a bare = is missed from below only.
    """
    target, actual = (one.quantity if one is not None else None for one in (row.target, row.actual))
    if (
        target is None
        or actual is None
        or actual.bound != "="
        or target.approx
        or actual.approx
        or not _alike(target, actual)
    ):
        return False
    low, high = actual.interval()
    value = target.value
    match row.bound:
        case "≥" | "=":
            return not (row.bound == "=" and is_cost(row)) and high < value
        case ">":
            return high <= value and high < value + (target.step or 1)
        case "≤":
            return low > value
        case "<":
            return low > value
        case _:
            return low > value if is_cost(row) else high < value


def _alike(target: Quantity, actual: Quantity) -> bool:
    """Whether the two are of one unit and of one kind of writing: 95% beside 0.95 proves nothing."""
    if target.unit != actual.unit:
        return False
    return not (
        target.value and actual.value and abs(target.value) >= 50 * abs(actual.value) and abs(actual.value) <= Decimal("1.5")
    )
