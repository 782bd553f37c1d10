"""The cells of a sheet, kept as columns of text; a Cell and its Place are made when somebody looks at them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from operator import eq
from typing import overload

from jixiao.model.document import Cell, CellKind, Place
from jixiao.model.place import letters_of
from jixiao.readers import limits
from jixiao.readers.sheet.values import Value

_COLUMN_BITS = 14


@dataclass(eq=False, slots=True)
class Cells(Sequence[Cell]):
    """Cells in reading order. A million of them take the room of their texts; one looked at is made anew each time."""

    source: str
    sheet: str
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    _at: array[int] = field(default_factory=lambda: array("Q"))
    _texts: list[str] = field(default_factory=list)
    _more: dict[int, Value] = field(default_factory=dict)
    _sorted: bool = True
    _width: int = 0

    def add(self, row: int, column: int, value: Value | str) -> None:
        """Put a cell; of two at one place the later stands."""
        code = row << _COLUMN_BITS | column
        if self._sorted and self._at and code <= self._at[-1]:
            self._sorted = False
        if column >= self._width:
            self._width = column + 1
        self._at.append(code)
        if isinstance(value, str):
            self._texts.append(value)
        else:
            self._texts.append(value.text)
            self._more[code] = value

    def merge(self, ranges: list[tuple[int, int, int, int]]) -> int:
        """Make one cell of each range (top, left, bottom, right); how many others with something in them vanished."""
        here = set(self._at)
        covered: set[int] = set()
        for top, left, bottom, right in ranges:
            squares = {row << _COLUMN_BITS | column for row in range(top, bottom + 1) for column in range(left, right + 1)}
            first = top << _COLUMN_BITS | left
            if squares & covered or squares & self.spans.keys():
                continue
            self.spans[first] = bottom - top + 1, right - left + 1
            covered |= squares - {first}
            if first not in here:
                self.add(top, left, "")
        keep = [code not in covered for code in self._at]
        self._at = array("Q", compress(self._at, keep))
        self._texts = list(compress(self._texts, keep))
        return len(here & covered)

    def order(self) -> None:
        """Bring the cells into reading order."""
        if not self._sorted:
            last = {code: index for index, code in enumerate(self._at)}
            codes = sorted(last)
            self._texts = [self._texts[last[code]] for code in codes]
            self._at, self._sorted = array("Q", codes), True

    @property
    def problems(self) -> Iterator[str]:
        """What is wrong with cells, one entry for each that something is wrong with."""
        return (value.problem for value in self._more.values() if value.problem)

    @property
    def extent(self) -> tuple[int, int]:
        """Rows and columns up to the last cell, when the cells are in order."""
        return (self._at[-1] >> _COLUMN_BITS) + 1 if self._at else 0, self._width

    def holds(self, row: int, column: int) -> bool:
        """Whether there is a cell at this place, when the cells are in order."""
        code = row << _COLUMN_BITS | column
        index = bisect_left(self._at, code)
        return index < len(self._at) and self._at[index] == code

    def texts(self) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, text and problem of each cell in order, without making the cells."""
        mask = (1 << _COLUMN_BITS) - 1
        for code, text in zip(self._at, self._texts, strict=True):
            more = self._more.get(code)
            yield code >> _COLUMN_BITS, code & mask, text, more.problem if more is not None else ""

    def _make(self, code: int, text: str) -> Cell:
        row, column = code >> _COLUMN_BITS, code & (1 << _COLUMN_BITS) - 1
        rows, columns = self.spans.get(code, (1, 1))
        place = Place(self.source, self.sheet, f"{letters_of(column)}{row + 1}")
        runs = (text,) if text else ()
        more = self._more.get(code)
        if more is None:
            return Cell(runs, row, column, rows, columns, place)
        kind: CellKind = "text" if more.formula is None else "formula"
        note = f"={more.formula}" if more.formula else ""
        return Cell(runs, row, column, rows, columns, place, kind, note=note, problem=more.problem, stored=more.stored)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(index, slice):
            return tuple(map(self._make, self._at[index], self._texts[index]))
        return self._make(self._at[index], self._texts[index])

    def __iter__(self) -> Iterator[Cell]:
        return map(self._make, self._at, self._texts)

    def __len__(self) -> int:
        return len(self._at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((self.source, self.sheet, len(self)))


@lru_cache(maxsize=limits.COLUMNS)
def column_number(name: str) -> int:
    """The number of a column from 0; -1 when `name` is none."""
    if not (name.isascii() and name.isalpha() and name.isupper() and len(name) <= 3):
        return -1
    number = -1
    for letter in name:
        number = (number + 1) * 26 + ord(letter) - 65
    return number
