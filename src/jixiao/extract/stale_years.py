"""A year left over from last year's report: 2022年度财政拨款支出1305.08万元，占本年支出合计的98.71%, where all else is of 2023.

Only where that year is named once in the whole text, its sentence compares nothing, speaks of no money that may be an earlier year's (carried
over, allotted, paid in), and one of its figures is a part, share or remainder of figures of the report's own year, to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.judge import significant
from jixiao.extract.prose import Prose, places_of
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

ACROSS = "across"

_TIES = (Kind.SUM, Kind.SHARE, Kind.RATE, Kind.IDENTITY, Kind.DIFFERENCE, Kind.PERCENT_CHANGE)
_OF_OTHER_YEARS = regex(
    r"[比较与同至到起]|上年|去年|往年|以来|结转|结余|提前|下达|到位|拨付|安排|批复|立项|累计|跨|补助|补贴|资助|专项|合同|原有|历年|规划"
)
_LEAST = 2
_TELLING = 4


def stale_years(prose: Prose, relations: Sequence[Relation], year: int | None) -> list[Relation]:
    """One relation for the sentence whose year is not the report's, while its figures are."""
    if year is None:
        return []
    named = [at for at, one in prose.years if one == year - 1]
    if len(named) != 1 or sum(one == year for _, one in prose.years) < _LEAST or not prose.figures:
        return []
    (at,) = named
    of_it = [
        one for one in prose.figures if one.year == year - 1 and one.mention.start > at and not one.prior and not one.change
    ]
    if not of_it or prose.sentence_span(of_it[0])[0] > at:
        return []
    start, end = prose.sentence_span(of_it[0])
    if _OF_OTHER_YEARS.search(prose.string, start, of_it[0].mention.start):
        return []
    stale = {one.place for one in of_it if one.sentence == of_it[0].sentence}
    order = prose.once(places_of)
    for relation in relations:
        if relation.kind not in _TIES or relation.verdict is not Verdict.CONSISTENT or not _tells(relation):
            continue
        operands = (relation.stated, *relation.operands)
        mine = any(one.place in stale for one in operands)
        others = [one for one in operands if one.place not in stale]
        figures = [prose.figures[order[one.place]] for one in others if one.place in order]
        if mine and figures and len(figures) == len(others) and all(_of_this_year(one, of_it[0], year) for one in figures):
            return [
                Relation(
                    Kind.YEAR_SLIP, prose.operand(of_it[0]), tuple(others), Verdict.INCONSISTENT, prose.quote(start, end).strip(),
                    of_it[0].place, None, f"{year}→{year - 1}", ACROSS, str(year - 1), ("两年的数也可能一并列示",), near=True,
                )
            ]  # fmt: skip
    return []


def _of_this_year(figure: Figure, stale: Figure, year: int) -> bool:
    """Whether a figure of another sentence is of the report's year, by what is said or because nothing is."""
    return figure.sentence != stale.sentence and figure.year in (0, year) and not figure.prior


def _tells(relation: Relation) -> bool:
    """Whether the figures have digits enough to belong together by no chance."""
    quantities = [one.quantity for one in (relation.stated, *relation.operands) if one.quantity is not None]
    return max(map(significant, quantities), default=0) >= _TELLING
