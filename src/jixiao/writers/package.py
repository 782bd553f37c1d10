"""Office files are zips: the same zip twice, and single parts exchanged with all others left as they are."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from jixiao.patterns import regex

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_WHEN = regex(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_UTF8, _SIZES_BEHIND = 0x800, 0x8


def repack(data: bytes) -> bytes:
    """The same office file with sorted members, one fixed time and no dates of making: equal contents, equal bytes.

    `[Content_Types].xml` stays first, as readers expect. The day a report bears is in its text, not in the package.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != _FIRST, one)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _WHEN.sub(b"", content)
            target.writestr(member, content, compresslevel=6)
    return out.getvalue()


def exchange(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The zip `data` with the members in `contents` written anew, in place or at the end.

    Every other member is carried over packed as it is, with its time: nothing is unpacked that nobody asked for.
    """
    with zipfile.ZipFile(BytesIO(data)) as source:
        infos = source.infolist()
    known = {info.filename for info in infos}
    body, directory = BytesIO(), BytesIO()
    count = 0
    for info, packed in (
        *_kept(data, infos, contents),
        *(_made(name, content) for name, content in contents.items() if name not in known),
    ):
        count += 1
        name = info.filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
        year, month, day, hour, minute, second = info.date_time
        common = struct.pack(
            "<HHHHHIIIHH", 20, info.flag_bits & ~_SIZES_BEHIND, info.compress_type, hour << 11 | minute << 5 | second // 2,
            (year - 1980) << 9 | month << 5 | day, info.CRC, len(packed), info.file_size, len(name), 0,
        )  # fmt: skip
        at = body.tell()
        body.write(b"PK\x03\x04" + common + name)
        body.write(packed)
        made_by = info.create_system << 8 | 20
        ends = struct.pack("<HHHII", 0, 0, info.internal_attr, info.external_attr, at)
        directory.write(b"PK\x01\x02" + struct.pack("<H", made_by) + common + ends + name)
    start, listed = body.tell(), directory.getvalue()
    last = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), start, 0)
    return body.getvalue() + listed + b"PK\x05\x06" + last


def _kept(
    data: bytes, infos: list[zipfile.ZipInfo], contents: Mapping[str, bytes]
) -> Iterator[tuple[zipfile.ZipInfo, bytes | memoryview]]:
    view = memoryview(data)
    for info in infos:
        if info.filename in contents:
            yield _made(info.filename, contents[info.filename])
            continue
        start = info.header_offset + 30 + sum(struct.unpack_from("<HH", view, info.header_offset + 26))
        yield info, view[start : start + info.compress_size]


def _made(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    info.flag_bits = 0 if name.isascii() else _UTF8
    info.CRC, info.file_size = zlib.crc32(content), len(content)
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    return info, press.compress(content) + press.flush()
