"""Codes of the classification of revenue and expenditure (收支分类科目), by year: code → name, class, 人员经费 or 公用经费."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from jixiao.datafile import own_data

CodeKind = Literal["economic", "functional"]
"""economic: 部门预算支出经济分类 (301…); functional: 支出功能分类 (201…)."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `verified` says whether its name was seen in print for that year or is recalled."""

    code: str
    name: str
    group: str
    verified: str

    @property
    def parent(self) -> str:
        """The code one level up: 3010101 … 30101 → 301; "" for a class."""
        return self.code[:-2] if len(self.code) > 3 else ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes known for a year. Not `whole`: a code that is not here may still exist."""

    name: str
    year: int
    whole: bool
    codes: Mapping[str, Code]

    def find(self, code: str) -> Code | None:
        return self.codes.get(code)


def code_list(kind: CodeKind, year: int) -> CodeList | None:
    """The codes of `year`; None: no list of that year is known, and another year's does not stand in for it."""
    one = _lists()[kind]
    how = {int(known): word for known, word in one["years"].items()}.get(year)
    if how is None:
        return None
    groups = {code: group for group, these in one.get("groups", {}).items() for code in these}
    codes = {
        code: Code(code, name, groups.get(code[:3], ""), block["verified"] if how == "seen" else how)
        for block in one["blocks"]
        for code, name in block["codes"].items()
    }
    return CodeList(one["name"], year, one["whole"], dict(sorted(codes.items())))


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = own_data("catalog", "codes.yaml")["lists"]
    return data
