"""One report as far as copies are concerned: whose it is, its sentences by section, and their keys. Made in a worker."""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.batch.engine import Job
from jixiao.batch.task import VERSION, Answer, Piece, Terms, attempted, in_time, packed
from jixiao.errors import Fault

SCHEMA = 2
"""Number of what is kept of a text between two runs."""
_HALF = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Text:
    """One report: sentences by section, in their order."""

    agency: str
    year: int | None
    sentences: tuple[tuple[str, str], ...]


def read_texts(pieces: tuple[Piece, ...], terms: Terms) -> Answer:
    """The task: the texts of `pieces`, each within its limits, or why there is none."""
    rows: list[tuple[Any, ...]] = []
    done: list[str] = []
    failed = unreadable = 0
    for piece in in_time(pieces, terms):
        found = attempted(piece, terms, _row)
        if isinstance(found, Fault):
            failed += 1
            found = _nothing(found)
        unreadable += isinstance(found[2], str) and bool(found[2])
        rows.append((piece.document, *found))
        done.append(piece.document)
    return _answer(rows, tuple(done), failed, unreadable - failed)


def give_up(pieces: tuple[Piece, ...], why: Fault, terms: Terms) -> Answer:
    """The answer for reports that no worker could bring to an end."""
    documents = tuple(piece.document for piece in pieces)
    return _answer([(document, *_nothing(why)) for document in documents], documents, len(documents), 0)


def ready() -> None:
    """Load what every task needs."""
    import pyarrow  # noqa: F401

    import jixiao.extract.outline
    import jixiao.readers
    import jixiao.text.copies  # noqa: F401


@cache
def schema(name: str) -> Any:
    """The arrow schema of what is kept of a text: `keys` are eight bytes each, `sentences` packed."""
    import pyarrow as pa

    text = pa.string()
    kinds = {
        "document": text,
        "agency": text,
        "year": pa.int32(),
        "reason": text,
        "keys": pa.binary(),
        "sentences": pa.binary(),
    }
    return pa.schema([pa.field(one, kind) for one, kind in kinds.items()], {"jixiao.schema": f"{name} {SCHEMA}"})


READ = Job(read_texts, give_up, ready, ("texts",), schema)


def text_of(data: bytes) -> Text:
    """The text of one report; `ReadError` where it cannot be read."""
    from jixiao.extract.outline import find_sections, lines_of, section_of
    from jixiao.extract.titles import FIRST, agency_of, title_of, year_of
    from jixiao.model.reading import key_at
    from jixiao.peers.sources import bare_name
    from jixiao.readers import read
    from jixiao.text.copies import sentences_in
    from jixiao.text.normalise import normalise

    lines = lines_of(read(data, ""))
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
    return Text(bare_name(agency_of(title)), year_of(title), tuple(sentences))


def names_of(*agencies: str) -> tuple[str, ...]:
    """Names that do not count when sentences are compared, in either kind of brackets, the longest first."""
    named = {one for one in agencies if len(one) > 2}
    return tuple(sorted(named | {one.translate(_HALF) for one in named}, key=len, reverse=True))


def unpacked_sentences(data: bytes) -> tuple[tuple[str, str], ...]:
    """The sentences that stand packed in a row."""
    return tuple((section, words) for section, words in json.loads(zlib.decompress(data)))


def _row(data: bytes) -> tuple[Any, ...]:
    """Agency, year, reason, keys and sentences of one report."""
    from jixiao.errors import ReadError
    from jixiao.text.copies import key_of

    try:
        text = text_of(data)
    except ReadError as error:
        return _nothing(error.faults[0])
    names = names_of(text.agency)
    keys = {key for _, words in text.sentences if (key := key_of(words, names)) is not None}
    sentences = zlib.compress(json.dumps(text.sentences, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
    return text.agency, text.year, "", array("Q", sorted(keys)).tobytes(), sentences


def _nothing(why: Fault) -> tuple[Any, ...]:
    return "", None, why.what, b"", b""


def _answer(rows: list[tuple[Any, ...]], done: tuple[str, ...], failed: int, unreadable: int) -> Answer:
    import pyarrow as pa

    kinds = schema("texts")
    columns = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(kinds)]
    return Answer(VERSION, done, {"texts": packed(pa.Table.from_arrays(columns, schema=kinds))}, failed, unreadable)
