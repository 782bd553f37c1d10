"""What a column of a self-evaluation form shows for one indicator, by the word its layout uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from jixiao.compose import scores
from jixiao.compose.aims import best_of, edge_of, judged
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.document import TO_FILL, Cell
from jixiao.model.outcome import IndicatorScore, Known, NotApplicable, Scorecard
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.text.quantities import quantity, target

LEVELS = ("level1", "level2", "name")
"""Columns whose equal neighbours are merged; `name` alone tells the whole of it where a form has no levels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator on its way into a form: its score, its node in the rulebook, the row the unit wrote for it."""

    leaf: IndicatorScore
    scorecard: Scorecard
    node: Indicator | None
    row: Row | None
    judgement: Judgement | None = None

    @property
    def wanted(self) -> Quantity | None:
        """The target as a number with its sign; of an indicator of the rulebook what its rule gives full marks for."""
        if self.leaf.target:
            return target(self.leaf.target)
        return edge_of(self.node) if self.node is not None else None


def lines(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> list[Line]:
    """Every indicator of `scorecard` with its node and row."""
    rows: dict[str, Row] = {}
    for row in case.rows:
        id, same = f"{row.under}/{row.name}", 2
        while id in rows:  # two indicators of one name are told apart as the engine tells them apart
            id, same = f"{row.under}/{row.name}#{same}", same + 1
        rows[id] = row
    return [
        Line(leaf, scorecard, rulebook.find(leaf.id), rows.get(leaf.id), case.judgements.get(leaf.id))
        for leaf in scorecard.indicators
    ]


def cell(show: str, line: Line, row: int, column: int) -> Cell:
    """The cell of `line` under a column that shows `show`."""
    if show == "score":
        return replace(scores.score_cell(line.leaf, line.scorecard, row, column), note=scores.trace_lines(line.leaf))
    words = SHOWS[show](line)
    return Cell((words,) if words else (), row, column, align="" if show in _PROSE else "center")


def _standard(line: Line) -> str:
    return line.node.rule_text if line.node is not None and line.node.rule_text else line.leaf.trace.rule


def _remarks(line: Line) -> str:
    """Why points were lost and what else there is to say: the calculation, the target of an own indicator, who judged."""
    leaf = line.leaf
    said = scores.why(leaf)
    told = "" if leaf.trace.substituted and leaf.trace.substituted in said else scores.reckoning(leaf)
    if leaf.target and leaf.actual and leaf.target in said and leaf.actual in said:
        told = ""
    by = leaf.judged_by.removesuffix(f"：{leaf.reason}") if leaf.reason and leaf.reason in said else leaf.judged_by
    judged = f"评定：{by}" if by and by not in said else ""
    return "\n".join(one for one in (told, said, judged) if one)


def _reason(line: Line) -> str:
    """偏差原因: what the unit says; lost points without a word of it wait for one."""
    leaf = line.leaf
    if leaf.reason:
        return leaf.reason
    if scores.lost(leaf) > 0:
        return TO_FILL
    if not isinstance(leaf.score, Known):
        return scores.why(leaf)
    return leaf.trace.branch if "不扣分" in leaf.trace.branch else ""  # full marks beside a target not quite reached


def _target(line: Line) -> str:
    if line.leaf.target:
        return line.leaf.target
    wanted = line.wanted
    if wanted is not None:
        return str(wanted)
    return TO_FILL if _is_own(line) else best_of(line.node) or scores.NOTHING


def _is_own(line: Line) -> bool:
    """Whether the unit sets this indicator itself, or has still to: target and result are hers to write."""
    return line.row is not None or (line.node is not None and line.node.rows is not None)


def _actual(line: Line) -> str:
    leaf = line.leaf
    if leaf.actual:
        return leaf.actual
    judged_out = line.judgement is not None and line.judgement.not_applicable
    if isinstance(leaf.score, NotApplicable) or (isinstance(leaf.value, NotApplicable) and judged_out):
        return scores.NOT_APPLICABLE
    if line.judgement is not None and line.node is not None and not line.node.formula:
        return judged(line.node, line.judgement) or TO_FILL
    if leaf.trace.value:
        return leaf.trace.value
    if line.row is not None and line.row.scored and isinstance(leaf.score, Known):
        return "达到" if leaf.score.value else "未达到"
    return scores.NOTHING if isinstance(leaf.score, Known) and not _is_own(line) else TO_FILL


def _nature(line: Line) -> str:
    """≥, ≤ or =; 定性 for what a person judges."""
    if line.row is not None and line.row.measure == "定性":
        return "定性"
    wanted = line.wanted
    return wanted.bound if wanted is not None else "定性"


def _unit(line: Line) -> str:
    wanted = line.wanted
    return (wanted.printed_unit or wanted.unit or "—") if wanted is not None and _nature(line) != "定性" else scores.NOTHING


def _target_value(line: Line) -> str:
    wanted = line.wanted
    return _digits(wanted) if wanted is not None and _nature(line) != "定性" else _target(line)


def _first_value(line: Line) -> str:
    written = line.row.first_target if line.row is not None else ""
    first = target(written) if written else None
    return _digits(first) if first is not None else written or _target_value(line)


def _actual_value(line: Line) -> str:
    """The digits alone where the unit has a column of its own."""
    leaf = line.leaf
    if leaf.actual:
        found = quantity(leaf.actual) if _nature(line) != "定性" else None
        return _digits(found) if found is not None else leaf.actual
    if isinstance(leaf.value, Known):
        return str(trim(half_up(leaf.value.value, 2)))
    said = _actual(line)
    found = quantity(said) if _nature(line) != "定性" else None
    return _digits(found) if found is not None else said


def _coefficient(line: Line) -> str:
    """The coefficient that was written; without one points by weight in percent, two decimals at most."""
    leaf = line.leaf
    written = quantity(line.row.ratio, "%") if line.row is not None and line.row.ratio else None
    if written is not None and isinstance(leaf.score, Known):
        return _digits(written)
    if leaf.weight is None or not isinstance(leaf.score, Known) or not leaf.weight:
        return TO_FILL if leaf.weight else scores.NOTHING
    return str(trim(half_up(leaf.score.value / Fraction(leaf.weight) * 100, 2)))


def _core(line: Line) -> str:
    return line.row.core if line.row is not None and line.row.core else scores.NOTHING


def _digits(figure: Quantity) -> str:
    """The digits alone; a bare 0 looks like a cell nobody filled in, so it keeps its unit."""
    digits = figure.text or str(trim(figure.value / figure.factor))
    return digits if figure.value else f"{digits}{figure.printed_unit or figure.unit}"


SHOWS: Mapping[str, Callable[[Line], str]] = {
    "level1": lambda line: scores.levels(line.leaf)[0],
    "level2": lambda line: scores.levels(line.leaf)[1],
    "name": lambda line: scores.levels(line.leaf)[2] or line.leaf.name,
    "standard": _standard,
    "weight": lambda line: scores.weight_text(line.leaf),
    "score": lambda line: "",
    "remarks": _remarks,
    "reason": _reason,
    "target": _target,
    "actual": _actual,
    "nature": _nature,
    "unit": _unit,
    "first_value": _first_value,
    "target_value": _target_value,
    "actual_value": _actual_value,
    "coefficient": _coefficient,
    "core": _core,
}
"""What a column may show, and its words; points are figures and made by `cell`."""
_PROSE = ("standard", "remarks", "reason")
