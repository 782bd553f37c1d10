"""Stock phrases, common words and known slips of the pen, as data."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jixiao.datafile import read_data
from jixiao.errors import RulesError


@lru_cache(maxsize=1)
def _all() -> dict[str, tuple[str, ...]]:
    file = read_data(resources.files("jixiao.catalog").joinpath("phrases.yaml").read_bytes(), "catalog/phrases.yaml")
    if file.faults:
        raise RulesError(file.faults)
    return {name: tuple(these) for name, these in file.data["phrases"].items()}


def phrases(name: str) -> tuple[str, ...]:
    """The list called `name` in catalog/phrases.yaml."""
    return _all()[name]
