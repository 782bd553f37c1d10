"""Lines that a page cut are paragraphs again, and nothing else is joined."""

from __future__ import annotations

import re

import pytest

from jixiao.extract import read_document
from jixiao.extract.wrapped import whole_lines
from jixiao.model.document import Document, Paragraph, Place, Table
from jixiao.readers import read
from jixiao.review import review_document

BOOK = """\
示例县水保站（虚构）2022年度部门决算情况说明
一、收入支出决算总体情况
2022年度收入总计1,168,433.12元，其中财政拨款收入1,051,629.81元，占总收入的90.00%；其他收入116,803.31元，占总收入的10.00%。\
支出总计1,168,433.12元，同比增加168,033.60元，增长16.80%，主要原因是人员增加和项目增加。
二、支出决算情况
本年支出1,168,433.12元，其中基本支出911,000.39元，占77.97%；项目支出257,432.73元，占22.03%。基本支出中，人员经费809,961.19元，\
主要包括基本工资、津贴补贴、奖金、伙食补助费、绩效工资、职业年金缴费、住房公积金等；公用经费101,039.20元，主要包括办公费、印刷费、\
水费、电费、邮电费、差旅费、维修费、培训费、公务接待费、工会经费、其他交通费用等。
三、“三公”经费情况
2022年度“三公”经费支出23,500.00元，完成预算30,000.00元的78.33%，比上年的26,000.00元减少2,500.00元，下降9.62%，其中公务接待费\
3,500.00元，公务用车运行维护费20,000.00元，比上年的21,400.00元减少1,400.00元，下降6.54%。
"""


def cut(text: str, width: int, *, within_figures: bool = False) -> str:
    """The paragraphs of `text` set in lines of so many half characters, the first indented, as a page sets them."""
    return "\n".join(_set(one, width, within_figures) if len(one) * 2 > width - 4 else one for one in text.split("\n"))


def _set(paragraph: str, width: int, within_figures: bool) -> str:
    lines, room = ["　　"], width - 4
    for piece in re.findall("." if within_figures else r"[0-9A-Za-z.,%]+|.", paragraph):
        takes = len(piece.encode("gb18030"))
        if takes > room and piece not in "，。、；：）”":
            lines.append("")
            room = width
        lines[-1] += piece
        room -= takes
    return "\n".join(lines)


def told(text: str) -> list[tuple[str, str, str]]:
    review = review_document(read(text.encode(), "例.txt"))
    return [(str(one.kind), re.sub(r"\s", "", one.stated.quote), str(one.verdict)) for one in review.relations]


@pytest.mark.parametrize("within_figures", [False, True])
@pytest.mark.parametrize("width", [56, 62, 68, 74, 80])
def test_a_page_set_in_lines_says_what_its_paragraphs_say(width: int, within_figures: bool) -> None:
    page = cut(BOOK, width, within_figures=within_figures)
    assert page.count("\n") > BOOK.count("\n") + 6
    assert told(page) == told(BOOK)


def test_the_slip_is_found_and_stands_in_its_line() -> None:  # 21400 − 20000 = 1400; planted: 1,900
    page = cut(BOOK.replace("减少1,400.00元", "减少1,900.00元"), 68)
    review = review_document(read(page.encode(), "例.txt"))
    (found,) = (one for one in review.findings if one.code == "AR03")
    line = page.split("\n")[int(re.sub(r"\D", "", found.place.ref)) - 1].strip()
    assert found.place.span is not None
    assert line[slice(*found.place.span)] == "1,900.00元"
    assert all(one.quote in page for one in found.rests_on)


def test_every_figure_stands_where_its_place_says() -> None:
    page = cut(BOOK, 62)
    lines = [line.strip() for line in page.split("\n")]
    for figure in read_document(read(page.encode(), "例.txt")).figures:
        assert figure.place.span is not None
        line = lines[int(re.sub(r"\D", "", figure.place.ref)) - 1]
        here = line[slice(*figure.place.span)]
        assert here == figure.quote or (figure.quote.startswith(here) and line.endswith(here) and here)


FULL = "全年开展水土保持监督检查二十六次并对发现的问题逐一"  # cut within a sentence, as wide as the page of the lines above
PAGE = [line for line in cut(BOOK, 52).split("\n") if line.strip()]


def joined(lines: list[str]) -> list[str]:
    document = read("\n".join([*PAGE, *lines]).encode(), "例.txt")
    return [one.text for one in whole_lines(document)]


def test_such_a_line_is_joined_to_its_rest() -> None:
    assert FULL + "督促整改，形成台账。" in joined([FULL, "督促整改，形成台账。"])


@pytest.mark.parametrize("number", [["- 3 -"], ["", "— 12 —", ""], ["", "", "第 3 页 共 18 页", ""]])
def test_a_sentence_goes_on_behind_the_number_of_its_page(number: list[str]) -> None:
    assert joined([FULL, *number, "督促整改，形成台账。"])[-2:] == [FULL + "督促整改，形成台账。", "".join(number)]


@pytest.mark.parametrize(
    "lines",
    [
        [FULL, "", "督促整改，形成台账。"],  # a blank line between
        [FULL, "（一）督促整改，形成台账。"],
        [FULL, "2.督促整改，形成台账。"],
        [FULL, "附件：督促整改情况表。"],
        [FULL, "- 12 -"],
        [FULL, "督促整改情况"],  # a title: it neither ends a sentence nor fills the line
        [FULL, "填报单位：示例县水保站"],
        [FULL, "督促整改 26 24 2"],
        [FULL[:14], "督促整改，形成台账。"],  # a short line
        [FULL[:20], "督促整改，形成台账。"],  # room was left for five characters more
        [FULL + "。", "督促整改，形成台账。"],
        ["监督检查  26次  24次  两次  占九成二  三三三三三", "督促整改  24次  24次  零次。"],  # rows of cells
    ],
)
def test_what_is_a_line_of_its_own_stays_one(lines: list[str]) -> None:
    assert [one for one in lines if one] == joined(lines)[-len([one for one in lines if one]) :]


def test_paragraphs_of_their_own_are_never_joined() -> None:
    names = [f"示例县第{n}水土保持监测站（虚构）开展的小流域综合治理与监测项目" for n in "一二三四五六七八九"]
    document = read("\n".join(names).encode(), "例.txt")
    assert [one.text for one in whole_lines(document)] == names


def test_a_table_between_parts() -> None:
    place = iter(Place("", "正文", f"第{n}段") for n in range(1, 99))
    lines = [Paragraph((line.strip(),), next(place)) for line in (*PAGE, FULL)]
    behind = Paragraph(("督促整改，形成台账。",), next(place))
    assert whole_lines(Document("例", (*lines, Table(()), behind)))[-1].text == behind.text
    assert whole_lines(Document("例", (*lines, behind)))[-1].text == FULL + behind.text


def test_a_pdf_is_joined_by_its_reader_alone() -> None:
    place = iter(Place("", "第1页", f"第{n}段") for n in range(1, 99))
    lines = tuple(Paragraph((line.strip(),), next(place)) for line in (*PAGE, FULL, "督促整改。"))
    assert len(whole_lines(Document("例", lines, kind="pdf"))) == len(lines)
