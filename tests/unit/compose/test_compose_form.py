"""The form, the traces, the figures with their places, the charts and the page."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from jixiao.compose.charts import charts
from jixiao.compose.form import compose_form
from jixiao.compose.page import compose_page
from jixiao.compose.scores import why, with_facts
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Chart, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact, Facts
from jixiao.model.outcome import Input, Known, NotApplicable, Scorecard, Trace
from jixiao.model.rulebook import Rulebook, Source
from jixiao.text.quantities import quantity


def rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_the_ratio_form_has_the_official_columns(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    form = next(compose_form(case, scorecard, rulebook).tables())
    lines = rows(form)
    assert lines[2] == [
        "一级指标",
        "二级指标",
        "三级指标",
        "评分标准",
        "分值",
        "自评得分",
        "扣分原因和其他说明",
    ]
    assert lines[3] == [
        "投入", "预算配置", "在职人员控制率", "≤100%计满分，每超过1个百分点扣0.5分", "20", "10.00",
        "12人 ÷ 10人 = 120%\n在职12人，编制10人，控制率120%，超过100%的部分扣10分，得10分",
    ]  # fmt: skip
    assert lines[7] == ["总分", "总分", "总分", "总分", "100", "65.50", "绩效等级：中"]
    assert form.head_rows == 3


def test_what_the_total_rests_on_is_told_below_the_form(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    noted = replace(scorecard, notes=("部分分值未核对原文。",))
    form, *_, traces, _ = compose_form(case, noted, rulebook).tables()
    assert rows(form)[-1][0] == "说明：部分分值未核对原文。"
    assert rows(traces)[-1][0] == "部分分值未核对原文。" and "d" * 16 in rows(traces)[-3][0]


def test_points_are_numbers_with_the_way_as_a_note(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    form = next(compose_form(case, scorecard, rulebook).tables())
    cell = next(cell for cell in form.cells if (cell.row, cell.column) == (3, 5))
    assert cell.fact is not None and cell.fact.shown == "10.00分"
    assert cell.note.split("\n") == [
        "公式：在职 / 编制", "数据：在职 12人（case.yaml!第13行）", "数据：编制 10人（case.yaml!第16行）", "代入：12人 ÷ 10人",
        "评分标准：每超过1个百分点扣0.5分", "适用：比100%高20个百分点，每个扣0.5分", "这样可得满分：在职人员不超过编制数",
    ]  # fmt: skip


def test_what_waits_is_marked_in_the_form(case: Case, waiting: Scorecard, rulebook: Rulebook) -> None:
    lines = rows(next(compose_form(case, waiting, rulebook).tables()))
    assert lines[6][5:] == [TO_FILL, "尚缺：重点工作交办数"]
    assert lines[7][5] == TO_FILL


def test_the_figures_come_with_year_basis_unit_and_place(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    table = next(one for one in compose_form(case, scorecard, rulebook).tables() if one.title == "基础数据")
    assert rows(table)[1] == ["编制数", "2021", "—", "10", "人", "case.yaml!第16行", "案卷"]
    assert ["“三公”经费", "2020", "全年执行数", "0.20", "万元", "case.yaml!第18行", "案卷"] in rows(table)
    assert len(rows(table)) == 1 + len(case.facts)


def test_a_word_among_the_facts_is_shown_as_it_is(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    spoken = replace(case, facts=Facts.of([*case.facts, Fact("self_grade", "良", 2021)]))
    table = next(one for one in compose_form(spoken, scorecard, rulebook).tables() if one.title == "基础数据")
    assert rows(table)[-1][:5] == ["自评等级", "2021", "—", "良", "—"]


def test_the_project_form_is_the_official_one(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    lines = rows(next(compose_form(project_case, project_scorecard, project_rulebook).tables()))
    assert lines[1][:2] == ["项目名称", "农家书屋更新项目（虚构）"]
    assert lines[2] == ["主管部门", *["示例县文化局（虚构）"] * 3, "实施单位", *["示例县档案馆（虚构）"] * 3]
    assert lines[3][2:] == ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
    assert lines[4][1:] == ["年度资金总额", "90.00", "90.00", "85.32", "10", "94.80%", "9.48"]
    assert lines[5][1:] == ["其中：本年财政拨款", "90.00", "90.00", "85.32", "—", "—", "—"]
    assert lines[6][0] == lines[7][0] == "年度总体目标"
    assert lines[7][1] == "更新书屋。" and lines[7][4] == "更新了大部分。"
    assert lines[9] == ["产出指标", "数量指标", "更新书屋", "≥120个", "108个", "90", "81.00", "村部迁建"]
    assert lines[10] == [*["总分"] * 5, "100", "90.48", "绩效等级：优"]


def test_a_lost_point_without_a_reason_waits_for_one(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    leaf = replace(project_scorecard.indicators[1], reason="")
    card = replace(project_scorecard, indicators=(project_scorecard.indicators[0], leaf))
    assert rows(next(compose_form(project_case, card, project_rulebook).tables()))[9][7] == TO_FILL


def test_no_execution_indicator_leaves_the_rate_and_no_points(
    project_case: Case, project_scorecard: Scorecard, rulebook: Rulebook
) -> None:
    project = replace(rulebook, kind="project")
    assert rows(next(compose_form(project_case, project_scorecard, project).tables()))[4][5:] == ["—", "94.80%", "—"]


def test_why_speaks_of_losses_lacks_and_what_does_not_apply(scorecard: Scorecard, waiting: Scorecard) -> None:
    assert why(scorecard.indicators[3]) == ""
    assert why(waiting.indicators[3]) == "尚缺：重点工作交办数"
    full = replace(scorecard.indicators[3], value=NotApplicable("本年没有新建"), sentence="不适用（本年没有新建），得30分")
    assert why(full) == "不适用（本年没有新建），得30分"
    assert why(replace(full, value=NotApplicable("由人判断"))) == ""
    assert why(replace(full, score=NotApplicable("剔除"))) == "剔除"


def test_a_sentence_gets_its_facts_back_but_never_a_part_of_a_longer_number(scorecard: Scorecard) -> None:
    trace = scorecard.indicators[0].trace
    runs = with_facts("在职12人，计划112人，编制10人", trace)
    assert [run.shown for run in runs if isinstance(run, Fact)] == ["12人", "10人"]
    assert runs[2] == "，计划112人，编制"
    assert with_facts("没有数", Trace()) == ("没有数",)


def test_inputs_printed_alike_are_put_back_in_the_order_of_the_formula() -> None:
    amount = quantity("48780万元")
    assert amount
    planned, done = (Fact("general_public_budget", amount, 2018, basis) for basis in ("initial_budget", "executed"))
    trace = Trace("完成数 / 年初预算数", (Input("年初预算数", "48780万元", planned), Input("完成数", "48780万元", done)))
    runs = with_facts("完成率为100%（48780万元 ÷ 48780万元）", trace)
    assert runs == ("完成率为100%（", done, " ÷ ", planned, "）")
    changed = replace(trace, formula="(完成数 - 年初预算数) / 年初预算数")
    runs = with_facts("变动率为0（48780万元 － 48780万元）÷ 48780万元", changed)
    assert [run for run in runs if isinstance(run, Fact)] == [done, planned, planned]


def shown(chart: Chart) -> list[tuple[str, str]]:
    return [(bar.label, bar.shown) for bar in chart.bars]


def test_charts_of_points_and_money(case: Case, scorecard: Scorecard, waiting: Scorecard) -> None:
    """No budget is given, so nothing tells the progress; last year's and this year's three-public costs stand side by side."""
    points, parts, public = charts(case, scorecard)
    assert [(bar.label, bar.shown, bar.of) for bar in points.bars][:2] == [
        ("在职人员控制率", "10.00/20", 20.0), ("“三公”经费变动率", "0.00/20", 20.0),
    ]  # fmt: skip
    assert (parts.title, parts.unit, [bar.shown for bar in parts.bars]) == ("2021年度支出构成", "万元", ["86.125", "44.526"])
    assert public.title == "2021年度“三公”经费与预算、上年相比"
    assert shown(public) == [("年初预算数", "0"), ("全年执行数", "0.3"), ("上年执行数", "0.20")]
    unknown = charts(case, waiting)[0].bars[3]
    assert (unknown.shown, unknown.value) == (f"{TO_FILL}/30", None)
    assert len(charts(replace(case, facts=Facts()), scorecard)) == 1


def test_charts_of_results_and_progress(project_case: Case, project_scorecard: Scorecard) -> None:
    """108 of 120 is 90%; 85.32 of 90.00 is 94.80%, of the fiscal funds as well."""
    leaf = replace(project_scorecard.indicators[1], value=Known(Fraction(90)))
    card = replace(project_scorecard, indicators=(project_scorecard.indicators[0], leaf))
    _, results, money, progress = charts(project_case, card)
    assert (results.legend, shown(results), results.bars[0].value) == (
        ("完成", "未完成"),
        [("更新书屋", "108个/≥120个")],
        90.0,
    )
    assert shown(money) == [("年初预算数", "90.00"), ("全年预算数", "90.00"), ("全年执行数", "85.32")]
    assert shown(progress) == [("项目资金", "94.80%"), ("本年财政拨款", "94.80%")]
    assert [(bar.of, round(bar.value or 0, 6)) for bar in progress.bars] == [(100.0, 94.8)] * 2


def test_a_target_not_to_be_exceeded_is_no_bar_to_fill(project_case: Case, project_scorecard: Scorecard) -> None:
    filled = replace(project_scorecard.indicators[1], value=Known(Fraction(90)))
    limit = replace(filled, target="≤120个", at_most=True)
    titles = [chart.title for chart in charts(project_case, replace(project_scorecard, indicators=(limit,)))]
    assert not any("完成情况" in title for title in titles)
    both = charts(project_case, replace(project_scorecard, indicators=(filled, limit, replace(limit, name="成本"))))
    (drawn,) = [chart for chart in both if "完成情况" in chart.title]
    assert (drawn.title, len(drawn.bars)) == ("指标完成情况（实际完成值/年度指标值；不含指标值为上限的 2 项）", 1)


def page_texts(page: Document) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Heading | Paragraph)]


def test_the_page_leads_with_the_result(case: Case, scorecard: Scorecard, waiting: Scorecard, rulebook: Rulebook) -> None:
    page = compose_page(case, scorecard, rulebook)
    losses = [text for text in page_texts(page) if "分。" in text and text[:2] in ("1.", "2.", "3.")]
    assert [text.split("扣")[0] for text in losses] == ["1. “三公”经费变动率", "2. 在职人员控制率", "3. 制度健全性"]
    assert page_texts(page)[1] == "自评得分 65.50分（满分100分），等级：中"
    assert "待补充的数据" not in page_texts(page)
    assert sum(isinstance(block, Chart) for block in page.blocks) == 3
    later = page_texts(compose_page(case, waiting, rulebook))
    assert later[1] == "总分暂不能算出（满分100分）：按现有数据，不低于35.50分、不高于65.50分"
    assert "1. 重点工作交办数（用于：重点工作完成率）" in later


def test_the_page_opens_the_way_to_each_score(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    table = next(compose_page(case, scorecard, rulebook).tables())
    notes = [cell.note for cell in table.cells if cell.column == 5 and cell.kind == "text"]
    assert notes[0].startswith("公式：在职 / 编制") and "评定人：评价小组" in notes[2]


def test_the_page_says_what_it_was_made_from(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    notes = compose_page(case, replace(scorecard, notes=("部分分值未核对原文。",)), rulebook)
    assert "d" * 64 in notes.notes[0] and "c" * 64 in notes.notes[1]
    assert "部分分值未核对原文。" in page_texts(notes)
    assert "评价规则的出处" not in page_texts(notes)


def test_the_page_tells_where_the_rules_come_from(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    sourced = replace(
        rulebook,
        note="下半部未见原文。",
        sources={"a": Source("a", "示财绩〔2020〕7号", "办法", "", "http://example.invalid", "见到附表。")},
    )
    assert page_texts(compose_page(case, scorecard, sourced))[-3:] == [
        "评价规则的出处", "下半部未见原文。", "出处：示财绩〔2020〕7号办法；见到附表；http://example.invalid",
    ]  # fmt: skip


def test_an_indicator_without_weight_is_shown_but_not_drawn(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    free = replace(scorecard, indicators=(replace(scorecard.indicators[0], weight=None, score=Known(Fraction(0))),))
    cells = {(cell.row, cell.column): cell for cell in next(compose_form(case, free, rulebook).tables()).cells}
    assert cells[3, 4].text == cells[4, 4].text == "—"
    assert not any(chart.unit == "分" for chart in charts(case, free))
