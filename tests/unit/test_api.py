"""Files in and out: whole or not at all, and never a bare traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao import api
from jixiao.errors import ReadError, UsageError
from jixiao.model.review import Review, Unreadable


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    first, blocked = tmp_path / "自评表.xlsx", tmp_path / "占用"
    first.write_bytes(b"old")
    blocked.write_bytes(b"")

    with pytest.raises(UsageError) as raised:
        api.write_files({first: b"new", blocked / "自评报告.docx": b"new"})

    assert (
        str(raised.value)
        == f"{blocked / '自评报告.docx'}：写不进去（同名的是一个文件）。请换一个文件夹，或关闭正在打开的文件"
    )
    assert first.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["占用", "自评表.xlsx"]


def test_an_unreadable_file_is_an_entry_and_the_others_go_on(tmp_path: Path) -> None:
    good, empty = tmp_path / "报告.txt", tmp_path / "空.txt"
    good.write_text("在职人数10名，其中正科级1人，副科级2人，科员8人。", encoding="utf-8")
    empty.write_bytes(b"")

    answers = api.check([tmp_path / "没有.txt", empty, good])

    assert [type(one) for one in answers] == [Unreadable, Unreadable, Review]
    assert str(answers[0].faults[0]) == f"{tmp_path / '没有.txt'}：没有这个文件。请检查文件名和所在文件夹"
    assert [one.code for one in answers[2].findings if one.level == "error"] == ["AR02"]


def test_a_folder_with_two_cases_asks_which(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text("x: 1", encoding="utf-8")
    (tmp_path / "乙.yaml").write_text("x: 1", encoding="utf-8")

    with pytest.raises(ReadError) as raised:
        api.load_case(tmp_path)

    assert str(raised.value) == f"{tmp_path}：文件夹里有几个案卷：乙.yaml、甲.yaml。请给出要用的那一个的文件名"


def test_quotes_are_in_the_writer_s_own_characters(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("在职人数１０名，其中：正科级1人，副科级2人，科员8人。", encoding="utf-8")

    (review,) = api.check([report])

    assert isinstance(review, Review)
    finding = next(one for one in review.findings if one.code == "AR02")
    assert finding.quote == "在职人数１０名，其中：正科级1人，副科级2人，科员8人"
    assert [one.quote for one in finding.rests_on] == ["1人", "2人", "8人"]


def test_a_trace_names_what_there_is() -> None:
    with pytest.raises(UsageError, match="这套规则里没有名为“没有”的指标。现有：预算执行率、"):
        api.trace(Path(__file__).parent.parent.parent / "examples" / "project", "没有")
