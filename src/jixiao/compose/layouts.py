"""Layouts of the self-evaluation form as data: forms/<id>.yaml says which columns, heads and rows a form has, and in what order.

A layout is a list of sections, drawn from the top across the columns whose `widths` it gives:

title       a head across the table: '{title}（{year}年度）'
line        words side by side: [{text, span}]
fields      rows of label and value: [[{label, text | show, label_span, span}]]
funds       amounts by basis with the execution rate and its points: {label, columns, rows, rates, nothing}
goals       年度总体目标: what was wanted and what came of it; the word is the label
indicators  a row for each indicator: {label, columns}
total       the last row of the indicators; the word is its label
sign        who filled it in, across the table

A column is {head, show, span}; what `show` may say is listed in `jixiao.compose.columns` and, for funds, in `FUNDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.compose.sentences import load
from jixiao.model.rulebook import Rulebook

USUAL = {"department": "department-ratio", "project": "project-2020"}
"""The layout of a rulebook that names none."""
BASES = ("initial_budget", "adjusted_budget", "executed")
FUNDS = ("name", *BASES, "weight", "rate", "rate_digits", "score", "execution_reason")
"""What a column of funds may show."""
SECTIONS = ("title", "line", "fields", "funds", "goals", "indicators", "total", "sign")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section: its head, what it shows, how many columns of the table it takes."""

    head: str
    show: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """One form. `sections` are (kind, what the file says of it) in order."""

    id: str
    title: str
    widths: tuple[int, ...]
    source: Mapping[str, str]
    sections: tuple[tuple[str, Any], ...]

    def section(self, kind: str) -> Any:
        """What the file says of the first section of this kind; None where it has none."""
        return next((one for name, one in self.sections if name == kind), None)


def layout_of(rulebook: Rulebook) -> Layout:
    """The layout a rulebook names, or the usual one of its kind."""
    return layout(rulebook.form or USUAL[rulebook.kind])


def layout_ids() -> list[str]:
    """All layouts that ship, by id."""
    folder = resources.files("jixiao.compose").joinpath("forms")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


@lru_cache(maxsize=32)
def layout(id: str) -> Layout:
    """The layout `id`."""
    raw = load(f"forms/{id}.yaml")
    sections = tuple(pair for one in raw["sections"] for pair in one.items())
    return Layout(raw["form"], raw["title"], tuple(raw["widths"]), raw["source"], sections)


def columns(section: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns of a section of funds or indicators."""
    return tuple(Column(**one) for one in section["columns"])
