"""What a scoring method, a list of bands, or a rule of lint has to object to in one indicator."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.datafile import Path_
from jixiao.model.finding import Level


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fault at `path` below the scoring (below the indicator, for a rule of lint).

    Where the file is and what the indicator is called, the caller knows. `rule` is the rule of lint, under which a
    rulebook may declare it as a defect of its source; "" for what keeps the rulebook from being used.
    """

    path: Path_
    what: str
    hint: str
    rule: str = ""
    level: Level = Level.ERROR
