"""Whole reports in which everything holds, in the habits of three provinces: no error, and hardly a warning.

A short text hides what a whole report provokes: headings that are not the outline's, figures far from their bases, plans
and results in other words. `ALLOWED` names each warning a fair reader would give all the same, with the reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document
from tests.gold.counting import ARITHMETIC

FRIENDS = Path(__file__).parent.parent / "friends"
MOST_WARNINGS = 3

# report → code of a warning and why a fair reader gives it
ALLOWED: dict[str, dict[str, str]] = {
    "60-whole-clean-report": {},
    "whole-forestry-bureau": {},
    "whole-letters-bureau": {},
    "whole-waste-sorting-project": {},
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_consistent_report_is_not_accused(name: str) -> None:
    _, text = (FRIENDS / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)

    findings = review_document(read(text.encode(), f"{name}.txt")).findings

    assert [one.message for one in findings if one.level is Level.ERROR] == []
    warned = [one for one in findings if one.level is Level.WARNING]
    assert [f"{one.code}: {one.message}" for one in warned if one.code not in ALLOWED[name]] == []
    assert len(warned) <= MOST_WARNINGS


@pytest.mark.parametrize("path", sorted(FRIENDS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_check_of_any_family_warns_of_a_friendly_text(path: Path) -> None:
    """Arithmetic is held elsewhere; this holds the checks that read words: plans, problems, savings, budgets, sections."""
    _, text = path.read_text(encoding="utf-8").split("\n", 1)

    findings = review_document(read(text.encode(), path.name)).findings

    words = [
        one
        for one in findings
        if one.level is not Level.INFO and one.code[:2] != "AR" and not ARITHMETIC.fullmatch(one.code)
    ]
    assert [f"{one.code}: {one.message}" for one in words] == []


def test_every_whole_report_is_read() -> None:
    assert {path.stem for path in FRIENDS.glob("whole-*.txt")} <= set(ALLOWED)


@pytest.mark.parametrize(
    ("name", "right", "wrong", "code"),
    [
        ("whole-forestry-bureau", "下降5.34%", "下降5.43%", "AR04"),
        ("whole-letters-bureau", "公用经费28.32万元", "公用经费23.82万元", "AR01"),
        ("whole-waste-sorting-project", "97.87分，评价等级为优", "97.87分，评价等级为中", "SC03"),
        ("60-whole-clean-report", "预算执行率97.30%", "预算执行率97.03%", "AR05"),
    ],
)
def test_one_planted_slip_is_found(name: str, right: str, wrong: str, code: str) -> None:
    """Silence is worth something only if the same report speaks when a figure is changed."""
    _, text = (FRIENDS / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)
    assert text.count(right) == 1

    findings = review_document(read(text.replace(right, wrong).encode(), f"{name}.txt")).findings

    assert code in {one.code for one in findings if one.level is not Level.INFO}
