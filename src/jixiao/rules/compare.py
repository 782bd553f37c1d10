"""One case under two rulebooks, side by side: points, and what makes the difference."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.difference import Change, Comparison, Side
from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable, Scorecard
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.diff import changes_of
from jixiao.rules.match import Pair, pairs

_TOLD = ("namesake", "renamed", "weight", "formula", "scoring", "edge_case")
"""Kinds of changes that can move a score or say what is compared; the words of a rule and its sources cannot."""

_OPEN_ROWS = "两边都有这一类，自设的指标没有带过去"


def compare(
    left: Rulebook,
    right: Rulebook,
    before: Scorecard,
    after: Scorecard,
    ignored: tuple[str, ...] = (),
    assumed: tuple[str, ...] = (),
) -> Comparison:
    """`before` is the scorecard of the case under `left`, `after` that under `right`."""
    sides = tuple(side for pair in pairs(left, right) for side in _sides(pair, left, right, before, after))
    return Comparison(before, after, sides, after.missing, ignored, assumed)


def _sides(pair: Pair, left: Rulebook, right: Rulebook, before: Scorecard, after: Scorecard) -> Iterator[Side]:
    mine, theirs = _scores(pair.left, before), _scores(pair.right, after)
    changes = [one for one in changes_of(pair, left, right) if one.kind in _TOLD] if pair.left and pair.right else []
    by_name = {one.name: one for one in theirs}
    both = pair.left is not None and pair.right is not None
    if len(mine) == len(theirs) == 1 and pair.left and pair.right:
        yield Side(mine[0], theirs[0], _why(mine[0], theirs[0], changes, both))
        return
    for one in mine:
        other = by_name.pop(one.name, None)
        yield Side(one, other, _why(one, other, changes, both))
    for rest in by_name.values():
        yield Side(None, rest, _why(None, rest, changes, both))


def _scores(node: Indicator | None, card: Scorecard) -> list[IndicatorScore]:
    """The scores of a leaf: its own, or those of the unit's own indicators under it."""
    if node is None or node.children:
        return []
    return [one for one in card.indicators if one.id == node.id or one.id.startswith(f"{node.id}/")]


def _why(mine: IndicatorScore | None, other: IndicatorScore | None, changes: list[Change], both: bool) -> str:
    if mine is None or other is None:
        return _OPEN_ROWS if both else "只有一边有这个指标"
    told = [_short(one) for one in changes]
    if not told and _points(mine) != _points(other):
        told = ["规则没有变，一边缺数或没有采用"]
    return "；".join(told)


def _short(change: Change) -> str:
    """A change without the name it is about, which stands beside it."""
    for name in (f"“{change.name}”的", f"“{change.name}”"):
        if change.words.startswith(name):
            return change.words.removeprefix(name)
    return change.words


def _points(score: IndicatorScore) -> object:
    match score.score:
        case Known(value):
            return value
        case Missing():
            return "missing"
        case NotApplicable():
            return "not_applicable"
