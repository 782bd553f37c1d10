"""Tables of final accounts (部门决算公开表): which there are, what they are called here and there. Known by name, never by number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jixiao.catalog.items import plain
from jixiao.datafile import own_data
from jixiao.patterns import regex

_PART_OF_A_NAME = regex(r"(收入|支出|拨款|预算|决算|经费|基金|资本|经营|项目|基本|资金)$")
"""What stands before a name and makes it another table's: 基本|支出决算表."""
_BRACKETS = regex(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class AccountLayout:
    """The tables a region published in some years, in the order of its list. `years`: year → seen or derived."""

    id: str
    region: str
    years: dict[int, str]
    tables: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys T1 … of those tables that have one."""
        return tuple(key for key in map(account_table, self.tables) if key)


@lru_cache(maxsize=1)
def account_names() -> dict[str, tuple[str, ...]]:
    """T1 … T9 → the names the table goes by, the common one first."""
    return {key: tuple(one["names"]) for key, one in _load()["tables"].items()}


def account_table(title: str) -> str:
    """The key of the table with this title (公开01表 2022年度收入支出决算总表 → T1); "" if it is none of the nine.

    The longest name the title ends in decides; a name that only ends another table's (基本支出决算表) does not count.
    """
    words = plain(title)
    while _BRACKETS.search(words):
        words = _BRACKETS.sub("", words)
    name = next((name for name in _by_length() if words.endswith(name)), "")
    return "" if _PART_OF_A_NAME.search(words.removesuffix(name)) else _by_length().get(name, "")


@lru_cache(maxsize=1)
def account_layouts() -> tuple[AccountLayout, ...]:
    """All layouts seen, in the order of the file."""
    return tuple(
        AccountLayout(one["id"], one["region"], {int(year): how for year, how in one["years"].items()}, tuple(one["tables"]))
        for one in _load()["layouts"]
    )


def account_layout(region: str, year: int) -> AccountLayout | None:
    """What `region` (湖南省, 湖南省岳阳市) published for `year`; None: nobody here knows."""
    return next((one for one in account_layouts() if region.startswith(one.region) and year in one.years), None)


@lru_cache(maxsize=1)
def _by_length() -> dict[str, str]:
    """Every known name, the longest first, with its key ("" for tables outside the nine)."""
    names = {plain(name): key for key, these in account_names().items() for name in these}
    names |= {plain(name): "" for name in _load()["others"]}
    return dict(sorted(names.items(), key=lambda one: -len(one[0])))


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    data: dict[str, Any] = own_data("catalog", "accounts.yaml")
    return data
