"""A finding (疑点): a doubt about a report, at its place, with the figures it rests on. People decide."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jixiao.model.claim import Operand
from jixiao.model.place import Place
from jixiao.model.record import record


class Level(StrEnum):
    """error: wrong beyond doubt, whatever the reading · warning: must be explained · info: worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


LEVEL_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


@record(frozen=True, slots=True)
class Finding:
    """`args` are data; the sentence is made from the check's templates, kept apart (`message` is filled by the review).

    `stated` and `expected` are in `unit`, the unit printed at the place; `rests_on` are the figures used, with places.
    """

    code: str
    name: str
    level: Level
    place: Place
    quote: str
    args: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    stated: str = ""
    expected: str = ""
    unit: str = ""
    rests_on: tuple[Operand, ...] = ()
    changes: str = ""

    @property
    def fingerprint(self) -> str:
        """Stable across runs and files: code, quote and arguments, not the position."""
        key = "|".join([self.code, self.quote, *(f"{name}={self.args[name]}" for name in sorted(self.args))])
        return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A doubt that somebody has looked into and settled (情况说明): by whom, why, on which day ("" where unsaid)."""

    fingerprint: str
    by: str
    why: str
    date: str = ""
