"""Actual values counted from ledgers: which measure of which ledger, over which cases, as at which day.

How blanks are read (decided once, told in every trace): a case counts in the year in which it was received; what happened
after the last day of the period has not happened yet; a blank date of handling or reply, where no state says otherwise,
is "not done by then"; a blank due date is not known, and such a case is counted neither as in time nor as late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jixiao.errors import Fault, FormulaError
from jixiao.formula import Undefined
from jixiao.formula.over_rows import Column, Kind, RowFormula, Tally, evaluate_over_rows, row_formula
from jixiao.formula.tree import Name
from jixiao.intake.ledger import Ledger, definitions, head_of, runs_of
from jixiao.model.ledger import Counted
from jixiao.model.quantity import half_up, trim

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Period:
    """The cases received from `first` to `last`, judged as at `last`. Ordinals of dates."""

    first: int
    last: int

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())

    def __str__(self) -> str:
        return f"{date.fromordinal(self.first)} 至 {date.fromordinal(self.last)}"


@dataclass(frozen=True, slots=True)
class Measure:
    """What to count: `name`, formula over the rows, unit, what the cases outside its range are, decimals of a rate."""

    name: str
    expression: str
    unit: str
    outside: str = ""
    definition: str = ""
    places: int = 2


def find_measure(name: str) -> Measure | Fault:
    """The measure called `name` (key or Chinese name) in ledger.yaml, or a fault that lists those there are."""
    known: dict[str, Any] = definitions()["measures"]
    for key, one in known.items():
        if name in (key, one["name"]):
            return Measure(**one)
    names = "、".join(one["name"] for one in known.values())
    return Fault("", f"台账没有名为“{name}”的计算项目", f"可用：{names}；也可以用 expression 写公式")


@dataclass(slots=True)
class Cases:
    """The cases of one ledger in a period, as columns that formulas name."""

    ledger: Ledger
    period: Period
    _inside: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        received = self.ledger.dates["received"]
        first, last = self.period.first, self.period.last
        self._inside = [row for row, day in enumerate(received) if day is not None and first <= day <= last]

    def kinds(self) -> Counter[str]:
        """How many cases of each kind were received in the period."""
        return Counter(self.ledger.kinds[row] for row in self._inside)

    def count(self, measure: Measure, kind: str = "") -> Counted | Fault:
        """The value of `measure` over all cases of the period, or those of one kind; a fault says why there is none."""
        try:
            formula = row_formula(measure.expression, _kinds())
        except FormulaError as error:
            return error.faults[0]
        lacking = self._lacking(formula)
        if lacking:
            return Fault(
                "",
                f"台账“{self.ledger.name}”没有{lacking}一栏，算不出{measure.name}",
                "请补上这一栏，或在 columns 里写明表头",
            )
        if kind and kind not in self.ledger.kinds:
            there = "、".join(sorted(set(self.ledger.kinds) - {""})) or "（无）"
            return Fault("", f"台账“{self.ledger.name}”里没有类别“{kind}”", f"现有：{there}")
        rows = [row for row in self._inside if not kind or self.ledger.kinds[row] == kind]
        value, tallies = evaluate_over_rows(formula, self._columns(formula, rows), len(rows))
        if isinstance(value, Undefined | bool):
            why = "没有可以计入的件" if isinstance(value, Undefined) else "公式给出的是“是”或“否”，不是数"
            return Fault("", f"{measure.name}算不出：{why}", self._hint(tallies))
        if measure.unit == "%":
            value *= 100
        return Counted(
            ledger=self.ledger.name,
            measure=measure.name + (f"（{kind}）" if kind else ""),
            value=value,
            unit=measure.unit,
            shown=_printed(value, measure.places) + measure.unit,
            formula=formula.shown,
            substituted=_substituted(tallies) if isinstance(formula.outer, Name) else "",
            place=self.ledger.place(rows),
            lines=tuple(self._lines(measure, kind, rows, tallies)),
            notes=tuple(self._notes(measure, rows, tallies)),
        )

    def _lacking(self, formula: RowFormula) -> str:
        """The head of the first column that `formula` needs and the ledger has not."""
        known = definitions()["names"]
        for name in formula.columns:
            needs = known[name].get("needs") or [known[name]["of"]]
            if needs != [""] and not self.ledger.has.intersection(needs):
                return "或".join(f"“{head_of(one)}”" for one in needs)
        return ""

    def _hint(self, tallies: Sequence[Tally]) -> str:
        unknown = sum(len(one.unknown) for one in tallies)
        return f"有 {unknown} 件缺日期，请补上" if unknown else "请核对统计期和类别"

    def _columns(self, formula: RowFormula, rows: Sequence[int]) -> dict[str, Column]:
        return {name: self._column(name, rows) for name in formula.columns}

    def _column(self, name: str, rows: Sequence[int]) -> Column:
        ledger, last = self.ledger, self.period.last
        match name:
            case "收到" | "到期":
                days = ledger.dates["received" if name == "收到" else "due"]
                return [days[row] for row in rows]
            case "受理" | "回复":
                days = ledger.dates["handled" if name == "受理" else "replied"]
                return [None if (day := days[row]) is None or day > last else day for row in rows]
            case "已回复":
                return [self._replied(row) for row in rows]
            case "已受理":
                return [self._accepted(row) for row in rows]
            case "截至":
                return [last] * len(rows)
            case "已评价":
                return [ledger.satisfied[row] not in ("", "unrated") for row in rows]
        wanted = "satisfied" if name == "满意" else "partly"
        return [None if (said := ledger.satisfied[row]) in ("", "unrated") else said == wanted for row in rows]

    def _replied(self, row: int) -> bool | None:
        day, status = self.ledger.dates["replied"][row], self.ledger.status[row]
        if day is not None:
            return day <= self.period.last
        if status:
            return status == "replied"
        return False if "replied" in self.ledger.has else None

    def _accepted(self, row: int) -> bool | None:
        day, status = self.ledger.dates["handled"][row], self.ledger.status[row]
        if (day is not None and day <= self.period.last) or self._replied(row):
            return True
        if day is None and status:
            return status in ("accepted", "replied")
        return False if "handled" in self.ledger.has else None

    def _lines(self, measure: Measure, kind: str, rows: Sequence[int], tallies: Sequence[Tally]) -> Iterator[str]:
        ledger = self.ledger
        numbers = [ledger.rows[row] for row in rows]
        of_kind = f"，类别“{kind}”" if kind else ""
        yield f"台账“{ledger.name}”（{ledger.file}）：{self.period}收到 {len(rows)} 件{of_kind}"
        if measure.definition:
            yield f"{measure.name}：{measure.definition}"
        for tally in tallies:
            yield from self._of_tally(tally, numbers, measure, rows)
        away = len(ledger) - len(self._inside)
        if away:
            there = set(self._inside)
            yield f"不在统计期内收到的 {away} 件不计：{runs_of(ledger.rows[row] for row in range(len(ledger)) if row not in there)}"
        late = [
            ledger.rows[row] for row in rows if (day := ledger.dates["replied"][row]) is not None and day > self.period.last
        ]
        if late:
            yield f"回复日期在 {date.fromordinal(self.period.last)} 之后的 {len(late)} 件，按当日还没有回复计：{runs_of(late)}"
        if ledger.skipped:
            yield f"编号写“合计”等字样的 {ledger.skipped} 行不是办件，不计"
        if ledger.unread:
            yield f"没有读取、没有保存的栏：{'、'.join(ledger.unread)}"

    def _of_tally(self, tally: Tally, numbers: Sequence[int], measure: Measure, rows: Sequence[int]) -> Iterator[str]:
        def lines(words: str, found: Sequence[int]) -> Iterator[str]:
            if found:
                yield f"{words} {len(found)} 件：{runs_of(numbers[one] for one in found)}"

        is_count = tally.aggregate.function in ("count", "share")
        yield from lines("计入" if is_count else "计入平均、排序的", tally.counted)
        if tally.aggregate.function == "share":
            yield from lines("在范围内、没有计入的", tally.others)
        yield from lines(f"不在计算范围（{measure.outside}）" if measure.outside else "不在计算范围", tally.outside)
        for why, found in self._unknown(tally, rows).items():
            yield from lines(f"算不出、没有计入（{why}）", found)

    def _unknown(self, tally: Tally, rows: Sequence[int]) -> dict[str, list[int]]:
        """The cases that cannot be told, by what they lack."""
        reasons: dict[str, list[int]] = {}
        for one in tally.unknown:
            reasons.setdefault(self._why_unknown(tally, rows[one]), []).append(one)
        return reasons

    def _notes(self, measure: Measure, rows: Sequence[int], tallies: Sequence[Tally]) -> Iterator[str]:
        for tally in tallies:
            for why, found in self._unknown(tally, rows).items():
                yield f"台账“{self.ledger.name}”有 {len(found)} 件{why}，算不出{measure.name}，没有计入"

    def _why_unknown(self, tally: Tally, row: int) -> str:
        known = definitions()["names"]
        lacking = []
        for name in tally.aggregate.names:
            of = known[name]["of"]
            done = {"handled": self._accepted, "replied": self._replied}.get(of, lambda _: True)(row)
            blank = self.ledger.dates[of][row] is None if of in self.ledger.dates else of == "satisfied"
            if blank and done is not False:
                lacking.append(head_of(of))
        return "缺" + "、".join(dict.fromkeys(lacking)) if lacking else "还没有发生"


def _kinds() -> dict[str, Kind]:
    return {name: one["kind"] for name, one in definitions()["names"].items()}


def _substituted(tallies: Sequence[Tally]) -> str:
    """A count or share in figures: 58 ÷ 60."""
    (tally,) = tallies
    n = len(tally.counted)
    return f"{n} ÷ {n + len(tally.others)}" if tally.aggregate.function == "share" else ""


def _printed(value: Fraction, places: int) -> str:
    """`value` with up to `places` decimals; with more where rounding would make a whole number of what is none.

    24999 of 25000 is 99.996%, never 100.00%.
    """
    while (shown := half_up(value, places)) == shown.to_integral_value() and shown != value and places < _MOST_PLACES:
        places += 1
    return str(shown if shown != value else trim(shown))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case asks of a ledger for one actual value."""

    ledger: str
    measure: Measure
    kind: str = ""


def wanted_of(raw: Mapping[str, Any]) -> Wanted | Fault:
    """The request written as {ledger, measure | expression, unit, kind, places}."""
    name, unit = str(raw.get("ledger", "")), str(raw.get("unit", "") or "")
    kind = str(raw.get("kind", "") or "")
    if raw.get("expression"):
        if raw.get("measure"):
            return Fault("", "measure 和 expression 只写一个", "常用的写 measure，自定的写 expression")
        return Wanted(name, Measure("自定义计算", str(raw["expression"]), unit), kind)
    if not raw.get("measure"):
        return Fault("", "没有写要算什么", "请写 measure（如 按时回复率）或 expression")
    found = find_measure(str(raw["measure"]))
    return found if isinstance(found, Fault) else Wanted(name, found, kind)
