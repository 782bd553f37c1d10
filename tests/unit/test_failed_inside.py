"""A mistake of the program's own on one file: told in a sentence with the line it came from, and the other files are checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao import review
from jixiao.api import check
from jixiao.cli import main
from jixiao.model.review import Review, Unreadable


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three reports; on the second the program stumbles."""
    found = [tmp_path / f"{name}.txt" for name in ("甲", "乙", "丙")]
    for path in found:
        path.write_text(f"示例县{path.stem}局（虚构）2022年度自评报告\n全年支出100.00万元。", encoding="utf-8")
    read_document = review.read_document

    def stumble(document: object, rulebook: object = None) -> object:
        return [][1] if getattr(document, "name", "").startswith("乙") else read_document(document, rulebook)  # type: ignore[arg-type]

    monkeypatch.setattr(review, "read_document", stumble)
    return found


def test_the_other_files_are_checked(papers: list[Path]) -> None:
    first, second, third = check(papers)

    assert isinstance(first, Review) and isinstance(third, Review)
    assert isinstance(second, Unreadable) and len(second.sha256) == 64
    (fault,) = second.faults
    assert fault.what.startswith("审核时程序出错（IndexError，review.py:") and "维护者" in fault.hint


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "审核时程序出错（IndexError"), ("en", "the program failed while checking it (IndexError")]
)
def test_it_is_a_sentence_and_no_traceback(papers: list[Path], lang: str, said: str) -> None:
    done = CliRunner().invoke(main, ["check", *map(str, papers), "--lang", lang])

    assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output
    assert "丙.txt" in done.output
