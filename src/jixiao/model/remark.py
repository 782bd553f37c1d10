"""A remark of lint: one thing wrong, or doubtful, in a rulebook, at its line; a defect of the source is known when the book says so."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.errors import Fault
from jixiao.model.finding import Level


@dataclass(frozen=True, slots=True)
class Remark:
    """`rule` is the rule of lint it falls under ("": the book cannot be used as it is).

    error: the book contradicts itself or does nothing · warning: hardly meant so · info: the source leaves it open.
    `indicator` is the id of the indicator meant, "" for the book as a whole. `known`: why the book declares that its
    source has it so (`known` in the rulebook); a known remark is shown and counts as settled.
    """

    rule: str
    level: Level
    fault: Fault
    indicator: str = ""
    known: str = ""

    @property
    def open(self) -> bool:
        """Whether this is an error nobody has declared."""
        return self.level is Level.ERROR and not self.known
