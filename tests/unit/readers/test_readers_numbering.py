"""Automatic numbers of Word: the marks a reader sees, in the formats and with the restarts that reports use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.readers import read
from jixiao.readers.word.number_text import number_text

Word = Callable[..., bytes]


def level(depth: int, style: str, words: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, number: int | None, depth: int | None = 0, style: str = "") -> str:
    at = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    of = "" if number is None else f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{of}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


REPORT = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)


def shown(word: Word, body: str, numbering: str, styles: str = "") -> list[str]:
    return [block.text for block in read(word(body, numbering=numbering, styles=styles), "a.docx").texts()]


def test_the_levels_of_a_report_are_numbered_and_begin_anew_below_each_heading(word: Word) -> None:
    depths = [0, 1, 2, 2, 3, 1, 2, 0, 1]
    body = "".join(item("文", 1, depth) for depth in depths)
    assert shown(word, body, abstract(0, *REPORT) + num(1, 0)) == [
        "一、文", "（一）文", "1.文", "2.文", "① 文", "（二）文", "1.文", "二、文", "（一）文",
    ]  # fmt: skip


def test_a_number_is_kept_apart_from_a_figure_that_follows(word: Word) -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2"), level(2, "decimal", "%3、"))
    body = item("2020年支出", 1, 0) + item("项目", 1, 1) + item("2021年", 1, 2)
    assert shown(word, body, numbering + num(1, 0)) == ["1. 2020年支出", "1 项目", "1、2021年"]


def test_numbers_of_several_levels_stand_in_one_mark(word: Word) -> None:
    numbering = abstract(
        0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    body = item("章", 1, 0) + item("节", 1, 1) + item("节", 1, 1) + item("条", 1, 2)
    assert shown(word, body, numbering + num(1, 0)) == ["第一章 章", "一.1 节", "一.2 节", "1.2.1 条"]


def test_a_level_whose_upper_level_never_stood_counts_it_as_begun(word: Word) -> None:
    numbering = abstract(0, level(0, "decimal", "%1", start=3), level(1, "decimal", "%1.%2")) + num(1, 0)
    assert shown(word, item("文", 1, 1) + item("文", 1, 0), numbering) == ["3.1 文", "4 文"]


def test_lists_of_one_pattern_go_on_and_one_with_its_own_start_begins_anew(word: Word) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, *REPORT) + num(1, 0) + num(2, 0) + num(3, 0, restart)
    body = item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1)
    assert shown(word, body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_list_may_override_how_a_level_looks(word: Word) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, *REPORT) + num(1, 0, own)
    assert shown(word, item("甲", 1) + item("乙", 1), numbering) == ["A)甲", "B)乙"]


def test_a_level_may_go_on_below_new_headings(word: Word) -> None:
    numbering = abstract(0, level(0, "decimal", "%1、"), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0)
    body = "".join(item("文", 1, depth) for depth in (0, 1, 1, 0, 1))
    assert shown(word, body, numbering) == ["1、文", "1)文", "2)文", "2、文", "3)文"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="l"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="list"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_headings_are_numbered_through_their_styles(word: Word) -> None:
    body = item("概况", None, style="h1") + item("机构", None, style="h2") + item("绩效", None, style="h1")
    body += item("无号", 0, style="h1")
    assert shown(word, body, abstract(0, *REPORT) + num(1, 0), STYLES) == ["一、概况", "（一）机构", "二、绩效", "无号"]


def test_the_level_may_be_the_one_that_names_the_style(word: Word) -> None:
    levels = (level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:pStyle w:val="linked"/>'))
    numbering = abstract(0, *REPORT) + abstract(1, *levels) + num(1, 0) + num(2, 1)
    assert shown(word, item("文", None, style="linked"), numbering, STYLES) == ["（1）文"]


def test_a_pattern_may_be_that_of_a_numbering_style(word: Word) -> None:
    numbering = abstract(0, *REPORT) + abstract(1, extra='<w:numStyleLink w:val="list"/>') + num(1, 0) + num(2, 1)
    assert shown(word, item("文", 2), numbering, STYLES) == ["一、文"]


def test_links_in_a_circle_give_no_number(word: Word) -> None:
    styles = STYLES.replace('w:styleId="list"', 'w:styleId="x"')
    numbering = abstract(0, extra='<w:numStyleLink w:val="x"/>') + num(1, 0)
    assert shown(word, item("文", 1), numbering, styles) == ["文"]


def test_two_links_in_a_circle_give_no_number(word: Word) -> None:
    style = '<w:style w:type="numbering" w:styleId="{}"><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:style>'
    numbering = abstract(0, extra='<w:numStyleLink w:val="x"/>') + abstract(1, extra='<w:numStyleLink w:val="y"/>')
    styles = style.format("x", 2) + style.format("y", 1)
    assert shown(word, item("文", 1), numbering + num(1, 0) + num(2, 1), styles) == ["文"]


def test_the_list_of_a_style_goes_before_that_of_the_style_it_is_based_on(word: Word) -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="h1"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, *REPORT) + abstract(1, level(0, "decimal", "（%1）")) + num(1, 0) + num(2, 1)
    assert shown(word, item("文", None, style="own"), numbering, styles) == ["（1）文"]


@pytest.mark.parametrize("number", [0, 9])
def test_a_list_that_is_none_gives_no_number(word: Word, number: int) -> None:
    assert shown(word, item("文", number), abstract(0, *REPORT) + num(1, 0)) == ["文"]


def test_bullets_are_bullets(word: Word) -> None:
    numbering = abstract(0, level(0, "bullet", "\uf06c"), level(1, "none", "")) + num(1, 0)
    assert shown(word, item("108场", 1) + item("文", 1, 1), numbering) == ["• 108场", "文"]


def test_an_unknown_style_of_numbers_is_read_as_digits_and_said(word: Word) -> None:
    document = read(word(item("文", 1), numbering=abstract(0, level(0, "hebrew1", "%1、")) + num(1, 0)), "a.docx")
    assert next(document.texts()).text == "1、文"
    assert document.notes == ("自动编号的样式认不出，按 1、2、3 读取：hebrew1",)


def test_a_numbered_column_of_a_table_shows_its_numbers(word: Word) -> None:
    rows = "".join(f"<w:tr><w:tc>{item('', 1)}</w:tc><w:tc>{item(name, None)}</w:tc></w:tr>" for name in ("甲", "乙"))
    data = word(f"<w:tbl>{rows}</w:tbl>", numbering=abstract(0, level(0, "decimal", "%1")) + num(1, 0))
    (table,) = read(data, "a.docx").tables()
    assert [cell.text for cell in table.cells] == ["1", "甲", "2", "乙"]


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("decimalZero", {1: "01", 9: "09", 10: "10"}),
        ("upperRoman", {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1999: "MCMXCIX"}),
        ("lowerRoman", {3: "iii", 6: "vi"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        (
            "chineseCountingThousand",
            {
                10: "十",
                15: "十五",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1001: "一千零一",
                1010: "一千零一十",
                20005: "二万零五",
            },
        ),
        ("japaneseCounting", {1: "一", 12: "十二"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 3: "叁", 10: "壹拾", 12: "壹拾贰", 20: "贰拾"}),
        ("ideographTraditional", {1: "甲", 2: "乙", 10: "癸"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalEnclosedCircle", {1: "①", 10: "⑩", 20: "⑳", 21: "㉑", 36: "㊱"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
        ("hebrew1", {1: None}),
    ],
)
def test_number_styles(style: str, marks: dict[int, str | None]) -> None:
    assert {number: number_text(number, style) for number in marks} == marks


def test_libreoffice_prints_the_same_numbers(word: Word, convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    """An independent reader of the same file: LibreOffice's plain text carries the printed marks."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = (level(0, "upperRoman", "%1)"), level(1, "decimal", "%1.%2、"), level(2, "ideographTraditional", "%3、"))
    numbering = abstract(0, *REPORT) + abstract(1, *other) + num(1, 0) + num(2, 0) + num(3, 0, restart) + num(4, 1)
    order = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (2, 0), (4, 0), (4, 1), (4, 1), (4, 2), (4, 0), (3, 0), (3, 1), (1, 0)]
    body = "".join(item("文", number, depth) for number, depth in order)
    body += "".join(item("文", 1, 0) for _ in range(12))
    path = tmp_path / "a.docx"
    path.write_bytes(word(body, numbering=numbering))
    theirs = convert(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig").splitlines()
    ours = [block.text.replace(" ", "") for block in read(path.read_bytes(), "a.docx").texts()]
    assert ours == ["".join(line.split()) for line in theirs]
