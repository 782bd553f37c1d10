"""What an indicator is worth and what it got: 满分20分，得18分. And points that the words make of a rate: 得9.2分（10分×92%）.

A pair is told in one breath (worth, then got, or the other way round in a bracket), or by the same name in two places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from jixiao.extract import cues
from jixiao.extract.judge import edit_of
from jixiao.extract.points.beside import BY_RATE, PointPair, beside_points
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import cut_off
from jixiao.formula.interval import meet
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LOST = regex(r"(?:扣|减|加|少|多|差|每)[^,，。;、\d]{0,4}$")
_WORTH = regex(r"(?:满分|分值|权重|标准分|配分|该项?(?:指标)?|本项(?:指标)?|(?:总|共)计?)(?:为|是|:|\s)*$")
_GOT = regex(r"(?:(?<![扣不难取获])得分?|评分|自评(?:分|为)?|实际?得分?|(?<![合总共累统扣])计)(?:为|是|:|\s)*$")
_BREATH = regex(r"[)\]】]?[,，:\s]?(?:自评|实际|本次|综合|评价|最终|全部|单位|项目)*(?:得|得分|评分|计)(?:为|是|:)?$")
_QUOTED = regex(r"[“‘「][^”’」]{0,10}$")
"""Points inside quotation marks are those of a rule quoted, not points given."""
_FULL = regex(r"\s*[(](?:满分|分值|权重|标准分)(?:为|:)?$")
_BONUS = regex(r"加分|附加分|奖励分")
_TIMES = regex(r"\s*(?:[×xX*]|乘以?)\s*$")
_BY_RATE = regex(
    r"按[^,，。;]{0,8}?(?P<rate>[一-鿿]{1,6}率|完成比例|完成进度)[^,，。;]{0,6}?(?:乘|×|折算|计(?:算|分|得)|得分|比例)"
)
_EXECUTED = regex(r"执行率")
_OPENED = regex(r"\s*[(]$")
_NAME_LEFT = regex(r"^(?:包括|包含|分为|由|一级指标|二级指标|三级指标|指标)+")
_OF_FULL = regex(r"(\d+(?:\.\d+)?)分\(满分(?:为|是|:)?(\d+(?:\.\d+)?)分\)")
_LIKE_IT = 2
_IN_BRACKETS = regex(r"\s*\(满分(?:为|是|:)?")
_NAME_RIGHT = regex(r"(?:指标)?(?:自评|实际|实)?(?:满分|分值|权重|得分?|评分|计)?(?:为|是)?$")
_REACH = 40
_FAR = 3
_FIGURES = 8


@dataclass(frozen=True, slots=True)
class _Pair:
    """`got` points of `worth`; `why` is what keeps a miss from being an error."""

    got: Figure
    worth: Figure
    why: tuple[str, ...] = ()


def point_relations(prose: Prose) -> list[Relation]:
    """Points held to what they can be at most, and to the rate where the words say that they follow it."""
    figures = prose.figures
    scores = [
        (index, one)
        for index, one in prose.of("score")
        if one.mention.quantity is not None and one.zone != "table" and not one.change
    ]
    if len(scores) < 2:
        return []
    pairs = list(_pairs(prose, scores))
    bonus = _BONUS.search(prose.string) is not None
    order = {id(one): index for index, one in scores}
    found = [_bound(prose, pair, bonus=bonus) for pair in pairs]
    found += [rule for pair in pairs if (rule := _by_rate(prose, figures, order, pair)) is not None]
    return found + beside_points(
        prose, [PointPair(pair.got, pair.worth, _name(pair.got) or _name(pair.worth)) for pair in pairs], found
    )


# —— worth and got ——


def _pairs(prose: Prose, scores: Sequence[tuple[int, Figure]]) -> Iterator[_Pair]:
    kinds = [_kind(prose, one) for _, one in scores]
    paired: set[int] = set()
    for at in range(len(scores) - 1):
        one, other = scores[at][1], scores[at + 1][1]
        pair = _in_a_breath(prose, one, other, kinds[at], kinds[at + 1])
        if pair is None and kinds[at] == "got" and _OPENED.fullmatch(prose.gap(one, other)):
            pair = _Pair(one, other) if _formula(prose, prose.figures, scores[at + 1][0]) else None
        if pair is not None:
            paired.add(id(pair.got))
            yield pair
    yield from _by_name(scores, kinds, paired)


def _kind(prose: Prose, figure: Figure) -> str:
    """worth · got · lost · "" by the words right before the figure."""
    before = prose.before(figure.mention.words_start, 12)
    quantity = figure.mention.quantity
    assert quantity is not None
    if _QUOTED.search(before):
        return ""
    if not quantity.plain or _LOST.search(before):
        return "lost"
    if _WORTH.search(before):
        return "worth"
    return "got" if _GOT.search(before) else ""


def _in_a_breath(prose: Prose, one: Figure, other: Figure, first: str, second: str) -> _Pair | None:
    if one.sentence != other.sentence and not (one.zone == other.zone == "form" and other.paragraph == one.paragraph + 1):
        return None
    gap = prose.gap(one, other)
    if first == "got" and _FULL.fullmatch(gap):
        return _Pair(one, other)
    if (
        first == ""
        and _FULL.fullmatch(gap)
        and (_quantity(one).value <= _quantity(other).value or _alone(prose, gap, other))
    ):
        return _Pair(one, other, ("没有写明是得分",))  # 投入类14分，满分15分: more than its worth, it may be another one's
    if second != "got" or first in ("got", "lost") or len(gap) > _REACH or re.search(r"[;；。]", gap):
        return None
    if first == "worth":
        return _Pair(other, one)
    return _Pair(other, one, ("没有写明是分值",)) if _BREATH.fullmatch(gap) else None


def _alone(prose: Prose, gap: str, full: Figure) -> bool:
    """Whether full marks stand in a bracket of their own right behind points, as at two others of the sentence that keep to them:
    投入9分（满分10分）、过程38分（满分40分）、产出33分（满分30分）. They are of nothing else.
    """
    if _IN_BRACKETS.fullmatch(gap) is None or prose.after(full.mention.end, 1) != ")":
        return False
    told = _OF_FULL.findall(prose.quote(*prose.sentence_span(full)))
    return sum(Decimal(got) <= Decimal(most) for got, most in told) >= _LIKE_IT


def _by_name(scores: Sequence[tuple[int, Figure]], kinds: Sequence[str], paired: set[int]) -> Iterator[_Pair]:
    """产出35分，包括成本5分 … 成本得6分: one worth of that name, and no further away than a few paragraphs."""
    worths: dict[str, list[Figure]] = {}
    for (_, one), kind in zip(scores, kinds, strict=True):
        if kind in ("worth", "") and (name := _name(one)):
            worths.setdefault(name, []).append(one)
    values = {
        name: {one.mention.quantity.value for one in these if one.mention.quantity is not None}
        for name, these in worths.items()
    }
    for (_, one), kind in zip(scores, kinds, strict=True):
        if kind != "got" or id(one) in paired or not (name := _name(one)):
            continue
        if len(values.get(name, ())) == 1:
            worth = worths[name][0]
            if abs(worth.paragraph - one.paragraph) <= _FAR and worth.mention.start < one.mention.start:
                yield _Pair(one, worth, ("分值按名称在另一处找到",))


def _name(figure: Figure) -> str:
    """What the points are for: 成本 of 成本得6分 and of 成本5分."""
    name = _NAME_LEFT.sub("", _NAME_RIGHT.sub("", cues.core(figure.label)))
    return name if len(name) >= 2 else ""


def _bound(prose: Prose, pair: _Pair, *, bonus: bool) -> Relation:
    got, worth = _quantity(pair.got), _quantity(pair.worth)
    holds = got.value <= worth.value
    verdict = Verdict.CONSISTENT if holds else Verdict.UNVERIFIABLE if bonus else Verdict.INCONSISTENT
    start, end = _span(pair.got, pair.worth)
    return Relation(
        Kind.SCORE_BOUND, _got(prose, pair), (prose.operand(pair.worth),), verdict, prose.quote(start, end), pair.got.place,
        worth, "" if holds or not bonus else "另有加分", "bound", "", pair.why, near=True,
    )  # fmt: skip


# —— points by a rate ——


def _by_rate(prose: Prose, figures: Sequence[Figure], order: dict[int, int], pair: _Pair) -> Relation | None:
    """Worth × rate: held wherever it gives the points; wrong only where the words say that the points are worth × rate."""
    at = order[id(pair.got)]
    formula = _formula(prose, figures, order[id(pair.worth)])
    if formula is not None:
        return _of_rate(prose, pair, formula, said=True)
    end = pair.got.mention.words_start
    start = prose.sentence_span(pair.got)[0]
    start = max(start, prose.string.rfind(";", start, end) + 1)  # a rule is of its own clauses only
    said = _BY_RATE.search(prose.string, start, end)
    rates = [
        one for one in reversed(figures[max(0, at - _FIGURES) : at])
        if one.mention.dimension == "percent" and one.mention.quantity is not None and one.mention.quantity.bound == "="
        and not one.change and pair.got.paragraph - one.paragraph <= (_FAR if one.zone == pair.got.zone == "form" else 1)
    ]  # fmt: skip
    if said is not None:
        named = [one for one in rates if said["rate"][-3:] in one.label + prose.before(one.mention.words_start, 12)]
        return _of_rate(prose, pair, named[0], said=len(named) == 1) if named else None
    near = [one for one in rates if one.sentence == pair.got.sentence or one.zone == pair.got.zone == "form"]
    if not near:
        return None
    return _of_rate(prose, pair, near[0], said=False) or _of_form(prose, pair, near[0])


def _of_form(prose: Prose, pair: _Pair, rate: Figure) -> Relation | None:
    """The lines of a form that give the rate of execution, what it is worth and got: another digit of either would make worth × rate."""
    if not (rate.zone == pair.got.zone == pair.worth.zone == "form") or _EXECUTED.search(rate.label) is None:
        return None
    got, worth, share = _quantity(pair.got), _quantity(pair.worth), _quantity(rate)
    if not 0 < share.value < 100:
        return None
    whole, points = Fraction(got.value) * 100 / Fraction(share.value), Fraction(worth.value) * Fraction(share.value) / 100
    exact = points.denominator in (1, 2, 4, 5, 10, 20, 25, 50, 100)
    edit = edit_of(got, half_up(points, 2).normalize()) if exact else ""
    if whole.denominator == 1:
        edit = edit or edit_of(worth, Decimal(whole.numerator))
    relation = _of_rate(prose, pair, rate, said=True)
    if not edit or relation is None or relation.verdict is not Verdict.INCONSISTENT:
        return None
    return replace(relation, open=(*relation.open, BY_RATE), edit=edit)


def _formula(prose: Prose, figures: Sequence[Figure], at: int) -> Figure | None:
    """The rate that the worth is multiplied by right behind it: (10分×92%)."""
    following = figures[at + 1] if at + 1 < len(figures) else None
    if following is None or following.mention.dimension != "percent" or following.mention.quantity is None:
        return None
    return following if _TIMES.fullmatch(prose.gap(figures[at], following)) else None


def _of_rate(prose: Prose, pair: _Pair, rate: Figure, *, said: bool) -> Relation | None:
    got, worth, share = _quantity(pair.got), _quantity(pair.worth), _quantity(rate)
    exact = Fraction(worth.value) * Fraction(min(share.value, Decimal(100))) / 100
    low, high = (Fraction(worth.value) * end / 100 for end in share.interval())
    if got.agrees(exact):
        verdict = Verdict.CONSISTENT
    elif meet(got.interval(), (low, high)) or (said and cut_off(got, exact)):
        verdict = Verdict.ROUNDING
    elif said:
        verdict = Verdict.INCONSISTENT
    else:
        return None
    if not said and got.value == worth.value:
        return None  # full marks follow from any rule
    places = max(2, len(got.text.partition(".")[2]))
    value = half_up(exact, places).normalize()
    expected = Quantity(value, got.unit, Decimal(0), "=", "", format(value, "f"), got.printed_unit)
    start, end = _span(pair.got, pair.worth, rate)
    return Relation(
        Kind.SCORE_RULE, _got(prose, pair), (prose.operand(pair.worth), prose.operand(rate)), verdict,
        prose.quote(start, end), pair.got.place, expected, "rate", "points", "", pair.why, near=True,
        edit=edit_of(got, value) if verdict is Verdict.INCONSISTENT else "",
    )  # fmt: skip


def _got(prose: Prose, pair: _Pair) -> Operand:
    """The points with the name of what they are for, which may stand at what it is worth."""
    stated = prose.operand(pair.got)
    return replace(stated, label=_name(pair.got) or _name(pair.worth) or stated.label)


def _span(*figures: Figure) -> tuple[int, int]:
    return min(one.mention.words_start for one in figures), max(one.mention.words_end for one in figures)


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
