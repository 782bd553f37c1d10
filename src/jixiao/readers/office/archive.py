"""A zip read with suspicion: its directory is judged first, and no part gives more than it declared."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError
from jixiao.readers import limits

if TYPE_CHECKING:
    from zipfile import ZipInfo

_CHUNK = 1 << 16
_STORED, _DEFLATED = 0, 8
_TOO_LARGE = "请拆成几个文件，或删去用不到的图片、工作表后再用"
_DAMAGED = "请用 Word、Excel 或 WPS 打开它另存一次；打不开则需重新取得这个文件"


class Archive:
    """The parts of an office file by name. Names are compared without case, `/` and `\\` alike, as Office does."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        import zipfile

        self._check_before_opening(data)
        self._data = memoryview(data)
        try:
            listed = zipfile.ZipFile(BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._refuse("压缩格式不完整（目录缺失或损坏），多半是没有下载完或复制中断", _DAMAGED) from error
        self._members = {_key(one.filename): one for one in listed if not one.is_dir()}
        self._check_directory(listed)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and _key(part) in self._members

    @property
    def unpacked(self) -> int:
        """Bytes of all parts together, as the directory declares them; no part gives more."""
        return sum(one.file_size for one in self._members.values())

    @cached_property
    def kind(self) -> str:
        """ "docx", "xlsx", "odt" or "ods" when it is one, by its declared content; otherwise the Chinese name of what it is."""
        if "[content_types].xml" in self:
            types = self.read("[Content_Types].xml")
            if b"\x00" in types[:4]:
                types = types.decode("utf-16", "replace").encode()
            return next((kind for mark, kind in _CONTENT if mark in types), "一种不认识的 Office 文件")
        if "mimetype" in self and (kind := _OPEN.get(self.read("mimetype").strip())):
            return kind
        return next((kind for mark, kind in _OTHERS if mark in self), "压缩包")

    def read(self, part: str) -> bytes:
        """The whole of `part`; `ReadError` if it is absent, damaged or beyond `limits.PART`."""
        if _key(part) not in self._members:
            raise self._refuse(f"缺少内部部件 {part}", _DAMAGED)
        if self._members[_key(part)].file_size > limits.PART:
            raise self._refuse(f"内部部件 {part} 解开后超过 {limits.PART // limits.MB} MB", _TOO_LARGE)
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of `part`, never more than its directory entry declares: what comes beyond is damage."""
        info = self._members[_key(part)]
        if info.file_size > limits.STREAM:
            raise self._refuse(f"内部部件 {part} 解开后超过 {limits.STREAM // limits.MB} MB", _TOO_LARGE)
        given = check = 0
        try:
            for chunk in self._unpacked(info):
                given += len(chunk)
                if given > info.file_size:
                    break
                check = zlib.crc32(chunk, check)
                yield chunk
        except (zlib.error, struct.error) as error:
            raise self._refuse(f"内部部件 {part} 已损坏", _DAMAGED) from error
        if given != info.file_size or check != info.CRC:
            raise self._refuse(f"内部部件 {part} 已损坏，与目录所记不符", _DAMAGED)

    def _unpacked(self, info: ZipInfo) -> Iterator[bytes]:
        """The bytes of one part as they come, never more than `_CHUNK` at a time."""
        names = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        start = info.header_offset + 30 + sum(names)
        packed = self._data[start : start + info.compress_size]
        if info.compress_type == _STORED:
            yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
            return
        inflate = zlib.decompressobj(-15)
        for at in range(0, len(packed), _CHUNK):
            rest: bytes | memoryview = packed[at : at + _CHUNK]
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _CHUNK)
                rest = inflate.unconsumed_tail
        while not inflate.eof and (more := inflate.decompress(b"", _CHUNK)):
            yield more

    def _refuse(self, what: str, hint: str) -> ReadError:
        return ReadError(Fault(self.name, what, hint))

    def _check_before_opening(self, data: bytes) -> None:
        if len(data) > limits.FILE:
            raise self._refuse(f"文件超过 {limits.FILE // limits.MB} MB", _TOO_LARGE)
        if data.count(b"PK\x01\x02") > limits.MEMBERS:
            raise self._refuse(f"压缩包里的部件超过 {limits.MEMBERS} 个，不像正常文件，没有解开", _TOO_LARGE)

    def _check_directory(self, listed: list[ZipInfo]) -> None:
        """Judge what the directory declares; overlapping or repeated parts are counted as often as they are listed."""
        if any(one.flag_bits & 1 for one in listed):
            raise self._refuse("压缩包加了密码", "请去掉密码后再用")
        if any(one.compress_type not in (_STORED, _DEFLATED) for one in listed):
            raise self._refuse("压缩方法不是 Office 文件所用的", _DAMAGED)
        total = sum(one.file_size for one in listed)
        swollen = next(
            (
                one
                for one in listed
                if one.file_size > limits.RATIO_FROM and one.file_size > limits.RATIO * one.compress_size
            ),
            None,
        )
        if swollen is not None:
            times = swollen.file_size // max(swollen.compress_size, 1)
            raise self._refuse(f"内部部件 {swollen.filename} 解开后会膨胀 {times} 倍，像是压缩炸弹，没有解开", _TOO_LARGE)
        if total > limits.UNPACKED:
            raise self._refuse(
                f"解开后共 {total // limits.MB} MB，超过 {limits.UNPACKED // limits.MB} MB，没有解开", _TOO_LARGE
            )
        if len(self._members) < sum(not one.is_dir() for one in listed):
            raise self._refuse("压缩包里有同名的部件，不同软件会读出不同内容", _DAMAGED)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


_CONTENT = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.sheet.binary", "二进制工作簿（xlsb）"),
    (b"presentationml", "演示文稿（pptx）"),
    (b"visio", "Visio 图（vsdx）"),
)
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_OTHERS = (
    ("ofd.xml", "版式文件（OFD）"),
    ("mimetype", "OpenDocument 演示、图形或电子书文件（odp、odg、epub）"),
)
