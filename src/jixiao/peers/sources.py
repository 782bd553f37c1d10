"""Where observed values come from: cases, scorecards, tables of figures, reports that were checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import normalize

from jixiao.casefiles import CASE_SUFFIXES, bytes_of, load_case, name_of
from jixiao.catalog.items import items
from jixiao.errors import Fault, JixiaoError, ReadError
from jixiao.model.case import Case, Row
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity
from jixiao.model.reference import Measure, Observed, SourceKind, Traits
from jixiao.peers.arrow import read_parquet
from jixiao.reference.groups import traits_of
from jixiao.reference.measures import row_measure, values_of
from jixiao.text.quantities import quantity, target

_BOOKS = (".xlsx", ".xlsm")
_BRACKETS = str.maketrans("()", "（）")


def bare_name(agency: str) -> str:
    """An agency's name without blanks, in one kind of brackets: half and full width are no two agencies."""
    return "".join(normalize("NFKC", agency).split()).translate(_BRACKETS)


@dataclass(slots=True)
class Gathered:
    """What sources say. `skipped` are files of a folder that are none of ours, and reports that were left out, with the reason."""

    values: list[Observed] = field(default_factory=list)
    measures: dict[str, Measure] = field(default_factory=dict)
    staff: dict[str, tuple[int, Fraction]] = field(default_factory=dict)
    skipped: list[Fault] = field(default_factory=list)

    def facts(self, agency: str, facts: Facts, kind: SourceKind, source: str) -> None:
        """Every measure that the facts of one agency give."""
        name = bare_name(agency)
        for measure, year, value in values_of(facts):
            self.values.append(Observed(name, year, measure.key, value, kind, source))
        for fact in facts:
            if fact.item == "staff_in_post" and fact.year is not None and isinstance(fact.value, Quantity):
                self.staff[name] = max(self.staff.get(name, (0, Fraction(0))), (fact.year, Fraction(fact.value.value)))

    def row(self, agency: str, year: int, measure: Measure, value: Fraction, kind: SourceKind, source: str) -> None:
        """An indicator the agency wrote itself."""
        self.measures.setdefault(measure.key, measure)
        self.values.append(Observed(bare_name(agency), year, measure.key, value, kind, source))

    def traits(self, told: dict[str, dict[str, str]]) -> dict[str, Traits]:
        """What each agency is grouped by, as a list tells (`told`) or its name and its latest staff do."""
        agencies = {one.agency for one in self.values}
        return {
            name: traits_of(name, self.staff[name][1] if name in self.staff else None, told.get(name)) for name in agencies
        }


def gather(paths: Sequence[Path]) -> Gathered:
    """What all of `paths` say; a file that was named and cannot be used is an error, one that a folder holds is told as skipped."""
    found, faults = Gathered(), []
    for path in dict.fromkeys(paths):
        if not path.exists():
            faults.append(Fault(name_of(path), "没有这个文件或文件夹", "请检查名称和所在位置"))
        elif path.is_dir():
            _folder(path, found)
        else:
            try:
                _file(path, path.name, found)
            except JixiaoError as error:
                faults += error.faults
    if faults:
        raise ReadError(faults)
    return found


def is_corpus(folder: Path) -> bool:
    """Whether a folder holds the answers of `jixiao batch check`."""
    return (folder / "documents").is_dir() or (folder / "documents.parquet").is_file()


def _folder(folder: Path, found: Gathered) -> None:
    if is_corpus(folder):
        _corpus(folder, found)
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            _folder(path, found)
        elif path.suffix.lower() in (*CASE_SUFFIXES, *_BOOKS):
            try:
                _file(path, path.name, found)
            except JixiaoError as error:
                found.skipped.append(Fault(name_of(path), f"没有采用：{error.faults[0].what}", error.faults[0].hint))


def _file(path: Path, source: str, found: Gathered) -> None:
    if path.suffix.lower() == ".json":
        record = _record(bytes_of(path), source)
        if record is not None:
            _scorecard(record, source, found)
            return
    case = load_case(path)
    label = f"{source}#{case.sha256[:12]}"
    found.facts(case.agency, case.facts, "case", label)
    for measure, actual, _ in rows_of_case(case):
        found.row(case.agency, case.year, measure, actual, "case", label)


def rows_of_case(case: Case) -> Iterator[tuple[Measure, Fraction, Fraction | None]]:
    """The indicators the agency wrote itself that have an actual value in figures: measure, actual, target in the same unit."""
    yield from rows_as_values(case.rows)


def rows_as_values(rows: Iterable[Row]) -> Iterator[tuple[Measure, Fraction, Fraction | None]]:
    """As `rows_of_case`, of rows however they were stated."""
    for row in rows:
        actual = quantity(row.actual) if row.actual else None
        if actual is None or row.measure == "定性" or actual.bound != "=":
            continue
        aimed = target(row.target) if row.target else None
        same = aimed if aimed is not None and aimed.unit == actual.unit else None
        yield row_measure(row.name, actual, same), Fraction(actual.value), None if same is None else Fraction(same.value)


def _record(data: bytes, source: str) -> dict[str, Any] | None:
    """The scorecard in `data`; None where it is another JSON."""
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ReadError(Fault(source, "不是可读的 JSON", "请给出 evaluate 写出的 scorecard.json，或案卷")) from None
    whole = (
        isinstance(record, dict) and isinstance(record.get("indicators"), list) and isinstance(record.get("rulebook"), dict)
    )
    return record if whole else None


def _scorecard(record: dict[str, Any], source: str, found: Gathered) -> None:
    """The actual values of a scorecard's own indicators. The figures behind its rates bear no basis there, and are not taken."""
    agency, year = record.get("agency"), record.get("year")
    if record.get("schema") != 1 or not isinstance(agency, str) or not isinstance(year, int):
        raise ReadError(Fault(source, "不是本软件写出的得分表", "请给出 evaluate 写出的 scorecard.json"))
    if "trial" in record:
        raise ReadError(Fault(source, "是试算的得分表，不能作参考值", "请给出正式的 scorecard.json"))
    for one in record["indicators"]:
        inputs = one.get("trace", {}).get("inputs", ()) if isinstance(one, dict) else ()
        roles = {str(put.get("item")).rpartition("/")[2]: put for put in inputs if str(put.get("item")).startswith("rows/")}
        actual, aimed = (_quantity(roles.get(role)) for role in ("actual", "target"))
        if actual is not None:
            same = aimed if aimed is not None and aimed.unit == actual.unit else None
            found.row(agency, year, row_measure(str(one["name"]), actual, same), Fraction(actual.value), "scorecard", source)


def _quantity(put: dict[str, Any] | None) -> Quantity | None:
    return None if put is None else quantity(f"{put.get('value')}{put.get('unit')}")


def _corpus(folder: Path, found: Gathered) -> None:
    """The facts of a checked corpus (`jixiao batch check`): of reports that were read and have no error."""
    documents: dict[str, tuple[str, int]] = {}
    left = 0
    for path in _parts(folder, "documents"):
        columns = ("document", "status", "agency", "errors")
        table = read_parquet(path, columns)
        for document, status, agency, errors in zip(*(table[name] for name in columns), strict=True):
            if status == "checked" and agency:
                documents[document] = (agency, errors)
                left += bool(errors)
    if left:
        found.skipped.append(Fault(name_of(folder), f"{left} 份报告有错误，里面的数没有采用", "请改正后重新审核"))
    facts: dict[str, list[Fact]] = {}
    for path in _parts(folder, "facts"):
        wanted = ("document", "item", "basis", "year", "value", "unit")
        table = read_parquet(path, wanted)
        for document, item, basis, year, value, unit in zip(*(table[name] for name in wanted), strict=True):
            if not documents.get(document, ("", 1))[1]:
                one = fact_of(item, basis, year, value, unit)
                if one is not None:
                    facts.setdefault(document, []).append(one)
    for document, these in facts.items():
        found.facts(documents[document][0], Facts.of(these), "report", f"{name_of(folder.name)}#{document[:12]}")


def _parts(folder: Path, name: str) -> Iterable[Path]:
    """The files of one table: one file, or a folder of them."""
    one = folder / f"{name}.parquet"
    return [one] if one.is_file() else sorted((folder / name).glob("**/*.parquet"))


def fact_of(item: str, basis: str, year: int | None, value: str, unit: str) -> Fact | None:
    """A figure from a table, None where it is none: words, another unit than the item's, no year."""
    known = items().get(item)
    if known is None or year is None or unit != known.unit:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return Fact(item, Quantity(number, unit), year, basis, raw=value, by="batch")
