"""`jixiao reference build` with tables of figures among its sources: they are read here, the rest by `jixiao.peers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jixiao.batch.blocks import Block
from jixiao.batch.figures import Table
from jixiao.batch.own_rows import OwnRows, is_own_rows, read_own_rows
from jixiao.catalog.items import items
from jixiao.errors import CaseError, Fault, JixiaoError
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity
from jixiao.peers.desk import Built, build_reference
from jixiao.peers.sources import Gathered, gather, is_corpus, rows_as_values

TABLES = (".csv", ".tsv", ".parquet")


def build(sources: Sequence[Path], store: Path, agencies: Path | None = None) -> Built:
    """The store built from tables, cases, scorecards and checked corpora; `CaseError` with all that is wrong in tables."""
    named = [path for path in sources if path.suffix.lower() in TABLES and path.is_file()]
    found = gather([path for path in sources if path not in named])
    faults: list[Fault] = []
    for path in named:
        try:
            _add(path, found)
        except JixiaoError as error:
            faults += error.faults
    if faults:
        raise CaseError(faults)
    for path in _inside(sources):
        try:
            _add(path, found)
        except JixiaoError as error:
            found.skipped.append(Fault(path.name, f"没有采用：{error.faults[0].what}", error.faults[0].hint))
    return build_reference(found, store, agencies)


def _inside(sources: Sequence[Path]) -> list[Path]:
    """Tables in folders that were named; not those of a checked corpus, which is read as one."""
    folders = [path for path in sources if path.is_dir() and not is_corpus(path)]
    inside = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in inside if path.suffix.lower() in TABLES and not any(map(is_corpus, path.parents[:2]))]


def _add(path: Path, found: Gathered) -> None:
    table = Table(path, {}, passed=[])
    _, heads = next(table.text_rows(), (1, []))
    if is_own_rows(heads):
        own: OwnRows = {}
        read_own_rows(table, own)
        table.raise_faults()
        for (agency, year), rows in own.items():
            for measure, actual, _ in rows_as_values(rows):
                found.row(agency, year, measure, actual, "table", table.file)
        return
    for block in table.blocks():
        for agency, facts in facts_of(block):
            found.facts(agency, facts, "table", table.file)
    if table.passed:
        found.skipped.append(
            Fault(table.file, f"没有读取的栏：{'、'.join(dict.fromkeys(table.passed))}", "不是数据项，参考值用不着")
        )


def facts_of(block: Block) -> Iterator[tuple[str, Facts]]:
    """Each agency of a block with its figures."""
    for at, agency in enumerate(block.agencies):
        facts = []
        for (item, basis, offset), column in block.facts.items():
            value = column.value(at)
            if value is not None:
                facts.append(Fact(item, Quantity(value, items()[item].unit), block.year + offset, basis))
        yield agency, Facts.of(facts)
