"""Texts labelled for what reviewers find beyond arithmetic: goals and results, bases, indicators, structure, words.

A label names a defect by its number in the catalogue of review practice (A17 full marks for a missed target …), never a code of
the program, so that it was written without knowing the checks. Nothing of jixiao is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from tests.gold.labels import FOLDER, evaluate

WORD_CASES = sorted((FOLDER / "words").glob("[0-9]*.yaml"))
LEVELS = ("error", "warning", "info")
KINDS = {
    "goals": ("D21", "D22", "D23", "D07", "D08", "D10", "A17", "A18", "A19", "A20"),
    "bases": ("E21", "E22", "E23", "D24", "C11", "C12"),
    "indicators": (
        *("D01", "D02", "D03", "D04", "D05", "D06", "D11", "D12", "D13", "D15", "D17", "D18", "D20"),
        *("D25", "D26"),
    ),
    "structure": ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E14", "E18"),
    "words": ("E08", "E09", "E10", "E11", "E12", "E13", "E15", "E19", "E20"),
}
"""The numbers of the catalogue that every half holds at least once, by family."""
FAMILY = {one: family for family, kinds in KINDS.items() for one in kinds}


def as_blocks(text: str) -> list[str]:
    """Lines as paragraphs; lines with bars that follow each other are a table."""
    blocks: list[str] = []
    for is_row, lines in groupby(text.splitlines(), key=lambda line: "|" in line):
        rows = list(lines)
        blocks += ["\n".join(rows)] if is_row else rows
    return [one for one in blocks if one.strip()]


def comes_out(formula: str) -> bool:
    """Whether `98.00%=290.08/296.00` holds: exactly for sums, to the printed digits for what was divided or multiplied."""
    left, right = formula.split("=")
    printed = Decimal(left.rstrip("%"))
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    divided = bool(re.search("[*/%]", formula))
    value = evaluate(right, {}) * (100 if left.endswith("%") else 1)
    return abs(value - Fraction(printed)) <= (Fraction(10) ** exponent / 2 if divided else 0)


def document_case(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case with tables as a Word file of `made_files`."""
    return {"format": "docx", "blocks": as_blocks(case["text"])}
