"""The tables once more as JSON Lines, for programs that read no parquet."""

from __future__ import annotations

import json
from pathlib import Path

from jixiao.batch.engine import ORDER
from jixiao.batch.store import Store, unwritable
from jixiao.batch.tables import TABLES


def write_lines(out: Path) -> list[Path]:
    """documents.jsonl and its like beside the tables; a file is the old one or the new one."""
    store = Store(out, ORDER)
    written = []
    for table in TABLES:
        path = out / f"{table}.jsonl"
        aside = path.with_suffix(".tmp")
        try:
            with aside.open("w", encoding="utf-8", newline="\n") as stream:
                for part in store.read(table):
                    for batch in part.to_batches(max_chunksize=4096):
                        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in batch.to_pylist())
            aside.replace(path)
        except OSError as error:
            raise unwritable(out, error) from None
        written.append(path)
    return written
