"""A person waits for what is loaded: the check of a text loads nothing that only other commands or other files need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.compose.opinion import opinion_words
from jixiao.compose.recognise import ENDING

ROOT = Path(__file__).parents[2]
TWIN = ROOT / "examples" / "seed-twin" / "report.txt"
FOREIGN = ("lxml", "zipfile", "docx", "xlsxwriter", "python_calamine", "pypdfium2", "jsonschema", "numpy", "pygal")
OURS = ("intake", "compose", "rules", "extract.tables", "sampling", "monitor")
"""Folders of which the check of a text needs next to nothing."""
ALLOWED = {
    "intake.layout", "intake.recognise", "compose.recognise", "extract.tables.flattened", "extract.tables.stacked", "extract.tables.lines",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """What stands in memory after the check of a text."""
    code = (
        "import json, sys; from pathlib import Path; from jixiao import api; found = api.check_files([Path(sys.argv[1])]);"
        "api.format_reviews(found, 'text'); print(json.dumps(sorted(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(TWIN)], env=environment, capture_output=True, text=True, check=True
    )
    names: list[str] = json.loads(done.stdout)
    return names


@pytest.mark.parametrize(("args", "seldom"), [("", True), ("args=['--version'], ", False)])
def test_garbage_is_collected_seldom_in_a_process_of_ours(args: str, seldom: bool) -> None:
    """A script that calls a command keeps the settings of its own process."""
    code = (
        f"import gc, sys; sys.argv = ['jixiao', '--version']; from jixiao.cli import SELDOM, main; main({args}standalone_mode=False);"
        "print(gc.get_threshold() == SELDOM)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(seldom)


def test_no_library_of_other_formats_is_loaded(loaded: list[str]) -> None:
    assert [one for one in loaded if one in FOREIGN] == []


def test_nothing_of_the_other_road_or_of_tables_is_loaded(loaded: list[str]) -> None:
    own = [one.removeprefix("jixiao.") for one in loaded if one.startswith("jixiao.")]
    assert [one for one in own if one.startswith(tuple(f"{folder}." for folder in OURS)) and one not in ALLOWED] == []


def test_the_ending_that_opinions_are_known_by_is_that_of_their_titles() -> None:
    assert opinion_words()["title"].endswith(ENDING)
    assert opinion_words()["plain_title"].endswith(ENDING)
