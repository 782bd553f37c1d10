"""The planter changes one place and knows what the printed digits allow."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.model.finding import Level
from tests.gold.labels import PRINTED, Edit, judge
from tests.gold.plant import Plant, grade
from tests.gold.planter import IN_AMOUNTS, PLANS, last_digit, one_digit, plants, swapped
from tests.gold.sources import Span, Text, changed, consistent, friends, gold_text, own, pieces, words
from tests.gold.trial import touches, try_plant

# —— texts of our own, small enough to work out by hand ——


def text_of(words: str, *relations: dict[str, Any], findings: tuple[dict[str, Any], ...] = ()) -> Text:
    return gold_text("001-by-hand", {"text": words, "relations": relations, "findings": findings})


def relation(kind: str, stated: str, *operands: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "stated": stated, "operands": list(operands), "verdict": "consistent", **more}


SPENDING = text_of(
    "2022年总支出130.65万元，其中：基本支出86.12万元，项目支出44.53万元。\n比上年124.00万元增加6.65万元，增长5.4%。",
    relation("sum", "总支出130.65万元", "基本支出86.12万元", "项目支出44.53万元"),
    relation("difference", "增加6.65万元", "总支出130.65万元", "比上年124.00万元"),
    relation("percent_change", "增长5.4%", "总支出130.65万元", "比上年124.00万元"),
)
STAFF = text_of(
    "在职人员46人，其中行政12人、参公4人、事业30人；编制48名，控制率95.83%。",
    relation("count_sum", "在职人员46人", "行政12人", "参公4人", "事业30人"),
    relation("rate", "控制率95.83%", "在职人员46人", "编制48名"),
)
WHOLE = text_of(
    "资金总额640万元，其中中央400万元、省级160万元、市县80万元、其他0万元。",
    relation("sum", "资金总额640万元", "中央400万元", "省级160万元", "市县80万元", "其他0万元"),
)
COARSE = text_of(
    "专项资金3.30亿元，实际支出1.65亿元，执行率50.0%。",
    relation("rate", "执行率50.0%", "实际支出1.65亿元", "专项资金3.30亿元"),
)
SCORES = text_of(
    "产出得9.20分（满分10分），效益得8分（满分10分），合计得分17.2分；自评总分92.5分，等级为优。\n单位下设3个中心（甲中心、乙中心、丙中心）。",
    relation("score_sum", "合计得分17.2分", "产出得9.20分", "效益得8分"),
    relation("grade", "等级为优", "总分92.5分", read=["优", "92.5分"]),
    relation("list_count", "下设3个中心", "甲中心", "乙中心", "丙中心"),
)


def changed_to(text: Text, old: str, new: str) -> Edit:
    """The smallest edit that turns the words `old`, which stand once in the text, into `new`."""
    assert text.text.count(old) == 1
    head = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    tail = next(
        at
        for at in range(len(old) + 1)
        if old[head:][::-1][at : at + 1] != new[head:][::-1][at : at + 1] or at == len(old) - head
    )
    start = text.text.index(old) + head
    return Edit(start, start + len(old) - head - tail, new[head : len(new) - tail])


def verdicts(text: Text, old: str, new: str) -> list[str]:
    """What becomes of every label when `old` is printed as `new`."""
    edit = changed_to(text, old, new)
    assert edit.apply(text.text) == text.text.replace(old, new)
    return [label.judged(edit, text.text) for label in text.labels]


# —— what the printed digits allow ——


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        # 86.12 + 44.54 = 130.66, three figures to a hundredth: 0.015 is allowed, 0.01 is missing
        (SPENDING, "44.53", "44.54", ["rounding", "consistent", "consistent"]),
        # 86.12 + 44.55 = 130.67: 0.02 is missing
        (SPENDING, "44.53", "44.55", ["inconsistent", "consistent", "consistent"]),
        # 130.69 is 0.04 above the parts; less 124.00 it is 6.69, not 6.65; 6.69 / 124 = 5.395 %, which is printed 5.4
        (SPENDING, "130.65", "130.69", ["inconsistent", "inconsistent", "consistent"]),
        # only the amount of change is touched: 130.65 − 124.00 = 6.65
        (SPENDING, "6.65", "6.56", ["consistent", "inconsistent", "consistent"]),
        # 6.65 / 124 = 5.363 %: 5.3 is that cut off, 5.2 is wrong
        (SPENDING, "5.4", "5.3", ["consistent", "consistent", "truncated"]),
        (SPENDING, "5.4", "5.2", ["consistent", "consistent", "inconsistent"]),
        # 元 for 万元: 44 元 is no part of 130 万元
        (SPENDING, "44.53万元", "44.53元", ["inconsistent", "consistent", "consistent"]),
        # people are exact: one more breaks the sum; 47 / 48 = 97.92 %
        (STAFF, "46人", "47人", ["inconsistent", "inconsistent"]),
        (STAFF, "12人", "13人", ["inconsistent", "consistent"]),
        # 46 / 48 = 95.8333 %: nobody would print 95.84
        (STAFF, "95.83", "95.84", ["consistent", "inconsistent"]),
        # 400 + 160 + 82 = 642 against 640: four half-units allow 2 (0 is exact), whole figures taken at their word do not
        (WHOLE, "80万元", "82万元", ["coarse"]),
        (WHOLE, "80万元", "83万元", ["inconsistent"]),
        # 1.645 … 1.655 by 3.295 … 3.305 is 49.77 … 50.23 %: 50.2 may be true, 50.4 may not
        (COARSE, "50.0", "50.2", ["rounding"]),
        (COARSE, "50.0", "50.4", ["inconsistent"]),
        # scores add as they are printed: 9.21 + 8 = 17.21
        (SCORES, "9.20", "9.21", ["inconsistent", "consistent", "consistent"]),
        # 优 reaches down to 90
        (SCORES, "92.5", "90.5", ["consistent", "consistent", "consistent"]),
        (SCORES, "92.5", "82.5", ["consistent", "inconsistent", "consistent"]),
        (SCORES, "3个", "4个", ["consistent", "consistent", "inconsistent"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_label_knows_what_a_changed_figure_does_to_it(text: Text, old: str, new: str, after: list[str]) -> None:
    assert verdicts(text, old, new) == after


def test_a_label_cannot_be_judged_where_what_is_printed_is_not_what_is_read() -> None:
    text = text_of(
        "预算3O0万元，其中甲180万元，乙12O万元。",
        relation("sum", "预算3O0万元", "甲180万元", "乙12O万元", read=["300万元", "180万元", "120万元"]),
    )
    (label,) = text.labels

    assert label.judged(changed_to(text, "180", "130"), text.text) == "inconsistent"
    assert label.judged(changed_to(text, "12O", "13O"), text.text) == ""
    assert [one.number is None for one in label.quotes] == [True, False, True]


@pytest.mark.parametrize(("new", "expected"), [("83", "must"), ("82", "coarse"), ("80", "inside")])
def test_a_plant_must_be_found_only_beyond_what_the_printed_digits_allow(new: str, expected: str) -> None:
    figure = Span(WHOLE.text.index("80万元"), WHOLE.text.index("80万元") + 2)
    outcome, broken = grade(WHOLE, Edit(figure.start, figure.end, new), figure)
    assert (outcome, bool(broken)) == (expected, expected == "must")
    assert grade(WHOLE, Edit(0, 1, "支"), Span(0, 1)) == ("free", ())


@pytest.mark.parametrize(
    ("dropped", "after"),
    [("中央400万元", "inconsistent"), ("其他0万元", "consistent")],
)
def test_a_label_knows_what_a_dropped_part_does_to_it(dropped: str, after: str) -> None:
    (label,) = WHOLE.labels
    assert label.without(next(one for one in label.operands if one.text == dropped)) == after


@pytest.mark.parametrize("text", [pytest.param(text, id=text.name) for text in friends()])
def test_labels_made_from_what_a_person_recomputed_hold(text: Text) -> None:
    wrong = [
        label
        for label in text.labels
        if judge(label.kind, label.stated.reading, [one.reading for one in label.operands], how=label.how) == "inconsistent"
    ]
    assert wrong == []


# —— one place, by chance that repeats ——

PRINTED_FIGURES = st.one_of(
    st.integers(1, 10**7).map(str),
    st.integers(1, 10**7).map("{:,}".format),
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(1000, 10**6).map("{:,}.50".format),
    st.integers(1, 10**6).map(lambda one: str(one).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})),
)


@given(PRINTED_FIGURES, st.integers(0, 99))
def test_a_changed_figure_is_another_figure_of_the_same_length_without_a_leading_zero(printed: str, seed: int) -> None:
    for change, moved in ((one_digit, 1), (last_digit, 1), (swapped, 2)):
        made = change(printed, Random(seed))
        if made is None:
            continue
        start, end, new = made
        after = printed[:start] + new + printed[end:]
        differing = sum(old != now for old, now in zip(printed, after, strict=True))

        assert differing == moved
        assert PRINTED.fullmatch(after)
        assert not after.startswith(("0", "０")) or printed.startswith(("0", "０")) or after[1] in ".．"


@given(PRINTED_FIGURES, st.integers(0, 99))
def test_the_last_digit_moves_by_one_to_three(printed: str, seed: int) -> None:
    start, _, new = last_digit(printed, Random(seed))
    assert start == len(printed) - 1
    assert 1 <= abs(int(new) - int(printed[-1])) <= 3


def test_digits_of_one_kind_cannot_be_swapped() -> None:
    assert swapped("555", Random(1)) is None
    assert swapped("1.2", Random(1)) is None  # never across the point
    assert swapped("10", Random(1)) is None  # 01 is no figure
    assert swapped("1,268", Random(1)) is not None


@pytest.mark.parametrize("kind", PLANS)
def test_a_plant_changes_one_place_and_is_the_same_again(kind: str) -> None:
    made = [plant for text in consistent() for plant in plants(text, kind)]
    again = [plant for text in reversed(consistent()) for plant in plants(text, kind)]

    assert len(made) >= 10
    assert {(one.text.name, one.edit) for one in made} == {(one.text.name, one.edit) for one in again}
    assert len(made) == len({(one.text.name, one.edit) for one in made})
    for plant in made:
        text, edit = plant.text.text, plant.edit
        assert plant.kind == kind
        assert text[edit.start : edit.end] != edit.new
        assert "\n" not in text[edit.start : edit.end] or kind == "dropped_part"
        assert plant.planted[: edit.start] == text[: edit.start]
        assert plant.planted[edit.start + len(edit.new) :] == text[edit.end :]
        assert (
            plant.grade != "must" or plant.broken or plant.text.half == "own" or kind in ("score_over_weight", "wrong_grade")
        )
        assert plant.kind not in IN_AMOUNTS or len(edit.new) == edit.end - edit.start


def told(text: Text, kind: str) -> set[tuple[str, str, str]]:
    return {(text.text[one.edit.start : one.edit.end], one.edit.new, one.grade) for one in plants(text, kind)}


def test_a_word_of_change_is_turned_round() -> None:
    assert told(SPENDING, "direction") == {("增加", "减少", "must"), ("增长", "下降", "must")}


def test_a_target_is_no_change() -> None:
    assert told(text_of("群众满意度不低于90%，比上年增加0个。"), "direction") == set()


def test_a_unit_is_taken_for_the_other() -> None:
    assert told(text_of("发放2880元，结余2.5万元，每人120元/月。"), "unit") == {
        ("元", "万元", "free"),
        ("万元", "元", "free"),
    }


def test_last_year_s_year_is_left_in_where_the_text_says_which_year_is_meant() -> None:
    report = text_of(
        "某局2022年度报告\n2022年预算安排136.00万元。\n实际支出129.20万元，执行率95%；2022年3月验收。",
        relation("rate", "执行率95%", "支出129.20万元", "安排136.00万元"),
    )
    assert told(report, "stale_year") == {("2022", "2021", "must")}
    assert plants(report, "stale_year")[0].edit.start == report.text.index("2022年预算")
    for told_once in (
        "某局报告\n2022年预算安排136.00万元，均已到位。",  # nothing else says which year it is
        "某局2022年度报告\n2022年预算安排136.00万元，2021年为120万元。",  # two years side by side: which is stale?
        "某局2022年度报告\n2022年3月预算安排136.00万元。",  # a date
    ):
        assert told(text_of(told_once), "stale_year") == set()


def test_a_part_is_dropped_with_its_mark_and_two_parts_stay() -> None:
    assert told(STAFF, "dropped_part") == {("行政12人、", "", "must"), ("参公4人、", "", "must"), ("、事业30人", "", "must")}
    assert ("其他0万元", "", "must") not in {(old.strip("、"), new, kind) for old, new, kind in told(WHOLE, "dropped_part")}
    assert ("甲中心、", "", "must") in told(SCORES, "dropped_part")
    assert told(SPENDING, "dropped_part") == set()


def test_a_score_rises_above_its_weight_and_a_grade_is_another() -> None:
    for old, new, outcome in told(SCORES, "score_over_weight"):
        assert (old, outcome) in {("9.20", "must"), ("8", "must")}
        assert 11 <= float(new) < 14 and len(new.partition(".")[2]) == len(old.partition(".")[2])
    assert len(told(SCORES, "score_over_weight")) == 2
    ((old, new, outcome),) = told(SCORES, "wrong_grade")
    assert old == "优" and new in ("良", "中", "差") and outcome == "must"


def test_a_score_in_a_row_of_a_table_is_weighed_by_its_own_column() -> None:
    table = text_of("指标 | 指标值 | 完成值 | 分值 | 得分\n执行率 | 100% | 96% | 10 | 9.6\n总分 | | | 100 | 95.2\n备注 | 无")
    assert {(old, int(float(new))) for old, new, _ in told(table, "score_over_weight")} <= {
        (old, full + over) for old, full in (("9.6", 10), ("95.2", 100)) for over in (1, 2, 3)
    }
    assert len(told(table, "score_over_weight")) == 2


# —— documents that are no plain text ——


def test_the_pieces_of_a_document_are_its_words() -> None:
    for text in own():
        assert text.document is not None
        for span in pieces(text.document).values():
            assert text.text[slice(*span)] == text.text[span.start : span.end]
        assert text.text == words(text.document)
        at = text.text.index("得满分")
        after = changed(text.document, Edit(at, at + 3, "得零分"))
        assert words(after) == text.text.replace("得满分", "得零分", 1)
        assert sum(old != new for old, new in zip(text.document.blocks, after.blocks, strict=True)) == 1


# —— found or not ——


FAULTY = text_of("在职人员46人，其中行政12人、参公4人、事业31人。\n行政12人均在岗。")
"""12 + 4 + 31 = 47."""


def test_a_finding_touches_the_figures_it_rests_on_and_no_others() -> None:
    reviewed = FAULTY.reviewed()
    error = next(one for one in reviewed.review.findings if one.level is Level.ERROR)

    assert touches(error, reviewed, Plant("digit", FAULTY, changed_to(FAULTY, "31人", "32人"), "must"))
    assert not touches(error, reviewed, Plant("digit", FAULTY, changed_to(FAULTY, "12人均", "13人均"), "free"))


def planted(text: Text, old: str, new: str) -> Plant:
    edit = changed_to(text, old, new)
    broken = tuple(label for label in text.labels if label.judged(edit, text.text) == "inconsistent")
    return Plant("digit", text, edit, "must", broken=broken)


def test_a_fault_is_found_where_a_new_finding_speaks_of_it_and_of_nothing_else() -> None:
    with_fault = (
        "\n在职10人，其中正科级1人，副科级1人，科员9人。发放图书3600册。"  # 11 people, said before anything was planted
    )
    text = text_of(SPENDING.text + with_fault, relation("sum", "总支出130.65万元", "基本支出86.12万元", "项目支出44.53万元"))

    assert try_plant(planted(text, "86.12", "81.62")).found
    silent = try_plant(planted(text, "3600册", "3900册"))
    assert not silent.found and silent.beside == ()


def test_a_miss_says_what_became_of_the_relation() -> None:
    text = text_of(
        "图书馆藏书36万册。", {"kind": "product", "stated": "藏书36万册", "operands": [], "verdict": "consistent"}
    )
    plant = Plant("digit", text, changed_to(text, "36万", "39万"), "must", broken=text.labels)
    assert try_plant(plant).why == ("product: not seen",)
