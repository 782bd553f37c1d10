"""Ways a unit's own indicator may be scored where its form has room for them: all or nothing (直接赋分), with a pass line (及格线)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.model.case import Row
from jixiao.model.rulebook import Indicator
from jixiao.rules.doubt import Doubt
from jixiao.text.quantities import quantity, unclear_share

DIRECT = "直接赋分"
"""What a row says that earns all or nothing."""


def way_doubts(row: Row, node: Indicator, name: str) -> Iterator[Doubt]:
    """What is wrong with the way `row` under `node` says it is scored; `name` is what they call it."""
    asks = node.rows.asks if node.rows is not None else ()
    for key, word, written in (("scored", "赋分方式", row.scored), ("pass_line", "及格线", row.pass_line)):
        if written and key not in asks:
            yield Doubt((key,), f"{name}写了{word}，“{node.name}”的表上没有这一栏", "请删去")
    if row.scored not in ("", DIRECT):
        yield Doubt(("scored",), f"{name}的赋分方式只能写“直接赋分”，现为“{row.scored}”", "按完成比例或档次计分的不写")
    if row.pass_line and pass_line(row) is None:
        yield Doubt(("pass_line",), f"{name}的及格线应在 0% 到 100% 之间，现为“{row.pass_line}”", "请写成“90%”的样子")
    elif row.pass_line and unclear_share(row.pass_line):
        yield Doubt(
            ("pass_line",), f"{name}的及格线“{row.pass_line}”没有百分号，分不清是百分比还是小数", "请带上百分号，如 60%"
        )
    if row.scored and row.measure == "定性" and row.ratio and direct_share(row) is None:
        what = f"{name}直接赋分，得分比例只能是 100% 或 0%，现为“{row.ratio}”"
        yield Doubt(("ratio",), what, "达到写 100%，没有达到写 0%")


def pass_line(row: Row) -> Fraction | None:
    """The share of the target (%) below which nothing is earned; None where there is no usable one."""
    line = _percentage(row.pass_line)
    return line if line is not None and line > 0 else None


def direct_share(row: Row) -> Fraction | None:
    """All (100) or nothing (0) of the points, as a person judged; None where neither is written."""
    share = _percentage(row.ratio)
    return share if share in (0, 100) else None


def _percentage(written: str) -> Fraction | None:
    found = quantity(written, "%") if written else None
    if found is None or found.unit != "%" or not found.plain or not 0 <= found.value <= 100:
        return None
    return Fraction(found.value)
