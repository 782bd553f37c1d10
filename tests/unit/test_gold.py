"""On labelled and on friendly texts: nothing is accused that a reader did not find wrong. How much is found is counted by `make accuracy`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document
from tests.gold import floor
from tests.gold.counting import ARITHMETIC, unfounded
from tests.gold.sources import Text, files, gold

KNOWN = Counter(floor.load()["accused"])
"""Findings that are wrong and known to be: named in floor.yaml, and none is added."""
FRIENDS = sorted((Path(__file__).parent.parent / "friends").glob("*.txt"))


@pytest.mark.parametrize("text", [pytest.param(text, id=text.name) for text in gold()])
def test_every_arithmetic_finding_on_a_gold_text_is_a_reader_s(text: Text) -> None:
    reviewed = text.reviewed()

    said = unfounded(text, reviewed)

    newly = Counter(f"{text.name}: {one.code} {one.level}" for one in said) - KNOWN
    assert not newly, [one.message for one in said]


def test_every_arithmetic_finding_on_a_file_is_a_reader_s_and_no_consistent_file_is_accused() -> None:
    said = {file.name: unfounded(file, file.reviewed()) for file in files()}

    newly = Counter(f"{name}: {one.code} {one.level}" for name, found in said.items() for one in found) - KNOWN
    assert len(said) == 40
    assert not newly, [f"{one.place} {one.message}" for found in said.values() for one in found]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FRIENDS])
def test_nothing_is_accused_in_a_friendly_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("\n", 1)[1]

    review = review_document(read(text.encode(), path.name))

    assert [
        f"{one.code} {one.level}: {one.message}"
        for one in review.findings
        if one.level is Level.ERROR or (one.level is Level.WARNING and ARITHMETIC.fullmatch(one.code))
    ] == []
