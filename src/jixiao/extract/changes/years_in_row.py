"""Several years told in a row, and what is said of them: 2020年、2021年、2022年分别安排120.00万元、126.00万元和138.60万元，三年合计384.60万元，
年均128.20万元。其中2021年比2020年增长5%，2022年比2021年增长10%，两年间累计增加18.60万元，增长15.5%.

Each amount is the year's that stands in its place of the list. What is said of two years of it confirms, or is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from jixiao.extract import cues
from jixiao.extract.changes.bases import ordered
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, edit_of, like
from jixiao.extract.percent import percent_relation, quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.sought import Sought

WHY = "各年数按所列年份依次对应"

_YEARS = Sought(
    r"(?P<years>(?:19|20)\d\d年度?(?:(?:[、,，和及至]|以及)\s*(?:19|20)\d\d年度?)+)(?P<words>[^\d。;；\n]{0,30}?分别[^\d。;；\n]{0,16})$",
    "分别",
)
_YEAR = regex(r"(?:19|20)\d\d")
_BETWEEN = regex(r"\s*(?:[、,，和及与]|以及)\s*")
_TWO = regex(r"(?P<now>(?:19|20)\d\d)年度?(?:比|较)(?P<then>(?:19|20)\d\d)年度?[^\d,，。;；]{0,12}$")
_OVER_ALL = regex(r"年(?:间|来|里|期间|累计|合计)?(?:累计|共|合计|总共)[^\d,，。;；]{0,8}$")
_MEAN = regex(r"(?:年均|平均每年)[^\d,，。;；]{0,8}$")
_REACH = 24
_BACK = 60


@dataclass(frozen=True, slots=True)
class Row:
    """The years of a list, each with its figure."""

    years: tuple[int, ...]
    figures: tuple[Figure, ...]

    def of(self, year: str) -> Figure | None:
        return next((one for at, one in zip(self.years, self.figures, strict=True) if at == int(year)), None)


def years_in_row(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The relations, with what is said of the years of each list, where nothing else settled it."""
    if not _YEARS.may_be_in(prose.string):
        return list(known)
    kinds = (Kind.PERCENT_CHANGE, Kind.DIFFERENCE, Kind.RATE)
    settled = {one.stated.place for one in known if one.kind in kinds and one.verdict is not Verdict.UNVERIFIABLE}
    found: dict[object, Relation] = {}
    for index, first in enumerate(prose.figures):
        row = _row(prose, index, first)
        if row is not None:
            for one in _told(prose, index + len(row.figures), row):
                if one.stated.place not in settled:
                    found.setdefault(one.stated.place, one)
    if not found:
        return list(known)
    return [
        *(one for one in known if one.kind not in kinds or one.stated.place not in found),
        *found.values(),
    ]


def _row(prose: Prose, index: int, first: Figure) -> Row | None:
    """The list that begins at a figure: as many figures of its unit, nothing but marks between them, as there are years before it."""
    if not is_level(first) or first.mention.dimension not in ("money", "count", "area"):
        return None
    start = max(prose.lines[first.paragraph].start, first.mention.words_start - _BACK)
    match = _YEARS.search(prose.quote(start, first.mention.words_start))
    if match is None:
        return None
    years = tuple(int(one) for one in _YEAR.findall(match["years"]))
    figures = prose.figures[index : index + len(years)]
    if len(figures) < len(years) or any(
        one.mention.addable != first.mention.addable or not is_level(one) or quantity_of(one).approx for one in figures
    ):
        return None
    if any(_BETWEEN.fullmatch(prose.gap(a, b)) is None for a, b in pairwise(figures)):
        return None
    following = prose.figures[index + len(years) : index + len(years) + 1]
    if any(_BETWEEN.fullmatch(prose.gap(figures[-1], one)) for one in following):
        return None  # more amounts than years
    return Row(years, tuple(figures))


def _told(prose: Prose, after: int, row: Row) -> Iterator[Relation]:
    """What is said of the years behind the list, in its paragraph and the one behind."""
    last = row.figures[-1]
    change: Figure | None = None
    for me in prose.figures[after : after + _REACH]:
        if me.paragraph - last.paragraph > 1:
            return
        quantity = me.mention.quantity
        if quantity is None or not quantity.plain or me.zone == "table":
            continue
        before = prose.quote(max(prose.lines[me.paragraph].start, me.mention.words_start - 20), me.mention.words_start)
        sign = cues.direction(me.change)
        if me.mention.dimension == "percent" and sign:
            two = _TWO.search(before)
            now, then = (row.of(two["now"]), row.of(two["then"])) if two is not None else (None, None)
            if two is None and change is not None and change.sentence == me.sentence:
                now, then = row.figures[-1], row.figures[0]
            if now is not None and then is not None:
                yield from _percent(prose, me, now, then, sign)
        elif me.mention.addable == last.mention.addable and sign and _OVER_ALL.search(before):
            change = me
            yield _difference(prose, me, row.figures[-1], row.figures[0], sign)
        elif me.mention.addable == last.mention.addable and _MEAN.search(before):
            yield _mean(prose, me, row)
        if me.mention.dimension == "percent":
            change = None


def _percent(prose: Prose, me: Figure, now: Figure, then: Figure, sign: int) -> Iterator[Relation]:
    printed = quantity_of(me)
    ratio = judge_ratio(printed, *ordered(amount(quantity_of(now)), amount(quantity_of(then)), sign))
    if ratio is None:
        return
    expected = percent_like(printed, ratio.exact)
    turned = (quantity_of(now).value - quantity_of(then).value) * sign < 0
    if ratio.verdict is not Verdict.INCONSISTENT:
        yield percent_relation(prose, me, (now, then), ratio.verdict, expected, ratio.detail, kind=Kind.PERCENT_CHANGE)
        return
    edit = percent_edit(printed, expected) if not turned else ""
    found = percent_relation(
        prose, me, (now, then), Verdict.INCONSISTENT, expected, "", (WHY,), near=True, edit=edit, kind=Kind.PERCENT_CHANGE
    )
    yield replace(found, cue=me.change)


def _difference(prose: Prose, me: Figure, now: Figure, then: Figure, sign: int) -> Relation:
    stated, change = quantity_of(me), (quantity_of(now).value - quantity_of(then).value) * sign
    missed = change != stated.value
    return _relation(prose, me, (now, then), Kind.DIFFERENCE, Fraction(change), missed)


def _mean(prose: Prose, me: Figure, row: Row) -> Relation:
    stated = quantity_of(me)
    exact = sum((Fraction(quantity_of(one).value) for one in row.figures), Fraction(0)) / len(row.figures)
    return _relation(
        prose, me, row.figures, Kind.RATE, exact, abs(exact - Fraction(stated.value)) > Fraction(stated.step) / 2
    )


def _relation(prose: Prose, me: Figure, operands: Sequence[Figure], kind: Kind, value: Fraction, missed: bool) -> Relation:
    stated = quantity_of(me)
    places = len(stated.text.partition(".")[2])
    expected = like(stated, half_up(Fraction(value) / Fraction(stated.factor), places) * stated.factor)
    start, end = prose.sentence_span(me)
    return Relation(
        kind, prose.operand(me), tuple(prose.operand(one) for one in operands),
        Verdict.INCONSISTENT if missed else Verdict.CONSISTENT, prose.quote(start, end).strip(), me.place, expected, "",
        "years", me.change or me.label, (WHY,) if missed else (), missed, edit_of(stated, expected.value) if missed else "",
    )  # fmt: skip
