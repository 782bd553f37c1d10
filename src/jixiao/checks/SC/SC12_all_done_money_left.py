"""SC12: nearly all points for results, and less than four fifths of the money spent."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import EXECUTION
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up

_SPENT = Fraction(80, 100)
_DONE = Fraction(99, 100)
_LEAST_ROWS = 3


@check(
    "SC12", "all_done_money_left", "指标几乎全部完成，资金只用了不到八成", since="0.1", covers=("F06",), level=Level.WARNING,
    says={
        "zh": "全年预算 {budget}，只执行 {spent}（{rate}%），{rows} 项指标却得了 {score} 分（满分 {weight}）；是预算多报、任务未做完还是节约，请说明",
        "en": "only {spent} of {budget} ({rate}%) was spent while {rows} indicators score {score} of {weight}: say whether the budget "
        "was too large, the work is unfinished or money was saved",
    },
)  # fmt: skip
def all_done_money_left(context: Context) -> Iterator[Finding]:
    """One finding for each form whose execution is below 80 % while its indicators have 99 % of their points or more."""
    starts = sorted({row.part for row in context.reading.funds if row.total})
    for row in context.reading.funds:
        base, spent = row.adjusted or row.initial, row.executed
        if not row.total or base is None or spent is None or base.quantity is None or spent.quantity is None:
            continue
        if base.quantity.value <= 0 or not 0 <= Fraction(spent.quantity.value) < _SPENT * Fraction(base.quantity.value):
            continue
        end = next((part for part in starts if part > row.part), None)
        pairs = {  # an annex that lists the indicators again makes no more of them
            (one.name, one.score.quantity.value, one.weight.quantity.value)
            for one in context.reading.indicators
            if one.part > row.part and (end is None or one.part < end) and one.score is not None and one.weight is not None
            and one.score.quantity is not None and one.weight.quantity is not None and not EXECUTION.search(one.name)
        }  # fmt: skip
        score, weight = sum(one for _, one, _ in pairs), sum(one for _, _, one in pairs)
        if len(pairs) < _LEAST_ROWS or Fraction(score) < _DONE * Fraction(weight):
            continue
        rate = half_up(Fraction(spent.quantity.value) / Fraction(base.quantity.value) * 100, 2)
        yield finding(
            "SC12", Level.WARNING, spent.place, f"{row.label} {base.quote} {spent.quote}", figure=spent.quantity, rests_on=(spent, base),
            budget=base.quote, spent=spent.quote, rate=str(rate), rows=str(len(pairs)), score=str(score), weight=str(weight),
        )  # fmt: skip
