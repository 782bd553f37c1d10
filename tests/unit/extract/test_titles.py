"""Titles that a page breaks in two."""

from __future__ import annotations

import pytest

from jixiao.extract import read_document
from jixiao.extract.titles import agency_of, title_of
from jixiao.model.document import Cell, Document, Heading, Paragraph, Place, Table

BREAKS = [
    (["示例县农业农村局（虚构）", "2021年度部门整体支出绩效自评报告"], "示例县农业农村局(虚构)"),
    (["示例县农业农村局", "2021年度部门整体支出绩效自评报告"], "示例县农业农村局"),
    (["示例县农业农村局2021年度部门整体支出绩效", "自评报告"], "示例县农业农村局"),
    (["附件1", "示例县水利局2021年度", "部门整体支出绩效自评报告（公开）"], "示例县水利局"),
    (["示例县人民政府办公室", "2021年度部门整体支出绩效", "自评报告"], "示例县人民政府办公室"),
    (["示例县疾病预防控制中心（虚", "构）2021年度部门整体支出绩效自评报告"], "示例县疾病预防控制中心(虚构)"),
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


WAY = ("无障碍浏览 | 长者模式", "首页", "政务公开", "政务服务", "互动交流", "专题专栏", "当前位置：首页 > 预决算")
TITLE = "示例区城市管理局（虚构）2023年度部门整体支出绩效自评报告"


@pytest.mark.parametrize("title", [Heading(TITLE, 0), Paragraph((TITLE,))])
def test_the_title_of_a_page_stands_below_the_way_to_it(title: Heading | Paragraph) -> None:
    links = ("相关文档：", "样例区财政局2022年度部门整体支出绩效自评报告")
    blocks = (
        *(Paragraph((one,)) for one in WAY),
        title,
        Paragraph(("总支出100万元。",)),
        *(Paragraph((one,)) for one in links),
    )
    found = read_document(Document("页.html", blocks, kind="html"))
    assert (found.agency, found.year) == ("示例区城市管理局(虚构)", 2023)


def test_links_to_other_reports_are_no_title_where_a_heading_is_one() -> None:
    blocks = (*(Paragraph((one,)) for one in (*WAY, "样例区财政局2022年度部门整体支出绩效自评报告")), Heading(TITLE, 0))
    assert read_document(Document("页.html", blocks, kind="html")).agency == "示例区城市管理局(虚构)"


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("2024年度困难残疾人生活补贴项目绩效自评报告", ""),
        ("示例县教育局校舍维修项目绩效自评报告", "示例县教育局"),
        ("示例县人民政府办公室会议系统改造工程绩效自评报告", "示例县人民政府办公室"),
        ("示例县重点项目建设服务中心2023年度部门整体支出绩效自评报告", "示例县重点项目建设服务中心"),
    ],
)
def test_a_project_is_no_agency(title: str, agency: str) -> None:
    assert agency_of(title) == agency


def test_the_agency_may_stand_alone_below_the_title_of_its_project() -> None:
    lines = (
        "2024年度困难残疾人生活补贴项目绩效自评报告",
        "样例市残疾人服务中心（虚构）",
        "一、项目概况",
        "项目资金100万元。",
    )
    assert (
        read_document(Document("项目.docx", tuple(Paragraph((one,)) for one in lines))).agency
        == "样例市残疾人服务中心(虚构)"
    )


def test_a_form_names_its_agency_behind_a_label() -> None:
    rows = (
        ("项目支出绩效自评表",),
        ("主管部门", "样例市文化和旅游局（虚构）", "实施单位", "219001-样例市图书馆（虚构）"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "100", "100", "95", "10", "95%", "9.5"),
    )
    cells = tuple(
        Cell((text,) if text else (), row, column, place=Place("", "表", f"{row}:{column}"))
        for row, texts in enumerate(rows) for column, text in enumerate(texts)
    )  # fmt: skip
    assert read_document(Document("表.xlsx", (Table(cells),), kind="xlsx")).agency == "样例市图书馆(虚构)"
