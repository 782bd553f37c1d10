"""The labels of the bundles hold together. Nothing of jixiao is imported."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.gold.labelled_bundles import BUNDLE_CASES, JOINED, bytes_of, labels, last_number, neighbour, printed, words_of
from tests.gold.labelled_words import LEVELS, comes_out
from tests.gold.labels import load


@pytest.mark.parametrize("path", BUNDLE_CASES, ids=lambda path: path.stem)
def test_a_bundle_has_the_form_described_in_the_readme(path: Path) -> None:
    case = load(path)
    assert set(case) <= {"report", "beside", "faults", "fine", "told", "joins", "sums"}
    for file in (case["report"], *case["beside"]):
        assert bytes_of(file)
    for fault in case["faults"]:
        assert set(fault) <= {"id", "level", "why", "at", "file", "cell", "or", "optional"}
        assert fault["level"] in LEVELS and fault["id"] in JOINED and ("at" in fault or "cell" in fault)
    for told in case.get("told", ()):
        assert set(told) == {"file", "why"} and neighbour(case, told["file"])
    assert bool(case["faults"]) != bool(case.get("joins"))


@pytest.mark.parametrize("path", BUNDLE_CASES, ids=lambda path: path.stem)
def test_quotes_stand_once_and_cells_exist(path: Path) -> None:
    case = load(path)
    report = words_of(case["report"])
    for label in labels(case):
        assert "at" not in label or report.count(label["at"]) == 1, label
        if "cell" in label:
            assert printed(case, label), label
            if not label["cell"].startswith("@"):
                assert words_of(neighbour(case, label["file"])).count(label["cell"]) == 1, label
        elif "file" in label:
            assert neighbour(case, label["file"])


@pytest.mark.parametrize("path", BUNDLE_CASES, ids=lambda path: path.stem)
def test_figures_of_the_report_come_out(path: Path) -> None:
    assert not [one for one in load(path)["sums"] if not comes_out(one)]


@pytest.mark.parametrize("path", BUNDLE_CASES, ids=lambda path: path.stem)
def test_joined_figures_are_equal(path: Path) -> None:
    """To the printed digits of the report; 元 are a ten-thousandth of 万元."""
    case = load(path)
    for join in case.get("joins", ()):
        if join["id"] == "B10":
            continue
        ours, theirs = last_number(join["at"]), last_number(printed(case, join))
        assert ours in (theirs, (theirs / 10000).quantize(Decimal("0.01"))), join


def test_every_kind_stands_in_both_halves() -> None:
    for parity in (0, 1):
        cases = [load(path) for path in BUNDLE_CASES if int(path.name[:2]) % 2 == parity]
        held = {fault["id"] for case in cases for fault in case["faults"] if not fault.get("optional")}
        assert set(JOINED) <= held, set(JOINED) - held
        assert sum(not case["faults"] for case in cases) == 4
