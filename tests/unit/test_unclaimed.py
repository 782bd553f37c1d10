"""tools/unclaimed.py: arithmetic that holds in a text, whether words claim it, and whether a changed digit is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tools import unclaimed

from jixiao.extract import read_document
from jixiao.model.document import Document
from jixiao.readers import read

CLAIMED = "示例县虚构局全年支出53.66万元，其中人员经费31.47万元、公用经费22.19万元。"
UNCLAIMED = "甲处（虚构）的钟表值31.47万元。\n乙处的花木值22.19万元。\n丙处的账本记着53.66万元。"
NOTHING = "示例县虚构局甲项目支出31.47万元，乙项目支出22.19万元，丙项目支出53.67万元，丁项目支出5万元，戊项目支出3万元，己项目支出8万元。"
RATE = "示例县虚构局的花木值731.42万元，账本记着512.29万元，钟表占了70.04%。"
PRODUCT = "示例县虚构局给1237人发放了钟表，按每人1350元，账本记着166.995万元。"


def document(text: str) -> Document:
    return read(text.encode(), "虚构.txt")


def found(text: str) -> list[unclaimed.Hit]:
    return unclaimed.hits(read_document(document(text)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CLAIMED, "sum: 53.66万元 = 31.47万元 + 22.19万元"),
        (UNCLAIMED, "sum: 53.66万元 = 31.47万元 + 22.19万元"),
        (RATE, "quotient: 70.04% = 512.29万元 ÷ 731.42万元"),
        (PRODUCT, "product: 166.995万元 = 1350元 × 1237人"),
    ],
)
def test_arithmetic_that_holds_is_found_whatever_the_words(text: str, told: str) -> None:
    assert [f"{one.kind}: {one}" for one in found(text)] == [told]


def test_what_does_not_hold_or_small_numbers_give_by_chance_is_not() -> None:
    assert found(NOTHING) == []
    by_chance = unclaimed.hits(read_document(document(NOTHING)), Decimal(100))
    assert "8万元 = 5万元 + 3万元" in [str(one) for one in by_chance]


def asked(text: str) -> unclaimed.Asked:
    one = document(text)
    reading = read_document(one)
    (hit,) = unclaimed.hits(reading)
    return unclaimed.ask(one, reading, hit, unclaimed.spoken(one))


def test_claimed_by_its_words_it_would_be_told_and_else_not() -> None:
    claimed, not_claimed = asked(CLAIMED), asked(UNCLAIMED)
    assert (claimed.held, claimed.told, claimed.planted) == ("scope", 2, 2)
    assert (not_claimed.held in ("", "search"), not_claimed.told, not_claimed.planted) == (True, 0, 2)


def test_one_digit_is_changed_and_the_number_stays_as_long() -> None:
    for chance in range(200):
        new = unclaimed.other_digit("120.05", chance)
        assert len(new) == 6 and new[3] == "." and not new.startswith("0")
        assert sum(a != b for a, b in zip(new, "120.05", strict=True)) == 1


def test_it_prints_what_would_not_be_told_and_the_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.txt").write_text(CLAIMED, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(UNCLAIMED, encoding="utf-8")
    assert unclaimed.main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "【31.47万元】" in told and "其中人员经费" not in told
    assert told.splitlines()[-1] == "sum: 2 found, 1 claimed; changed digits told 2 of 4 (50 %)"


def test_halves_are_parted_by_name(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"{n}.txt").touch()
    halves = [unclaimed.files_of([str(tmp_path)], half) for half in (0, 1)]
    assert not set(halves[0]) & set(halves[1])
    assert sorted(halves[0] + halves[1]) == unclaimed.files_of([str(tmp_path)], None)
    assert all(halves)
