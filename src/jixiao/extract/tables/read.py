"""A document → everything its tables state: facts, rows, relations, figures, and which tables could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from jixiao.catalog.items import find_basis, find_item
from jixiao.extract.tables import TableReading, across, funds
from jixiao.extract.tables.amounts import Amounts, account_facts, facts_of, read_amounts
from jixiao.extract.tables.block import Block, Surroundings, blocks
from jixiao.extract.tables.cells import Row, cell_at, points, text_at
from jixiao.extract.tables.frame import form_goals, signatures
from jixiao.extract.tables.hold import Tested, hold_inside
from jixiao.extract.tables.indicators import read_indicators
from jixiao.extract.tables.overleaf import continued, turned
from jixiao.extract.tables.own import read_own
from jixiao.extract.tables.own_inner import inner_relations
from jixiao.extract.tables.own_rows import row_relations
from jixiao.extract.tables.own_slips import told_once
from jixiao.extract.tables.own_sums import sum_relations
from jixiao.extract.tables.targets import target_relations
from jixiao.extract.titles import is_name
from jixiao.model.claim import Operand, Verdict
from jixiao.model.document import Cell, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.reading import TableDoubt
from jixiao.patterns import regex
from jixiao.text.quantities import quantity

Points = dict[str, list[Operand]]
_LINES_ABOVE = 5
_PROJECTS = 3
_PAGE_NUMBER = regex(r"[\s\d—–\-第页共/]*")
_WORKBOOKS = ("xlsx", "xls", "ods")
_FRAMED = ("project-funds", "department-funds", "monitoring-funds", "target-tasks", "target-project-funds")
_AGENCY = regex(
    r"^(?:编制|填报|公开)?(?:部门|单位|预算单位|预算部门|填报单位)(?:名称|\(单位\)名称|\(单位\))?(?:\(盖章\))?[:：]\s*(?:\d{3,}[-—\s]?)?(?!(?:亿|百万|万|千)?元)(?P<agency>[^\s:：\d]{2,40})"
)
_DOES_IT = regex(r"(?:项目)?(?:实施|承担|执行)单位(?:名称|及代码)?(?:\(盖章\))?")
_IS_IT = regex(r"(?:预算)?(?:部门|单位|部门\(单位\))名称(?:\(盖章\))?|填报单位(?:\(盖章\))?")
_CODE_BEFORE = regex(r"^\d{3,}[-—]?")


def read_tables(document: Document, agency: str, year: int | None) -> TableReading:
    """Every part of every table whose head is that of a known form; identities inside tables and between them."""
    out = TableReading()
    exact = document.kind in _WORKBOOKS
    money: list[Amounts] = []
    tested: list[Tested] = []
    points_before: Points = {}
    for found in _found(document, agency, year, out):
        tested += _read_blocks(found, exact, out, money, points_before)
    tested += across.hold_between(money, exact)
    tested += across.hold_facts(out.facts)
    out.relations += across.pinpoint(tested)
    return out


def _found(document: Document, agency: str, year: int | None, out: TableReading) -> list[list[Block]]:
    """The blocks of each table. One without a head that follows another at once may be its next page."""
    every: list[list[Block]] = []
    above: list[str] = []
    part = 0
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text) if not _PAGE_NUMBER.fullmatch(text):
                above.append(text)
            case Table():
                around = Surroundings(tuple(above[-_LINES_ABOVE:]), agency, year if year is not None else out.year)
                found = blocks(block, around, part)
                if not found and not above and every and every[-1] and continued(every[-1][-1], block):
                    continue
                if every and every[-1] and turned(every[-1][-1], found, document.kind):
                    every[-1][-1].rows.extend(found[0].rows)
                    found, above = found[1:], []
                    if not found:
                        continue
                if not found:
                    _read_own(block, around, out)
                elif len(found) == 1 and _lists_projects(found[0]) and (own := read_own(block, around)) is not None:
                    out.relations += sum_relations(own)
                if any(one.form.reads == "indicators" or one.form.id in _FRAMED for one in found):
                    out.goals += form_goals(block, part, part + len(found) - 1)
                    out.signed += signatures(block)
                part += len(found)
                every.append(found)
                if found and not out.agency:
                    out.agency = _agency(block, around)
                out.year = out.year or next((one.year for one in found if one.year is not None), None)
                above = []
    return every


def _lists_projects(block: Block) -> bool:
    """Whether the rows of a block of funds are projects and their total, not kinds of money: 项目支出绩效自评汇总表."""
    if block.form.table != "F1":
        return False
    keys = [line.key for line in read_amounts(block).lines]
    return keys.count("") >= _PROJECTS and keys[-1:] == ["资金总额"] and len(keys) - keys.count("") == 1


def _read_own(table: Table, around: Surroundings, out: TableReading) -> None:
    """What a table of no known form states in itself: its totals, and its columns worked out from others."""
    own = read_own(table, around)
    if own is not None:
        out.figures += own.figures()
        out.relations += told_once([*sum_relations(own), *inner_relations(own), *row_relations(own)])


def _read_blocks(
    found: Sequence[Block], exact: bool, out: TableReading, money: list[Amounts], points_before: Points
) -> list[Tested]:
    """Reads the blocks of one table into `out` and `money`; what identities gave is returned, to be judged over all tables.

    `points_before` are points of funds in an earlier table, which may belong to the total of this one.
    """
    tested: list[Tested] = []
    points_above: Points = {}
    for block in found:
        out.forms.append(block.form.id)
        match block.form.reads:
            case "items":
                _read_items(block, out)
            case "indicators":
                scores = read_indicators(block, points_above, points_before)
                points_above = {}
                points_before.clear()
                out.indicators += scores.rows
                out.relations += scores.relations
                out.relations += target_relations(scores.rows)
                out.figures += scores.figures
                out.facts += scores.facts
            case _:
                tested += _read_money(block, exact, out, money, points_above)
    points_before.update(points_above)
    return tested


def _read_money(block: Block, exact: bool, out: TableReading, money: list[Amounts], points_above: Points) -> list[Tested]:
    amounts = read_amounts(block)
    if (astray := amounts.percentages()) > 1:
        out.doubts.append(TableDoubt("shifted", amounts.name, block.place, astray))
        return []
    out.figures += amounts.operands()
    held = hold_inside(amounts, exact)
    if held.misread:
        judged = [one for one in held.tested if one.verdict is not Verdict.UNVERIFIABLE or one.relation.detail == "misread"]
        failed = sum(1 for one in judged if one.relation.detail == "misread")
        out.doubts.append(TableDoubt("misread", amounts.name, block.place, failed, len(judged)))
        return held.tested
    if amounts.table.startswith("T") and amounts.lines and not block.said:
        out.doubts.append(TableDoubt("no_unit", amounts.name, block.place))
    money.append(amounts)
    out.facts += facts_of(amounts)
    out.facts += account_facts(amounts)
    rates = list(funds.rate_relations(amounts))
    out.relations += rates
    out.figures += [one.stated for one in rates]
    out.relations += funds.score_relations(amounts)
    out.funds += funds.funds_rows(amounts)
    for role in ("weight", "score"):
        position = block.columns.get(role)
        for row in block.rows if position is not None else ():  # also a row whose amounts are still to be filled in
            worth = points(cell_at(row, position), text_at(row, block.columns.get("label")))
            if worth is not None and (role == "weight" or _has_weight(block, row)):
                points_above.setdefault(role, []).append(worth)
    return [*held.tested, *funds.hold_inside_cells(amounts)]


def _has_weight(block: Block, row: Row) -> bool:
    """Whether a row of funds bears points at all: amounts by kind of spending may stand in the column of points."""
    position = block.columns.get("weight")
    return position is None or points(cell_at(row, position), "") is not None


def _read_items(block: Block, out: TableReading) -> None:
    """One item a row, last year and this year in columns, each row with its basis and unit."""
    for row in block.rows:
        name = text_at(row, block.columns.get("item"))
        item = find_item(name) if name else None
        if item is None:
            continue
        basis = find_basis(text_at(row, block.columns.get("basis")))
        for role, back in (("this_year", 0), ("last_year", -1)):
            cell = cell_at(row, block.columns.get(role))
            unit = text_at(row, block.columns.get("unit"))
            value = quantity(cell.text, unit) if cell is not None and cell.text.strip() else None
            if cell is not None and value is not None:
                when = block.year + back if block.year is not None else None
                by = f"form:{block.form.id}/{role}"
                out.facts.append(
                    Fact(item.key, value, when, basis.key if basis else "", block.agency, cell.text, cell.place, by)
                )


def _agency(table: Table, around: Surroundings) -> str:
    """The agency a line above or at the head of a table names: 部门：示例县…, or 实施单位 in one cell and its name in the next."""
    head = list(takewhile(lambda one: one.row <= _LINES_ABOVE, table.cells))
    return _named([cell.text for cell in head]) or _beside_its_label(head) or _named(around.above)


def _beside_its_label(head: Sequence[Cell]) -> str:
    """The name in the cell behind 实施单位, else behind 部门（单位）名称; a code before it is left out."""
    filled = [
        (cell.row, "".join(cell.text.split()).replace("（", "(").replace("）", ")")) for cell in head if cell.text.strip()
    ]
    for label in (_DOES_IT, _IS_IT):
        for (row, text), (below, name) in pairwise(filled):
            bare = _CODE_BEFORE.sub("", name)
            if row == below and label.fullmatch(text.rstrip(":：")) and is_name(bare):
                return bare
    return ""


def _named(lines: Sequence[str]) -> str:
    for line in lines:
        bare = line.strip()
        match = _AGENCY.match(bare.replace("（", "(").replace("）", ")"))
        if match is not None:
            return bare[slice(*match.span("agency"))]
    return ""
