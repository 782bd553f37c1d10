"""The parts `plan` (targets as filed) and `monitoring` (how things stand in a month) of a case file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jixiao.catalog.items import items
from jixiao.datafile import Path_
from jixiao.errors import Fault
from jixiao.intake.entries import look_up_item
from jixiao.intake.figures import Complaint, read_value
from jixiao.model.fact import Fact
from jixiao.model.place import Place
from jixiao.model.plan import Money, Monitoring, Plan, PlannedTask, Progress, Spending, TargetWords
from jixiao.model.quantity import Quantity
from jixiao.text.quantities import quantity, target, unclear_share

FUNDS = (
    "project_funds", "project_fiscal_funds", "project_carryover_funds", "project_other_funds",
    "total_expenditure", "basic_expenditure", "project_expenditure",
)  # fmt: skip
"""Items whose spending is monitored, the totals of a project and of a department first in their groups."""
_PARTS = (("total", "总额"), ("fiscal", "财政拨款"), ("other", "其他资金"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a case as it is read: where its values stand, who is told of faults, and what the case says elsewhere
    (`rows` by their names)."""

    agency: str
    year: int
    rows: Mapping[str, Mapping[str, Any]]
    place: Callable[[Path_], Place]
    fault: Callable[[Path_, str, str], None]

    def money(self, raw: Any, path: Path_, item: str, basis: str) -> Fact | None:
        """An amount with its unit as a fact; None where there is none, and a fault where it cannot be used."""
        text = text_of(raw)
        if not text:
            return None
        value = read_value(items()[item], text)
        if isinstance(value, Complaint):
            self.fault(path, value.what, value.hint)
            return None
        return Fact(item, value, self.year, basis, self.agency, text, self.place(path), "case")

    def named(self, name: str, path: Path_) -> bool:
        """Whether an indicator of that name stands in `rows`; a fault where none does."""
        if name in self.rows:
            return True
        there = "、".join(self.rows) or "（无）"
        self.fault(path, f"自设指标里没有名为“{name}”的指标", f"现有：{there}")
        return False


def text_of(value: Any) -> str:
    """A scalar as text; nothing for what is absent or has the wrong shape."""
    return "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()


def read_plan(raw: Mapping[str, Any], part: Part) -> Plan:
    """The filing of targets."""
    tasks = raw.get("tasks")
    found = []
    for index, one in enumerate(tasks if isinstance(tasks, list) else ()):
        if isinstance(one, dict):
            path: Path_ = ("tasks", index)
            money = _money(one, part, path, "total_expenditure")
            found.append(PlannedTask(text_of(one.get("name")), text_of(one.get("content")), money, part.place(path)))
    midterm = raw.get("midterm")
    words = raw.get("indicators")
    return Plan(
        attribute=text_of(raw.get("attribute")),
        period=text_of(raw.get("period")),
        midterm=_money(midterm, part, ("midterm",), "project_funds") if isinstance(midterm, dict) else Money(),
        midterm_goal=text_of(raw.get("midterm_goal")),
        tasks=tuple(found),
        indicators={
            name: TargetWords(**{key: text_of(one.get(key)) for key in ("midterm", "explanation", "standard", "note")})
            for name, one in (words.items() if isinstance(words, dict) else ())
            if isinstance(one, dict) and part.named(name, ("indicators", name))
        },
    )


def _money(raw: Mapping[str, Any], part: Part, path: Path_, item: str) -> Money:
    return Money(**{key: part.money(raw.get(key), (*path, key), item, "initial_budget") for key, _ in _PARTS})


def read_monitoring(raw: Mapping[str, Any], part: Part) -> dict[int, Monitoring]:
    """The months that are monitored."""
    return {
        int(month): _month(int(month), one, part)
        for month, one in raw.items()
        if month.isdecimal() and 1 <= int(month) <= 12 and isinstance(one, dict)
    }


def _month(month: int, raw: Mapping[str, Any], part: Part) -> Monitoring:
    at = str(month)
    spending: dict[str, Spending] = {}
    funds = raw.get("funds")
    for name, one in funds.items() if isinstance(funds, dict) else ():
        path: Path_ = (at, "funds", name)
        item = look_up_item(name)
        if isinstance(item, Fault):
            part.fault(path, item.what, item.hint)
        elif item.key not in FUNDS:
            known = "、".join(items()[key].name for key in FUNDS)
            part.fault(path, f"监控不用“{item.name}”", f"可用：{known}")
        elif isinstance(one, dict):
            if item.key in spending:
                part.fault(path, f"“{item.name}”写了两次", "请只留一处")
            executed = part.money(one.get("executed"), (*path, "executed"), item.key, f"executed_by_{month}")
            expected = part.money(one.get("expected"), (*path, "expected"), item.key, "expected")
            spending[item.key] = Spending(executed, expected)
    progress: dict[str, Progress] = {}
    indicators = raw.get("indicators")
    for name, one in indicators.items() if isinstance(indicators, dict) else ():
        path = (at, "indicators", name)
        if isinstance(one, dict) and part.named(name, path):
            progress[name] = _progress(name, one, part, path)
    return Monitoring(month, spending, progress, part.place((at,)))


def _progress(name: str, raw: Mapping[str, Any], part: Part, path: Path_) -> Progress:
    keys = ("done", "planned", "expected", "tier", "cause", "reason", "chance", "note")
    words: dict[str, Any] = {key: text_of(raw.get(key)) for key in keys}
    found = Progress(name, **words)
    row = part.rows[name]
    if text_of(row.get("measure")) == "定性":
        return replace(found, place=part.place(path))
    if found.tier:
        part.fault((*path, "tier"), f"指标“{name}”是定量指标，不评档次", "请写 done（完成的值），或把指标改为定性")
    wanted = target(text_of(row.get("target")))
    for key, what in (("done", "执行情况"), ("planned", "应达到的值"), ("expected", "全年预计完成情况")):
        text = getattr(found, key)
        if text:
            _check_figure(name, what, text, wanted, part, (*path, key))
    return replace(found, place=part.place(path))


def _check_figure(name: str, words: str, text: str, wanted: Quantity | None, part: Part, path: Path_) -> None:
    unit = (wanted.printed_unit or wanted.unit) if wanted else ""
    value = quantity(text, unit)
    if value is None or not value.plain:
        part.fault(
            path, f"指标“{name}”的{words}应是一个确切的数，现为“{text}”", "请填数并带单位，如“60个”；说明文字写在 note"
        )
    elif wanted is not None and wanted.unit == "%" and unclear_share(text):
        part.fault(path, f"指标“{name}”的{words}“{text}”没有百分号，分不清是百分比还是小数", "请带上百分号，如 90%")
    elif wanted is not None and value.unit != wanted.unit:
        part.fault(path, f"指标“{name}”的{words}“{text}”与年度指标值计量单位不同", "请用同一计量单位")
