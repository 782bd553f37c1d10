"""Formulas of a filled workbook: simple ones are worked out again and held against the result that was stored.

A stored result can be old: a program that writes workbooks without computing leaves the old one, or none. Sums, differences,
products, quotients, SUM and ROUND over cells of the same sheet are recomputed exactly; of anything else nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from jixiao.model.document import Cell
from jixiao.model.quantity import half_up, trim
from jixiao.patterns import regex

_TOKEN = regex(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)|(?P<ref>\$?[A-Z]{1,3}\$?\d+)(?![\w(!])"
    r"|(?P<number>\d+(?:\.\d+)?%?)|(?P<name>SUM|ROUND)(?=\()|(?P<sign>[-+*/(),]))",
    re.IGNORECASE,
)
_SHOWN = regex(r"\s*(-?[\d,]*\.?\d+)(%?)")
_NOISE = Fraction(1, 10**9)
"""What binary fractions may be off by; people write no more than six decimals."""


class NotSimpleError(ValueError):
    """A formula of which nothing is said."""


def stored(cell: Cell | None) -> Fraction | None:
    """The number in a cell; 0 for an empty one, None for words."""
    if cell is None or not (cell.stored or cell.text.strip()):
        return Fraction(0)
    if cell.stored:
        return Fraction(Decimal(cell.stored))
    shown = _SHOWN.match(cell.text)
    if shown is None:
        return None
    return Fraction(Decimal(shown[1].replace(",", ""))) / (100 if shown[2] else 1)


def stale(cell: Cell, at: Callable[[str], Cell | None]) -> str:
    """What the formula of `cell` gives now, where that is not what is stored in it; "" where it is, or nothing can be said.

    `at` gives the cell of a reference (E5), None for an empty one.
    """
    formula = cell.note.removeprefix("=")
    kept = stored(cell)
    if not formula or kept is None or cell.problem:
        return ""
    try:
        value = _Formula(formula, at).value()
    except (NotSimpleError, ZeroDivisionError):
        return ""
    if abs(value - kept) <= _NOISE * max(Fraction(1), abs(kept)):
        return ""
    return str(trim(half_up(value, 6)))


def leads_outside(cell: Cell) -> bool:
    """Whether the formula of `cell` takes something from another file: [决算.xlsx]表1!B2."""
    return "[" in cell.note


class _Formula:
    """A formula read from left to right."""

    def __init__(self, text: str, at: Callable[[str], Cell | None]) -> None:
        self.at = at
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text.rstrip()):
            found = _TOKEN.match(text, position)
            if found is None or found.lastgroup is None:
                raise NotSimpleError(text)
            self.tokens.append((found.lastgroup, found[found.lastgroup].upper().replace("$", "")))
            position = found.end()

    def value(self) -> Fraction:
        value = self.sum()
        if self.tokens:
            raise NotSimpleError
        return value

    def take(self, *signs: str) -> str:
        """The next sign where it is one of these."""
        if self.tokens and self.tokens[0] in [("sign", sign) for sign in signs]:
            return self.tokens.pop(0)[1]
        return ""

    def demand(self, sign: str) -> None:
        if not self.take(sign):
            raise NotSimpleError

    def sum(self) -> Fraction:
        value = self.product()
        while sign := self.take("+", "-"):
            value += self.product() * (1 if sign == "+" else -1)
        return value

    def product(self) -> Fraction:
        value = self.single()
        while sign := self.take("*", "/"):
            other = self.single()
            value = value * other if sign == "*" else value / other
        return value

    def single(self) -> Fraction:
        if self.take("-"):
            return -self.single()
        if self.take("+"):
            return self.single()
        if self.take("("):
            value = self.sum()
            self.demand(")")
            return value
        if not self.tokens:
            raise NotSimpleError
        kind, text = self.tokens.pop(0)
        match kind:
            case "number":
                return Fraction(Decimal(text.rstrip("%"))) / (100 if text.endswith("%") else 1)
            case "ref":
                return self.cell(text)
            case "name" if text == "SUM":
                return self.total()
            case "name":
                self.demand("(")
                value = self.sum()
                self.demand(",")
                places = self.sum()
                self.demand(")")
                return Fraction(half_up(value, int(places)))
        raise NotSimpleError

    def total(self) -> Fraction:
        """SUM: of a range the numbers only, as a workbook does it."""
        self.demand("(")
        value = Fraction(0)
        while True:
            if self.tokens and self.tokens[0][0] == "range":
                value += sum((stored(self.at(ref)) or Fraction(0) for ref in _refs(self.tokens.pop(0)[1])), Fraction(0))
            else:
                value += self.sum()
            if not self.take(","):
                break
        self.demand(")")
        return value

    def cell(self, ref: str) -> Fraction:
        value = stored(self.at(ref))
        if value is None:
            raise NotSimpleError
        return value


def _refs(area: str) -> list[str]:
    first, last = (re.fullmatch(r"([A-Z]+)(\d+)", one) for one in area.split(":"))
    assert first and last
    columns = range(_column(first[1]), _column(last[1]) + 1)
    rows = range(int(first[2]), int(last[2]) + 1)
    if len(columns) * len(rows) > 10_000:
        raise NotSimpleError(area)
    from jixiao.model.place import letters_of

    return [f"{letters_of(column)}{row}" for row in rows for column in columns]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
