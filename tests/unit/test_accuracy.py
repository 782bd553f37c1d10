"""How accuracy is counted, and what must not get worse: no error on a consistent text, no fault found once and now missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from jixiao.model.finding import Level
from tests.gold import floor
from tests.gold.counting import Tally, confirmed, is_right, recognised, wilson
from tests.gold.planter import PLANS
from tests.gold.sources import HALVES, Text, consistent, gold_text

MOST_WARNINGS = 8
"""What an ordinary report in which everything holds may be asked about; more is switched off by its reader."""


def text_of(words: str, *relations: dict[str, Any], findings: tuple[dict[str, Any], ...] = ()) -> Text:
    return gold_text("001-by-hand", {"text": words, "relations": relations, "findings": findings})


# —— counting ——


def test_wilson_intervals_are_those_of_the_textbook() -> None:
    low, high = wilson(8, 10)  # (0.8 + 0.19208 ± 1.96 √(0.016 + 0.009604)) / 1.38416
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 5)[0] == 0 and wilson(5, 5)[1] == 1
    assert str(Tally(8, 10)) == "8/10 = 80 % (49–94)"
    assert Tally().short == str(Tally()) == "–"


FAULTY = text_of(
    "在职人员46人，其中行政12人、参公4人、事业31人。\n行政12人均在岗。",
    {
        "kind": "count_sum",
        "stated": "在职人员46人",
        "operands": ["其中行政12人", "参公4人", "事业31人"],
        "verdict": "inconsistent",
    },
    findings=({"fault": "count_sum", "level": "error", "at": "在职人员46人"},),
)


def test_the_program_s_words_are_matched_by_place() -> None:
    reviewed = FAULTY.reviewed()
    (label,) = FAULTY.labels
    ours = recognised(label, reviewed)
    error = next(one for one in reviewed.review.findings if one.level is Level.ERROR)

    assert ours is not None and is_right(label, ours)
    assert confirmed(error, FAULTY, reviewed) == FAULTY.faults[0]
    other = {"kind": "count_sum", "stated": "行政12人均", "operands": ["参公4人", "事业31人"], "verdict": "inconsistent"}
    assert recognised(text_of(FAULTY.text, other).labels[0], reviewed) is None
    elsewhere = text_of(FAULTY.text, findings=({"fault": "count_sum", "level": "error", "at": "行政12人均"},))
    assert confirmed(error, elsewhere, reviewed) is None


def test_a_verdict_accepted_beside_the_label_is_right() -> None:
    reviewed = FAULTY.reviewed()
    (label,) = FAULTY.labels
    ours = recognised(label, reviewed)
    assert ours is not None
    assert not is_right(replace(label, verdict="consistent"), ours)
    assert is_right(replace(label, verdict="consistent", accept=("inconsistent",)), ours)


# —— the floor ——


@pytest.mark.parametrize("half", HALVES)
def test_no_error_on_a_consistent_text(half: str) -> None:
    known = floor.load()["accused"]
    said = {
        text.name: [
            f"{one.code}: {one.message}"
            for one in text.reviewed().review.findings
            if one.level is Level.ERROR and f"{text.name}: {one.code} {one.level}" not in known
        ]
        for text in consistent()
        if text.half == half
    }
    assert said and not {name: errors for name, errors in said.items() if errors}


@pytest.mark.parametrize("half", HALVES)
def test_no_more_than_eight_warnings_on_a_consistent_text(half: str) -> None:
    """Gold texts without a fault, friendly texts, and the reports of our own examples read back from Word."""
    warned = {
        text.name: [f"{one.code}: {one.message}" for one in text.reviewed().review.findings if one.level is Level.WARNING]
        for text in consistent()
        if text.half == half
    }
    assert warned and not {name: these for name, these in warned.items() if len(these) > MOST_WARNINGS}


@pytest.mark.parametrize("kind", PLANS)
def test_no_fewer_planted_faults_are_found_than_were(kind: str) -> None:
    held, now = floor.load()["found"][kind], floor.found(kind)

    assert set(held) == set(now) == set(floor.HELD)
    lost = {half: f"{now[half]} against {held[half]}" for half in held if now[half][0] < held[half][0]}
    assert not lost, f"fewer found; when on purpose, run python -m tests.gold.floor and say why: {lost}"


def test_no_labelled_fault_is_newly_missed() -> None:
    newly = Counter(floor.missed()) - Counter(floor.load()["missed"])
    assert not newly, "when on purpose, or for a new text, run python -m tests.gold.floor and say why"


def test_the_floor_says_what_changed() -> None:
    before = {"found": {"digit": {"odd": [3, 5]}}, "missed": ["a: sum", "b: rate"], "accused": ["d: AR01 error"]}
    now = {"found": {"digit": {"odd": [4, 5]}}, "missed": ["b: rate", "c: grade"], "accused": ["e: AR02 error"]}
    assert floor.difference(before, now) == [
        "digit odd: 3/5 → 4/5", "now found: a: sum", "no longer found: c: grade",
        "no longer accused: d: AR01 error", "accused: e: AR02 error",
    ]  # fmt: skip
    assert floor.difference(now, now) == []
