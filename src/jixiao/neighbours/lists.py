"""Lists of projects (项目支出明细、自评汇总): a row for each, its name and what it spent. Such tables have no form of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.catalog.items import plain
from jixiao.model.claim import Operand
from jixiao.model.document import Cell, Document, Heading, Paragraph, Table
from jixiao.patterns import regex
from jixiao.text.quantities import quantity

_NAME = regex(r"^(?:项目|专项)(?:\(政策\))?名称$")
_SPENT = regex(
    r"^(?:全年|本年|实际|资金|预算)?(?:执行数|支出数|决算数|支出额|支出金额|执行金额|支出)(?:\((?:B|万元|元)\))*$"
)
_UNIT = regex(r"单位[:：]?\s*(?:人民币)?(亿元|万元|千元|元)|[(（](亿元|万元|千元|元)[)）]")
_TOTAL = regex(r"^(?:合计|总计|小计)$")
_HEAD_ROWS = 6
_LEAST = 2


def listed_projects(document: Document) -> Iterator[Operand]:
    """What each project of a list spent; none where nobody says in which unit, or where fewer than two are listed."""
    above: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found = list(_of_table(block, above))
            if len(found) >= _LEAST:
                yield from found
            above = []
        elif isinstance(block, Heading | Paragraph):
            above.append(block.text)


def _of_table(table: Table, above: Sequence[str]) -> Iterator[Operand]:
    head = [cell for cell in table.cells if cell.row < _HEAD_ROWS]
    name = next((cell for cell in head if _NAME.match(plain(cell.text))), None)
    spent = next(
        (cell for cell in head if _SPENT.match(plain(cell.text)) and name is not None and cell.row <= name.row + 1), None
    )
    unit = next(
        (
            match
            for text in (*(one.text for one in head), *reversed(above[-4:]), table.title)
            if (match := _UNIT.search(text))
        ),
        None,
    )
    if name is None or spent is None or unit is None:
        return
    first = max(name.row + name.row_span, spent.row + spent.row_span)
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        if cell.row >= first:
            rows.setdefault(cell.row, {})[cell.column] = cell
    for row in rows.values():
        label, amount = row.get(name.column), row.get(spent.column)
        if label is None or amount is None or not plain(label.text) or _TOTAL.match(plain(label.text)):
            continue
        value = quantity(amount.text, unit[1] or unit[2])
        if value is not None and value.unit == "元":
            yield Operand(value, amount.text.strip(), amount.place, plain(label.text))
