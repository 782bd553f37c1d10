"""The labels of the files we make hold by arithmetic, as those of the texts do; nothing of the program is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gold.labelled_files import FILE_CASES, load_file, where
from tests.gold.labels import judge, readings
from tests.gold.test_labels import ACCEPTED, KINDS, LEVELS, VERDICTS


def said_in_prose(case: dict[str, Any]) -> list[str]:
    quotes = [quote for one in case["relations"] for quote in [one["stated"], *one["operands"]]]
    return [one for one in [*quotes, *(one["at"] for one in case["findings"])] if not one.startswith("@")]


@pytest.mark.parametrize("path", FILE_CASES, ids=lambda path: path.stem)
def test_a_case_has_the_form_described_in_the_readme(path: Path) -> None:
    case = load_file(path)
    assert set(case) <= {"format", "sheets", "blocks", "relations", "findings"}
    assert case["format"] in {"docx", "xlsx", "pdf", "html"}
    for one in case["relations"]:
        assert set(one) <= {"kind", "stated", "operands", "verdict", "how", "accept", "note", "unit", "read"}
        assert one["kind"] in KINDS and one["verdict"] in VERDICTS
    for one in case["findings"]:
        assert set(one) <= {"fault", "level", "at", "note", "optional"}
        assert one["fault"] in KINDS and one["level"] in LEVELS


@pytest.mark.parametrize("path", FILE_CASES, ids=lambda path: path.stem)
def test_words_quoted_stand_exactly_once_in_the_file(path: Path) -> None:
    case = load_file(path)
    text = "\n".join(case["blocks"])
    assert not {quote: text.count(quote) for quote in said_in_prose(case) if text.count(quote) != 1}


@pytest.mark.parametrize("path", FILE_CASES, ids=lambda path: path.stem)
def test_the_arithmetic_of_every_label_is_right(path: Path) -> None:
    for one in load_file(path)["relations"]:
        stated, *operands = readings(one)
        verdict = judge(one["kind"], stated, operands, how=one.get("how", ""), words=stated)
        assert one["verdict"] in ACCEPTED[verdict], (verdict, one)


@pytest.mark.parametrize("path", FILE_CASES, ids=lambda path: path.stem)
def test_every_broken_relation_has_its_finding_and_every_finding_its_relation(path: Path) -> None:
    case = load_file(path)

    def touches(at: str, quotes: list[str]) -> bool:
        return at in quotes or any(quote in at for quote in quotes if not quote.startswith("@"))

    broken = [one for one in case["relations"] if one["verdict"] == "inconsistent"]
    for one in broken:
        assert any(touches(finding["at"], [one["stated"], *one["operands"]]) for finding in case["findings"]), one
    for finding in case["findings"]:
        assert any(touches(finding["at"], [one["stated"]]) and one["kind"] == finding["fault"] for one in broken), finding


def test_half_of_the_files_hold_a_fault_and_every_format_is_there() -> None:
    cases = [load_file(path) for path in FILE_CASES]
    formats = [case["format"] for case in cases]
    assert {one: formats.count(one) for one in set(formats)} == {"docx": 12, "xlsx": 12, "pdf": 8, "html": 8}
    assert sum(bool(case["findings"]) for case in cases) == 21


def test_an_address_names_table_row_and_column() -> None:
    assert where("@C5") == (0, 4, 2)
    assert where("@2!A1") == (1, 0, 0)
