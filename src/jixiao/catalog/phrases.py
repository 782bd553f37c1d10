"""Stock phrases, common words and known slips of the pen, as data."""

from __future__ import annotations

from functools import lru_cache

from jixiao.datafile import own_data


@lru_cache(maxsize=1)
def _all() -> dict[str, tuple[str, ...]]:
    data = own_data("catalog", "phrases.yaml")
    return {name: tuple(these) for name, these in data["phrases"].items()}


def phrases(name: str) -> tuple[str, ...]:
    """The list called `name` in catalog/phrases.yaml."""
    return _all()[name]
