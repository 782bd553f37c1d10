"""What is left: 结余 结转 未支 尚未拨付. Some two figures before it must differ by it; none do, and nothing is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract.judge import Amount, amount, edit_of, like, significant
from jixiao.extract.prose import Prose
from jixiao.extract.rates.only_base import without_parts
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_REACH = 8
_PART = regex(r"其中[^,，。;、()\n]{0,12}$")
"""A part of a remainder (其中合同尾款…) is not itself what is left."""
_SMALL = Decimal("0.05")
_NEED = regex(r"[①-⑳][^\d,，。;]*(?:缺口|尾款|余款|欠款)[^\d,，。;]{0,6}$")
_PAID = regex(r"拨付|支付|兑付|发放|已付|首付|审定")
_CUT = regex(r"审减")
"""What an audit cut; some sums it may have raised, so the three need not agree."""
_RUNNING = regex(r"累计|滚存|历年")
"""What is left of all years is not what is left of this one."""
_LEFT = regex(
    r"(?:结余|结存|审减|结转|剩余|余款|尾款|未支|未使用|余额|未拨|未付|尚有|尚未|还需|缺口|净)[^,，。;、()\n]{0,8}$"
)


def left_relations(prose: Prose) -> list[Relation]:
    """Every figure called a remainder, with the pair whose difference it is; unverifiable where there is none."""
    found: list[Relation] = []
    for index, figure in enumerate(prose.figures):
        if not _is_remainder(prose, figure):
            continue
        pair = _pair(prose.figures, index)
        slip = None if pair else _slip(prose, index)
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


def _slip(prose: Prose, index: int) -> tuple[Figure, Figure, str] | None:
    """What was to be spent and what was spent, in the remainder's own paragraph, where no figures of it come out.

    Where one figure of each stands there, one digit must explain the miss, and eight digits stand among them. Where there are
    several, the pair that misses least is taken, and the miss must be small against it: digits of one of the three are wrong.
    """
    figures = prose.figures
    me = figures[index]
    stated = me.mention.quantity
    assert stated is not None
    near = [
        one for one in figures[max(0, index - _REACH) : index]
        if one.paragraph == me.paragraph and one.mention.addable == me.mention.addable and one.mention.quantity is not None
        and not one.change and not one.prior and one.zone != "table" and one.mention.quantity.plain
    ]  # fmt: skip
    spent = [one for one in near if one.role == "spent" or _PAID.search(one.label)]
    if not spent or me.sentence - spent[-1].sentence > 1:
        return None
    b = spent[-1]
    given = [
        one for one in near
        if one is not b and one not in spent and _value(one).value >= _value(b).value
        and (one.role in ("plan", "received") or one.total or one.mention.start < b.mention.start)
    ]  # fmt: skip
    only_told = not given
    if only_told:  # 实际支出79.60万元，…。可用资金80.00万元…，年末剩余0.40万元
        given = [one for one in without_parts(near[::-1]) if one not in spent and _value(one).value >= _value(b).value]
    if (
        not given
        or _RUNNING.search(prose.clause(me))
        or _moved(figures, index)
        or _three(near, _value(me))
        or is_need_of_item(prose, me)
    ):
        return None
    a = min(given, key=lambda one: abs(_value(one).value - _value(b).value - stated.value))
    if _value(a).low - _value(b).high <= _value(me).high and _value(me).low <= _value(a).high - _value(b).low:
        return None  # only the width of coarse figures saves it; that neither confirms nor accuses
    one, other = a.mention.quantity, b.mention.quantity
    assert one is not None and other is not None
    edit = (
        edit_of(stated, one.value - other.value)
        or edit_of(one, stated.value + other.value)
        or edit_of(other, one.value - stated.value)
    )
    telling = significant(stated) + significant(one) + significant(other) >= 8
    miss = abs(one.value - other.value - stated.value)
    apart = ";" in prose.quote(
        a.mention.end, me.mention.start
    )  # of another fund: 伙食费收取168万元，…；专项支出142万元，结余19万元
    small = (
        not apart
        and not only_told
        and not _CUT.search(me.label)
        and me.sentence == b.sentence
        and stated.value < one.value
        and miss <= one.value * _SMALL
    )
    return (a, b, edit) if telling and (edit or small) else None


def is_need_of_item(prose: Prose, figure: Figure) -> bool:
    """Whether the money is what an item of a list needs, and nothing left: ②西区项目缺口资金81.58万元；③南区项目尾款34万元."""
    start = prose.sentence_span(figure)[0]
    clause = re.split("[;。\n]", prose.quote(start, figure.mention.words_start))[-1]
    return _NEED.search(clause) is not None


def _moved(figures: Sequence[Figure], index: int) -> bool:
    """Whether money was added or taken away in the passage: it may stand between what was given and what is left."""
    me = figures[index]
    return any(
        one.change and one.mention.addable == me.mention.addable and one.sentence == me.sentence
        for one in figures[max(0, index - _REACH) : index]
    )  # fmt: skip


def _three(near: Sequence[Figure], stated: Amount) -> bool:
    """Whether three figures give it: 年初结转 + 收入 − 支出, 捐款 − 转出 − 运费."""
    values = [_value(one).value for one in near]
    return any(
        stated.value in (a + b - c, c - a - b)
        for first, a in enumerate(values) for second, b in enumerate(values) if first < second
        for third, c in enumerate(values) if third not in (first, second)
    )  # fmt: skip


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
    before = prose.before(mention.words_start, 20)
    return bool(_LEFT.search(before)) and not re.search("上年|年初|历年", figure.label) and not _PART.search(before)


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
