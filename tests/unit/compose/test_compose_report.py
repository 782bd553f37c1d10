"""The report: headings in order, every lost point named, everything lacking marked and listed, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources

import pytest

from jixiao.catalog.outlines import outline, outlines, recognise
from jixiao.compose.report import USUAL, chinese, compose_report
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact, Facts
from jixiao.model.outcome import Known, NotApplicable, Scorecard
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook
from jixiao.rules.rulefile import schema
from tests.unit.compose.conftest import count, fact, wan


def headings(document: Document, level: int = 1) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def under(document: Document, heading: str) -> list[Paragraph]:
    """Paragraphs below the heading that ends so, down to the next heading."""
    blocks = iter(document.blocks)
    for block in blocks:
        if isinstance(block, Heading) and block.text.endswith(heading):
            break
    found: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        found.append(block)
    return found


def test_it_follows_the_outline(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(case, scorecard, rulebook, date(2022, 3, 1))
    assert headings(report, 0) == ["2021年度示例县档案馆（虚构）部门整体支出绩效自评报告"]
    assert headings(report)[:6] == [
        "一、部门概况", "二、部门整体支出管理及使用情况", "三、部门整体支出绩效情况", "四、绩效自评得分情况及绩效等级",
        "五、存在的问题", "六、改进措施和有关建议",
    ]  # fmt: skip
    assert headings(report, 2)[:3] == ["（一）部门基本情况", "（二）2021年重点工作", "（三）部门整体支出情况"]
    assert headings(report, 3) == ["1.主要职能", "2.机构设置", "3.人员编制情况"]


def outline_ids() -> list[str]:
    return sorted(schema()["properties"]["outline"]["enum"])


def test_every_outline_a_rulebook_may_name_is_known_to_writer_and_checker() -> None:
    folder = resources.files("jixiao.compose").joinpath("outlines")
    assert sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir()) == outline_ids()
    assert set(outline_ids()) <= set(outlines())
    assert set(USUAL.values()) <= set(outline_ids())


@pytest.mark.parametrize("id", outline_ids())
def test_its_headings_are_recognised_as_the_sections_the_catalog_requires(id: str, request: pytest.FixtureRequest) -> None:
    prefix = "project_" if outline(id).kind == "project" else ""
    case, scorecard, rulebook = (request.getfixturevalue(prefix + name) for name in ("case", "scorecard", "rulebook"))
    report = compose_report(case, scorecard, replace(rulebook, outline=id))
    texts = [block.text for block in report.blocks if isinstance(block, Heading) and block.level and not block.new_page]
    found = [recognise(text.lstrip("（一二三四五六七八九十）、")) for text in texts]
    required = [section.key for section in outline(id).sections if section.required]
    assert [key for key in dict.fromkeys(found) if key in required] == required


def test_the_ten_sections_of_hunan_stand_in_order_and_say_that_there_was_nothing(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    """Where 0 is stated the section says 本年度无…; where nothing is stated it waits: nobody says none for the unit."""
    nothing = [fact(item, wan("0"), "executed") for item in ("government_fund_budget", "state_capital_budget")]
    told = replace(case, facts=Facts.of([*case.facts, *nothing]))
    report = compose_report(told, scorecard, replace(rulebook, outline="hunan-2021"))
    assert headings(report)[:10] == [
        "一、部门（单位）基本情况", "二、一般公共预算支出情况", "三、政府性基金预算支出情况", "四、国有资本经营预算支出情况",
        "五、社会保险基金预算支出情况", "六、部门整体支出绩效情况", "七、存在的问题及原因分析", "八、下一步改进措施",
        "九、绩效自评结果拟应用和公开情况", "十、其他需要说明的情况",
    ]  # fmt: skip
    assert [one.text for one in under(report, "政府性基金预算支出情况")] == ["本年度无政府性基金预算支出。"]
    assert [one.text for one in under(report, "国有资本经营预算支出情况")] == ["本年度无国有资本经营预算支出。"]
    assert [one.text for one in under(report, "社会保险基金预算支出情况")] == ["全年社会保险基金预算支出待补充。"]


def test_an_evaluation_tells_indicators_by_decision_process_output_and_benefit(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    leaf = project_scorecard.indicators[1]
    names = [("项目决策", "立项依据"), ("过程", "资金到位"), ("产出指标", "更新书屋"), ("效果", "借阅")]
    leaves = tuple(replace(leaf, id=name, path=(level,), name=name, sentence=f"{name}得分。") for level, name in names)
    spoken = replace(project_case, texts={**project_case.texts, "summary": "摘要的话。"})
    report = compose_report(
        spoken, replace(project_scorecard, indicators=leaves), replace(project_rulebook, outline="evaluation")
    )
    assert headings(report)[:2] == ["摘要", "一、基本情况"]
    for heading, (_, name) in zip(("决策情况", "过程情况", "产出情况", "效益情况"), names, strict=True):
        assert [one.text for one in under(report, heading)] == [f"{name}得分。"]


def test_optional_sections_stand_only_with_something_in_them_and_keep_the_count(
    case: Case, scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    without = compose_report(case, scorecard, project_rulebook)
    assert headings(without)[5:7] == ["六、改进措施和有关建议", "附件1"]
    spoken = replace(case, texts={**case.texts, "other": "无。", "sustainability": "制度长效。"})
    report = compose_report(spoken, scorecard, project_rulebook)
    assert headings(report)[6] == "七、其他需要说明的情况"
    assert headings(report, 2)[-1] == "（三）可持续性分析"


def test_score_and_grade_are_facts(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    score = next(one for one in under(compose_report(case, scorecard, rulebook), "绩效等级") if "得分为" in one.text)
    assert score.text == "2021年度绩效自评得分为65.50分，绩效等级为中。"
    assert [(fact.item, fact.shown) for fact in score.facts] == [("self_score", "65.50分"), ("self_grade", "中")]


def test_every_indicator_below_full_marks_is_named_and_the_deductions_add_up(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    texts = [one.text for one in under(compose_report(case, scorecard, rulebook), "绩效等级")]
    assert texts[2] == "各项指标共扣34.50分，其中：在职人员控制率扣10.00分，“三公”经费变动率扣20.00分，制度健全性扣4.50分。"
    assert Decimal("10.00") + Decimal("20.00") + Decimal("4.50") == 100 - Decimal("65.50")
    assert [text.split("：")[0] for text in texts[3:]] == [
        "1.在职人员控制率扣10.00分", "2.“三公”经费变动率扣20.00分", "3.制度健全性扣4.50分",
    ]  # fmt: skip
    assert texts[3] == "1.在职人员控制率扣10.00分：比100%高20个百分点，每个扣0.5分。"
    assert texts[4].endswith("：比上年增长，得0分。")


def test_full_marks_everywhere_say_so(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    leaves = tuple(replace(leaf, score=Known(Fraction(leaf.weight or 0))) for leaf in scorecard.indicators)
    full = replace(scorecard, indicators=leaves, total=Known(Fraction(100)))
    assert "各项指标均得满分，没有扣分。" in [one.text for one in under(compose_report(case, full, rulebook), "绩效等级")]


def test_a_total_that_is_not_computable_has_bounds_and_no_grade(case: Case, waiting: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(case, waiting, rulebook)
    texts = [one.text for one in under(report, "绩效等级")]
    assert texts[1] == "部分数据尚缺，自评总分暂不能算出，也不定等级。按现有数据，总分不低于35.50分、不高于65.50分。"
    assert texts[-1].startswith("尚缺数据、暂不能计分的指标：重点工作完成率。")
    assert not any(fact.item == "self_grade" for one in report.blocks if isinstance(one, Paragraph) for fact in one.facts)


def test_what_is_lacking_is_marked_in_its_place_and_listed_once(case: Case, waiting: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(case, waiting, rulebook)
    marked = [one for one in report.blocks if isinstance(one, Paragraph) and TO_FILL in one.runs]
    listed = [one.text for one in report.blocks if isinstance(one, Paragraph) and "（用于" in one.text]
    assert "6.总支出年初预算数（用于“经济性评价”一节）。" in listed
    assert "16.重点工作交办数（用于指标“重点工作完成率”计分）。" in listed
    assert "14.第1个问题的责任人、完成时限（用于附件“问题整改台账”）。" in listed
    assert len(listed) == len({text.partition(".")[2] for text in listed}) == 16
    assert len(marked) == 14


def test_a_complete_case_has_no_list_of_what_is_lacking(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    texts = {"overview": "甲。", "management": "乙。", "goal": "丙。", "goal_result": "丁。"}
    from jixiao.model.case import Problem

    whole = replace(project_case, texts=texts, problems=(Problem("慢", "", ("加快",), "办公室", "2022年6月底"),))
    report = compose_report(whole, project_scorecard, project_rulebook)
    assert TO_FILL not in "".join(one.text for one in report.texts())
    assert headings(report)[-2:] == ["附件1", "附件2"]
    assert [table.title for table in report.tables()] == ["项目支出绩效自评表", "问题整改台账"]


def test_tasks_show_goal_and_result_and_measures_answer_problems(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    report = compose_report(case, scorecard, rulebook)
    assert [one.text for one in under(report, "2021年重点工作")] == ["1.完成扫描一万件。", "2.新建库房一处。"]
    assert [one.text for one in under(report, "绩效目标完成情况")] == [
        "1.完成扫描一万件。完成情况：完成扫描九千件。", "2.新建库房一处。完成情况：待补充",
    ]  # fmt: skip
    assert [one.text for one in under(report, "存在的问题")] == ["1.人员超编。原因：机构合并。", "2.扫描没有完成。"]
    assert [one.text for one in under(report, "改进措施和有关建议")][:3] == [
        "1.针对第1个问题：逐年消化。", "2.针对第2个问题：待补充", "3.加强培训。",
    ]  # fmt: skip


def test_the_reason_of_a_change_is_asked_for_only_where_there_is_one(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    silent = replace(case, texts={})
    assert "增减变动的主要原因：待补充" in [
        one.text for one in under(compose_report(silent, scorecard, rulebook), "经费情况")
    ]
    last = next(fact for fact in case.facts if fact.year == 2020)
    assert isinstance(last.value, Quantity)
    same = replace(last, value=replace(last.value, value=Decimal(3000), text="0.3"))
    even = replace(silent, facts=type(case.facts).of([same, *(fact for fact in case.facts if fact is not last)]))
    assert not any("主要原因" in one.text for one in compose_report(even, scorecard, rulebook).texts())


def test_the_sentences_hold_facts_of_the_case(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(case, scorecard, rulebook)
    placed = {fact.place for one in report.blocks if isinstance(one, Paragraph) for fact in one.facts if fact.by == "case"}
    assert placed == {fact.place for fact in case.facts}
    staffing = next(one for one in under(report, "经济性评价") if "在职人员控制率：" in one.text)
    assert [fact.shown for fact in staffing.facts] == ["12人", "10人"]


def test_tables_and_the_fine_print_close_it(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    noted = replace(scorecard, notes=("部分分值未核对原文。",))
    report = compose_report(case, noted, rulebook, date(2022, 3, 1))
    assert [table.title for table in report.tables()] == [
        "部门整体支出绩效评价基础数据表", "部门整体支出绩效评价指标评分表", "问题整改台账",
    ]  # fmt: skip
    small = [one.text for one in report.blocks if isinstance(one, Paragraph) and one.style == "small"]
    assert under(report, "绩效等级")[2].text == "说明：部分分值未核对原文。"
    assert "d" * 16 in small[0] and "c" * 16 in small[1]
    assert [one.text for one in report.blocks if isinstance(one, Paragraph) and one.style == "right"] == [
        "示例县档案馆（虚构）", "2022年3月1日",
    ]  # fmt: skip


def table_text(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def test_the_base_table_holds_what_is_known_and_marks_what_a_sentence_waits_for(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    base = next(compose_report(case, scorecard, rulebook).tables())
    rows = {cell.text.strip("　"): cell.row for cell in base.cells if cell.column == 0}
    texts = table_text(base)
    assert [texts[1, column] for column in range(5)] == ["人数", "10", "", "12", "120.00%"]
    assert texts[rows["“三公”经费"], 1] == "0.20"
    assert texts[rows["部门整体支出"], 2] == TO_FILL
    assert texts[rows["部门整体支出"], 3] == "130.651"
    assert texts[rows["二、项目支出"], 2] == ""
    assert "政府采购金额" not in rows


def test_the_base_table_has_the_rows_of_the_official_form(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    """Parts of costs and projects where they are stated; 1200 of 1000 square metres are 120%, what nobody approved has no rate."""
    facts = [
        fact("office_costs", wan("2.10"), "executed"), fact("business_projects", wan("30.00"), "initial_budget"),
        fact("building_area_approved", count("1000", "平方米")), fact("building_area_actual", count("1200", "平方米")),
        fact("building_investment_actual", wan("90.00")),
    ]  # fmt: skip
    told = replace(case, facts=Facts.of([*case.facts, *facts]), texts={**case.texts, "thrift": "公务用车合并出车。"})
    lines = [
        [cell.text.strip("　") if cell else "" for cell in row]
        for row in next(compose_report(told, scorecard, rulebook).tables()).grid()
    ]
    by_name = {line[0]: line[1:] for line in lines}
    assert by_name["其中：办公经费"][2] == "2.10" and by_name["1.业务工作专项"][1] == "30.00"
    assert by_name["建设规模（平方米）"][:3] == ["1000", "1200", "120.00%"]
    assert by_name["建设投资（万元）"][1:3] == ["90.00", "—"]
    assert by_name["厉行节约保障措施"][0] == "公务用车合并出车。"
    assert lines[-1][0].startswith("说明：“项目支出”填报基本支出以外的所有项目支出情况")


def test_the_form_of_the_report_ends_with_the_total(
    case: Case, scorecard: Scorecard, waiting: Scorecard, rulebook: Rulebook
) -> None:
    for card, score, words in (
        (scorecard, "65.50", "绩效等级：中"),
        (waiting, TO_FILL, "数据不全，总分暂不能算出；按现有数据，不低于35.50分、不高于65.50分"),
    ):
        table = list(compose_report(case, card, rulebook).tables())[1]
        last = [cell.text for cell in table.cells if cell.row == table.n_rows - 2]
        assert last == ["总分", "100", score, words]
    merged = next(cell for cell in table.cells if cell.text == "预算配置")
    assert (merged.row, merged.column, merged.row_span) == (2, 1, 2)


def test_an_excluded_weight_is_explained(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    first, *rest = scorecard.indicators
    left_out = replace(scorecard, indicators=(replace(first, score=NotApplicable("没有")), *rest))
    said = "不适用指标的分值不计入，总分已按评价规则折算为百分制。"
    assert said in [one.text for one in under(compose_report(case, left_out, rulebook), "绩效等级")]
    not_chosen = replace(scorecard, indicators=(replace(first, score=NotApplicable("没有选用"), weight=None), *rest))
    assert said not in [one.text for one in under(compose_report(case, not_chosen, rulebook), "绩效等级")]


def test_it_is_the_same_twice(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    assert compose_report(case, scorecard, rulebook) == compose_report(case, scorecard, rulebook)


def test_money_in_yuan_and_wan_is_derived_from_exactly(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    funds = under(compose_report(project_case, project_scorecard, project_rulebook), "管理及使用情况")[0]
    assert funds.text == "项目年初预算数90.00万元，全年预算数90.00万元，全年执行数853200.00元，预算执行率94.80%。"
    assert isinstance(funds.runs[1], Fact)


def test_marks_in_chinese() -> None:
    assert [chinese(number) for number in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]


def test_words_are_not_asked_for_where_the_figure_is_known(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    procured = Fact("procurement", Quantity(Decimal(0), "元", text="0", printed_unit="元"), 2021, "executed")
    known = replace(case, facts=type(case.facts).of([*case.facts, procured]))
    assert "政府采购：待补充" in [one.text for one in compose_report(case, scorecard, rulebook).texts()]
    assert "政府采购：待补充" not in [one.text for one in compose_report(known, scorecard, rulebook).texts()]


def test_an_indicator_with_a_section_of_its_own_is_told_there_and_nowhere_else(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    asked = replace(
        scorecard.indicators[3], path=("产出及效率", "履职效益"), name="服务对象满意度", sentence="满意度92%，得30分"
    )
    with_survey = replace(scorecard, indicators=(*scorecard.indicators[:3], asked))
    report = compose_report(case, with_survey, rulebook)
    assert [one.text for one in under(report, "社会公众满意度")] == ["服务对象满意度：满意度92%，得30分。"]
    assert under(report, "有效性评价") == []
    assert [one.text for one in under(compose_report(case, scorecard, rulebook), "社会公众满意度")] == ["待补充"]


def test_what_an_indicator_works_out_is_not_told_twice(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    """178 of 200 stands in the sentence of the indicator; without one the survey has a sentence of its own."""
    facts = [fact("survey_valid", count("200", "份")), fact("survey_satisfied", count("178", "份"))]
    told = replace(case, facts=Facts.of([*case.facts, *facts]))
    survey = "满意度调查收回有效样本200份，评价为满意及以上的178份，满意率89.00%。"
    assert survey in [one.text for one in compose_report(told, scorecard, rulebook).texts()]
    leaf = scorecard.indicators[3]
    trace = replace(leaf.trace, substituted="178份 ÷ 200份")
    reckoned = replace(leaf, name="公众满意度", sentence="公众满意度为89%（178份 ÷ 200份），得30分", trace=trace)
    card = replace(scorecard, indicators=(*scorecard.indicators[:3], reckoned))
    texts = [one.text for one in compose_report(told, card, rulebook).texts()]
    assert survey not in texts and "满意度调查收回有效样本200份，评价为满意及以上的178份。" in texts


def test_annexes_with_broad_tables_lie_on_their_side(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    """Base data has five columns, the form of the ratio kind seven, 问题整改台账 six."""
    report = compose_report(case, scorecard, rulebook)
    lies = [block.landscape for block in report.blocks if isinstance(block, Heading) and block.new_page]
    assert lies == [False, True, False, False]
