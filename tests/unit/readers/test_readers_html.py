"""Web pages: what a visitor sees, line by line, and its tables."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import ReadError
from jixiao.model.document import Document, Heading, Table
from jixiao.readers import limits, read


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "公开.html")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.texts()]


def shape(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def test_headings_paragraphs_and_places() -> None:
    document = page("<h1>自评报告</h1><h2>一、概况</h2><p>总支出<b>130.651</b>万元。</p><div>乙<p>丙</p>丁</div>")
    assert [(block.text, getattr(block, "level", None), str(block.place)) for block in document.texts()] == [
        ("自评报告", 0, "正文!第1段"), ("一、概况", 1, "正文!第2段"), ("总支出130.651万元。", None, "正文!第3段"),
        ("乙", None, "正文!第4段"), ("丙", None, "正文!第5段"), ("丁", None, "正文!第6段"),
    ]  # fmt: skip
    assert isinstance(document.blocks[0], Heading)
    assert document.kind == "html"
    assert document.blocks[0].place.source == document.source


def test_lines_broken_by_hand_are_paragraphs_and_blanks_are_one() -> None:
    assert texts(page("<p>　　一、概况<br>二、\n   绩效<br/><br/>三、&nbsp;问题</p>")) == [
        "一、概况",
        "二、 绩效",
        "三、\xa0问题",
    ]


def test_what_nobody_sees_is_not_read() -> None:
    body = (
        "<script>var a=99</script><style>p{}</style><p>甲</p><svg><text>图</text></svg><noscript>旧</noscript><!-- 注 -->"
        '<p hidden>藏</p><p style="color:red; DISPLAY : none">藏</p><span style="visibility:hidden">藏</span>'
    )
    document = page(body, "<title>题</title>")
    assert texts(document) == ["甲"]
    assert document.notes == ("有 3 处隐藏的内容，没有读取",)


def test_numbers_of_lists_are_read_and_bullets_are_none() -> None:
    body = '<ol><li>甲</li><li value="5">乙</li><li>丙</li></ol><ol type="A" start="3"><li>丁</li></ol><ul><li>戊</li></ul>'
    assert texts(page(body)) == ["1. 甲", "5. 乙", "6. 丙", "C. 丁", "戊"]


def test_a_paragraph_that_opens_an_item_stands_on_the_line_of_its_number() -> None:
    body = "<ol><li><p>甲</p></li><li> <p>乙</p><p>丙</p></li><li>丁<p>戊</p></li></ol>"
    assert texts(page(body)) == ["1. 甲", "2. 乙", "丙", "3. 丁", "戊"]
    (table,) = page(f"<table><tr><td>{body}</td><td>己</td></tr></table>").tables()
    assert table.cells[0].text.split("\n") == ["1. 甲", "2. 乙", "丙", "3. 丁", "戊"]


# --- tables


def test_merged_cells_stand_once_and_columns_are_counted_past_them() -> None:
    rows = (
        "<tr><th rowspan=2>一级</th><th colspan='2'>金额</th><th rowspan=0>备注</th></tr>"
        "<tr><td>预算</td><td>执行</td></tr><tr><td>产出</td><td>120<br>场次</td><td><p>108</p><p>场次</p></td></tr>"
    )
    (table,) = page(
        f"<table><caption>表1</caption><thead>{rows[: rows.index('<tr><td>产出')]}</thead>{rows[rows.index('<tr><td>产出') :]}</table>"
    ).tables()
    assert shape(table) == [
        ("一级", 0, 0, 2, 1), ("金额", 0, 1, 1, 2), ("备注", 0, 3, 3, 1), ("预算", 1, 1, 1, 1), ("执行", 1, 2, 1, 1),
        ("产出", 2, 0, 1, 1), ("120\n场次", 2, 1, 1, 1), ("108\n场次", 2, 2, 1, 1),
    ]  # fmt: skip
    assert (table.title, table.head_rows) == ("表1", 2)
    assert [str(cell.place) for cell in table.cells][-1] == "表1!第3行第3列"


def test_a_table_that_only_lays_out_the_page_is_the_page() -> None:
    inner = "<table><tr><td>指标</td><td>得分</td></tr></table>"
    document = page(f"<table><tr><td>导航</td><td><p>正文一</p>{inner}<p>正文二</p></td></tr></table>")
    assert [block.title if isinstance(block, Table) else block.text for block in document.blocks if not hasattr(block, "bars")] == [
        "导航", "正文一", "", "正文二",
    ]  # fmt: skip
    assert texts(page("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")) == ["甲", "乙"]


def test_a_hidden_cell_keeps_its_column() -> None:
    (table,) = page('<table><tr><td>甲</td><td style="display:none">藏</td><td>乙</td></tr></table>').tables()
    assert shape(table) == [("甲", 0, 0, 1, 1), ("", 0, 1, 1, 1), ("乙", 0, 2, 1, 1)]


def test_numbers_of_lists_in_cells_are_read() -> None:
    (table,) = page("<table><tr><td>措施</td><td><ol><li>甲<li>乙</ol>" + "</td></tr></table>").tables()
    assert table.cells[1].text == "1. 甲\n2. 乙"


# --- encodings

TEXT = "<html><head>{}</head><body><p>绩效自评</p></body></html>"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.format("").encode(),
        codecs.BOM_UTF8 + TEXT.format("").encode(),
        TEXT.format('<meta charset="gb2312">').encode("gb18030"),
        TEXT.format('<META http-equiv="Content-Type" content="text/html; charset=GBK">').encode("gb18030"),
        TEXT.format("").encode("gb18030"),
        TEXT.format('<meta charset="utf-8">').encode("gb18030"),
        TEXT.format('<meta charset="gbk">').encode(),
        TEXT.format('<meta charset="no-such">').encode(),
        TEXT.format("").encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->' + TEXT.format("").encode(),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    document = read(data, "a.html")
    assert document.kind == "html"
    assert texts(document) == ["绩效自评"]


def test_a_page_saved_under_another_name_is_still_a_page() -> None:
    assert (
        read(
            b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td><td>2</td></tr></table>', "a.xls"
        ).kind
        == "html"
    )


@pytest.mark.parametrize("text", ["<10万元的项目", "<p 不是标签", "a <html>", "<<<"])
def test_text_with_pointed_brackets_is_text(text: str) -> None:
    document = read(text.encode(), "a.txt")
    assert document.kind == "txt"
    assert texts(document) == [text]


# --- what cannot be read


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div>" * 400 + "深", "嵌套太深"),
        ("<p>" + "1" * 11_000_000, "太长"),
        ("", "没有文字"),
        ("<script>x</script><img src='a.png'>", "没有文字"),
        ("<table>" + "<tr><td colspan=512>1</td>" * 12_000 + "</table>", "行列太多"),
        ("<p>" + "1" * limits.TEXT, "超过 20 MB"),
    ],
    ids=["deep", "long", "empty", "pictures", "wide", "large"],
)
def test_what_cannot_be_read_is_refused_with_something_to_do(body: str, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        page(body)
    assert caught.value.faults[0].hint


@given(st.text("<>/&;p td'\"=甲1br!-", max_size=200))
def test_any_markup_is_read_or_refused(body: str) -> None:
    try:
        page(body)
    except ReadError as error:
        assert error.faults
