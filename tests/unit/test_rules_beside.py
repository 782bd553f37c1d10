"""Bonus points, vetoes, dates of own indicators, far more than the target, what is not provided; worked out by hand."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from jixiao.errors import CaseError
from jixiao.model.case import Judgement, Row
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.rules.compute import compute
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import parse_rulebook
from jixiao.rules.show import show_rulebook
from tests.unit.small_books import case, fact, leaf, points, text_of_book

BOOK = (
    text_of_book("""\
quality:
  name: 管理
  weight: 60
  source: made
  verified: seen
  requires_evidence: true
  scoring: {method: coefficient}
output:
  name: 产出
  weight: 40
  source: made
  verified: seen
  requires_reason: true
  rows:
    at_least: {method: proportional, over: {explain_over: 130, cut_over: 150, cut: 分值 * (完成比例 - 调减线) * 10%}}
    at_most: {method: reverse, mode: target_over_actual}
    qualitative: {method: coefficient}
    by_date: {method: date_target, per_day: 0.5}
""")
    + """
bonus:
  cap: 5
  source: made
  verified: seen
  indicators:
    praise: {name: 获上级表彰, weight: 3, source: made, verified: seen, scoring: {method: all_or_nothing, question: 获省级以上表彰}}
    novel: {name: 管理创新, weight: 4, source: made, verified: seen, scoring: {method: coefficient}}
vetoes:
  misuse: {name: 截留、挤占、挪用资金, cap_total: 59.99, source: made, verified: seen}
  surplus:
    name: 年末结余超过上年
    cap_grade: 中
    source: made
    verified: seen
    inputs: {年末: {item: year_end_balance}, 上年: {item: prior_year_carryover}}
    when: 年末 > 上年
"""
)


def made(text: str = BOOK) -> Rulebook:
    return parse_rulebook(text.encode(), "书.yaml")


PLAIN = made()


def judged(id: str, **what: object) -> Judgement:
    return Judgement(id, by="自评小组", why="见材料", evidence="佐证1", **what)  # type: ignore[arg-type]


QUALITY = judged("quality", ratio="100%")
DONE = Row("output", "培训人数", "≥100人", "100人", "40")
CLEAN = (judged("misuse", met=False), fact("year_end_balance", "12万元"), fact("prior_year_carryover", "15万元"))


def total(card: Scorecard) -> F:
    assert isinstance(card.total, Known), card.total
    return card.total.value


def row(one: Row, rulebook: Rulebook = PLAIN) -> IndicatorScore:
    rest = Row("output", "其余", "≥1个", "1个", str(40 - int(one.weight)))
    return next(score for score in compute(rulebook, case(one, rest)).indicators if score.name == one.name)


def test_the_book_is_sound() -> None:
    assert [one.what for one in lint_rulebook(BOOK.encode(), "书.yaml")] == ["没有例题（examples）"]


def test_bonus_and_vetoes_are_shown_with_the_rulebook() -> None:
    shown = show_rulebook(PLAIN)
    assert "\n加分（最多5分，总分不超过100分）：\n  获上级表彰  3分\n  管理创新  4分\n" in shown
    assert "\n一票否决：\n  截留、挤占、挪用资金：总分不超过59.99分\n  年末结余超过上年：等级不高于“中”\n" in shown


def test_bonus_is_added_up_to_its_cap_and_the_total() -> None:
    short = (judged("quality", ratio="90%"), DONE, *CLEAN)  # 54 + 40
    assert total(compute(PLAIN, case(*short))) == 94
    assert total(compute(PLAIN, case(*short, judged("praise", met=True)))) == 97
    both = compute(PLAIN, case(*short, judged("praise", met=True), judged("novel", ratio="75%")))
    assert total(both) == 99  # 3 + 3 is above 5
    assert both.total.because == "54 + 40 = 94；加分5，得99"  # type: ignore[union-attr]
    assert "加分5分：获上级表彰3分、管理创新3分，合计超过上限，按上限计" in both.notes
    full = compute(PLAIN, case(QUALITY, DONE, *CLEAN, judged("praise", met=True)))
    assert (total(full), full.total.because) == (100, "60 + 40 = 100；加分3，得100，总分不超过100")  # type: ignore[union-attr]
    above = made(BOOK.replace("  cap: 5\n", "  cap: 5\n  over_total: true\n"))
    assert total(compute(above, case(QUALITY, DONE, *CLEAN, judged("praise", met=True)))) == 103


def test_a_bonus_nobody_claims_is_none_and_nothing_is_missing() -> None:
    card = compute(PLAIN, case(QUALITY, DONE, *CLEAN))
    assert (total(card), card.missing) == (100, ())
    assert [one.sentence for one in card.bonus] == [
        "获上级表彰：没有申报或缺少数据，不加分。",
        "管理创新：没有申报或缺少数据，不加分。",
    ]


def test_bonus_that_is_forbidden_cannot_be_claimed() -> None:
    start, end = BOOK.index("bonus:"), BOOK.index("vetoes:")
    none = made(BOOK[:start] + "bonus: {forbidden: true, source: made, verified: seen}\n" + BOOK[end:])
    assert total(compute(none, case(QUALITY, DONE, *CLEAN))) == 100
    with pytest.raises(CaseError, match="规则不设加分，不能写“加分：创新”"):
        compute(none, case(QUALITY, DONE, *CLEAN, judged("加分：创新", ratio="100%")))


def test_a_veto_caps_the_total() -> None:
    caught = (QUALITY, DONE, judged("misuse", met=True), *CLEAN[1:])
    card = compute(PLAIN, case(*caught))
    assert (total(card), card.grade) == (F("59.99"), "差")
    assert card.notes[0] == "一票否决：有“截留、挤占、挪用资金”的情形（自评小组：见材料），总分不超过59.99分"
    assert card.total.because == "60 + 40 = 100；有“截留、挤占、挪用资金”的情形，以59.99为限"  # type: ignore[union-attr]


@pytest.mark.parametrize(("end", "grade"), [("14.99万元", "优"), ("15万元", "优"), ("15.01万元", "中")])
def test_a_veto_by_figures_caps_the_grade_and_leaves_the_total(end: str, grade: str) -> None:
    given = (judged("misuse", met=False), fact("year_end_balance", end), fact("prior_year_carryover", "15万元"))
    card = compute(PLAIN, case(QUALITY, DONE, *given))
    assert (total(card), card.grade) == (100, grade)


def test_a_veto_nobody_answered_leaves_the_total_open_where_it_could_lower_it() -> None:
    card = compute(PLAIN, case(QUALITY, DONE, *CLEAN[1:]))
    assert card.total == Missing(("是否有“截留、挤占、挪用资金”的情形",))
    assert (card.low, card.high, card.grade, card.grade_if) == (F("59.99"), 100, "", ("优", "良", "中", "差"))
    poor = compute(PLAIN, case(judged("quality", ratio="0%"), DONE, *CLEAN[1:]))
    assert (total(poor), poor.grade) == (40, "差")


def test_a_veto_nobody_answered_is_asked_for_while_the_total_is_open_too() -> None:
    card = compute(PLAIN, case(DONE, *CLEAN[1:]))
    assert (card.low, card.high) == (40, 100)
    assert card.total == Missing(("管理的评定（得分系数）", "是否有“截留、挤占、挪用资金”的情形"))


def test_a_grade_that_hangs_on_a_missing_figure_is_left_open() -> None:
    card = compute(PLAIN, case(QUALITY, DONE, judged("misuse", met=False), fact("year_end_balance", "20万元")))
    assert (total(card), card.grade, card.grade_if, card.missing) == (100, "", ("优", "中"), ("上年结转",))


@pytest.mark.parametrize(
    ("target", "actual", "got"),
    [
        ("2021年6月底前", "2021年6月30日", "20"),
        ("2021年6月底前", "2021年7月1日", "19.5"),
        ("6月底前", "2021-07-10", "15"),
        ("不晚于12月31日", "2022年1月20日", "10"),
        ("年底前", "2021年12月", "20"),
        ("上半年", "2021年7月", "4.5"),
        ("第三季度", "10月2日", "19"),
        ("2021年6月底前完成", "未完成", "0"),
        ("2021年6月底前", "2021年12月31日", "0"),
    ],
)
def test_a_due_time_against_the_day_it_was_done(target: str, actual: str, got: str) -> None:
    assert row(Row("output", "工期", target, actual, "20")).score == Known(
        F(got),
        row(Row("output", "工期", target, actual, "20")).score.because,  # type: ignore[union-attr]
    )


def test_a_day_is_told_and_a_month_stands_for_its_last_day() -> None:
    found = row(Row("output", "工期", "6月底前", "7月", "20"))
    assert found.sentence == (
        "工期：指标值6月底前，2021年7月31日完成，比2021年6月30日晚31日，每日扣0.5分，应扣15.5分，得4.5分（满分20分）。"
    )
    assert "完成日期没有写到日，按所写时段的最后一日计" in found.trace.notes
    assert found.for_full_marks == "完成日期不晚于2021年6月30日"


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [("按期完成", "指标值是期限，实际完成值应是完成日期，现为“按期完成”"), ("108场", "应是完成日期，现为“108场”")],
)
def test_an_actual_value_that_is_no_day(actual: str, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        row(Row("output", "工期", "6月底前", actual, "20"))


def test_a_due_time_where_the_rule_says_nothing_of_dates() -> None:
    without = made(BOOK.replace("    by_date: {method: date_target, per_day: 0.5}\n", ""))
    with pytest.raises(CaseError, match=r"规则书没有写时限指标怎么计分（rows.by_date）"):
        row(Row("output", "工期", "6月底前", "6月1日", "20"), without)


@pytest.mark.parametrize(
    ("actual", "got", "asked"),
    [
        ("100人", "20", False),
        ("130人", "20", False),
        ("131人", "20", True),
        ("150人", "20", True),
        ("151人", "19.98", True),
        ("200人", "19", True),
        ("1300人", "0", True),
    ],
)
def test_far_more_than_the_target_wants_a_reason_and_costs(actual: str, got: str, asked: bool) -> None:
    """20 × (2.00 − 1.50) × 10 % = 1."""
    found = row(Row("output", "培训人数", "≥100人", actual, "20"))
    assert found.score.value == F(got)  # type: ignore[union-attr]
    assert any("超过130%，须写明原因，没有写" in one for one in found.wishes) == asked
    explained = row(Row("output", "培训人数", "≥100人", actual, "20", reason="上级临时增加任务"))
    assert not explained.wishes


def test_what_is_lacking_beside_the_score_is_told_with_the_total() -> None:
    card = compute(PLAIN, case(Judgement("quality", ratio="90%", by="甲", why="乙"), DONE, *CLEAN))
    assert "须写明佐证材料，没有写，涉及：管理" in card.notes
    assert leaf(card, "quality").wishes == ("须写明佐证材料，没有写",)


def test_what_is_not_provided_has_no_points_only_where_the_rule_says_so() -> None:
    strict = made(
        BOOK.replace("  requires_evidence: true\n", "  missing: zero\n").replace(
            "  requires_reason: true\n", "  missing: zero\n"
        )
    )
    card = compute(strict, case(*CLEAN))
    assert [points(card, id) for id in ("quality", "output")] == [0, 0]
    assert (total(card), card.grade) == (0, "差")
    assert leaf(card, "quality").sentence == "管理缺少管理的评定（得分系数），按规则没有提供的不得分，得0分（满分60分）。"
    assert isinstance(compute(PLAIN, case(*CLEAN)).total, Missing)
    half = row(Row("output", "培训人数", "≥100人", "", "20"), strict)
    assert (half.score.value, half.sentence) == (  # type: ignore[union-attr]
        0, "培训人数缺少“培训人数”的实际完成值，按规则没有提供的不得分，得0分（满分20分）。",
    )  # fmt: skip
    assert isinstance(row(Row("output", "培训人数", "≥100人", "", "20")).score, Missing)


def test_an_indicator_may_round_otherwise_than_the_book() -> None:
    coarse = made(BOOK.replace("  requires_evidence: true\n", "  score_places: 0\n"))
    found = leaf(compute(coarse, case(judged("quality", ratio="92.5%"))), "quality")
    assert found.score.value == 56  # type: ignore[union-attr]  # 55.5, half up
    assert found.trace.rounding == "55.5四舍五入到0位小数，为56分"


BROKEN = {
    "a cap of nothing": ("  cap: 5\n", "  cap: 0\n", "加分的上限应大于 0，现为 0"),
    "a bonus without points": ("name: 管理创新, weight: 4", "name: 管理创新, weight: null", "加分项“管理创新”应写最多加几分"),
    "an id given twice": ("    praise:", "    quality:", "指标编号“quality”用了两次"),
    "a grade there is not": ("cap_grade: 中", "cap_grade: 合格", "“年末结余超过上年”的等级上限“合格”不是本规则书的等级"),
    "a cap above the total": ("cap_total: 59.99", "cap_total: 100", "“截留、挤占、挪用资金”的总分上限 100 应不小于 0、低于总分 100"),
    "a condition without figures": ("    when: 年末 > 上年\n", "", "“年末结余超过上年”的 when 和 inputs 只写了一个"),
    "a number for a condition": ("when: 年末 > 上年", "when: 年末 - 上年", "“年末结余超过上年”的公式“年末 - 上年”应是一个条件"),
    "a cut over a name of nothing": ("cut: 分值 *", "cut: 权重 *", "“产出”的调减的公式用到“权重”"),
    "a cut that divides by a difference": ("* 10%}", "/ (完成比例 - 150%)}", "“产出”的调减的公式“分值 × (完成比例 − 调减线) ÷ (完成比例 − 150%)”不是加减乘除"),
    "a cut without its line": ("cut_over: 150, ", "", "“产出”的cut_over 和 cut 只写了一个"),
    "a line below the target": ("explain_over: 130", "explain_over: 90", "“产出”的explain_over 应不低于 100，现为 90"),
    "lines upside down": ("cut_over: 150", "cut_over: 120", "“产出”的cut_over 低于 explain_over"),
    "one due day for all": ("date_target, per_day", "date_target, due: 06-30, per_day", "“产出”的自设指标各有指标值，不能统一写 due"),
    "a veto without a cap": ("cap_total: 59.99, ", "", "“vetoes.misuse”（一种情形）不符合要求"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_that_is_wrong_is_told(name: str) -> None:
    old, new, sentence = BROKEN[name]
    assert old in BOOK
    found = [one.what for one in lint_rulebook(BOOK.replace(old, new, 1).encode(), "书.yaml")]
    assert [one for one in found if one.startswith(sentence)], found
