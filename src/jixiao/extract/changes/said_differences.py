"""Differences that say by name what is compared: 支出大于收入23.17万元; 年末结转比年初减少8.97万元; 超过目标值2.5个百分点.

Both figures are looked up by their names; a difference from an earlier year is told elsewhere (`changes`). At most asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jixiao.extract.index import is_level
from jixiao.extract.judge import Amount, amount, edit_of, like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_MORE = "大于|超过|高于|多于|超出|多|增加|高|提高|上升|超"
_LESS = "小于|低于|少于|不及|减少|少|低|降低|下降|节约|节省|结余"
_BETWEEN = regex(
    r"(?:^|[,;。:、(\n])(?P<a>[一-鿿]{0,12}?)(?P<verb>大于|超过|高于|多于|超出|小于|低于|少于)(?P<b>[一-鿿]{2,10}?)(?:达|了)?$"
)
_THAN = regex(
    rf"(?:^|[,;。:、(\n])(?P<a>[一-鿿]{{0,12}}?)(?:比|较)(?P<b>[一-鿿]{{2,10}}?)(?P<verb>{_MORE}|{_LESS})(?:出|了)?$"
)
_COMPARES = regex("[于超比较]")
"""One of these stands in whatever compares."""
_OTHER_YEAR = regex(r"年同期|上年|去年|同期|上期|往年|\d")
_ONLY_ONE = 2
_SHORT = 2
_SMALL = regex("|".join(sorted(_LESS.split("|"), key=len, reverse=True)))
_BACK = 40


def said_differences(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """Every difference between two figures called by name that is not judged yet."""
    judged = {
        one.stated.place
        for one in known
        if one.kind in (Kind.DIFFERENCE, Kind.DIRECTION_WORD) and one.verdict is not Verdict.UNVERIFIABLE
    }
    return [
        relation
        for index, figure in enumerate(prose.figures)
        if figure.mention.dimension in ("money", "count", "area", "point") and figure.place not in judged
        for relation in _said(prose, index)
    ]  # fmt: skip


def _said(prose: Prose, index: int) -> Iterator[Relation]:
    me = prose.figures[index]
    quantity = me.mention.quantity
    if quantity is None or me.mention.per or me.zone == "table" or not quantity.plain:
        return
    line = prose.lines[me.paragraph].start
    before = prose.quote(max(line, me.mention.words_start - _BACK), me.mention.words_start)
    match = (_BETWEEN.search(before) or _THAN.search(before)) if _COMPARES.search(before) else None
    if match is None or _OTHER_YEAR.search(match["b"]):
        return
    addable = ("percent", "%") if me.mention.dimension == "point" else me.mention.addable
    b = _in_bracket(prose, index, addable) or _called(prose, match["b"], me, addable)
    a = _called(prose, match["a"], me, addable) if match["a"] else _nearest(prose, index, addable, b)
    if a is None or b is None or a is b:
        return
    yield _judged(prose, me, a, b, -1 if _SMALL.fullmatch(match["verb"]) else 1)


def _called(prose: Prose, name: str, me: Figure, addable: tuple[str, str]) -> Figure | None:
    """The one value before, in this paragraph or the one above, whose label ends in the name, else begins with it."""
    near = [
        one for one in prose.index.called(name, addable, me.mention.start) if me.paragraph - one.paragraph <= 1
    ]  # fmt: skip
    short = name.rstrip("值数额")
    near = near or [one for one in _around(prose, me, addable) if len(short) >= _SHORT and short in one.label]
    return near[-1] if near and len({_amount(one).value for one in near}) == 1 else None


def _in_bracket(prose: Prose, index: int, addable: tuple[str, str]) -> Figure | None:
    """What is compared with, alone in a bracket right behind: 低于序时进度5.40个百分点（58.33%）."""
    if index + 1 >= len(prose.figures):
        return None
    me, other = prose.figures[index : index + 2]
    told = other.mention.addable == addable and other.mention.quantity is not None and prose.gap(me, other).strip() == "("
    return other if told and prose.after(other.mention.words_end, 1) == ")" else None


def _around(prose: Prose, me: Figure, addable: tuple[str, str]) -> list[Figure]:
    """Level figures of the unit in the sentence of `me` and right behind it in a bracket."""
    at = _position(prose, me)
    return [
        one for one in prose.figures[max(0, at - 10) : at + 2]
        if one is not me and one.mention.addable == addable and is_level(one) and one.paragraph == me.paragraph
    ]  # fmt: skip


def _position(prose: Prose, me: Figure) -> int:
    return bisect_left(prose.positions, me.mention.start)


def _nearest(prose: Prose, index: int, addable: tuple[str, str], other: Figure | None) -> Figure | None:
    """The level figure right before, where the words name only what it is compared with: 满意度92.5%，超过目标值2.5个百分点."""
    me = prose.figures[index]
    before = [
        one for one in prose.figures[max(0, index - _ONLY_ONE) : index]
        if one.sentence == me.sentence and one.mention.addable == addable and is_level(one) and one is not other
    ]  # fmt: skip
    return before[-1] if before else None


def _judged(prose: Prose, me: Figure, a: Figure, b: Figure, sign: int) -> Relation:
    stated, one, other = _amount(me), _amount(a), _amount(b)
    difference = (one.value - other.value) * sign
    verdict, edit = Verdict.UNVERIFIABLE, ""
    if difference == stated.value:
        verdict = Verdict.CONSISTENT
    elif max(one.step, other.step) <= stated.step and _within(one, other, stated, sign):
        verdict = Verdict.ROUNDING
    else:
        edit = (
            edit_of(stated.quantity, abs(difference))
            or edit_of(one.quantity, other.value + stated.value * sign)
            or edit_of(other.quantity, one.value - stated.value * sign)
        )
        if (
            edit
            or -difference == stated.value != 0
            or (a.sentence == b.sentence == me.sentence and not _within(one, other, stated, sign))
        ):
            verdict = Verdict.INCONSISTENT
    turned = -difference == stated.value and stated.value != 0
    start, end = prose.sentence_span(me)
    return Relation(
        Kind.DIRECTION_WORD if turned else Kind.DIFFERENCE, prose.operand(me), (prose.operand(a), prose.operand(b)), verdict,
        prose.quote(start, end).strip(), me.place, like(stated.quantity, abs(difference)), "", "said", me.change or me.label,
        ("所比的两个数按名称找到",) if verdict is Verdict.INCONSISTENT else (), bool(edit) or turned, edit,
    )  # fmt: skip


def _within(one: Amount, other: Amount, stated: Amount, sign: int) -> bool:
    low, high = sorted(((one.low - other.high) * sign, (one.high - other.low) * sign))
    return low <= stated.high and stated.low <= high


def _amount(figure: Figure) -> Amount:
    assert figure.mention.quantity is not None
    return amount(figure.mention.quantity)
