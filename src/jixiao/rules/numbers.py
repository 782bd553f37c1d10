"""Numbers of a rule and how we know them: a number inherits the source of its scoring, or of its indicator, or has its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.datafile import Path_
from jixiao.model.rulebook import Verified

_WEAKEST_LAST: tuple[Verified, ...] = ("seen", "derived", "recalled")
ROW_KINDS = ("at_least", "at_most", "qualitative", "by_date")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number standing at `path` below its indicator; "" where nothing says how it is known."""

    path: Path_
    verified: str
    source: str


def is_number(value: Any) -> bool:
    """Whether `value` is a plain number of a data file."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def is_sourced(value: Any) -> bool:
    """Whether `value` is {value, verified, source}."""
    return isinstance(value, dict) and "value" in value and value.keys() <= {"value", "verified", "source"}


def unwrap(value: Any) -> Any:
    """`value` with every {value, verified, source} in it replaced by its value."""
    if is_sourced(value):
        return unwrap(value["value"])
    if isinstance(value, dict):
        return {key: unwrap(one) for key, one in value.items()}
    if isinstance(value, list):
        return [unwrap(one) for one in value]
    return value


def number_of(value: Any) -> Fraction | None:
    """The number `value` is or holds, None if it is none."""
    found = unwrap(value)
    return Fraction(found) if is_number(found) else None


def scorings(node: dict[str, Any]) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """The scorings of an indicator: its own, or the three of its rows; what has the wrong shape is passed over."""
    if isinstance(node.get("scoring"), dict):
        yield ("scoring",), node["scoring"]
    rows = node.get("rows")
    if isinstance(rows, dict):
        yield from ((("rows", kind), rows[kind]) for kind in ROW_KINDS if isinstance(rows.get(kind), dict))


def sourced_numbers(node: dict[str, Any]) -> Iterator[Sourced]:
    """Every number of an indicator or a veto (weight and rule, not those below it) with what is known of its origin."""
    mine = str(node.get("verified") or ""), str(node.get("source") or "")
    yield from _numbers(node.get("weight"), ("weight",), mine)
    yield from _numbers(node.get("cap_total"), ("cap_total",), mine)
    for path, scoring in scorings(node):
        own = str(scoring.get("verified") or mine[0]), str(scoring.get("source") or mine[1])
        yield from _numbers(scoring, path, own)
        if isinstance(scoring.get("method"), str) and not any(True for _ in _numbers(scoring, path, own)):
            yield Sourced(path, *own)


def _numbers(value: Any, path: Path_, known: tuple[str, str]) -> Iterator[Sourced]:
    if is_sourced(value):
        yield Sourced(path, str(value.get("verified") or ""), str(value.get("source") or ""))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _numbers(one, (*path, key), known)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _numbers(one, (*path, index), known)
    elif is_number(value):
        yield Sourced(path, *known)


def weakest(found: list[Sourced]) -> tuple[Verified, str]:
    """How well the least certain of these numbers is known, and from where."""
    ranked = sorted(
        (one for one in found if one.verified in _WEAKEST_LAST), key=lambda one: _WEAKEST_LAST.index(_verified(one))
    )
    return (_verified(ranked[-1]), ranked[-1].source) if ranked else ("seen", "")


def _verified(one: Sourced) -> Verified:
    return next(word for word in _WEAKEST_LAST if word == one.verified)
