"""The unit's own indicators: what must hold of one row before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jixiao.errors import Fault
from jixiao.model.case import Row
from jixiao.text.deadlines import due_day
from jixiao.text.quantities import quantity, target, unclear_share

_ANY_YEAR = 2020
"""For a due time without year: whether it is one does not depend on the year."""


def row_faults(row: Row, where: Callable[[str], str]) -> Iterator[Fault]:
    """Everything wrong with `row` that can be told without the rulebook; `where` says where one of its fields stands."""
    name = f"指标“{row.name}”"
    if row.weight:
        weight = quantity(row.weight, "分")
        if weight is None or weight.unit != "分" or weight.value < 0:
            yield Fault(where("weight"), f"{name}的分值应为不小于 0 的数，现为“{row.weight}”", "请填分数，如 10")
    if row.ratio:
        yield from ratio_faults(name, row.ratio, where("ratio"))
    if row.measure == "定性":
        if (row.tier or row.ratio) and not (row.by and row.why):
            yield Fault(
                where("tier" if row.tier else "ratio"),
                f"{name}由人评定了档次或比例，没有写评定人和评定理由",
                "请写明由谁评定、依据什么",
            )
        return
    yield from _quantitative(row, name, where)


def _quantitative(row: Row, name: str, where: Callable[[str], str]) -> Iterator[Fault]:
    hint = "请填一个数并带单位，如“108场次”；不能用数衡量的，请改为“定性”"
    wanted = target(row.target) if row.target else None
    if row.target and wanted is None and due_day(row.target, _ANY_YEAR) is not None:
        return
    if row.target and wanted is None:
        yield Fault(where("target"), f"{name}的年度指标值应有一个数，现为“{row.target}”", hint.replace("108", "≥120"))
    if not row.actual:
        return
    unit = (wanted.printed_unit or wanted.unit) if wanted else ""
    done = quantity(row.actual, unit)
    if done is None:
        yield Fault(where("actual"), f"{name}的实际完成值应是一个数，现为“{row.actual}”", hint)
    elif wanted and wanted.unit == "%" and unclear_share(row.actual):
        what = f"{name}的实际完成值“{row.actual}”没有百分号，分不清是百分比还是小数"
        yield Fault(where("actual"), what, "请带上百分号，如 90%")
    elif not done.plain:
        yield Fault(
            where("actual"), f"{name}的实际完成值应是确切的数，现为“{row.actual}”", "请填实际的数，不带“约”“以上”“≥”等字样"
        )
    elif wanted and done.unit != wanted.unit:
        yield Fault(
            where("actual"), f"{name}的实际完成值“{row.actual}”与年度指标值“{row.target}”计量单位不同", "请用同一计量单位"
        )


def ratio_faults(name: str, ratio: str, where: str) -> Iterator[Fault]:
    """What is wrong with a share of points chosen inside a tier: it must be a percentage from 0 to 100."""
    share = quantity(ratio, "%")
    if share is None or share.unit != "%" or not share.plain or not 0 <= share.value <= 100:
        yield Fault(where, f"{name}的档内比例应在 0% 到 100% 之间，现为“{ratio}”", "请写成“90%”的样子")
    elif unclear_share(ratio):
        yield Fault(where, f"{name}的档内比例“{ratio}”没有百分号，分不清是百分比还是小数", "请带上百分号，如 90%")
