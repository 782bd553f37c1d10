"""Tables by form: which column and row is what is said by `extract/forms/*.yaml`, so a new layout is a file.

form.py        a form as data, and all of them
block.py       a table → its blocks: head rows found, unit, title and year inherited from what stands around
dated.py       heads that name years, as forms spell them
cells.py       one cell as an amount, one text as a word of a form
amounts.py     a block of money (funds, accounts) → lines by key and code, facts
hold.py        the identities of the catalog held against such lines, inside one table
across.py      … and between the tables of one document; which single cell would explain what does not hold
funds.py       execution rate and its points, parts by kind of income and of spending
indicators.py  a block of indicators → rows, weights and scores against each other
frame.py       the goal in words and the line for signatures around the figures of a form
read.py        a document → everything its tables state
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.model.claim import Operand, Relation
from jixiao.model.document import Document
from jixiao.model.fact import Fact
from jixiao.model.reading import FormGoal, FundsRow, IndicatorRow, TableDoubt


@dataclass(slots=True)
class TableReading:
    """What the tables of a document state. `agency` and `year` are what the lines around them name ("" and None if nothing)."""

    facts: list[Fact] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    figures: list[Operand] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    funds: list[FundsRow] = field(default_factory=list)
    doubts: list[TableDoubt] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    goals: list[FormGoal] = field(default_factory=list)
    signed: list[Operand] = field(default_factory=list)
    agency: str = ""
    year: int | None = None


def read_tables(document: Document, agency: str, year: int | None) -> TableReading:
    """Everything the tables of a document state; nothing of reading tables is loaded for a document without one."""
    if not any(True for _ in document.tables()):
        return TableReading()
    from jixiao.extract.tables import read

    return read.read_tables(document, agency, year)
