"""What the checks ask of a row of an indicator table: are points lost, is a cell empty, which tier is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data
from jixiao.model.reading import IndicatorRow, Reading
from jixiao.patterns import regex

EXECUTION = regex(r"(?:执行|支出|支付)率")
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
    data: dict[str, Any] = own_data("checks", "rows.yaml")
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


def in_parts(reading: Reading) -> Iterator[list[IndicatorRow]]:
    """The named rows of each block of indicators."""
    parts: dict[int, list[IndicatorRow]] = {}
    for row in reading.indicators:
        if row.name or row.level2:
            parts.setdefault(row.part, []).append(row)
    yield from parts.values()


def has_classes(rows: list[IndicatorRow]) -> bool:
    """Whether rows are those of outputs and benefits (产出、效益、满意度), not of a table of ratios."""
    tops = " ".join(row.level1 for row in rows)
    return "产出" in tops and not any(word in tops for word in ("投入", "过程", "决策", "管理"))


def title(row: IndicatorRow) -> str:
    """What a row is called: its name, else its class."""
    return row.name or row.level2


def only_degree(text: str) -> bool:
    """Whether a cell speaks of a degree and of nothing that can be looked up: 有效提升, 显著; not 已建立, not ≥95%."""
    bare = text.strip()
    if not bare or any(sign.isdigit() for sign in bare) or re.search(r"[一二三四五六七八九十百]+[个次项天人]", bare):
        return False
    data = words()
    return any(word in bare for word in data["degrees"]) and not any(word in bare for word in data["facts"])


def lost(row: IndicatorRow) -> Decimal | None:
    """The points a row lost; None where weight or score is not printed."""
    if row.weight is None or row.score is None or row.weight.quantity is None or row.score.quantity is None:
        return None
    return row.weight.quantity.value - row.score.quantity.value
