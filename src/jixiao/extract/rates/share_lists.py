"""Shares told one after the other for amounts told one after the other: 干部380人、群众150人、学生40人，分别占66.67%、26.32%和7.02%.

They have one base: a total told before, or the sum of the amounts themselves. Where all shares but one hold over it, that one is
asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, like
from jixiao.extract.percent import DIMENSIONS, percent_relation, quantity_of, rate_slip
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "与并列的其他占比同一分母"

_EACH = regex(r"(?:分别|各|依次)占(?:比)?[^,，。;、\d]{0,14}$|占[^,，。;、\d]{2,16}的?(?:比例|比重|比率)?(?:分别)?[为的]$")
_AND = regex(r"\s*(?:[、,，]|和|及|与|以及)\s*(?:占)?\s*")
_OPEN = (Verdict.UNVERIFIABLE, Verdict.INCONSISTENT)
"""Held against the nearest amount, the first of several shares is held against the wrong one."""
_MOST = 8
_WINDOW = 16


def listed_shares(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares told one after the other that found no base."""
    if "占" not in prose.string:
        return list(relations)
    found: dict[object, Relation] = {}
    for index, figure in enumerate(prose.figures):
        if figure.mention.dimension == "percent" and _EACH.search(prose.before(figure.mention.words_start, 20)):
            found |= {one.stated.place: one for one in _judged(prose, index)}
    kept = [
        found.pop(one.stated.place) if one.kind is Kind.SHARE and one.verdict in _OPEN and one.stated.place in found
        else one
        for one in relations
    ]  # fmt: skip
    known = {one.stated.place for one in relations if one.kind in (Kind.SHARE, Kind.RATE)}
    return kept + [one for place, one in found.items() if place not in known]


def _judged(prose: Prose, index: int) -> Iterator[Relation]:
    shares = _shares(prose, index)
    parts = _parts(prose, index, len(shares))
    if len(shares) < 2 or len(parts) != len(shares):
        return
    for base in _bases(prose, index, parts):
        ratios = [
            judge_ratio(quantity_of(one), amount(quantity_of(part)), amount(base[0]))
            for one, part in zip(shares, parts, strict=True)
        ]
        missed = [at for at, one in enumerate(ratios) if one is None or one.verdict is Verdict.INCONSISTENT]
        if len(missed) > 1 or (missed and len(shares) < 3):
            continue
        for at, ratio in enumerate(ratios):
            assert ratio is not None
            slip = at in missed
            edit = _edit(quantity_of(shares[at]), quantity_of(parts[at]), base[0], ratio) if slip else ""
            if slip and not edit:
                continue
            expected = percent_like(quantity_of(shares[at]), ratio.exact)
            told = percent_relation(
                prose, shares[at], (parts[at], *base[1]), ratio.verdict, expected, ratio.detail, (WHY,) if slip else (),
                near=slip, edit=edit, kind=Kind.SHARE,
            )  # fmt: skip
            yield replace(told, stated=replace(told.stated, label=f"{cues.core(parts[at].label)}占比"))
        return


def _shares(prose: Prose, index: int) -> list[Figure]:
    """The percentages told from `index` on, with nothing but marks between them."""
    found = [prose.figures[index]]
    for one in prose.figures[index + 1 : index + _MOST]:
        if one.mention.dimension != "percent" or not _AND.fullmatch(prose.gap(found[-1], one)):
            break
        found.append(one)
    return found if all(one.mention.quantity is not None and one.mention.quantity.bound == "=" for one in found) else []


def _parts(prose: Prose, index: int, n: int) -> list[Figure]:
    """The last `n` amounts of one unit before the shares, all in one sentence."""
    me = prose.figures[index]
    parts = prose.figures[max(0, index - n) : index]
    same = len({(one.mention.addable, one.sentence) for one in parts}) == 1
    return parts if same and all(is_level(one) for one in parts) and me.paragraph == parts[0].paragraph else []


def _bases(prose: Prose, index: int, parts: Sequence[Figure]) -> Iterator[tuple[Quantity, tuple[Figure, ...]]]:
    """What the shares may be of: figures told before (counts of any unit), the nearest first; then the sum of the parts."""
    first = prose.order(parts[0])
    unit = parts[0].mention.addable
    behind = [one for one in prose.figures[index : index + _WINDOW] if one.total and one.paragraph == parts[0].paragraph]
    for one in [*reversed(prose.figures[max(0, first - _WINDOW) : first]), *behind]:
        counted = one.mention.dimension == unit[0] == "count"
        if is_level(one) and one.mention.dimension in DIMENSIONS and (one.mention.addable == unit or counted):
            yield quantity_of(one), (one,)
    whole = sum((quantity_of(one).value for one in parts), Decimal(0))
    yield like(quantity_of(parts[0]), whole), tuple(one for one in parts)


def _edit(share: Quantity, part: Quantity, base: Quantity, ratio: Ratio) -> str:
    return rate_slip(share, percent_like(share, ratio.exact), part, base)
