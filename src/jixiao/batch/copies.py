"""Near copies across a corpus: which reports share most of their sentences, where, and whose name was left inside.

雷同.csv, 雷同.html   for a person
pairs.parquet        two reports a row: sentences shared, of how many, sections, names left inside
sentences.parquet    the shared sentences of each pair, as each of them has them
texts.parquet        every report: whose, of which year, how many sentences, or why it could not be read
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.batch.copy_files import CopyFiles, Pair
from jixiao.batch.copy_index import Index
from jixiao.batch.sources import Corpus, Item
from jixiao.batch.store import unwritable
from jixiao.catalog.outlines import section_kinds
from jixiao.errors import ReadError
from jixiao.extract.outline import find_sections, lines_of, section_of
from jixiao.extract.titles import FIRST, agency_of, title_of, year_of
from jixiao.model.reading import key_at
from jixiao.peers.sources import bare_name
from jixiao.readers import read
from jixiao.text.copies import Line, key_of, line, sentences_in
from jixiao.text.normalise import normalise

LEAST = Fraction(3, 5)
"""Reports that share less of the shorter one's sentences are no copies."""
SENTENCES = 5
"""Fewer shared sentences prove nothing."""
_COMMON = 50
_ASIDE = ".未写完"
_HALF = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Text:
    """One report, as far as copies are concerned: sentences by section, in their order."""

    source: str
    agency: str
    year: int | None
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run found: texts read, texts that could not be, the same file twice, pairs of different agencies and of one."""

    texts: int
    unread: int
    twice: int
    pairs: int
    own: int
    files: tuple[Path, ...]


def copies(sources: Sequence[Path], out: Path, column: str = "", told: Callable[[int], None] = lambda _: None) -> Copied:
    """Every pair of near copies in the corpus. `told(n)` hears of every n reports read."""
    corpus = Corpus(sources, out, column)
    aside = out / _ASIDE
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        return _run(corpus, out, aside, told)
    except OSError as error:
        raise unwritable(out, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _run(corpus: Corpus, out: Path, aside: Path, told: Callable[[int], None]) -> Copied:
    index, shelf, files = Index(aside), _Shelf(aside / "texts.sqlite"), CopyFiles(aside)
    seen: set[bytes] = set()
    unread = twice = 0
    for item in corpus:
        told(1)
        mark = bytes.fromhex(item.document)[:12]
        if mark and mark in seen:
            twice += 1
            continue
        seen.add(mark)
        found = _text(item)
        if isinstance(found, str):
            unread += 1
            files.unread(item.source, found)
            continue
        names = _names(found.agency)
        keys = {key for _, words in found.sentences if (key := key_of(words, names)) is not None}
        number = index.add(keys)
        shelf.put(number, found)
        files.text(found.source, found.agency, found.year, len(keys))
    shelf.close_writing()
    common = min(_COMMON, max(3, index.count // 10))
    pairs = own = 0
    for first, second, _, _ in index.pairs(LEAST, common, SENTENCES):
        pair = _compared(shelf.get(first), shelf.get(second))
        pairs += not pair.same_agency
        own += pair.same_agency
        files.pair(pair)
    shelf.close()
    return Copied(index.count, unread, twice, pairs, own, tuple(files.finish(out, index.count, unread, twice)))


def _text(item: Item) -> Text | str:
    """The text of one source, or why there is none."""
    if item.reason:
        return item.reason
    assert item.data is not None
    try:
        document = read(item.data, Path(item.source.partition("#")[0]).name)
    except ReadError as error:
        return error.faults[0].what
    lines = lines_of(document)
    sections = find_sections(lines)
    owner = section_of(sections, len(lines))
    first = [normalise(words).string.strip() for words, _, _ in lines[:FIRST]]
    title = title_of(first)
    titles = {at for at, words in enumerate(first) if words == title}
    heads = {(one.place.part, one.place.ref) for one in sections}
    sentences = [
        (key_at(sections, owner[at]), sentence)
        for at, (words, place, _) in enumerate(lines)
        if at not in titles and ((place.part, place.ref) not in heads or len(words) >= 30)
        for sentence in sentences_in(words)
    ]
    return Text(item.source, bare_name(agency_of(title)), year_of(title), tuple(sentences))


def _names(*agencies: str) -> tuple[str, ...]:
    """Names that do not count when sentences are compared, in either kind of brackets, the longest first."""
    named = {one for one in agencies if len(one) > 2}
    return tuple(sorted(named | {one.translate(_HALF) for one in named}, key=len, reverse=True))


def _compared(one: Text, other: Text) -> Pair:
    """Two texts sentence by sentence, neither agency's name counting."""
    names = _names(one.agency, other.agency)
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
        one.source, other.source, one.agency, other.agency, one.year, other.year,
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
    """Texts on disk, by number."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode=OFF")
        self.base.execute("PRAGMA synchronous=OFF")
        self.base.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, text BLOB)")
        self.base.execute("BEGIN")
        self._last: dict[int, Text] = {}

    def put(self, number: int, text: Text) -> None:
        record: Any = [text.source, text.agency, text.year, text.sentences]
        packed = zlib.compress(json.dumps(record, ensure_ascii=False).encode(), 1)
        self.base.execute("INSERT INTO texts VALUES (?, ?)", (number, packed))

    def close_writing(self) -> None:
        self.base.execute("COMMIT")

    def get(self, number: int) -> Text:
        if number not in self._last:
            if len(self._last) > 500:
                self._last.clear()
            (packed,) = self.base.execute("SELECT text FROM texts WHERE number = ?", (number,)).fetchone()
            source, agency, year, sentences = json.loads(zlib.decompress(packed))
            self._last[number] = Text(source, agency, year, tuple((section, words) for section, words in sentences))
        return self._last[number]

    def close(self) -> None:
        self.base.close()
