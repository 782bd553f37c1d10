"""Scores as they are shown everywhere: points, what was lost, the way there, level cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from jixiao.compose.figures import bare, points
from jixiao.compose.sentences import Runs, merge
from jixiao.model.document import TO_FILL, Cell
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Scorecard, Trace
from jixiao.model.quantity import half_up, trim

NOT_APPLICABLE = "不适用"
NOTHING = "—"
_STEP_NAMES = {
    "formula": "公式", "inputs": "数据", "substituted": "代入", "rule": "评分标准", "branch": "适用", "rounding": "取位",
    "rulebook_line": "规则位置", "source": "规则出处", "notes": "说明",
}  # fmt: skip


def total_fact(scorecard: Scorecard) -> Fact | None:
    """The total as a fact, None while it is not computable."""
    if not isinstance(scorecard.total, Known):
        return None
    return points(
        scorecard.total.value,
        scorecard.places,
        "self_score",
        scorecard.agency,
        scorecard.year,
        f"derived:{scorecard.rulebook}",
    )


def score_fact(leaf: IndicatorScore, scorecard: Scorecard) -> Fact | None:
    """The points of one indicator as a fact, None while they are not known."""
    if not isinstance(leaf.score, Known):
        return None
    by = f"derived:{scorecard.rulebook}/{leaf.id}"
    return points(leaf.score.value, scorecard.places, f"{leaf.id}/score", scorecard.agency, scorecard.year, by)


def lost(leaf: IndicatorScore) -> Fraction:
    """Points short of full marks; 0 for what is not known, does not apply, or has no weight."""
    if leaf.weight is None or not isinstance(leaf.score, Known):
        return Fraction(0)
    return Fraction(leaf.weight) - leaf.score.value


def loss_fact(leaf: IndicatorScore, scorecard: Scorecard) -> Fact:
    """The points an indicator lost, as a fact."""
    return points(lost(leaf), scorecard.places, f"{leaf.id}/lost", scorecard.agency, scorecard.year)


def losers(scorecard: Scorecard) -> list[IndicatorScore]:
    """Indicators below full marks."""
    return [leaf for leaf in scorecard.indicators if lost(leaf) > 0]


def pending(scorecard: Scorecard) -> list[IndicatorScore]:
    """Indicators whose score still waits for something."""
    return [leaf for leaf in scorecard.indicators if isinstance(leaf.score, Missing)]


def weight_text(leaf: IndicatorScore) -> str:
    """The weight in digits: 5, 0.5; — where the rulebook sets none."""
    return NOTHING if leaf.weight is None else str(trim(leaf.weight))


def is_aside(leaf: IndicatorScore) -> bool:
    """Whether an indicator has no part in the total and no weight: an optional one that was not chosen."""
    return leaf.weight is None and isinstance(leaf.score, NotApplicable)


def is_left_out(leaf: IndicatorScore) -> bool:
    """Whether an indicator does not apply and its weight leaves the total, so that the rest is scaled up."""
    return leaf.weight is not None and isinstance(leaf.score, NotApplicable)


def total_weight(scorecard: Scorecard) -> str:
    """Full marks in digits: 100."""
    return str(trim(scorecard.of))


def weight_sum(scorecard: Scorecard) -> str:
    """What stands below the column of weights: full marks, — where the weights above are not all of them."""
    weights = [leaf.weight for leaf in scorecard.indicators if not is_aside(leaf)]
    known = [one for one in weights if one is not None]
    return total_weight(scorecard) if len(known) == len(weights) and sum(known) == scorecard.of else NOTHING


def total_words(scorecard: Scorecard) -> str:
    """The grade, or between which bounds the total lies."""
    if total_fact(scorecard) is not None:
        return f"绩效等级：{scorecard.grade}" if scorecard.grade else ""
    low, high = printed(scorecard.low, scorecard), printed(scorecard.high, scorecard)
    return f"数据不全，总分暂不能算出；按现有数据，不低于{low}分、不高于{high}分"


def bounds(scorecard: Scorecard) -> tuple[Fact, Fact]:
    """The lowest and highest total still attainable, as facts."""
    low, high = (
        points(value, scorecard.places, f"self_score/{name}", scorecard.agency, scorecard.year)
        for name, value in (("low", scorecard.low), ("high", scorecard.high))
    )
    return low, high


def score_cell(leaf: IndicatorScore, scorecard: Scorecard, row: int, column: int) -> Cell:
    """The points of an indicator in a column headed 得分: a number, 待补充 or 不适用."""
    return fact_cell(
        score_fact(leaf, scorecard), row, column, NOT_APPLICABLE if isinstance(leaf.score, NotApplicable) else TO_FILL
    )


def fact_cell(fact: Fact | None, row: int, column: int, otherwise: str = TO_FILL) -> Cell:
    """A figure without its unit, which the head names; `otherwise` where there is none."""
    if fact is None:
        return Cell((otherwise,) if otherwise else (), row, column, align="center")
    return Cell((bare(fact),), row, column, align="center", fact=fact)


def why(leaf: IndicatorScore) -> str:
    """What the column 扣分原因和其他说明 says: nothing at full marks, what is lacking, or why points were lost."""
    match leaf.score:
        case Missing(needs):
            return f"尚缺：{'、'.join(needs)}"
        case NotApplicable(reason):
            return reason
    inapplicable = isinstance(leaf.value, NotApplicable) and leaf.value.reason in leaf.sentence
    parts = [leaf.sentence] if lost(leaf) > 0 or inapplicable else []
    parts.append(f"单位说明：{leaf.reason}" if leaf.reason else "")
    return "\n".join(part for part in parts if part)


def reckoning(leaf: IndicatorScore) -> str:
    """What the column 指标值 says: target and actual of the unit's own indicator, else the calculation with its figures."""
    if leaf.target or leaf.actual:
        return f"指标值：{leaf.target or TO_FILL}\n实际完成值：{leaf.actual or TO_FILL}"
    return " = ".join(one for one in (leaf.trace.substituted, leaf.trace.value) if one)


def trace_lines(leaf: IndicatorScore) -> str:
    """The way to a score, a step a line."""
    steps = [f"{_STEP_NAMES[name]}：{words}" for name, words in replace(leaf.trace, inputs=inputs_of(leaf)).steps()]
    if leaf.judged_by:
        steps.append(f"评定人：{leaf.judged_by}")
    if leaf.for_full_marks:
        steps.append(f"这样可得满分：{leaf.for_full_marks}")
    return "\n".join(steps)


def inputs_of(leaf: IndicatorScore) -> tuple[Input, ...]:
    """What a score was worked out from; where the indicator does not apply nothing is asked for."""
    if not isinstance(leaf.value, NotApplicable):
        return leaf.trace.inputs
    return tuple(one for one in leaf.trace.inputs if one.shown != TO_FILL)


def with_facts(sentence: str, trace: Trace) -> Runs:
    """A sentence of the rulebook engine with its inputs put back as facts, wherever they stand as they were stated.

    Inputs printed alike (48780万元 ÷ 48780万元) are put back in the order the formula names them.
    """
    by_shown: dict[str, list[Input]] = {}
    for one in sorted(trace.inputs, key=lambda one: trace.formula.find(one.name)):
        if one.fact is not None and any(mark.isdigit() for mark in one.shown):
            by_shown.setdefault(one.shown, []).append(one)
    if not by_shown:
        return (sentence,) if sentence else ()
    found = "|".join(re.escape(shown) for shown in sorted(by_shown, key=lambda one: (-len(one), one)))
    pieces = re.split(rf"((?<![\d.]){'(?:' + found + ')'})", sentence)
    return merge(_next_fact(by_shown[piece]) if piece in by_shown else piece for piece in pieces)


def _next_fact(alike: list[Input]) -> str | Fact:
    """The first of the inputs still to be named; the last of them is named again and again."""
    one = alike.pop(0) if len(alike) > 1 else alike[0]
    return one.shown if one.fact is None or one.fact.shown != one.shown else one.fact


def levels(leaf: IndicatorScore) -> tuple[str, str, str]:
    """Names of the first, second and third level; what lies deeper is joined into the third."""
    names = (*leaf.path, leaf.name)
    if len(names) == 1:
        return names[0], "", ""
    if len(names) == 2:
        return names[0], "", names[1]
    return names[0], names[1], "：".join(names[2:])


def level_cells(leaves: Sequence[IndicatorScore], top: int) -> Iterator[Cell]:
    """The three level columns from row `top` on, equal neighbours merged."""
    named = [levels(leaf) for leaf in leaves]
    for column in (0, 1):
        row = top
        for _, group in groupby(named, key=lambda one: one[: column + 1]):
            size = len(list(group))
            yield Cell((named[row - top][column],), row, column, row_span=size, kind="label", align="center")
            row += size
    for row, names in enumerate(named, top):
        yield Cell((names[2],), row, 2, kind="label")


def printed(value: Fraction, scorecard: Scorecard) -> str:
    """Points in digits, as many decimals as the rulebook rounds to."""
    return str(half_up(value, scorecard.places))
