"""What remains of an amount when all others told behind it are taken off: 合同价48.60万元，预付14.58万元，再付29.16万元，余下4.86万元为质保金.

Every amount of the sentence up to the remainder is one that was given or one that was taken off; what makes one of them up is left
out. What comes out confirms; where one digit or a swap of any of them makes it come out, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract.judge import edit_of, like, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.rates.only_base import without_parts
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "以同句所列各数为所减之数"

_REMAINS = regex(
    r"(?:余下|剩下|余款|尾款|剩余|结余|余额|结存|净值|净额|净收入|净支出|净利|净增加?|净减少?)[^,，。;、()\d]{0,6}$"
)
_NET = regex(r"净(?:增加?|减少?)[^,，。;、()\d]{0,3}$")
_PAID = regex(r"实际(?:支付|支出|付款|拨付|发放|到账|收到|结算)[^,，。;、()\d]{0,6}$")
_TAKEN = regex(r"审减|核减|扣|保证金|质保金|待付|未付|预留|退|尾款|少[发付拨]|减免")
_MARKS = frozenset("余净剩尾存实")
"""One of these stands in the name of whatever remains, or was paid in the end."""
_NOT_OF_IT = regex(r"上年|年初|历年|累计|滚存|其中[^,，]{0,12}$")
_DIMENSIONS = ("money", "count", "area")
_MOST = 5
_REACH = 8
_DIGITS = 8
_WORDS = 14


def remains(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The relations, with remainders told by all amounts before them in their sentence, where nothing else told them."""
    judged = {
        one.stated.place
        for one in known
        if one.kind in (Kind.DIFFERENCE, Kind.DIRECTION_WORD, Kind.IDENTITY) and one.verdict is not Verdict.UNVERIFIABLE
    }
    found = {
        relation.stated.place: relation
        for index, figure in enumerate(prose.figures)
        if figure.mention.dimension in _DIMENSIONS and figure.place not in judged and _remains(prose, figure)
        for relation in _told(prose, index)
    }
    if not found:
        return list(known)
    kept = [one for one in known if one.kind is not Kind.DIFFERENCE or one.stated.place not in found]
    return [*kept, *found.values()]


def _remains(prose: Prose, figure: Figure) -> bool:
    quantity = figure.mention.quantity
    if quantity is None or figure.mention.per or figure.zone == "table" or not quantity.plain:
        return False
    if not _MARKS.intersection(figure.label):
        return False
    words = _words(prose, figure)
    return (_REMAINS.search(words) or _PAID.search(words)) is not None and _NOT_OF_IT.search(words) is None


def _words(prose: Prose, figure: Figure) -> str:
    floor = prose.lines[figure.paragraph].start
    return prose.quote(max(floor, figure.mention.words_start - _WORDS), figure.mention.words_start)


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    me = prose.figures[index]
    words = _words(prose, me)
    listed = _listed(prose, index, net=_NET.search(words) is not None)
    if listed is None:
        return
    if _PAID.search(words) and not all(_TAKEN.search(one.label + one.after) or one.change for one in listed[1:]):
        return
    stated = quantity_of(me)
    whole, *taken = listed
    rest = quantity_of(whole).value - sum((quantity_of(one).value for one in taken), Decimal(0))
    if rest == stated.value:
        yield _relation(prose, me, listed, Verdict.CONSISTENT, rest)
    elif sum(significant(quantity_of(one)) for one in (me, *listed)) >= _DIGITS and (edit := _edit(me, listed, rest)):
        yield _relation(prose, me, listed, Verdict.INCONSISTENT, rest, edit)


def _listed(prose: Prose, index: int, *, net: bool) -> list[Figure] | None:
    """The amount that was given, first, and those taken off it; None where the sentence says more, or less, than that."""
    me = prose.figures[index]
    before = [
        one for one in prose.figures[max(0, index - _REACH) : index]
        if one.sentence == me.sentence and one.mention.addable == me.mention.addable and one.depth == me.depth
    ]  # fmt: skip
    plain = all(
        one.mention.quantity is not None and not one.mention.per and not one.prior and one.zone != "table"
        and one.mention.quantity.plain
        for one in before
    )  # fmt: skip
    if not plain or ";" in "".join(prose.gap(one, me) for one in before[:1]):
        return None
    listed = without_parts(before)
    if net:
        listed = listed[-2:]
    if not 1 < len(listed) <= _MOST:
        return None
    if len(listed) == 2 and not net:  # 三项共计152550元，项目预算16万元，剩余7450元
        first, second = listed
        listed = [first, second] if first.role == "plan" or second.role != "plan" else [second, first]
    return listed


def _edit(me: Figure, listed: Sequence[Figure], rest: Decimal) -> str:
    """The one digit or swap with which what remains comes out."""
    stated = quantity_of(me)
    off = rest - stated.value
    edits = [edit_of(stated, rest), edit_of(quantity_of(listed[0]), quantity_of(listed[0]).value - off)]
    edits += [edit_of(quantity_of(one), quantity_of(one).value + off) for one in listed[1:]]
    return next((one for one in edits if one), "")


def _relation(
    prose: Prose, me: Figure, listed: Sequence[Figure], verdict: Verdict, rest: Decimal, edit: str = ""
) -> Relation:
    start, end = prose.sentence_span(me)
    return Relation(
        Kind.DIFFERENCE, prose.operand(me), tuple(prose.operand(one) for one in listed), verdict, prose.quote(start, end).strip(),
        me.place, like(quantity_of(me), abs(rest)), "", "remains", me.change or me.label, (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
