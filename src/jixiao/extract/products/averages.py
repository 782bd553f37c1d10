"""Averages over time: 三年合计384.60万元，年均128.20万元; 实际支付751.75万元，月均62.65万元; 平均每天接待4.48人次（按250个工作日计算）.

The amount stands in the same sentence before, in the same unit; by what it is divided is said, or follows from the name (a month's average
of a year). What comes out confirms; a miss is asked about where one amount only may be meant and one digit explains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from jixiao.extract.index import is_level
from jixiao.extract.judge import edit_of, like, one_digit_away, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "以同句前文的数额除以期数"

_MEAN = regex(r"(?P<of>[年月季日])均[^均\d,，。;；]{0,6}$|平均每(?P<each>年|个?月|季度?|[天日])[^均\d,，。;；]{0,6}$")
_YEARS = regex(r"(?P<n>[两二三四五六七八九十]|\d{1,2})年(?:间|来|累计|合计|共|总)")
_MONTHS = regex(r"(?P<n>\d{1,2})个月|(?P<from>\d{1,2})[-—–至~](?P<to>\d{1,2})月")
_OVER = regex(r"\s*[(]按(?:照)?(?:全年)?$")
_DIGITS = {mark: at for at, mark in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_OF_YEAR = {"月": 12, "季": 4}
_DAY = "天日"
_REACH = 6
_LEAST = 3


def average_relations(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """One relation for each average over time that the amounts of its sentence give, or would but for one digit."""
    told = {
        one.place for relation in known if relation.kind in (Kind.PRODUCT, Kind.RATE) and relation.verdict is not Verdict.UNVERIFIABLE
        for one in (relation.stated, *relation.operands)
    }  # fmt: skip
    if "均" not in prose.string:
        return []
    found = (
        _told(prose, index, figure)
        for index, figure in enumerate(prose.figures)
        if figure.place not in told and figure.mention.dimension in ("money", "count", "area")
    )
    return [one for one in found if one is not None]


def _told(prose: Prose, index: int, me: Figure) -> Relation | None:
    quantity = me.mention.quantity
    if quantity is None or not quantity.plain or not quantity.value or me.zone == "table" or me.change:
        return None
    floor = prose.lines[me.paragraph].start
    mean = _MEAN.search(prose.quote(max(floor, me.mention.start - 12), me.mention.start))
    if mean is None:
        return None
    over, counted = _times(prose, index, (mean["of"] or mean["each"]).strip("个度"))
    totals = [
        one for one in reversed(prose.figures[max(0, index - _REACH) : index])
        if one.sentence == me.sentence and is_level(one) and one.mention.addable == me.mention.addable
        and quantity_of(one).plain and quantity_of(one).value > quantity.value
    ]  # fmt: skip
    if not over or not totals:
        return None
    half = Fraction(quantity.step) / 2
    for one in totals:
        if abs(Fraction(quantity_of(one).value) / over - Fraction(quantity.value)) <= half:
            return _relation(prose, me, (one, *counted), Verdict.CONSISTENT, over)
    edit = _edit(me, totals[0], over) if len({quantity_of(one).value for one in totals}) == 1 else ""
    return _relation(prose, me, (totals[0], *counted), Verdict.INCONSISTENT, over, edit) if edit else None


def _times(prose: Prose, index: int, unit: str) -> tuple[int, tuple[Figure, ...]]:
    """By how many the amount was divided, and the figure that says so; 0 where nothing does."""
    me = prose.figures[index]
    behind = prose.figures[index + 1 : index + 2]
    if (
        behind
        and behind[0].mention.dimension == "time"
        and behind[0].mention.quantity
        and _OVER.fullmatch(prose.gap(me, behind[0]))
    ):
        value = behind[0].mention.quantity.value
        return (int(value), (behind[0],)) if value == int(value) > 1 and unit in _DAY else (0, ())
    start = prose.sentence_span(me)[0]
    said = prose.quote(start, me.mention.start)
    if unit == "年" and (years := _YEARS.search(said)) is not None:
        return _DIGITS.get(years["n"]) or int(years["n"]), ()
    if unit == "月" and (months := _MONTHS.search(said)) is not None:
        return (int(months["n"]) if months["n"] else int(months["to"]) - int(months["from"]) + 1), ()
    return _OF_YEAR.get(unit, 0), ()


def _edit(me: Figure, total: Figure, over: int) -> str:
    """The one digit of the average, or of the amount, with which it comes out; only of averages of three digits."""
    stated, whole = quantity_of(me), quantity_of(total)
    if significant(stated) < _LEAST:
        return ""
    if edit := edit_of(stated, _expected(me, Fraction(whole.value) / over)):
        return edit
    half = Fraction(stated.step) / 2
    for text in one_digit_away(whole.text.replace(",", "")):
        if abs(Fraction(text) * Fraction(whole.factor) / over - Fraction(stated.value)) <= half:
            return f"{whole.text.replace(',', '')}→{text}"
    return ""


def _expected(me: Figure, exact: Fraction) -> Decimal:
    stated = quantity_of(me)
    return half_up(exact / Fraction(stated.factor), len(stated.text.partition(".")[2])) * stated.factor


def _relation(prose: Prose, me: Figure, operands: Sequence[Figure], verdict: Verdict, over: int, edit: str = "") -> Relation:
    stated = quantity_of(me)
    start, end = prose.sentence_span(me)
    expected = like(stated, _expected(me, Fraction(quantity_of(operands[0]).value) / over))
    return Relation(
        Kind.RATE, prose.operand(me), tuple(prose.operand(one) for one in operands), verdict, prose.quote(start, end).strip(),
        me.place, expected, "", "average", me.label, (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
