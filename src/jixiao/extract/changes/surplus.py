"""What income leaves when spending is taken off, told paragraphs behind both: 总收入21460.00万元 … 总支出20988.60万元 … 当年收支结余471.40万元.

Both totals are looked up by their names; where each name stands for one amount only, what fits confirms, and one digit is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.extract.index import is_level
from jixiao.extract.judge import edit_of, like, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "收入、支出按名称在前文找到"

_SURPLUS = regex(r"收支(?:相抵|相减)?(?:后)?(?:结余|盈余|净额|差额|余额)[^,，。;；、()\d]{0,6}$")
_NAMES = {
    "income": re.compile(
        r"(?:总收入|收入(?:合计|总计|总额|共计)|本年收入|基金收入)(?:为|共|达|共计)?$|^(?:全年|本年|当年)?收入(?:共|为)?$"
    ),
    "spending": re.compile(
        r"(?:总支出|支出(?:合计|总计|总额|共计)|本年支出|基金支出)(?:为|共|达|共计)?$|^(?:全年|本年|当年)?支出(?:共|为)?$"
    ),
}
_BACK = 40
_FAR = 4
_DIGITS = 8


def surplus_relations(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The relations, with what is left of income held against both totals where nothing nearer told it."""
    if "收支" not in prose.string:
        return list(known)
    settled = {one.stated.place for one in known if one.kind is Kind.DIFFERENCE and one.verdict is not Verdict.UNVERIFIABLE}
    found = {
        relation.stated.place: relation
        for index, figure in prose.of("money")
        if figure.place not in settled and (relation := _told(prose, index, figure)) is not None
    }
    if not found:
        return list(known)
    return [*(one for one in known if one.kind is not Kind.DIFFERENCE or one.stated.place not in found), *found.values()]


def _told(prose: Prose, index: int, me: Figure) -> Relation | None:
    stated = me.mention.quantity
    if stated is None or not stated.plain or me.zone == "table" or not _SURPLUS.search(me.label):
        return None
    income, spending = (_called(prose, index, me, pattern) for pattern in _NAMES.values())
    if income is None or spending is None:
        return None
    given, taken = quantity_of(income), quantity_of(spending)
    rest = given.value - taken.value
    edit = ""
    if rest != stated.value:
        edit = (
            edit_of(stated, rest) or edit_of(given, taken.value + stated.value) or edit_of(taken, given.value - stated.value)
        )
        if not edit or sum(map(significant, (stated, given, taken))) < _DIGITS:
            return None
    start, end = prose.sentence_span(me)
    return Relation(
        Kind.DIFFERENCE, prose.operand(me), (prose.operand(income), prose.operand(spending)),
        Verdict.INCONSISTENT if edit else Verdict.CONSISTENT, prose.quote(start, end).strip(), me.place,
        like(stated, abs(rest)), "", "surplus", me.label, (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip


def _called(prose: Prose, index: int, me: Figure, pattern: re.Pattern[str]) -> Figure | None:
    """The one total of that name before, in its paragraph or a few above."""
    found = [
        one for one in prose.figures[max(0, index - _BACK) : index]
        if one.mention.addable == me.mention.addable and is_level(one) and me.paragraph - one.paragraph <= _FAR
        and not one.depth and pattern.search(one.label) and quantity_of(one).plain
    ]  # fmt: skip
    return found[-1] if len({quantity_of(one).value for one in found}) == 1 else None
