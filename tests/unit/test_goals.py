"""Plans, results, problems and measures as they stand in a report: what is an item, what is a promise, where a section starts."""

from __future__ import annotations

from jixiao.checks.wording import chinese, short, unmarked
from jixiao.extract import read_document
from jixiao.model.document import Document, Paragraph, Place
from jixiao.model.reading import Reading, Section, key_at


def reading(text: str) -> Reading:
    lines = (line for line in text.strip().split("\n"))
    return read_document(
        Document("例", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in enumerate(lines, 1)))
    )


def test_an_item_runs_from_its_mark_to_the_next_over_several_lines() -> None:
    found = reading(
        """
五、存在的问题
存在以下两个问题：
（一）执行进度慢。
上半年支出只占三成。1.招标晚；2.验收晚。
（二）绩效指标偏少。
"""
    )

    assert [one.text for one in found.problems] == [
        "(一)执行进度慢。上半年支出只占三成。1.招标晚;2.验收晚。",
        "(二)绩效指标偏少。",
    ]
    assert [one.place.ref for one in found.problems] == ["第3行", "第5行"]


def test_items_of_one_line_are_parted_at_their_marks() -> None:
    found = reading("五、存在的问题\n2021年主要问题有：1、指标需要细化。2、实施细则没有出台。\n")

    assert [one.text for one in found.problems] == ["1、指标需要细化。", "2、实施细则没有出台。"]


def test_without_marks_each_line_is_an_item_and_nothing_said_is_none() -> None:
    assert len(reading("五、存在的问题\n设备老化，检修频繁。\n人员流动较大。\n").problems) == 2
    assert reading("五、存在的问题\n暂无。\n六、改进措施\n继续做好工作。\n").problems == ()


def test_a_subsection_of_its_own_goes_before_the_part_that_holds_everything() -> None:
    found = reading(
        "四、评价结论及建议\n（一）评价结论\n自评得分95分。\n（二）存在的问题\n1.设备老化。\n（三）改进建议\n1.更新设备。\n"
    )

    assert [one.text for one in found.problems] == ["1.设备老化。"]
    assert [one.text for one in found.measures] == ["1.更新设备。"]


def test_headings_of_a_table_of_contents_open_no_sections() -> None:
    plain = reading("目录\n一、部门概况\n二、存在的问题\n一、部门概况\n内设三个股。\n二、存在的问题\n设备老化严重。\n")
    dotted = reading(
        "目录\n一、部门概况……1\n二、存在的问题......12\n一、部门概况\n内设三个股。\n二、存在的问题\n设备老化严重。\n"
    )

    assert [one.place.ref for one in plain.sections] == ["第4行", "第6行"]
    assert [one.place.ref for one in dotted.sections] == ["第4行", "第6行"]
    assert [one.text for one in plain.problems] == ["设备老化严重。"]


def test_a_plan_told_as_done_and_the_size_of_what_is_served_are_no_promises() -> None:
    def promised(sentence: str) -> list[list[str]]:
        found = reading(f"（二）2021年重点工作\n{sentence}\n三、绩效情况\n无。\n")
        return [[figure.quote for figure in one.figures] for one in found.commitments]

    assert promised("确保培训180人次，合格率达到95%以上。") == [["180人次", "95%"]]
    assert promised("已完成培训180人次。") == []
    assert promised("确保全县35个村的饮水安全。") == []
    assert promised("服务覆盖全区60%以上居民。") == [["60%"]]
    assert promised("内设5个股室，编制12名。") == []


def test_the_kinds_of_people_that_are_served_are_no_promise() -> None:
    found = reading(
        """
一、绩效目标
2023年绩效目标为：帮助困难农户解决住房安全，集中支持6类重点对象，完成改造53户，开设4类课程。
"""
    )

    assert [one.quote for commitment in found.commitments for one in commitment.figures] == ["53户", "4类"]


def test_a_section_that_is_not_recognised_belongs_to_the_one_around_it() -> None:
    place = Place("", "正文", "第1行")
    sections = [
        Section("results", "绩效情况", "三、", 1, place, 0, 9),
        Section("", "其他", "（一）", 2, place, 1, 5, 0),
        Section("", "小节", "1.", 3, place, 2, 3, 1),
        Section("", "附记", "四、", 1, place, 9, 10),
    ]

    assert [key_at(sections, index) for index in (0, 1, 2, 3, -1)] == ["results", "results", "results", "", ""]


def test_words_shown_in_a_sentence_have_chinese_marks_and_no_list_marks() -> None:
    assert chinese("学习,并汇报;完成(部分):1,200元") == "学习，并汇报；完成（部分）：1,200元"
    assert unmarked("（一）、进度慢".replace("（", "(").replace("）", ")")) == "进度慢"
    assert [unmarked(one) for one in ("1、进度慢", "一是进度慢", "①进度慢", "1.5万元未付")] == [
        "进度慢",
        "进度慢",
        "进度慢",
        "1.5万元未付",
    ]
    assert short("尚未制定实施细则,有待完善。", 8) == "尚未制定实施细则…"
    assert short("进度慢。") == "进度慢"


def test_the_annex_and_the_signatures_below_the_measures_are_none_of_them() -> None:
    found = reading(
        """
四、存在的问题
个别街道更新不及时。
五、下一步措施
由综合科牵头，6月底前建立按月比对机制。
附：项目支出绩效自评评分表
填表人：王某某 联系电话：（略）
"""
    )
    signed = reading("五、下一步措施\n由综合科牵头，6月底前建立按月比对机制。\n填报人：王某某 填报日期：2025年3月20日\n")

    assert [one.text for one in found.measures] == ["由综合科牵头,6月底前建立按月比对机制。"]
    assert [one.text for one in signed.measures] == ["由综合科牵头,6月底前建立按月比对机制。"]
    assert [one.mark for one in found.sections][-1] == "附："
