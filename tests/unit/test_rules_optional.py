"""Rules over several figures, alternatives, dates and optional indicators, in whole rulebooks; worked out by hand."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction as F

import pytest

from jixiao.errors import CaseError
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Fact
from jixiao.model.outcome import Known, Missing, NotApplicable
from jixiao.rules.compute import compute
from jixiao.rules.lint import lint_rulebook
from tests.unit import oracle
from tests.unit.small_books import book, case, fact, leaf, points, text_of_book

BOOK = """\
surplus:
  name: 资金结余
  weight: 3
  source: made
  verified: seen
  inputs:
    年末结余: {item: year_end_balance}
    上年结转: {item: prior_year_carryover}
  scoring:
    method: conditional_tiers
    tiers:
      - {when: 年末结余 = 0, points: 3}
      - {when: 年末结余 <= 上年结转, points: 2}
      - {otherwise: true, points: 0}
either:
  name: 结转结余情况
  weight: 20
  source: made
  verified: seen
  inputs:
    年末结余: {item: year_end_balance}
    上年结转: {item: prior_year_carryover}
    支出: {item: total_expenditure, basis: executed}
  on_zero: missing
  both_zero: full
  scoring:
    method: best_of
    choose: better
    members:
      - {name: 结转结余率, value: 年末结余 / 支出, unit: '%', scoring: {method: reverse, mode: target_over_actual, target: 9}}
      - name: 结转结余变动率
        value: (年末结余 - 上年结转) / 上年结转
        unit: '%'
        scoring: {method: per_point_deduction, base: -30, side: above, deduct: 0.5, partial_step: floor}
in_time:
  name: 资金分配时限
  weight: 17
  source: made
  verified: seen
  scoring: {method: date_target, due: 06-30, per_day: 0.5}
benefit:
  name: 效益
  weight: 40
  source: made
  verified: seen
  pool: {split: equal, at_most: 3}
  indicators:
    economic: {name: 经济效益, weight: null, source: made, verified: seen, scoring: {method: coefficient}}
    social: {name: 社会效益, weight: null, source: made, verified: seen, scoring: {method: coefficient}}
    green: {name: 生态效益, weight: null, source: made, verified: seen, scoring: {method: coefficient}}
    own:
      name: 自设效益
      weight: null
      source: made
      verified: seen
      rows:
        at_least: {method: proportional}
        at_most: {method: reverse, mode: target_over_actual}
        qualitative: {method: coefficient}
rest:
  name: 其余
  weight: 20
  source: made
  verified: seen
  scoring: {method: coefficient}
"""
PLAIN = book(BOOK)
DECLARED = book(BOOK.replace("split: equal, at_most: 3", "split: declared"))


def balances(end: str, before: str = "", spent: str = "") -> list[Fact]:
    given = [fact("year_end_balance", end)]
    given += [fact("prior_year_carryover", before)] if before else []
    return given + ([fact("total_expenditure", spent, "executed")] if spent else [])


def chosen(*names: str, **points: str) -> Judgement:
    return Judgement(
        "benefit", chosen=(*((name, "") for name in names), *points.items()), by="自评小组", why="与本单位职能相关"
    )


def rated(id: str, ratio: str) -> Judgement:
    return Judgement(id, ratio=ratio, by="自评小组", why="见佐证")


def test_the_book_is_sound() -> None:
    assert [one.what for one in lint_rulebook(text_of_book(BOOK).encode(), "书.yaml")] == ["没有例题（examples）"]


@pytest.mark.parametrize(
    ("end", "before", "got"),
    [
        ("0万元", "15万元", 3),
        ("0.01万元", "15万元", 2),
        ("15万元", "15万元", 2),
        ("15.01万元", "15万元", 0),
        ("1万元", "0万元", 0),
    ],
)
def test_the_first_condition_that_holds_decides(end: str, before: str, got: int) -> None:
    assert points(compute(PLAIN, case(*balances(end, before))), "surplus") == got


def test_a_condition_is_told_with_its_figures_and_what_full_marks_need() -> None:
    found = leaf(compute(PLAIN, case(*balances("12万元", "15万元"))), "surplus")
    assert found.sentence == "资金结余：符合“年末结余 ≤ 上年结转”（12万元 ≤ 15万元），得2分（满分3分）。"
    assert found.for_full_marks == "年末结余 = 0"


def test_a_figure_no_answer_depends_on_may_be_missing() -> None:
    assert points(compute(PLAIN, case(*balances("0万元"))), "surplus") == 3
    found = leaf(compute(PLAIN, case(*balances("1万元"))), "surplus")
    assert (found.score, found.low, found.high) == (Missing(("上年结转",)), 0, 3)


def test_the_better_of_two_counts() -> None:
    """12/130 = 9.2308 %: 20 × 9 ÷ 9.2308 = 19.5; −20 % is 10 points above −30 %: 20 − 5 = 15."""
    found = leaf(compute(PLAIN, case(*balances("12万元", "15万元", "130万元"))), "either")
    assert found.score == Known(F("19.5"), found.score.because)  # type: ignore[union-attr]
    assert found.sentence == (
        "结转结余情况：结转结余率为9.23%（12万元 ÷ 130万元），比9%高0.23个百分点，按指标值÷完成值的比例计分，计19.5分；"
        "结转结余变动率为-20%（(12万元 − 15万元) ÷ 15万元），比-30%高10个百分点，每1个百分点扣0.5分，计10次，应扣5分，计15分；"
        "取较好的“结转结余率”，得19.5分（满分20分）。"
    )
    assert found.for_full_marks == "结转结余率不超过9%"


def test_one_that_cannot_be_computed_leaves_the_other() -> None:
    nothing_before = compute(PLAIN, case(*balances("13万元", "0万元", "130万元")))
    assert points(nothing_before, "either") == 18  # 10 %: 20 × 9 ÷ 10
    neither = compute(PLAIN, case(*balances("0万元", "0万元", "0万元")))
    assert points(neither, "either") == 20  # both_zero: full


def test_a_missing_figure_leaves_the_better_one_open_unless_the_other_is_full() -> None:
    open_ = leaf(compute(PLAIN, case(*balances("12万元", spent="130万元"))), "either")
    assert (open_.score, open_.high) == (Missing(("上年结转",)), 20)
    assert points(compute(PLAIN, case(*balances("11.7万元", spent="130万元"))), "either") == 20


def test_the_one_a_person_chose_counts_though_it_is_worse() -> None:
    either = book(BOOK.replace("choose: better", "choose: specified"))
    figures = balances("12万元", "15万元", "130万元")
    pick = Judgement("either", chosen=(("结转结余变动率", ""),), by="财政局", why="考核通知")
    assert points(compute(either, case(*figures, pick)), "either") == 15
    assert leaf(compute(either, case(*figures)), "either").score == Missing(("结转结余情况的评定（选用哪一项）",))
    with pytest.raises(CaseError, match="要选定其中一项，现为“结余率”。可用：结转结余率、结转结余变动率"):
        compute(either, case(*figures, Judgement("either", chosen=(("结余率", ""),), by="财政局", why="通知")))
    with pytest.raises(CaseError, match="不用选用哪一项来评"):
        compute(PLAIN, case(*figures, pick))


@pytest.mark.parametrize(
    ("done", "got"),
    [
        ("2021年6月30日", "17"),
        ("2021-07-01", "16.5"),
        ("2020年12月31日", "17"),
        ("2021年8月2日", "0.5"),
        ("2021年8月3日", "0"),
    ],
)
def test_each_day_late_costs(done: str, got: str) -> None:
    assert points(compute(PLAIN, case(Judgement("in_time", date=done, by="办公室", why="文件"))), "in_time") == F(got)


def test_the_due_day_itself_is_no_day_late() -> None:
    done = Judgement("in_time", date="2021年6月30日", by="办公室", why="文件")
    assert leaf(compute(PLAIN, case(done)), "in_time").sentence == (
        "资金分配时限：2021年6月30日完成，不晚于2021年6月30日，得满分17分。"
    )


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CaseError, match="完成日期应是一天，现为“2021年6月31日”"):
        compute(PLAIN, case(Judgement("in_time", date="2021年6月31日", by="办公室", why="文件")))


def shares(given: Case, rulebook: object = PLAIN) -> dict[str, Decimal | None]:
    return {one.id: one.weight for one in compute(rulebook, given).indicators if "效益" in (*one.path, one.name)}  # type: ignore[arg-type]


def test_the_pool_is_shared_equally_by_those_chosen_and_adds_up() -> None:
    assert shares(case(chosen("social"))) == {"economic": None, "social": 40, "green": None, "own": None}
    assert shares(case(chosen("green", "economic"))) == {"economic": 20, "social": None, "green": 20, "own": None}
    three = shares(case(chosen("economic", "social", "green")))
    assert three == {"economic": Decimal("13.34"), "social": Decimal("13.33"), "green": Decimal("13.33"), "own": None}


def test_parts_are_dealt_out_as_by_hand() -> None:
    r = random.Random(40)
    for _ in range(300):
        weight, places, count = r.randint(1, 60), r.choice((0, 1, 2)), r.randint(1, 4)
        names = ["economic", "social", "green", "own"]
        text = text_of_book(
            BOOK.replace("weight: 40", f"weight: {weight}").replace("weight: 20\n", f"weight: {60 - weight}\n", 1)
        )
        text = text.replace("score_places: 2", f"score_places: {places}").replace(", at_most: 3", "")
        if weight == 60 or weight * 10**places < count:
            continue
        from jixiao.rules.load import parse_rulebook

        got = shares(case(chosen(*r.sample(names, count))), parse_rulebook(text.encode(), "书.yaml", with_schema=False))
        assert [F(one) for one in got.values() if one is not None] == oracle.equal_parts(F(weight), count, places)


def test_not_chosen_is_neither_scored_nor_scaled() -> None:
    card = compute(
        PLAIN,
        case(
            *balances("0万元", "15万元", "130万元"),
            Judgement("in_time", date="2021年6月30日", by="办公室", why="文件"),
            chosen("economic", "social"),
            rated("economic", "100%"),
            rated("social", "50%"),
            rated("rest", "100%"),
        ),
    )
    assert card.total == Known(F(90), "3 + 20 + 17 + 20 + 10 + 20 = 90")
    assert isinstance(leaf(card, "green").score, NotApplicable)
    assert leaf(card, "green").sentence == "生态效益没有选用，不计分。"
    assert not card.notes


def test_nobody_chose_yet() -> None:
    card = compute(PLAIN, case(rated("rest", "50%")))
    assert leaf(card, "economic").score == Missing(("“效益”选用哪些指标",))
    assert (card.low, card.high) == (10, 90)


def test_rows_under_an_optional_indicator_have_its_share() -> None:
    rows = (Row("own", "惠及人数", "≥100人", "90人", "20"),)
    card = compute(PLAIN, case(chosen("own", "social"), *rows))
    assert points(card, "own/惠及人数") == 18
    with pytest.raises(CaseError, match="“自设效益”下各指标的分值之和为 20，规则给“自设效益” 40 分"):
        compute(PLAIN, case(chosen("own"), *rows))
    with pytest.raises(CaseError, match="“自设效益”没有选用，却写了自设指标"):
        compute(PLAIN, case(chosen("social"), *rows))


def test_points_the_unit_declares() -> None:
    assert shares(case(chosen(social="25", own="15分")), DECLARED) == {
        "economic": None, "social": 25, "green": None, "own": 15,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((chosen("social", "social"),), "“效益”里“social”选了两次"),
        ((chosen("culture"),), "“效益”里没有可选指标“culture”"),
        ((chosen("economic", "social", "green", "own"),), "“效益”选了4项。规则要求选1到3项"),
        ((chosen(social="40"),), "“效益”由各项平分，不能自定分值"),
        ((chosen("social"), rated("green", "50%")), "“生态效益”没有选用，却写了判断"),
        ((Judgement("benefit", ratio="50%", by="甲", why="乙"),), "“效益”有下级指标，不用比例来评"),
    ],
)  # fmt: skip
def test_a_choice_the_rule_does_not_allow(given: tuple[Judgement, ...], sentence: str) -> None:
    with pytest.raises(CaseError) as error:
        compute(PLAIN, case(*given))
    assert [str(one).partition("：")[2].startswith(sentence) for one in error.value.faults] == [True]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (chosen(social="25", own="14"), "“效益”下选用的各项分值之和为 39，应为 40"),
        (chosen(social="40", own="0"), "“效益”里“own”的分值应是大于 0 的数，现为“0”"),
        (chosen("social"), "“效益”里“social”的分值应是大于 0 的数，现为“”"),
    ],
)
def test_declared_points_add_up(given: Judgement, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        compute(DECLARED, case(given))


BROKEN = {
    "a fixed weight in a pool": ("name: 经济效益, weight: null", "name: 经济效益, weight: 20", "“经济效益”的分值由上级指标分摊（pool），不能写死"),
    "a rule for one weight in a pool": (
        "name: 经济效益, weight: null, source: made, verified: seen, scoring: {method: coefficient}",
        "name: 经济效益, weight: null, source: made, verified: seen, scoring: {method: checklist, items: [{id: a, text: 甲, points: 5}]}",
        "“经济效益”的分值随选用的项数变化，不能按 checklist 写死得分",
    ),
    "nothing to score it by": (
        "name: 经济效益, weight: null, source: made, verified: seen, scoring: {method: coefficient}",
        "name: 经济效益, weight: null, source: made, verified: seen",
        "“经济效益”是可选指标，没有写怎么计分",
    ),
    "more than there are": ("at_most: 3", "at_least: 5", "“效益”的可选项数不对：至少5项、共4项"),
    "a pool with nothing to share": ("  name: 其余\n", "  name: 其余\n  pool: {split: equal}\n", "“其余”没有下级指标，不能写 pool"),
    "no last tier": ("      - {otherwise: true, points: 0}\n", "", "“资金结余”的最后一档不是“其余情形”，有的数会没有得分"),
    "otherwise too soon": ("{when: 年末结余 <= 上年结转, points: 2}", "{otherwise: true, points: 2}", "“资金结余”的第2档是“其余情形”，后面的档用不到"),
    "a name of nothing": ("when: 年末结余 = 0", "when: 年底结余 = 0", "“资金结余”的公式用到“年底结余”，inputs 里没有"),
    "a number for a condition": ("when: 年末结余 = 0", "when: 年末结余 - 上年结转", "“资金结余”的公式“年末结余 - 上年结转”应是一个条件"),
    "no word about zero": ("  on_zero: missing\n", "", "“结转结余情况”没有写分母为 0 时怎么办（on_zero）"),
    "a member a formula cannot feed": ("{method: reverse, mode: target_over_actual, target: 9}", "{method: coefficient}", "“结转结余情况”的“结转结余率”不能用 coefficient"),
    "a member without target": ("target_over_actual, target: 9}", "target_over_actual}", "“结转结余情况”的“结转结余率”没有写目标值"),
    "members of one name": ("- name: 结转结余变动率", "- name: 结转结余率", "“结转结余情况”的“结转结余率”写了两次"),
    "no due day": ("date_target, due: 06-30", "date_target", "“资金分配时限”没有写期限"),
    "a day that is none": ("due: 06-30", "due: 06-31", "“资金分配时限”的没有“06-31”这一天"),
    "nothing for a late day": ("per_day: 0.5", "per_day: 0", "“资金分配时限”的per_day 应大于 0，现为 0"),
    "the best tier is not the weight": ("{when: 年末结余 = 0, points: 3}", "{when: 年末结余 = 0, points: 2.5}", "“资金结余”的最高一档为2.5分，与分值3分不符"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_that_is_wrong_is_told(name: str) -> None:
    old, new, sentence = BROKEN[name]
    assert old in BOOK
    found = [one.what for one in lint_rulebook(text_of_book(BOOK.replace(old, new, 1)).encode(), "书.yaml")]
    assert [one for one in found if one.startswith(sentence)], found
