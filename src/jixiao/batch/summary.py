"""What a corpus comes to: counts, shares with their intervals, the worst, the unreadable, and quotes for all of it.

Shares are binary fractions: statistics, not figures of a report. Everything is counted from the tables on disk, part by part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from math import sqrt
from pathlib import Path
from typing import Any

from jixiao.batch.engine import ORDER
from jixiao.batch.store import Store
from jixiao.batch.waybill import FILE as SOURCES_FILE
from jixiao.model.place import Place

_Z = 1.959964
"""Of the normal distribution: 95 %, both sides."""
QUOTES = 40
"""Quotes kept for each check, and findings for each of the worst."""
WORST = 50
LISTED = 200
"""Unreadable documents named for each reason."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` documents, with the 95 % interval after Wilson: what share may lie behind the one that was seen."""

    part: int
    whole: int

    @property
    def seen(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.whole:
            return 0.0, 1.0
        n, p = self.whole, self.seen
        middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
        half = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """One finding as the page shows it."""

    document: str
    n: int
    code: str = ""
    level: str = ""
    place: str = ""
    message: str = ""
    quote: str = ""


@dataclass(slots=True)
class Kind:
    """What one check found: how often at each level, in how many documents, and some quotes."""

    levels: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True)
class Summary:
    """A corpus in numbers. `empty`: sources whose contents could not be got, `without` some of them with the reason; `names` are the sources of the documents the page speaks of."""

    sources: int = 0
    copies: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    empty: int = 0
    without: list[tuple[str, str]] = field(default_factory=list)
    figures: int = 0
    checkable: int = 0
    relations: int = 0
    inconsistent: int = 0
    wrong: Share = Share(0, 0)
    doubtful: Share = Share(0, 0)
    coverage: list[int] = field(default_factory=lambda: [0] * 10)
    groups: dict[str, list[tuple[str, Share]]] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    worst: list[dict[str, Any]] = field(default_factory=list)
    quotes: dict[str, list[Quote]] = field(default_factory=dict)
    unread: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    unread_counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)


_COLUMNS = [
    "document", "status", "reason", "hint", "title", "agency", "year", "region", "sector", "figures", "checked", "relations",
    "inconsistent", "errors", "warnings", "infos",
]  # fmt: skip


def summarise(out: Path) -> Summary:
    """The summary of the answers in `out`; documents whose source is gone are left out."""
    summary, store = Summary(), Store(out, ORDER)
    regions = _sources(summary, out)
    _documents(summary, store, regions)
    _findings(summary, store, regions)
    _names(summary, out)
    return summary


def _batches(out: Path, columns: list[str]) -> Iterator[dict[str, list[Any]]]:
    import pyarrow.parquet as pq

    with (out / SOURCES_FILE).open("rb") as stream:
        for batch in pq.ParquetFile(stream).iter_batches(batch_size=20_000, columns=columns):
            yield batch.to_pydict()


def _sources(summary: Summary, out: Path) -> dict[bytes, str]:
    """Counts of the sources; the documents there are, each with the region its first source gives."""
    regions: dict[bytes, str] = {}
    known: dict[str, str] = {}
    for rows in _batches(out, ["source", "document", "duplicate", "region", "reason"]):
        for source, document, duplicate, region, reason in zip(*rows.values(), strict=True):
            summary.sources += 1
            summary.copies += duplicate
            if not document:
                summary.empty += 1
                summary.unread_counts[reason, ""] += 1
                if len(summary.without) < LISTED:
                    summary.without.append((source, reason))
            elif not duplicate:
                regions[bytes.fromhex(document)] = known.setdefault(region, region)
    return regions


def _documents(summary: Summary, store: Store, regions: dict[bytes, str]) -> None:
    wrong, doubtful, worst = 0, 0, _Most(WORST)
    groups: dict[str, dict[str, list[int]]] = {name: defaultdict(lambda: [0, 0]) for name in ("region", "year", "sector")}
    for row in _rows(store, "documents", _COLUMNS):
        key = bytes.fromhex(row["document"])
        if key not in regions:
            continue
        summary.statuses[row["status"]] += 1
        if row["status"] != "checked":
            reason = row["reason"], row["hint"]
            summary.unread_counts[reason] += 1
            listed = summary.unread.setdefault(reason, [])
            listed.append(row["document"])
            if len(listed) > 2 * LISTED:  # the same ones whatever the order of the parts
                listed[:] = sorted(listed)[:LISTED]
            continue
        summary.figures += row["figures"]
        summary.checkable += row["checked"]
        summary.relations += row["relations"]
        summary.inconsistent += row["inconsistent"]
        wrong += row["errors"] > 0
        doubtful += row["errors"] + row["warnings"] > 0
        if row["figures"]:
            summary.coverage[min(9, 10 * row["checked"] // row["figures"])] += 1
        row["region"] = regions[key] or row["region"]
        for name, counted in groups.items():
            one = counted[str(row[name] or "")]
            one[0] += row["errors"] > 0
            one[1] += 1
        if row["errors"] + row["warnings"]:
            worst.add((row["errors"], row["warnings"], row["inconsistent"]), row["document"], row)
    read = summary.statuses["checked"]
    summary.wrong, summary.doubtful = Share(wrong, read), Share(doubtful, read)
    summary.groups = {
        name: [(one, Share(part, whole)) for one, (part, whole) in sorted(counted.items(), key=_order(name))]
        for name, counted in groups.items()
    }
    summary.worst = worst.most()
    summary.unread = {reason: sorted(listed)[:LISTED] for reason, listed in summary.unread.items()}


def _order(name: str) -> Any:
    """Years in their order, other groups the largest first; what has no name last."""
    if name == "year":
        return lambda one: (not one[0], one[0])
    return lambda one: (not one[0], -one[1][1], one[0])


def _findings(summary: Summary, store: Store, regions: dict[bytes, str]) -> None:
    kept: dict[str, _Most] = defaultdict(lambda: _Most(QUOTES))
    worst = {row["document"]: [] for row in summary.worst}  # type: dict[str, list[Quote]]
    columns = ["document", "n", "code", "level", "message", "quote", "part", "ref"]
    last, codes = "", set[str]()  # a document's findings stand together
    for row in _rows(store, "findings", columns):
        document, code = row["document"], row["code"]
        if bytes.fromhex(document) not in regions:
            continue
        if document != last:
            last, codes = document, set()
        kind = summary.kinds.setdefault(code, Kind())
        kind.documents += code not in codes
        codes.add(code)
        kind.levels[row["level"]] += 1
        place = str(Place("", row["part"], row["ref"]))
        quote = Quote(document, row["n"], code, row["level"], place, row["message"], row["quote"])
        if document in worst:
            worst[document].append(quote)
        kept[code].add((), f"{document}{row['n']:06}", quote)
    for code, kind in summary.kinds.items():
        kind.quotes = kept[code].most()
    summary.kinds = dict(sorted(summary.kinds.items()))
    summary.quotes = {document: sorted(quotes, key=lambda one: one.n)[:QUOTES] for document, quotes in worst.items()}


class _Most:
    """The `limit` greatest by (rank, then the smaller name first): the same ones in whatever order they come."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[tuple[int, ...], _Backwards, Any]] = []

    def add(self, rank: tuple[int, ...], name: str, what: Any) -> None:
        entry = rank, _Backwards(name), what
        if len(self._heap) < self._limit:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    def most(self) -> list[Any]:
        return [what for *_, what in sorted(self._heap, key=lambda one: one[:2], reverse=True)]


class _Backwards(str):
    """A name that sorts the other way round."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def _rows(store: Store, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    for part in store.read(table, columns):
        for batch in part.to_batches(max_chunksize=4096):
            yield from batch.to_pylist()


def _names(summary: Summary, out: Path) -> None:
    wanted: set[str] = {row["document"] for row in summary.worst}
    wanted.update(document for listed in summary.unread.values() for document in listed)
    wanted.update(one.document for kind in summary.kinds.values() for one in kind.quotes)
    for rows in _batches(out, ["source", "document", "duplicate"]):
        for source, document, duplicate in zip(*rows.values(), strict=True):
            if document in wanted and not duplicate:
                summary.names[document] = source


def shown(shares: Iterable[tuple[str, Share]], limit: int) -> tuple[list[tuple[str, Share]], tuple[int, Share] | None]:
    """The first `limit` groups, and the rest as one: how many there are, and their share."""
    groups = list(shares)
    rest = groups[limit:]
    if not rest:
        return groups, None
    return groups[:limit], (len(rest), Share(sum(one.part for _, one in rest), sum(one.whole for _, one in rest)))
