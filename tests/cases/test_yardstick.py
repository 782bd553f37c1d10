"""The expected findings of a case stand on words that its report really holds. Knows nothing of the program."""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CASES = sorted(HERE.glob("*/expected.yaml"))
LEVELS = {"error", "warning", "info"}


def load(path: Path) -> tuple[dict, str]:
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    return expected, (ROOT / expected["report"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_expected_finding_stands_on_words_of_the_report(path: Path) -> None:
    expected, report = load(path)
    for finding in expected["findings"]:
        assert finding["level"] in LEVELS
        assert finding.get("at") or finding.get("missing"), finding["id"]
        for words in finding.get("at", []) + finding.get("also", []):
            assert words in report, words
    for silent in expected["nothing"]:
        assert silent["at"] in report, silent["at"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_listed_figures_stand_in_the_report_in_this_order(path: Path) -> None:
    expected, report = load(path)
    position = 0
    for figure in expected["figures"]:
        found = report.find(figure["text"], position)
        assert found >= 0, f"{figure['of']} {figure['text']}"
        position = found + len(figure["text"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_a_missing_section_is_not_a_heading_of_the_report(path: Path) -> None:
    expected, report = load(path)
    for finding in expected["findings"]:
        for section in finding.get("missing", []):
            assert section not in report, section
