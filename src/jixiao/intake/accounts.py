"""Final accounts (部门决算公开各表) as a source of a case's figures: taken with their places, never over what the unit wrote.

Recognising the tables and holding their identities (勾稽关系) is `extract`'s; here a `Reading` of them becomes figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.catalog.items import describe, items, plain
from jixiao.datafile import read_data
from jixiao.errors import CaseError, Fault, RulesError
from jixiao.model.case import Case
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Cell, Document, Place, Table
from jixiao.model.fact import Fact, FactKey, Facts
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Reading
from jixiao.patterns import regex

_BLANK_IS_NIL = regex(r"(?:空白|空格|空着|未填)[^。；;，,]{0,12}(?:为|表示|视为|视同|即|系|等于)\s*(?:0|０|零)")
"""A legend that says what an empty cell is: 表中空白单元格表示 0."""
_ADJUSTED = regex(r"预算数[^。；;]{0,24}(?:全年预算|调整后)")
"""A legend that says that the budget of the table is the adjusted one: 预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数."""
_AMOUNT = regex(r"-?[\d,]+(?:\.\d+)?")
_FORMS = ("form:final-account", "form:three-public")


@dataclass(frozen=True, slots=True)
class Accounts:
    """The figures of one file of final accounts. `year` is the one it names, or None; `notes` say what does not hold in it.

    `unsure` are the places of budgets that may be those of the start of the year or adjusted ones: the table does not say.
    `tables` are the keys (T1 …) of the tables it holds.
    """

    file: str
    agency: str
    year: int | None
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    unsure: frozenset[Place] = frozenset()
    tables: frozenset[str] = frozenset()


def accounts_of(reading: Reading, file: str, document: Document) -> Accounts:
    """The figures `reading` took from the tables of final accounts in `document`; `CaseError` where there is no such table.

    Each figure's place is 文件!表!单元格. An identity that does not hold is told with the places of all its figures.
    """
    by_key: dict[FactKey, Fact] = {}
    differing: list[str] = []
    for fact in (_placed(one, file) for one in _facts(reading)):
        first = by_key.setdefault(fact.key, fact)
        if not _meet(first, fact):
            name = describe(fact.item, fact.basis)
            differing.append(
                f"决算表里{name}有两个数：{first.place} 是 {first.shown}，{fact.place} 是 {fact.shown}，采用前一个，请先核对决算表"
            )
    budgets = _budgets(document, file)
    facts = tuple(fact for fact in by_key.values() if not (_is_budget(fact) and budgets.get(fact.place.part) == "adjusted"))
    if not facts:
        hint = "请给部门决算公开的各表（收入支出决算总表、支出决算表、“三公”经费支出决算表等）；表名和计量单位要写在表上"
        raise CaseError(Fault(file, "没有认出决算表里的数", hint))
    notes = [
        f"{file} 的“{one.title}”多处加不起来，多半没有读对，没有采用" for one in reading.doubts if one.kind == "misread"
    ]
    notes += [f"{file} 的“{one.title}”没有写计量单位，没有采用" for one in reading.doubts if one.kind == "no_unit"]
    notes += [_broken(one, file) for one in reading.relations if _fails(one)] + differing
    if any(_is_budget(fact) and budgets.get(fact.place.part) == "adjusted" for fact in by_key.values()):
        notes.append(f"{file} 的“三公”经费表注明预算数是全年预算数，没有当作年初预算数用")
    unsure = frozenset(one.place for one in facts if _is_budget(one) and budgets.get(one.place.part) != "initial")
    if unsure:
        notes.append(f"{file} 的“三公”经费表没有写明预算数是年初的还是调整后的，当作年初预算数用，请核对")
    return Accounts(file, reading.agency, reading.year, facts, tuple(dict.fromkeys(notes)), unsure)


def _is_budget(fact: Fact) -> bool:
    return fact.by.startswith("form:three-public") and fact.basis == "initial_budget"


def _budgets(document: Document, file: str) -> dict[str, str]:
    """What each table says its budget is: adjusted, initial, or nothing."""
    found: dict[str, str] = {}
    for table in document.tables():
        words = "\n".join(cell.text for cell in table.cells)
        part = f"{file}!{table.place.part}" if table.place.part else file
        found[part] = "adjusted" if _ADJUSTED.search(words) else "initial" if "年初预算" in words else ""
    return found


def _facts(reading: Reading) -> Iterator[Fact]:
    known: dict[tuple[str, int | None], Fact] = {}
    for fact in reading.facts:
        if fact.item in items() and fact.by.startswith(_FORMS):
            yield fact
        known.setdefault((fact.item, fact.year), fact)
    for one in _named():
        for (item, year), fact in known.items():
            if item == one["of"] and _same(one.get("same", ()), year, known):
                yield replace(fact, item=one["item"], basis=one.get("basis", ""))


def _same(names: Iterable[str], year: int | None, known: dict[tuple[str, int | None], Fact]) -> bool:
    found = [known.get((name, year)) for name in names]
    values = {one.value.value for one in found if one is not None and isinstance(one.value, Quantity)}
    return not found or (None not in found and len(values) == 1)


def _placed(fact: Fact, file: str) -> Fact:
    place = fact.place
    return replace(fact, place=Place(place.source, f"{file}!{place.part}" if place.part else file, place.ref, place.span))


def _fails(relation: Relation) -> bool:
    return (
        relation.kind is Kind.IDENTITY and relation.verdict is Verdict.INCONSISTENT and relation.way.startswith("identity:")
    )


def _broken(relation: Relation, file: str) -> str:
    every = (relation.stated, *relation.operands)
    places = "、".join(dict.fromkeys(f"{file}!{one.place}" for one in every if one.quantity is not None))
    wanted = f"，算得 {relation.expected.text}" if relation.expected is not None else ""
    return f"决算表勾稽不符：“{relation.quote}”不成立{wanted}（{places}），请先核对决算表"


def with_accounts(case: Case, sources: Iterable[Accounts]) -> Case:
    """`case` with the figures of `sources` where it has none of its own for its year or the one before.

    `CaseError` holds every figure that the case and the final accounts state differently (rounding allowed for), with both
    places, and a source of another unit: neither wins silently.
    """
    faults: list[Fault] = []
    notes: list[str] = list(case.notes)
    by_key = {fact.key: fact for fact in case.facts}
    for source in sources:
        if not _one_unit(source.agency, case.agency):
            what = f"决算表是“{source.agency}”的，案卷是“{case.agency}”的"
            faults.append(Fault(source.file, what, "请换成本单位的决算表；单位改过名的，请把两处的单位名称改成一样"))
            continue
        notes += source.notes
        if source.year is None:
            notes.append(f"{source.file} 没有写是哪一年的决算，按评价年度 {case.year} 年用")
        for fact in source.facts:
            fact = replace(fact, year=case.year if fact.year is None else fact.year, agency=case.agency)
            if fact.year not in (case.year, case.year - 1):
                continue
            own = by_key.setdefault(fact.key, fact)
            if not _meet(own, fact) and fact.place in source.unsure:
                name = f"{own.year}年{describe(own.item, own.basis)}"
                notes.append(f"{name}案卷是 {own.shown}，{fact.place} 的预算数是 {fact.shown}，采用案卷的")
            elif not _meet(own, fact):
                faults.append(_conflict(own, fact, case.file))
    if faults:
        raise CaseError(dict.fromkeys(faults))
    return replace(case, facts=Facts(by_key), notes=tuple(dict.fromkeys(notes)))


def known_figures(sources: Iterable[Accounts], year: int | None) -> Accounts:
    """The figures of `sources` together, for a workbook of `year` (the latest they name where it is None).

    `CaseError` where two of them differ or are of two units.
    """
    every = list(sources)
    year = year or max((one.year for one in every if one.year is not None), default=None)
    if every and year is None:
        raise CaseError(Fault(every[0].file, "没有写是哪一年的决算", "请用 --year 写明评价年度"))
    agency = next((one.agency for one in every if one.agency), "")
    case = with_accounts(Case(agency, year or 0, "", Facts()), every)
    unsure = frozenset(place for one in every for place in one.unsure)
    return Accounts("、".join(one.file for one in every), agency, year, tuple(case.facts), case.notes, unsure)


def _one_unit(one: str, other: str) -> bool:
    """Whether two names may be those of one unit: a name may be cut short or say （本级）."""
    a, b = (re.sub(r"\(本级\)|本级$|\(汇总\)", "", plain(name)) for name in (one, other))
    return not a or not b or a in b or b in a


def _meet(own: Fact, other: Fact) -> bool:
    """Whether both can be one figure, printed to more or fewer digits."""
    if not (isinstance(own.value, Quantity) and isinstance(other.value, Quantity)):
        return own.value == other.value
    (low, high), (least, most) = own.value.interval(), other.value.interval()
    return low <= most and least <= high


def _conflict(own: Fact, other: Fact, file: str) -> Fault:
    here = str(own.place) if own.by.startswith(_FORMS) else f"{file}!{own.place}"
    if own.by == "case":
        here = f"{file}:{re.sub(r'[^0-9]', '', own.place.ref)}"
    name = f"{own.year}年{describe(own.item, own.basis)}"
    what = f"{name}这里是 {own.shown}，{other.place} 是 {other.shown}，两处不一致"
    return Fault(here, what, "请核对原始决算，改正其中一处再算")


def blanks_said(document: Document) -> Document:
    """`document` with 0 in the empty squares of tables whose legend says that blank means nil; others as they are.

    Only in columns that hold amounts, from the first row with one, and beside something that is written in the row.
    """
    return replace(document, blocks=tuple(_nil(one) if isinstance(one, Table) else one for one in document.blocks))


def _nil(table: Table) -> Table:
    if not any(_BLANK_IS_NIL.search(cell.text) for cell in table.cells):
        return table
    grid = table.grid()
    amounts = [
        (row, column)
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if cell is not None and _AMOUNT.fullmatch(cell.text.strip()) and "." in cell.text
    ]
    if not amounts:
        return table
    first, columns = min(row for row, _ in amounts), sorted({column for _, column in amounts})
    made: list[Cell] = []
    for row in range(first, len(grid)):
        for column in columns:
            cell = grid[row][column]
            beside = [one for one in grid[row][:column] if one is not None and one.text.strip()]
            if beside and (cell is None or not cell.text.strip()) and not _BLANK_IS_NIL.search(beside[0].text):
                if cell is not None and (cell.row, cell.column) != (row, column):
                    continue
                place = cell.place if cell is not None else Place(table.place.source, table.place.part, _ref(row, column))
                made.append(Cell(("0.00",), row, column, place=place))
    there = {(one.row, one.column) for one in made}
    cells = [one for one in table.cells if (one.row, one.column) not in there]
    return replace(table, cells=tuple(sorted([*cells, *made], key=lambda one: (one.row, one.column))))


def _ref(row: int, column: int) -> str:
    from jixiao.model.place import letters_of

    return f"{letters_of(column)}{row + 1}"


@lru_cache(maxsize=1)
def _named() -> list[dict[str, Any]]:
    name = "accounts.yaml"
    file = read_data(resources.files("jixiao.intake").joinpath(name).read_bytes(), f"intake/{name}")
    if file.faults:
        raise RulesError(file.faults)
    found: list[dict[str, Any]] = file.data["items"]
    return found
