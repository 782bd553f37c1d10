"""The lights of one month: each a colour, or the reason why there is none, in one sentence with its figures.

What is missing gives no light, never a red one: a month without an execution figure is not a month without spending.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jixiao.model.case import Case, Row
from jixiao.model.fact import Fact
from jixiao.model.plan import Color, Light, Monitoring, Progress
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.monitor.thresholds import Threshold, thresholds
from jixiao.text.quantities import quantity, target

TOTALS = {"project": "project_funds", "department": "total_expenditure"}
_BUDGETS = (("adjusted_budget", "全年预算"), ("initial_budget", "年初预算"))
_UPWARD = frozenset({"=", "≥", ">"})
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Month:
    """A case at the end of a month; `kind` is that of the rulebook."""

    case: Case
    monitoring: Monitoring
    kind: str
    allow_recalled: bool = False

    @property
    def number(self) -> int:
        return self.monitoring.month

    @property
    def span(self) -> str:
        """1—7月; the first month alone is 1月."""
        return "1月" if self.number == 1 else f"1—{self.number}月"

    @property
    def pace(self) -> Fraction:
        """The share of the year that is over, in percent."""
        return _HUNDRED * self.number / 12

    @property
    def executed(self) -> Fact | None:
        spending = self.monitoring.spending.get(TOTALS[self.kind])
        return spending.executed if spending else None

    @property
    def budget(self) -> tuple[Fact, str] | None:
        """The budget that spending is held against: adjusted where it is stated, else that of the start of the year."""
        for basis, name in _BUDGETS:
            fact = self.case.facts.get(TOTALS[self.kind], self.case.year, basis)
            if fact is not None and isinstance(fact.value, Quantity):
                return fact, name
        return None

    @property
    def rate(self) -> Fraction | None:
        """Spending over budget in percent; None while one of them is not known, or the budget is nothing."""
        if self.executed is None or self.budget is None or _amount(self.budget[0]) == 0:
            return None
        return _HUNDRED * _amount(self.executed) / _amount(self.budget[0])

    def uses(self, threshold: Threshold) -> bool:
        return threshold.verified != "recalled" or self.allow_recalled


def lights(month: Month) -> tuple[Light, ...]:
    """Every light of the month: money first, then the indicators in the order of the case."""
    return (*_money(month), *(light for row in month.case.rows for light in _row(month, row)))


def worst(found: tuple[Light, ...]) -> Color | None:
    """The colour of the whole: the worst there is; None where no light could be given."""
    order: tuple[Color, ...] = ("red", "yellow", "green")
    return next((color for color in order if any(one.color == color for one in found)), None)


def percent(value: Fraction) -> str:
    """A percentage in words: two decimals, more where rounding would carry it onto a whole one it is not."""
    places = 2
    while (shown := half_up(value, places)) == shown.to_integral_value() and shown != value and places < 8:
        places += 1
    return f"{trim(shown) if shown == value else shown}%"


def _money(month: Month) -> Iterator[Light]:
    known = thresholds()
    executed, budget = month.executed, month.budget
    about = "资金执行"
    if executed is None:
        yield known["pace"].shine(about, None, f"没有填{month.span}执行数，不评灯")
        return
    if budget is None:
        yield known["pace"].shine(about, None, f"{month.span}执行{executed.shown}，没有填预算数，算不出执行率，不评灯")
        return
    spent, of = f"{month.span}执行{executed.shown}", f"{budget[1]}{budget[0].shown}"
    if _amount(executed) > _amount(budget[0]):
        yield known["over_budget"].shine(about, known["over_budget"].light, f"{spent}，超过{of}")
    rate = month.rate
    if rate is None:
        yield known["pace"].shine(about, None, f"{of}，没有执行率，不评进度灯")
        return
    at_pace = rate / month.pace * 100
    color, band = known["pace"].band(at_pace)
    words = f"{spent} ÷ {of} = 执行率{percent(rate)}，时间进度{percent(month.pace)}，前者为后者的{percent(at_pace)}，{band}"
    yield known["pace"].shine(about, color, words, at_pace)
    if month.uses(known["steps"]):
        yield _steps(month, known["steps"], rate)
    if month.uses(known["gap"]):
        yield _gap(month, known["gap"], rate)


def _steps(month: Month, threshold: Threshold, rate: Fraction) -> Light:
    step = threshold.step(month.number)
    about = "资金执行"
    if step is None:
        first = threshold.steps[0][0]
        return threshold.shine(about, None, f"{month.number}月末在第一个时点（{first}月末）之前，不评{threshold.name}")
    by, below = step
    low = rate < below
    words = f"执行率{percent(rate)}，{by}月末下限{percent(below)}，{'低于' if low else '不低于'}下限"
    return threshold.shine(about, threshold.light if low else "green", words, rate)


def _gap(month: Month, threshold: Threshold, rate: Fraction) -> Light:
    """Spending against what was produced: the weighted progress of the indicators that add up over the year."""
    about = "支出与产出"
    counted = [(row, share) for row in month.case.rows if (share := _share(month, row)) is not None]
    if not counted:
        return threshold.shine(about, None, "没有可以累计又填了执行情况的定量指标，不评支出与产出的差距")
    weights = [_weight(row) for row, _ in counted]
    weighed = all(one is not None for one in weights)
    shares = [
        (share, one if weighed and one is not None else Fraction(1))
        for (_, share), one in zip(counted, weights, strict=True)
    ]
    progress = sum((share * one for share, one in shares), Fraction(0)) / sum((one for _, one in shares), Fraction(0))
    difference = progress - rate
    wide = abs(difference) > threshold.over
    words = (
        f"{len(counted)}项可累计指标完成进度{percent(progress)}（{'按分值加权' if weighed else '分值不全，按项平均'}），执行率{percent(rate)}，"
        f"{'支出快于产出' if difference < 0 else '产出快于支出' if difference > 0 else '两者一致'}，"
        f"相差{percent(abs(difference))[:-1]}个百分点，{'超过' if wide else '没有超过'}{percent(threshold.over)[:-1]}个百分点"
    )
    return threshold.shine(about, threshold.light if wide else "green", words, abs(difference))


def _row(month: Month, row: Row) -> Iterator[Light]:
    progress = month.monitoring.progress.get(row.name, Progress(row.name))
    known = thresholds()
    if row.measure == "定性":
        if progress.tier and known["tier"].lights:
            color = known["tier"].lights.get(progress.tier)
            yield known["tier"].shine(row.name, color, f"{row.name}：{progress.tier}")
        else:
            yield known["tier"].shine(row.name, None, f"{row.name}：没有评定档次，不评灯")
    else:
        yield _quantitative(month, row, progress)
    if progress.chance and known["chance"].lights:
        color = known["chance"].lights.get(progress.chance)
        yield known["chance"].shine(row.name, color, f"{row.name}：完成目标可能性为“{progress.chance}”")


def _quantitative(month: Month, row: Row, progress: Progress) -> Light:
    known = thresholds()
    wanted, done = _figures(row, progress.done)
    if wanted is None:
        return known["progress"].shine(row.name, None, f"{row.name}：没有可以比较的年度指标值，不评灯")
    if done is None:
        return known["progress"].shine(row.name, None, f"{row.name}：没有填{month.span}执行情况，不评灯")
    told = f"{row.name}：年度指标值{wanted}，{month.span}完成{done}"
    if wanted.value == 0 and wanted.bound in _UPWARD:
        met = done.value == wanted.value
        return known["zero_target"].shine(
            row.name, "green" if met else "red", f"{told}，{'等于' if met else '不等于'}指标值"
        )
    if not _adds_up(wanted):
        met = _met(wanted, done)
        words = "已达到" if met else "现在没有达到，年底之前还可能改变"
        return known["level"].shine(row.name, "green" if met else "yellow", f"{told}，{words}")
    planned = quantity(progress.planned, wanted.printed_unit or wanted.unit) if progress.planned else None
    due = Fraction(planned.value) if planned is not None else Fraction(wanted.value) * month.number / 12
    if due <= 0:
        return known["progress"].shine(row.name, None, f"{told}，到本月末还不要求完成，不评灯")
    share = _HUNDRED * Fraction(done.value) / due
    color, band = known["progress"].band(share)
    by = f"计划应达到{planned}" if planned is not None else f"按时间进度应达到年度指标值的{percent(month.pace)}"
    return known["progress"].shine(row.name, color, f"{told}，{by}，完成了其中的{percent(share)}，{band}", share)


def _share(month: Month, row: Row) -> Fraction | None:
    """How much of the year's target is done, in percent, at most 100; None for what does not add up or is not known."""
    if row.measure == "定性":
        return None
    progress = month.monitoring.progress.get(row.name)
    wanted, done = _figures(row, progress.done if progress else "")
    if wanted is None or done is None or not _adds_up(wanted) or wanted.value <= 0:
        return None
    return min(_HUNDRED, _HUNDRED * Fraction(done.value) / Fraction(wanted.value))


def _figures(row: Row, done: str) -> tuple[Quantity | None, Quantity | None]:
    wanted = target(row.target) if row.target else None
    if wanted is None or not done:
        return wanted, None
    value = quantity(done, wanted.printed_unit or wanted.unit)
    return wanted, value if value is not None and value.unit == wanted.unit else None


def _adds_up(wanted: Quantity) -> bool:
    """Whether what is done grows from month to month towards the target: counts and amounts to be reached, not rates or limits."""
    return wanted.bound in _UPWARD and wanted.unit not in ("%", "百分点", "分", "天", "")


def _met(wanted: Quantity, done: Quantity) -> bool:
    a, b = done.value, wanted.value
    return {"=": a >= b, "≥": a >= b, ">": a > b, "≤": a <= b, "<": a < b}[wanted.bound]


def _weight(row: Row) -> Fraction | None:
    found = quantity(row.weight, "分") if row.weight else None
    return Fraction(found.value) if found is not None and found.value > 0 else None


def _amount(fact: Fact) -> Fraction:
    assert isinstance(fact.value, Quantity)
    return Fraction(fact.value.value)
