"""The labels of the gold texts hold by arithmetic. Independent of the program: nothing of jixiao is imported.

Every quote stands exactly once in its text; every consistent relation really computes and every inconsistent one really
does not; every inconsistent relation has its finding; the held-out files are the ones that were frozen.
"""

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

from tests.gold.labelled_bundles import BUNDLE_CASES
from tests.gold.labelled_files import FILE_CASES
from tests.gold.labelled_words import WORD_CASES
from tests.gold.labels import FILES, FOLDER, OPEN, SCALE, THIRD, Figure, judge, load, readings

KINDS = {
    *("sum", "difference", "percent_change", "share", "rate", "count_sum", "list_count", "score_sum", "weight_sum"),
    *("score_bound", "score_rule", "grade", "duplicate", "product", "direction_word", "unit_slip", "year_slip"),
    *("entity_slip", "identity"),
}
VERDICTS = {"consistent", "rounding", "inconsistent", "unverifiable"}
LEVELS = {"error", "warning"}
FAULTS_WITHOUT_RELATION = {"missing_figure", "missed_target"}
TEXTS = [pytest.param(path, id=path.relative_to(FOLDER).with_suffix("").as_posix()) for path in (*FILES, *THIRD)]
ACCEPTED = {
    "consistent": {"consistent"},
    "rounding": {"rounding"},
    "coarse": {"inconsistent", "rounding"},
    "truncated": {"rounding"},
    "inconsistent": {"inconsistent"},
}


@pytest.mark.parametrize("path", TEXTS)
def test_a_file_has_the_form_described_in_the_readme(path: Path) -> None:
    case = load(path)
    assert set(case) <= {"text", "relations", "findings", "why_hard", "scale"}
    assert 125 <= len(case["text"]) <= 2600
    assert case["why_hard"]
    for relation in case["relations"]:
        known = {"kind", "stated", "operands", "verdict", "note", "how", "read", "accept", "detail"}
        assert set(relation) <= known, set(relation) - known
        assert relation["kind"] in KINDS
        assert relation["verdict"] in VERDICTS
        assert set(relation.get("accept", [])) <= VERDICTS
    for finding in case["findings"]:
        assert set(finding) <= {"fault", "level", "at", "note", "optional"}
        assert finding["fault"] in KINDS | FAULTS_WITHOUT_RELATION
        assert finding["level"] in LEVELS


@pytest.mark.parametrize("path", TEXTS)
def test_every_quote_stands_exactly_once_in_its_text(path: Path) -> None:
    case = load(path)
    quotes = [quote for one in case["relations"] for quote in [one["stated"], *one["operands"]]]
    quotes += [one["at"] for one in case["findings"]]
    wrong = {quote: case["text"].count(quote) for quote in quotes if case["text"].count(quote) != 1}
    assert not wrong


@pytest.mark.parametrize("path", TEXTS)
def test_the_arithmetic_of_every_label_is_right(path: Path) -> None:
    case = load(path)
    for relation in case["relations"]:
        label = relation["verdict"]
        stated, *operands = readings(relation)
        if label == "unverifiable" or relation["kind"] in {"year_slip", "entity_slip"}:
            continue
        if relation["kind"] == "unit_slip":
            total, parts = Figure(stated), [Figure(quote) for quote in operands]
            values = [part.value for part in parts]
            others = [sum(values) - one + one * factor for one in values for factor in (10**4, Fraction(1, 10**4))]
            others += [sum(values) * factor for factor in (10**4, Fraction(1, 10**4))]
            slack = total.half + sum(part.half for part in parts)
            assert label == "inconsistent" and abs(sum(values) - total.value) > slack
            assert total.value in others, relation
            continue
        verdict = judge(
            relation["kind"], stated, operands, how=relation.get("how", ""), words=relation["stated"],
            scale=case.get("scale", SCALE),
        )  # fmt: skip
        assert label in ACCEPTED[verdict], (verdict, relation)
        if verdict in {"coarse", "truncated"}:
            assert relation.get("detail") == verdict, relation


@pytest.mark.parametrize("path", TEXTS)
def test_every_inconsistent_relation_has_a_finding_and_every_finding_a_reason(path: Path) -> None:
    case = load(path)
    text = case["text"]

    def spans(relation: dict) -> list[tuple[int, int]]:
        return [(text.index(quote), text.index(quote) + len(quote)) for quote in [relation["stated"], *relation["operands"]]]

    def meets(finding: dict, relation: dict) -> bool:
        start = text.index(finding["at"])
        end = start + len(finding["at"])
        return any(low < end and start < high for low, high in spans(relation))

    bad = [one for one in case["relations"] if one["verdict"] == "inconsistent"]
    for relation in bad:
        assert any(meets(finding, relation) for finding in case["findings"]), relation
    for finding in case["findings"]:
        if finding["fault"] not in FAULTS_WITHOUT_RELATION:
            assert any(meets(finding, one) and one["kind"] == finding["fault"] for one in bad), finding


def test_the_held_out_files_are_the_frozen_ones() -> None:
    frozen = dict(
        reversed(line.split()) for line in (FOLDER / "FROZEN.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"
    )
    cases = {path: int(path.name.partition("-")[0]) for path in (*FILES, *FILE_CASES, *WORD_CASES, *BUNDLE_CASES)}
    even = {
        path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path, number in cases.items()
        if number % 2 == 0
    }
    third = {path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in THIRD[OPEN:]}
    assert frozen == even | third


def test_the_third_set_is_numbered_through_and_its_upper_half_is_held_out() -> None:
    assert [int(path.name[:3]) for path in THIRD] == list(range(1, len(THIRD) + 1))


def test_about_two_texts_in_five_hold_a_fault_in_both_halves() -> None:
    for parity in (0, 1):
        cases = [load(path) for path in FILES if int(path.name[:3]) % 2 == parity]
        share = Fraction(sum(bool(case["findings"]) for case in cases), len(cases))
        assert Fraction(3, 10) <= share <= Fraction(1, 2), (parity, float(share))
