"""Sums of tables that do not hold, gathered by the one cell that explains them: one slip is one finding, however many sums it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.checks.check import Context, finding
from jixiao.checks.weigh import broken, in_cells, level_of
from jixiao.model.claim import Kind, Operand, Relation
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity

TREES = ("Tn.h", "T6.i3")
"""The identities of the subject tree; X… are those between tables, P5 that of the budget."""


def family(relation: Relation) -> str:
    """Which check speaks of a broken sum: inside · tree · between · budget."""
    id = relation.way.removeprefix("identity:")
    if id in TREES:
        return "tree"
    return "between" if id.startswith("X") else "budget" if id == "P5" else "inside"


@dataclass(frozen=True, slots=True)
class Slip:
    """Broken sums that meet in one cell: the first by row, tree, table; and how many more there are."""

    first: Relation
    more: int

    @property
    def place(self) -> Place:
        return self.first.place

    @property
    def cell(self) -> Operand:
        """The figure at the place."""
        every = (self.first.stated, *self.first.operands)
        return next((one for one in every if one.place == self.place), self.first.stated)

    @property
    def level(self) -> Level:
        return level_of(self.first)


def slips(context: Context, wanted: str) -> Iterator[Slip]:
    """The slips whose first sum is of the family `wanted`."""
    order = ("inside", "tree", "between", "budget")
    gathered: dict[Place | tuple[str, str], list[Relation]] = {}
    for relation in context.relations(Kind.IDENTITY):
        if broken(relation) and in_cells(relation):
            gathered.setdefault(_meeting(relation), []).append(relation)
    for these in gathered.values():
        first = min(these, key=lambda one: order.index(family(one)))
        if family(first) == wanted:
            yield Slip(first, len(these) - 1)


def _meeting(relation: Relation) -> Place | tuple[str, str]:
    """Where broken sums meet: the cell that explains them; for a subject that is wrong in several columns (a row left out), its row."""
    if family(relation) == "tree" and relation.place == relation.stated.place and not relation.edit:
        return relation.place.part, relation.stated.label.rpartition(" ")[0]
    return relation.place


def of_slip(code: str, slip: Slip) -> Finding:
    """The finding at the cell, with the sum in words and the change that would close it."""
    first, cell = slip.first, slip.cell
    right = _right(first, cell)
    edit = f"{cell.quote} 改为 {right.text}" if right is not None and first.edit else ""
    return finding(
        code, slip.level, slip.place, first.quote, figure=cell.quantity, recomputed=right, rests_on=(first.stated, *first.operands),
        table=first.cue, equation=first.quote, expected=first.expected.text if first.expected is not None else "",
        edit=f"；把“{cell.label}”的 {edit}则相符" if edit else "",
        edit_en=f"; {cell.quote} → {right.text} at {cell.place} would close it" if edit and right is not None else "",
        also=f"，另外 {slip.more} 处不符也由此而来" if edit and slip.more else "；可能漏列了下级科目" if slip.more else "",
        also_en=f", and {slip.more} more sums with it" if edit and slip.more else "; a subject may be left out" if slip.more else "",
        why=f"（{'、'.join(first.open)}）" if first.open else "",
    )  # fmt: skip


def _right(relation: Relation, cell: Operand) -> Quantity | None:
    """What the cell would have to say; None where nothing singles it out."""
    wanted = relation.edit.partition("→")[2]
    if not wanted or cell.quantity is None:
        return relation.expected if cell is relation.stated else None
    return replace(cell.quantity, value=Decimal(wanted) * cell.quantity.factor, text=wanted)
