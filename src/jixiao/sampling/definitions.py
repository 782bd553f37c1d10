"""sampling.yaml: the columns of a population, the factors of a weight."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import read_data
from jixiao.errors import RulesError


@lru_cache(maxsize=1)
def definitions() -> dict[str, Any]:
    """Fields and their heads, names of sizes, the base and the factors of weights."""
    file = read_data(_text(), "sampling/sampling.yaml")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


@lru_cache(maxsize=1)
def definitions_sha256() -> str:
    """The hash of sampling.yaml: a draw with other weights is another draw."""
    return hashlib.sha256(_text()).hexdigest()


def _text() -> bytes:
    return resources.files("jixiao.sampling").joinpath("sampling.yaml").read_bytes().replace(b"\r\n", b"\n")
