"""A percentage that no pair in reach gives, but for one digit: of itself, of its numerator or of its base.

Only percentages of four digits and more, over few pairs that their words allow: then chance gives such a digit to less than
one in fourteen percentages whose base stands nowhere, while a slip is not much rarer than that. At most asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, significant
from jixiao.extract.percent import DIMENSIONS, percent_relation, quantity_of, rate_slip, taken
from jixiao.extract.prose import Prose
from jixiao.extract.rates.pairs import RateName, bears, in_bracket, is_a_plan, of_the_whole, rate_name
from jixiao.extract.rates.planned import of_one_thing
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

WHY = "分子、分母由数字推定"

_LEAST = 4
_DIGITS = 3
_FEW = 8
_BACK = 40
_FAR = 4
_CLAUSES = 2
_BEYOND = Decimal("1.3")


def share_slips(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares that found no base as slips of one digit where they are."""
    order = {one.place: index for index, one in enumerate(prose.figures)}
    return [
        (one.kind is Kind.SHARE and one.verdict is Verdict.UNVERIFIABLE and one.stated.place in order
         and percent_slip(prose, order[one.stated.place], "", share=True)) or one
        for one in relations
    ]  # fmt: skip


def percent_slip(prose: Prose, index: int, words: str, *, share: bool = False) -> Relation | None:
    """The percentage at `index`, named by `words`, as a slip of one digit; None where no pair, or more than one, explains it."""
    me = prose.figures[index]
    printed = quantity_of(me)
    if significant(printed) < _LEAST or not printed.plain or me.zone:
        return None
    name = None if share else rate_name(words)
    over = _numerators(prose, index, name)
    pairs = list(_pairs(prose, index, over, name))[:_FEW]
    found = [(pair, edit, value) for pair in pairs for edit, value in _edits(printed, *pair)]
    if len({edit for _, edit, _ in found}) != 1:
        return None
    pair, edit, value = found[0]
    return percent_relation(
        prose,
        me,
        pair,
        Verdict.INCONSISTENT,
        value,
        "",
        (WHY,),
        near=True,
        edit=edit,
        kind=Kind.SHARE if share else Kind.RATE,
    )


def _numerators(prose: Prose, index: int, name: RateName | None) -> list[Figure]:
    """The figure right before the percentage, and those of its passage that bear its name; one in a bracket behind it first."""
    me = prose.figures[index]
    here = [
        one for one in reversed(prose.figures[max(0, index - _BACK) : index])
        if one.paragraph == me.paragraph and _plain(one) and one.depth <= me.depth
    ]  # fmt: skip
    if name is not None and (bracket := in_bracket(prose, index, name)) is not None:
        return [bracket]
    near = [one for one in here if one.sentence == me.sentence and me.clause - one.clause <= _CLAUSES]
    if name is None:
        return near[:1]
    called = [one for one in near if bears(one, name.over)] or [one for one in here if bears(one, name.over)]
    together = [one for one in near[:1] if one.total and one not in called[:1]]  # 满意57份，合计178份，满意率95.70%
    return [*called[:1], *together] or near[:1]


def _pairs(prose: Prose, index: int, over: Sequence[Figure], name: RateName | None) -> Iterator[tuple[Figure, Figure]]:
    """Each numerator with the bases its words allow, the nearest first."""
    me = prose.figures[index]
    for numerator in over:
        most = quantity_of(numerator).value
        for base in reversed(prose.figures[max(0, index - _BACK) : index]):
            if (
                base is numerator
                or me.paragraph - base.paragraph > _FAR
                or base.mention.addable != numerator.mention.addable
            ):
                continue
            if not _plain(base) or (quantity_of(base).value * _BEYOND < most and base.sentence != numerator.sentence):
                continue
            if (
                name is not None
                and name.of_plan
                and (of_the_whole(prose, base, numerator) or not is_a_plan(base, name) or not of_one_thing(base, numerator))
            ):
                continue
            if taken(prose, base):
                continue
            if _may_be_base(base, name, base.sentence == numerator.sentence):
                yield numerator, base


def _may_be_base(base: Figure, name: RateName | None, beside: bool) -> bool:
    if name is None:
        return base.total or beside
    given = name.under is not None and bears(base, name.under)
    return given or base.role in ("plan", "received") or base.phase == "plan" or base.total or beside


def _edits(printed: Quantity, numerator: Figure, base: Figure) -> Iterator[tuple[str, Quantity]]:
    """The one digit that closes the pair: of the percentage, else of a figure of three digits and more."""
    over, under = quantity_of(numerator), quantity_of(base)
    exact = over.step == under.step == 0  # counts: a percentage of four digits tells them from chance
    if (min(significant(over), significant(under)) < _DIGITS and not exact) or under.value <= 0:
        return
    ratio = judge_ratio(printed, amount(over), amount(under))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return
    value = percent_like(printed, ratio.exact)
    edit = rate_slip(printed, value, over, under)
    if edit:
        yield edit, value


def _plain(figure: Figure) -> bool:
    if not is_level(figure) or figure.mention.dimension not in DIMENSIONS:
        return False
    quantity = quantity_of(figure)
    return not quantity.approx and quantity.bound in ("=", "≥")
