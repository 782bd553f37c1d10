"""The generated corpus: the same for the same seed, true but for what was planted, and the checker sees exactly that."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from bench.corpus.claims import CLAIMS
from bench.corpus.make import reports, write_folder, write_parquet
from bench.corpus.noise import noisy
from bench.corpus.report import report
from jixiao.api import check_bytes
from jixiao.model.finding import Level
from jixiao.model.review import Review


def errors(text: str) -> list[str]:
    answer = check_bytes(text.encode(), "").answer
    assert isinstance(answer, Review)
    return [f"{one.code} {one.message}" for one in answer.findings if one.level is Level.ERROR]


def test_a_seed_makes_the_same_corpus_and_another_one_another() -> None:
    one, again, other = (list(reports(20, seed)) for seed in (1, 1, 2))
    assert one == again and one != other
    assert len({made.text for made in one}) > 18


def test_lengths_are_as_asked() -> None:
    assert all(1600 <= len(report(1, n).text) < 2700 for n in range(30))
    long = report(1, 0, (160_000, 160_000))  # two hundred pages
    assert 160_000 <= len(long.text) < 180_000


def test_what_was_not_made_to_slip_holds() -> None:
    assert not [(n, said) for n in range(40) if (said := errors(report(1, n, faulty=0.0).text))]


def test_noise_changes_no_figure() -> None:
    made = [report(1, n, faulty=0.0) for n in range(30)]
    assert not [(one.number, said) for one in made if (said := errors("\n".join(noisy(Random(one.number), one.lines))))]


def test_every_claim_can_slip_and_the_truth_says_how() -> None:
    slips = {slip.claim: (made, slip) for n in range(400) for made in [report(1, n, faulty=1.0)] for slip in made.slips}
    assert slips.keys() == CLAIMS.keys()
    for made, slip in slips.values():
        assert slip.sentence in made.text and slip.wrong in slip.sentence and slip.wrong != slip.right
        assert len(made.slips) <= 2


def test_a_corpus_as_a_table_has_its_truth_beside_it(tmp_path: Path) -> None:
    write_parquet(tmp_path / "c.parquet", 50, 1, (1600, 2400), 0.5, 0.2, 0.2)
    table, truth = pq.read_table(tmp_path / "c.parquet"), pq.read_table(tmp_path / "c-truth.parquet")
    assert table.column_names == ["id", "region", "text"] and table.num_rows == 50
    assert 20 < len(set(table["text"].to_pylist())) < 50, "copies"
    texts = dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))
    assert truth.num_rows > 10 and set(truth["id"].to_pylist()) <= texts.keys()


@pytest.mark.parametrize("ending", ["txt", "docx", "html"])
def test_a_folder_holds_files_that_are_read_as_they_were_made(tmp_path: Path, ending: str) -> None:
    write_folder(tmp_path, 6, 1, (1600, 2400), 0.0, 0.0, 0.0)
    files = sorted(tmp_path.rglob(f"*.{ending}"))
    assert len(files) == 2
    for path in files:
        answer = check_bytes(path.read_bytes(), path.name).answer
        assert isinstance(answer, Review) and answer.coverage.figures > 25 and not answer.count(Level.ERROR)
