"""What is left when something was taken off: 回收582份，剔除矛盾问卷12份后，有效问卷570份; 应发108万元，少发2.25万元，实际发放105.75万元.

The amount taken off stands right before what is left, and what it was taken from before that. What fits confirms; where one
amount only may be meant and one digit of long figures explains the miss, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, edit_of, like, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "被减数由上文推定"

_OFF = regex(
    r"(?:剔除|扣除|扣减|扣款|审减|扣回|减去|核减|调减|追减|压减|收回|上缴|退回|退还|少发|少付|未发|减免|优惠|核销|注销|报废|转出|迁出|退出|去除|除去)"
    r"[^,，。;:\d]{0,12}$"
)
_LEFT = regex(r"[^\d;；。]{0,10}(?:后|实际|有效|剩|余|应|净|调整|核定|审定|核准|最终|共|为|合计|保留)[^\d;；。]{0,10}")
_AFTER = regex(r"^[^,，\d]{0,6}后[,，]?[^,，\d]{0,4}(?:有效|实际|实有|剩|余)")
_REACH = 6
_LONG = 4
_DIMENSIONS = ("money", "count", "area")


def taken_off(prose: Prose, known: list[Relation]) -> list[Relation]:
    """Every figure that is what another one leaves when the amount right before it is taken off."""
    settled = {
        one.stated.place
        for one in known
        if one.kind in (Kind.DIFFERENCE, Kind.SUM, Kind.COUNT_SUM) and one.verdict is not Verdict.UNVERIFIABLE
    }
    found: list[Relation] = []
    for index, off in enumerate(prose.figures[:-1]):
        if off.mention.dimension in _DIMENSIONS and _is_off(prose, off):
            left = prose.figures[index + 1]
            if left.place not in settled and _is_left(prose, off, left):
                found += _told(prose, index)
    return found


def _is_off(prose: Prose, figure: Figure) -> bool:
    quantity = figure.mention.quantity
    if quantity is None or not quantity.plain or figure.mention.per or figure.zone == "table":
        return False
    start = prose.lines[figure.paragraph].start
    return _OFF.search(prose.string, max(start, figure.mention.words_start - 16), figure.mention.words_start) is not None


def _is_left(prose: Prose, off: Figure, left: Figure) -> bool:
    same = left.mention.addable == off.mention.addable and left.sentence == off.sentence and is_level(left)
    return same and not quantity_of(left).approx and _LEFT.fullmatch(prose.gap(off, left)) is not None


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    off, left = prose.figures[index], prose.figures[index + 1]
    before = [
        one for one in reversed(prose.figures[max(0, index - _REACH) : index])
        if one.paragraph == off.paragraph and one.mention.addable == off.mention.addable and is_level(one)
        and not quantity_of(one).approx
    ]  # fmt: skip
    taken, stated = quantity_of(off), quantity_of(left)
    for whole in before:
        if quantity_of(whole).value - taken.value == stated.value:
            yield _relation(prose, left, whole, off, Verdict.CONSISTENT)
            return
    here = [one for one in before if one.sentence == off.sentence and one.depth <= off.depth]
    after = (
        _AFTER.search(prose.gap(off, left)) is not None
    )  # 剔除12份后，有效570份: of the figure right before, however short
    if not here or (not after and (len(here) != 1 or min(significant(quantity_of(one)) for one in (here[0], left)) < _LONG)):
        return
    given = quantity_of(here[0])
    if (
        amount(given).low - amount(taken).high <= amount(stated).high
        and amount(stated).low <= amount(given).high - amount(taken).low
    ):
        return  # the width of the figures saves it
    edit = (
        edit_of(stated, given.value - taken.value)
        or edit_of(taken, given.value - stated.value)
        or edit_of(given, taken.value + stated.value)
    )
    if edit:
        yield _relation(prose, left, here[0], off, Verdict.INCONSISTENT, edit)


def _relation(prose: Prose, left: Figure, whole: Figure, off: Figure, verdict: Verdict, edit: str = "") -> Relation:
    stated = quantity_of(left)
    start, end = prose.sentence_span(left)
    return Relation(
        Kind.DIFFERENCE, prose.operand(left), (prose.operand(whole), prose.operand(off)), verdict, prose.quote(start, end).strip(),
        left.place, like(stated, abs(quantity_of(whole).value - quantity_of(off).value)), "", "taken_off", left.label,
        (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
