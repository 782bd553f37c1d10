"""Glued indicator tables: read where one way to part them, and no other, is spoken for by rows and by totals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.tables.glued import Way, only_one, unglued
from jixiao.model.document import Document, Paragraph, Place
from jixiao.review import review_document

HEAD = "三级指标年度指标值实际完成值完成率分值得分"
FORM = f"""自评表
{HEAD}
产出指标数量指标路灯安装数量（盏）260260100%1010
质量指标亮灯率95%98.6%103.79%1010
时效指标6月底前完成完成完成100%1010
成本指标单灯成本（元）≤18501842100%1010
效益指标节能率30%24%80%108
合计5048
示例区市政中心（虚构）"""


def document(text: str) -> Document:
    lines = enumerate(text.split("\n"), 1)
    return Document("文.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt")


def grid(text: str) -> list[list[str]]:
    (table,) = unglued(document(text)).tables()
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_rows_that_rate_and_totals_part_in_one_way_are_a_table() -> None:
    rows = grid(FORM)
    assert rows[1] == ["产出指标", "数量指标", "路灯安装数量(盏)", "260", "260", "100%", "10", "10"]
    assert rows[2][3:] == ["95%", "98.6%", "103.79%", "10", "10"]
    assert rows[3][2:] == ["6月底前完成", "完成", "完成", "100%", "10", "10"]
    assert rows[4][3:] == ["≤1850", "1842", "100%", "10", "10"]
    assert rows[5][3:] == ["30%", "24%", "80%", "10", "8"]
    assert rows[6][-2:] == ["50", "48"]


def test_every_cell_stands_where_its_words_stand() -> None:
    lines = FORM.split("\n")
    (table,) = unglued(document(FORM)).tables()
    for cell in table.cells:
        if cell.row and cell.place.span is not None:
            line = lines[int(cell.place.ref[1:-1]) - 1]
            assert line[slice(*cell.place.span)].replace("（", "(").replace("）", ")") == cell.text


def test_a_table_that_was_read_is_checked_and_no_longer_called_glued() -> None:
    review = review_document(document(FORM))
    assert [one.code for one in review.findings if one.code in ("FM04", "SC02")] == []
    assert {str(one.kind) for one in review.relations} >= {"weight_sum", "score_sum", "score_bound"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("合计5048", "合计5047"),  # the points do not make the total: one of the readings is wrong
        ("260260100%1010", "260250100%1010"),  # the rate is not that of any way to part it
        ("合计5048\n", ""),  # nothing speaks for the points
        ("1842100%1010", "1842100%1010 10"),  # one figure more
        ("6月底前完成完成完成100%1010", "6月底前完成6月20日5月28日100%1010"),  # words that nobody can part
        ("节能率30%24%80%108", "节能率30%24%80%108，另奖励2分"),
    ],
)
def test_where_readings_do_not_agree_the_lines_stay_and_it_is_said(old: str, new: str) -> None:
    text = FORM.replace(old, new)
    assert list(unglued(document(text)).tables()) == []
    if "合计" in text and "奖励" not in text:
        assert [one.code for one in review_document(document(text)).findings if one.code == "FM04"] == ["FM04"]


def test_without_rates_a_row_speaks_only_where_the_target_is_the_actual_value() -> None:
    head, rows = HEAD.replace("完成率", ""), "路灯安装数量（盏）2602601010\n亮灯率（%）96961010\n合计2020"
    assert [row[3:] for row in grid(f"{head}\n{rows}")[1:3]] == [["260", "260", "10", "10"], ["96", "96", "10", "10"]]
    assert list(unglued(document(f"{head}\n{rows.replace('9696', '9698.6')}")).tables()) == []


def test_points_that_could_be_parted_otherwise_are_told_by_the_total() -> None:  # 108 is 10 and 8, never 1 and 08 or 108
    rows = "甲项比例90%81%90%109\n乙项比例80%64%80%108\n合计2017"
    assert [row[-2:] for row in grid(f"{HEAD}\n{rows}")[1:]] == [["10", "9"], ["10", "8"], ["20", "17"]]
    assert list(unglued(document(f"{HEAD}\n{rows.replace('2017', '2018')}")).tables()) == []


def test_two_ways_that_make_the_same_totals_are_no_way() -> None:
    one, other = (Way(((text, (0, 2)),), Decimal(10), Decimal(9)) for text in ("甲", "乙"))
    assert only_one([[one], [one]], "2018") == [one, one]
    assert only_one([[one, other], [one]], "2018") is None
    assert only_one([[one], [one]], "2019") is None
