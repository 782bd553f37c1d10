"""What is told beside an indicator's worth and points: the rate of points (得分率90%), the points lost, the points a rate makes.

决策20分，得18分，得分率90% … 决策部分扣2分; 预算执行率指标10分，得9.61分 where 96.09% was executed. The worth and the points are those of
one breath (`points`); the rate and the loss are found beside them, or by the indicator's name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.extract import cues
from jixiao.extract.judge import amount, edit_of, like, significant
from jixiao.extract.percent import percent_relation, quantity_of
from jixiao.extract.points.grades import score_figure
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "分值、得分按名称在另一处找到"
UNSCORED = "有一项没有写得分"
BY_RATE = "得分可能另按档次计算"

POINT_RATE = regex(r"得分率(?:为|达|:)?$")
_LOST = regex(r"(?:指标|部分|方面|类)?(?:共|合计)?扣(?:减|除|掉)?(?:了|分)?(?:为)?$")
_EXECUTION = regex(r"执行率|预算执行|支付率|支出率|到位率|执行情况")
_EXECUTED = regex(r"(?:执行|支出|支付|到位)(?:率|进度)(?:为|达|:)?$")
_OTHER_POINTS = regex(r"得|扣|满分|总|合计|共")
_HUNDRED = Decimal(100)
_RATES = 8
_ENOUGH = 3
_NEXT = 2
_LEAST = 2


@dataclass(frozen=True, slots=True)
class PointPair:
    """`got` points of `worth`, for the indicator `name`."""

    got: Figure
    worth: Figure
    name: str


def beside_points(prose: Prose, pairs: Sequence[PointPair], known: Sequence[Relation]) -> list[Relation]:
    """The rates of points, the points lost and the points by rate that stand beside pairs of worth and got."""
    settled = {one.stated.place for one in known if one.kind is Kind.SCORE_RULE}
    found = [one for pair in pairs for one in _rate(prose, pair)]
    rates = [
        one for one in prose.figures
        if one.mention.dimension == "percent" and one.mention.quantity is not None and one.mention.quantity.bound == "="
        and not one.change and _EXECUTED.search(one.label)
    ] if pairs else []  # fmt: skip
    if rates:
        found += [one for pair in pairs if pair.got.place not in settled for one in _of_execution(prose, pair, rates)]
    return [*found, *_losses(prose, pairs), *_unscored(prose, pairs)]


def _rate(prose: Prose, pair: PointPair) -> Iterator[Relation]:
    """The rate of points right behind a pair: 20分，得18分，得分率90%."""
    last = max(prose.order(pair.got), prose.order(pair.worth))
    for one in prose.figures[last + 1 : last + 1 + _NEXT]:
        if one.sentence != pair.got.sentence or one.mention.dimension == "score":
            return
        if one.mention.dimension == "percent" and POINT_RATE.search(one.label) and one.mention.quantity is not None:
            printed = quantity_of(one)
            got, worth = (
                like(quantity_of(one), quantity_of(one).value) for one in (pair.got, pair.worth)
            )  # points are exact
            ratio = judge_ratio(printed, amount(got), amount(worth))
            if ratio is not None:
                expected = percent_like(printed, ratio.exact)
                wrong = ratio.verdict is Verdict.INCONSISTENT
                yield percent_relation(
                    prose, one, (pair.got, pair.worth), ratio.verdict, expected, ratio.detail, near=wrong,
                    edit=edit_of(printed, expected.value) if wrong else "",
                )  # fmt: skip
            return


# —— points lost ——


def _losses(prose: Prose, pairs: Sequence[PointPair]) -> Iterator[Relation]:
    """Points lost by an indicator of a pair: its worth less its points."""
    named: dict[str, list[PointPair]] = {}
    for pair in pairs:
        if len(pair.name) >= _LEAST:
            named.setdefault(pair.name, []).append(pair)
    if not named:
        return
    for figure in prose.figures:
        if figure.mention.dimension != "score" or figure.mention.quantity is None or figure.zone == "table":
            continue
        lost = _LOST.search(figure.label)
        same = named.get(cues.core(figure.label[: lost.start()]), []) if lost is not None else []
        if len(same) == 1 and (same[0].got.sentence != figure.sentence or figure.mention.start > same[0].got.mention.start):
            yield from _loss(prose, figure, same[0])


def _loss(prose: Prose, figure: Figure, pair: PointPair) -> Iterator[Relation]:
    stated, worth, got = (quantity_of(one) for one in (figure, pair.worth, pair.got))
    lost = worth.value - got.value
    edit = ""
    if lost != stated.value:
        edit = edit_of(stated, lost) or edit_of(got, worth.value - stated.value) or edit_of(worth, got.value + stated.value)
        if not edit or lost < 0:
            return  # part of what was lost
    verdict = Verdict.INCONSISTENT if edit else Verdict.CONSISTENT
    start, end = prose.sentence_span(figure)
    yield Relation(
        Kind.DIFFERENCE, prose.operand(figure), (prose.operand(pair.worth), prose.operand(pair.got)), verdict,
        prose.quote(start, end).strip(), figure.place, like(stated, lost), "", "points", "扣", (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip


# —— points that are not told ——


def _unscored(prose: Prose, pairs: Sequence[PointPair]) -> Iterator[Relation]:
    """The whole score over points told one by one, of which one thing tells only what it is worth: 过程30分；产出30分，得23分."""
    whole = score_figure(prose, sure=True)
    in_sentence: dict[int, list[PointPair]] = {}
    for pair in pairs:
        in_sentence.setdefault(pair.worth.sentence, []).append(pair)
    scores: dict[int, list[Figure]] = {}
    for one in prose.figures if whole is not None else ():
        if one.mention.dimension == "score" and one.mention.quantity is not None and one.sentence in in_sentence:
            scores.setdefault(one.sentence, []).append(one)
    for sentence, told in in_sentence.items():
        if whole is None or len(told) < _LEAST or whole.sentence - sentence > 1:
            continue
        paired = {one.mention.start for pair in told for one in (pair.got, pair.worth)}
        alone = [
            one for one in scores.get(sentence, ())
            if one.mention.start not in paired and one is not whole and not _OTHER_POINTS.search(one.label)
        ]  # fmt: skip
        if len(alone) == 1:
            yield from _whole_without(prose, whole, told, alone[0])


def _whole_without(prose: Prose, whole: Figure, told: Sequence[PointPair], alone: Figure) -> Iterator[Relation]:
    got = sum((quantity_of(one.got).value for one in told), Decimal(0))
    worth = sum((quantity_of(one.worth).value for one in told), quantity_of(alone).value)
    stated = quantity_of(whole)
    if not 0 < stated.value - got <= quantity_of(alone).value or worth != _HUNDRED:
        return
    start, end = prose.sentence_span(alone)
    yield Relation(
        Kind.SCORE_SUM, prose.operand(whole), tuple(prose.operand(one.got) for one in told), Verdict.INCONSISTENT,
        prose.quote(start, end).strip(), alone.place, like(stated, got), "", "points", alone.label, (UNSCORED,), near=False,
    )  # fmt: skip


# —— points by rate ——


def _of_execution(prose: Prose, pair: PointPair, told: Sequence[Figure]) -> Iterator[Relation]:
    """Points for the execution of the budget that the one rate of execution told before makes: 10分 × 96.09% = 9.61分."""
    end = bisect_left(told, pair.got.mention.start, key=lambda one: one.mention.start)
    rates = told[max(0, end - _RATES) : end]
    before = prose.order(pair.worth) - 1
    if rates and before >= 0 and prose.figures[before] is rates[-1] and rates[-1].sentence == pair.got.sentence:
        rates = rates[-1:]  # 执行率为96.5%，该项满分10分，得9.65分
    elif not _EXECUTION.search(pair.name or pair.worth.label + pair.got.label):
        return
    if len({quantity_of(one).value for one in rates}) != 1:
        return
    got, worth, rate = (quantity_of(one) for one in (pair.got, pair.worth, rates[0]))
    exact = Fraction(worth.value) * Fraction(min(rate.value, Decimal(100))) / 100
    value = half_up(exact, len(got.text.partition(".")[2]))
    edit = ""
    if value != got.value:
        if min(significant(got), significant(rate)) < _ENOUGH:
            return
        edit = edit_of(got, value)
        if not edit:
            return
    expected = Quantity(value, got.unit, Decimal(0), "=", "", format(value, "f"), got.printed_unit)
    yield Relation(
        Kind.SCORE_RULE, prose.operand(pair.got), (prose.operand(pair.worth), prose.operand(rates[0])),
        Verdict.INCONSISTENT if edit else Verdict.CONSISTENT, prose.quote(*prose.sentence_span(pair.got)).strip(), pair.got.place,
        expected, "rate", "points", "", (BY_RATE,) if edit else (), near=True, edit=edit,
    )  # fmt: skip
