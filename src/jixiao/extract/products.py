"""Standard × count = amount: 每人120元 × 24名 = 2880元; 每人12课时 × 6人 × 每课时500元; 平均每期112人次 × 14期 = 1568人次.

Any figures of a paragraph that give an amount confirm it. A standard, a count and an amount of one passage that fit in no
reading are asked about, never more: a standard may have steps, and a payment may fall short of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from jixiao.extract import cues
from jixiao.extract.judge import edit_of, like, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_MOST = 30
_TIMES = {"月": 12, "季度": 4, "天": 365, "日": 365, "周": 52, "年": 1, "学期": 2, "学年": 1}
_SAID = {"月": ("个月",), "季度": ("季度",), "天": ("天",), "日": ("天",), "周": ("周",), "小时": ("小时",)}
_LIKE = {
    "人": ("人", "人次"),
    "生": ("人",),
    "人次": ("人次", "人"),
    "次": ("次", "人次", "批次"),
    "场": ("场", "场次"),
    "期": ("期", "班次"),
    "车": ("辆", "车次"),
}
_PEOPLE = ("人", "户", "家")
_PASSAGE = re.compile(r"[;；。]")
_SEPARATORS = re.compile(r"[,，;；:。|、]")
_MONTHLY = re.compile(r"月[一-鿿]{0,4}标准(?:为|是)?$")
_AVERAGE = re.compile(r"(?:平均|[人户亩生村校日月次场]均|每).*$")
_FIXED = re.compile(r"标准|单价|费|补助|补贴|奖励|奖补|津贴|按")
"""Words of a standard that is set beforehand; what is only 每… may be an average, rounded."""
_REACH = 2
_MOST_MONTHS = 36
_BACK = 12


@dataclass(frozen=True, slots=True)
class _Factors:
    """A standard and what it is multiplied by, in the order of the text."""

    standard: Figure
    others: tuple[Figure, ...]

    @property
    def value(self) -> Decimal:
        value = _value(self.standard)
        for one in self.others:
            value *= _value(one)
        return value

    @property
    def all(self) -> tuple[Figure, ...]:
        return (self.standard, *self.others)


def product_relations(prose: Prose) -> list[Relation]:
    """Amounts that are a standard (1300元/人/月, 人均90元) times a count in the standard's own unit, in one paragraph."""
    found: list[Relation] = []
    earlier: dict[str, list[Figure]] = {}
    for _, group in groupby(prose.figures, key=lambda figure: figure.paragraph):
        figures = [one for one in group if one.mention.quantity is not None and one.zone != "table"][:_MOST]
        standards = [one for one in figures if _per(one) and one.mention.dimension in ("money", "count")]
        for standard in standards:
            relation = (
                _confirmed(prose, figures, standard)
                or _asked(prose, figures, standard)
                or _named(prose, figures, standard)
                or _above(prose, figures, standard, earlier)
            )
            if relation is not None:
                found.append(relation)
        for one in figures:
            if one.mention.dimension == "count" and not one.mention.per:
                earlier.setdefault(one.mention.unit, []).append(one)
    return found


# —— factors ——


def _per(figure: Figure) -> str:
    """What a standard is counted against: of its unit, or told in its name (月补助标准2500元)."""
    return figure.mention.per or ("月" if figure.mention.dimension == "money" and _MONTHLY.search(figure.label) else "")


def _units(standard: Figure) -> list[str]:
    """The units a standard is counted against, times left out."""
    return [unit for per in _per(standard).split("/") if per not in _TIMES for unit in _LIKE.get(per, (per,))]


def _counts(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Figures in the unit the standard is counted against, nearest first; people where it is counted against time alone."""
    units = _units(standard) or _PEOPLE
    found = [
        one for one in figures if one.mention.unit in units and not one.mention.per and not one.change and not one.prior
    ]
    return sorted(found, key=lambda one: abs(one.mention.start - standard.mention.start))


def _of_others(figures: Sequence[Figure], standard: Figure) -> Iterator[tuple[Figure, ...]]:
    """A count that is itself a standard times a count: 每人12课时 × 6人 for a standard of each 课时."""
    units = _units(standard)
    for one in figures:
        if one is not standard and one.mention.per and one.mention.unit in units:
            for count in _counts(figures, one):
                yield one, count


def _said(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Lengths of time told in figures, in the unit of the standard first: 培训3天 for 每人每天80元."""
    units = {unit for per in _per(standard).split("/") for unit in _SAID.get(per, ())}
    times = [one for one in figures if one.mention.dimension == "time" and not one.mention.per and _value(one)]
    return sorted(times, key=lambda one: one.mention.unit not in units)


def _factors(figures: Sequence[Figure], standard: Figure) -> Iterator[_Factors]:
    times = _said(figures, standard)
    counted: list[tuple[Figure, ...]] = [(one,) for one in _counts(figures, standard)]
    counted += _of_others(figures, standard)
    for count in counted:
        yield _Factors(standard, count)
        for time in times:
            if time not in count:
                yield _Factors(standard, (*count, time))


def _totals(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    return [
        one for one in figures
        if one.mention.addable == standard.mention.addable and not _per(one) and not one.change and one is not standard
    ]  # fmt: skip


def _often(prose: Prose, standard: Figure) -> list[int]:
    """How often a standard of a month, a day … may be paid where no figure says it: once, all year, a quarter, half a year."""
    timely = [per for per in _per(standard).split("/") if per in _TIMES]
    often = [1, *(_TIMES[per] for per in timely)]
    if "月" in timely:
        start, end = prose.sentence_span(standard)
        often += [
            months for word, months in (("季度", 3), ("半年", 6)) if prose.string.find(word, start, end) >= 0
        ]  # a standard of a month, paid for a quarter
    return often


# —— what confirms, what is asked about ——


def _confirmed(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The nearest count and the first amount that the standard makes of it."""
    often = _often(prose, standard)
    totals = _totals(figures, standard)
    for factors in _factors(figures, standard):
        total = next((one for one in totals if one not in factors.all and _fits(prose, factors, one, often)), None)
        if total is not None:
            stated = _quantity(total)
            return _relation(prose, total, factors, Verdict.CONSISTENT, like(stated, stated.value))
    return None


def _asked(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """The miss of a standard with its factors beside it and an amount right behind them; None where nothing is so plain."""
    passage = _passage(prose, figures, standard)
    if _loose(standard) or not _units(standard) or ("均" in _words(prose, standard) and _subject(standard)):
        return None
    counts = [one for one in _counts(passage, standard) if _apart(prose, one, standard) <= _REACH]
    composed = [] if counts else list(_of_others(passage, standard))
    if len({_value(one) for one in counts}) > 1 or len(composed) > 1:
        return None
    if not counts and not composed:
        counts = _called(prose, figures, passage, standard)
    if not counts and not composed:
        return None
    times = [one for one in _said(passage, standard) if one.mention.unit in _timely(standard)]
    others = (counts[0],) if counts else composed[0]
    if len(times) == 1:
        others = (*others, times[0])
    factors = _Factors(standard, others)
    total = _beside(prose, passage, factors)
    if total is None or total in factors.all or any(_loose(one) for one in (*others, total)):
        return None
    value = factors.value
    if not value or _value(total) > value * _MOST_MONTHS or _for_months(prose, factors, total):
        return None
    return _miss(prose, total, factors, "按紧邻的标准和数量推算")


def _named(prose: Prose, figures: Sequence[Figure], standard: Figure) -> Relation | None:
    """An average with count and amount of its own name in the paragraph: 网格员112位 … 网格员补贴40.32万元，网格员人均3600元."""
    subject = _subject(standard)
    if not subject or _loose(standard):
        return None
    counts = [one for one in _counts(figures, standard) if _units(standard) and subject in one.label]
    totals = [one for one in _totals(figures, standard) if subject in one.label and not one.prior]
    if len(counts) != 1 or len(totals) != 1 or _loose(counts[0]) or _loose(totals[0]):
        return None
    factors = _Factors(standard, (counts[0],))
    if not factors.value or _for_months(prose, factors, totals[0]) or _value(totals[0]) > factors.value * _MOST_MONTHS:
        return None
    return _miss(prose, totals[0], factors, "按名称相同的数量和金额推算")


def _above(prose: Prose, figures: Sequence[Figure], standard: Figure, earlier: dict[str, list[Figure]]) -> Relation | None:
    """A count told in a paragraph above, for an amount of the standard's own sentence; it confirms and never accuses."""
    totals = [
        one for one in _totals(figures, standard) if one.sentence == standard.sentence and significant(_quantity(one)) >= 3
    ]
    for unit in _units(standard):
        for count in reversed(earlier.get(unit, [])[-_BACK:]):
            if significant(_quantity(count)) < 2:
                continue
            factors = _Factors(standard, (count,))
            total = next((one for one in totals if _fits(prose, factors, one, [1])), None)
            if total is not None:
                return _relation(prose, total, factors, Verdict.CONSISTENT, like(_quantity(total), _value(total)))
    return None


def _subject(standard: Figure) -> str:
    """Whose average it is: 网格员 of 网格员人均."""
    name = cues.core(_AVERAGE.sub("", standard.label))
    return name if len(name) >= 2 else ""


def _timely(standard: Figure) -> set[str]:
    return {unit for per in _per(standard).split("/") for unit in _SAID.get(per, ())}


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
    before = [one for one in _counts(figures, standard) if one.mention.start < passage[0].mention.words_start]
    before = [one for one in before if one.sentence == standard.sentence]
    if len({_value(one) for one in before}) != 1 or any(_loose(one) for one in before):
        return []
    name = cues.core(before[0].label)[-3:]
    last = max((one.mention.end for one in figures if one.mention.end < passage[0].mention.start), default=0)
    return before[:1] if len(name) == 3 and name in prose.quote(last, standard.mention.words_start) else []


def _beside(prose: Prose, passage: Sequence[Figure], factors: _Factors) -> Figure | None:
    """The amount right behind the factors; else the only one of the passage, before them: 资金45.60万元，按每人…，聘用60名."""
    totals = _totals(passage, factors.standard)
    ordered = sorted((one for one in factors.all if one in passage), key=lambda one: one.mention.start)
    if any(_apart(prose, one, other) > _REACH for one, other in pairwise(ordered)):
        return None
    behind = next((one for one in totals if one.mention.start > ordered[-1].mention.start), None)
    if behind is not None and _apart(prose, ordered[-1], behind) <= 1:
        return behind
    before = len(totals) == 1 and totals[0].mention.start < ordered[0].mention.start
    return totals[0] if before and _apart(prose, totals[0], ordered[0]) <= _REACH else None


def _miss(prose: Prose, total: Figure, factors: _Factors, why: str) -> Relation:
    expected = like(_quantity(total), factors.value)
    edit = edit_of(_quantity(total), factors.value)
    return _relation(prose, total, factors, Verdict.INCONSISTENT, expected, (why,), near=bool(edit), edit=edit)


def _for_months(prose: Prose, factors: _Factors, total: Figure) -> bool:
    """Whether the amount is the product several times over: a standard is often a month's without saying so."""
    often = round(_value(total) / factors.value)
    return 2 <= often <= _MOST_MONTHS and _fits(prose, factors, total, [often])


def _words(prose: Prose, standard: Figure) -> str:
    """The words of a standard before its digits, its name included: 教材费每册, 村干部人均补贴."""
    return standard.label + prose.quote(standard.mention.words_start, standard.mention.start)


def _fits(prose: Prose, factors: _Factors, total: Figure, often: Sequence[int]) -> bool:
    """Whether the product (× twelve months where the standard is a month's) prints as the total, averages rounded."""
    value = factors.value
    return any(abs(value * one - _value(total)) <= _width(prose, factors, total, one) for one in often)


def _width(prose: Prose, factors: _Factors, total: Figure, often: int) -> Decimal:
    """Half a unit of the total's last digit; of an average (人均, 平均) also half a unit of its own, times the count."""
    standard = factors.standard
    words = _words(prose, standard)
    average = "均" in words or (standard.mention.words_start < standard.mention.start and not _FIXED.search(words))
    half = _quantity(total).step / 2
    if not average or not _value(standard):
        return half
    return half + _quantity(standard).step / 2 * factors.value / _value(standard) * often


def _apart(prose: Prose, one: Figure, other: Figure) -> int:
    first, second = sorted((one, other), key=lambda figure: figure.mention.start)
    return len(_SEPARATORS.findall(prose.gap(first, second)))


def _loose(figure: Figure) -> bool:
    return bool(_quantity(figure).approx) or _quantity(figure).bound != "="


def _relation(
    prose: Prose, total: Figure, factors: _Factors, verdict: Verdict, expected: Quantity,
    open: tuple[str, ...] = (), *, near: bool = False, edit: str = "",
) -> Relation:  # fmt: skip
    start, end = prose.sentence_span(total)
    return Relation(
        Kind.PRODUCT, prose.operand(total), tuple(prose.operand(one) for one in factors.all), verdict,
        prose.quote(start, end).strip(), total.place, expected, "", "product", total.label, open, near, edit,
    )  # fmt: skip


def _value(figure: Figure) -> Decimal:
    return _quantity(figure).value


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
