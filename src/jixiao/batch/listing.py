"""清单.csv: every source of a corpus a row, for a person with a spreadsheet: whose, of which year, how many doubts, or why it was not checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao.batch.engine import ORDER
from jixiao.batch.store import Store
from jixiao.batch.waybill import FILE as SOURCES_FILE
from jixiao.writers.csv import guarded
from jixiao.writers.review_list import HEADS, STATUS
from jixiao.writers.review_list import NAME as NAME

MOST = 20_000
"""Sources beyond which no list is written: nobody reads more, and programs have the tables."""
_COLUMNS = [
    "document", "status", "reason", "hint", "agency", "year", "errors", "warnings", "infos", "figures", "checked",
]  # fmt: skip


def list_of(out: Path) -> bytes | None:
    """The list of the answers in `out`, in the order of the sources, in UTF-8 as Excel opens it; None where there are more than `MOST`.

    疑点数 is 错误 and 需说明 together: the head under which `jixiao sample` weighs by doubts.
    """
    import pyarrow.parquet as pq

    with (out / SOURCES_FILE).open("rb") as stream:
        sources = pq.ParquetFile(stream)
        if sources.metadata.num_rows > MOST:
            return None
        rows = sources.read(columns=["source", "document", "duplicate", "reason"]).to_pylist()
    known = {row["document"]: row for part in Store(out, ORDER).read("documents", _COLUMNS) for row in part.to_pylist()}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADS)
    first = {row["document"]: row["source"] for row in rows if not row["duplicate"]}
    for row in rows:
        same = first[row["document"]] if row["duplicate"] else ""
        writer.writerow([guarded(str(cell)) for cell in _cells(row, known.get(row["document"], {}), same)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _cells(source: dict[str, Any], found: dict[str, Any], same: str) -> Iterator[object]:
    """One row; a copy (of the document of the source `same`) says so."""
    yield from (source["source"], found.get("agency", ""), found.get("year") or "")
    yield STATUS[found["status"]] if found else "读不了"
    if found.get("status") == "checked":
        yield from (found["errors"] + found["warnings"], found["errors"], found["warnings"], found["infos"])
        yield from (found["figures"], found["checked"])
    else:
        yield from [""] * 6
    why = "。".join(filter(None, (found.get("reason", ""), found.get("hint", "")))) or source["reason"]
    yield f"内容与 {same} 相同" if same else why
