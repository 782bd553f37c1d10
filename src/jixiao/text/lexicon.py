"""The word lists of this floor: YAML files that lie beside the code, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import read_data
from jixiao.errors import RulesError


@lru_cache(maxsize=8)
def lexicon(name: str) -> dict[str, Any]:
    """The content of `text/<name>`; `RulesError` with file and line when it is broken."""
    file = read_data(resources.files("jixiao.text").joinpath(name).read_bytes(), f"text/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data
