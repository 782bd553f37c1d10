"""Questions about a target (domain of setting targets): against one's own last year and against comparable agencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jixiao.model.quantity import Quantity
from jixiao.model.question import Question
from jixiao.model.reference import Distribution, Measure, OwnValue
from jixiao.reference.questions import ask, printed, setting


def flags(
    measure: Measure, target: Quantity, own: Sequence[OwnValue], distribution: Distribution | None, agency: str = ""
) -> Iterator[Question]:
    """What is to be asked of `target`. The distribution is taken as it is told, in three digits: nothing finer can be drawn from the answer."""
    value, last = Fraction(target.value), max(own, key=lambda one: one.year, default=None)
    easier = {"≥": "lower", ">": "lower", "≤": "higher", "<": "higher"}.get(target.bound, measure.easier)
    shown = str(target)
    if last is not None and last.actual is not None and easier:
        worse = value < last.actual if easier == "lower" else value > last.actual
        if worse:
            yield ask("PE06", agency, last.year, target=shown, actual=printed(last.actual, measure.unit))
    if last is not None and last.target is not None and last.target == value:
        yield ask("PE08", agency, last.year, target=shown)
    if distribution is None:
        return
    told = {"group": distribution.group.name, "n": str(distribution.n)}
    same = distribution.low == distribution.high
    if measure.unit == "%" and value == 100 and same:
        yield ask("PE09", agency, None, **told, middle=f"{distribution.middle:f}{measure.unit}")
        return
    if easier:
        edge = distribution.low if easier == "lower" else distribution.high
        room = abs(Fraction(edge)) * setting("easier_by") / 100
        if value < Fraction(edge) - room if easier == "lower" else value > Fraction(edge) + room:
            by = printed(setting("easier_by"), "")
            yield ask("PE07", agency, None, target=shown, edge=f"{edge:f}{measure.unit}", by=by, **told)
