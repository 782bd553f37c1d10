"""The files we make, and what a reader wrote down about them. Nothing of jixiao is imported here.

A quote is words that stand once in the file, or a cell: `@C5`, `@2!C5` in the second table, `@C5:C8` for the figures of a range.
Rows and columns are counted as they are drawn, merged cells included, whatever the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.gold.labels import FOLDER, load

FILE_CASES = sorted((FOLDER / "files").glob("[0-9]*.yaml"))
ADDRESS = re.compile(r"@(?:(\d)!)?([A-L])(\d+)(?::([A-L])(\d+))?")
SCORES = ("score_sum", "weight_sum", "score_bound", "score_rule")
LEFT, ABOVE = "<", "^"
"""A cell that belongs to the one on its left, or to the one above."""
Rows = list[list[str]]


def rows_of(block: str) -> Rows:
    return [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def is_table(block: str) -> bool:
    return "|" in block


def tables(case: Mapping[str, Any]) -> list[Rows]:
    return [rows_of(block) for block in case["blocks"] if is_table(block)]


def where(address: str) -> tuple[int, int, int]:
    """Table, row and column of a cell, counted from 0."""
    match = ADDRESS.fullmatch(address)
    assert match, address
    return int(match[1] or 1) - 1, int(match[3]) - 1, ord(match[2]) - ord("A")


def cell(case: Mapping[str, Any], address: str) -> str:
    table, row, column = where(address)
    return tables(case)[table][row][column]


def spread(case: Mapping[str, Any], quotes: Sequence[str]) -> Iterator[str]:
    """Quotes with every range taken apart into its cells that hold a figure."""
    for quote in quotes:
        match = ADDRESS.fullmatch(quote)
        if match is None or match[4] is None:
            yield quote
            continue
        sheet = f"{match[1]}!" if match[1] else ""
        for row in range(int(match[3]), int(match[5]) + 1):
            for column in range(ord(match[2]), ord(match[4]) + 1):
                one = f"@{sheet}{chr(column)}{row}"
                if re.search(r"\d", cell(case, one)):
                    yield one


def reading(case: Mapping[str, Any], quote: str, unit: str) -> str:
    """A quote with the unit of its column, where a cell prints none."""
    if not quote.startswith("@"):
        return quote
    text = cell(case, quote)
    return text + unit if text[-1].isdigit() else text


def units(relation: Mapping[str, Any], operands: int) -> list[str]:
    """The units of bare cells: stated first. A weight is exact, so that its share is known to the last digit."""
    if relation["kind"] == "score_rule":
        return ["分", ".00分", *[relation.get("unit", "万元")] * (operands - 1)]
    unit = "分" if relation["kind"] in SCORES else relation.get("unit", "万元")
    return [unit] * (operands + 1)


def load_file(path: Path) -> dict[str, Any]:
    """A case with ranges taken apart and every quote read; a relation holds where nothing else is said."""
    case = load(path)
    for one in case["relations"]:
        one["operands"] = list(spread(case, one["operands"]))
        quotes = [one["stated"], *one["operands"]]
        one["read"] = [
            reading(case, quote, unit) for quote, unit in zip(quotes, units(one, len(one["operands"])), strict=True)
        ]
        one.setdefault("verdict", "consistent")
    return case
