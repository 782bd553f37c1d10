"""A figure tried in another unit is tried under every total it can be a part of, however long the text around them."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind
from jixiao.readers import read
from jixiao.review import review_document

LINES = 300
PARTS = (101, 212, 343, 405, 527, 638, 749, 851)
"""In hundredths of 万元; together 3826."""


def document(before: int, slipped: int) -> str:
    """A total and its parts with no word that ties them, a line each, in a text of other lines; one part says 元 for 万元."""
    told = [
        f"第{name}样例站支出{one // 100}.{one % 100:02}万元。" for name, one in zip("一二三四五六七八", PARTS, strict=True)
    ]
    told[slipped] = told[slipped].replace("万元", "元")
    other = [f"样例水站{index}号点全年巡查{index % 7 + 2}次。" for index in range(LINES)]
    return "\n".join([*other[:before], "全年支出38.26万元。", *told, *other[before:]])


@pytest.mark.parametrize("before", [0, 150, LINES])
@pytest.mark.parametrize("slipped", [1, 6])
def test_a_slip_of_the_unit_is_found_lines_away_from_its_total(before: int, slipped: int) -> None:
    review = review_document(read(document(before, slipped).encode(), "报告.txt"))
    (slip,) = [one for one in review.relations if one.kind is Kind.UNIT_SLIP]
    one = PARTS[slipped]
    assert (slip.stated.quote, slip.way) == (f"{one // 100}.{one % 100:02}元", "unit")
