"""Sheets of the collection workbook for the running year: the ledger of cases, and how things stand at the end of a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from jixiao.catalog.items import items
from jixiao.datafile import Path_
from jixiao.errors import Fault
from jixiao.intake.case import schema
from jixiao.intake.counting import Cases, Period
from jixiao.intake.layout import CODE, LEDGER, MONTH_FUNDS, MONTH_ROWS
from jixiao.intake.ledger import read_ledger
from jixiao.intake.ledger_cells import table_sheet
from jixiao.intake.ledgers import Ledgers, ledger_heads, no_files
from jixiao.intake.making import Line as Made
from jixiao.intake.making import fill, label, note, number, sheet, written
from jixiao.intake.planning import Part, read_monitoring
from jixiao.intake.sheets import Line, Sheet
from jixiao.model.case import Row
from jixiao.model.document import Document, Table
from jixiao.model.place import NOWHERE, Place
from jixiao.model.plan import Monitoring
from jixiao.patterns import regex

_ASKED = regex(r"台账[:：]\s*([^（()）]+?)\s*(?:[（(]([^（()）]+)[）)])?")
_BARE = regex(r"[-+]?[\d,]+(?:\.\d+)?")
_FUNDS = {
    "project": ("project_funds", "project_fiscal_funds", "project_carryover_funds", "project_other_funds"),
    "department": ("total_expenditure", "basic_expenditure", "project_expenditure"),
}
_LINES = 24
_AMOUNTS = {"截至月末执行数": "executed", "全年预计执行数": "expected"}
_WORDS = {
    "截至月末完成值": "done", "月末应达到的值": "planned", "全年预计完成情况": "expected", "定性指标的档次": "tier",
    "偏差原因": "cause", "原因说明": "reason", "完成目标可能性": "chance", "备注": "note",
}  # fmt: skip


# —— as they are made ——


def ledger_sheet() -> Table:
    """The sheet 台账: heads only, so that a register of any length can be pasted below them."""
    return sheet(LEDGER, "台账：从第 3 行起粘贴，一件一行；指标的实际完成值写“台账：按时回复率”，就由这里算出", [])


def month_sheets(kind: str, month: int) -> list[Table]:
    """What is asked at the end of `month` of a project or a department."""
    span = "1月" if month == 1 else f"1—{month}月"
    funds: list[Made] = [
        (label(items()[key].name), label("万元"), number("amount"), number("amount"), note(f"{month}/{key}"))
        for key in _FUNDS[kind]
    ]
    chosen = _choices()
    rows: list[Made] = [
        (
            fill(prompt="与“自评指标”表里的指标名称一字不差"), written(), written(), written(), fill(choices=chosen["tier"]),
            fill(choices=chosen["cause"]), fill(), fill(choices=chosen["chance"]), fill(),
        )
        for _ in range(_LINES)
    ]  # fmt: skip
    return [
        sheet(MONTH_FUNDS, f"{span}资金执行情况", funds),
        sheet(MONTH_ROWS, f"{span}指标执行情况", rows),
    ]


@lru_cache(maxsize=1)
def _choices() -> dict[str, tuple[str, ...]]:
    """The words one may choose from, as the schema of the case file has them."""
    month = schema()["properties"]["monitoring"]["additionalProperties"]["properties"]
    asked = month["indicators"]["additionalProperties"]["properties"]
    return {key: tuple(one["enum"]) for key, one in asked.items() if "enum" in one}


# —— as they are read ——


def asks_ledger(actual: str) -> dict[str, str]:
    """What an actual value written as 台账：按时回复率（咨询） asks of the ledger; {} for any other."""
    found = _ASKED.fullmatch(actual.strip())
    return {"ledger": LEDGER, "measure": found[1], "kind": found[2] or ""} if found else {}


def read_ledger_sheet(document: Document, file: str, year: int, faults: list[Fault]) -> Ledgers:
    """The ledger on the sheet 台账, if there is one with anything on it."""
    ledgers = Ledgers(year, no_files, faults)
    table = next((one for one in document.tables() if one.title == LEDGER), None)
    if table is None or table.n_rows <= 2 or not year:
        return ledgers
    before = len(faults)
    found = table_sheet(document, file, LEDGER, ledger_heads(), faults)
    ledger = None if found is None else read_ledger(found, LEDGER, {}, faults)
    if ledger is None or len(faults) > before:
        ledgers.put(LEDGER, None)
    elif len(ledger):
        ledgers.put(LEDGER, Cases(ledger, Period.of_year(year)))
    return ledgers


def read_month(
    sheets: Mapping[str, Sheet], rows: Iterable[Row], agency: str, year: int, faults: list[Fault]
) -> dict[int, Monitoring]:
    """The month that the workbook asks for, {} where nothing of it is filled in."""
    if MONTH_FUNDS not in sheets or MONTH_ROWS not in sheets:
        return {}
    at: dict[Path_, tuple[Line, str]] = {}
    month, funds = "", {}
    for line in sheets[MONTH_FUNDS].lines:
        month, _, key = line.text(CODE).partition("/")
        amounts = {name: _with_unit(line, head) for head, name in _AMOUNTS.items() if line.text(head)}
        if key in items() and amounts:
            funds[items()[key].name] = amounts
            path: Path_ = (month, "funds", items()[key].name)
            at |= {(*path, name): (line, head) for head, name in _AMOUNTS.items()}
    indicators: dict[str, dict[str, str]] = {}
    for line in sheets[MONTH_ROWS].lines:
        _indicator(line, month, indicators, at)
    if not funds and not indicators:
        return {}

    def where(path: Path_) -> tuple[Line, str] | None:
        return at.get(path)

    def place(path: Path_) -> Place:
        found = where(path)
        return found[0].place(found[1]) if found else NOWHERE

    def fault(path: Path_, what: str, hint: str) -> None:
        found = where(path)
        if found:
            found[0].fault(found[1], what, hint)
        else:
            faults.append(Fault("", what, hint))

    known = {row.name: {"measure": row.measure, "target": row.target} for row in rows}
    raw = {month: {"funds": funds, "indicators": indicators}}
    return read_monitoring(raw, Part(agency, year, known, place, fault))


def _indicator(line: Line, month: str, found: dict[str, dict[str, str]], at: dict[Path_, tuple[Line, str]]) -> None:
    """The state of one indicator, added to `found`; `at` remembers where each of its words stands."""
    name = line.text("指标名称")
    words: dict[str, Any] = {
        key: line.figure(head) if key in ("done", "planned", "expected") else line.text(head) for head, key in _WORDS.items()
    }
    if not any(words.values()):
        return
    if not name:
        line.fault("指标名称", "这一行没有写指标名称", "请填写；多余的行请清空")
        return
    for head, key in _WORDS.items():
        known = _choices().get(key)
        if known and words[key] and words[key] not in known:
            line.fault(head, f"应从列表中选，现为“{words[key]}”", f"可用：{'、'.join(known)}")
            words[key] = ""
    path: Path_ = (month, "indicators", name)
    if path in at:
        line.fault("指标名称", f"“{name}”写了两次", "请只留一处")
    at[path] = line, "指标名称"
    at |= {(*path, key): (line, head) for head, key in _WORDS.items()}
    found[name] = words


def _with_unit(line: Line, head: str) -> str:
    """An amount with the unit of its line where none is written."""
    text = line.figure(head)
    return f"{text}{line.text('计量单位')}" if _BARE.fullmatch(text) else text
