"""The store of reference values: a folder of four parquet files, and store.json, which says what they are.

values.parquet    every observed value: agency, year, measure, value (an exact fraction as text), kind and source
agencies.parquet  level, kind and size of each agency, and whether a list told them
measures.parquet  name and unit of what agencies named themselves
editions.parquet  what was made public: one row per measure, edition and group

The first two are the keeper's; an answer is made from the last two alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao import __version__
from jixiao.errors import Fault, ReadError
from jixiao.model.reference import Distribution, Group, Measure, Observed, Traits
from jixiao.peers.arrow import arrow, parquet_bytes, read_parquet
from jixiao.reference.editions import Edition, next_edition
from jixiao.reference.measures import measures

SCHEMA = 1


@dataclass(slots=True)
class Store:
    """All that a store holds. `editions` are by measure, the oldest first."""

    values: list[Observed] = field(default_factory=list)
    traits: dict[str, Traits] = field(default_factory=dict)
    own_measures: dict[str, Measure] = field(default_factory=dict)
    editions: dict[str, list[Edition]] = field(default_factory=dict)

    def add(self, values: Iterable[Observed]) -> None:
        """`values` taken in; those of a source that was taken in before take the place of what it said then."""
        new = list(values)
        again = {(one.kind, one.source) for one in new}
        kept = [one for one in self.values if (one.kind, one.source) not in again]
        self.values = sorted(
            dict.fromkeys([*kept, *new]),
            key=lambda one: (one.measure, one.agency, one.year, one.kind, one.source, one.value),
        )

    def publish(self) -> tuple[list[str], list[str]]:
        """A new edition of every measure that allows one; the measures that got one, and those held back."""
        by_measure: dict[str, list[Observed]] = {}
        for one in self.values:
            by_measure.setdefault(one.measure, []).append(one)
        made, held = [], []
        for key, values in by_measure.items():
            before = self.editions.setdefault(key, [])
            edition, back = next_edition(values, self.traits, before)
            if edition is not None:
                before.append(edition)
                made.append(key)
            if back:
                held.append(key)
        return made, held

    def measure(self, key: str) -> Measure:
        """What a value is a value of."""
        return measures().get(key) or self.own_measures[key]

    @property
    def told(self) -> dict[str, Measure]:
        """The measures something is told of, by key: no name of an indicator that only few agencies have."""
        return {key: self.measure(key) for key, editions in self.editions.items() if editions}


def load_store(folder: Path) -> Store:
    """The store in `folder`; an empty one where there is no such folder. `ReadError` where it is another thing."""
    mark = folder / "store.json"
    if not mark.exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ReadError(Fault(str(folder), "不是参考值库，里面已有别的文件", "请给出一个新文件夹，或原来的参考值库"))
        return Store()
    try:
        told = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ReadError(Fault(str(mark), "读不了", "请用备份恢复，或另建一个库")) from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        what = f"是另一种格式的参考值库（本软件用第 {SCHEMA} 版格式）"
        raise ReadError(Fault(str(folder), what, "请用建库时的软件版本，或另建一个库"))
    return Store(_values(folder), _traits(folder), _measures(folder), _editions(folder))


def demand_store(folder: Path) -> Store:
    """As `load_store`, but there must be one."""
    if not (folder / "store.json").exists():
        raise ReadError(Fault(str(folder), "这里没有参考值库", "请先用 jixiao reference build 建库"))
    return load_store(folder)


def store_files(store: Store, folder: Path) -> dict[Path, bytes]:
    """The files of `store`, to be written together."""
    pa, _ = arrow()
    text, number = pa.string(), pa.int32()
    values, agencies = store.values, sorted(store.traits.items())
    own = sorted(store.own_measures.values(), key=lambda one: one.key)
    rows = [
        (key, edition.number, one, sorted(edition.members[one.group]))
        for key, editions in sorted(store.editions.items()) for edition in editions for one in edition.distributions
    ]  # fmt: skip
    source = pa.struct([("kind", text), ("n", number)])
    tables: dict[str, dict[str, tuple[Any, list[Any]]]] = {
        "values": {
            "agency": (text, [one.agency for one in values]), "year": (number, [one.year for one in values]),
            "measure": (text, [one.measure for one in values]), "value": (text, [str(one.value) for one in values]),
            "kind": (text, [one.kind for one in values]), "source": (text, [one.source for one in values]),
        },
        "agencies": {
            "agency": (text, [name for name, _ in agencies]), "level": (text, [one.level for _, one in agencies]),
            "kind": (text, [one.kind for _, one in agencies]), "size": (text, [one.size for _, one in agencies]),
            "told": (pa.bool_(), [one.told for _, one in agencies]),
        },
        "measures": {
            "key": (text, [one.key for one in own]), "name": (text, [one.name for one in own]),
            "unit": (text, [one.unit for one in own]), "easier": (text, [one.easier for one in own]),
        },
        "editions": {
            "measure": (text, [key for key, *_ in rows]), "edition": (number, [edition for _, edition, *_ in rows]),
            "level": (text, [one.group.level for *_, one, _ in rows]), "group_kind": (text, [one.group.kind for *_, one, _ in rows]),
            "size": (text, [one.group.size for *_, one, _ in rows]), "n": (number, [one.n for *_, one, _ in rows]),
            "low": (text, [str(one.low) for *_, one, _ in rows]), "middle": (text, [str(one.middle) for *_, one, _ in rows]),
            "high": (text, [str(one.high) for *_, one, _ in rows]), "first": (number, [one.first for *_, one, _ in rows]),
            "last": (number, [one.last for *_, one, _ in rows]),
            "sources": (pa.list_(source), [[{"kind": kind, "n": n} for kind, n in one.sources] for *_, one, _ in rows]),
            "members": (pa.list_(text), [members for *_, members in rows]),
        },
    }  # fmt: skip
    files = {folder / f"{name}.parquet": parquet_bytes(columns, SCHEMA) for name, columns in tables.items()}
    mark = json.dumps({"schema": SCHEMA, "version": __version__}, ensure_ascii=False, indent=2)
    return {**files, folder / "store.json": f"{mark}\n".encode()}


def _rows(folder: Path, name: str, *columns: str) -> Iterable[tuple[Any, ...]]:
    found = read_parquet(folder / f"{name}.parquet", columns)
    return zip(*(found[column] for column in columns), strict=True)


def _values(folder: Path) -> list[Observed]:
    rows = _rows(folder, "values", "agency", "year", "measure", "value", "kind", "source")
    return [Observed(agency, year, key, Fraction(value), kind, source) for agency, year, key, value, kind, source in rows]


def _traits(folder: Path) -> dict[str, Traits]:
    rows = _rows(folder, "agencies", "agency", "level", "kind", "size", "told")
    return {agency: Traits(level, kind, size, told) for agency, level, kind, size, told in rows}


def _measures(folder: Path) -> dict[str, Measure]:
    rows = _rows(folder, "measures", "key", "name", "unit", "easier")
    return {key: Measure(key, name, unit, easier=easier) for key, name, unit, easier in rows}


def _editions(folder: Path) -> dict[str, list[Edition]]:
    parts: dict[tuple[str, int], list[tuple[Distribution, frozenset[str]]]] = {}
    for key, number, level, kind, size, n, low, middle, high, first, last, sources, members in _rows(
        folder, "editions", "measure", "edition", "level", "group_kind", "size", "n", "low", "middle", "high", "first", "last",
        "sources", "members",
    ):  # fmt: skip
        counted = tuple((one["kind"], one["n"]) for one in sources)
        told = Distribution(
            key, Group(level, kind, size), n, Decimal(low), Decimal(middle), Decimal(high), first, last, number, counted
        )
        parts.setdefault((key, number), []).append((told, frozenset(members)))
    found: dict[str, list[Edition]] = {}
    for (key, number), rows in sorted(parts.items()):
        of_group: Mapping[Group, frozenset[str]] = {told.group: of for told, of in rows}
        found.setdefault(key, []).append(Edition(number, tuple(told for told, _ in rows), of_group))
    return found
