"""One cell read: as an amount of money, as points, as a word of a form."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from jixiao.catalog.items import plain
from jixiao.model.claim import Operand
from jixiao.model.document import Cell, Place
from jixiao.model.place import letters_of
from jixiao.model.quantity import Quantity, trim
from jixiao.patterns import regex
from jixiao.text.normalise import normalise
from jixiao.text.quantities import quantity
from jixiao.text.units import unit as unit_of

Row = list[Cell | None]
Grid = list[Row]

_BLANK = frozenset(("", "-", "--", "---", "—", "——", "–", "－", "/", "\\", "／"))
_NOTHING = _BLANK | {"无", "空"}
_NUMBER = regex(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,12})?")
_NEGATIVE = regex(r"\((\d[\d,.]*)\)")
_UNIT_IN_HEAD = regex(r"\((?:单位:?)?(亿元|万元|千元|元|%|分|人|个|百分比|项|㎡|平方米|m2)\)$")
_LETTER_IN_HEAD = regex(r"\((?:A|B|C|B/A|A/B|B÷A|C/B|C/A)\)$")
_MONTHS = regex(r"\d{1,2}[—–\-~至到]+\d{1,2}月份?")
_MARKED = regex(
    r"^(?:其中[:：]?|按[^:：]{2,8}[:：]|[一二三四五六七八九十]+[、.]|\d{1,2}[、.](?!\d)|\(?[一二三四五六七八九十\d]{1,3}\)[、.]?|[①-⑳⑴-⒇*★])+"
)
_SHEET_REF = regex(r"[A-Z]{1,3}(\d+)")
_INNER = regex(r"^(?:\(?[一二三四五六七八九十\d]{1,3}\)?[、.]?)?其中")


def is_blank(text: str) -> bool:
    """Whether a cell of words holds none: empty, a dash, a stroke. 无 is an answer there."""
    return text.strip() in _BLANK


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, a stroke, 无."""
    return not text or text.strip() in _NOTHING


@lru_cache(maxsize=65_536)
def amount_in(text: str, unit: str) -> Quantity | None:
    """The amount a cell prints, bare numbers in `unit` (万元); negative ones may stand in brackets. None if it is none.

    Plain digits are read here, everything else by `text.quantities`: both give the same.
    """
    bare = text.strip()
    if _NUMBER.fullmatch(bare):
        return _plain_amount(bare, unit)
    wide = normalise(bare).string.replace(" ", "")
    if (match := _NEGATIVE.fullmatch(wide)) is not None:
        wide = f"-{match.group(1)}"
    return _plain_amount(wide, unit) if _NUMBER.fullmatch(wide) else quantity(text, unit)


def _plain_amount(text: str, printed: str) -> Quantity | None:
    unit = unit_of(printed)
    if unit is None or unit.dimension == "count":
        return quantity(text, printed)
    places = len(text.partition(".")[2])
    step = Decimal(0) if unit.exact and not places else trim(Decimal(1).scaleb(-places) * unit.factor)
    value = trim(Decimal(text.replace(",", "")) * unit.factor)
    return Quantity(value, unit.full_name, step, "=", "", text, unit.printed, unit.factor)


@lru_cache(maxsize=65_536)
def word(text: str) -> str:
    """A head or label as forms spell it: without blanks, quotes, unit, letter (A) and colon; a span of months is N月."""
    bare = plain(normalise(text).string).rstrip(":：")
    for pattern in (_UNIT_IN_HEAD, _LETTER_IN_HEAD, _UNIT_IN_HEAD):
        bare = pattern.sub("", bare)
    return _MONTHS.sub("N月", bare.lstrip("*"))


@lru_cache(maxsize=65_536)
def row_name(text: str) -> str:
    """A row's label without 其中：, numbering, indent and unit."""
    return _MARKED.sub("", word(text))


def is_inner(text: str) -> bool:
    """Whether a label announces a part of the row above: 其中：…"""
    return _INNER.match(word(text)) is not None


def cell_at(row: Row, position: int | None) -> Cell | None:
    """The cell of a row at a position; rows may be shorter than their table."""
    return row[position] if position is not None and position < len(row) else None


def text_at(row: Row, position: int | None) -> str:
    """Its text, "" where there is none."""
    cell = cell_at(row, position)
    return cell.text.strip() if cell is not None else ""


def points(cell: Cell | None, label: str) -> Operand | None:
    """The points a cell prints (8, 8.50, 8分), or None."""
    if cell is None:
        return None
    value = amount_in(cell.text, "分")
    if value is None or value.unit != "分":
        return None
    return Operand(value, cell.text.strip(), cell.place, label)


def as_printed(cell: Cell | None, label: str, value: Quantity | None = None) -> Operand | None:
    """A cell as an operand, its words kept; None where the table has no such column."""
    return None if cell is None else Operand(value, cell.text.strip(), cell.place, label)


def square(row: Row, position: int | None) -> Cell | None:
    """The cell of a row in a column that the table has: a square a workbook does not store is an empty cell; None without column."""
    if position is None:
        return None
    cell = cell_at(row, position)
    beside = max((one for one in row if one is not None), key=lambda one: one.row, default=None)
    if cell is not None or beside is None:
        return cell
    place = beside.place
    match = _SHEET_REF.fullmatch(place.ref)
    ref = f"{letters_of(position)}{match.group(1)}" if match is not None else place.ref
    return Cell((), beside.row, position, place=Place(place.source, place.part, ref))
