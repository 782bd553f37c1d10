"""The word lists of this floor: YAML files that lie beside the code, read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data


@lru_cache(maxsize=8)
def lexicon(name: str) -> dict[str, Any]:
    """The content of `text/<name>`; `RulesError` with file and line when it is broken."""
    data: dict[str, Any] = own_data("text", name)
    return data
