"""YR02: a figure that rose is told as good control."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import rise_of
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up
from jixiao.patterns import regex

_PRAISE = regex(r"控制(?:较|得|很|比较)?好|控制良好|严格控制|有效控制|控制有力|得到.{0,6}控制|厉行节约|只减不增")
_CONTROLLED = regex(r"三公|接待|公务用车|公车|因公出国|会议费|培训费|差旅费|公用|商品和服务|一般性支出|运行经费|办公费")
_LEAST_RISE = 10
"""Per cent. Below that “controlled” may be fairly said of a small rise."""


@check(
    "YR02", "rise_called_control", "数字上升，文字却说控制得好", since="0.1", asks=(Kind.DIFFERENCE,), covers=("C11",), level=Level.WARNING,
    says={
        "zh": "同一句写“{praise}”，而{label}由 {before} 到 {now}，上升 {rate}%",
        "en": "the sentence speaks of good control ({praise}), while {label} rose from {before} to {now}, by {rate}%",
    },
)  # fmt: skip
def rise_called_control(context: Context) -> Iterator[Finding]:
    """One finding for each rise of more than 10 % of a cost one controls, in a sentence that praises control before it."""
    for relation in context.relations(Kind.DIFFERENCE):
        rise = rise_of(relation)
        if rise is None or rise <= _LEAST_RISE or not _CONTROLLED.search(relation.operands[0].label):
            continue
        now, before = relation.operands
        praise = _PRAISE.search(relation.quote)
        if praise is None:
            continue
        yield finding(
            "YR02", Level.WARNING, relation.stated.place, relation.quote, figure=relation.stated.quantity, rests_on=relation.operands,
            praise=praise.group(), label=now.label, before=before.quote, now=now.quote, rate=str(half_up(rise, 2)),
        )  # fmt: skip
