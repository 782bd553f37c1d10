"""Figures of many agencies × a rulebook → scores with reasons: tables by column, cases one by one.

scores.parquet    a row per agency, year and indicator
totals.parquet    a row per agency and year
得分.csv           the same for a person, a row per agency
疑点.csv           questions (PE) to agencies that stand apart
得分汇总.html      how many, how they are spread, where points are lost and what is lacking
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from jixiao.batch.blocks import Block
from jixiao.batch.cards import card_columns, card_totals
from jixiao.batch.figures import Table
from jixiao.batch.judged import Judging
from jixiao.batch.one_agency import cases_of
from jixiao.batch.own_rows import OwnRows, is_own_rows, read_own_rows
from jixiao.batch.score_files import Files
from jixiao.batch.score_peers import Peers
from jixiao.batch.scored import KNOWN, REFUSED, LeafColumns, TotalColumns, leaf_columns, total_columns
from jixiao.casefiles import CASE_SUFFIXES, load_case, name_of
from jixiao.catalog.items import plain
from jixiao.errors import CaseError, Fault, JixiaoError, UsageError
from jixiao.intake.fit import fit
from jixiao.model.case import Case, Row
from jixiao.model.fact import Facts
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.peers.sources import bare_name
from jixiao.rules.columns.many import in_columns, score_columns
from jixiao.rules.columns.units import Judged, Units
from jixiao.rules.compute import compute, rests_on_memory
from jixiao.rules.load import load_rulebook

TABLES = (".csv", ".tsv", ".parquet")
_BOOKS = (".xlsx", ".xlsm")
_CASES = 1000
"""Cases that are written together."""
_TOLD = 200
"""Agencies that are refused and whose reason is worked out and told, at most."""


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """What `jixiao batch score` was asked."""

    sources: tuple[Path, ...]
    rulebook: str
    out: Path
    year: int | None = None
    allow_recalled: bool = False


@dataclass(slots=True)
class Scored:
    """What a run came to."""

    agencies: int = 0
    known: int = 0
    refused: int = 0
    questions: int = 0
    by_unit: tuple[str, ...] = ()
    notes: list[str | Fault] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def score(request: ScoreRequest) -> Scored:
    """Everything in the sources scored and written; `CaseError` with all that is wrong, and then nothing is written."""
    rulebook = load_rulebook(request.rulebook)
    tables, cases = _sources(request.sources)
    with Files(request.out, rulebook, request.allow_recalled and rests_on_memory(rulebook)) as files:
        run = _Run(rulebook, request, files)
        for path in run.figures(tables):
            run.table(path)
        run.without_figures()
        run.cases(cases)
        return run.finish()


def _sources(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Tables of figures, and cases."""
    tables: list[Path] = []
    cases: list[Path] = []
    faults: list[Fault] = []
    for path in dict.fromkeys(paths):
        if not path.exists():
            faults.append(Fault(name_of(path), "没有这个文件或文件夹", "请检查名称和所在位置"))
            continue
        for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if one.is_dir() or one.name.startswith((".", "~$")):
                continue
            kind = one.suffix.lower()
            if kind in TABLES:
                tables.append(one)
            elif kind in (*CASE_SUFFIXES, *_BOOKS):
                (tables if kind in _BOOKS and not _collected(one) else cases).append(one)
            elif one == path:
                faults.append(
                    Fault(name_of(one), "不是数据表，也不是采集表或案卷", "可用：.csv、.parquet、.xlsx、.yaml、.json")
                )
    if faults:
        raise UsageError(faults)
    return tables, cases


def _collected(path: Path) -> bool:
    """Whether a workbook is a collection workbook; any other is taken for a table of figures."""
    from jixiao.casefiles import bytes_of
    from jixiao.intake.recognise import is_workbook
    from jixiao.readers import read

    return is_workbook(read(bytes_of(path), path.name))


def _table(path: Path, rulebook: Rulebook, request: ScoreRequest) -> Table:
    names: dict[str, list[str]] = {}
    for leaf in rulebook.leaves():
        names.setdefault(plain(leaf.name), []).append(leaf.id)
        names.setdefault(leaf.id, []).append(leaf.id)
    return Table(path, {name: ids[0] for name, ids in names.items() if len(set(ids)) == 1}, request.year)


def _own(
    tables: Sequence[Path], rulebook: Rulebook, request: ScoreRequest, faults: list[Fault]
) -> tuple[list[Path], OwnRows]:
    """Which of the tables are figures, and what the others say of indicators that agencies wrote themselves."""
    figures: list[Path] = []
    own: OwnRows = {}
    for path in tables:
        table = _table(path, rulebook, request)
        try:
            _, heads = next(table.text_rows(), (1, []))
            if not is_own_rows(heads):
                figures.append(path)
                continue
            read_own_rows(table, own)
            table.raise_faults()
        except JixiaoError as error:
            faults += error.faults
    return figures, own


@dataclass(slots=True)
class _Run:
    """One run: what was read so far, and where it goes. `met` are agencies with indicators of their own that a table of figures has."""

    rulebook: Rulebook
    request: ScoreRequest
    files: Files
    own: OwnRows = field(default_factory=dict)
    met: set[tuple[str, int]] = field(default_factory=set)
    peers: Peers = field(default_factory=Peers)
    done: Scored = field(default_factory=Scored)
    faults: list[Fault] = field(default_factory=list)

    def figures(self, tables: Sequence[Path]) -> list[Path]:
        """The tables of figures, once the others are read."""
        found, self.own = _own(tables, self.rulebook, self.request, self.faults)
        return found

    def table(self, path: Path) -> None:
        """One table of figures, scored by column."""
        table = _table(path, self.rulebook, self.request)
        try:
            for block in table.blocks():
                judged = Judging(self.rulebook, block.year).columns(table, block.judged, block.places)
                if not table.faults and not self.faults:
                    self.block(block, judged)
        except JixiaoError as error:
            self.faults += error.faults

    def without_figures(self) -> None:
        """Agencies of which nothing is stated but indicators of their own."""
        alone = sorted(self.own.keys() - self.met) if not self.faults else []
        for year in sorted({of for _, of in alone}):
            names = [agency for agency, of in alone if of == year]
            nothing = Judging(self.rulebook, year).columns(Table(Path(), {}), {}, [0] * len(names))
            self.block(Block(year, names, [0] * len(names), {}), nothing)

    def block(self, block: Block, judged: Mapping[str, Judged]) -> None:
        """The scores of one block."""
        rulebook, keys = self.rulebook, [(agency, block.year) for agency in block.agencies]
        rows = {at: _fitted(self.own[key], rulebook) for at, key in enumerate(keys) if key in self.own}
        self.met.update(keys[at] for at in rows)
        units = Units(len(block), block.year, block.facts, judged, self.request.allow_recalled, rows)
        if in_columns(rulebook):
            scores = score_columns(rulebook, units)
            self.done.by_unit = scores.by_unit
            columns: list[LeafColumns] = list(leaf_columns(rulebook, units, block, scores))
            totals = total_columns(scores)
        else:
            cards = [_card(rulebook, _named(units, rulebook, block, at)) for at in range(len(block))]
            columns, totals = card_columns(rulebook, cards), card_totals(rulebook, cards)
            self.done.by_unit = tuple(leaf.id for leaf in rulebook.leaves())
        self.files.write(block, columns, totals, _why(totals, rulebook, units, block))
        self.peers.add_block(block, totals, rows)
        self.count(totals)

    def count(self, totals: TotalColumns) -> None:
        """So many more."""
        self.done.agencies += len(totals.status)
        self.done.known += int((totals.status == KNOWN).sum())
        self.done.refused += int((totals.status == REFUSED).sum())

    def cases(self, paths: Sequence[Path]) -> None:
        """Cases, scored one by one, each reason the sentence of its trace."""
        seen: dict[tuple[str, int, str], Path] = {}
        for start in range(0, len(paths), _CASES):
            cards: list[Scorecard] = []
            for path in paths[start : start + _CASES]:
                try:
                    case = _fitting(path, self.rulebook, self.request)
                    cards.append(compute(self.rulebook, case))
                except JixiaoError as error:
                    self.faults += error.faults
                    continue
                key = (case.agency, case.year, case.project)
                if seen.setdefault(key, path) != path:
                    what = f"“{case.agency}”{case.year}年已在“{name_of(seen[key])}”里"
                    self.faults.append(Fault(name_of(path), what, "每个单位每年只给一份"))
                self.peers.add_case(case, cards[-1])
            for year, these in sorted(_by_year(cards).items()) if not self.faults else ():
                totals = card_totals(self.rulebook, these)
                block = Block(year, [one.agency for one in these], [0] * len(these), {})
                self.files.write(block, card_columns(self.rulebook, these), totals, {})
                self.count(totals)
                self.done.by_unit = tuple(leaf.id for leaf in self.rulebook.leaves())

    def finish(self) -> Scored:
        """Everything moved to its place; `CaseError` where anything was wrong."""
        if self.faults:
            raise CaseError(self.faults)
        if not self.done.agencies:
            raise UsageError(Fault("", "没有可计分的单位", "请给出数据表（CSV、parquet），或放着采集表、案卷的文件夹"))
        questions = self.peers.questions()
        self.done.questions = len(questions)
        self.done.notes += self.peers.notes
        self.done.files = self.files.finish(questions, self.done.by_unit)
        return self.done


def _fitted(rows: Sequence[Row], rulebook: Rulebook) -> tuple[Row, ...]:
    return fit(Case("", 0, rulebook.id, Facts(), rows=tuple(rows)), rulebook).rows


def _card(rulebook: Rulebook, case: Case) -> Scorecard | None:
    try:
        return compute(rulebook, case)
    except CaseError:
        return None


def _named(units: Units, rulebook: Rulebook, block: Block, at: int) -> Case:
    return replace(units.case(rulebook, at), agency=block.agencies[at], file=f"{block.file}:{block.places[at]}")


def _why(totals: TotalColumns, rulebook: Rulebook, units: Units, block: Block) -> dict[int, str]:
    """Of agencies whose figures nobody can use: what is wrong with them."""
    found: dict[int, str] = {}
    for at in np.flatnonzero(totals.status == REFUSED)[:_TOLD].tolist():
        try:
            compute(rulebook, _named(units, rulebook, block, at))
        except CaseError as error:
            found[at] = "；".join(dict.fromkeys(f"{fault.what}，{fault.hint}" for fault in error.faults))
    return found


def _by_year(cards: Sequence[Scorecard]) -> dict[int, list[Scorecard]]:
    found: dict[int, list[Scorecard]] = {}
    for one in cards:
        found.setdefault(one.year, []).append(one)
    return found


def _fitting(path: Path, rulebook: Rulebook, request: ScoreRequest) -> Case:
    """The case as the rulebook can use it; one that was written for another rulebook is refused."""
    case = load_case(path)
    own = load_rulebook(case.rulebook)
    if own.sha256 != rulebook.sha256:
        what = f"案卷用的是规则“{own.id}”，不是“{rulebook.id}”"
        raise CaseError(Fault(name_of(path), what, "请用 jixiao evaluate --rulebook 试算，或另给一个文件夹"))
    return fit(replace(case, allow_recalled=case.allow_recalled or request.allow_recalled), rulebook)


# —— one agency ——


def explain(request: ScoreRequest, agency: str) -> Iterator[tuple[Scorecard, Rulebook]]:
    """The scorecard of one agency, every year there is of it, computed with its full trace from the same figures."""
    rulebook = load_rulebook(request.rulebook)
    tables, cases = _sources(request.sources)
    wanted, found = bare_name(agency), False
    faults: list[Fault] = []
    figures, own = _own(tables, rulebook, request, faults)
    if faults:
        raise CaseError(faults)
    for path in figures:
        for case in cases_of(_table(path, rulebook, request), wanted, rulebook, own, request.allow_recalled):
            found = True
            yield compute(rulebook, fit(case, rulebook)), rulebook
    for path in cases:
        case = _fitting(path, rulebook, request)
        if bare_name(case.agency) == wanted:
            found = True
            yield compute(rulebook, case), rulebook
    if not found:
        raise UsageError(Fault("--explain", f"没有名为“{agency}”的单位", "请写数据表里的全称"))
