"""Sections: found by their marks, recognised by what they mean and never by number; title, year, agency, zones of a document."""

from __future__ import annotations

import pytest

from jixiao.extract import read_document
from jixiao.extract.outline import find_head, find_sections, section_of
from jixiao.model.document import Document, Heading, Paragraph, Place
from tests.unit.extract.passages import lines, reading


@pytest.mark.parametrize(
    ("text", "level", "mark", "words", "inline"),
    [
        ("一、部门概况", 1, "一、", "部门概况", False),
        ("第二部分 部门概况", 1, "第二部分", "部门概况", False),
        ("附件1：自评表", 1, "附件1：", "自评表", False),
        ("（二）存在的问题", 2, "（二）", "存在的问题", False),
        ("(二)存在的问题。", 2, "(二)", "存在的问题", False),
        ("3.公开情况", 3, "3.", "公开情况", False),
        ("3、公开情况", 3, "3、", "公开情况", False),
        ("（3）公开情况", 4, "（3）", "公开情况", False),
        ("①公开情况", 4, "①", "公开情况", False),
        ("十一、其他", 1, "十一、", "其他", False),
        ("五、存在的问题：执行进度慢。", 1, "五、", "存在的问题", True),
        ("五、存在的问题：", 1, "五、", "存在的问题", False),
        ("五、存在的主要问题，一是进度慢。", 1, "五、", "存在的主要问题", True),  # runs on as text
    ],
)
def test_a_mark_and_a_short_phrase_are_a_heading(text: str, level: int, mark: str, words: str, inline: bool) -> None:
    found = find_head(text)
    assert found is not None
    assert (found.level, found.mark, found.words, found.inline) == (level, mark, words, inline)


@pytest.mark.parametrize(
    "text",
    [
        "部门概况",
        "1.5万元用于培训",
        "一、部门概况……3",
        "一、部门概况    3",
        "一、" + "示例" * 21,
        "一、加强学习，提高认识。",  # text, and no known section
        "1.存在的问题，一是进度慢。",  # a third level does not run on
        "一般问题",
        "",
    ],
)
def test_anything_else_is_text(text: str) -> None:
    assert find_head(text) is None


TEXT = """2022年示例局（虚构）部门整体支出绩效自评报告
六、部门概况
（一）机构设置
内设三个股。
1.股室职责
负责示例。
（二）人员编制
编制十二名。
二、整体支出绩效情况
完成较好。
"""


def test_sections_nest_by_level_and_are_known_by_meaning_never_by_number() -> None:
    found = reading(TEXT).sections
    assert [(one.key, one.first, one.last, one.parent) for one in found] == [
        ("overview", 1, 8, -1),
        ("organisation", 2, 6, 0),
        ("duties", 4, 6, 1) if found[2].key == "duties" else ("", 4, 6, 1),
        ("staff", 6, 8, 0),
        ("results", 8, 10, -1),
    ]


def test_a_line_belongs_to_the_innermost_section() -> None:
    found = reading(TEXT).sections
    assert section_of(found, 10) == [-1, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("整体支出绩效情况", "results"),  # 整体支出 stands before it
        ("部门整体支出情况", "expenditure"),
        ("重点工作完成情况", "goals_done"),
        ("年度重点工作", "key_tasks"),
        ("存在的问题及原因分析", "problems"),
        ("存在问题和改进措施", "measures"),
        ("下一步工作打算", "measures"),
        ("绩效自评结果拟应用和公开情况", "application"),
        ("自评结果", "score"),
        ("其他需要说明的问题", "other"),
        ("政府性基金预算支出情况", "government_funds"),  # 预算支出情况 alone would be the whole's
        ("国有资本经营预算支出情况", "state_capital"),
        ("社会保险基金预算支出情况", "social_insurance"),
        ("评价目的、对象和范围", "evaluation_purpose"),
        ("主要经验及做法、存在的问题及原因分析", "problems"),
        ("年度工作计划明确性", ""),  # an indicator of plans, not the plan
        ("绩效目标合理性", ""),
        ("经济性评价", "economy"),
        ("示例事项", ""),
    ],
)
def test_of_several_synonyms_the_last_decides(heading: str, key: str) -> None:
    (found,) = reading(f"四、{heading}\n内容如文。").sections
    assert found.key == key


def test_a_small_heading_with_text_behind_it_is_a_section_only_if_known() -> None:
    assert [one.heading for one in reading("1.张三：负责示例。\n2.存在的问题：进度慢。").sections] == ["存在的问题"]


def test_a_heading_of_the_file_is_one_without_a_mark() -> None:
    place = Place("", "正文", "第1段")
    document = Document("例", (Heading("部门概况", 1, place), Paragraph(("内设三个股。",), place)))
    (found,) = read_document(document).sections
    assert (found.key, found.mark, found.level, found.last) == ("overview", "", 1, 2)


def test_lines_of_a_table_of_contents_open_no_section() -> None:
    places = [
        (text, Place("", "正文", f"第{n}行"), None)
        for n, text in enumerate(lines("一、概况\n二、问题\n一、概况\n甲。\n二、问题\n乙。"), 1)
    ]
    assert [one.first for one in find_sections(places)] == [2, 4]


# —— the document ——


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("2022年示例局（虚构）部门整体支出绩效自评报告", "示例局(虚构)", 2022),
        ("示例局（虚构）2022年度部门整体支出绩效自评报告", "示例局(虚构)", 2022),
        ("关于示例局（虚构）2022年度绩效自评的报告", "示例局(虚构)", 2022),
        ("示例局（虚构）部门整体支出绩效自评报告", "示例局(虚构)", 2021),  # the year the text names most
    ],
)
def test_title_agency_and_year(title: str, agency: str, year: int) -> None:
    found = reading(f"{title}\n2021年工作有序。2021年支出正常。2020年同。")
    assert (found.agency, found.year) == (agency, year)
    assert found.title


def test_a_text_without_a_title_has_none() -> None:
    found = reading("示例局（虚构）开展绩效自评，结果良好。\n内容。")
    assert (found.title, found.agency, found.year) == ("", "", None)


@pytest.mark.parametrize(
    "text",
    [
        "市级|80.15万元|县级",
        "一级指标 二级指标 三级指标 80.15万元",
        "市级 80 90 100 共80.15万元",
        "市级\n县级\n乡镇\n80.15万元\n20.10万元\n合计",
    ],
)
def test_flattened_tables_are_zones(text: str) -> None:
    assert {one.zone for one in reading(text).figures} == {"table"}


@pytest.mark.parametrize(
    "text",
    [
        "市级80.15万元，县级20.10万元。",
        "一级指标、二级指标、三级指标齐全。支出80.15万元。各项完成。",
        "市级\n县级\n80.15万元",
        "市级:80.15万元\n县级:20.10万元\n乡镇:3万元\n村级:3万元\n捐款:3万元\n其他:3万元",
    ],
)
def test_prose_and_short_lists_are_not(text: str) -> None:
    assert {one.zone for one in reading(text).figures} == {""}


def test_sentences_bear_their_place_and_section() -> None:
    found = reading("一、部门概况\n内设三个股。支出正常！").sentences
    assert [(one.text, one.paragraph, one.section, one.place.ref) for one in found] == [
        ("一、部门概况", 0, 0, "第1行"),
        ("内设三个股。", 1, 0, "第2行"),
        ("支出正常!", 1, 0, "第2行"),
    ]
