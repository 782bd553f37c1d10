"""Every check's page is its test: it speaks where the page marks it, at that level, and is silent everywhere else."""

from __future__ import annotations

import pytest

from jixiao.checks.check import Check, checks
from jixiao.checks.pages import Example, page
from jixiao.readers import read
from jixiao.review import review_document

CASES = [
    pytest.param(one, example, id=f"{code}-{index}-{example.title}")
    for code, one in checks.items()
    for index, example in enumerate(page(one).examples)
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_page_example(check: Check, example: Example) -> None:
    document = read(example.text.encode(), "例.txt")
    lines = [number for number, line in enumerate(example.text.split("\n")) if line.strip()]
    line_of = {block.place.ref: number for block, number in zip(document.texts(), lines, strict=True)}

    findings = [one for one in review_document(document).findings if one.code == check.code]

    assert sorted((line_of[one.place.ref], str(one.level)) for one in findings) == list(example.expected)
    if example.sentences is not None:
        assert [f"{one.code} {one.level} {one.message}" for one in findings] == list(example.sentences)
