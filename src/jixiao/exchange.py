"""Cases from the tables of other systems, and back: the files of both, and what joins them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.casefiles import bytes_of, load_case
from jixiao.errors import Fault, UsageError

if TYPE_CHECKING:
    from jixiao.intake.ledgers import Attached
    from jixiao.intake.mapping import FieldMapping

ENDINGS = (".csv", ".xlsx")


def import_case(
    files: Sequence[Path], rulebook: str, given: Mapping[str, str], mapping: Path | None = None
) -> tuple[str, tuple[Fault, ...]]:
    """The text of a case file made of tables with the field names of `mapping`, and what was left out.

    `given` says agency, year and project where the tables do not.
    """
    from jixiao.intake.bringing import bring_in
    from jixiao.rules.load import load_rulebook

    return bring_in([_attached(one) for one in files], _mapping(mapping), load_rulebook(rulebook), given)


def export_case(
    path: Path, out: Path, mapping: Path | None = None, *, allow_recalled: bool = False
) -> tuple[dict[Path, bytes], tuple[Fault, ...]]:
    """The case at `path` with its scores as tables: the files to write, and what was left out.

    A workbook holds both tables; of CSV files there are two, the funds beside the indicators.
    """
    from jixiao.intake.fit import fit
    from jixiao.intake.handing import hand_out
    from jixiao.rules.compute import compute
    from jixiao.rules.load import load_rulebook
    from jixiao.writers import write

    if out.suffix.lower() not in ENDINGS:
        raise UsageError(Fault(str(out), "看不出要写成什么格式", f"文件名请以 {' 或 '.join(ENDINGS)} 结尾"))
    case = load_case(path)
    if allow_recalled:
        case = replace(case, allow_recalled=True)
    rules = load_rulebook(case.rulebook)
    case = fit(case, rules)
    document, notes = hand_out(case, compute(rules, case), rules, _mapping(mapping))
    if out.suffix.lower() == ".xlsx":
        return {out: write(document, "xlsx")}, notes
    tables = list(document.tables())
    names = [out, *(out.with_name(f"{out.stem}-{table.title}{out.suffix}") for table in tables[1:])]
    return {name: write(replace(document, blocks=(table,)), "csv") for name, table in zip(names, tables, strict=True)}, notes


def _mapping(path: Path | None) -> FieldMapping:
    from jixiao.intake.mapping import read_mapping, standard_mapping

    return standard_mapping() if path is None else read_mapping(bytes_of(path), path.name)


def _attached(path: Path) -> Attached:
    from jixiao.intake.ledgers import Attached
    from jixiao.readers import read

    data = bytes_of(path)
    document = read(data, path.name) if data.startswith(b"PK\x03\x04") else None
    return Attached(path.name, hashlib.sha256(data).hexdigest(), data, document)
