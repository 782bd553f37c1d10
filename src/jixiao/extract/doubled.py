"""Text whose digits were written twice over (69.23%69.23%, 1313个 for 13个): what such counts miss is the conversion's fault.

Letters laid over each other to look bold come out of a page twice. Where a line shows it, a number of two equal halves is not
taken at its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jixiao.extract.prose import Prose
from jixiao.model.claim import Operand, Relation, Verdict
from jixiao.patterns import regex

DOUBLED = "文字重影，数字可能重复"

_TWICE = regex(r"(?<![\d.])(\d{1,6}\.\d{1,4}%?),?\1(?![\d.])")


def without_doubled(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations; misses over numbers that the conversion may have doubled are not judged."""
    suspects = [
        one for one in relations if one.verdict is Verdict.INCONSISTENT and any(map(_halves, (one.stated, *one.operands)))
    ]
    if not suspects or _TWICE.search(prose.string) is None:
        return list(relations)
    doubted = {id(one) for one in suspects}
    return [replace(one, verdict=Verdict.UNVERIFIABLE, detail=DOUBLED) if id(one) in doubted else one for one in relations]


def _halves(operand: Operand) -> bool:
    """Whether the digits are the same twice: 1313, 22."""
    if operand.quantity is None:
        return False
    digits = operand.quantity.text
    half = len(digits) // 2
    return digits.isdigit() and len(digits) == 2 * half and digits[:half] == digits[half:]
