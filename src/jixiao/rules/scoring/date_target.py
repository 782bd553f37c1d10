"""时限计分: done on the due day or before it, full marks; points off for each day later (每逾期一日扣0.1分，扣完为止)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.steps import positive
from jixiao.rules.words import chinese_date, plain, points


def score(ask: Ask) -> Points:
    """Weight less `per_day` for each day after the due one."""
    due, done = ask.due or due_day(ask.params, ask.year), ask.done
    full = f"完成日期不晚于{chinese_date(due)}"
    if done is None:
        return Points(Fraction(0), "没有完成", full)
    late = (done - due).days
    if late <= 0:
        return Points(ask.weight, f"{chinese_date(done)}完成，不晚于{chinese_date(due)}", full)
    each = ask.number("per_day")
    left = ask.weight - each * late
    branch = f"{chinese_date(done)}完成，比{chinese_date(due)}晚{late}日，每日扣{plain(each)}分，应扣{points(each * late)}"
    return Points(left, branch + ("，扣完为止" if left < ask.clamp(left) else ""), full)


def due_day(params: Params, year: int) -> date:
    """The due day of the rule for the year evaluated: 06-30 of that year, or `due_year` years later."""
    month, day = (int(one) for one in params["due"].split("-"))
    return date(year + int(params.get("due_year", 0)), month, day)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The due day exists in every year, and being late costs something."""
    for key in positive(params, "per_day"):
        yield Doubt((key,), f"{key} 应大于 0，现为 {params[key]}", "请改写")
    if "due" in params:
        try:
            due_day(params, 2023)
        except ValueError:
            yield Doubt(("due",), f"没有“{params['due']}”这一天", "请写成 06-30 的样子；2月的最后一天写 02-28")


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    due = due_day(ask.params, ask.year).toordinal()
    return [(ask.done <= due, ask.weight), (None, lambda some: some.weight - some.number("per_day") * (some.done - due))]


METHODS.add("date_target")(Method("时限计分", "date", score, doubts, columns=columns))
