"""Sentences as bits: who bears how many of some words, told by hand for four sentences."""

from __future__ import annotations

import pytest

from jixiao.checks.masks import bearing, mark, numbers

SENTENCES = (("修路", "路灯"), ("修路", "绿化", "公厕"), ("绿化", "公厕"), ())


@pytest.mark.parametrize(
    ("words", "least", "these"),
    [
        (("修路",), 1, [0, 1]),
        (("修路", "绿化"), 1, [0, 1, 2]),
        (("修路", "绿化"), 2, [1]),
        (("修路", "绿化", "公厕"), 2, [1, 2]),
        (("修路", "绿化", "公厕"), 3, [1]),
        (("修路", "路灯", "公厕"), 3, []),
        (("广场",), 1, []),
        ((), 1, []),
    ],
)
def test_sentences_that_bear_at_least_so_many_words(words: tuple[str, ...], least: int, these: list[int]) -> None:
    masks: dict[str, int] = {}
    for number, said in enumerate(SENTENCES):
        mark(masks, said, 1 << number)

    assert list(numbers(bearing(masks, words, least))) == these
