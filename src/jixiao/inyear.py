"""The roads before a year is over, pure: a case → the papers of its targets, and of its monitoring in one month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jixiao.compose.balances import balances
from jixiao.compose.monitoring import compose_monitoring, compose_notice
from jixiao.compose.targets import compose_targets, form_for
from jixiao.errors import Fault, UsageError
from jixiao.intake.fit import fit
from jixiao.model.case import Case
from jixiao.model.document import Document
from jixiao.model.plan import Balance, Watch
from jixiao.model.rulebook import Rulebook
from jixiao.monitor.watch import watch


@dataclass(frozen=True, slots=True)
class Targets:
    """The form of targets on paper and as a workbook, and whether what it states adds up."""

    title: str
    paper: Document
    sheets: Document
    balances: tuple[Balance, ...]


def target_case(case: Case, rulebook: Rulebook, form: str = "") -> Targets:
    """The targets of `case` as they are filed; `form` names the layout ("": the usual one of the rulebook's kind)."""
    layout = form_for(rulebook, form)
    case = fit(case, rulebook)
    held = balances(case, rulebook)
    return Targets(layout.title, *compose_targets(case, rulebook, layout, held), held)


@dataclass(frozen=True, slots=True)
class Monitored:
    """What a month gives: the lights, the form on paper and as a workbook, the notice where one is due."""

    watch: Watch
    paper: Document
    sheets: Document
    notice: Document | None


def monitor_case(
    case: Case, rulebook: Rulebook, month: int, *, allow_recalled: bool = False, on: date | None = None
) -> Monitored:
    """The case at the end of `month`; `on` is the date the notice bears. `UsageError` where the case says nothing of it."""
    if not 1 <= month <= 12:
        raise UsageError(Fault("", f"没有 {month} 月", "月份写 1 到 12"))
    monitoring = case.monitoring.get(month)
    if monitoring is None:
        there = "、".join(f"{one}月" for one in sorted(case.monitoring)) or "（无）"
        hint = f"现有：{there}；案卷写在 monitoring 下，采集表请用 jixiao template --month {month} 另要一本"
        raise UsageError(Fault(case.file, f"案卷里没有 {month} 月的监控数据", hint))
    case = fit(case, rulebook)
    found = watch(case, monitoring, rulebook.kind, allow_recalled)
    paper, sheets = compose_monitoring(case, monitoring, found, rulebook)
    return Monitored(found, paper, sheets, compose_notice(found, on))
