"""CS06: money was spent while the budget of the whole year is printed as 0."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level


@check(
    "CS06", "spent_without_budget", "全年预算数为零，却有支出", since="0.1", asks=("funds",), covers=("A12",),
    says={
        "zh": "{label}的全年预算数写 {budget}，全年执行数为 {spent}；没有预算不得支出，请补上调整后的预算数",
        "en": "{label}: the year's budget is {budget}, yet {spent} was spent; give the budget after adjustment",
    },
)  # fmt: skip
def spent_without_budget(context: Context) -> Iterator[Finding]:
    """One finding for each row of funds with a printed 0 as budget and an amount spent: an error for the whole, else a warning."""
    for row in context.reading.funds:
        budget, spent = row.adjusted, row.executed
        if budget is None or spent is None or budget.quantity is None or spent.quantity is None:
            continue
        if budget.quantity.value == 0 and spent.quantity.value > 0:
            yield finding(
                "CS06", Level.ERROR if row.total else Level.WARNING, budget.place, f"{row.label} {budget.quote} {spent.quote}",
                figure=budget.quantity, rests_on=(budget, spent), label=row.label or "资金", budget=budget.quote, spent=spent.quote,
            )  # fmt: skip
