"""Which indicator of one rulebook is which of another: by id, by name or another name for it, by formula.

A shared name proposes, the formula decides: 预算控制率 and 预算调整率 divide different amounts, and two indicators called alike
but computed differently are told apart, never taken for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jixiao.catalog.items import plain
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.formula.likeness import print_of
from jixiao.model.rulebook import Indicator, Rulebook


@dataclass(frozen=True, slots=True)
class Pair:
    """Two indicators that belong together; None where there is no counterpart. `same`: they measure the same thing."""

    left: Indicator | None
    right: Indicator | None
    same: bool = True


def pairs(left: Rulebook, right: Rulebook) -> tuple[Pair, ...]:
    """All indicators of both rulebooks, each once: in the order of `left`, those that only `right` has after them."""
    rest, found = list(right.nodes()), {}
    mine = list(left.nodes())
    for fits in (_by_id, _by_name_and_place, _by_name, _by_formula, _by_title):
        for node in mine:
            if node.id in found:
                continue
            fitting = [one for one in rest if fits(node, one)]
            rivals = [one for one in mine if one.id not in found and fits(one, fitting[0])] if len(fitting) == 1 else []
            if len(fitting) == 1 and len(rivals) == 1:
                found[node.id] = fitting[0]
                rest.remove(fitting[0])
    both = [Pair(node, found.get(node.id), node.id not in found or _same(node, found[node.id])) for node in mine]
    return (*both, *(Pair(None, one) for one in rest))


def _by_id(left: Indicator, right: Indicator) -> bool:
    """The id counts where nothing speaks against it: a formula of its own under another name is another indicator."""
    return left.id == right.id and _alike(left, right) and (_name(left) == _name(right) or _same(left, right))


def _by_name_and_place(left: Indicator, right: Indicator) -> bool:
    return _by_name(left, right) and left.path[-1:] == right.path[-1:]


def _by_name(left: Indicator, right: Indicator) -> bool:
    return _alike(left, right) and _name(left) == _name(right)


def _by_formula(left: Indicator, right: Indicator) -> bool:
    return bool(left.formula and right.formula) and print_of(left) == print_of(right)


def _by_title(left: Indicator, right: Indicator) -> bool:
    """The same name at the same place, though one holds others and the other does not."""
    return _name(left) == _name(right) and left.path == right.path


def _alike(left: Indicator, right: Indicator) -> bool:
    """Both hold others, or neither does."""
    return bool(left.children) == bool(right.children)


def _same(left: Indicator, right: Indicator) -> bool:
    """The same formula over the same facts; where neither has one, nothing speaks against it."""
    if left.formula and right.formula:
        return print_of(left) == print_of(right)
    return not left.formula and not right.formula


def _name(node: Indicator) -> str:
    return _known_names().get(plain(node.name), plain(node.name))


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    file = read_data(resources.files("jixiao.rules").joinpath("namesakes.yaml").read_bytes(), "rules/namesakes.yaml")
    if file.faults:
        raise RulesError(file.faults)
    return {plain(name): plain(names[0]) for names in file.data["names"] for name in names}


def counterpart(found: Iterable[Pair], id: str) -> Pair | None:
    """The pair whose left indicator is `id`."""
    return next((one for one in found if one.left is not None and one.left.id == id), None)
