"""Whether a list leaves nothing out, told by what its parts are called, and what a miss of it is then worth.

A miss has two explanations: a slip of the pen, or a list that was never whole (or was read wrongly). Where one changed digit
closes it, the odds between the two are weighed: how often lists so worded are not whole, and how easily chance gives such a digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.extract.judge import Amount, significant
from jixiao.extract.sums.divisions import of_one, parallel
from jixiao.extract.sums.scope import Claim
from jixiao.model.reading import Figure

_SLIP = Decimal("0.06")
"""How often a printed relation of real reports is off by a slip (report-language: a quarter of texts hold one or more)."""
_ODDS = 3
_CLOSED, _PARALLEL = Decimal("0.02"), Decimal("0.05")
_NOT_WHOLE = {"strong": (Decimal("0.3"), Decimal("0.15")), "medium": (Decimal("0.5"), Decimal("0.3"))}
_BARE = Decimal("0.6")
_MISREAD = Decimal("0.1")
"""How often parts beyond their total are no parts of it."""
_PLACES = 14
"""Differences that one changed digit, or two swapped, make of each place, both ways."""
_CASTS_OUT = {"约数", "数字被遮盖", "等", "截断", "口径不一", "与合计同名"}
_DOUBTS = {
    "列举不全的说法": Decimal("0.9"), "可交叉的分类": Decimal("0.9"), "同名各项": Decimal("0.6"), "表格压平的文字": Decimal("0.6"),
    "没有“其中”一类的说法": Decimal("0.4"), "各项是同一划分的各类，没有“其中”一类的说法": Decimal("0.05"), "合计是前文同单位的数": Decimal("0.15"),
    "所列各项与所称个数相同，没有“其中”一类的说法": Decimal("0.2"), "分号后面可能是另一件事": Decimal("0.5"),
}  # fmt: skip
_OTHERS = Decimal("0.4")
_LISTED = 3


def likely_slip(
    claim: Claim, parts: Sequence[Figure], total: Amount, amounts: Sequence[Amount], *, closed: bool, tries: int = 1
) -> bool:
    """Whether a miss that one changed digit closes is a slip by three to one; `tries`: of so many values, all within rounding."""
    if _CASTS_OUT & set(claim.open):
        return False
    over = sum((one.value for one in amounts), Decimal(0)) > total.value
    doubt = _doubt(claim, parts, closed=closed, over=over)
    return (1 - doubt) * _SLIP >= _ODDS * doubt * tries * chance_of_digit(total, amounts)


def chance_of_digit(total: Amount, amounts: Sequence[Amount]) -> Decimal:
    """How often some digit of figures that have nothing to do with each other closes them."""
    places = max(significant(one.quantity) for one in (total, *amounts))
    finest = min(one.step or one.factor for one in (total, *amounts))
    return min(Decimal(1), _PLACES * places * finest / (abs(total.value) or Decimal(1)))


def _doubt(claim: Claim, parts: Sequence[Figure], *, closed: bool, over: bool) -> Decimal:
    """How often a list so worded is not whole, or no list of this total."""
    doubts = [_DOUBTS.get(one, _OTHERS) for one in claim.open]
    if closed:
        doubts.append(_CLOSED)
    elif over:
        doubts.append(_MISREAD)
    elif parallel(parts) or of_one(parts, "open") or _points(claim, parts):
        doubts.append(_PARALLEL)
    else:
        two, more = _NOT_WHOLE.get(claim.strength, (_BARE, _BARE))
        doubts.append(two if len(parts) == 2 else more)
    return max(doubts)


def _points(claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether three and more points are listed for their sum: who lists points of indicators lists them all."""
    return claim.total.mention.dimension == "score" and len(parts) >= _LISTED
