"""Every rulebook that ships loads, knows where its numbers come from, and carries examples; every scoring method is shown at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao import api
from jixiao.model.finding import Level
from jixiao.model.rulebook import Rulebook, Scoring
from jixiao.rules.examples import example_faults
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import load_rulebook, rulebook_ids
from jixiao.rules.scoring import METHODS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "jixiao" / "rulebooks"
IDS = rulebook_ids()


def test_every_file_is_a_rulebook_and_bears_its_own_name() -> None:
    assert {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml")} == set(IDS)
    assert {"cn/mof-2020-10/project", "cn/mof-2013-53/department", "cn/hunan-2017/department"} <= set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_rulebook_has_no_faults(id: str) -> None:
    path = FOLDER / f"{id}.yaml"
    assert lint_rulebook(path.read_bytes(), path.name) == []


def test_lint_has_nothing_to_say_of_what_ships_but_what_its_sources_leave_open() -> None:
    """A warning is mended, or declared as a defect of the source (`known`, with the reason); hints stay."""
    assert [str(one.fault) for one in api.rulebook_lint() if one.level is not Level.INFO and not one.known] == []


@pytest.mark.parametrize("id", IDS)
def test_every_number_and_rule_has_a_source(id: str) -> None:
    book = load_rulebook(id)
    assert book.id == id
    assert book.sources
    for node in book.nodes():
        assert node.weight.value is None or node.weight.source in book.sources, node.id
        assert not (node.scoring or node.rows) or node.source in book.sources, node.id
    for source in book.sources.values():
        assert source.doc or source.title, source.id


@pytest.mark.parametrize("id", IDS)
def test_a_rulebook_that_scores_carries_examples(id: str) -> None:
    book = load_rulebook(id)
    if any(leaf.scoring or leaf.rows for leaf in book.leaves()):
        assert book.examples
    assert example_faults(book) == []


def used(book: Rulebook) -> Iterator[Scoring]:
    for leaf in book.leaves():
        if leaf.scoring:
            yield leaf.scoring
        if leaf.rows:
            yield from (leaf.rows.at_least, leaf.rows.at_most, leaf.rows.qualitative)


def test_every_scoring_method_is_used_by_a_rulebook_or_tried_by_a_test() -> None:
    shown = {scoring.method for id in IDS for scoring in used(load_rulebook(id))}
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "unit").rglob("*.py"))
    assert shown <= {name for name, _ in METHODS.items()}
    assert not [name for name, _ in METHODS.items() if name not in shown and f'"{name}"' not in tests]


def test_every_scoring_method_has_a_file_of_its_name() -> None:
    folder = ROOT / "src" / "jixiao" / "rules" / "scoring"
    assert {name for name, _ in METHODS.items()} == {path.stem for path in folder.glob("[a-z]*.py")}
