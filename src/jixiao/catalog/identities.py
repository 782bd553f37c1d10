"""Identities (勾稽关系) that figures of one document must keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jixiao.catalog.items import find_item
from jixiao.datafile import read_data
from jixiao.errors import Fault, RulesError
from jixiao.formula.tree import Binary, Name, Node


@dataclass(frozen=True, slots=True)
class Identity:
    """`total` is the sum of `parts`, and of those of `optional` that exist. `more` are parts outside the catalog."""

    id: str
    name: str
    total: str
    parts: tuple[str, ...]
    optional: tuple[str, ...]
    more: tuple[str, ...]


@lru_cache(maxsize=1)
def identities() -> tuple[Identity, ...]:
    """All identities, their names resolved to item keys."""
    file = read_data(resources.files("jixiao.catalog").joinpath("identities.yaml").read_bytes(), "catalog/identities.yaml")
    found = []
    if not file.faults:
        for id, one in file.data["identities"].items():
            total, parts = _sides(one["formula"])
            found.append(
                Identity(
                    id, one["name"], _key(total, id), tuple(_key(part, id) for part in parts),
                    tuple(_key(name, id) for name in one["optional"]), tuple(one["more"]),
                )
            )  # fmt: skip
    if file.faults:
        raise RulesError(file.faults)
    return tuple(found)


def _sides(formula: str) -> tuple[str, list[str]]:
    """total == a + b + c, read by its names: they hold brackets and quotes, so they are split on the signs."""
    left, _, right = formula.partition("==")
    return left.strip(), [part.strip() for part in right.split(" + ")]


def _key(name: str, id: str) -> str:
    item = find_item(name)
    if item is None:
        raise RulesError(Fault(f"catalog/identities.yaml {id}", f"没有名为“{name}”的数据项", "请先在 items.yaml 登记"))
    return item.key


def as_formula(identity: Identity) -> Node:
    """The identity as a formula over item keys."""
    node: Node = Name(identity.parts[0])
    for part in identity.parts[1:]:
        node = Binary("+", node, Name(part))
    return Binary("==", Name(identity.total), node)
