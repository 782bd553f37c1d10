"""What lint has to say of books that can be used: doubts with their level, their line and their sentence, worked out by hand."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from jixiao import api
from jixiao.errors import RulesError
from jixiao.model.remark import Remark
from jixiao.phrasebook import in_english, is_chinese
from jixiao.rules.lint import inspect_rulebook, lint_rulebook
from jixiao.rules.load import parse_rulebook
from jixiao.rules.rulefile import schema
from jixiao.rules.shelf import open_rulebook
from jixiao.rules.texts import contradictions, reading_in
from tests.unit.broken_books import GOOD, TEXT, broken, faults, line_of
from tests.unit.doubtful_books import BEST_OF, DOUBTS, JUDGED, RATE
from tests.unit.small_books import text_of_book

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "jixiao"
EXAMPLE = "\nexamples: [{name: 没有数据, given: {}, expect: {total: missing}}]\n"
BROKEN_STEP = (
    "“在职人员控制率”的不满一步的零头有几种读法：100.40%时，不扣得20分，按比例扣得19.8分，按一步扣得19.5分；规则书取“不扣”"
)


def remarks(text: str, tmp_path: Path) -> list[Remark]:
    """What lint says of a book, the missing examples aside."""
    path = tmp_path / "书.yaml"
    path.write_text(text + EXAMPLE, encoding="utf-8")
    return list(api.rulebook_lint([str(path)]))


def changed(old: str, new: str, text: str = TEXT) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_of_a_good_book_only_what_its_source_leaves_open_is_said(tmp_path: Path) -> None:
    (only,) = remarks(TEXT, tmp_path)
    assert (only.rule, only.level, only.indicator) == ("broken_step", "info", "staffing")
    assert only.fault.what == BROKEN_STEP
    assert only.fault.where.endswith(f":{line_of('scoring: {method: per_point')}")


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubt_has_its_level_its_line_and_its_sentence(name: str, tmp_path: Path) -> None:
    good, old, new, at, rule, level, words = DOUBTS[name]
    assert not [one for one in remarks(text_of_book(good), tmp_path) if one.rule != "broken_step"]
    text = text_of_book(changed(old, new, good))
    found = [one for one in remarks(text, tmp_path) if one.rule == rule]
    assert [(one.rule, str(one.level), one.fault.what) for one in found] == [(rule, level, words)]
    assert found[0].fault.where == f"{tmp_path / '书.yaml'}:{line_of(at, text)}"
    assert found[0].fault.hint
    (told,) = in_english([found[0].fault])
    assert not is_chinese(told.what) and not is_chinese(told.hint), told


def test_units_that_do_not_go_together(tmp_path: Path) -> None:
    text = text_of_book(
        RATE.replace("{item: key_tasks_assigned}", "{item: staff_in_post}").replace("办结 / 交办", "(办结 + 交办) / 交办")
    )
    (found,) = [one for one in remarks(text, tmp_path) if one.rule == "unit_odd"]
    assert found.fault.what == "“办结率”：公式把“办结”、“交办”放在一起加减或比较，单位不同"


def test_one_thing_counted_twice(tmp_path: Path) -> None:
    """The second is the first written another way: b/c + a/c is (a + b)/c."""
    first = RATE.replace("weight: 100", "weight: 60")
    again = first.replace("rate:", "again:").replace("办结率", "办结比率").replace("weight: 60", "weight: 40")
    again = again.replace("办结 / 交办", "(交办 - (交办 - 办结)) / 交办")
    found = [one for one in remarks(text_of_book(first + again), tmp_path) if one.rule == "counted_twice"]
    assert [one.fault.what for one in found] == ["“办结比率”：与“办结率”算的是同一个数，重复计分"]
    other = again.replace("key_tasks_done", "tasks_done").replace("key_tasks_assigned", "tasks_planned")
    assert not [one for one in remarks(text_of_book(first + other), tmp_path) if one.rule == "counted_twice"]


def test_two_of_one_name_beside_each_other(tmp_path: Path) -> None:
    first = (
        JUDGED.replace("weight: 100", "weight: 60").replace("points: 100", "points: 60").replace("齐全的100分", "齐全的60分")
    )
    again = first.replace("work:", "again:").replace("points: 60", "points: 40").replace("points: 40}]", "points: 10}]")
    again = again.replace("weight: 60", "weight: 40").replace("rule: 齐全的60分，不齐的40分", "rule: 齐全的40分，不齐的10分")
    found = [one for one in remarks(text_of_book(first + again), tmp_path) if one.rule == "counted_twice"]
    assert [one.fault.what for one in found] == ["“行政效能”：与同级的另一个指标同名，像是重复计分"]


# —— what words say, and what they do not ——


@pytest.mark.parametrize(
    ("rule", "step", "reading"),
    [
        ("每超过一个百分点扣0.5分，不足一个百分点的不扣", 1, "floor"), ("不足1个百分点的按1个百分点计算", 1, "ceil"), ("不满一个百分点的，按比例扣分", 1, None),
        ("不满一个百分点的按比例扣分", 1, "linear"), ("每低于5%扣2分，不足5%的不予扣分", 5, "floor"), ("每低于5%扣2分，不足80%的不计分", 5, None),
        ("每超过一个百分点扣0.5分", 1, None), ("不到80%的不计分", 1, None), ("未满一年的按比例计", 1, None),
    ],
)  # fmt: skip
def test_how_the_words_count_a_broken_step(rule: str, step: int, reading: str | None) -> None:
    assert reading_in(rule, Fraction(step)) == reading


@pytest.mark.parametrize(
    "rule",
    [
        "考核得90分以上的计20分", "考核得90分及以上，计20分", "①有制度，得10分；②执行到位，得10分", "每有一项计2分，最多计20分", "按考核结果折算",
        "优秀的计20分，良好的计15分", "每低于1个百分点扣0.5分，低于60%不得分", "发现一例扣0.5分，情节严重的扣5分",
    ],
)  # fmt: skip
def test_words_that_contradict_nothing(rule: str) -> None:
    """Twenty points, half a point off for each percentage point below."""
    params = {"base": 100, "side": "below", "deduct": Decimal("0.5"), "partial_step": "floor"}
    by_value = not rule.startswith("①")
    assert list(contradictions(rule, Fraction(20), params, by_value, "%")) == []


# —— broken steps ——


def test_the_alternatives_of_a_rule_have_broken_steps_too(tmp_path: Path) -> None:
    two = RATE.replace("  scoring: {method: proportional, target: 100}", BEST_OF).replace(
        "  value: 办结 / 交办\n  unit: '%'\n  on_zero: missing\n  both_zero: missing\n", ""
    )
    found = [one for one in remarks(text_of_book(two), tmp_path) if one.rule == "broken_step"]
    assert [one.fault.what for one in found] == [
        "“办结率”的“办结比例”：不满一步的零头有几种读法：99.60%时，不扣得100分，按比例扣得99.2分，按一步扣得98分；规则书取“不扣”"
    ]
    (told,) = in_english([found[0].fault])
    assert not is_chinese(told.what), told.what


def test_a_broken_step_is_silent_where_the_words_decide(tmp_path: Path) -> None:
    told = changed(
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计20分，每超过一个百分点扣0.5分，不足一个百分点的不扣\n",
    )
    assert remarks(told, tmp_path) == []


def test_counted_things_have_no_broken_steps_of_one(tmp_path: Path) -> None:
    """One task less is one whole step; with steps of 5, one task less is a broken one: 100, 98.4 or 92 points."""
    counted = (
        RATE.replace("    交办: {item: key_tasks_assigned}\n", "")
        .replace("办结 / 交办", "办结")
        .replace("unit: '%'", "unit: 项")
    )
    counted = counted.replace("  on_zero: missing\n  both_zero: missing\n", "").replace(
        "{method: proportional, target: 100}",
        "{method: per_step_deduction, base: 40, side: below, step: STEP, deduct: 8, partial_step: floor}",
    )
    assert remarks(text_of_book(counted.replace("STEP", "1")), tmp_path) == []
    (found,) = remarks(text_of_book(counted.replace("STEP", "5")), tmp_path)
    assert "39项时，不扣得100分，按比例扣得98.4分，按一步扣得92分；规则书取“不扣”" in found.fault.what


def test_a_value_rounded_to_whole_points_has_no_broken_step(tmp_path: Path) -> None:
    assert remarks(changed("        on_zero: na\n", "        ratio_places: 0\n        on_zero: na\n"), tmp_path) == []


def test_a_range_of_values_is_not_taken_for_less_than_it_is(tmp_path: Path) -> None:
    """Completion counts from what was there: at most 100 %, so deducting above 100 % never happens; 变动率 begins at −100 %."""
    four = """    上年结转: {item: prior_year_carryover}
    年初: {item: total_expenditure, basis: initial_budget}
    追加: {item: added_budget}
    结余: {item: year_end_balance}
  value: (上年结转 + 年初 - 结余) / (上年结转 + 年初)"""
    whole = RATE.replace(
        "    办结: {item: key_tasks_done}\n    交办: {item: key_tasks_assigned}\n  value: 办结 / 交办",
        four.replace("    追加: {item: added_budget}\n", ""),
    )
    above = whole.replace(
        "{method: proportional, target: 100}",
        "{method: per_point_deduction, base: 100, side: above, deduct: 1, partial_step: floor}",
    )
    assert "never_off" in {one.rule for one in remarks(text_of_book(above), tmp_path)}
    change = (
        RATE.replace("办结 / 交办", "(办结 - 交办) / 交办")
        .replace("key_tasks_done", "tasks_done")
        .replace("key_tasks_assigned", "tasks_planned")
    )
    below = change.replace(
        "{method: proportional, target: 100}",
        "{method: per_point_deduction, base: -100, side: below, deduct: 1, partial_step: floor}",
    )
    assert "never_off" in {one.rule for one in remarks(text_of_book(below), tmp_path)}
    assert "never_off" not in {one.rule for one in remarks(text_of_book(below.replace("base: -100", "base: -99")), tmp_path)}


# —— what a book declares of its source ——

PUBLISHED = "        na: exclude\n        rule: ≤100%计8分，每超过一个百分点扣0.8分，不足一个百分点的不扣\n"
"""A published table: the weight was changed, its words were not."""
DECLARED = (
    PUBLISHED
    + "        known:\n          promised_points: 源表的分值已改，评分标准没有改\n          deduction_in_text: 同上，按分值比例取0.5分\n"
)


def test_a_published_contradiction_is_found_and_keeps_the_book_from_being_used() -> None:
    text = changed("        na: exclude\n", PUBLISHED)
    hint = "请核对两处；源文件就是这样的，在 known 里写明理由"
    line = line_of("rule: ≤100%计8分", text)
    assert faults(text) == [
        f"坏书.yaml:{line}：“在职人员控制率”的评分标准写“计8分”，与分值20分不符。{hint}",
        f"坏书.yaml:{line}：“在职人员控制率”的评分标准写“扣0.8分”，规则书每次扣0.5分（deduct）。{hint}",
    ]
    with pytest.raises(RulesError):
        parse_rulebook(text.encode(), "坏书.yaml")


AS_PUBLISHED = "“三公经费”变动率≤0，计8分；“三公经费”＞0，每超过一个百分点扣0.8分，扣完为止"
"""The table of a provincial office for 2017: 5 points by its column, the words of an edition with 8, and 变动率 forgotten."""


def test_the_published_table_of_2017_is_caught_in_all_three(tmp_path: Path) -> None:
    name, text = open_rulebook("cn/hunan-2017/department")
    told = text.decode().replace("“三公经费”变动率≤0，计5分；每超过一个百分点扣0.5分，扣完为止", AS_PUBLISHED, 1)
    errors = [str(one) for one in lint_rulebook(told.encode(), name)]
    assert len(errors) == 2
    assert "““三公经费”变动率”的评分标准写“计8分”，与分值5分不符" in errors[0]
    assert "““三公经费”变动率”的评分标准写“扣0.8分”，规则书每次扣0.5分（deduct）" in errors[1]
    known = f"{AS_PUBLISHED}\n            known: {{promised_points: 源表如此, deduction_in_text: 源表如此}}\n"
    found = inspect_rulebook(told.replace(f"{AS_PUBLISHED}\n", known, 1).encode(), name).remarks
    assert ["“三公经费”变动率" in one.fault.what and one.rule for one in found if one.indicator == "three_public_change"] == [
        "broken_step", "promised_points", "deduction_in_text", "condition_incomplete",
    ]  # fmt: skip
    incomplete = next(one for one in found if one.rule == "condition_incomplete")
    assert incomplete.fault.what == "““三公经费”变动率”的评分标准写““三公经费””与0比较，要比的应是“三公经费”变动率"


def test_a_declared_contradiction_is_known_and_the_book_can_be_used(tmp_path: Path) -> None:
    text = changed("        na: exclude\n", DECLARED)
    assert faults(text) == []
    assert parse_rulebook(text.encode(), "书.yaml").find("staffing")
    found = remarks(text, tmp_path)
    assert [(one.rule, one.known, one.open) for one in found] == [
        ("promised_points", "源表的分值已改，评分标准没有改", False),
        ("deduction_in_text", "同上，按分值比例取0.5分", False),
    ]


def test_a_book_may_declare_for_all_its_indicators(tmp_path: Path) -> None:
    text = changed("grades:\n", "known: {broken_step: 按字面，满一步才扣}\ngrades:\n")
    (only,) = remarks(text, tmp_path)
    assert (only.rule, only.known) == ("broken_step", "按字面，满一步才扣")


def test_a_declaration_that_fits_nothing_is_an_error(tmp_path: Path) -> None:
    text = changed("        na: exclude\n", "        na: exclude\n        known: {promised_points: 从前有过}\n")
    text = changed("grades:\n", "known: {counted_twice: 从前有过}\ngrades:\n", text)
    found = [one for one in remarks(text, tmp_path) if one.open]
    assert [one.fault.what for one in found] == [
        "规则书的 known 写了 counted_twice，没有这样的毛病",
        "“在职人员控制率”的 known 写了 promised_points，没有这样的毛病",
    ]


def test_a_variant_inherits_what_is_declared_and_adds_its_own(tmp_path: Path) -> None:
    """The base knows its contradiction and its broken step; the variant mends the one, and nobody asks it to take back the other."""
    base = changed("grades:\n", "known: {broken_step: 按字面}\ngrades:\n", changed("        na: exclude\n", DECLARED))
    (tmp_path / "base.yaml").write_text(base + EXAMPLE, "utf-8")
    path = tmp_path / "variant.yaml"
    path.write_text(
        "rulebook: test/variant\nextends: base.yaml\nknown: {no_standard: 没有用处}\nreplace:\n"
        "  indicators.staffing.rule: {value: 不超编的计20分, verified: seen, source: made}\n" + EXAMPLE.lstrip("\n"),
        "utf-8",
    )
    found = api.rulebook_lint([str(path)])
    assert [(one.rule, one.known) for one in found if one.rule] == [("broken_step", "按字面")]
    assert [(one.fault.where, one.fault.what) for one in found if one.open] == [
        (f"{path}:3", "规则书的 known 写了 no_standard，没有这样的毛病")
    ]


def test_what_was_entered_from_memory_is_told_once_and_cannot_be_declared_away() -> None:
    """湖南2021表四项指标和等级全部凭记忆，第一处是预算执行率；见到原文的岳阳表不提."""
    (told,) = [one for one in api.rulebook_lint(["cn/hunan-2021/department"]) if one.rule == "from_memory"]
    assert (told.level, told.known) == ("info", "")
    assert told.fault.what == "“预算执行率”等 5 项凭记忆录入，没有核对过原文"
    (grades,) = [one for one in api.rulebook_lint(["cn/hubei/department"]) if one.rule == "from_memory"]
    assert grades.fault.what == "等级凭记忆录入，没有核对过原文"
    assert not [one for one in api.rulebook_lint(["cn/hunan-yueyang/department"]) if one.rule == "from_memory"]


# —— weights and grades of books that are not complete ——


def test_more_is_given_out_below_than_there_is() -> None:
    text = text_of_book(
        GOOD.replace("      name: 在职人员控制率\n      weight: 20", "      name: 在职人员控制率\n      weight: 70"),
        completeness="partial",
    )
    open_ = text.replace("          name: 预算控制率\n          weight: 40", "x").replace(
        "weight: 40\n        source: made\n        verified: seen\n        inputs:\n          追加",
        "weight: null\n        source: made\n        verified: seen\n        inputs:\n          追加",
    )
    assert (
        f"坏书.yaml:{line_of('  weight: 60', open_)}：“投入”的下级已写的分值合计 70，超过它的分值 60。请核对下级分值"
        in faults(open_)
    )


def test_a_parent_without_weight_counts_by_its_children() -> None:
    part = GOOD.split("rules:\n")[0].replace("  weight: 60", "  weight: null")
    assert "坏书.yaml:7：一级指标分值之和为 60，超过总分 50。请核对各一级指标的分值" in faults(
        text_of_book(part, total=50, completeness="partial")
    )


def test_nothing_is_left_for_those_of_unknown_weight(tmp_path: Path) -> None:
    text = text_of_book(
        GOOD.replace("      name: 在职人员控制率\n      weight: 20", "      name: 在职人员控制率\n      weight: 60"),
        completeness="partial",
    )
    text = text.replace(
        "weight: 40\n        source: made\n        verified: seen\n        inputs:\n          追加",
        "weight: null\n        source: made\n        verified: seen\n        inputs:\n          追加",
    )
    found = [one for one in remarks(text, tmp_path) if one.rule == "weight_used_up"]
    assert [(str(one.level), one.fault.what) for one in found] == [
        ("warning", "“投入”的分值60分已由下级分完，“预算控制率”没有分值可得")
    ]


def test_grades_of_a_hundred_beside_another_total(tmp_path: Path) -> None:
    text = text_of_book(
        GOOD
        + GOOD.split("rules:\n")[1]
        .join(["rules2:\n", ""])
        .replace("weight: 40", "weight: 20")
        .replace("points: 25", "points: 10")
        .replace("points: 15", "points: 10"),
        total=120,
    )
    (found,) = [one for one in remarks(text, tmp_path) if one.rule == "grades_of_other_total"]
    assert found.fault.what == "总分120分，最高一级的下限只有90分，等级像是按100分定的"


# —— the answer of the command ——


def test_every_name_that_can_be_declared_is_one_that_is_reported() -> None:
    names = set(schema()["$defs"]["known"]["propertyNames"]["enum"])
    source = "".join(
        (PACKAGE / one).read_text("utf-8")
        for one in ("rules/texts.py", "rules/reach.py", "rules/lint.py", "checks/measurable.py")
    )
    assert {name for name in names if f'"{name}"' not in source} == set()
    said = {
        "".join(one) for one in re.findall(r'_HINT, "([a-z_]+)"|, "([a-z_]+)", Level|(?:_Doubt|Remark)\("([a-z_]+)"', source)
    }
    assert said - names == {"from_memory"}  # only its source, compared, makes it go
    assert len(said) > 15


def test_lint_rulebook_tells_errors_only() -> None:
    assert lint_rulebook((TEXT + EXAMPLE).encode(), "书.yaml") == []
    found = inspect_rulebook((TEXT + EXAMPLE).encode(), "书.yaml")
    assert [one.rule for one in found.remarks] == ["broken_step"]
    assert found.rulebook is not None
    assert broken("weight: 20\n", "weight: 30\n")[0]
