"""Items (数据项) and bases (口径): official names, aliases, units, definitions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data
from jixiao.patterns import regex


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that can be stated of an agency and a year. `unit` is canonical; `bases` empty: the item has no basis."""

    key: str
    name: str
    unit: str
    group: str
    definition: str
    aliases: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """Which amount of an item is meant: 年初预算数, 全年预算数, 全年执行数."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


_UNSAID = regex(r"[\s“”\"'＂‘’《》]")


def plain(name: str) -> str:
    """A name without spaces, quotes and the kind of brackets, for looking it up."""
    return _UNSAID.sub("", name).replace("（", "(").replace("）", ")")


@lru_cache(maxsize=1)
def items() -> dict[str, Item]:
    """All items by key, in the order of the file."""
    raw = _load("items.yaml")["items"]
    return {
        key: Item(
            key,
            one["name"],
            one["unit"],
            one["group"],
            one["definition"],
            tuple(one.get("aliases", ())),
            tuple(one.get("bases", ())),
            one.get("negative", False),
        )
        for key, one in raw.items()
    }


@lru_cache(maxsize=1)
def bases() -> dict[str, Basis]:
    """All bases by key."""
    return {key: Basis(key, one["name"], tuple(one.get("aliases", ()))) for key, one in _load("bases.yaml")["bases"].items()}


@lru_cache(maxsize=1)
def _item_names() -> dict[str, Item]:
    return {plain(name): item for item in items().values() for name in (item.key, item.name, *item.aliases)}


@lru_cache(maxsize=1)
def _basis_names() -> dict[str, Basis]:
    return {plain(name): basis for basis in bases().values() for name in (basis.key, basis.name, *basis.aliases)}


@lru_cache(maxsize=4096)
def find_item(name: str) -> Item | None:
    """The item called `name` (key, official name or alias), or None."""
    return _item_names().get(plain(name))


@lru_cache(maxsize=4096)
def find_basis(name: str) -> Basis | None:
    """The basis called `name` (key, name or alias), or None."""
    return _basis_names().get(plain(name))


def nearest_items(name: str, n: int = 3) -> tuple[str, ...]:
    """Official names that look like `name`, for an error message."""
    from difflib import get_close_matches

    close = get_close_matches(plain(name), list(_item_names()), n=n * 2, cutoff=0.4)
    return tuple(dict.fromkeys(_item_names()[one].name for one in close))[:n]


def describe(item: str, basis: str = "", year: int = 0) -> str:
    """How a person names a fact: 上年“三公”经费年初预算数. `year` counts from the year evaluated."""
    when = {0: "", -1: "上年度"}.get(year, f"前{-year}年")
    known = items()[item]
    return f"{when}{known.name}{bases()[basis].name if basis else ''}"


def _load(name: str) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = own_data("catalog", name)
    return data
