"""Questions (PE) to agencies that stand apart in a run: of the figures, scores and targets that were scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from jixiao.batch.blocks import Block
from jixiao.batch.peer_columns import PeerColumns
from jixiao.batch.scored import KNOWN, PLACES, TotalColumns
from jixiao.model.case import Case, Row
from jixiao.model.outcome import Known, Scorecard
from jixiao.model.question import Question
from jixiao.model.reference import Measure, Observed, Traits
from jixiao.peers.sources import Gathered, bare_name, rows_of_case
from jixiao.reference.groups import traits_of
from jixiao.reference.measures import measures
from jixiao.reference.outliers import Aimed, apart, far_exceeded, tell_nothing, unchanged
from jixiao.text.quantities import quantity, target

MOST = 200_000
"""Agencies that are compared in one run: all their values stand in memory."""


class Peers:
    """What a run needs to know of all its agencies to compare them."""

    def __init__(self) -> None:
        self.gathered = Gathered()
        self.rows: list[Aimed] = []
        self.totals: list[tuple[str, int, Fraction]] = []
        self.count = 0
        self.notes: list[str] = []
        self.columns = PeerColumns()
        self.traits: dict[str, Traits] = {}

    def add_block(self, block: Block, totals: TotalColumns, rows: Mapping[int, Sequence[Row]]) -> None:
        """The agencies of one block of a table, with the indicators they wrote themselves."""
        self.count += len(block)
        if self.count > MOST:
            return
        staff = block.facts.get(("staff_in_post", "", 0))
        heads = [None if staff is None else staff.value(at) for at in range(len(block))]
        traits = [
            traits_of(one, None if of is None else Fraction(of)) for one, of in zip(block.agencies, heads, strict=True)
        ]
        self.columns.add(block, traits)
        self.traits.update(zip(block.agencies, traits, strict=True))
        for at, of in rows.items():
            self._rows(block.agencies[at], block.year, of)
        for at in np.flatnonzero(totals.status == KNOWN).tolist():
            self.totals.append((block.agencies[at], block.year, Fraction(int(totals.total[at]), 10**PLACES)))

    def add_case(self, case: Case, card: Scorecard) -> None:
        """One case, with the indicators the agency wrote itself."""
        self.count += 1
        if self.count > MOST:
            return
        name = bare_name(case.agency)
        self.gathered.facts(name, case.facts, "case", case.file)
        for measure, actual, _ in rows_of_case(case):
            self.gathered.row(name, case.year, measure, actual, "case", case.file)
        self._rows(name, case.year, case.rows)
        if isinstance(card.total, Known):
            self.totals.append((name, case.year, card.total.value))

    def _rows(self, agency: str, year: int, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.measure != "定性":
                aimed, actual = target(row.target) if row.target else None, quantity(row.actual) if row.actual else None
                self.rows.append(Aimed(agency, year, row.name, row.target, aimed, actual))

    def questions(self) -> list[Question]:
        """Everything to be asked, agency by agency."""
        if self.count > MOST:
            self.notes.append(f"单位有 {self.count} 家，超过 {MOST} 家，没有作同类比较，请按地区分开计分")
            return []
        traits = {**self.traits, **self.gathered.traits({})}
        known: dict[str, Measure] = {**self.gathered.measures, **measures()}
        values: list[Observed] = self.gathered.values
        found = [
            *self.columns.questions(),
            *apart(values, traits, known),
            *unchanged(self.rows),
            *far_exceeded(self.rows),
            *tell_nothing(self.totals, traits),
        ]
        return sorted(found, key=lambda one: (one.agency, one.year or 0, one.code, one.sentence))
