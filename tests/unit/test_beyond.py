"""How findings beyond arithmetic are counted, and what must not get worse on labelled texts and on bundles of neighbouring files."""

from __future__ import annotations

from collections import Counter

from jixiao.model.finding import Level
from tests.gold import beyond, floor, joined
from tests.gold.beyond import marked
from tests.gold.joined import bundles, changed_digit
from tests.gold.marks import answers, catalogue
from tests.gold.sources import Span


def test_no_error_on_a_consistent_text_or_bundle() -> None:
    known = floor.load()["accused"]
    said = [
        f"{name}: {error}" for name, errors in (beyond.errors_of_consistent() | joined.errors_of_consistent()).items()
        for error in errors if f"{name}: {error[:4]} error" not in known
    ]  # fmt: skip
    assert not said


def test_nobody_is_newly_accused() -> None:
    newly = Counter([*beyond.accused(), *joined.accused()]) - Counter(floor.load()["accused"])
    assert not newly, "a finding at words that are fine, or an error that answers for no labelled fault"


def test_no_more_than_eight_warnings_on_a_consistent_text() -> None:
    assert max(beyond.warnings_of_consistent()) <= 8
    warned = {one.name: sum(f.level is Level.WARNING for f in one.findings) for one in bundles() if one.is_consistent}
    assert warned and max(warned.values()) <= 8


def test_neighbours_that_serve_for_nothing_are_named() -> None:
    assert not {one.name: one.untold() for one in bundles() if one.untold()}


# —— counting ——


def test_a_finding_answers_for_a_mark_of_its_kind_in_its_row() -> None:
    """Full marks for a missed target (A17): the finding stands in the row of the mark, and only there."""
    text = next(one for one in marked() if "011-" in one.name)
    (mark,) = [one for one in text.marks if one.id == "A17"]
    found = [one for one in text.findings if answers(one, mark, text.reviewed)]

    assert len(mark.zones) == 8 and found and all("A17" in catalogue()[one.code] for one in found)
    elsewhere = type(mark)("A17", "error", "x", mark.accepts, (Span(0, 5),))
    assert not [one for one in found if answers(one, elsewhere, text.reviewed)]
    assert all(text.judged(one) for one in found if one.level is Level.ERROR)


def test_a_changed_digit_is_never_hidden_by_rounding() -> None:
    for number in range(40):
        words = changed_digit("支出510.51万元", str(number), in_yuan=False)
        old, new = 51051, int(words.removeprefix("支出").removesuffix("万元").replace(".", ""))
        assert abs(new - old) >= 2 and len(words) == len("支出510.51万元")
        yuan = changed_digit("5,105,100.26", str(number), in_yuan=True)
        assert abs(int(yuan[:-3].replace(",", "")) - 5105100) >= 1000
