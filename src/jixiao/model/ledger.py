"""What was counted from a ledger (台账): a value with the rows that made it. Cases, not people: no row's words are kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jixiao.model.place import Place


@dataclass(frozen=True, slots=True)
class Counted:
    """An actual value counted from the ledger called `ledger`.

    `value` is exact, in `unit` (96.67% is 290/3, %); `shown` is how it is printed. `formula` says what was counted,
    `substituted` puts the counts in (58 ÷ 60). `lines` tell which rows counted, which did not and why, and which columns
    were left unread; they belong into every trace. `notes` say how many cases could not be counted.
    """

    ledger: str
    measure: str
    value: Fraction
    unit: str
    shown: str
    formula: str
    substituted: str
    place: Place
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
