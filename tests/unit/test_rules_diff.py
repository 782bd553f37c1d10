"""What changed from one rulebook to another: each kind of change with its sentence, worked out by hand; a name alone proves nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.cli import main
from jixiao.errors import RulesError, UsageError
from jixiao.model.difference import KINDS
from jixiao.model.rulebook import Rulebook
from jixiao.rules.diff import difference
from jixiao.rules.load import load_rulebook, parse_rulebook, rulebook_ids
from jixiao.rules.match import pairs
from tests.unit.broken_books import TEXT
from tests.unit.doubtful_books import OWN
from tests.unit.small_books import text_of_book

ROOT = Path(__file__).resolve().parents[2]


def parsed(text: str) -> Rulebook:
    return parse_rulebook(text.encode(), "书.yaml")


def said(old: str, new: str, text: str = TEXT) -> list[tuple[str, str]]:
    """(kind, words) of what changes when `old` becomes `new`."""
    assert old in text
    return [(one.kind, one.words) for one in difference(parsed(text), parsed(text.replace(old, new, 1))).changes]


def test_a_book_does_not_differ_from_itself() -> None:
    found = difference(parsed(TEXT), parsed(TEXT))
    assert found.changes == ()
    assert found.same == ("在职人员控制率", "预算控制率", "管理制度健全性")


CHANGES = {
    "title": ("title: 试题规则书（虚构）", "title: 新规则书（虚构）", [("book", "名称由“试题规则书（虚构）”改为“新规则书（虚构）”")]),
    "deduction": ("deduct: 0.5", "deduct: 0.8", [("scoring", "“在职人员控制率”的每次扣分由“0.5分”改为“0.8分”")]),
    "broken step": (
        "partial_step: floor", "partial_step: linear", [("scoring", "“在职人员控制率”的零头怎么算由“不满一步的不扣”改为“不满一步的按比例扣”")],
    ),
    "bands": (
        "{gt: 0, le: 10, points: 30}", "{gt: 0, le: 10, points: 20}",
        [("scoring", "“预算控制率”的分档由“不超过0%得40分；大于0%且不超过10%得30分；大于10%得0分”改为“不超过0%得40分；大于0%且不超过10%得20分；大于10%得0分”")],
    ),
    "method": (
        "{method: per_point_deduction, base: 100, side: above, deduct: 0.5, partial_step: floor}", "{method: reverse, target: 100, mode: target_over_actual}",
        [("scoring", "“在职人员控制率”的计分办法由“每点扣分，基准 100%，扣分方向 高于基准的扣分，每次扣分 0.5分，零头怎么算 不满一步的不扣”改为“越低越好，目标值 100%，超过后怎么算 按指标值÷完成值的比例计分”")],
    ),
    "name": ("name: 管理制度健全性", "name: 管理制度完备性", [("renamed", "“管理制度健全性”改称“管理制度完备性”")]),
    "words of the rule": (
        "        na: exclude\n", "        na: exclude\n        rule: 不超编的计20分\n", [("rule", "“在职人员控制率”的评分标准由“（没有写）”改为“不超编的计20分”")],
    ),
    "divisor of zero": ("on_zero: zero", "on_zero: full", [("edge_case", "“预算控制率”分母为0时，由得0分改为得满分")]),
    "not applicable": ("na: exclude", "na: full", [("edge_case", "“在职人员控制率”不适用时，由剔除后折算改为得满分")]),
    "grades": (
        "{name: 良, at_least: 80}", "{name: 良, at_least: 75}",
        [("grades", "等级由“优 90分及以上，良 80分及以上，中 60分及以上，差 0分及以上”改为“优 90分及以上，良 75分及以上，中 60分及以上，差 0分及以上”")],
    ),
    "basis of a figure": (
        "{item: total_expenditure, basis: initial_budget}", "{item: total_expenditure, basis: adjusted_budget}",
        [("namesake", "“预算控制率”两边都有，公式不同，不是同一个指标：原为 本年追加预算 ÷ 总支出年初预算数，现为 本年追加预算 ÷ 总支出全年预算数")],
    ),
    "how well it is known": (
        "        weight: 20\n", "        weight: {value: 20, verified: derived, source: made}\n", [("sources", "“在职人员控制率”的分值由见于原文变为推算")],
    ),
    "evidence": ("  name: 管理制度健全性\n", "  name: 管理制度健全性\n    requires_evidence: true\n", [("edge_case", "“管理制度健全性”须写佐证材料")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_in_one_sentence(name: str) -> None:
    old, new, expected = CHANGES[name]
    assert said(old, new) == expected


def test_weights_move_together() -> None:
    text = (
        TEXT.replace("        weight: 20\n", "        weight: 15\n")
        .replace("  weight: 60\n", "  weight: 55\n")
        .replace("    weight: 40\n    source", "    weight: 45\n    source")
        .replace("points: 25", "points: 30")
    )
    found = difference(parsed(TEXT), parsed(text)).changes
    assert [one.words for one in found] == [
        "“投入”的分值由60分改为55分", "“在职人员控制率”的分值由20分改为15分", "“管理制度健全性”的分值由40分改为45分",
        "“管理制度健全性”的要点由“有财务制度得25分；有厉行节约制度得15分”改为“有财务制度得30分；有厉行节约制度得15分”",
    ]  # fmt: skip


def test_what_units_may_write_themselves_is_compared_too() -> None:
    found = difference(
        parsed(text_of_book(OWN)),
        parsed(text_of_book(OWN.replace("[数量指标, 成本指标]", "[数量指标, 质量指标, 成本指标]"))),
    )
    assert [one.words for one in found.changes] == [
        "“自设指标”的可用的二级指标由“数量指标、成本指标”改为“数量指标、质量指标、成本指标”"
    ]
    other = OWN.replace("{method: proportional}", "{method: proportional, pass_line: 60, below_pass_points: 0}")
    assert [one.words for one in difference(parsed(text_of_book(OWN)), parsed(text_of_book(other))).changes] == [
        "“自设指标”的自设正向指标的及格线由“（没有写）”改为“60”", "“自设指标”的自设正向指标的及格线以下得分由“（没有写）”改为“0分”",
    ]  # fmt: skip


# —— which is which ——


def test_a_name_alone_does_not_make_two_indicators_one() -> None:
    """追加 ÷ 年初 is 预算控制率; dividing by the adjusted budget under the same id and another name is another indicator."""
    other = TEXT.replace("basis: initial_budget", "basis: adjusted_budget").replace("name: 预算控制率", "name: 预算调整率")
    found = difference(parsed(TEXT), parsed(other)).changes
    assert [one.kind for one in found] == ["added", "dropped"]
    assert found[1].words == "“预算控制率”（40分）取消"


@pytest.mark.parametrize("name", ["财政供养人员控制率", "编制使用情况"])
def test_another_name_for_the_same_formula_is_the_same_indicator(name: str) -> None:
    """Id, name and the names in the formula differ; what is divided by what is the same. The first name is known, the second is not."""
    other = TEXT.replace("      staffing:", "      controlled:").replace("name: 在职人员控制率", f"name: {name}")
    other = other.replace("在职人员数: {", "实有人数: {").replace("value: 在职人员数 / 编制数", "value: 实有人数 / 编制数")
    assert "controlled" in other
    assert [(one.kind, one.words) for one in difference(parsed(TEXT), parsed(other)).changes] == [
        ("renamed", f"“在职人员控制率”改称“{name}”")
    ]


def test_an_indicator_may_move() -> None:
    head, rules = TEXT.split("  rules:\n")
    moved = "      rules:\n" + "".join(f"    {line}\n" for line in rules.rstrip("\n").split("\n"))
    text = head.replace("  weight: 60\n", "  weight: 100\n") + moved
    assert ("moved", "“管理制度健全性”由“一级指标”移到“投入”") in [
        (one.kind, one.words) for one in difference(parsed(TEXT), parsed(text)).changes
    ]


def test_a_group_that_goes_is_told_once_with_what_was_in_it() -> None:
    part = TEXT.replace("completeness: complete", "completeness: partial")
    head, _ = part.split("  input:\n")
    rest = head + "  rules:\n" + part.split("  rules:\n")[1]
    dropped = [one.words for one in difference(parsed(TEXT), parsed(rest)).changes if one.kind == "dropped"]
    assert dropped == ["“投入”（60分）在新的规则书里没有（它有缺漏，未必真的取消），连同“在职人员控制率”、“预算控制率”"]
    assert [one.words for one in difference(parsed(rest), parsed(TEXT)).changes if one.kind == "added"] == [
        "原来的规则书里没有（它有缺漏，未必真的新增）：“投入”，60分，下设“在职人员控制率”、“预算控制率”"
    ]


def test_what_units_wrote_themselves_may_become_an_indicator_of_its_own() -> None:
    """The 2021 refinement of the 2020 form: satisfaction is no longer left to the unit."""
    found = difference(load_rulebook("cn/mof-2020-10/project"), load_rulebook("cn/mof-2021-101/project"))
    words = [one.words for one in found.changes]
    assert "“满意度指标”原来由单位自设指标，现在下设“服务对象满意度”" in words
    assert not [one for one in found.changes if one.kind in ("added", "dropped") and "满意度" in one.words]


def test_the_published_tables_of_hunan_and_yueyang() -> None:
    found = difference(load_rulebook("cn/hunan-2017/department"), load_rulebook("cn/hunan-yueyang/department"))
    words = [one.words for one in found.changes]
    assert "“在职人员控制率”改称“财政供养人员控制率”" in words
    assert not [one for one in words if "预算控制率" in one and "预算调整率" in one]
    assert {one.name for one in found.changes if one.kind == "dropped"} >= {"预算控制率", "预算完成率"}
    assert {one.name for one in found.changes if one.kind == "added"} >= {"预算调整率", "资金结余"}


def test_the_editions_of_hunan() -> None:
    found = difference(load_rulebook("cn/hunan-2017/department"), load_rulebook("cn/hunan-changsha-yuhua-2022/department"))
    words = [one.words for one in found.changes]
    assert "““三公经费”变动率”的分值由5分改为8分" in words
    assert "““三公经费”变动率”的每次扣分由“0.5分”改为“0.8分”" in words


@pytest.mark.parametrize("id", rulebook_ids())
def test_every_indicator_is_matched_once_and_with_itself(id: str) -> None:
    book = load_rulebook(id)
    assert [(one.left, one.right) for one in pairs(book, book)] == [(node, node) for node in book.nodes()]
    other = load_rulebook("cn/hunan-2017/department")
    found = pairs(book, other)
    assert [one.left.id for one in found if one.left] == [node.id for node in book.nodes()]
    assert sorted(one.right.id for one in found if one.right) == sorted(node.id for node in other.nodes())
    for change in difference(book, other).changes:
        assert change.kind in KINDS
        assert change.words


# —— the command ——


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_diff_prints_groups_and_the_case_on_both_sides() -> None:
    code, out = run(
        "rulebook",
        "diff",
        "cn/hunan-2017/department",
        "cn/hunan-changsha-yuhua-2022/department",
        "--case",
        str(ROOT / "examples" / "department"),
    )
    assert code == 0
    assert "分值（" in out and "计分办法（" in out
    assert "“三公经费”变动率" in out
    assert "同一案卷在两套规则下" in out
    code, english = run("rulebook", "diff", "cn/hunan-2017/department", "cn/hunan-2017/department", "--lang", "en")
    assert (code, "the rulebooks do not differ" in english) == (0, True)


def test_diff_as_json_names_kinds_ids_and_both_scores() -> None:
    code, out = run(
        "rulebook",
        "diff",
        "cn/hunan-2017/department",
        "cn/hunan-yueyang/department",
        "--case",
        str(ROOT / "examples" / "department"),
        "--format",
        "json",
    )
    assert code == 0
    found = json.loads(out)
    assert found["left"]["id"] == "cn/hunan-2017/department"
    assert {
        "kind": "renamed",
        "left": "staffing",
        "right": "staffing",
        "name": "财政供养人员控制率",
        "words": "“在职人员控制率”改称“财政供养人员控制率”",
        "before": "在职人员控制率",
        "after": "财政供养人员控制率",
    } in found["changes"]
    staffing = next(one for one in found["case"]["indicators"] if one["left"] and one["left"]["id"] == "staffing")
    assert staffing["left"]["score"] == staffing["right"]["score"]
    assert found["case"]["left"]["total"]["status"] == "known"
    assert found["case"]["right"]["total"]["status"] == "missing"


def test_all_faults_of_both_books_are_told_at_once(tmp_path: Path) -> None:
    one, two = tmp_path / "甲.yaml", tmp_path / "乙.yaml"
    one.write_text(TEXT.replace("weight: 20", "weight: 25"), "utf-8")
    two.write_text(TEXT.replace("total: 100", "total: 120"), "utf-8")
    with pytest.raises(RulesError) as caught:
        api.rulebook_diff(str(one), str(two))
    assert {Path(fault.where.rpartition(":")[0]).name for fault in caught.value.faults} == {"甲.yaml", "乙.yaml"}
    with pytest.raises(UsageError, match="没有编号为“cn/nowhere”的规则书"):
        api.rulebook_diff(str(one), "cn/nowhere")
    code, out = run("rulebook", "diff", str(one), str(two))
    assert code == 2
    assert "下级分值之和为 65" in out and "与总分 120 不符" in out


def test_schema_is_given_as_it_ships(tmp_path: Path) -> None:
    code, out = run("rulebook", "schema")
    assert code == 0
    assert json.loads(out) == json.loads((ROOT / "src/jixiao/rules/schema.json").read_text("utf-8"))
    assert run("rulebook", "schema", "-o", str(tmp_path / "s.json"))[0] == 0
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["title"] == "评价规则书"
