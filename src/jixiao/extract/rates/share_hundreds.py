"""Shares that make up a hundred and are of one thing that is told nowhere: 人员318.40万元，占基本支出的86.12%；公用51.32万元，占13.88%.

What they are of is the sum of their amounts. Where they hold over it, they are right; where one digit of an amount would make all of
them hold, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, like, one_digit_away
from jixiao.extract.percent import percent_relation, quantity_of, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "各占比合计为100%，以各数之和为分母"

_OF = regex(r"占(?P<base>[^,，。;；:的\d]{0,14}?)的?(?:比例|比重|比)?(?:为|达到?)?$")
_HUNDRED = Decimal(100)
_MOST = 8

Pair = tuple[Figure, Figure]


def shares_of_a_hundred(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares of a sentence that found no base and make up a hundred."""
    lost = {one.stated.place for one in relations if one.kind is Kind.SHARE and one.verdict is Verdict.UNVERIFIABLE}
    if len(lost) < 2:
        return list(relations)
    told: dict[int, list[Pair]] = {}
    for index, figure in enumerate(prose.figures):
        if figure.place in lost and index and _is_of(prose.figures[index - 1], figure):
            told.setdefault(figure.sentence, []).append((figure, prose.figures[index - 1]))
    found = {one.stated.place: one for pairs in told.values() for one in _judged(prose, pairs)}
    return [found.get(one.stated.place, one) if one.kind is Kind.SHARE else one for one in relations]


def _is_of(part: Figure, share: Figure) -> bool:
    near = part.sentence == share.sentence and share.clause - part.clause <= 1
    return near and is_level(part) and part.mention.dimension in ("money", "count") and not quantity_of(part).approx


def _judged(prose: Prose, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Nothing unless all are told of one thing, in one unit, with digits enough, and make up a hundred."""
    bases = {match["base"] for share, _ in pairs if (match := _OF.search(prose.clause(share)))} - {""}
    units = {part.mention.addable for _, part in pairs}
    shares = [quantity_of(share) for share, _ in pairs]
    if not 2 <= len(pairs) <= _MOST or len(bases) > 1 or len(units) > 1 or not all(map(telling, shares)):
        return
    off = abs(sum((share.value for share in shares), Decimal(0)) - _HUNDRED)
    if off > sum((share.step for share in shares), Decimal(0)) / 2:
        return
    parts = [quantity_of(part) for _, part in pairs]
    if _hold(shares, parts):
        for share, part in pairs:
            yield _relation(prose, share, part, pairs, Verdict.CONSISTENT)
        return
    for at, one in enumerate(parts):
        text = one.text.replace(",", "")
        for other in one_digit_away(text):
            changed = [*parts[:at], like(one, Decimal(other) * one.factor), *parts[at + 1 :]]
            if _hold(shares, changed):
                yield _relation(prose, *pairs[at], pairs, Verdict.INCONSISTENT, f"{text}→{other}")
                return


def _hold(shares: Sequence[Quantity], parts: Sequence[Quantity]) -> bool:
    whole = sum((one.value for one in parts), Decimal(0))
    base = amount(like(parts[0], whole))
    ratios = (judge_ratio(share, amount(part), base) for share, part in zip(shares, parts, strict=True))
    return whole > 0 and all(one is not None and one.verdict is not Verdict.INCONSISTENT for one in ratios)


def _relation(
    prose: Prose, share: Figure, part: Figure, pairs: Sequence[Pair], verdict: Verdict, edit: str = ""
) -> Relation:
    printed, parts = quantity_of(share), [one for _, one in pairs]
    whole = like(quantity_of(part), sum((quantity_of(one).value for one in parts), Decimal(0)))
    ratio = judge_ratio(printed, amount(quantity_of(part)), amount(whole))
    expected = percent_like(printed, ratio.exact) if ratio is not None else None
    return percent_relation(
        prose,
        share,
        (part, *parts),
        verdict,
        expected,
        "",
        (WHY,) if edit else (),
        near=bool(edit),
        edit=edit,
        kind=Kind.SHARE,
    )
