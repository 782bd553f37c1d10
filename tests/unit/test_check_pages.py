"""Every check's page is its test: it speaks where the page marks it, at that level, and is silent everywhere else."""

from __future__ import annotations

import pytest

from jixiao.checks.check import Check, checks
from jixiao.checks.pages import Example, line_of, page, read_page
from jixiao.model.document import Table
from tests.examples import reviewed

CASES = [
    pytest.param(one, example, id=f"{code}-{index}-{example.title}")
    for code, one in checks.items()
    for index, example in enumerate(page(one).examples)
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_page_example(check: Check, example: Example) -> None:
    findings = [one for one in reviewed(example).findings if one.code == check.code]

    assert sorted((line_of(one.place), str(one.level)) for one in findings) == list(example.expected)
    if example.sentences is not None:
        assert [f"{one.code} {one.level} {one.message}" for one in findings] == list(example.sentences)


@pytest.mark.parametrize(
    "check", [one for code, one in checks.items() if code[:2] != "AR" and code != "CS01"], ids=lambda one: one.code
)
def test_a_page_pins_a_sentence_and_shows_two_traps(check: Check) -> None:
    """What a person reads is part of the page: the first example that fires says its sentence, two stay silent."""
    examples = page(check).examples
    firing = [one for one in examples if one.expected]
    assert firing
    assert firing[0].sentences is not None
    assert sum(1 for one in examples if not one.expected) >= 2


def test_a_table_of_a_page_becomes_a_table() -> None:
    text = "## 例：表\n```table\n| 三级指标 | 分值 |\n| 甲 | 5 |   # SC01 error\n```\n"
    (example,) = read_page(text, "SC01").examples

    (table,) = example.document().blocks

    assert isinstance(table, Table)
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [["三级指标", "分值"], ["甲", "5"]]
    assert example.expected == ((2, "error"),)
    assert line_of(table.cells[3].place) == 2
