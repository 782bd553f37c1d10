"""The ledgers a case names: where they are, which period, and the actual values counted from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jixiao.errors import Fault, ReadError
from jixiao.intake.counting import Cases, Period, wanted_of
from jixiao.intake.ledger import definitions, read_ledger
from jixiao.intake.ledger_cells import csv_sheet, read_day, table_sheet
from jixiao.model.document import Document
from jixiao.model.ledger import Counted


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that lies beside a case: its bytes, and the document in them where they are a workbook."""

    file: str
    source: str
    data: bytes
    document: Document | None = None


Attach = Callable[[str], Attached]
"""The file of a name, relative to the case; `ReadError` says why there is none."""


def no_files(name: str) -> Attached:
    """For cases that are read without a folder."""
    raise ReadError(Fault(name, "这里读不到案卷之外的文件", "请把案卷和台账放在一个文件夹里，再用文件名打开"))


class Ledgers:
    """The ledgers of one case, each read once, when it is first asked; what is wrong goes to `faults`."""

    def __init__(self, year: int, attach: Attach, faults: list[Fault]) -> None:
        self.year = year
        self.attach = attach
        self.faults = faults
        self._named: dict[str, tuple[Mapping[str, Any], str]] = {}
        self._cases: dict[str, Cases | None] = {}
        self._notes: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know: columns left unread, cases that could not be counted."""
        read = (one.ledger for one in self._cases.values() if one is not None)
        unread = (f"台账“{one.name}”没有读取、没有保存的栏：{'、'.join(one.unread)}" for one in read if one.unread)
        return tuple(dict.fromkeys((*self._notes, *unread)))

    def name(self, ledger: str, written: Mapping[str, Any], where: str) -> None:
        """A ledger as the case declares it: {file, sheet, columns, from, until}."""
        self._named[ledger] = written, where

    def put(self, ledger: str, cases: Cases | None) -> None:
        """A ledger that was read elsewhere (the sheet 台账 of a collection workbook); None where its faults were told."""
        self._cases[ledger] = cases

    def __contains__(self, ledger: str) -> bool:
        return ledger in self._named or ledger in self._cases

    def read_all(self) -> None:
        """Read every ledger that was declared, also those nothing asks for: their faults are faults of the case."""
        for name in self._named:
            self._of(name)

    def count(self, raw: Mapping[str, Any], where: str) -> Counted | None:
        """The value a row asks for; None, and a fault at `where`, if there is none."""
        wanted = wanted_of(raw)
        if isinstance(wanted, Fault):
            self.faults.append(Fault(where, wanted.what, wanted.hint))
            return None
        if wanted.ledger not in self:
            there = "、".join((*self._named, *self._cases)) or "（无）"
            self.faults.append(Fault(where, f"没有名为“{wanted.ledger}”的台账", f"ledgers 里有：{there}"))
            return None
        cases = self._of(wanted.ledger)
        if cases is None:
            return None
        found = cases.count(wanted.measure, wanted.kind)
        if isinstance(found, Fault):
            self.faults.append(Fault(where, found.what, found.hint))
            return None
        self._notes.extend(found.notes)
        return found

    def _of(self, name: str) -> Cases | None:
        if name not in self._cases:
            self._cases[name] = self._read(name)
        return self._cases[name]

    def _read(self, name: str) -> Cases | None:
        written, where = self._named[name]
        period = self._period(written, where)
        file = written.get("file")
        if not isinstance(file, str) or not file.strip():
            return None  # the schema has told it
        try:
            attached = self.attach(file)
        except ReadError as error:
            self.faults.extend(error.faults)
            return None
        before = len(self.faults)
        columns = written.get("columns")
        chosen = {str(key): str(head) for key, head in columns.items()} if isinstance(columns, dict) else {}
        known = ledger_heads() | frozenset(chosen.values())
        if attached.document is None:
            sheet = csv_sheet(attached.data, attached.file, attached.source, known, self.faults)
        else:
            sheet = table_sheet(attached.document, attached.file, str(written.get("sheet") or ""), known, self.faults)
        ledger = None if sheet is None else read_ledger(sheet, name, chosen, self.faults)
        return Cases(ledger, period) if ledger is not None and period is not None and len(self.faults) == before else None

    def _period(self, written: Mapping[str, Any], where: str) -> Period | None:
        whole = Period.of_year(self.year) if self.year else Period.of_year(2000)
        edges = []
        for key, default in (("from", whole.first), ("until", whole.last)):
            day = read_day(str(written[key])) if written.get(key) else default
            if not isinstance(day, int):
                self.faults.append(Fault(where, day.what, day.hint))
                return None
            edges.append(day)
        if edges[0] > edges[1]:
            days = " 至 ".join(date.fromordinal(one).isoformat() for one in edges)
            self.faults.append(Fault(where, f"统计期的起止日期颠倒了：{days}", "请改正 from 和 until"))
            return None
        return Period(*edges)


@lru_cache(maxsize=1)
def ledger_heads() -> frozenset[str]:
    """Every head that a column of a ledger may bear."""
    return frozenset(head for one in definitions()["fields"].values() for head in one["heads"])
