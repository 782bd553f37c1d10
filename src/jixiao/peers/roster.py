"""A list of agencies with level, kind and size (CSV): what it says stands above what names and staff tell."""

from __future__ import annotations

from pathlib import Path

from jixiao.casefiles import bytes_of, name_of
from jixiao.errors import CaseError, Fault
from jixiao.intake.ledger_cells import csv_records, decoded
from jixiao.peers.sources import bare_name

HEADS = {
    "agency": ("单位", "单位名称", "预算单位"), "level": ("级次", "层级", "预算级次"), "kind": ("类型", "类别", "单位类型"),
    "size": ("规模", "规模档次"),
}  # fmt: skip


def read_roster(path: Path) -> dict[str, dict[str, str]]:
    """What the list tells of each agency; `CaseError` holds all that is wrong, by line."""
    file = name_of(path.name)
    text = decoded(bytes_of(path))
    if text is None:
        told = "编码认不出（既不是 UTF-8，也不是 GB18030）"
        raise CaseError(Fault(file, told, "请另存为“CSV UTF-8（逗号分隔）”后再用"))
    faults: list[Fault] = []
    rows = list(csv_records(text, file, faults))
    known = {head: key for key, heads in HEADS.items() for head in heads}
    columns = {known[bare_name(cell)]: at for at, cell in enumerate(rows[0][1]) if bare_name(cell) in known} if rows else {}
    if "agency" not in columns or len(columns) < 2:
        faults.append(Fault(f"{file}:1", "名单要有“单位”一栏，和“级次”“类型”“规模”中的至少一栏", "请补上表头"))
        raise CaseError(faults)
    found: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for number, cells in rows[1:]:
        told_of = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        agency = bare_name(told_of.pop("agency"))
        if not agency:
            faults.append(Fault(f"{file}:{number}", "没有写单位", "请补上，或删去这一行"))
        elif lines.setdefault(agency, number) != number:
            faults.append(Fault(f"{file}:{number}", f"“{agency}”与第 {lines[agency]} 行重复", "每个单位只写一行"))
        else:
            found[agency] = {key: word for key, word in told_of.items() if word}
    if faults:
        raise CaseError(faults)
    return found
