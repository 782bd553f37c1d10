"""Text files: their encodings, the places of their lines, what is no text."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import ReadError
from jixiao.model.document import Paragraph, Place
from jixiao.readers import read

TEXT = "一、部门概况\n\n　　2021年总支出130.651万元。  \r\n二、绩效"


def lines_of(data: bytes) -> list[tuple[str, str]]:
    return [(block.text, block.place.ref) for block in read(data, "报告.txt").blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("utf-8"), ()),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), ()),
        (TEXT.encode("gb18030"), ("按 GB18030 编码读取",)),
        (TEXT.encode("gbk"), ("按 GB18030 编码读取",)),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), ("按 UTF-16 编码读取",)),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), ("按 UTF-16 编码读取",)),
    ],
    ids=["utf-8", "utf-8 mark", "gb18030", "gbk", "utf-16 le", "utf-16 be"],
)
def test_each_line_with_words_is_a_paragraph_at_its_line_number(data: bytes, said: tuple[str, ...]) -> None:
    document = read(data, "报告.txt")
    assert lines_of(data) == [("一、部门概况", "第1行"), ("2021年总支出130.651万元。", "第3行"), ("二、绩效", "第4行")]
    assert document.kind == "txt"
    assert document.notes == said
    assert document.source == hashlib.sha256(data).hexdigest()
    assert document.blocks[0].place == Place(document.source, "正文", "第1行")


def test_a_place_counts_characters_of_the_paragraph_without_its_indent() -> None:
    text = "　　共计 10 人".encode()
    (block,) = read(text, "a.txt").blocks
    assert isinstance(block, Paragraph)
    start, end = 3, 5
    assert block.text[start:end] == "10"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_the_same(ending: str) -> None:
    assert lines_of(ending.join(["甲", "", "乙"]).encode()) == [("甲", "第1行"), ("乙", "第3行")]


def test_rare_characters_of_gb18030_survive() -> None:
    assert lines_of("㐂镕𠮷€".encode("gb18030")) == [("㐂镕𠮷€", "第1行")]


def test_a_stray_control_character_is_a_blank_and_is_said() -> None:
    text = "第一行说明本单位的职责。" * 10 + "\n单位\x07职责" + "。" * 100
    document = read(text.encode(), "a.txt")
    assert [block.text[:5] for block in document.texts()] == ["第一行说明", "单位 职责"]
    assert document.notes == ("有 1 个看不见的控制字符，按空格读取（第 2 行）",)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t\n", "只有空白"),
        ("　　".encode(), "只有空白"),
        (b"\x01\x02\x03\x04abc", "控制字符"),
        (b"abc\x00def", "认不出"),
        ("全年预算执行情况良好，各项目标均已完成。".encode()[:-1], "不是完好的 UTF-8 文本"),
        ("全年预算执行情况良好，\n各项目标".encode() + b"\xff\xfe" + "均已完成。".encode(), "第 2 行起不是完好的 UTF-8"),
        ("各项目标均已完成".encode("gb18030") + b"\xff", "不是完好的 GB18030 文本"),
        (codecs.BOM_UTF16_LE + "绩效".encode("utf-16-le") + b"\x00", "不是完好的 UTF-16 文本"),
        (b"a" * (20 * 1024 * 1024 + 1), "超过 20 MB"),
    ],
    ids=["empty", "blank", "wide blank", "control", "nul", "cut", "broken line", "broken gb", "odd utf-16", "long"],
)
def test_what_is_no_readable_text_is_refused_with_something_to_do(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        read(data, "报告.txt")
    (fault,) = caught.value.faults
    assert fault.where == "报告.txt"
    assert fault.hint


def test_a_zip_named_txt_is_read_for_what_it_is(word: Callable[..., bytes]) -> None:
    document = read(word("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"), "报告.txt")
    assert document.kind == "docx"


LINES = st.lists(st.text(st.characters(codec="gb18030", exclude_categories=("C", "Z")), min_size=1), min_size=1)


@given(LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_was_written_is_read(lines: list[str], encoding: str) -> None:
    text = "绩效\n" + "\n".join(lines)
    expected = [("绩效", "第1行")] + [
        (line.strip(), f"第{number}行") for number, line in enumerate(lines, 2) if line.strip()
    ]
    assert lines_of(text.encode(encoding)) == expected
