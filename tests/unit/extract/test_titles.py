"""Titles that a page breaks in two."""

from __future__ import annotations

import pytest

from jixiao.extract import read_document
from jixiao.extract.titles import title_of
from jixiao.model.document import Document, Paragraph, Place

BREAKS = [
    (["示例县农业农村局（虚构）", "2021年度部门整体支出绩效自评报告"], "示例县农业农村局(虚构)"),
    (["示例县农业农村局", "2021年度部门整体支出绩效自评报告"], "示例县农业农村局"),
    (["示例县农业农村局2021年度部门整体支出绩效", "自评报告"], "示例县农业农村局"),
    (["附件1", "示例县水利局2021年度", "部门整体支出绩效自评报告（公开）"], "示例县水利局"),
    (["示例县人民政府办公室", "2021年度部门整体支出绩效", "自评报告"], "示例县人民政府办公室"),
]


@pytest.mark.parametrize(("lines", "agency"), BREAKS)
def test_a_title_in_two_lines_of_a_page_is_one(lines: list[str], agency: str) -> None:
    paragraphs = tuple(Paragraph((line,)) for line in (*lines, "一、部门概况", "2021年度总支出100万元。"))
    found = read_document(Document("报告.pdf", paragraphs, kind="pdf"))
    whole = "".join(line for line in lines if line != "附件1").replace("（", "(").replace("）", ")")
    assert (found.agency, found.title, found.year) == (agency, whole, 2021)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["示例县水利局2021年度部门整体支出绩效自评报告", "自评报告"], "示例县水利局2021年度部门整体支出绩效自评报告"),
        (["示例县水利局2021年度部门整体支出绩效", "一、部门概况"], "示例县水利局2021年度部门整体支出绩效"),
        (["目录和说明在后", "2021年度部门整体支出绩效自评报告"], "2021年度部门整体支出绩效自评报告"),
        (["联系电话:0000,示例局", "2021年度部门整体支出绩效自评报告"], "2021年度部门整体支出绩效自评报告"),
    ],
)
def test_what_is_no_part_of_the_title_is_not_joined(lines: list[str], title: str) -> None:
    assert title_of(lines, printed=True) == title


def test_only_a_page_breaks_titles() -> None:
    lines = ["示例县水利局", "2021年度部门整体支出绩效自评报告"]
    assert title_of(lines) == lines[1]
    assert title_of(lines, printed=True) == "".join(lines)


def test_what_concerns_the_whole_document_stands_at_its_title_not_at_the_header_above() -> None:
    lines = (
        "示例县水利局（虚构）",
        "2023年度示例县水利局（虚构）部门整体支出绩效自评报告",
        "一、部门概况",
        "总支出100万元。",
    )
    places = [Place("", "第1页", f"第{number}段") for number in range(1, 5)]
    found = read_document(
        Document("报告.pdf", tuple(Paragraph((line,), place) for line, place in zip(lines, places, strict=True)))
    )
    assert found.title_place == places[1]
    untitled = read_document(Document("表.txt", (Paragraph(("总支出100万元。",), places[0]),)))
    assert untitled.title_place == places[0]
