"""The total: rounded leaves added up, what does not apply left out and the rest scaled up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable, Outcome
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Rulebook
from jixiao.rules.words import plain

_NO_WEIGHTS = {"framework": "各指标的分值（框架没有规定）", "partial": "各指标的分值（规则书没有写全）"}


@dataclass(frozen=True, slots=True)
class Sum:
    """The total as an outcome, its bounds, and the printed total where it is known."""

    total: Outcome
    low: Fraction
    high: Fraction
    known: Decimal | None = None
    notes: tuple[str, ...] = ()


def add_up(rulebook: Rulebook, scores: tuple[IndicatorScore, ...]) -> Sum:
    """The total of `scores`.

    Bounds: nothing below what is already earned, nothing above the full total less what is already lost; points whose
    weight nobody knows can still all be earned.
    """
    of = Fraction(rulebook.total)
    out = sum((_weight(one) for one in scores if isinstance(one.score, NotApplicable)), Fraction(0))
    if out >= of:
        return Sum(Missing(("适用的指标（全部指标都不适用）",)), Fraction(0), Fraction(0))
    scale = of / (of - out)
    counted = [one for one in scores if not isinstance(one.score, NotApplicable)]
    got = sum((one.low for one in counted), Fraction(0))
    lost = sum((_weight(one) - one.high for one in counted if one.weight is not None), Fraction(0))
    low, high = got * scale, (of - out - lost) * scale
    missing = tuple(dict.fromkeys(need for one in counted if isinstance(one.score, Missing) for need in one.score.needs))
    if rulebook.completeness != "complete":
        return Sum(Missing((*missing, _NO_WEIGHTS[rulebook.completeness])), low, high)
    if missing:
        return Sum(Missing(missing), low, high)
    known = half_up(low, rulebook.score_places)
    notes = _grade_turned(rulebook, low, known) if out else ()
    because = " + ".join(plain(one.low) for one in counted)
    if out:
        because = f"({because}) × {plain(of)} ÷ {plain(of - out)}"
    exact = Fraction(known)
    return Sum(Known(exact, f"{because} = {plain(exact)}"), exact, exact, known, notes)


def _weight(one: IndicatorScore) -> Fraction:
    return Fraction(one.weight or 0)


def _grade_turned(rulebook: Rulebook, exact: Fraction, printed: Decimal) -> tuple[str, ...]:
    """A remark where rounding the scaled total moves it over the edge of a grade."""
    over = [one for one in rulebook.grades if exact < Fraction(one.at_least) <= Fraction(printed)]
    return (f"折算后的总分{plain(exact)}四舍五入为{printed}，正好跨入“{over[0].name}”",) if over else ()


def grades_between(rulebook: Rulebook, low: Fraction, high: Fraction) -> tuple[str, ...]:
    """The grades a total between `low` and `high` can still have, the best first."""
    found = []
    ceiling: Fraction | None = None
    for grade in sorted(rulebook.grades, key=lambda one: one.at_least, reverse=True):
        if high >= Fraction(grade.at_least) and (ceiling is None or low < ceiling):
            found.append(grade.name)
        ceiling = Fraction(grade.at_least)
    return tuple(found)
