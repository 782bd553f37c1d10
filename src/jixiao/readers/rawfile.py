"""A file as it came: bytes and a name. What is derived from the bytes is derived once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.errors import Fault, ReadError

if TYPE_CHECKING:
    from jixiao.readers.office.archive import Archive

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


@dataclass(frozen=True)
class RawFile:
    """The bytes of a file; `name` is for messages only and is never used as a path.

    `origin` is the sha256 of the file these bytes were converted from, where they were: places bear that one's.
    """

    data: bytes
    name: str
    origin: str = ""

    @cached_property
    def sha256(self) -> str:
        return self.origin or hashlib.sha256(self.data).hexdigest()

    @property
    def is_zip(self) -> bool:
        return self.data.startswith(ZIP)

    @cached_property
    def archive(self) -> Archive:
        """The file as a zip whose directory was found within limits; `ReadError` otherwise."""
        from jixiao.readers.office.archive import Archive

        return Archive(self.data, self.name)

    def refuse(self, what: str, hint: str = "") -> ReadError:
        """The error to raise when this file cannot be read."""
        return ReadError(Fault(self.name, what, hint))
