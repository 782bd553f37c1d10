"""What a relation that does not hold is worth, and how a finding shows it."""

from __future__ import annotations

from fractions import Fraction

from jixiao.checks.check import finding, printed
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading


def level_of(relation: Relation) -> Level:
    """error only where nothing is left open and the miss looks like a slip; what only coarse digits cover is a warning."""
    firm = relation.near and not relation.open and relation.detail != "coarse" and not _may_lack_a_part(relation)
    return Level.ERROR if firm else Level.WARNING


def _may_lack_a_part(relation: Relation) -> bool:
    """Whether the parts of a list in words come to less than its total: one may stand elsewhere, or unread.

    A digit that explains the miss of amounts excuses that; of two small counts nearly any miss is one of a single digit.
    """
    stated, expected = relation.stated.quantity, relation.expected
    explained = relation.edit and relation.kind is Kind.SUM
    if relation.kind not in (Kind.SUM, Kind.COUNT_SUM) or explained or in_cells(relation):
        return False
    return stated is not None and expected is not None and expected.value < stated.value


def broken(relation: Relation) -> bool:
    """Whether the relation was recomputed and does not hold, and no other finding tells the wrong cell it follows from."""
    return relation.verdict is Verdict.INCONSISTENT and relation.detail != "follows"


def in_cells(relation: Relation) -> bool:
    """Whether a relation stands between cells of tables: a cell is a place of its own, a figure in a text is a part of one."""
    return relation.stated.place.span is None


def listed(operands: tuple[Operand, ...], sign: str = " + ") -> str:
    """The figures as printed, joined: 正科级1 + 副科级2."""
    return sign.join(operand.quote for operand in operands)


def of_relation(code: str, relation: Relation, level: Level | None = None, changes: str = "", **args: str) -> Finding:
    """A finding at the stated figure of `relation`, resting on its operands."""
    stated = relation.stated.quantity
    data = {
        "label": _label(relation),
        "stated": relation.stated.quote,
        "parts": listed(relation.operands),
        "expected": f"{printed(relation.expected, stated)}{stated.printed_unit or stated.unit}"
        if relation.expected and stated
        else "",
        "edit": f"；若把{relation.edit.replace('→', '改为')}则相符" if relation.edit else "",
        "edit_en": f"; changing {relation.edit.replace('→', ' to ')} would close it" if relation.edit else "",
        "why": f"（{'、'.join(relation.open)}）" if relation.open else "",
    }
    return finding(
        code, level or level_of(relation), relation.stated.place, relation.quote, figure=stated, recomputed=relation.expected,
        rests_on=relation.operands, changes=changes, **(data | args),
    )  # fmt: skip


def _label(relation: Relation) -> str:
    """What the stated figure is called; a share that is called 占 alone bears the name of what it is the share of."""
    label = relation.stated.label or "该数"
    if label != "占" or not relation.operands or not relation.operands[0].label:
        return label
    return f"{relation.operands[0].label}占比"


def rise_of(relation: Relation) -> Fraction | None:
    """The percentage by which the first operand exceeds the second, where the difference holds and is a rise."""
    if relation.verdict not in (Verdict.CONSISTENT, Verdict.ROUNDING) or len(relation.operands) != 2:
        return None
    now, before = (one.quantity for one in relation.operands)
    if now is None or before is None or before.value <= 0 or now.value <= before.value:
        return None
    return (Fraction(now.value) - Fraction(before.value)) / Fraction(before.value) * 100


def head_place(reading: Reading) -> Place:
    """Where a finding about the whole document stands: its first line."""
    return reading.title_place or Place(reading.source, "正文", "第1行")
