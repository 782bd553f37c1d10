"""One agency out of a table, as a case with the row of every figure: for its exact trace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from jixiao.batch.figures import BLANKS, Table
from jixiao.batch.judged import Judging
from jixiao.batch.own_rows import OwnRows
from jixiao.casefiles import bytes_of
from jixiao.catalog.items import items
from jixiao.errors import CaseError, Fault
from jixiao.intake.fact_heads import Head, Heads, label_of, read_heads
from jixiao.intake.figures import read_value
from jixiao.model.case import Case, Judgement
from jixiao.model.fact import Fact, Facts
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook
from jixiao.peers.sources import bare_name

_Stated = tuple[int, int, Head, str]
"""Row, year of the figure, head, text."""


def cases_of(table: Table, agency: str, rulebook: Rulebook, own: OwnRows, allow_recalled: bool = False) -> Iterator[Case]:
    """The cases of `agency` (bare name), one per year evaluated; `CaseError` with what is wrong in its rows."""
    lines = table.text_rows()
    number, cells = next(lines)
    heads = read_heads(cells, f"{table.file}:{number}", table.indicators, table.faults)
    table.raise_faults()
    source = hashlib.sha256(bytes_of(table.path)).hexdigest()
    by_year = _long(table, lines, heads, agency) if heads.long else _wide(table, lines, heads, agency)
    for year, stated in sorted(by_year.items()):
        judging, facts, judged, faults = Judging(rulebook, year), [], dict[str, Judgement](), list[Fault]()
        for row, of, head, raw in stated:
            place = Place(source, table.file, f"第{row}行")
            if head.kind == "judged":
                found = judging.read(head.indicator, raw)
                if isinstance(found, Fault):
                    faults.append(Fault(f"{table.file}:{row}", found.what, found.hint))
                else:
                    judged[head.indicator] = found
                continue
            item, basis, _ = head.fact
            value = read_value(items()[item], raw, head.unit)
            if isinstance(value, Quantity):
                facts.append(Fact(item, value, of, basis, agency, raw, place, "table"))
            elif not isinstance(value, str):
                faults.append(Fault(f"{table.file}:{row}", value.what, value.hint))
        if faults:
            raise CaseError(faults)
        rows = tuple(own.get((agency, year), ()))
        yield Case(agency, year, rulebook.id, Facts.of(facts), allow_recalled, rows, judged, file=table.file, sha256=source)


def _wide(table: Table, rows: Iterator[tuple[int, list[str]]], heads: Heads, agency: str) -> dict[int, list[_Stated]]:
    found: dict[int, list[_Stated]] = {}
    agency_at, project_at, year_at = heads.role("agency"), heads.role("project"), heads.role("year")
    assert agency_at is not None
    for number, cells in rows:
        project = cells[project_at].strip() if project_at is not None and project_at < len(cells) else ""
        if agency_at < len(cells) and label_of(bare_name(cells[agency_at]), project) == agency:
            year = table.year if year_at is None else table.year_in(number, cells[year_at].strip())
            table.raise_faults()
            if year is None:
                raise CaseError(
                    Fault(f"{table.file}:{number}", "没有“年度”一栏，也没有写 --year", "请补上一栏，或写 --year 2021")
                )
            texts = [(head, cells[head.column].strip()) for head in heads.facts() if head.column < len(cells)]
            found[year] = [(number, year + head.fact[2], head, raw) for head, raw in texts if raw not in BLANKS]
    return found


def _long(table: Table, rows: Iterator[tuple[int, list[str]]], heads: Heads, agency: str) -> dict[int, list[_Stated]]:
    stated: list[_Stated] = []
    last = 0
    for number, of, year, head, raw in table.long_rows(rows, heads):
        last = max(last, year)
        if of == agency and head is not None and raw not in BLANKS:
            stated.append((number, year + head.fact[2], head, raw))
    table.raise_faults()
    year = table.year or last
    kept = [one for one in stated if one[1] == year or (one[2].kind == "fact" and one[1] < year)]
    return {year: kept} if kept else {}
