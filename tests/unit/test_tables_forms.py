"""The forms of tests/tables, as Word files, workbooks and pages: clean ones are silent, each planted fault is found at its cell."""

from __future__ import annotations

import re

import pytest

from jixiao.model.document import Document
from jixiao.model.finding import Finding, Level
from jixiao.readers import read
from jixiao.review import review_document
from tests.unit.forms_made import FOLDER, SAMPLES, Fault, Sample, as_html, as_word, as_workbook

FILES = {"xlsx": as_workbook, "docx": as_word, "html": as_html}
FAULTS = [pytest.param(sample, fault, id=f"{name}-{fault}") for name, sample in SAMPLES.items() for fault in sample.faults]


def document(sample: Sample, kind: str) -> Document:
    return read(FILES[kind](sample), f"表.{kind}")


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Doubts about the tables; what the text around them lacks is none of theirs."""
    return [f"{one.code} {one.level} {one.place}: {one.message}" for one in findings if one.level is not Level.INFO]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_form_that_fits_is_read_and_silent(sample: Sample, kind: str) -> None:
    review = review_document(document(sample, kind))

    assert told(review.findings) == []
    assert review.facts or review.relations or not sample.faults


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_every_kind_of_file_gives_the_same_facts(sample: Sample) -> None:
    one, *others = (review_document(document(sample, kind)) for kind in FILES)

    for other in others:
        assert {(fact.key, str(fact.value)) for fact in one.facts} == {(fact.key, str(fact.value)) for fact in other.facts}


@pytest.mark.parametrize(("sample", "fault"), FAULTS)
def test_a_planted_fault_is_found_at_its_cell(sample: Sample, fault: Fault) -> None:
    review = review_document(document(sample.with_fault(fault), "xlsx"))

    if fault.code == "~":
        assert told(review.findings) == []
        return
    row, column = sample.place_of(fault)
    found = [(one.code, str(one.level), one.place.ref) for one in review.findings if one.code == fault.code]
    assert (fault.code, fault.level, f"{'ABCDEFGHIJ'[column]}{row + 1}") in found, told(review.findings)
    assert len(found) == 1 or fault.code == "SC02"  # a weight counts in its level's sum and in the total


def test_there_is_a_file_for_each_form() -> None:
    from jixiao.extract.tables.block import Surroundings, blocks
    from jixiao.extract.tables.form import forms

    seen = set()
    for sample in SAMPLES.values():
        above: list[str] = []
        for one in document(sample, "docx").blocks:
            if hasattr(one, "cells"):
                seen |= {block.form.id for block in blocks(one, Surroundings(tuple(above[-5:]), "", None), 0)}
                above = []
            elif hasattr(one, "text"):
                above.append(one.text)
    only_in_accounts = {
        "final-account-fiscal-summary", "final-account-general-budget", "final-account-basic-by-economy", "three-public",
        "subject-expenditure",
    }  # fmt: skip
    assert {form.id for form in forms()} - seen <= only_in_accounts
    assert len(SAMPLES) >= 20


def test_agencies_are_invented() -> None:
    for path in FOLDER.glob("*.txt"):
        for name in re.findall(r"(?:单位|部门|主管部门)[：|]\s*([^\s|　]{4,})", path.read_text(encoding="utf-8")):
            assert re.search("示例|样例", name) or name.startswith(("万元", "元")), name
