"""What a file of final accounts holds and lacks: its tables by name, held against what its region publishes, and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jixiao.catalog.accounts import account_layout, account_table
from jixiao.catalog.codes import CodeKind, CodeList, code_list
from jixiao.catalog.items import plain
from jixiao.model.document import Cell, Document, Table
from jixiao.patterns import regex

_CODE = regex(r"\d{3}(?:\d{2}){0,2}")
_CODED: dict[str, CodeKind] = {
    "T2": "functional", "T3": "functional", "T5": "functional", "T6": "economic", "T7": "functional", "T8": "functional",
}  # fmt: skip
_TITLE_WITHIN = 3
"""A title stands in one of the first rows where the sheet is not called by it."""
_A_SET = 5
"""So many tables are a publication of all of them, not a few picked out."""


def tables_in(document: Document) -> dict[str, Table]:
    """The tables of final accounts in `document` by key (T1 …), known by the name of their sheet or by a title inside."""
    found: dict[str, Table] = {}
    for table in document.tables():
        titles = [table.title, *(cell.text for cell in table.cells if cell.row < _TITLE_WITHIN)]
        key = next((key for key in map(account_table, titles) if key), "")
        if key:
            found.setdefault(key, table)
    return found


def lacking_tables(keys: frozenset[str], region: str, year: int, file: str) -> tuple[str, ...]:
    """A remark where a file that holds the published set lacks some of what `region` published for `year`.

    Empty where nobody here knows what is published there, or where the file holds a few tables only.
    """
    layout = account_layout(region, year)
    if layout is None or len(keys) < _A_SET:
        return ()
    names = [name for name in layout.tables if (key := account_table(name)) and key not in keys]
    return (f"{file} 里没有见到{'、'.join(names)}；没有数据的表也应列出空表并说明",) if names else ()


def misnamed_codes(tables: dict[str, Table], year: int, file: str) -> tuple[str, ...]:
    """Rows whose code bears the name of another code: a row has slipped, or was typed wrong. Unknown names accuse nobody."""
    return tuple(
        remark
        for key, table in tables.items()
        if key in _CODED and (codes := code_list(_CODED[key], year)) is not None
        for remark in _misnamed(table, codes, file)
    )


def _misnamed(table: Table, codes: CodeList, file: str) -> Iterator[str]:
    for row in table.grid():
        filled = [cell for cell in row if cell is not None and cell.text.strip()]
        for code, name in pairwise(filled):
            known = codes.find(code.text.strip()) if _CODE.fullmatch(code.text.strip()) else None
            if known is None or plain(known.name) == plain(name.text):
                continue
            if any(plain(one.name) == plain(name.text) for one in codes.codes.values()):
                at = _where(code, table, file)
                yield f"{at} 的科目编码 {known.code} 是“{known.name}”，表上写的是“{name.text.strip()}”，请核对"


def _where(cell: Cell, table: Table, file: str) -> str:
    return "!".join(part for part in (file, cell.place.part or table.title, cell.place.ref) if part)
