"""Near copies across a corpus: which reports share most of their sentences, where, and whose name was left inside.

雷同.csv, 雷同.html   for a person
pairs.parquet        two reports a row: sentences shared, of how many, sections, names left inside
sentences.parquet    the shared sentences of each pair, as each of them has them
texts.parquet        every report: whose, of which year, how many sentences, or why it could not be read
.已读                 what was read of each report, by the hash of its bytes: a second run reads only what is new
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

from jixiao import __version__
from jixiao.batch.copy_files import CopyFiles, Pair
from jixiao.batch.copy_index import Index
from jixiao.batch.copy_task import READ, SCHEMA, Text, names_of, unpacked_sentences
from jixiao.batch.engine import Engine
from jixiao.batch.ledger import Run, alone, begin
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.store import Store, unwritable
from jixiao.batch.task import Terms
from jixiao.batch.waybill import FILE as SOURCES_FILE
from jixiao.catalog.outlines import section_kinds
from jixiao.errors import UsageError
from jixiao.peers.sources import bare_name
from jixiao.text.copies import Line, line

LEAST = Fraction(3, 5)
"""Reports that share less of the shorter one's sentences are no copies."""
SENTENCES = 5
"""Fewer shared sentences prove nothing."""
_COMMON = 50
_ASIDE = ".未写完"
_READ = ".已读"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run found: texts read, texts that could not be, the same file twice, pairs of different agencies and of one."""

    texts: int
    unread: int
    twice: int
    pairs: int
    own: int
    files: tuple[Path, ...]


def local(jobs: int, terms: Terms) -> Engine:
    """Supervised workers on this machine that read reports; `jobs` 0: as many as it has processors."""
    from jixiao.batch.local import Local

    return Local(jobs or os.cpu_count() or 1, terms, READ)


def copies(
    sources: Sequence[Path], out: Path, column: str = "", *, engine: Callable[[Terms], Engine] | None = None,
    terms: Terms | None = None, told: Callable[[int, Progress], None] = lambda *_: None,
) -> Copied:  # fmt: skip
    """Every pair of near copies in the corpus. `told(n, so far)` hears of every n reports read.

    A broken, hostile or endless file costs its own reading within `terms`; stopped or killed, the same command goes on.
    """
    corpus = Corpus(sources, out, column)
    terms = terms or Terms(60.0, 2048)
    kept, aside = out / _READ, out / _ASIDE
    _begin(kept)
    with alone(kept):
        run(corpus, engine(terms) if engine else local(0, terms), kept, terms, by_path=True, told=told, job=READ)
        try:
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(parents=True)
            return _found(kept, out, aside)
        except OSError as error:
            raise unwritable(out, error) from None
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def count_of(sources: Sequence[Path], out: Path, column: str = "") -> int:
    """How many reports there are to read."""
    return Corpus(sources, out, column).count


def _begin(kept: Path) -> None:
    """What was read by another version is read anew."""
    mine = Run(version=f"{__version__}, {SCHEMA}")
    try:
        begin(kept, mine)
    except UsageError:
        shutil.rmtree(kept, ignore_errors=True)
        begin(kept, mine)


def _found(kept: Path, out: Path, aside: Path) -> Copied:
    index, shelf, files = Index(aside), _Shelf(aside / "texts.sqlite"), CopyFiles(aside)
    numbers = _numbers(kept, shelf)
    for part in Store(kept, READ.tables).read("texts"):
        for row in part.to_pylist():
            number = numbers.get(bytes.fromhex(row["document"]))
            if number is None:
                continue  # of a source that is not asked about this time
            if not row["reason"]:
                index.add(number, row["keys"])
            shelf.put(number, row)
    shelf.close_writing()
    unread = twice = 0
    for source, again, agency, year, sentences, reason in shelf.sources():
        twice += again
        if reason:
            unread += 1
            files.unread(source, reason)
        elif not again:
            files.text(source, agency, year, sentences)
    common = min(_COMMON, max(3, index.count // 10))
    pairs = own = 0
    for first, second, _, _ in index.pairs(LEAST, common, SENTENCES):
        pair = _compared(shelf, first, second)
        pairs += not pair.same_agency
        own += pair.same_agency
        files.pair(pair)
    shelf.close()
    return Copied(index.count, unread, twice, pairs, own, tuple(files.finish(out, index.count, unread, twice)))


def _numbers(kept: Path, shelf: _Shelf) -> dict[bytes, int]:
    """Every document of this run with its number, in the order of the sources, which go on the shelf."""
    import pyarrow.parquet as pq

    numbers: dict[bytes, int] = {}
    counted = count()
    with (kept / SOURCES_FILE).open("rb") as stream:
        for batch in pq.ParquetFile(stream).iter_batches(columns=["source", "document", "duplicate", "reason"]):
            for row in batch.to_pylist():
                number = next(counted)
                shelf.name(number, row["source"], bool(row["duplicate"]), row["reason"])
                if row["document"] and not row["duplicate"]:
                    numbers[bytes.fromhex(row["document"])] = number
    return numbers


def _compared(shelf: _Shelf, first: int, second: int) -> Pair:
    """Two texts sentence by sentence, neither agency's name counting."""
    (source, one), (its_source, other) = shelf.get(first), shelf.get(second)
    names = names_of(one.agency, other.agency)
    mine, its = (
        [(section, found) for section, told in text.sentences if (found := line(told, names)) is not None]
        for text in (one, other)
    )
    there = {found.key: found for _, found in reversed(its)}
    shared: dict[int, tuple[str, Line, Line]] = {}
    for section, found in mine:
        if found.key in there:
            shared.setdefault(found.key, (section, found, there[found.key]))
    sections: dict[str, list[int]] = {}
    for key, section in {found.key: section for section, found in reversed(mine)}.items():
        counts = sections.setdefault(section, [0, 0])
        counts[0] += key in shared
        counts[1] += 1
    return Pair(
        source, its_source, one.agency, other.agency, one.year, other.year,
        len(shared), min(len({found.key for _, found in mine}), len(there)),
        tuple((section_name(key), part, whole) for key, (part, whole) in sections.items() if part),
        tuple((section_name(section), left.text, right.text) for section, left, right in shared.values()),
        _left_inside(shared, one.agency, other.agency),
    )  # fmt: skip


def section_name(key: str) -> str:
    """A section as it is called; 其他 where it was not recognised."""
    return section_kinds()[key].name if key in section_kinds() else "其他"


def _left_inside(shared: dict[int, tuple[str, Line, Line]], one: str, other: str) -> tuple[str, ...]:
    """Names of the other agency in sentences both have: in the first text the second's, in the second the first's."""
    found = []
    for _, left, right in shared.values():
        if len(other) > 2 and other not in one and other in bare_name(left.text):
            found.append(f"{one or '前一份'}的报告里有“{other}”")
        if len(one) > 2 and one not in other and one in bare_name(right.text):
            found.append(f"{other or '后一份'}的报告里有“{one}”")
    return tuple(dict.fromkeys(found))


class _Shelf:
    """Sources and their texts on disk, by number."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode=OFF")
        self.base.execute("PRAGMA synchronous=OFF")
        self.base.execute("CREATE TABLE sources (number INTEGER PRIMARY KEY, source TEXT, again INTEGER, reason TEXT)")
        self.base.execute(
            "CREATE TABLE texts (number INTEGER PRIMARY KEY, agency TEXT, year INTEGER, keys INTEGER, reason TEXT, text BLOB)"
        )
        self.base.execute("BEGIN")
        self._last: dict[int, tuple[str, Text]] = {}

    def name(self, number: int, source: str, again: bool, reason: str) -> None:
        self.base.execute("INSERT INTO sources VALUES (?, ?, ?, ?)", (number, source, again, reason))

    def put(self, number: int, row: dict[str, Any]) -> None:
        """A text as a row of what was read holds it."""
        told = number, row["agency"], row["year"], len(row["keys"]) // 8, row["reason"], row["sentences"]
        self.base.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", told)

    def close_writing(self) -> None:
        self.base.execute("COMMIT")

    def sources(self) -> Iterator[tuple[str, bool, str, int | None, int, str]]:
        """Every source in order: whether its content came before, agency, year, sentences, and why there is none."""
        asked = (
            "SELECT source, again, coalesce(agency, ''), year, coalesce(keys, 0), coalesce(nullif(texts.reason, ''), sources.reason) "
            "FROM sources LEFT JOIN texts USING (number) ORDER BY number"
        )
        for source, again, agency, year, keys, reason in self.base.execute(asked):
            yield source, bool(again), agency, year, keys, reason

    def get(self, number: int) -> tuple[str, Text]:
        """A source and its text."""
        if number not in self._last:
            if len(self._last) > 500:
                self._last.clear()
            asked = "SELECT source, agency, year, text FROM texts JOIN sources USING (number) WHERE number = ?"
            source, agency, year, sentences = self.base.execute(asked, (number,)).fetchone()
            self._last[number] = source, Text(agency, year, unpacked_sentences(sentences))
        return self._last[number]

    def close(self) -> None:
        self.base.close()
