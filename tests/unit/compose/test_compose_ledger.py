"""Problems with owner and date, last year's problems, who judged what: in tables, in the report, and in reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jixiao.compose.ledger import followup_table, judgement_table, lacking, problem_table, reminders
from jixiao.compose.report import compose_report
from jixiao.model.case import Case, FollowUp, Judgement, Problem, Row
from jixiao.model.document import TO_FILL, Paragraph, Table
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.text.dates import deadline

ON = date(2022, 3, 31)


def rows(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_each_problem_has_its_measures_owner_and_date_in_one_line(case: Case) -> None:
    problems = (
        Problem("人员超编", "机构合并", ("逐年消化", "不再补人"), "办公室", "2022年6月底"),
        Problem("扫描没有完成"),
    )
    assert rows(problem_table(replace(case, problems=problems))) == [
        ["序号", "存在的问题", "原因", "改进措施", "责任人", "完成时限"],
        ["1", "人员超编", "机构合并", "（1）逐年消化\n（2）不再补人", "办公室", "2022年6月底"],
        ["2", "扫描没有完成", "", TO_FILL, TO_FILL, TO_FILL],
    ]
    assert problem_table(replace(case, problems=())) is None


FOLLOWED = (
    FollowUp("账实不符", "全面清查", "已完成", "账、卡、实物已相符", "财务股", "2021-12-31"),
    FollowUp("系统没有接通", "", "整改中", "接通六家", "办公室", "2022-06-30"),
    FollowUp("制度缺失", "", "未整改"),
)


def test_last_years_problems_are_told_with_what_became_of_them(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(replace(case, followups=FOLLOWED), scorecard, rulebook, ON)
    texts = [block.text for block in report.texts()]
    start = texts.index("（二）上年问题整改情况")
    assert texts[start + 1 : start + 5] == [
        "上年指出的问题共3个，其中：已完成1个，整改中1个，未整改1个。",
        "1.账实不符。整改措施：全面清查。已完成，账、卡、实物已相符。",
        "2.系统没有接通。整改中，接通六家。责任人：办公室，完成时限：2022-06-30。",
        "3.制度缺失。未整改。",
    ]
    assert texts[texts.index("五、存在的问题") + 1] == "（一）本年存在的问题"
    table = next(table for table in report.tables() if table.title == "上年问题整改情况表")
    assert rows(table)[1] == ["1", "账实不符", "全面清查", "已完成", "账、卡、实物已相符", "财务股", "2021-12-31"]
    assert followup_table(case) is None
    assert not any("上年问题整改情况" in block.text for block in compose_report(case, scorecard, rulebook).texts())


def test_a_report_tells_owner_and_date_with_the_measures(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    problem = Problem("人员超编", "", ("逐年消化",), "办公室", "2022年6月底")
    report = compose_report(replace(case, problems=(problem,), measures=()), scorecard, rulebook, ON)
    assert "1.针对第1个问题：逐年消化。责任人：办公室，完成时限：2022年6月底。" in [block.text for block in report.texts()]


def judged_case(case: Case) -> Case:
    given = {
        "rules": Judgement("rules", ticks=("a", "b"), by="评价小组", why="抽查凭证", evidence="抽查记录"),
        "work": Judgement("work", not_applicable="当年没有交办", by="办公室"),
        "staffing": Judgement("staffing", by="办公室", why="机构合并"),  # computed: a reason, no judgement
    }
    return replace(case, judgements=given, rows=(Row("own", "办展", "≥2场", "3场", "5"),))


def test_what_a_person_decided_is_on_record_with_who_why_and_on_what_evidence(
    case: Case, scorecard: Scorecard, rulebook: Rulebook
) -> None:
    """25.5 of 30 for two items ticked; what does not apply names its reason; a computed score is nobody's judgement."""
    lines = rows(judgement_table(judged_case(case), scorecard, rulebook))
    assert lines[0] == ["序号", "指标", "评定结果", "分值", "得分", "评定人", "评定理由", "佐证材料"]
    assert lines[1:] == [
        ["1", "制度健全性", "2项", "30", "25.50", "评价小组", "抽查凭证", "抽查记录"],
        ["2", "重点工作完成率", "不适用：当年没有交办", "30", "30.00", "办公室", TO_FILL, ""],
    ]
    assert judgement_table(case, scorecard, rulebook) is None


def test_the_units_own_indicators_are_on_record_where_somebody_judged_them(
    project_case: Case, project_scorecard: Scorecard, project_rulebook: Rulebook
) -> None:
    leaf = replace(project_scorecard.indicators[1], id="output/更新书屋")
    card = replace(project_scorecard, indicators=(leaf,))
    row = Row("output", "更新书屋", measure="定性", tier="达成年度指标", ratio="90%", by="评价小组", why="实地查看")
    told = replace(project_case, rows=(row,))
    assert rows(judgement_table(told, card, project_rulebook))[1] == [
        "1", "更新书屋", "达成年度指标，90%", "90", "81.00", "评价小组", "实地查看", "",
    ]  # fmt: skip
    counted = replace(told, rows=(replace(row, measure="定量", by=""),))
    assert judgement_table(counted, card, project_rulebook) is None


def test_what_the_tables_wait_for_is_named(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    told = replace(judged_case(case), problems=(Problem("甲", owner="办公室"), Problem("乙", due="2022年底")))
    assert list(lacking(told, scorecard, rulebook)) == [
        ("第1个问题的完成时限", "问题整改台账"),
        ("第2个问题的责任人", "问题整改台账"),
        ("“重点工作完成率”的评定理由", "评定记录"),
    ]


REMINDERS = [
    (Problem("甲", due="尽快"), "第1个问题：完成时限“尽快”不是日期。写成 2022-06-30 或 2022年6月底 的样子"),
    (Problem("甲", due="2022年2月底"), "第1个问题：完成时限“2022年2月底”早于报告日期。请核对；已经完成的，写进措施"),
    (
        FollowUp("甲", status="整改中", due="马上"),
        "上年第1个问题：完成时限“马上”不是日期。写成 2022-06-30 或 2022年6月底 的样子",
    ),
    (FollowUp("甲", status="已完成"), "上年第1个问题：写了已完成，没有写整改情况。请写明做了什么、结果如何"),
    (FollowUp("甲", status="未整改"), "上年第1个问题：没有整改完，也没有写完成时限。请写明新的时限"),
    (
        FollowUp("甲", status="整改中", due="2022-03-30"),
        "上年第1个问题：完成时限“2022-03-30”已过，仍没有整改完。请写明原因和新的时限",
    ),
]


@pytest.mark.parametrize(("one", "sentence"), REMINDERS)
def test_what_to_look_at_again(case: Case, one: Problem | FollowUp, sentence: str) -> None:
    problems, followups = ((one,), ()) if isinstance(one, Problem) else ((), (one,))
    told = replace(case, problems=problems, followups=followups)
    assert [str(fault) for fault in reminders(told, ON)] == [sentence]


@pytest.mark.parametrize(
    "one",
    [
        Problem("甲", due="2022-03-31"),  # the day of the report itself
        Problem("甲"),
        FollowUp("甲", status="已完成", result="已清查", due="2021-06-30"),
        FollowUp("甲", status="整改中", due="2022年底"),
    ],
)
def test_nothing_to_remind_of(case: Case, one: Problem | FollowUp) -> None:
    problems, followups = ((one,), ()) if isinstance(one, Problem) else ((), (one,))
    assert reminders(replace(case, problems=problems, followups=followups), ON) == ()


def test_without_a_date_of_the_report_nothing_is_past(case: Case) -> None:
    told = replace(case, problems=(Problem("甲", due="2001-01-01"),))
    assert reminders(told, None) == ()


def test_reminders_stand_in_the_list_of_what_is_lacking(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
    report = compose_report(replace(case, problems=(Problem("甲", due="尽快"),)), scorecard, rulebook, ON)
    last = [block.text for block in report.blocks if isinstance(block, Paragraph)][-2:]
    assert last == ["另请核对：", "1.第1个问题：完成时限“尽快”不是日期。写成 2022-06-30 或 2022年6月底 的样子。"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06-30", date(2022, 6, 30)),
        ("2022年6月30日前", date(2022, 6, 30)),
        ("2022年6月底", date(2022, 6, 30)),
        ("2024年2月", date(2024, 2, 29)),
        ("2023年2月末", date(2023, 2, 28)),
        ("2022年12月底前完成", date(2022, 12, 31)),
        ("2022年底", date(2022, 12, 31)),
        ("2022年", date(2022, 12, 31)),
        ("2022-06", date(2022, 6, 30)),
        ("二〇二二年三月十五日", date(2022, 3, 15)),
        ("2022年13月", None),
        ("2022-02-30", None),
        ("9999年12月", None),
        ("长期坚持", None),
        ("", None),
    ],
)
def test_the_last_day_a_deadline_leaves(text: str, day: date | None) -> None:
    assert deadline(text) == day
