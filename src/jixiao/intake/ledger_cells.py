"""The cells of a ledger: a CSV file or a sheet as records of the columns asked for, and the date a cell states."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice

from jixiao.errors import Fault
from jixiao.model.document import Document, Table
from jixiao.model.place import letters_of
from jixiao.patterns import regex
from jixiao.text.dates import parse_date
from jixiao.text.normalise import normalise

_HEAD_WITHIN = 12
_BLANKS = frozenset({"", "-", "—", "——", "－", "/", "\\"})
_SPACES = regex(r"\s+")
_PLAIN = regex(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?(?:[ T]?[0-9]{1,2}[:时][0-9]{1,2}分?(?::[0-9]{1,2}(?:\.[0-9]+)?|[0-9]{1,2}秒)?)?"
)
_SERIAL = regex(r"([0-9]{5})(?:\.[0-9]+)?")
_EIGHT = regex(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{6})?")
_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_SHOWN = 16
PROBLEM = "\0"
_MOST = 200 << 20
"""Bytes of a CSV file: about a million cases."""


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why a cell states no date, and what to write instead."""

    what: str
    hint: str


@lru_cache(maxsize=100_000)
def read_day(text: str) -> int | NoDay:
    """The day a cell states, as the ordinal of its date: 2021-03-05, 2021/3/5, 2021年3月5日, 20210305, 44260 (Excel's own
    number), with or without a time of day."""
    plain = text.strip()
    if not plain.isascii() and not _PLAIN.fullmatch(plain):
        plain = _SPACES.sub(" ", normalise(plain).string).strip(" 。")
    if found := _PLAIN.fullmatch(plain) or _EIGHT.fullmatch(plain):
        day = _day(*map(int, found.groups()))
        if day is None:
            return NoDay(f"没有“{text[:_SHOWN]}”这一天", "请核对年、月、日")
    elif found := _SERIAL.fullmatch(plain):
        day = _DAY_ZERO + timedelta(days=int(found[1]))
    else:
        day = parse_date(plain)
    if day is None:
        return NoDay(f"看不懂的日期“{text[:_SHOWN]}”", "请写成“2021-03-05”的样子，要有年、月、日")
    if not _FIRST <= day <= _LAST:
        return NoDay(f"日期“{text[:_SHOWN]}”不在 1990 年到 2100 年之间", "请核对；Excel 的日期请设成日期格式")
    return day.toordinal()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `number` is the row of the sheet, or the line of the file on which it begins. Only asked-for cells are held."""

    number: int
    cells: Mapping[str, str]

    def text(self, field: str) -> str:
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet or CSV file whose head was found: the words of the head by column, the rows below it.

    A cell whose value cannot be trusted (#REF!) stands in `below` behind a `PROBLEM` mark: nobody minds it in a column
    that is not asked for.
    """

    file: str
    source: str
    part: str
    heads: tuple[str, ...]
    head_number: int
    below: Iterable[tuple[int, Mapping[int, str]]]

    def where(self, number: int, column: int | None = None) -> str:
        """文件!表!单元格, or file:line."""
        if not self.part:
            return f"{self.file}:{number}"
        return f"{self.file}!{self.part}!" + (f"第{number}行" if column is None else f"{letters_of(column)}{number}")

    def records(self, columns: Mapping[str, int], faults: list[Fault]) -> Iterator[Record]:
        """The rows that hold something in one of `columns`; what stands in others is passed over unseen."""
        wanted = tuple(columns.items())
        for number, cells in self.below:
            taken = {
                field: text for field, column in wanted if (text := cells.get(column, "").strip()) and text not in _BLANKS
            }
            for field, text in taken.items():
                if text[0] == PROBLEM:
                    what = f"这一格的值不能用：{text[1:]}"
                    faults.append(Fault(self.where(number, columns[field]), what, "请改成数值后保存再用"))
                    taken = {key: words for key, words in taken.items() if key != field}
            if taken:
                yield Record(number, taken)


def csv_sheet(data: bytes, file: str, source: str, known: frozenset[str], faults: list[Fault]) -> Sheet | None:
    """The head and rows of a CSV file in UTF-8 or GB18030, its cells parted by commas, semicolons or tabs."""
    if len(data) > _MOST:
        faults.append(Fault(file, f"超过 {_MOST >> 20} MB", "请按月或按类别拆成几本台账"))
        return None
    text = decoded(data)
    if text is None:
        faults.append(Fault(file, "编码认不出（既不是 UTF-8，也不是 GB18030）", "请另存为“CSV UTF-8（逗号分隔）”后再用"))
        return None
    records = csv_records(text, file, faults)
    first = list(islice(records, _HEAD_WITHIN))
    index = _head([dict(enumerate(cells)) for _, cells in first], known)
    if index is None:
        faults.append(Fault(file, "没有找到台账的表头", "第一行写表头，至少有“编号”和“收到日期”"))
        return None
    heads = tuple(map(_same, first[index][1]))
    rows = _checked_width(chain(first[index + 1 :], records), len(heads), file, faults)
    return Sheet(file, source, "", heads, first[index][0], rows)


def _checked_width(
    records: Iterable[tuple[int, list[str]]], width: int, file: str, faults: list[Fault]
) -> Iterator[tuple[int, Mapping[int, str]]]:
    """Rows by column; one with more cells than the head has slipped, and none of its cells can be trusted."""
    for number, cells in records:
        if any(cell.strip() for cell in cells[width:]):
            what = f"这一行有 {len(cells)} 格，表头只有 {width} 格"
            faults.append(Fault(f"{file}:{number}", what, "内容里的逗号请加引号，或改用 Excel 文件"))
            continue
        yield number, dict(enumerate(cells))


def csv_records(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file that hold something, each with its number; broken quotation is told in `faults`, and ends it."""
    first = text.partition("\n")[0]
    mark = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.append(
                Fault(f"{file}:{number}", "CSV 写法有误（引号没有成对，或一格太长）", "请用 Excel 或 WPS 打开另存后再用")
            )
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def decoded(data: bytes) -> str | None:
    """The text of a file in UTF-8, GB18030 or (with its mark) UTF-16; None where it is none of them."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def table_sheet(document: Document, file: str, wanted: str, known: frozenset[str], faults: list[Fault]) -> Sheet | None:
    """The head and rows of the sheet called `wanted`; of the first sheet that has the head of a ledger where it is ""."""
    tables = {_same(table.place.part or table.title): table for table in document.tables()}
    if wanted and _same(wanted) not in tables:
        there = "、".join(f"“{name}”" for name in tables) or "（无）"
        faults.append(Fault(file, f"没有“{wanted}”工作表", f"现有：{there}"))
        return None
    for table in [tables[_same(wanted)]] if wanted else tables.values():
        sheet = _table(table, document.source, file, known)
        if sheet is not None:
            return sheet
    faults.append(Fault(f"{file}!{wanted}" if wanted else file, "没有找到台账的表头", "表头至少有“编号”和“收到日期”"))
    return None


def _table(table: Table, source: str, file: str, known: frozenset[str]) -> Sheet | None:
    part = table.place.part or table.title
    rows = rows_of(table)
    first = list(islice(rows, _HEAD_WITHIN))
    index = _head([cells for _, cells in first], known)
    if index is None:
        return None
    cells = first[index][1]
    heads = tuple(_same(cells.get(column, "")) for column in range(max(cells) + 1))
    return Sheet(file, source, part, heads, first[index][0], chain(first[index + 1 :], rows))


def rows_of(table: Table) -> Iterator[tuple[int, dict[int, str]]]:
    """Rows with something in them, numbered as Excel does, cells by column."""
    number = -1
    cells: dict[int, str] = {}
    for row, column, text, problem in table.texts():
        if row != number:
            if cells:
                yield number + 1, cells
            number, cells = row, {}
        cells[column] = f"{PROBLEM}{problem}" if problem else text
    if cells:
        yield number + 1, cells


def _head(rows: Sequence[Mapping[int, str]], known: frozenset[str]) -> int | None:
    """The index of the row with most known heads, at least two."""
    counts = [len({_same(text) for text in cells.values()} & known) for cells in rows]
    best = max(counts, default=0)
    return counts.index(best) if best >= 2 else None


def _same(name: str) -> str:
    return _SPACES.sub("", name)
