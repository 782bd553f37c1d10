"""Grades (绩效等级): the words reports use and the scales in force here and there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.datafile import own_data


@dataclass(frozen=True, slots=True)
class Scale:
    """A grade scale: each grade from its edge (closed) up to the next better one (open)."""

    key: str
    name: str
    edges: tuple[tuple[str, Decimal], ...]

    def grade_of(self, score: Decimal) -> str:
        """The grade of a score; "" below every edge."""
        return next((name for name, edge in self.edges if score >= edge), "")


@lru_cache(maxsize=1)
def _data() -> tuple[dict[str, str], tuple[Scale, ...], frozenset[str]]:
    data = own_data("catalog", "grades.yaml")
    words = {word: grade for grade, these in data["words"].items() for word in these}
    scales = tuple(
        Scale(key, one["name"], tuple((name, Decimal(edge)) for name, edge in one["edges"].items()))
        for key, one in data["scales"].items()
    )
    return words, scales, frozenset(word for one in data["local"] for word in one["words"])


def grade_words() -> dict[str, str]:
    """Every word for a grade and the grade it means: 优秀 → 优."""
    return _data()[0]


def local_grade_words() -> frozenset[str]:
    """Words that a place's own documents use for grades (合格 in Shanghai): not wrong, though the national scale lacks them."""
    return _data()[2]


def scales() -> tuple[Scale, ...]:
    """All known scales, the national one first."""
    return _data()[1]
