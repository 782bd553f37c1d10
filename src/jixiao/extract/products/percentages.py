"""A percentage and what it comes to: 按29%计提58.00万元; 资金由中央60%即1307.70万元、省级24%即523.08万元分担.

The base is an amount told before, that times the percentage prints as the amount behind it. Where two such percentages of a
sentence hold over one base, a third one is held against it too, and asked about where one digit explains the miss.
"""

from __future__ import annotations

from fractions import Fraction

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, edit_of, like, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "基数由同句其他比例推定"
BESIDE = "以紧邻的前一个数为基数"

_MEANS = regex(r"\s*[,，(]?\s*(?:即|计|也就是|合计?|为|共计?|折合|应为)\s*$")
_THAT_IS = regex(r"\s*[,，(]?\s*(?:即|也就是)\s*$")
_AT = regex(r"按(?:照)?[^,，。;、\d]{0,10}$")
_TAKEN = regex(
    r"(?:的)?(?:比例|标准|费率|税率|额度)?[,，]?(?:[^,，。;、:\d()]{0,4})(?:筹集|提取|计提|预留|预付|首付|再付|安排|补助|配套|承担|负担|奖励|拨付|支付|缴纳|上缴|留成|测算|计算|扣除|扣留|返还|分担|给予)[^,，。;、:\d()]{0,8}$"
)
_BACK = 16
_LEAST = 3
_FAR = 1


def percent_products(prose: Prose) -> list[Relation]:
    """Every amount that is said to be so many percent, over the base that gives it."""
    told = [
        (index, figure)
        for index, figure in enumerate(prose.figures[:-1])
        if figure.mention.dimension == "percent" and _is_taken(prose, index)
    ]
    found: list[Relation] = []
    missed: list[int] = []
    bases: dict[int, Figure] = {}
    for index, figure in told:
        base = _base(prose, index)
        if base is None:
            missed.append(index)
        else:
            bases.setdefault(figure.sentence, base)
            found.append(_relation(prose, index, base, Verdict.CONSISTENT))
    for index in missed:
        base, why = bases.get(prose.figures[index].sentence), WHY
        if base is None:
            base, why = _right_before(prose, index), BESIDE
        if base is not None and (slip := _slip(prose, index, base, why)) is not None:
            found.append(slip)
    return found


def _is_taken(prose: Prose, index: int) -> bool:
    """Whether the amount right behind a percentage is what it comes to."""
    me, amount_ = prose.figures[index], prose.figures[index + 1]
    quantity, stated = me.mention.quantity, amount_.mention.quantity
    if quantity is None or stated is None or me.change or not quantity.plain or quantity.value <= 0:
        return False
    if amount_.sentence != me.sentence or not is_level(amount_) or not stated.plain or stated.value <= 0:
        return False
    if amount_.mention.dimension not in ("money", "count", "area") or me.zone == "table":
        return False
    gap = prose.gap(me, amount_)
    at = _AT.search(prose.before(me.mention.words_start, 14)) is not None
    return _MEANS.fullmatch(gap) is not None or (at and _TAKEN.fullmatch(gap) is not None)


def _base(prose: Prose, index: int) -> Figure | None:
    """The nearest amount before that gives what was taken of it, to the last printed digit."""
    taken = prose.figures[index + 1]
    if significant(quantity_of(taken)) < 2:
        return None
    for one in reversed(prose.figures[max(0, index - _BACK) : index]):
        if taken.paragraph - one.paragraph > _FAR:
            return None
        if is_level(one) and one.mention.addable == taken.mention.addable and _gives(one, prose.figures[index], taken):
            return one
    return None


def _right_before(prose: Prose, index: int) -> Figure | None:
    """The amount right before a percentage in its sentence, where 即 joins it to what it comes to: 造价156.80万元，已支付80%即125.44万元."""
    me = prose.figures[index]
    if index == 0 or _THAT_IS.fullmatch(prose.gap(me, prose.figures[index + 1])) is None:
        return None
    one = prose.figures[index - 1]
    return one if one.sentence == me.sentence and is_level(one) and quantity_of(one).plain else None


def _gives(base: Figure, share: Figure, taken: Figure) -> bool:
    stated = amount(quantity_of(taken))
    exact = _exact(base, share)
    return Fraction(stated.low) <= exact <= Fraction(stated.high)


def _exact(base: Figure, share: Figure) -> Fraction:
    return Fraction(quantity_of(base).value) * Fraction(quantity_of(share).value) / 100


def _slip(prose: Prose, index: int, base: Figure, why: str) -> Relation | None:
    """A miss over the base of its neighbours that one digit of the amount or of the percentage explains."""
    share, taken = prose.figures[index], prose.figures[index + 1]
    stated = quantity_of(taken)
    if base.mention.addable != taken.mention.addable or significant(stated) < _LEAST:
        return None
    exact = _exact(base, share)
    expected = like(stated, half_up(exact / Fraction(stated.factor), len(stated.text.partition(".")[2])) * stated.factor)
    edit = edit_of(stated, expected.value)
    if not edit:
        percent = quantity_of(share)
        wanted = Fraction(stated.value) / Fraction(quantity_of(base).value) * 100
        edit = edit_of(percent, half_up(wanted, len(percent.text.partition(".")[2])))
    return _relation(prose, index, base, Verdict.INCONSISTENT, expected, edit, why) if edit else None


def _relation(
    prose: Prose, index: int, base: Figure, verdict: Verdict, expected: Quantity | None = None, edit: str = "", why: str = ""
) -> Relation:
    share, taken = prose.figures[index], prose.figures[index + 1]
    start, end = prose.sentence_span(taken)
    return Relation(
        Kind.PRODUCT, prose.operand(taken), (prose.operand(base), prose.operand(share)), verdict, prose.quote(start, end).strip(),
        taken.place, expected or quantity_of(taken), "", "percent", taken.label, (why,) if edit else (), bool(edit), edit,
    )  # fmt: skip
