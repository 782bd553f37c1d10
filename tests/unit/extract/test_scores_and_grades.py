"""The score a report gives itself: which figure it is, its grade on every border, the points lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.points.grades import grade_relations, judge_grade, score_figure
from jixiao.extract.points.points import point_relations
from jixiao.extract.points.scores import deduction_relations
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.rules.load import load_rulebook
from tests.unit.extract.passages import expected, parts, prose, reading, wrong

HUNAN = "cn/hunan-2017/department"


def score(text: str) -> str:
    found = score_figure(prose(text))
    return found.quote if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "自评得分为96分。",
        "经综合评价，得分96分。",
        "总分96分。",
        "数量指标得分82分，总得分96分。",  # a score called a total goes before a mere 得分
        "绩效自评得96分。",
        "得分96分。",
        "数量指标得分18分，得分96分。",  # a score below 60 is hardly the whole
        "本次自评满分100分，自评得分96分。",
        "自评满分100分，得分96分。",
        "分值100分，扣4分，综合得分96分。",
        "指标体系总分100分，其中产出50分。总得分96分。",  # what was got, and not what there is to get
        "决策18分、过程20分、产出30分、效益28分，合计96分，等级为优。",
    ],
)
def test_the_report_s_own_score(text: str) -> None:
    assert score(text) == "96分"


@pytest.mark.parametrize(
    "text",
    [
        "扣96分。",
        "满分96分。",
        "得分率96%。",
        "问卷满意度得分96分。",
        "得分不低于96分。",
        "得分提高96分。",
        "培训96人。",
        "覆盖率：目标值≥90%，实际完成值≥92%，自评得分20分。",  # of one indicator
    ],
)
def test_what_is_no_score_of_the_whole(text: str) -> None:
    assert score(text) == ""


def test_a_mere_得分_is_not_sure() -> None:
    assert score_figure(prose("得分96分。"), sure=True) is None
    assert score_figure(prose("总得分96分。"), sure=True) is not None


# —— grades ——


@pytest.mark.parametrize(
    ("points", "grade", "verdict", "should"),
    [
        ("100", "优", Verdict.CONSISTENT, "优"),
        ("90", "优", Verdict.CONSISTENT, "优"),
        ("89.99", "良", Verdict.CONSISTENT, "良"),
        ("80", "良", Verdict.CONSISTENT, "良"),
        ("79.99", "中", Verdict.CONSISTENT, "中"),
        ("60", "中", Verdict.CONSISTENT, "中"),
        ("59.99", "差", Verdict.CONSISTENT, "差"),
        ("0", "差", Verdict.CONSISTENT, "差"),
        ("90", "良", Verdict.INCONSISTENT, "优"),  # 90 is 优 on every scale
        ("95", "差", Verdict.INCONSISTENT, "优"),
        ("89.99", "优", Verdict.UNVERIFIABLE, "良"),  # a scale from 80 has it so
        ("79.99", "优", Verdict.INCONSISTENT, "中"),  # none has
        ("79.99", "良", Verdict.UNVERIFIABLE, "中"),
        ("75", "良", Verdict.UNVERIFIABLE, "中"),
        ("69.99", "良", Verdict.INCONSISTENT, "中"),
        ("69.99", "差", Verdict.UNVERIFIABLE, "中"),  # a scale whose 中 starts at 70
        ("70", "差", Verdict.INCONSISTENT, "中"),
        ("59.99", "中", Verdict.INCONSISTENT, "差"),
        ("60", "差", Verdict.UNVERIFIABLE, "中"),
    ],
)
def test_without_a_rulebook_only_a_grade_no_scale_allows_is_wrong(
    points: str, grade: str, verdict: Verdict, should: str
) -> None:
    found = judge_grade(Decimal(points), grade, None)
    assert found[:2] == (verdict, should)


@pytest.mark.parametrize(
    ("points", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")]
)
def test_a_rulebook_s_scale_decides_alone(points: str, grade: str) -> None:
    rulebook = load_rulebook(HUNAN)
    for word in ("优", "良", "中", "差"):
        verdict = judge_grade(Decimal(points), word, rulebook)[0]
        assert verdict is (Verdict.CONSISTENT if word == grade else Verdict.INCONSISTENT)


def grade(text: str) -> Relation | None:
    found = grade_relations(prose(text), None)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("自评得分96分，绩效等级为优。", "优"),
        ("自评得分96分，等级为“优秀”。", "优秀"),
        ("自评得分96分。评价结论：优秀。", "优秀"),
        ("评价等级为优秀，自评得分96分。", "优秀"),
        ("自评得分96分，评为A。", "A"),
    ],
)
def test_the_word_beside_the_score(text: str, word: str) -> None:
    found = grade(text)
    assert found is not None
    assert (found.kind, found.verdict, found.stated.quote, parts(found)) == (Kind.GRADE, Verdict.CONSISTENT, word, ["96分"])


def test_a_wrong_word_says_the_right_one() -> None:
    found = grade("自评得分96分，绩效等级为良好。")
    assert found is not None
    assert (found.verdict, found.detail) == (Verdict.INCONSISTENT, "优")


@pytest.mark.parametrize(
    "text",
    ["得分96分，绩效等级为良。", "自评得分96分，部门评价得分85分，绩效等级为良。"],  # a mere 得分; 85 would be 良
)
def test_where_the_whole_score_is_not_sure_no_grade_is_wrong(text: str) -> None:
    found = grade(text)
    assert found is not None
    assert (found.verdict, found.detail) == (Verdict.UNVERIFIABLE, "不能断定这是总分")


@pytest.mark.parametrize(
    "text",
    [
        "自评得分96分。",
        "绩效等级为优。",
        "自评得分96分，管理质量优良。",
        "自评得分96分，结果优于去年。",
        "自评得分96分，" + "各项工作进展顺利，" * 8 + "等级为优。",
    ],
)
def test_no_grade_without_score_and_word_side_by_side(text: str) -> None:
    assert grade(text) is None


# —— points lost ——


def lost(text: str) -> Relation:
    (found,) = deduction_relations(prose(text))
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("自评得分96分，其中执行率扣3分，满意度扣1分。", Verdict.CONSISTENT),
        ("自评得分96分，共扣4分。", Verdict.CONSISTENT),
        ("自评得分96.5分，执行率扣3分，满意度扣除0.5分。", Verdict.CONSISTENT),
        ("自评得分96分，执行率扣3分，满意度扣2分。", Verdict.INCONSISTENT),
        ("自评得分97分，执行率扣3分，满意度扣2分。", Verdict.INCONSISTENT),
        ("自评得分96分，合计扣5分。", Verdict.INCONSISTENT),
    ],
)
def test_the_total_is_a_hundred_less_what_is_lost(text: str, verdict: Verdict) -> None:
    found = lost(text)
    assert (found.kind, found.verdict, found.open) == (Kind.SCORE_SUM, verdict, ())


def test_what_the_total_should_be() -> None:
    found = lost("自评得分96分，执行率扣3分，满意度扣2分。")
    assert (expected(found), found.edit, parts(found)) == (95, "96→95", ["3分", "2分"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("自评得分96分，执行率扣2分等。", "只列主要扣分"),
        ("自评得分96分，执行率扣2分。", "扣分未列全"),  # the other two may have been lost without a word
        ("自评得分96分，主要是执行率扣2分。", "只列主要扣分"),
        ("自评得分96分，执行率扣2分。\n满意度扣1分。\n公开扣3分。", "扣分分散在各段"),
        ("自评得分96分，执行率扣5分，另加分1分。", "另有加分"),
    ],
)
def test_a_reason_why_the_points_need_not_add_up_takes_the_accusation_away(text: str, reason: str) -> None:
    found = lost(text)
    assert found.verdict is Verdict.UNVERIFIABLE
    assert reason in found.open


def test_singles_beside_their_stated_sum_are_not_accused_again() -> None:
    found = deduction_relations(prose("自评得分96分，共扣4分：执行率扣2分，满意度扣1分。"))
    assert [(parts(one), one.verdict) for one in found] == [
        (["4分"], Verdict.CONSISTENT),
        (["2分", "1分"], Verdict.UNVERIFIABLE),
    ]


@pytest.mark.parametrize("text", ["得分96分，扣5分。", "自评得分96分。", "执行率扣5分。", "自评得分116分，扣5分。"])
def test_without_a_sure_total_of_a_hundred_nothing_is_held(text: str) -> None:
    assert deduction_relations(prose(text)) == []


# —— a score and its full mark ——


def test_a_score_never_exceeds_its_full_mark() -> None:
    assert [one.verdict for one in point_relations(prose("产出指标得38分（满分40分）。"))] == [Verdict.CONSISTENT]
    assert [one.verdict for one in point_relations(prose("产出指标得40分（满分40分）。"))] == [Verdict.CONSISTENT]
    (found,) = wrong(point_relations(prose("产出指标得42分（满分40分）。")))
    assert (found.kind, found.stated.quote, parts(found)) == (Kind.SCORE_BOUND, "42分", ["40分"])


def test_points_beyond_full_marks_in_a_row_of_such_brackets_are_asked_about() -> None:
    row = "自评得分96.5分，其中投入9分（满分10分）、过程37.5分（满分40分）、产出{}分（满分30分）、效果20分（满分20分）。"
    assert wrong(point_relations(prose(row.format("30")))) == []
    (found,) = wrong(point_relations(prose(row.format("33"))))
    assert (found.kind, found.stated.quote, parts(found), bool(found.open)) == (Kind.SCORE_BOUND, "33分", ["30分"], True)


@pytest.mark.parametrize(
    "text",
    [
        "产出指标42分（满分40分）。",
        "产出指标得42分，去年满分40分。",
        "产出指标得42分。\n（满分40分）",
        "产出指标得**分（满分40分）。",
        "变动率分值5分，标准却印作“计8分”，是另一版的文字。",
    ],
)
def test_only_a_score_in_one_breath_with_its_mark_is_held(text: str) -> None:
    assert point_relations(prose(text)) == []


def test_a_grade_at_the_end_of_a_long_sentence_is_that_of_its_score() -> None:
    text = "自评总分94.6分，其中投入类14分（满分15分）、过程类27.6分（满分30分）、产出类33分（满分35分）、效果类20分（满分20分），评价等次为{}。"
    held = [grade_relations(prose(text.format(word)), None)[0].verdict for word in ("优秀", "中")]
    assert held == [Verdict.CONSISTENT, Verdict.INCONSISTENT]


def test_a_sum_of_points_with_its_grade_behind_is_not_surely_the_score() -> None:
    text = "决策18分、过程20分、产出30分、效益28分，合计96分，等级为{}。"
    held = [grade_relations(prose(text.format(word)), None)[0].verdict for word in ("优", "中")]
    assert held == [Verdict.CONSISTENT, Verdict.UNVERIFIABLE]


KINDS = "预算执行9.73分，数量指标20分，质量指标{}分，时效指标10分，社会效益29分，满意度10分"


@pytest.mark.parametrize(
    "told",
    [
        "经自评，得分97.5分。其中{}。",
        "经自评，得分97.5分，其中{}。",
        "项目得分97.5分（{}）。",
        "满意度98%。\n三、得分情况\n得分97.5分，其中：{}。",
    ],
)
def test_a_mere_score_with_its_parts_right_behind_is_their_sum(
    told: str,
) -> None:  # 9.73 + 20 + 18.77 + 10 + 29 + 10 = 97.50
    right = [one for one in reading(told.format(KINDS.format("18.77"))).relations if one.kind is Kind.SCORE_SUM]
    assert [(one.stated.quote, len(one.operands), one.verdict) for one in right] == [("97.5分", 6, Verdict.CONSISTENT)]
    (found,) = wrong(reading(told.format(KINDS.format("16.77"))).relations)
    assert (found.kind, found.stated.quote, found.expected and found.expected.value) == (
        Kind.SCORE_SUM,
        "97.5分",
        Decimal("95.50"),
    )


def test_a_score_of_something_else_is_no_sum() -> None:
    assert wrong(reading("开展满意度测评，得分92分，其中教师组90分、学生组95分。").relations) == []
    assert wrong(reading("得分92分（满分100分），等级为优。其中扣分主要是预算执行扣5分。").relations) == []
