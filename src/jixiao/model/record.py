"""Values made in great numbers: mentions, places, cells, amounts (ADR 0030).

`@record(frozen=True, slots=True)` is a frozen dataclass to the type checker, which forbids to set a field anywhere. At run time the
fields are set as those of any object: a frozen dataclass sets every one through a call, and making it took six times as long.
Equality, hash and `replace` are a dataclass's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool) -> Any:
        """A dataclass with slots and a hash, whose fields only the type checker guards."""
        return dataclass(slots=slots, unsafe_hash=frozen)
