"""Ledgers (台账): the register of a unit's cases, a sheet or a CSV file, read as a few columns of dates and states.

The schema is closed (number, received, due, handled, replied, status, kind, satisfied: ledger.yaml). Every other column —
names, telephone numbers, what was said — is neither read nor kept; its head is told, so that people see it was left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import read_data
from jixiao.errors import Fault, RulesError
from jixiao.intake.ledger_cells import Record, Sheet, read_day
from jixiao.model.place import Place

DATES = ("received", "due", "handled", "replied")
_ORDER = (("received", "due"), ("received", "handled"), ("received", "replied"), ("handled", "replied"))
"""Of each pair the second does not come before the first."""
_SUMS = frozenset({"合计", "总计", "小计", "共计"})
_LONGEST_KIND = 20


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it is kept: columns of equal length, `rows` the number each case bears in its file.

    Dates are ordinals of `datetime.date`, None where the cell is empty; `status` and `satisfied` are keys of ledger.yaml's
    words ("" where empty). `has` are the fields the file has a column for, `unread` the heads of all other columns.
    """

    name: str
    file: str
    source: str
    part: str
    rows: Sequence[int]
    dates: Mapping[str, Sequence[int | None]]
    status: Sequence[str]
    satisfied: Sequence[str]
    kinds: Sequence[str]
    has: frozenset[str]
    unread: tuple[str, ...] = ()
    skipped: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, rows: Iterable[int]) -> Place:
        """Where these cases (by index) stand."""
        return Place(self.source, self.part or self.file, runs_of(self.rows[one] for one in rows))


@lru_cache(maxsize=1)
def definitions() -> dict[str, Any]:
    """ledger.yaml: fields and their heads, words, the names of formulas, measures."""
    name = "ledger.yaml"
    file = read_data(resources.files("jixiao.intake").joinpath(name).read_bytes(), f"intake/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


def head_of(key: str) -> str:
    """The official head of a field: 应回复日期."""
    return str(definitions()["fields"][key]["heads"][0])


def read_ledger(sheet: Sheet, name: str, chosen: Mapping[str, str], faults: list[Fault]) -> Ledger | None:
    """The ledger in `sheet`, called `name`; adds to `faults` everything that is wrong with it, cell by cell.

    `chosen` maps official heads to those of this file, for a column that is called otherwise. None where a column that must
    be there is not.
    """
    columns, unread = _columns(sheet, chosen, faults)
    if columns is None:
        return None
    reading = _Reading(sheet, columns, faults)
    for record in sheet.records(columns, faults):
        reading.add(record)
    return Ledger(
        name=name,
        file=sheet.file,
        source=sheet.source,
        part=sheet.part,
        rows=reading.rows,
        dates=reading.dates,
        status=reading.status,
        satisfied=reading.satisfied,
        kinds=reading.kinds,
        has=frozenset(columns),
        unread=unread,
        skipped=reading.skipped,
    )


def _columns(sheet: Sheet, chosen: Mapping[str, str], faults: list[Fault]) -> tuple[dict[str, int] | None, tuple[str, ...]]:
    """The column of each field, and the heads of all others; None where one that must be there is not."""
    columns: dict[str, int] = {}
    before = len(faults)
    for key, known in definitions()["fields"].items():
        wanted = chosen.get(known["heads"][0])
        found = [
            [index for index, head in enumerate(sheet.heads) if head == name]
            for name in ([wanted] if wanted else known["heads"])
        ]
        named = next((one for one in found if one), [])
        if len(named) > 1:
            faults.append(
                Fault(
                    sheet.where(sheet.head_number),
                    f"有 {len(named)} 栏都叫“{sheet.heads[named[0]]}”",
                    "请改名或删去多余的一栏",
                )
            )
        elif named:
            columns[key] = named[0]
        elif wanted:
            faults.append(Fault(sheet.where(sheet.head_number), f"没有“{wanted}”一栏", "请核对 columns 里写的表头"))
        elif known.get("required"):
            others = "、".join(f"“{one}”" for one in known["heads"])
            faults.append(Fault(sheet.where(sheet.head_number), f"没有“{known['heads'][0]}”一栏", f"表头可写：{others}"))
    unread = tuple(head for index, head in enumerate(sheet.heads) if head and index not in columns.values())
    return (columns if len(faults) == before else None), unread


@dataclass(slots=True)
class _Reading:
    """Rows as they are taken in; what is wrong with a row is told, and the row kept out of nothing: faults end the run."""

    sheet: Sheet
    columns: Mapping[str, int]
    faults: list[Fault]
    rows: list[int] = field(default_factory=list)
    dates: dict[str, list[int | None]] = field(default_factory=lambda: {one: [] for one in DATES})
    status: list[str] = field(default_factory=list)
    satisfied: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    skipped: int = 0

    def add(self, record: Record) -> None:
        number = record.text("number")
        if number in _SUMS:
            self.skipped += 1
            return
        self._number(number, record)
        days = {one: self._day(one, record) for one in DATES}
        if days["received"] is None and not record.text("received"):
            self._fault(record, "received", "没有填", "没有收到日期，不知道属于哪一年；请补上")
        self._in_order(days, record)
        status = self._word("status", record)
        if status in ("open", "accepted") and days["replied"] is not None:
            self._fault(
                record, "status", f"状态写“{record.text('status')}”，却有{head_of('replied')}", "请核对后改正其中一处"
            )
        elif status == "open" and days["handled"] is not None:
            self._fault(
                record, "status", f"状态写“{record.text('status')}”，却有{head_of('handled')}", "请核对后改正其中一处"
            )
        kind = record.text("kind")
        if len(kind) > _LONGEST_KIND:
            self._fault(record, "kind", f"类别超过 {_LONGEST_KIND} 个字", "这一栏只写类别的名称，不写内容")
        self.rows.append(record.number)
        for one, day in days.items():
            self.dates[one].append(day)
        self.status.append(status)
        self.satisfied.append(self._word("satisfied", record))
        self.kinds.append(kind)

    def _fault(self, record: Record, key: str, what: str, hint: str) -> None:
        self.faults.append(
            Fault(self.sheet.where(record.number, self.columns.get(key)), f"“{head_of(key)}”一栏：{what}", hint)
        )

    def _number(self, number: str, record: Record) -> None:
        if not number:
            self._fault(record, "number", "没有填", "没有编号，看不出是不是重复登记；请补上")
            return
        first = self.seen.setdefault(number, record.number)
        if first != record.number:
            self._fault(record, "number", f"“{number}”与第 {first} 行重复", "一件只登记一行；请核对后删去或改号")

    def _day(self, key: str, record: Record) -> int | None:
        text = record.text(key)
        if not text:
            return None
        day = read_day(text)
        if isinstance(day, int):
            return day
        self._fault(record, key, day.what, day.hint)
        return None

    def _in_order(self, days: Mapping[str, int | None], record: Record) -> None:
        for earlier, later in _ORDER:
            first, second = days[earlier], days[later]
            if first is not None and second is not None and second < first:
                what = f"{_shown(second)} 早于{head_of(earlier)} {_shown(first)}"
                self._fault(record, later, what, "请核对这两个日期")

    def _word(self, key: str, record: Record) -> str:
        text = record.text(key)
        if not text:
            return ""
        meaning = _meanings(key).get(text)
        if meaning is None:
            self._fault(record, key, f"不认识“{text[:12]}”", f"可用：{'、'.join(_meanings(key))}")
            return ""
        return meaning


@lru_cache(maxsize=4)
def _meanings(key: str) -> dict[str, str]:
    return {word: meaning for meaning, words in definitions()["words"][key].items() for word in words}


def _shown(day: int) -> str:
    return date.fromordinal(day).isoformat()


def runs_of(numbers: Iterable[int], most: int = 200) -> str:
    """Row numbers as people read them: 第2–31、33行; beyond `most` runs the rest is left out, and said."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = "、".join(_run(*one) for one in runs[:most])
    return f"第{words}行" + ("等" if len(runs) > most else "") if runs else ""


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
