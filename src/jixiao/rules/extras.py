"""What comes after the sum: bonus points (加分), capped, and vetoes (一票否决) that cap the total or the grade.

A bonus is claimed: who claims none has none, and nothing is missing. A veto must be answered, for it can only take away:
while nobody said whether it holds, the total is known only where it could not be lowered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from jixiao.model.case import Case, Judgement
from jixiao.model.outcome import IndicatorScore, Known, Missing, Outcome, Ruling
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Rulebook, Veto
from jixiao.rules.leaf import is_recalled, score_leaf, signed
from jixiao.rules.measure import filled_in, gather, raw_value
from jixiao.rules.totals import Sum, grades_between
from jixiao.rules.words import plain, points

Judgements = Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class Final:
    """The total after bonus and vetoes, its bounds, the grade where it is sure, else those it can still be."""

    total: Outcome
    low: Fraction
    high: Fraction
    grade: str
    grade_if: tuple[str, ...]
    notes: tuple[str, ...] = ()


def score_bonus(rulebook: Rulebook, case: Case, judgements: Judgements) -> tuple[IndicatorScore, ...]:
    """Every bonus indicator; what lacks a figure or a judgement was not claimed and has no points."""
    found = []
    for leaf in rulebook.bonus.indicators if rulebook.bonus else ():
        one = score_leaf(rulebook, leaf, case, judgements.get(leaf.id))
        if isinstance(one.score, Missing):
            why = "分值或标准未经核实，不加分" if one.weight is None else "没有申报或缺少数据，不加分"
            zero = Fraction(0)
            one = replace(one, score=Known(zero, why), low=zero, high=zero, sentence=f"{leaf.name}：{why}。")
        found.append(one)
    return tuple(found)


def rule_on(rulebook: Rulebook, case: Case, judgements: Judgements) -> tuple[Ruling, ...]:
    """Whether each veto holds: computed, judged, or still open."""
    return tuple(_rule_on(veto, case, judgements.get(veto.rule.id)) for veto in rulebook.vetoes)


def _rule_on(veto: Veto, case: Case, given: Judgement | None) -> Ruling:
    rule = veto.rule
    gathered = gather(rule, case)
    if is_recalled(rule) and not case.allow_recalled:
        return Ruling(rule.id, rule.name, Known(Fraction(0)), f"“{rule.name}”一条凭记忆录入、未经核实，没有采用")
    if rule.formula:
        raw = None if gathered.missing else raw_value(rule, gathered.values)
        if not isinstance(raw, bool):
            needs = gathered.missing or (f"“{rule.name}”的分母（现为0）",)
            return Ruling(rule.id, rule.name, Missing(needs), f"“{rule.name}”是否成立算不出，缺少{'、'.join(needs)}")
        because = f"{filled_in(rule, gathered)}，{'成立' if raw else '不成立'}"
        return Ruling(rule.id, rule.name, Known(Fraction(int(raw)), because), _held(veto, raw, f"（{because}）"))
    if given is None or given.met is None:
        need = f"是否有“{rule.name}”的情形"
        return Ruling(rule.id, rule.name, Missing((need,)), f"还没有说明{need}")
    by = signed(given.by, given.why)
    return Ruling(rule.id, rule.name, Known(Fraction(int(given.met)), by), _held(veto, given.met, f"（{by}）" if by else ""))


def _held(veto: Veto, holds: bool, why: str) -> str:
    if not holds:
        return f"没有“{veto.rule.name}”的情形{why}"
    limits = [f"总分不超过{points(veto.cap)}"] if veto.cap is not None else []
    limits += [f"等级不高于“{veto.grade}”"] if veto.grade else []
    return f"有“{veto.rule.name}”的情形{why}，{'，'.join(limits)}"


def finish(
    rulebook: Rulebook, sum_: Sum, bonus: tuple[IndicatorScore, ...], rulings: tuple[Ruling, ...], graded: bool
) -> Final:
    """The total and the grade of a case whose indicators add up to `sum_`; `graded`: the grades may be used."""
    total, low, high = _with_bonus(rulebook, sum_, bonus)
    notes = list(_bonus_notes(rulebook, bonus))
    caps = {veto.rule.id: veto for veto in rulebook.vetoes}
    open_: list[str] = []
    ceilings: list[str] = []
    maybe: list[str] = []
    for ruling in rulings:
        veto = caps[ruling.id]
        cap = None if veto.cap is None else Fraction(veto.cap)
        if isinstance(ruling.outcome, Missing):
            if cap is not None and cap < high:
                low = min(low, cap)
                open_ += ruling.outcome.needs
            maybe += [veto.grade] if veto.grade else []
            notes.append(f"一票否决：{ruling.sentence}")
        elif isinstance(ruling.outcome, Known) and ruling.outcome.value:
            notes.append(f"一票否决：{ruling.sentence}")
            if cap is not None:
                low, high = min(low, cap), min(high, cap)
                if isinstance(total, Known) and cap < total.value:
                    total = Known(cap, f"{total.because}；有“{ruling.name}”的情形，以{plain(cap)}为限")
            ceilings += [veto.grade] if veto.grade else []
    if open_:
        missing = total.needs if isinstance(total, Missing) else ()
        total = Missing(tuple(dict.fromkeys((*missing, *open_))))
    if not graded:
        return Final(total, low, high, "", (), tuple(notes))
    best = _kept(rulebook, grades_between(rulebook, low, high), ceilings)
    if isinstance(total, Known):
        grade = rulebook.grade_of(half_up(total.value, rulebook.score_places))
        best = _kept(rulebook, (grade.name,) if grade else (), ceilings)
    possible = tuple(dict.fromkeys((*best, *_kept(rulebook, best, maybe)))) if maybe else best
    sure = isinstance(total, Known) and len(possible) == 1
    return Final(total, low, high, possible[0] if sure else "", () if sure else possible, tuple(notes))


def _kept(rulebook: Rulebook, names: tuple[str, ...], ceilings: list[str]) -> tuple[str, ...]:
    """`names` of grades, each lowered to the worst of `ceilings`; the best first."""
    scale = [one.name for one in sorted(rulebook.grades, key=lambda one: one.at_least, reverse=True)]
    top = max((scale.index(one) for one in ceilings), default=0)
    return tuple(dict.fromkeys(scale[max(scale.index(name), top)] for name in names))


def _bonus_notes(rulebook: Rulebook, bonus: tuple[IndicatorScore, ...]) -> Iterator[str]:
    claimed = [one for one in bonus if one.low]
    if rulebook.bonus is None or not claimed:
        return
    cap, places = Fraction(rulebook.bonus.cap), rulebook.score_places
    added = sum((one.low for one in claimed), Fraction(0))
    told = "、".join(f"{one.name}{points(one.low, places)}" for one in claimed)
    if added > cap:
        yield f"加分{points(cap, places)}：{told}，合计超过上限，按上限计"
    else:
        yield f"加分{points(added, places)}：{told}"


def _with_bonus(rulebook: Rulebook, sum_: Sum, bonus: tuple[IndicatorScore, ...]) -> tuple[Outcome, Fraction, Fraction]:
    added = sum((one.low for one in bonus), Fraction(0))
    if rulebook.bonus is None or not added:
        return sum_.total, sum_.low, sum_.high
    extra, of = min(added, Fraction(rulebook.bonus.cap)), Fraction(rulebook.total)

    def raised(base: Fraction) -> Fraction:
        return base + extra if rulebook.bonus and rulebook.bonus.over_total else min(base + extra, max(of, base))

    total = sum_.total
    if isinstance(total, Known):
        top = "" if raised(total.value) == total.value + extra else f"，总分不超过{plain(of)}"
        total = Known(raised(total.value), f"{total.because}；加分{plain(extra)}，得{plain(raised(total.value))}{top}")
    return total, raised(sum_.low), raised(sum_.high)
