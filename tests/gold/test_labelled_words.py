"""The labels of the texts on goals, bases, indicators, structure and words hold together. Nothing of jixiao is imported."""

from pathlib import Path

import pytest

from tests.gold.labelled_words import FAMILY, LEVELS, WORD_CASES, comes_out
from tests.gold.labels import load


@pytest.mark.parametrize("path", WORD_CASES, ids=lambda path: path.stem)
def test_a_labelled_text_has_the_form_described_in_the_readme(path: Path) -> None:
    case = load(path)
    assert set(case) <= {"text", "docx", "faults", "fine", "sums"}
    assert 590 <= len(case["text"]) <= 2500
    assert "虚构" in case["text"]
    for fault in case["faults"]:
        assert set(fault) <= {"id", "level", "at", "why", "whole", "optional", "or"} and fault["why"]
        assert fault["level"] in LEVELS
    for fine in case["fine"]:
        assert set(fine) == {"at", "ids", "why"} and fine["ids"]


@pytest.mark.parametrize("path", WORD_CASES, ids=lambda path: path.stem)
def test_every_quote_stands_once(path: Path) -> None:
    case = load(path)
    quotes = [one["at"] for one in (*case["faults"], *case["fine"])]
    assert not {quote: case["text"].count(quote) for quote in quotes if case["text"].count(quote) != 1}


@pytest.mark.parametrize("path", WORD_CASES, ids=lambda path: path.stem)
def test_figures_that_are_no_fault_come_out(path: Path) -> None:
    assert not [one for one in load(path)["sums"] if not comes_out(one)]


def test_every_kind_stands_in_both_halves() -> None:
    for parity in (0, 1):
        cases = [load(path) for path in WORD_CASES if int(path.name[:3]) % 2 == parity]
        held = {fault["id"] for case in cases for fault in case["faults"] if not fault.get("optional")}
        assert set(FAMILY) <= held, set(FAMILY) - held
        assert sum(not case["faults"] for case in cases) == 11


def test_formulas_are_recomputed() -> None:
    assert comes_out("98.00%=290.08/296.00") and comes_out("12.5=10+2.5") and comes_out("0.33=1/3")
    assert not comes_out("12.6=10+2.5") and not comes_out("97.99%=290.08/296.00")
