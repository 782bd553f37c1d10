"""Where each document came from: every source once, every document handed out once, copies told apart from originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao.batch.sources import Corpus, Item
from jixiao.batch.store import unwritable
from jixiao.batch.tables import SOURCES, schema_of
from jixiao.batch.task import Piece

FILE = "sources.parquet"
_BATCH = 20_000


class Waybill:
    """Iterating gives the documents of `corpus` that are not `done`; `write` then puts sources.parquet in its place."""

    def __init__(self, corpus: Corpus, out: Path, done: set[bytes], *, by_path: bool) -> None:
        self._corpus, self._done, self._by_path = corpus, done, by_path
        self._path = out / FILE
        self._columns: dict[str, list[Any]] = {name: [] for name in SOURCES}
        self._sink: Any = None
        self._settled = 0

    def __iter__(self) -> Iterator[Piece]:
        seen: set[bytes] = set()
        for item in self._corpus:
            key = bytes.fromhex(item.document)
            again = key in seen
            self._note(item, again)
            seen.add(key)
            if not key or again or key in self._done:
                self._settled += 1
                continue
            bare = self._by_path and bool(item.path)
            yield Piece(item.document, item.size, None if bare else item.data, item.path if bare else "")

    def settled(self) -> int:
        """How many sources needed no checking since this was last asked: copies, done before, nothing there."""
        count, self._settled = self._settled, 0
        return count

    def write(self) -> None:
        """Every source of this run, in order, in one file that is whole or not there."""
        try:
            self._flush()
            self._sink.close()
            self._aside().replace(self._path)
        except OSError as error:
            raise unwritable(self._path.parent, error) from None

    def _note(self, item: Item, again: bool) -> None:
        row = (item.source, item.document, int(again and bool(item.document)), item.region, item.reason)
        for column, value in zip(self._columns.values(), row, strict=True):
            column.append(value)
        if len(self._columns["source"]) >= _BATCH:
            try:
                self._flush()
            except OSError as error:
                raise unwritable(self._path.parent, error) from None

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._sink is None:
            self._sink = pq.ParquetWriter(str(self._aside()), schema_of("sources"), compression="zstd")
        self._sink.write_table(pa.table(self._columns, schema=schema_of("sources")))
        self._columns = {name: [] for name in SOURCES}

    def _aside(self) -> Path:
        return self._path.with_suffix(".tmp")
