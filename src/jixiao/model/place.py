"""Where something stands in a source."""

from __future__ import annotations

from functools import lru_cache

from jixiao.model.record import record


@record(frozen=True, slots=True)
class Place:
    """Where something stands: `source` (sha256 of the bytes), `part` (正文, a sheet, 表2), `ref` (第12段, H14), `span`.

    Four fields place anything in any format; `span` counts characters inside that paragraph or cell.
    """

    source: str
    part: str
    ref: str
    span: tuple[int, int] | None = None

    def at(self, start: int, end: int) -> Place:
        """The same place narrowed to characters `start` to `end`."""
        return Place(self.source, self.part, self.ref, (start, end))

    def __str__(self) -> str:
        return f"{self.part}!{self.ref}" if self.part else self.ref


NOWHERE = Place("", "", "")


@lru_cache(maxsize=16_384)
def letters_of(column: int) -> str:
    """The letters of a workbook's column counted from 0: 0 is A, 27 is AB."""
    letters, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
