"""The words of indicator rows, as data."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data: dict[str, Any] = own_data("extract/tables", "words.yaml")
    return data


@lru_cache(maxsize=1)
def operators() -> dict[str, str]:
    """What a column of operators may say, and the operator it means: 大于等于 → ≥."""
    return {word: sign for sign, these in _words()["operators"].items() for word in these}


def less_may_be_better(name: str) -> bool:
    """Whether a bare number as target of this indicator may mean “at most”."""
    return any(word in name for word in _words()["less_is_better"])
