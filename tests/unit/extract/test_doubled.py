"""Digits written twice over by a conversion are not taken at their word."""

from __future__ import annotations

import pytest

from tests.unit.extract.passages import reading, wrong


@pytest.mark.parametrize(
    ("text", "misses"),
    [
        ("设置目标1313个、完成目标9个，目标完成率69.23%69.23%。", 0),  # 13 and 9
        ("设置目标1313个、完成目标9个，目标完成率69.23%。", 1),  # nothing shows that digits are doubled
        ("设置目标1315个、完成目标9个，目标完成率69.23%69.23%。", 1),  # no two equal halves
    ],
)
def test_a_miss_over_doubled_digits_is_not_told(text: str, misses: int) -> None:
    assert len(wrong(reading(text).relations)) == misses
