"""A form as data: how its columns and rows are spelled, what makes it this form, what its cells are called in the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data, own_names
from jixiao.extract.tables.cells import row_name, word

Spelling = tuple[frozenset[str], ...]
"""The words of a column's head from top to bottom, in any order; each with its alternatives."""


@dataclass(frozen=True, slots=True)
class Title:
    """Words a table's title must hold, and words it must not. Without `budget` no table that is called one of the budget fits."""

    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    budget: bool = True

    def fits(self, title: str) -> bool:
        return bool(self.all) and all(one in title for one in self.all) and not self.excludes(title)

    def excludes(self, title: str) -> bool:
        """Whether a title says that the table is something else."""
        if not self.budget and "预算" in title and "决算" not in title:
            return True
        return any(one in title for one in self.none)


@dataclass(frozen=True, slots=True)
class Rate:
    """A column of rates: `of` which column, `on` which (the first that is there, unless another one fits); `open`: why a miss is only asked about."""

    name: str
    of: str
    on: tuple[str, ...]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """A table layout. `reads` names how its rows are read, `table` its key in the identities (T3), `name` its own name.

    Of `needs` one set of roles must stand in the head; of `titled` one suffices where the title fits. `only_rows`: besides,
    one of these row keys must stand below it (or the title fit). `sides` name the groups of columns that stand side by side
    (收入, 支出); `repeats` says that such groups have no name. `rows` maps labels and codes to keys, for each side.
    A form without heads `begins` with a row whose label stands left of its figure.
    `amounts` are the roles that hold money, `gives` says what fact they are: `executed@-1`, `staff_in_post@0`,
    `total_expenditure.executed`; `row_gives` which basis and year a row is, where the columns are items; `items` which item a row is, `facts_of` the only rows that give facts, `any_item` that the
    catalog knows the others. `blank` says what an empty cell is in a sum: `zero`, `open` (perhaps something: nobody is accused of
    the rest), `missing` (no sum can be formed without it). `unit` is the unit of bare numbers where nothing around them gives one; "" : there must be one;
    `units` that of single columns. `rates` are the columns that hold a rate, with what it is of and on what.
    """

    id: str
    reads: str
    table: str
    name: str
    title: Title
    needs: tuple[frozenset[str], ...]
    titled: tuple[frozenset[str], ...]
    only_rows: frozenset[str]
    begins: frozenset[str]
    columns: tuple[tuple[str, Spelling], ...]
    amounts: frozenset[str]
    sides: tuple[str, ...]
    repeats: bool
    rows: Mapping[str, Mapping[str, str]]
    gives: Mapping[str, str]
    row_gives: Mapping[str, str]
    items: Mapping[str, str]
    facts_of: frozenset[str]
    any_item: bool
    blank: str
    unit: str
    total: frozenset[str]
    rates: Mapping[str, Rate]
    units: Mapping[str, str]
    by_word: Mapping[str, tuple[tuple[str, Spelling, int], ...]] = field(default_factory=dict)

    def role_of(self, path: Sequence[str]) -> tuple[str, int]:
        """The role of a column whose heads from top to bottom are `path` ("" if it has none), and the rank of its spelling.

        The longest spelling wins, of equal ones the deepest (购置费 before 公务用车 above it); one named earlier in the form ranks
        higher (三级指标 before 绩效指标).
        """
        if not path:
            return "", 0
        best, most, rank = "", (0, 0), 0
        for role, spelling, order in self.by_word.get(path[-1], ()):
            depths = [max((depth for depth, one in enumerate(path, 1) if one in words), default=0) for words in spelling]
            if all(depths) and (len(spelling), sum(depths)) > most:
                best, most, rank = role, (len(spelling), sum(depths)), order
        return best, rank

    def row_key(self, label: str, side: str = "") -> str:
        """The key of a row by its label, or "" """
        return self.rows.get(side, {}).get(row_name(label), "")

    def enough(self, roles: Iterable[str], title: str) -> bool:
        """Whether these columns make a table this form."""
        there = frozenset(roles)
        if self.title.excludes(title):
            return False
        if self.title.fits(title) and any(need <= there for need in self.titled):
            return True
        return any(need <= there for need in self.needs)


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All forms, by file name; `like` names the form above whose parts stand where a form says nothing itself."""
    found: dict[str, Mapping[str, Any]] = {}
    for name in own_names("extract/forms"):
        for raw in own_data("extract/forms", name)["forms"]:
            found[raw["form"]] = {**found.get(raw.get("like", ""), {}), **raw}
    return tuple(map(_form, found.values()))


@lru_cache(maxsize=1)
def head_words() -> frozenset[str]:
    """Every word that may stand in a head of some form."""
    return frozenset(one for form in forms() for _, spelling in form.columns for words in spelling for one in words)


def _form(raw: Mapping[str, Any]) -> Form:
    amounts = raw.get("amounts", {})
    columns = tuple(
        (role, _spelling(one)) for role, these in {**raw["columns"], **amounts}.items() for one in these
    )  # fmt: skip
    sides = tuple(raw.get("sides", ()))
    rows = raw.get("rows", {})
    title = raw.get("title", {})
    by_word: dict[str, list[tuple[str, Spelling, int]]] = {}
    for order, (role, spelling) in enumerate(columns):
        for one in frozenset().union(*spelling):
            by_word.setdefault(one, []).append((role, spelling, order))
    return Form(
        raw["form"], raw["reads"], raw.get("table", ""), raw["name"],
        Title(tuple(map(word, title.get("all", ()))), tuple(map(word, title.get("none", ()))), title.get("budget", True)),
        _sets(raw.get("needs", ())), _sets(raw.get("titled", ())), frozenset(raw.get("only_rows", ())), frozenset(map(row_name, raw.get("begins", ()))), columns,
        frozenset(amounts), sides, raw.get("repeats", False),
        {side: _by_name(rows[side]) for side in sides} if sides else {"": _by_name(rows)},
        raw.get("gives", {}), raw.get("row_gives", {}), raw.get("items", {}), frozenset(raw.get("facts_of", ())), raw.get("any_item", False), raw.get("blank", "zero"),
        raw.get("unit", ""), frozenset(map(word, raw.get("total", ()))),
        {role: Rate(one["name"], one["of"], tuple(one["on"]), tuple(one.get("open", ()))) for role, one in raw.get("rates", {}).items()},
        raw.get("units", {}), {one: tuple(these) for one, these in by_word.items()},
    )  # fmt: skip


def _sets(these: Iterable[Iterable[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one) for one in these)


def _spelling(text: str) -> Spelling:
    return tuple(frozenset(map(word, part.split("|"))) for part in text.split("/"))


def _by_name(spellings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {row_name(one): key for key, these in spellings.items() for one in (key, *these)}
