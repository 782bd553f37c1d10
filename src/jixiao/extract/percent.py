"""Printed percentages and the figures in reach that may give them: what rates and shares have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jixiao.extract.judge import Amount, amount, one_digit_away, significant
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_edit
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

Reading = tuple[Ratio, tuple[Figure, Figure]]
"""What a pair, numerator and base, makes of a percentage."""

DIMENSIONS = ("money", "count", "area", "time")
SCOPE = Decimal(25)
"""Points beyond which a miss is taken for the percentage of another scope."""
_PLAN = regex(r"计划|任务|目标|预算")
_OF_IT = regex(r"\s*(?:数|额)?的\s*")
_SAVING = regex(
    r"(?:节约|节支|节资|节省|审减|核减|下浮|让利|优惠|增值|溢价)(?:资金|金额)?(?:率|比例)(?:为|达到?|约|:|\s)*$|^\s*(?:节约|节支|节资)(?:了)?$"
)
_PRECISE = 4
"""Digits of a percentage that tell counts of two digits from chance: 95.24% is 40 of 42."""
_WHOLE = Decimal(100)
_SHARP = 7
_EXACTLY = Decimal("0.005")
"""Points within which a quotient is a whole percentage to the last digit: of other figures one in a hundred is."""
_REACH_FIGURES = 10
_REACH_PARAGRAPHS = 3
_REACH_LINES = 10


def levels_before(
    prose: Prose, index: int, dimensions: tuple[str, ...] = ("money",), reach: int = _REACH_FIGURES
) -> list[Figure]:
    """Level figures before `index`, nearest first, within `reach` mentions and three paragraphs."""
    me = prose.figures[index]
    return [
        other
        for other in reversed(prose.figures[max(0, index - reach) : index])
        if other.mention.dimension in dimensions
        and other.mention.quantity is not None
        and not other.change
        and not other.prior
        and not other.mention.per
        and not other.mention.chinese
        and other.zone != "table"
        and me.paragraph - other.paragraph <= (_REACH_LINES if me.zone == other.zone == "form" else _REACH_PARAGRAPHS)
    ]


def pairs_of(numerators: Sequence[Figure], bases: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Every numerator with every base of its unit, in the order given."""
    for numerator in numerators:
        for base in bases:
            if base is not numerator and base.mention.addable == numerator.mention.addable:
                yield numerator, base


def readings_of(printed: Quantity, pairs: Iterator[tuple[Figure, Figure]], *, less_one: bool = False) -> Iterator[Reading]:
    """What each pair makes of a printed percentage; `less_one`: the percentage is of change."""
    amounts: dict[int, Amount] = {}
    for pair in pairs:
        for figure in pair:
            if id(figure) not in amounts:
                amounts[id(figure)] = amount(quantity_of(figure))
        ratio = judge_ratio(printed, amounts[id(pair[0])], amounts[id(pair[1])], minus_one=less_one)
        if ratio is not None:
            yield ratio, pair


def held_of(readings: Iterable[Reading]) -> Reading | None:
    """The first reading that holds, exactly before within rounding."""
    within = None
    for one in readings:
        if one[0].verdict is Verdict.CONSISTENT:
            return one
        if within is None and one[0].verdict is Verdict.ROUNDING:
            within = one
    return within


def taken(prose: Prose, base: Figure) -> bool:
    """Whether a plan is said to be another amount's (占年度计划400亿元的81.93%): what stands behind has a plan of its own."""
    at = prose.order(base) + 1
    if at >= len(prose.figures) or _PLAN.search(base.label) is None:
        return False
    following = prose.figures[at]
    return following.mention.dimension == "percent" and _OF_IT.fullmatch(prose.gap(base, following)) is not None


def is_saving(words: str) -> bool:
    """Whether words before a percentage name a rate of saving or of gain (节约率, 审减率, 溢价率, 节约): no change against an earlier year."""
    return _SAVING.search(words) is not None


def telling(printed: Quantity) -> bool:
    """Whether a percentage has digits enough that a pair giving it is no chance: 95.83% has, 100% has not."""
    return significant(printed) >= 3 and printed.value not in (100, 0)


def sharp(over: Quantity, under: Quantity) -> bool:
    """Whether two figures have digits enough that their quotient is a whole percentage by no chance; 108 of 120 have not."""
    return sum(len(one.text.replace(",", "").replace(".", "").strip("0")) for one in (over, under)) >= _SHARP


def operand_slip(printed: Quantity, over: Quantity, under: Quantity) -> str:
    """The one-digit edit of numerator or base after which the rate prints as it stands, rounded or cut off, or "".

    Of a percentage of one or two digits only an edit that makes it come out exactly counts: rounded, nearly any digit would.
    """
    few = min(significant(over), significant(under)) < 3
    exact = over.step == under.step == 0 and significant(printed) >= _PRECISE
    if (few and not exact) or printed.value == 0:
        return ""
    low, high = (printed.value - printed.step / 2) / 100, (printed.value + printed.step) / 100
    if not telling(printed):
        if printed.value == _WHOLE:
            return ""
        low, high = (printed.value - _EXACTLY) / 100, (printed.value + _EXACTLY) / 100
    for quantity, span in ((over, (under.value * low, under.value * high)), (under, (over.value / high, over.value / low))):
        for text in one_digit_away(quantity.text.replace(",", "")):
            value = Decimal(text) * quantity.factor
            if span[0] <= value <= span[1]:
                return f"{quantity.text.replace(',', '')}→{text}"
    return ""


def rate_slip(printed: Quantity, expected: Quantity, over: Quantity, under: Quantity) -> str:
    """The one-digit edit that closes a missed percentage: of itself, else of its numerator or base; or ""."""
    return percent_edit(printed, expected) or operand_slip(printed, over, under)


def quantity_of(figure: Figure) -> Quantity:
    """The quantity of a figure that is known to have one."""
    assert figure.mention.quantity is not None
    return figure.mention.quantity


def percent_relation(
    prose: Prose, stated: Figure, operands: Sequence[Figure], verdict: Verdict, expected: Quantity | None, detail: str,
    open: tuple[str, ...] = (), *, near: bool = False, edit: str = "", kind: Kind = Kind.RATE,
) -> Relation:  # fmt: skip
    """The relation of a percentage to what it is of, quoted by its sentence."""
    start, end = prose.sentence_span(stated)
    return Relation(
        kind, prose.operand(stated), tuple(prose.operand(one) for one in operands), verdict,
        prose.quote(start, end).strip(), stated.place, expected, detail, "rate", stated.label, open, near, edit,
    )  # fmt: skip
