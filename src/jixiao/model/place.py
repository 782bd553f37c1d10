"""Where something stands in a source."""

from __future__ import annotations

from functools import lru_cache

from jixiao.model.record import record
from jixiao.patterns import regex


@record(frozen=True, slots=True)
class Place:
    """Where something stands: `source` (sha256 of the bytes), `part` (正文, a sheet, 表2), `ref` (第12段, H14, R2C4), `span`.

    Four fields place anything in any format; `span` counts characters inside that paragraph or cell. A cell of a table that
    has no letters and numbers of its own (Word, web page, PDF) is R2C4 to programs and 第2行第4列 to a person.
    """

    source: str
    part: str
    ref: str
    span: tuple[int, int] | None = None

    def at(self, start: int, end: int) -> Place:
        """The same place narrowed to characters `start` to `end`."""
        return Place(self.source, self.part, self.ref, (start, end))

    def __str__(self) -> str:
        square = _SQUARE.fullmatch(self.ref)
        ref = f"第{square[1]}行第{square[2]}列" if square else self.ref
        return f"{self.part}!{ref}" if self.part else ref


_SQUARE = regex(r"R(\d+)C(\d+)")

NOWHERE = Place("", "", "")


@lru_cache(maxsize=16_384)
def letters_of(column: int) -> str:
    """The letters of a workbook's column counted from 0: 0 is A, 27 is AB."""
    letters, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
