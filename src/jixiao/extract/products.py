"""Standard × count = amount: 每人120元 × 24名 = 2880元; 平均每期112人次 × 14期 = 1568人次.

Any count of a passage that gives its amount confirms it. A standard, a count and an amount right behind them that fit in no
reading are asked about, never more: a standard may have steps, and a payment may fall short of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.extract.judge import edit_of, like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_MOST = 30
_TIMES = {"月": 12, "季度": 4, "天": 365, "日": 365, "周": 52, "年": 1, "学期": 2, "学年": 1}
_LIKE = {
    "人": ("人", "人次"),
    "人次": ("人次", "人"),
    "次": ("次", "人次", "批次"),
    "场": ("场", "场次"),
    "期": ("期", "班次"),
}
_SEPARATORS = re.compile(r"[,，;；:。|]")
_REACH = 2
_MOST_MONTHS = 36


def product_relations(prose: Prose) -> list[Relation]:
    """Amounts that are a standard (1300元/人/月, 人均90元) times a count in the standard's own unit, in one paragraph."""
    found: list[Relation] = []
    for _, group in groupby(prose.figures, key=lambda figure: figure.paragraph):
        figures = [one for one in group if one.mention.quantity is not None and one.zone != "table"][:_MOST]
        standards = [one for one in figures if one.mention.per and one.mention.dimension in ("money", "count")]
        for standard in standards:
            relation = _confirmed(prose, figures, standard) or _asked(prose, figures, standard)
            if relation is not None:
                found.append(relation)
    return found


def _counts(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Figures in the unit the standard is counted against, nearest first."""
    units = [unit for per in standard.mention.per.split("/") if per not in _TIMES for unit in _LIKE.get(per, (per,))]
    found = [
        one for one in figures if one.mention.unit in units and not one.mention.per and not one.change and not one.prior
    ]
    return sorted(found, key=lambda one: abs(one.mention.start - standard.mention.start))


def _totals(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    return [
        one for one in figures
        if one.mention.addable == standard.mention.addable and not one.mention.per and not one.change and one is not standard
    ]  # fmt: skip


def _times(figures: Sequence[Figure], standard: Figure) -> list[Decimal]:
    """How often a standard of a month, a day … may be paid: once, all year, or as often as a figure of the passage says."""
    timely = [per for per in standard.mention.per.split("/") if per in _TIMES]
    said = [_value(one) for one in figures if one.mention.dimension == "time" and not one.mention.per]
    return [Decimal(1), *(Decimal(_TIMES[per]) for per in timely), *(said if timely else ())]


def _confirmed(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The nearest count and the first amount that the standard makes of it."""
    times = _times(figures, standard)
    for count in _counts(figures, standard):
        total = next((one for one in _totals(figures, standard) if _fits(standard, count, one, times)), None)
        if total is not None and total is not count:
            stated = _quantity(total)
            return _relation(prose, total, standard, count, Verdict.CONSISTENT, like(stated, stated.value))
    return None


def _asked(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The miss of a standard with one count in its sentence and an amount right behind both; None where nothing is so plain."""
    if _quantity(standard).bound != "=" or _quantity(standard).approx:
        return None
    counts = [
        one for one in _counts(figures, standard) if one.sentence == standard.sentence and one.mention.quantity is not None
    ]
    nearest = [one for one in counts if _apart(prose, one, standard) <= _REACH]
    if not nearest or len({_value(one) for one in nearest}) > 1 or any(_loose(one) for one in nearest):
        return None
    count = nearest[0]
    total = _beside(prose, _totals(figures, standard), count, standard)
    if total is None or total is count or _loose(total):
        return None
    value = _value(standard) * _value(count)
    if not value or _value(total) > value * _MOST_MONTHS or _for_months(standard, count, total):
        return None
    expected = like(_quantity(total), value)
    edit = edit_of(_quantity(total), value)
    return _relation(
        prose, total, standard, count, Verdict.INCONSISTENT, expected, ("按紧邻的标准和数量推算",), near=bool(edit), edit=edit
    )  # fmt: skip


def _for_months(standard: Figure, count: Figure, total: Figure) -> bool:
    """Whether the amount is the product several times over: a standard is often a month's without saying so."""
    often = Decimal(round(_value(total) / (_value(standard) * _value(count))))
    return 2 <= often <= _MOST_MONTHS and _fits(standard, count, total, [often])


def _beside(prose: Prose, totals: Sequence[Figure], count: Figure, standard: Figure) -> Figure | None:
    """The amount right behind a standard and its count; else the only one of their sentence, before them: 资金45.60万元，按每人…，聘用60名."""
    first, last = sorted((count, standard), key=lambda one: one.mention.start)
    behind = next((one for one in totals if one.mention.start > last.mention.start), None)
    if behind is not None and behind.sentence == last.sentence and _apart(prose, last, behind) <= 1:
        return behind
    of_sentence = [one for one in totals if one.sentence == first.sentence]
    before = len(of_sentence) == 1 and of_sentence[0].mention.start < first.mention.start
    return of_sentence[0] if before and _apart(prose, of_sentence[0], first) <= _REACH else None


def _fits(standard: Figure, count: Figure, total: Figure, times: Sequence[Decimal]) -> bool:
    """Whether standard × count (× twelve months where the standard is a month's) prints as the total, averages rounded."""
    value = _value(standard) * _value(count)
    return any(abs(value * often - _value(total)) <= _width(standard, count, total, often) for often in times)


def _width(standard: Figure, count: Figure, total: Figure, often: Decimal) -> Decimal:
    """Half a unit of the total's last digit; of an average (人均, 平均) also half a unit of its own, times the count."""
    average = "均" in standard.label + standard.quote or standard.mention.words_start < standard.mention.start
    return _quantity(total).step / 2 + (_quantity(standard).step / 2 * _value(count) * often if average else Decimal(0))


def _apart(prose: Prose, one: Figure, other: Figure) -> int:
    first, second = sorted((one, other), key=lambda figure: figure.mention.start)
    return len(_SEPARATORS.findall(prose.gap(first, second)))


def _loose(figure: Figure) -> bool:
    return bool(_quantity(figure).approx) or _quantity(figure).bound != "="


def _relation(
    prose: Prose, total: Figure, standard: Figure, count: Figure, verdict: Verdict, expected: Quantity,
    open: tuple[str, ...] = (), *, near: bool = False, edit: str = "",
) -> Relation:  # fmt: skip
    start, end = prose.sentence_span(total)
    return Relation(
        Kind.PRODUCT, prose.operand(total), (prose.operand(standard), prose.operand(count)), verdict,
        prose.quote(start, end).strip(), total.place, expected, "", "product", total.label, open, near, edit,
    )  # fmt: skip


def _value(figure: Figure) -> Decimal:
    return _quantity(figure).value


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
