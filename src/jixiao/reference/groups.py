"""Which agencies are comparable (groups.yaml): level, kind and size of each, and the groups that are fixed beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jixiao.model.reference import Group, Traits
from jixiao.reference.measures import load


@lru_cache(maxsize=1)
def _fixed() -> dict[str, Any]:
    return load("groups.yaml")


@lru_cache(maxsize=1)
def _levels() -> re.Pattern[str]:
    """Words of levels, and before them the words that only look like one."""
    but = sorted({word for one in _fixed()["levels"] for word in one["but"]}, key=len, reverse=True)
    words = sorted({word for one in _fixed()["levels"] for word in one["words"]}, key=len, reverse=True)
    special = [word for word in words if len(word) > 1]  # 自治区 is a level of its own, and no 区
    return re.compile(
        "|".join(
            [
                *(f"(?P<l{index}>{word})" for index, word in enumerate(special)),
                *(f"(?:{word})" for word in but if word not in special),
                f"(?P<word>{'|'.join(word for word in words if len(word) == 1)})",
            ]
        )
    )


def level_of(name: str) -> str:
    """The level an agency's name tells: the last place in it that is one (长沙市雨花区教育局 → 县级); "" where it tells none."""
    found = ""
    for match in _levels().finditer(name):
        word = match.group() if match.lastgroup else ""
        found = next((one["name"] for one in _fixed()["levels"] if word and word in one["words"]), found)
    return found


def kind_of(name: str) -> str:
    """The kind an agency's name tells, "" where it tells none."""
    return next((kind for kind, words in _kinds() if words.search(name)), "")


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one["name"], re.compile("|".join(map(re.escape, one["words"])))) for one in _fixed()["kinds"])


def size_of(staff: Fraction | None) -> str:
    """The size that the number of people in post gives; "" where it is not known."""
    if staff is None:
        return ""
    return str(next(one["name"] for one in _fixed()["sizes"] if "up_to" not in one or staff <= one["up_to"]))


def traits_of(name: str, staff: Fraction | None = None, told: Mapping[str, str] | None = None) -> Traits:
    """What an agency is grouped by: as a list tells (`told`: level, kind, size), else by its name and its staff."""
    told = told or {}
    level, kind, size = (told.get(key, "") for key in ("level", "kind", "size"))
    return Traits(level or level_of(name), kind or kind_of(name), size or size_of(staff), bool(level or kind or size))


def group_of(traits: Traits) -> Group:
    """The narrowest group whose every trait is known."""
    if not traits.level:
        return Group()
    if not traits.kind:
        return Group(traits.level)
    return Group(traits.level, traits.kind, traits.size)


def groups_of(traits: Traits) -> Iterator[Group]:
    """The groups an agency is in, from the narrowest to all."""
    group: Group | None = group_of(traits)
    while group is not None:
        yield group
        group = group.parent
