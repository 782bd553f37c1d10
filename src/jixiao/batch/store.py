"""Parquet parts of several tables on disk: each part whole or absent, whatever is killed and whenever.

A part is one file in the folder of each table (`facts/00007.parquet`). They are written aside, flushed, and moved to their
places one by one; the table named last is moved last, and a part counts only once it stands there. What a killed run left
without that is swept away by whoever opens the store to write. Any reader of parquet takes a folder as one table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jixiao.errors import Fault, UsageError
from jixiao.writers.disk import WHY

_ENDING = ".parquet"
_ASIDE = ".tmp"


class Store:
    """Tables in `folder`, in parts; `tables` in the order in which a part's files are moved to their places."""

    def __init__(self, folder: Path, tables: Sequence[str]) -> None:
        self.folder = folder
        self.tables = tuple(tables)

    def parts(self) -> list[str]:
        """The names of the parts that count, in order."""
        return sorted(path.stem for path in (self.folder / self.tables[-1]).glob(f"[0-9]*{_ENDING}"))

    def open(self) -> None:
        """Make ready to write: the folders there, what a killed run left behind gone."""
        try:
            for table in self.tables:
                (self.folder / table).mkdir(parents=True, exist_ok=True)
            whole = set(self.parts())
            for table in self.tables:
                for path in (self.folder / table).iterdir():
                    if path.suffix == _ASIDE or (path.suffix == _ENDING and path.stem not in whole):
                        path.unlink()
        except OSError as error:
            raise unwritable(self.folder, error) from None

    def write(self, tables: Mapping[str, Any]) -> str:
        """A new part holding `tables`; its name. `UsageError` where the disk does not take it: then there is no such part."""
        parts = self.parts()
        name = f"{int(parts[-1]) + 1 if parts else 0:06}"
        made: list[Path] = []
        try:
            for table in self.tables:
                path = self.folder / table / f"{name}{_ENDING}{_ASIDE}"
                made.append(path)
                write_aside(path, encoded(tables[table]))
            for path in tuple(made):
                made.append(path.replace(path.with_suffix("")))
        except OSError as error:
            for path in made:
                path.unlink(missing_ok=True)
            raise unwritable(self.folder, error) from None
        return name

    def read(self, table: str, columns: Sequence[str] | None = None) -> Iterator[Any]:
        """The table part by part, so that memory does not grow with their number."""
        import pyarrow.parquet as pq

        for part in self.parts():
            path = self.folder / table / f"{part}{_ENDING}"
            try:
                with path.open("rb") as stream:
                    yield pq.read_table(stream, columns=columns)
            except (OSError, ValueError) as error:
                raise UsageError(Fault(str(path), "结果文件缺失或已损坏", "请换一个输出文件夹重新审核")) from error


def encoded(table: Any) -> bytes:
    """A table as the bytes of a parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def write_aside(path: Path, data: bytes) -> None:
    """`data` in the file, on the disk before this returns."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def unwritable(folder: Path, error: OSError) -> UsageError:
    """The sentence for a folder that takes nothing more."""
    why = WHY.get(error.errno or 0, error.strerror or "")
    return UsageError(
        Fault(str(folder), f"写不进去（{why}），已停下", "已写好的结果都在；腾出空间或改好权限后，再运行同一条命令会接着做")
    )
