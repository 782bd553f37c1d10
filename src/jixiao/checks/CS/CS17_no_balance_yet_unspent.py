"""CS17: the report says that nothing is left over, and yet less was spent than the year's budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Reading
from jixiao.patterns import regex

_NOTHING_LEFT = regex(
    r"结转结余率(?:为|是|:)?(?:0(?:\.0+)?%|零)|(?:年末)?(?:均)?(?:无|没有|未形成|未产生)(?:资金)?(?:结转(?:和)?结余|结余结转|结余资金|结余)(?![率变])|结转(?:和)?结余(?:资金|金额|总额)?(?:为|是|:)0(?:\.0+)?万?元"
)
_TAKEN_BACK = regex(r"收回|统筹|核减|上缴|注销|收缴|压减|追减|调减|回收")
_RATE = regex(r"(?:预算|支出|资金)?(?:执行率|完成率)(?:为|是|达|达到|:)?(\d{1,2}(?:\.\d+)?)%")
_ALL_SPENT = regex(r"(?:执行率|完成率|支付率)(?:为|是|达|达到|[:：])?100(?:\.0+)?%")
"""Said of one project among several, all of whose money was spent: another one's rate does not speak against it."""
_NEARLY_ALL = Decimal("99.5")
_ZEROS = ("year_end_balance", "carryover_total")


@check(
    "CS17", "no_balance_yet_unspent", "没有结余，执行数却小于预算数", since="0.1", covers=("B13",), level=Level.WARNING,
    says={
        "zh": "写“{said}”，而全年预算 {budget}、执行 {spent}，还差 {left}；请说明没有用完的钱是结转、结余还是被财政收回",
        "en": "“{said}”, yet {spent} of {budget} was spent: what became of {left}?",
        "zh.rate": "写“{said}”，又写“{rate}”；请说明没有用完的钱是结转、结余还是被财政收回",
        "en.rate": "“{said}”, yet “{rate}”: what became of the rest?",
    },
)  # fmt: skip
def no_balance_yet_unspent(context: Context) -> Iterator[Finding]:
    """One finding where nothing is left by the words, something by the figures, and no word says that it was taken back."""
    reading = context.reading
    said, funds = _said(reading), _funds(reading)
    if said is None or any(_TAKEN_BACK.search(text) for text in reading.paragraphs):
        return
    if funds is None:
        rate = next((match for text in reading.paragraphs if (match := _RATE.search(text))), None)
        words, place, quote = said
        if rate is not None and Decimal(rate[1]) < _NEARLY_ALL and not _ALL_SPENT.search(quote):
            yield finding("CS17", Level.WARNING, place, quote, variant="rate", said=words, rate=rate.group())
        return
    budget, spent = funds
    assert budget.quantity is not None and spent.quantity is not None
    left = budget.quantity.value - spent.quantity.value
    if left <= (budget.quantity.step + spent.quantity.step):
        return
    words, place, quote = said
    shown = f"{budget.quantity.in_printed_unit(left)}{budget.quantity.printed_unit or budget.quantity.unit}"
    yield finding(
        "CS17", Level.WARNING, place, quote, rests_on=(budget, spent), said=words, budget=str(budget.quantity),
        spent=str(spent.quantity), left=shown,
    )  # fmt: skip


def _said(reading: Reading) -> tuple[str, Place, str] | None:
    """The words that say nothing is left, their place and sentence."""
    for one in reading.sentences:
        match = _NOTHING_LEFT.search(one.text) if "结余" in one.text else None
        if match is not None and "上年" not in one.text[: match.start()] and "年初" not in one.text[: match.start()]:
            return match.group(), one.place, one.text
    for row in reading.indicators:
        actual = row.actual
        if "结转结余率" in row.name and actual is not None and actual.quantity is not None and actual.quantity.value == 0:
            return f"{row.name}{actual.quote}", actual.place, f"{row.name} {actual.quote}"
    for fact in reading.facts:
        if (
            fact.item in _ZEROS
            and isinstance(fact.value, Quantity)
            and fact.value.value == 0
            and fact.year in (None, reading.year)
        ):
            return fact.raw, fact.place, fact.raw
    return None


def _funds(reading: Reading) -> tuple[Operand, Operand] | None:
    """The year's budget of the whole and what was spent of it: of the form, else of the text."""
    totals = [row for row in reading.funds if row.total]
    for row in totals if len(totals) == 1 else ():
        if row.adjusted is not None and row.executed is not None and row.adjusted.quantity and row.executed.quantity:
            return row.adjusted, row.executed
    found = [
        next((Operand(one.value, one.raw, one.place, name) for one in reading.facts
              if one.item == "total_expenditure" and one.basis == basis and one.year in (None, reading.year) and isinstance(one.value, Quantity)), None)
        for basis, name in (("adjusted_budget", "全年预算"), ("executed", "全年执行"))
    ]  # fmt: skip
    budget, spent = found
    return (budget, spent) if budget is not None and spent is not None else None
