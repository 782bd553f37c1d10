"""YR02: a figure that rose is told as good control."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import rise_of
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up

_PRAISE = re.compile(r"控制(?:较|得|很)?好|控制良好|严格控制|有效控制|控制有力|得到.{0,4}控制|厉行节约|只减不增")


@check(
    "YR02", "rise_called_control", "数字上升，文字却说控制得好", since="0.1", covers=("C11",), level=Level.WARNING,
    says={
        "zh": "同一段写“{praise}”，而 {label} 由 {before} 到 {now}，上升 {rate}%",
        "en": "the passage speaks of good control ({praise}), while {label} rose from {before} to {now}, by {rate}%",
    },
)  # fmt: skip
def rise_called_control(context: Context) -> Iterator[Finding]:
    """One finding for each rise of more than 10 % in a sentence that praises control."""
    for relation in context.relations(Kind.DIFFERENCE):
        praise = _PRAISE.search(relation.quote)
        rise = rise_of(relation)
        if praise is None or rise is None or rise <= 10:
            continue
        now, before = relation.operands
        yield finding(
            "YR02", Level.WARNING, relation.stated.place, relation.quote, figure=relation.stated.quantity, rests_on=relation.operands,
            praise=praise.group(), label=now.label, before=before.quote, now=now.quote, rate=str(half_up(rise, 2)),
        )  # fmt: skip
