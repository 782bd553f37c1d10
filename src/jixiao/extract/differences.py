"""What is left: 结余 结转 未支 尚未拨付. Some two figures before it must differ by it; none do, and nothing is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.extract.judge import Amount, amount, edit_of, like, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

_REACH = 8
_LEFT = re.compile(r"(?:结余|结转|剩余|余款|尾款|未支|未使用|余额|未拨|未付|尚有|尚未|还需|缺口|净)[^,，。;、()\n]{0,8}$")


def left_relations(prose: Prose) -> list[Relation]:
    """Every figure called a remainder, with the pair whose difference it is; unverifiable where there is none."""
    found: list[Relation] = []
    for index, figure in enumerate(prose.figures):
        if not _is_remainder(prose, figure):
            continue
        pair = _pair(prose.figures, index)
        slip = None if pair else _slip(prose.figures, index)
        if slip is not None:
            found.append(_slipped(prose, figure, *slip))
            continue
        start, end = prose.sentence_span(figure)
        quote = prose.quote(start, end).strip()
        assert figure.mention.quantity is not None
        operands = tuple(prose.operand(one) for one in pair[:2]) if pair else ()
        verdict = pair[2] if pair else Verdict.UNVERIFIABLE
        detail = "" if pair else "没有相减得出的两个数"
        found.append(
            Relation(
                Kind.DIFFERENCE, prose.operand(figure), operands, verdict, quote, figure.place,
                like(figure.mention.quantity, _value(pair[0]).value - _value(pair[1]).value) if pair else None, detail, "left", figure.label,
            )
        )  # fmt: skip
    return found


def _slip(figures: Sequence[Figure], index: int) -> tuple[Figure, Figure, str] | None:
    """What was to be spent, what was spent, and the one digit that would make their difference the remainder.

    Only where one figure of each role stands in the remainder's own paragraph, and they have eight digits among them.
    """
    me = figures[index]
    stated = me.mention.quantity
    assert stated is not None
    near = [
        one for one in figures[max(0, index - _REACH) : index]
        if one.paragraph == me.paragraph and one.mention.addable == me.mention.addable and one.mention.quantity is not None
        and not one.change and not one.prior and one.zone != "table" and one.mention.quantity.bound == "=" and not one.mention.quantity.approx
    ]  # fmt: skip
    given = [one for one in near if one.role in ("plan", "received") or (one.total and one.role != "spent")]
    spent = [one for one in near if one.role == "spent" and one not in given]
    if len({_value(one).value for one in given}) != 1 or len({_value(one).value for one in spent}) != 1:
        return None
    a, b = given[-1], spent[-1]
    one, other = a.mention.quantity, b.mention.quantity
    assert one is not None and other is not None
    edit = (
        edit_of(stated, one.value - other.value)
        or edit_of(one, stated.value + other.value)
        or edit_of(other, one.value - stated.value)
    )
    telling = significant(stated) + significant(one) + significant(other) >= 8
    return (a, b, edit) if edit and telling else None


def _slipped(prose: Prose, figure: Figure, given: Figure, spent: Figure, edit: str) -> Relation:
    start, end = prose.sentence_span(figure)
    stated = figure.mention.quantity
    assert stated is not None
    return Relation(
        Kind.DIFFERENCE, prose.operand(figure), (prose.operand(given), prose.operand(spent)), Verdict.INCONSISTENT,
        prose.quote(start, end).strip(), figure.place, like(stated, _value(given).value - _value(spent).value), "", "left", figure.label,
        ("被减数、减数由名称推定",), True, edit,
    )  # fmt: skip


def _is_remainder(prose: Prose, figure: Figure) -> bool:
    mention = figure.mention
    if mention.dimension not in ("money", "count") or mention.quantity is None or mention.per or figure.zone == "table":
        return False
    if figure.change or figure.prior or mention.quantity.bound != "=" or mention.quantity.value == 0:
        return False
    return bool(_LEFT.search(prose.before(mention.words_start, 20))) and not re.search("上年|年初|历年", figure.label)


def _pair(figures: Sequence[Figure], index: int) -> tuple[Figure, Figure, Verdict] | None:
    """The nearest two figures whose difference is the remainder, exactly before within rounding."""
    me = figures[index]
    stated = _value(me)
    near = [
        one for one in reversed(figures[max(0, index - _REACH) : index])
        if one.mention.addable == me.mention.addable and one.mention.quantity is not None and one.zone != "table"
        and me.paragraph - one.paragraph <= 2 and not one.change and one.mention.quantity.bound == "="
    ]  # fmt: skip
    amounts = [(one, _value(one)) for one in near]
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for one, other in _pairs(amounts):
            if _verdict(one[1], other[1], stated) is wanted:
                return one[0], other[0], wanted
    return None


def _pairs(amounts: Sequence[tuple[Figure, Amount]]) -> Iterator[tuple[tuple[Figure, Amount], tuple[Figure, Amount]]]:
    for one in amounts:
        for other in amounts:
            if one[1].value > other[1].value:
                yield one, other


def _verdict(a: Amount, b: Amount, stated: Amount) -> Verdict | None:
    if a.value - b.value == stated.value:
        return Verdict.CONSISTENT
    low, high = a.low - b.high, a.high - b.low
    coarse = max(a.step, b.step) > stated.step
    return Verdict.ROUNDING if not coarse and low <= stated.high and stated.low <= high else None


def _value(figure: Figure) -> Amount:
    assert figure.mention.quantity is not None
    return amount(figure.mention.quantity)
