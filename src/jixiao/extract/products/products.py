"""Standard × count = amount: 每人120元 × 24名 = 2880元; 每人12课时 × 6人 × 每课时500元; 平均每期112人次 × 14期 = 1568人次.

Any figures of a paragraph that give an amount confirm it. A standard, a count and an amount of one passage that fit in no
reading are asked about, never more: a standard may have steps, and a payment may fall short of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from jixiao.extract import cues
from jixiao.extract.judge import edit_of, like, significant
from jixiao.extract.products.factors import (
    SAID,
    Factors,
    counts_of,
    factors_of,
    fits,
    is_loose,
    of_others,
    often_of,
    per_of,
    product_of,
    quantity_of,
    slip_of,
    times_of,
    totals_of,
    units_of,
    value_of,
    words_of,
)  # fmt: skip
from jixiao.extract.products.linked import linked_product, linked_slip
from jixiao.extract.products.tiers import tier_relation, tiers_of
from jixiao.extract.prose import THOUSANDS, Prose
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_MOST = 30
_PASSAGE = regex(r"[;；。]")
_SEPARATORS = regex(rf",{THOUSANDS}|[，;；:。|、]")
_AVERAGE = regex(r"(?:平均|[人户亩生村校日月次场]均|每).*$")
_REACH = 2
_TELLING = 3
_MOST_MONTHS = 36
_BESIDE = 2
_OTHER_UNIT = {"元": Decimal(10_000), "万元": 1 / Decimal(10_000)}
UNITS = "标准和金额的单位相差万倍，改一处则相符"
_BACK = 12


def product_relations(prose: Prose) -> list[Relation]:
    """Amounts that are a standard (1300元/人/月, 人均90元) times a count in the standard's own unit, in one paragraph."""
    found: list[Relation] = []
    earlier: dict[str, list[Figure]] = {}
    left: list[Figure] = []
    for _, group in groupby(prose.figures, key=lambda figure: figure.paragraph):
        figures = [one for one in group if one.mention.quantity is not None and one.zone != "table"][:_MOST]
        standards = [one for one in figures if per_of(one) and one.mention.dimension in ("money", "count", "time")]
        steps, stepped = _of_steps(prose, figures, standards)
        found += {id(one): one for one in steps.values()}.values()
        for standard in standards:
            if id(standard) in steps:
                continue
            relation = (
                _confirmed(prose, figures, standard)
                or (None if id(standard) in stepped else _asked(prose, figures, standard))
                or _named(prose, figures, standard)
                or _above(prose, figures, standard, earlier)
                or linked_product(prose, standard)
                or _of_another_unit(prose, figures, standard)
            )
            if relation is not None:
                found.append(relation)
            else:
                left.append(standard)
        for one in figures:
            if one.mention.dimension == "count" and not one.mention.per:
                earlier.setdefault(one.mention.unit, []).append(one)
    told = {one.stated.place for one in found}
    slips = (linked_slip(prose, standard, told) for standard in left)
    return [*found, *(relation for relation in slips if relation is not None)]


def _of_steps(prose: Prose, figures: Sequence[Figure], standards: Sequence[Figure]) -> tuple[dict[int, Relation], set[int]]:
    """The amounts that stand for several standards, by each of these; and all standards that are a step of one."""
    found: dict[int, Relation] = {}
    tiers = tiers_of(figures) if len(standards) > 1 else []
    for one in tiers:
        relation = tier_relation(prose, one)
        singly = relation is None or (relation.edit and any(_confirmed(prose, figures, each) for each in one.standards))
        if relation is not None and not singly:
            found |= {id(each): relation for each in one.standards}
    return found, {id(each) for one in tiers for each in one.standards}


# —— what confirms, what is asked about ——


def _confirmed(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The nearest count and the first amount that the standard makes of it."""
    often = often_of(prose, standard)
    totals = totals_of(figures, standard)
    for factors in factors_of(figures, standard):
        total = next((one for one in totals if one not in factors.all and fits(prose, factors, one, often)), None)
        if total is not None:
            stated = quantity_of(total)
            return product_of(prose, total, factors, Verdict.CONSISTENT, like(stated, stated.value))
    return None


def _asked(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The miss of a standard with its factors beside it and an amount right behind them; None where nothing is so plain."""
    passage = _passage(prose, figures, standard)
    if is_loose(standard) or ("均" in words_of(prose, standard) and _subject(standard)):
        return None
    counts = [one for one in counts_of(passage, standard) if _apart(prose, one, standard) <= _REACH]
    composed = [] if counts else list(of_others(passage, standard))
    if len({value_of(one) for one in counts}) > 1 or len(composed) > 1:
        return None
    if not counts and not composed:
        counts = _called(prose, figures, passage, standard)
    times = [one for one in times_of(passage, standard) if one.mention.unit in _timely(standard)]
    alone = not units_of(standard) and len(times) == 1  # 日均供餐450份, 250天; 每月3.55万元, 12个月
    if (not counts and not composed and not alone) or len(times) > 1:
        return None
    first: tuple[Figure, ...] = () if alone else (counts[0],) if counts else composed[0]
    others = (*first, *times)
    factors = Factors(standard, others)
    total = _beside(prose, passage, factors)
    if total is None or total in factors.all or any(is_loose(one) for one in (*others, total)):
        return None
    if _may_be_a_step(figures, standard, total):
        return None
    value = factors.value
    if not value or value_of(total) > value * _MOST_MONTHS or _for_months(prose, factors, total):
        return None
    if "÷" in prose.quote(*prose.sentence_span(standard)):
        return None  # 86.40万元÷32人=2.70万元: a quotient is told, no product
    missed = _miss(prose, total, factors, "按紧邻的标准和数量推算")
    if not standard.mention.per and significant(quantity_of(total)) < _TELLING:
        return None
    often = [one for one in often_of(prose, standard) if one == 1 or "年" in total.label]
    if missed.edit or (slip := slip_of(prose, factors, total, often)):
        return missed if missed.edit else replace(missed, near=True, edit=slip)
    if _timely(standard) and not times:
        return None  # 月人均补差214元: for how many months is not told
    return missed if standard.mention.per and units_of(standard) else None  # what it is counted against is only supposed


def _named(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """An average with count and amount of its own name in the paragraph: 网格员112位 … 网格员补贴40.32万元，网格员人均3600元."""
    subject = _subject(standard)
    if not subject or is_loose(standard):
        return None
    counts = [one for one in counts_of(figures, standard) if units_of(standard) and subject in one.label]
    totals = [one for one in totals_of(figures, standard) if subject in one.label and not one.prior]
    if len(counts) != 1 or len(totals) != 1 or is_loose(counts[0]) or is_loose(totals[0]):
        return None
    factors = Factors(standard, (counts[0],))
    if not factors.value or _for_months(prose, factors, totals[0]) or value_of(totals[0]) > factors.value * _MOST_MONTHS:
        return None
    return _miss(prose, totals[0], factors, "按名称相同的数量和金额推算")


def _above(prose: Prose, figures: Sequence[Figure], standard: Figure, earlier: dict[str, list[Figure]]) -> Relation | None:
    """A count told in a paragraph above, for an amount of the standard's own sentence; it confirms and never accuses."""
    totals = [
        one
        for one in totals_of(figures, standard)
        if one.sentence == standard.sentence and significant(quantity_of(one)) >= 3
    ]
    for unit in units_of(standard):
        for count in reversed(earlier.get(unit, [])[-_BACK:]):
            if significant(quantity_of(count)) < 2:
                continue
            factors = Factors(standard, (count,))
            total = next((one for one in totals if fits(prose, factors, one, [1])), None)
            if total is not None:
                return product_of(prose, total, factors, Verdict.CONSISTENT, like(quantity_of(total), value_of(total)))
    return None


def _of_another_unit(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """What a standard in 元 would make in 万元, or the reverse, to the last digit: 每项360元 under 4320万元 of 12项. One of the units is wrong."""
    quantity = quantity_of(standard)
    times = _OTHER_UNIT.get(quantity.printed_unit.partition("/")[0])
    if times is None or is_loose(standard):
        return None
    other = replace(quantity, value=quantity.value * times, step=quantity.step * times, factor=quantity.factor * times)
    changed = replace(standard, mention=replace(standard.mention, quantity=other))
    found = _confirmed(prose, figures, changed) or linked_product(prose, changed)
    total = found.stated.quantity if found is not None else None
    if found is None or found.verdict is not Verdict.CONSISTENT or total is None or not total.plain:
        return None
    digits = len(total.text.replace(",", "").replace(".", "").strip("0"))
    if digits < _BESIDE or (digits < _TELLING and found.quote != prose.quote(*prose.sentence_span(standard)).strip()):
        return None
    return replace(
        found, verdict=Verdict.INCONSISTENT, expected=like(total, total.value / times), open=(UNITS,), near=True
    )  # fmt: skip


def _subject(standard: Figure) -> str:
    """Whose average it is: 网格员 of 网格员人均."""
    name = cues.core(_AVERAGE.sub("", standard.label))
    return name if len(name) >= 2 else ""


def _timely(standard: Figure) -> set[str]:
    return {unit for per in per_of(standard).split("/") for unit in SAID.get(per, ())}


def _passage(prose: Prose, figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """The figures between the semicolons or stops around the standard."""
    at = figures.index(standard)
    first = last = at
    while first > 0 and not _PASSAGE.search(prose.gap(figures[first - 1], figures[first])):
        first -= 1
    while last + 1 < len(figures) and not _PASSAGE.search(prose.gap(figures[last], figures[last + 1])):
        last += 1
    return list(figures[first : last + 1])


def _called(prose: Prose, figures: Sequence[Figure], passage: Sequence[Figure], standard: Figure) -> list[Figure]:
    """The one count before the passage whose name stands in it again: 保洁员24名 … ；为保洁员购买保险，每人120元."""
    before = [one for one in counts_of(figures, standard) if one.mention.start < passage[0].mention.words_start]
    before = [one for one in before if one.sentence == standard.sentence]
    if len({value_of(one) for one in before}) != 1 or any(is_loose(one) for one in before):
        return []
    name = cues.core(before[0].label)[-3:]
    last = max((one.mention.end for one in figures if one.mention.end < passage[0].mention.start), default=0)
    return before[:1] if len(name) == 3 and name in prose.quote(last, standard.mention.words_start) else []


def _beside(prose: Prose, passage: Sequence[Figure], factors: Factors) -> Figure | None:
    """The amount right behind the factors; else the only one of the passage, before them: 资金45.60万元，按每人…，聘用60名."""
    totals = totals_of(passage, factors.standard)
    ordered = sorted((one for one in factors.all if one in passage), key=lambda one: one.mention.start)
    if any(_apart(prose, one, other) > _REACH for one, other in pairwise(ordered)):
        return None
    behind = next((one for one in totals if one.mention.start > ordered[-1].mention.start), None)
    if behind is not None and _apart(prose, ordered[-1], behind) <= 1:
        return behind
    between = [one for one in totals if ordered[0].mention.start < one.mention.start < ordered[-1].mention.start]
    if len(totals) == len(between) == 1:
        return between[0]  # 手术115例，共287.50万元，例均2.50万元
    before = [one for one in totals if one.mention.start < ordered[0].mention.start]
    if not before or len(before) < len(totals) or _apart(prose, before[-1], ordered[0]) > _REACH:
        return None
    slip = len(before) == 1 or edit_of(quantity_of(before[-1]), factors.value)
    return before[-1] if slip else None


def _may_be_a_step(figures: Sequence[Figure], standard: Figure, total: Figure) -> bool:
    """Whether another standard of the sentence has no amount of its own, or the amount calls itself that of all: it may be of both."""
    before = [
        one for one in figures
        if one.sentence == standard.sentence and one.mention.start < standard.mention.start
        and one.mention.dimension == "money" and per_of(one)
    ]  # fmt: skip
    if not before or total.mention.start < standard.mention.start:
        return False
    own = [
        one for one in totals_of(figures, standard) if before[-1].mention.start < one.mention.start < standard.mention.start
    ]
    return total.total or not own


def _miss(prose: Prose, total: Figure, factors: Factors, why: str) -> Relation:
    expected = like(quantity_of(total), factors.value)
    edit = edit_of(quantity_of(total), factors.value)
    return product_of(prose, total, factors, Verdict.INCONSISTENT, expected, (why,), near=bool(edit), edit=edit)


def _for_months(prose: Prose, factors: Factors, total: Figure) -> bool:
    """Whether the amount is the product several times over: a standard is often a month's without saying so."""
    often = round(value_of(total) / factors.value)
    return 2 <= often <= _MOST_MONTHS and fits(prose, factors, total, [often])


def _apart(prose: Prose, one: Figure, other: Figure) -> int:
    first, second = sorted((one, other), key=lambda figure: figure.mention.start)
    return len(_SEPARATORS.findall(prose.gap(first, second)))
