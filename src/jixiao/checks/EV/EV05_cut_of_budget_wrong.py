"""EV05: spending is said to be so many per cent below its budget, and the budget stated elsewhere gives another percentage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.catalog.items import items
from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_AGAINST = regex(r"(?:比|较|与)[^,;。]{0,8}预算")
_UNDER = regex(r"减|降|压|节|少|低")
_BUDGETS = ("initial_budget", "adjusted_budget")


@check(
    "EV05", "cut_of_budget_wrong", "比预算减少的百分比与所写预算不符", since="0.1", asks=(Kind.PERCENT_CHANGE,), covers=("A08",), level=Level.WARNING, words=("预算",),
    says={
        "zh": "写“比预算{verb}{stated}”，按文中的预算 {budget}、支出 {spent} 应为 {expected}%",
        "en": "“{stated} below budget”: a budget of {budget} and {spent} spent give {expected}%",
    },
)  # fmt: skip
def cut_of_budget_wrong(context: Context) -> Iterator[Finding]:
    """One finding for each such percentage that no budget stated for the item bears out; silent where none is stated (EV02, CM02 ask for it)."""
    reading = context.reading
    told: dict[object, Fact] = {}
    for one in reading.facts:
        if one.basis in _BUDGETS and one.year == reading.year:
            told.setdefault((one.item, one.value), one)
    for relation in context.relations(Kind.PERCENT_CHANGE):
        stated = relation.stated.quantity
        if relation.verdict is not Verdict.UNVERIFIABLE or relation.operands or stated is None or stated.approx:
            continue
        if not _AGAINST.search(relation.quote) or not _UNDER.search(relation.cue):
            continue
        spent = _spent(context, relation)
        if spent is None or spent.mention.quantity is None:
            continue
        budgets = [one for one in told.values() if _named(spent, one)]
        rates = [(one, rate) for one in budgets if (rate := _below(spent.mention.quantity, one.value)) is not None]
        if rates and not any(_meets(stated, low, high) for _, (low, high) in rates):
            budget, (low, high) = rates[0]
            yield finding(
                "EV05", Level.WARNING, relation.stated.place, relation.quote, figure=stated, verb=relation.cue, stated=relation.stated.quote,
                budget=budget.raw, spent=spent.quote, expected=str(half_up((low + high) / 2, 1)),
            )  # fmt: skip


def _spent(context: Context, relation: Relation) -> Figure | None:
    """The one amount that the words of the relation state, of this year."""
    stated = context.figure_at(relation.stated.place)
    if stated is None:
        return None
    found = [
        one for one in context.in_sentence(stated.sentence)
        if one.mention.dimension == "money" and not one.prior and not one.change
        and one.quote in relation.quote
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _named(spent: Figure, budget: Fact) -> bool:
    """Whether a budget is that of what the amount is called: its label bears the item's name, or one of its other names."""
    item = items().get(budget.item)
    return item is not None and any(name in spent.label for name in (item.name, *item.aliases) if len(name) > 2)


def _below(spent: Quantity, budget: object) -> tuple[Fraction, Fraction] | None:
    """Between which percentages spending stays below a budget, by the printed digits of both."""
    if not isinstance(budget, Quantity) or budget.value <= 0:
        return None
    least, most = (Fraction(one) for one in budget.interval())
    low, high = (Fraction(one) for one in spent.interval())
    if least <= 0:
        return None
    return (1 - high / least) * 100, (1 - low / most) * 100


def _meets(stated: Quantity, low: Fraction, high: Fraction) -> bool:
    least, most = (Fraction(one) for one in stated.interval())
    return least <= high and low <= most
