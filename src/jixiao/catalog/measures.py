"""How an indicator that only speaks of degree may be written so that it can be measured: patterns with blanks, never with figures."""

from __future__ import annotations

from functools import lru_cache

from jixiao.datafile import own_data


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[tuple[str, ...], str], ...]:
    data = own_data("catalog", "measures.yaml")
    return (*((tuple(one["words"]), one["form"]) for one in data["patterns"]), ((), data["other"]))


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(one["ends"]), one["form"]) for one in own_data("catalog", "measures.yaml")["endings"])


def proposal(name: str) -> str:
    """The wording proposed for an indicator of this name: by its ending where that is a measure already, else by its words."""
    ending = next((form for ends, form in _endings() if name.endswith(ends)), "")
    if ending:
        return ending.format(name=name)
    return next(form for words, form in _patterns() if not words or any(word in name for word in words))
