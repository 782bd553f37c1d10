"""pyarrow, which only `jixiao[batch]` brings."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from jixiao.casefiles import name_of
from jixiao.errors import Fault, ReadError, UsageError


def arrow() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet; `UsageError` where they are not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        what = "没有安装 pyarrow，读写不了 parquet 文件"
        raise UsageError(
            Fault(
                "",
                what,
                "请在源代码的文件夹里运行 pip install -r requirements/batch.txt；不联网的电脑见 docs/guide/batch.md",
            )
        ) from None
    return pyarrow, pyarrow.parquet


def read_parquet(path: Path, columns: tuple[str, ...]) -> dict[str, list[Any]]:
    """Some columns of a parquet file as lists; `ReadError` names the columns it lacks."""
    pa, pq = arrow()
    try:
        there = set(pq.read_schema(path).names)
        if lacking := [name for name in columns if name not in there]:
            raise ReadError(Fault(name_of(path), f"缺少这些列：{'、'.join(lacking)}", f"要有：{'、'.join(columns)}"))
        found: dict[str, list[Any]] = pq.read_table(path, columns=list(columns)).to_pydict()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        raise ReadError(Fault(name_of(path), "不是可读的 parquet 文件", "请重新生成，或检查是否下载完整")) from None
    return found


def parquet_bytes(columns: dict[str, tuple[Any, list[Any]]], schema: int) -> bytes:
    """A parquet file of `columns` (type, values), marked with the number of its schema; the same bytes for the same rows."""
    pa, pq = arrow()
    fields = [pa.field(name, kind) for name, (kind, _) in columns.items()]
    table = pa.table(
        [pa.array(values, kind) for kind, values in columns.values()],
        schema=pa.schema(fields, {"jixiao.schema": str(schema)}),
    )
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
