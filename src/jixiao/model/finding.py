"""A finding (疑点): a doubt about a report, at its place, with the figures it rests on. People decide."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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
    Findings of one review with the same `slip` (0: none) are explained by one wrong figure: people are shown the first of
    them, with the others under it.
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
    slip: int = 0

    @property
    def fingerprint(self) -> str:
        """Stable across runs and files: code, quote and arguments, not the position."""
        key = "|".join([self.code, self.quote, *(f"{name}={self.args[name]}" for name in sorted(self.args))])
        return hashlib.sha256(key.encode()).hexdigest()[:16]


def by_slip(findings: Sequence[Finding]) -> list[tuple[Finding, tuple[Finding, ...]]]:
    """What to show of `findings`, in their order: each with those under it that the same slip explains (none for most)."""
    with_it: dict[int, list[Finding]] = {}
    for one in findings:
        with_it.setdefault(one.slip, []).append(one)
    first = {slip: members[0] for slip, members in with_it.items() if slip}
    return [
        (one, tuple(with_it[one.slip][1:]) if one.slip else ()) for one in findings if not one.slip or one is first[one.slip]
    ]


def same_slip_as(finding: Finding, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The others of `findings` that the slip behind `finding` explains too."""
    return tuple(one for one in findings if one.slip == finding.slip and one is not finding) if finding.slip else ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A doubt that somebody has looked into and settled (情况说明): by whom, why, on which day ("" where unsaid)."""

    fingerprint: str
    by: str
    why: str
    date: str = ""
