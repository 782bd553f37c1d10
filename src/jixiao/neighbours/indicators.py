"""The indicators of a self-evaluation beside those approved, monitored, rechecked, or of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from jixiao.catalog.items import plain
from jixiao.model.claim import Operand
from jixiao.model.neighbour import Neighbour, Served, Unlike
from jixiao.model.quantity import Quantity, trim
from jixiao.model.reading import IndicatorRow
from jixiao.neighbours.match import same_project
from jixiao.patterns import regex

Found = tuple[Unlike | None, Neighbour, Served]
"""What was found (None: nothing amiss), in which paper, and what it served for."""

_ALIKE = Fraction(3, 5)
_SHOWN = 6
_EXECUTION = regex(r"预算执行率|执行率$|资金执行|预算完成率")
_IMPOSSIBLE = regex(r"不可能|不能完成|无法完成|难以完成")
_APPROVED = ("targets",)
_SAME_TARGETS = 5
_FAR_BELOW = Fraction(9, 10)
"""A target this far below last year's actual value is asked about; rates are ordinarily set a little below what was reached, and
only one that is also below last year's target is asked about."""
_RECHECK_TOTAL = Decimal(3)
"""Points by which a recheck may differ in all without a word; twice as many in single indicators."""
_RECHECKED = regex(r"(?:复核|复评|核定|抽查|财政评价|重新评价|审核)(?:后)?(?:得分|分|评分|总分|分值|结果)?(?:为|是)?$")
_ALL = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator in two papers."""

    mine: IndicatorRow
    its: IndicatorRow


def rows_of(paper: Neighbour, *kinds: str) -> list[IndicatorRow]:
    """The rows of the forms `kinds` in a paper, execution rate left out: no target was set for it."""
    reading = paper.reading
    return (
        [one for one in reading.indicators if one.kind in kinds and _key(one) and not _EXECUTION.search(_key(one))]
        if reading
        else []
    )


def pairs(
    mine: Sequence[IndicatorRow], its: Sequence[IndicatorRow]
) -> tuple[list[Pair], list[IndicatorRow], list[IndicatorRow]]:
    """Indicators that are in both, only in mine, only in its: by name, then by names that are nearly the same."""
    found: list[Pair] = []
    left, right = list(mine), list(its)
    for alike in (_same_name, _nearly_same_name):
        for one in list(left):
            other = next((row for row in right if alike(one, row)), None)
            if other is not None:
                found.append(Pair(one, other))
                left.remove(one)
                right.remove(other)
    return found, left, right


def _key(row: IndicatorRow) -> str:
    return re.sub(r"\([^()]*\)|[0-9.%≥≤><=、,，:：]+", "", plain(row.name or row.level2))


def _same_name(one: IndicatorRow, other: IndicatorRow) -> bool:
    return _key(one) == _key(other)


def _nearly_same_name(one: IndicatorRow, other: IndicatorRow) -> bool:
    a, b = (_bigrams(_key(row)) for row in (one, other))
    return bool(a and b) and Fraction(len(a & b), len(a | b)) >= _ALIKE


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def against_approved(report: Neighbour, used: Sequence[Neighbour]) -> Iterator[Found]:
    """B09, B10: indicators dropped, added, made easier; weights other than filed."""
    mine = rows_of(report, "score")
    for paper in used:
        its = rows_of(paper, "indicator-targets") if set(_APPROVED) & set(paper.kinds) else []
        if not mine or not its or not same_project(report, paper):
            continue
        both, added, dropped = pairs(mine, its)
        if not both:
            continue  # another project's or department's form that does not say so
        served = Served("指标和指标值", len(both) + len(dropped), len(dropped))
        yield _listed("CS13", "dropped", report, paper, mine, dropped), paper, served
        yield _listed("CS13", "added", report, paper, added, added), paper, Served("指标和指标值", 0)
        for pair in both:
            change, later = _change(pair), _approved_later(pair, used)
            if change and later is not None:
                change = ""
                yield None, later, Served("调整后的指标值", 1)
            yield (_changed(pair, change, paper) if change else None), paper, Served("指标和指标值", 0, bool(change))
        weighed = [pair for pair in both if _weights(pair) is not None]
        if weighed:
            differing = [] if _scaled(weighed) else [pair for pair in weighed if len(set(_weights(pair) or ())) > 1]
            yield _reweighed(differing, paper), paper, Served("权重", len(weighed), len(differing))


def _listed(
    code: str, variant: str, report: Neighbour, paper: Neighbour, at: Sequence[IndicatorRow], rows: Sequence[IndicatorRow]
) -> Unlike | None:
    if not rows:
        return None
    names = "、".join(f"“{row.name or row.level2}”" for row in rows[:_SHOWN]) + ("等" if len(rows) > _SHOWN else "")
    rests = (
        tuple(paper.placed(row.target) for row in rows[:_SHOWN] if row.target is not None) if variant == "dropped" else ()
    )
    args = {"variant": variant, "names": names, "n": str(len(rows))}
    return Unlike(code, at[0].place, at[0].name or at[0].level2, args, rests, paper.name)


def _change(pair: Pair) -> str:
    """lowered: easier to reach than approved · raised: harder · "": the same, or nothing can be said."""
    mine, its = (row.target.quantity if row.target is not None else None for row in (pair.mine, pair.its))
    if mine is None or its is None or mine.unit != its.unit or mine.value == its.value:
        return ""
    bound = pair.its.bound or pair.mine.bound
    if bound not in ("≥", ">", "≤", "<"):
        return "changed"
    return "lowered" if (mine.value < its.value) == (bound in ("≥", ">")) else "raised"


def _approved_later(pair: Pair, used: Iterable[Neighbour]) -> Neighbour | None:
    """The paper that adjusts targets or budgets and names this indicator with its new figure; None where there is none."""
    target = pair.mine.target
    figure = target.quantity.text if target is not None and target.quantity is not None else ""
    name = pair.mine.name or pair.mine.level2
    papers = [paper for paper in used if figure and "adjustment" in paper.kinds and paper.reading is not None]
    return next(
        (one for one in papers if one.reading and any(name in text and figure in text for text in one.reading.paragraphs)),
        None,
    )


def _changed(pair: Pair, change: str, paper: Neighbour) -> Unlike:
    assert pair.mine.target is not None and pair.its.target is not None
    args = {
        "variant": change, "name": pair.mine.name or pair.mine.level2, "target": pair.mine.target.quote, "approved": _shown(pair.its),
        "where": str(paper.at(pair.its.target.place)),
    }  # fmt: skip
    return Unlike("CS13", pair.mine.target.place, pair.mine.target.quote, args, (paper.placed(pair.its.target),), paper.name)


def _shown(row: IndicatorRow) -> str:
    return str(row.target.quantity or row.target.quote) if row.target is not None else ""


def _weights(pair: Pair) -> tuple[Decimal, Decimal] | None:
    mine, its = (row.weight.quantity if row.weight is not None else None for row in (pair.mine, pair.its))
    return (mine.value, its.value) if mine is not None and its is not None else None


def _scaled(weighed: Sequence[Pair]) -> bool:
    """Whether all weights were scaled alike, to leave ten points to the execution rate."""
    shares = {Fraction(both[0]) / Fraction(both[1]) for pair in weighed if (both := _weights(pair)) is not None and both[1]}
    return len(shares) == 1


def _reweighed(differing: Sequence[Pair], paper: Neighbour) -> Unlike | None:
    if not differing:
        return None
    told = "、".join(
        f"“{pair.mine.name or pair.mine.level2}”由 {pair.its.weight.quote} 改为 {pair.mine.weight.quote}"
        for pair in differing[:_SHOWN]
        if pair.mine.weight is not None and pair.its.weight is not None
    )
    rests = tuple(paper.placed(pair.its.weight) for pair in differing[:_SHOWN] if pair.its.weight is not None)
    at = differing[0].mine.weight
    assert at is not None
    return Unlike("CS14", at.place, at.quote, {"told": told, "n": str(len(differing))}, rests, paper.name)


def against_monitoring(report: Neighbour, used: Iterable[Neighbour]) -> Iterator[Found]:
    """B19: what monitoring called impossible is reported as reached with full marks."""
    mine = rows_of(report, "score")
    for paper in used:
        its = rows_of(paper, "indicator-monitoring")
        if not mine or not its or not same_project(report, paper):
            continue
        both, _, _ = pairs(mine, its)
        told = [pair for pair in both if pair.its.chance is not None]
        odd = [
            pair
            for pair in told
            if _IMPOSSIBLE.search(pair.its.chance.quote if pair.its.chance else "") and _full(pair.mine)
        ]
        yield None, paper, Served("监控结论", len(told), len(odd))
        for pair in odd:
            assert pair.its.chance is not None and pair.mine.score is not None
            actual = pair.mine.actual.quote if pair.mine.actual is not None else "—"
            args = {
                "name": pair.mine.name or pair.mine.level2, "chance": pair.its.chance.quote, "actual": actual, "score": pair.mine.score.quote,
                "where": str(paper.at(pair.its.chance.place)),
            }  # fmt: skip
            rests = (paper.placed(Operand(None, pair.its.chance.quote, pair.its.chance.place, "完成目标可能性")),)
            yield (
                Unlike("CS21", pair.mine.score.place, pair.mine.score.quote, args, rests, paper.name),
                paper,
                Served("监控结论", 0),
            )


def _full(row: IndicatorRow) -> bool:
    """Whether an indicator has all its points."""
    weight, score = (one.quantity if one is not None else None for one in (row.weight, row.score))
    return weight is not None and score is not None and score.value >= weight.value > 0


def against_recheck(report: Neighbour, used: Iterable[Neighbour]) -> Iterator[Found]:
    """B20: the unit's points beside those of whoever scored anew."""
    mine = _scored(report)
    for paper in used:
        its = _scored(paper) if "recheck" in paper.kinds else []
        both, _, _ = pairs(mine, its)
        if not mine and report.reading is not None and report.reading.places:
            both = [Pair(_at_head(row, report), row) for row in its if row.recheck is not None]
        told = []
        for pair in both:
            again = pair.its.recheck or pair.its.score
            if (
                again is not None
                and again.quantity is not None
                and pair.mine.score is not None
                and pair.mine.score.quantity is not None
            ):
                told.append((pair.mine.score.quantity.value - again.quantity.value, pair.mine.score, again))
        if not told:
            yield from _total_rechecked(report, paper)
            continue
        apart = sum((abs(off) for off, _, _ in told), Decimal(0))
        off = sum((one for one, _, _ in told), Decimal(0))
        served = Served("复核得分", len(told), sum(1 for one, _, _ in told if one))
        if abs(off) < _RECHECK_TOTAL and apart < 2 * _RECHECK_TOTAL:
            yield None, paper, served
            continue
        most = sorted(told, key=lambda one: -abs(one[0]))[:3]
        listed = "、".join(f"“{score.label}”自评 {score.quote}、复核 {again.quote}" for one, score, again in most if one)
        args = {"off": str(trim(abs(off))), "more": "高" if off > 0 else "低", "told": listed, "n": str(served.differ)}
        first = most[0][1]
        yield (
            Unlike("CS22", first.place, first.quote, args, tuple(paper.placed(again) for _, _, again in most), paper.name),
            paper,
            served,
        )


def _scored(paper: Neighbour) -> list[IndicatorRow]:
    """All rows with points."""
    return (
        [one for one in paper.reading.indicators if one.kind == "score" and _key(one)] if paper.reading is not None else []
    )


def _at_head(row: IndicatorRow, report: Neighbour) -> IndicatorRow:
    """The unit's own points as the recheck prints them, for a report that has no table: told at its head."""
    assert report.reading is not None
    score = row.score
    return replace(row, score=replace(score, place=report.reading.places[0]) if score is not None else None)


def _total_rechecked(report: Neighbour, paper: Neighbour) -> Iterator[Found]:
    """The score of a recheck that is told in words, beside the report's."""
    if "recheck" not in paper.kinds or report.reading is None or paper.reading is None:
        return
    mine = next((one for one in report.reading.facts if one.item == "self_score" and isinstance(one.value, Quantity)), None)
    again = next(
        (
            one
            for one in paper.reading.figures
            if one.mention.unit == "分" and one.mention.quantity and _RECHECKED.search(one.label)
        ),
        None,
    )
    if mine is None or again is None or not isinstance(mine.value, Quantity) or again.mention.quantity is None:
        return
    off = mine.value.value - again.mention.quantity.value
    served = Served("复核得分", 1, int(off != 0))
    if abs(off) < _RECHECK_TOTAL:
        yield None, paper, served
        return
    operand = paper.placed(Operand(again.mention.quantity, again.quote, again.place, "复核得分"))
    args = {
        "off": str(trim(abs(off))),
        "more": "高" if off > 0 else "低",
        "told": f"自评 {mine.raw}、复核 {again.quote}",
        "n": "1",
    }
    yield Unlike("CS22", mine.place, mine.raw, args, (operand,), paper.name), paper, served


def against_last_year(report: Neighbour, last: Iterable[Neighbour]) -> Iterator[Found]:
    """C07, C08: targets equal to last year's to the digit; targets far below what was reached then."""
    mine = rows_of(report, "score") or rows_of(report, "indicator-targets")
    for paper in last:
        its = rows_of(paper, "score") or rows_of(paper, "indicator-targets")
        if not mine or not its or not same_project(report, paper):
            continue
        both, _, _ = pairs(mine, its)
        told = [pair for pair in both if _digits(pair.mine) and _digits(pair.its)]
        same = [pair for pair in told if _digits(pair.mine) == _digits(pair.its)]
        yield None, paper, Served("上年指标值", len(told), 0)
        if len(same) == len(told) >= _SAME_TARGETS and Fraction(len(told), len(mine)) >= _ALL:
            args = {"n": str(len(told))}
            at = told[0].mine
            yield (
                Unlike("YR11", at.place, at.name, args, _targets(paper, same[:1]), paper.name),
                paper,
                Served("上年指标值", 0),
            )
        for pair in both:
            found = _below(pair, paper)
            if found is not None:
                yield found, paper, Served("上年完成值", 1, 1)


def _targets(paper: Neighbour, these: Sequence[Pair]) -> tuple[Operand, ...]:
    return tuple(paper.placed(pair.its.target) for pair in these if pair.its.target is not None)


def _digits(row: IndicatorRow) -> str:
    target = row.target
    return plain(target.quote) if target is not None and target.quantity is not None else ""


def _below(pair: Pair, paper: Neighbour) -> Unlike | None:
    """A target that asks for far less than was reached last year; only where its operator says that more is better."""
    target, actual = pair.mine.target, pair.its.actual
    if target is None or actual is None or target.quantity is None or actual.quantity is None:
        return None
    if pair.mine.bound not in ("≥", ">") or target.quantity.unit != actual.quantity.unit or actual.quantity.bound != "=":
        return None
    now, reached = Fraction(target.quantity.value), Fraction(actual.quantity.value)
    before = pair.its.target.quantity if pair.its.target is not None else None
    eased = before is not None and before.unit == target.quantity.unit and now < Fraction(before.value) and now < reached
    if now >= reached * _FAR_BELOW and not eased:
        return None
    args = {
        "name": pair.mine.name or pair.mine.level2, "target": str(target.quantity), "actual": str(actual.quantity),
        "where": str(paper.at(actual.place)),
    }  # fmt: skip
    return Unlike("YR12", target.place, target.quote, args, (paper.placed(actual),), paper.name)
