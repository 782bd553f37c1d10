"""A block of money: every row a line with its key, subject code and amounts by column; and the facts it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.catalog.items import Item, bases, find_item, items
from jixiao.extract.tables.block import Block
from jixiao.extract.tables.cells import Row, amount_in, cell_at, is_inner, is_nothing, row_name, text_at, word
from jixiao.model.claim import Operand
from jixiao.model.document import Cell, Place
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.patterns import regex

_CODE = regex(r"\d{3}(?:\d\d){0,2}")
_SKIPPED = frozenset(("栏次", "行次", "项目", "序号"))
_TOP = regex(r"^[一二三四五六七八九十]+[、.]")
_WHOLE = regex(r"\d{1,2}(?:\.0+)?")
_LEAST_COUNTED = 3
_FIRST_ROWS = 2
_NAMED = ("T", "Y", "G")
_OF_SEVERAL_YEARS = ("中期", "实施期")
_UNREAD = regex(r"[\d*#]")


@dataclass(slots=True)
class Line:
    """A row (of one side) of a block of money.

    `key` is the form's name for it, "" if it has none; `code` the subject code printed in it (201, 20106, 2010601).
    `amounts` holds what could be read, `blind` the columns in which something stands that is no amount (**, #REF!), `empty`
    those that are blank or a dash. `inner`: a part of the row above (其中), `top`: marked 一、二、….
    """

    key: str
    label: str
    code: str
    side: str
    row: Row
    amounts: dict[str, Operand] = field(default_factory=dict)
    blind: set[str] = field(default_factory=set)
    empty: dict[str, Cell] = field(default_factory=dict)
    inner: bool = False
    top: bool = False


@dataclass(frozen=True, slots=True)
class Amounts:
    """A block of money as read: its lines in order, side by side ones one side after the other.

    `rounded` are the cells that show less than they store: what they show was rounded.
    """

    block: Block
    lines: tuple[Line, ...]
    by_key: Mapping[str, Line]
    rounded: frozenset[Place]

    @property
    def table(self) -> str:
        return self.block.form.table

    @property
    def place(self) -> Place:
        return self.block.place

    @property
    def name(self) -> str:
        """How a person calls this table: its title as printed, else the form's name."""
        return self.block.title if self.block.form.title.fits(word(self.block.title)) else self.block.form.name

    def columns(self) -> Iterator[str]:
        """The columns of money, each once, in order."""
        yield from dict.fromkeys(role for group in self.block.groups for role in group if role in self.block.form.amounts)

    def percentages(self) -> int:
        """How many amounts are printed with a percent sign, in a form that has a column of its own for rates."""
        if "rate" not in self.block.columns:
            return 0
        return sum(1 for one in self.operands() if one.quote.rstrip().endswith(("%", "％")))

    def operands(self) -> Iterator[Operand]:
        return (operand for line in self.lines for operand in line.amounts.values())


def read_amounts(block: Block) -> Amounts:
    """The lines of a block. Lines without a label and without amounts are left out."""
    rows = [row for at, row in enumerate(block.rows) if at > _FIRST_ROWS or not _counts_columns(row)]
    lines: list[Line] = []
    for side, group in block.sides():
        money = [(role, at, block.unit_at(at) or "元") for role, at in group.items() if role in block.form.amounts]
        lines += [line for row in rows if (line := _line(block, side, group, money, row)) is not None]
    by_key: dict[str, Line] = {}
    for line in lines:
        if line.key:
            by_key.setdefault(line.key, line)
    places = {operand.place for line in lines for operand in line.amounts.values()}
    rounded = {cell.place for row in rows for cell in row if cell is not None and cell.stored}
    return Amounts(block, tuple(lines), by_key, frozenset(places & rounded))


def _counts_columns(row: Row) -> bool:
    """Whether a row numbers the columns: nothing but 1 2 3 …, of three or more."""
    texts = [
        cell.text.strip() for cell in {id(cell): cell for cell in row if cell is not None}.values() if cell.text.strip()
    ]
    if len(texts) < _LEAST_COUNTED or not all(_WHOLE.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.partition(".")[0]) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (1, 2)


def _line(block: Block, side: str, group: Mapping[str, int], money: Sequence[tuple[str, int, str]], row: Row) -> Line | None:
    form = block.form
    labels = _labels(block, group, row)
    code = _code(block, group, row)
    key = next((found for text in (*reversed(labels), code) if (found := form.row_key(text, side))), "")
    raw = next((text for text in reversed(labels) if key and form.row_key(text, side) == key), labels[-1] if labels else "")
    if row_name(raw) in _SKIPPED or raw.startswith("注"):
        return None
    line = Line(key, row_name(raw), code, side, row, inner=is_inner(raw), top=_TOP.match(word(raw)) is not None)
    name = line.label or code
    for role, at, unit in money:
        cell = cell_at(row, at)
        text = cell.text.strip() if cell is not None else ""
        if cell is None or is_nothing(text):
            if cell is not None:
                line.empty[role] = cell
            continue
        value = amount_in(text, unit)
        if value is not None and value.plain:
            label = f"{name} {role}" if name and len(money) > 1 else name or role
            line.amounts[role] = Operand(value, text, cell.place, label)
        elif _UNREAD.search(text):
            line.blind.add(role)
    return line if line.amounts or line.blind or (line.empty and name) else None


def _labels(block: Block, group: Mapping[str, int], row: Row) -> list[str]:
    """The words of a row: those of its label column, else every text that is no figure and stands in no other column."""
    if "label" in group or "code" in group:
        found = [text_at(row, group.get("label")), *(text_at(row, at) for at in (group.get("code"),) if at is not None)]
        return [text for text in reversed(found) if text and not _CODE.fullmatch(text)]
    taken = set(group.values()) | set(block.weights)
    seen: dict[int, Cell] = {
        id(cell): cell for at, cell in enumerate(row) if cell is not None and at not in taken and not is_nothing(cell.text)
    }
    words = [cell for cell in seen.values() if amount_in(cell.text, "元") is None]
    first = min((group[role] for role in group if role in block.form.amounts), default=0)
    before = [cell for cell in words if cell.column < first]  # what stands behind the amounts (优, a remark) names no row
    return [cell.text.strip() for cell in before or words]


def _code(block: Block, group: Mapping[str, int], row: Row) -> str:
    """The subject code of a row: in one cell, or put together from 类, 款 and 项 in three."""
    if "code" not in group:
        return ""
    columns: Sequence[int] = block.codes if len(block.groups) == 1 else (group["code"],)
    cells = {id(cell): cell for at in columns if (cell := cell_at(row, at)) is not None}
    whole = "".join(cell.text.strip() for cell in cells.values())
    return whole if _CODE.fullmatch(whole) else ""


def facts_of(amounts: Amounts) -> Iterator[Fact]:
    """What a block states of items of the catalog, each with year, basis and place. None without a unit."""
    block = amounts.block
    if not (block.said or block.form.unit):
        return
    seen: set[tuple[str, Place]] = set()  # a cell that covers several columns is one figure
    for line in amounts.lines:
        if block.form.facts_of and line.key not in block.form.facts_of:
            continue
        if line.key and amounts.by_key.get(line.key) is not line:
            continue
        own = _item_of(block, line)
        for role, operand in line.amounts.items():
            item, basis, shift = _meaning(block.form.gives.get(role, ""), own)
            if block.form.row_gives:
                _, basis, shift = _meaning(block.form.row_gives.get(line.key, ""), item)
            value = operand.quantity
            if (
                item is None
                or value is None
                or value.unit != item.unit
                or (basis and item.bases and basis not in item.bases)
            ):
                continue
            if (item.key, operand.place) in seen:
                continue
            seen.add((item.key, operand.place))
            when = block.year + shift if block.year is not None else None
            by = f"form:{block.form.id}/{role}"
            yield Fact(item.key, value, when, basis if item.bases else "", block.agency, operand.quote, operand.place, by)


def account_facts(amounts: Amounts) -> Iterator[Fact]:
    """The named rows of a final-account table as facts of its own words, for other documents to be held against:
    accounts/T3/合计/基本支出, accounts/T1/年末结转和结余, accounts/T6/30217 (subjects by economic class). Those of budgets and of forms
    of targets are called tables/Y3/合计/基本支出.
    """
    block = amounts.block
    if not amounts.table.startswith(_NAMED) or not (block.said or block.form.unit):
        return
    family = "accounts" if amounts.table.startswith("T") else "tables"
    several = len(list(amounts.columns())) > 1
    for line in amounts.lines:
        name = line.key or (line.code if amounts.table == "T6" else "")
        if line.label.startswith(_OF_SEVERAL_YEARS):
            continue
        if not name or (line.key and amounts.by_key.get(line.key) is not line):
            continue
        for role, operand in line.amounts.items():
            if operand.quantity is not None:
                item = f"{family}/{amounts.table}/{name}{f'/{role}' if several else ''}"
                by = f"form:{block.form.id}/{role}"
                yield Fact(item, operand.quantity, block.year, "", block.agency, operand.quote, operand.place, by)


def _item_of(block: Block, line: Line) -> Item | None:
    known = items().get(block.form.items.get(line.key, ""))
    return known or (find_item(line.label) if block.form.any_item and line.label else None)


def _meaning(given: str, row_item: Item | None) -> tuple[Item | None, str, int]:
    """Item, basis and year counted from this one: executed@-1, staff_in_post@-1, total_expenditure.executed.

    An item of the row that has no basis is of this year, whatever column it stands in.
    """
    name, _, back = given.partition("@")
    item_key, _, basis = name.rpartition(".")
    if not item_key and name not in bases():
        item_key, basis = name, ""
    if item_key or not name:
        return items().get(item_key), basis, int(back or 0)
    return row_item, name, int(back or 0) if row_item is not None and row_item.bases else 0


def quantity_of(operand: Operand | None) -> Quantity | None:
    """The quantity of an operand that may be lacking."""
    return operand.quantity if operand is not None else None
