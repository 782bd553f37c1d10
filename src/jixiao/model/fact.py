"""A fact: one item of one agency in one year, on one basis, with the place it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from jixiao.model.place import NOWHERE, Place
from jixiao.model.quantity import Quantity
from jixiao.model.record import record

Value = Quantity | str | bool | date
FactKey = tuple[str, int | None, str]


@record(frozen=True, slots=True)
class Fact:
    """`item` is a catalog key, `basis` (口径) one of the catalog's bases ("" where the item has none).

    `raw` is the text as it stood, untouched; `by` says which form column, case line or pattern made this fact.
    """

    item: str
    value: Value
    year: int | None = None
    basis: str = ""
    agency: str = ""
    raw: str = ""
    place: Place = NOWHERE
    by: str = ""

    @property
    def key(self) -> FactKey:
        return self.item, self.year, self.basis

    @property
    def shown(self) -> str:
        """The value as a person reads it: 130.651万元."""
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by key. The first of two facts with one key stands; intake reports the second when it differs."""

    by_key: dict[FactKey, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Facts:
        by_key: dict[FactKey, Fact] = {}
        for fact in facts:
            by_key.setdefault(fact.key, fact)
        return cls(by_key)

    def get(self, item: str, year: int | None, basis: str = "") -> Fact | None:
        return self.by_key.get((item, year, basis))

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)
