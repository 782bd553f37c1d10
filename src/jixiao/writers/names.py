"""Names of files that are written beside each other."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

_MOST = 200
"""Bytes of a name, without its ending, that every file system takes."""


def unused(name: str, taken: Collection[str]) -> str:
    """`name`, with a number behind it where `taken` has one that a file system would hold for the same."""
    path, lower = PurePath(name), {one.lower() for one in taken}
    names = (name, *(f"{path.stem}({number}){path.suffix}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one.lower() not in lower)


def shortened(stem: str) -> str:
    """As much of a name without its ending as a longer one may begin with."""
    return stem.encode("utf-8", "replace")[:_MOST].decode("utf-8", "ignore")
