"""Text and figures as office files can hold them."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.document import Cell
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.patterns import regex

_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DIGITS = regex(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")


def plain(text: str) -> str:
    """`text` without the control characters that XML forbids."""
    return _CONTROL.sub("", text)


def breadth(text: str) -> int:
    """Width of a line in Latin characters: a Chinese one counts two."""
    return sum(1 if mark.isascii() else 2 for mark in text)


def figure(cell: Cell) -> tuple[Decimal, int, str] | None:
    """The number a cell shows, its decimals and the unit shown behind it; None where it shows no single exact figure.

    Only what a Fact stands behind is a figure: text that looks like a number stays text.
    """
    fact: Fact | None = cell.fact
    if fact is None and len(cell.runs) == 1 and not isinstance(cell.runs[0], str):
        fact = cell.runs[0]
    if fact is None or not isinstance(fact.value, Quantity):
        return None
    quantity = fact.value
    unit = "" if cell.fact is not None else quantity.printed_unit or quantity.unit
    shown = cell.text.removesuffix(unit)
    match = _DIGITS.fullmatch(shown)
    if match is None or not shown.isascii():
        return None
    return Decimal(shown.replace(",", "")), len(match[1] or ""), unit
