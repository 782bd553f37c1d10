"""What there is to check: folders, lists and tables → documents in a fixed order, one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.casefiles import files_below, name_of
from jixiao.errors import Fault, ReadError, UsageError

TEXT_COLUMNS = ("text", "bytes", "content", "正文", "内容")
"""Columns of a table that are taken for the documents where none is named."""
ID_COLUMNS = ("id", "name", "file", "编号", "文件名")
REGION_COLUMNS = ("region", "地区")
_LISTS = (".txt", ".lst", ".list")
_MANY = 1000
"""Rows of a table that are in memory at a time, at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """One source: its name, its bytes or the path they stand at, or the reason why there are none."""

    source: str
    document: str
    size: int = 0
    data: bytes | None = None
    path: str = ""
    region: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """One parquet file with the columns to be used of it."""

    path: Path
    rows: int
    text: str
    id: str
    region: str


class Corpus:
    """All documents of several sources. `count` is how many there are; iterating reads each once, in the same order always."""

    def __init__(self, places: Sequence[Path], out: Path, column: str = "") -> None:
        """`UsageError` with everything that is wrong with `places`. `out` is left out where it lies inside one of them."""
        self._parts: list[Path | Shard] = []
        faults: list[Fault] = []
        for place in dict.fromkeys(places):
            try:
                self._parts += _found(place, out.resolve(), column)
            except UsageError as error:
                faults += error.faults
        if faults:
            raise UsageError(faults)
        self.count = sum(part.rows if isinstance(part, Shard) else 1 for part in self._parts)
        if not self.count:
            raise UsageError(Fault("、".join(map(str, places)), "里面没有可审核的文件", "请检查文件夹是不是给错了"))

    def __iter__(self) -> Iterator[Item]:
        for part in self._parts:
            if isinstance(part, Shard):
                yield from _rows(part)
            else:
                yield _file(part)


def _found(place: Path, out: Path, column: str) -> list[Path | Shard]:
    """The files and tables at one place, in order."""
    if place.is_dir():
        faults: list[Fault] = []
        found: list[Path | Shard] = []
        for path in files_below(place, (out,)):
            try:
                found.append(_shard(path, column) if path.suffix.lower() == ".parquet" else path)
            except UsageError as error:
                faults += error.faults
        if faults:
            raise UsageError(faults)
        return found
    if not place.exists():
        raise UsageError(Fault(name_of(place), "没有这个文件或文件夹", "请检查名称和所在位置"))
    if place.suffix.lower() == ".parquet":
        return [_shard(place, column)]
    return list(_listed(place)) if place.suffix.lower() in _LISTS else [place]


def _listed(path: Path) -> Iterator[Path]:
    """The files a list names, one a line; relative ones beside the list."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    named = [path.parent / line.strip() for line in text.splitlines() if line.strip()]
    if not any(_exists(one) for one in named):
        hint = "名单里每行写一个文件；要审核的若就是这一份报告，请用 jixiao check"
        raise UsageError(Fault(name_of(path), "名单里写的文件一个也没有", hint))
    return iter(named)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False  # a line of a report is no file name: too long, or with a zero byte


def _shard(path: Path, column: str) -> Shard:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as stream:
            file = pq.ParquetFile(stream)
            schema, rows = file.schema_arrow, file.metadata.num_rows
    except (OSError, pa.ArrowException):
        raise UsageError(Fault(name_of(path), "不是完整的 parquet 文件", "请重新取得这个文件")) from None
    wanted = (column,) if column else TEXT_COLUMNS
    taken = [name for name in wanted if name in schema.names and _holds_text(schema.field(name).type)]
    if not taken:
        there = "、".join(schema.names) or "没有列"
        said = f"没有放文件内容的列 {'、'.join(wanted)}（文本或字节）"
        raise UsageError(Fault(name_of(path), said, f"现有的列：{there}；请用 --column 指出是哪一列"))
    ids = next((name for name in ID_COLUMNS if name in schema.names and name != taken[0]), "")
    region = next((name for name in REGION_COLUMNS if name in schema.names), "")
    return Shard(path, rows, taken[0], ids, region)


def _holds_text(kind: Any) -> bool:
    import pyarrow.types as types

    return any(
        test(kind)
        for test in (
            types.is_string, types.is_large_string, types.is_binary, types.is_large_binary, types.is_string_view,
            types.is_binary_view,
        )
    )  # fmt: skip


def _rows(shard: Shard) -> Iterator[Item]:
    import pyarrow.parquet as pq

    columns = [name for name in (shard.text, shard.id, shard.region) if name]
    number = 0
    with shard.path.open("rb") as stream:
        for batch in pq.ParquetFile(stream, pre_buffer=False).iter_batches(batch_size=_MANY, columns=columns):
            texts, ids, regions = (
                batch.column(name).to_pylist() if name else None for name in (shard.text, shard.id, shard.region)
            )
            for at, text in enumerate(texts or ()):
                given = None if ids is None else ids[at]
                source = f"{name_of(shard.path)}#{number if given is None else given}"
                region = str(regions[at] or "") if regions else ""
                if text is None:
                    yield Item(source, "", region=region, reason="这一行没有内容")
                else:
                    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
                    yield Item(source, hashlib.sha256(data).hexdigest(), len(data), data, "", region)
                number += 1


def _file(path: Path) -> Item:
    from jixiao.casefiles import bytes_of

    try:
        data = bytes_of(path)
    except ReadError as error:
        return Item(name_of(path), "", reason=error.faults[0].what)
    return Item(name_of(path), hashlib.sha256(data).hexdigest(), len(data), data, str(path))
