"""Identities (勾稽关系): those that figures told in a report must keep, and those of its tables, inside one and between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jixiao.catalog.items import find_item
from jixiao.datafile import own_data
from jixiao.errors import Fault, RulesError
from jixiao.formula.parser import parse
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


@dataclass(frozen=True, slots=True)
class Term:
    """A summand: the name of a row, a column or both, and whether it is taken away."""

    name: str
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """`total` is the sum of `terms`, or of one of the other `choices` (the first is the usual one).

    `mode` says what the names are: row · column · table · tree · between · facts.
    """

    mode: str
    total: str
    choices: tuple[tuple[Term, ...], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.choices[0]


@dataclass(frozen=True, slots=True)
class TableIdentity:
    """An identity that the tables of a document must keep; `of` are the tables it speaks of (T1 …).

    `whole`: every row or column named must be in the table (an empty cell may stand in it).
    """

    id: str
    name: str
    of: tuple[str, ...]
    equations: tuple[Equation, ...]
    whole: bool = False


MODES = ("row", "column", "table", "tree", "between", "facts")


@lru_cache(maxsize=1)
def table_identities() -> tuple[TableIdentity, ...]:
    """The identities of tables, in the order of the file."""
    data = own_data("catalog", "identities.yaml")
    return tuple(
        TableIdentity(
            id, one["name"], tuple(one["of"]),
            tuple(_equation(id, mode, formula) for mode in MODES for formula in one.get(mode, ())),
            one.get("whole", False),
        )
        for id, one in data["tables"].items()
    )  # fmt: skip


def _equation(id: str, mode: str, formulas: str | list[str]) -> Equation:
    """An equation of one formula, or of several that have one total: whichever holds."""
    totals, choices = [], []
    for formula in [formulas] if isinstance(formulas, str) else formulas:
        match parse(formula):
            case Binary("==", Name(total), right):
                totals.append(total)
                choices.append(tuple(_terms(right, id)))
            case _:
                raise RulesError(
                    Fault(f"catalog/identities.yaml {id}", f"“{formula}”不是“总数 == 各加数”", "左边只写一个名字")
                )
    if len(set(totals)) != 1:
        raise RulesError(Fault(f"catalog/identities.yaml {id}", "几种写法的左边应是同一个名字", "不同的总数分开写"))
    return Equation(mode, totals[0], tuple(choices))


def _terms(node: Node, id: str, minus: bool = False) -> Iterator[Term]:
    match node:
        case Name(name):
            yield Term(name, minus)
        case Binary("+" | "-" as op, left, right):
            yield from _terms(left, id, minus)
            yield from _terms(right, id, minus != (op == "-"))
        case _:
            raise RulesError(Fault(f"catalog/identities.yaml {id}", "勾稽关系只能是名字的和与差", "请拆成几条"))


@lru_cache(maxsize=1)
def identities() -> tuple[Identity, ...]:
    """All identities, their names resolved to item keys."""
    found = []
    for id, one in own_data("catalog", "identities.yaml")["identities"].items():
        total, parts = _sides(one["formula"])
        found.append(
            Identity(
                id, one["name"], _key(total, id), tuple(_key(part, id) for part in parts),
                tuple(_key(name, id) for name in one["optional"]), tuple(one["more"]),
            )
        )  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class ToldIdentity:
    """A balance that running text must keep: any of `totals` is the sum of `terms`, and of those of `optional` that are told.

    `slip`: its names are not always used in this sense, so only a miss that one digit closes is told.
    """

    id: str
    name: str
    totals: tuple[str, ...]
    terms: tuple[Term, ...]
    optional: tuple[Term, ...]
    slip: bool = False


@lru_cache(maxsize=1)
def told_names() -> dict[str, tuple[str, ...]]:
    """What the figures of the told balances are called: the name in formulas, and all ways of saying it."""
    return {name: tuple(ways) for name, ways in own_data("catalog", "identities.yaml")["told"]["names"].items()}


@lru_cache(maxsize=1)
def told_identities() -> tuple[ToldIdentity, ...]:
    """The balances of income and expenditure that running text must keep."""
    return tuple(
        ToldIdentity(
            id, one["name"], tuple(one["total"]), tuple(_terms(parse(one["formula"]), id)),
            (*(Term(name) for name in one.get("optional", ())), *(Term(name, True) for name in one.get("less", ()))),
            one.get("slip", False),
        )
        for id, one in own_data("catalog", "identities.yaml")["told"]["identities"].items()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """Two items of which the first is a part of the second, and so never the greater (same year, same basis)."""

    less: str
    more: str


@lru_cache(maxsize=1)
def limits() -> tuple[Limit, ...]:
    """All limits of catalog/limits.yaml."""
    data = own_data("catalog", "limits.yaml")
    return tuple(Limit(one["less"], one["more"]) for one in data["limits"])
