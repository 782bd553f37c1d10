"""Broken rulebooks: each fault with its line, what is wrong and what to do, all at once. Sentences are worked out by hand."""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from jixiao.errors import RulesError, UsageError
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import load_rulebook, parse_rulebook, rulebook_ids
from tests.unit.small_books import book, text_of_book

GOOD = """\
input:
  name: 投入
  weight: 60
  source: made
  verified: seen
  indicators:
    staffing:
      name: 在职人员控制率
      weight: 20
      source: made
      verified: seen
      inputs:
        在职人员数: {item: staff_in_post}
        编制数: {item: authorised_posts}
      value: 在职人员数 / 编制数
      unit: '%'
      on_zero: na
      both_zero: na
      na: exclude
      scoring: {method: per_point_deduction, base: 100, side: above, deduct: 0.5, partial_step: floor}
    control:
      name: 预算控制率
      weight: 40
      source: made
      verified: seen
      inputs:
        追加: {item: added_budget}
        年初: {item: total_expenditure, basis: initial_budget}
      value: 追加 / 年初
      unit: '%'
      on_zero: zero
      both_zero: missing
      scoring:
        method: stepwise
        bands:
          - {le: 0, points: 40}
          - {gt: 0, le: 10, points: 30}
          - {gt: 10, points: 0}
rules:
  name: 管理制度健全性
  weight: 40
  source: made
  verified: seen
  scoring:
    method: checklist
    items:
      - {id: finance, text: 有财务制度, points: 25}
      - {id: thrift, text: 有厉行节约制度, points: 15}
"""

TEXT = text_of_book(GOOD)
FIRST = TEXT[: TEXT.index("  input:")].count("\n") + 1
"""The line of `input:`."""


def line_of(words: str, text: str = TEXT) -> int:
    return text[: text.index(words)].count("\n") + 1


def faults(text: str) -> list[str]:
    return [str(one) for one in lint_rulebook(text.encode(), "坏书.yaml") if "没有例题" not in one.what]


def broken(old: str, new: str) -> tuple[list[str], str]:
    """The faults of the good book with `old` made `new`."""
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    return faults(text), text


def test_the_good_book_is_good() -> None:
    assert faults(TEXT) == []
    assert [leaf.id for leaf in book(GOOD).leaves()] == ["staffing", "control", "rules"]


CASES = {
    "duplicate key": (
        "        weight: 20\n",
        "        weight: 20\n        weight: 25\n",
        "weight: 25",
        "“weight”写了两次（前一次在第 {before} 行）。请只留一处",
    ),
    "unknown key": (
        "        unit: '%'\n        on_zero: na",
        "        units: '%'\n        unit: '%'\n        on_zero: na",
        "units:",
        "“indicators.input.indicators.staffing”里有不认识的键：units。可用的键：name、weight、source、verified、indicators、inputs、value、unit、ratio_places、on_zero、both_zero、na、scoring、rows、rule、explanation、requires_evidence、requires_reason",
    ),
    "unknown key of a method": (
        "deduct: 0.5, partial_step",
        "deduct: 0.5, step: 1, partial_step",
        "step: 1",
        "“indicators.input.indicators.staffing.scoring”里有不认识的键：step。可用的键：method、floor、cap、source、verified、base、side、deduct、partial_step",
    ),
    "unknown method": (
        "method: per_point_deduction",
        "method: per_pound_deduction",
        "per_pound",
        "“indicators.input.indicators.staffing.scoring.method”（方法）不能是“per_pound_deduction”。可用：proportional、reverse、per_point_deduction、per_step_deduction、two_sided_deduction、range_target、stepwise、deviation_bands、tiers_fixed、tiers_range、coefficient、checklist、checklist_with_gate、per_occurrence_deduction、all_or_nothing",
    ),
    "no partial step": (
        ", partial_step: floor",
        "",
        "scoring: {method: per_point",
        "“indicators.input.indicators.staffing.scoring”缺少：partial_step。请补上",
    ),
    "a text for a number": (
        "deduct: 0.5",
        "deduct: 半分",
        "deduct: 半分",
        "“indicators.input.indicators.staffing.scoring.deduct”（数）不符合要求：“半分”。写一个数；来源与本指标不同的，写 {{value, verified, source}}",
    ),
    "unknown item": (
        "{item: staff_in_post}",
        "{item: 在职职工数}",
        "在职职工数",
        "“在职人员控制率”用到不认识的数据项“在职职工数”。是不是“在职人员数”",
    ),
    "no basis": (
        ", basis: initial_budget",
        "",
        "年初: {item: total",
        "“预算控制率”取“总支出”没有写口径。请写 basis，可用：initial_budget（年初预算数）、adjusted_budget（全年预算数）、executed（全年执行数）",
    ),
    "a basis the item has not": (
        "{item: added_budget}",
        "{item: added_budget, basis: executed}",
        "{item: added_budget, basis",
        "“预算控制率”取“本年追加预算”写了口径“executed”，该项不分口径。请删去 basis",
    ),
    "an unknown basis": (
        "basis: initial_budget",
        "basis: planned",
        "basis: planned",
        "“预算控制率”取“总支出”的口径“planned”不可用。可用：initial_budget（年初预算数）、adjusted_budget（全年预算数）、executed（全年执行数）",
    ),
    "a formula that does not parse": (
        "value: 在职人员数 / 编制数",
        "value: 在职人员数 / (编制数",
        "value: 在职人员数 / (",
        "“在职人员控制率”的公式“在职人员数 / (编制数”第 13 个字符处：此处应为“)”。可用 + - * / ( ) min max abs 和比较号",
    ),
    "a formula with a name of nothing": (
        "value: 追加 / 年初",
        "value: 追加 / 年初 + 追减",
        "追减",
        "“预算控制率”的公式用到“追减”，inputs 里没有。inputs 里有：追加、年初",
    ),
    "an input nobody uses": (
        "value: 追加 / 年初",
        "value: 追加 / 100",
        "年初: {item",
        "“预算控制率”的 inputs 里“年初”没有用到。请在公式里用它，或删去",
    ),
    "a condition where a number belongs": (
        "value: 追加 / 年初",
        "value: 追加 <= 年初",
        "追加 <= 年初",
        "“预算控制率”按 stepwise 计分，公式应算出一个数。请去掉比较号",
    ),
    "a formula for what a person judges": (
        "  name: 管理制度健全性\n",
        "  name: 管理制度健全性\n    inputs: {甲: {item: tasks_done}}\n    value: 甲\n    unit: 项\n",
        "scoring:\n      method: checklist",
        "“管理制度健全性”按 checklist 计分，由人判断，不需要公式。请删去 inputs 和 value",
    ),
    "no word on a divisor of zero": (
        "        on_zero: zero\n",
        "",
        "control:",
        "“预算控制率”没有写分母为 0 时怎么办（on_zero）。可用：na、full、zero、missing",
    ),
    "no word on what does not apply": (
        "        na: exclude\n",
        "",
        "staffing:",
        "“在职人员控制率”没有写不适用时怎么办（na）。可用：full、zero、exclude",
    ),
    "no unit": (
        "        unit: '%'\n        on_zero: zero",
        "        on_zero: zero",
        "value: 追加",
        "“预算控制率”没有写计量单位。请写 unit，如 unit: '%'",
    ),
    "a number without source": (
        "  name: 管理制度健全性\n    weight: 40\n    source: made\n    verified: seen\n",
        "  name: 管理制度健全性\n    weight: 40\n    verified: seen\n",
        "weight: 40\n    verified: seen\n    scoring",
        "“管理制度健全性”的数字没有来源（weight、scoring.items.0.points、scoring.items.1.points）。请写 source（sources 里的编号）和 verified（seen、recalled 或 derived）",
    ),
    "a source nobody listed": (
        "  name: 管理制度健全性\n    weight: 40\n    source: made",
        "  name: 管理制度健全性\n    weight: 40\n    source: heard",
        "source: heard",
        "来源“heard”没有列在 sources 里。sources 里有：made",
    ),
    "a bare number that should carry its source": (
        "deduct: 0.5",
        "deduct: {value: 0.5, source: made}",
        "deduct: {",
        "“indicators.input.indicators.staffing.scoring.deduct”缺少：verified。请补上",
    ),
    "children that do not add up": (
        "      name: 预算控制率\n        weight: 40",
        "      name: 预算控制率\n        weight: {value: 41, verified: seen, source: made}",
        "  weight: 60",
        "“投入”的下级分值之和为 61，与它的分值 60 不符。请核对下级分值",
    ),
    "a total that does not add up": (
        "total: 100",
        "total: 120",
        "total: 120",
        "一级指标分值之和为 100，与总分 120 不符。请核对各一级指标的分值",
    ),
    "a weight missing from a complete book": (
        "        weight: 20\n",
        "        weight: null\n",
        "weight: null",
        "“在职人员控制率”没有分值。请补上，或把 completeness 改为 partial 或 framework",
    ),
    "a gap between bands": (
        "{gt: 10, points: 0}",
        "{gt: 12, points: 0}",
        "{gt: 12",
        "“预算控制率”的分档在10%与12%之间有空档。请补上一档，或改上下限",
    ),
    "bands that overlap": (
        "{gt: 10, points: 0}",
        "{gt: 8, points: 0}",
        "{gt: 8",
        "“预算控制率”的分档重叠：第2档与第3档有相同的数。请让每个数只属于一档",
    ),
    "an edge in both bands": (
        "{gt: 10, points: 0}",
        "{ge: 10, points: 0}",
        "{ge: 10",
        "“预算控制率”的分档的边界10%同时属于两档。请把一边的 ge/le 改为 gt/lt",
    ),
    "an edge in neither band": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 0, lt: 10, points: 30}",
        "{gt: 10, points",
        "“预算控制率”的分档的边界10%不属于任何一档。请把一边的 gt/lt 改为 ge/le",
    ),
    "bands that stop": (
        "{gt: 10, points: 0}",
        "{gt: 10, le: 100, points: 0}",
        "{gt: 10, le: 100",
        "“预算控制率”的分档没有覆盖大于100%的数。最高一档请不写上限",
    ),
    "bands that begin too late": (
        "{le: 0, points: 40}",
        "{ge: -50, le: 0, points: 40}",
        "{ge: -50",
        "“预算控制率”的分档没有覆盖低于-50%的数。最低一档请不写下限",
    ),
    "an empty band": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 10, le: 0, points: 30}",
        "{gt: 10, le: 0",
        "“预算控制率”的第2档是空的：没有数大于10%且不超过0%。请核对上下限",
    ),
    "two lower edges": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 0, ge: 0, le: 10, points: 30}",
        "{gt: 0, ge",
        "“预算控制率”的第2档同时写了 ge 和 gt。请只留一个",
    ),
    "a best band that is not the weight": (
        "{le: 0, points: 40}",
        "{le: 0, points: 35}",
        "bands:",
        "“预算控制率”的最高一档为35分，与分值40分不符。请核对最高一档或分值",
    ),
    "a checklist that is not the weight": (
        "points: 15}",
        "points: 10}",
        "items:",
        "“管理制度健全性”的各项之和为35分，与分值40分不符。请核对各项分数或分值",
    ),
    "a checklist item twice": (
        "{id: thrift",
        "{id: finance",
        "{id: finance, text: 有厉行",
        "“管理制度健全性”的要点编号“finance”写了两次。请给每项不同的编号",
    ),
    "a deduction of nothing": (
        "deduct: 0.5",
        "deduct: 0",
        "deduct: 0",
        "“在职人员控制率”的deduct 应大于 0，现为 0。请改写",
    ),
    "a floor above the weight": (
        "partial_step: floor}",
        "partial_step: floor, floor: 25}",
        "scoring: {method: per_point",
        "“在职人员控制率”的最低得分、最高得分应满足 0 ≤ floor ≤ cap ≤ 分值。现为 floor 25、cap 20",
    ),
    "no target": (
        "{method: per_point_deduction, base: 100, side: above, deduct: 0.5, partial_step: floor}",
        "{method: proportional}",
        "{method: proportional}",
        "“在职人员控制率”没有写目标值。请写 target，如 target: 100",
    ),
    "a rule that promises other points": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计8分，每超过一个百分点扣0.5分\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写“计8分”，与分值20分不符。请核对分值和评分标准",
    ),
    "an id twice": (
        "  rules:\n",
        "  staffing:\n",
        "  staffing:\n    name: 管理制度",
        "指标编号“staffing”用了两次（前一次在第 {first} 行）。请给每个指标不同的编号",
    ),
    "a weight of nothing": (
        "        weight: 20\n",
        "        weight: 0\n",
        "weight: 0",
        "“在职人员控制率”的分值应大于 0，现为 0。请改写",
    ),
    "points without a rule": (
        "  scoring:\n      method: checklist\n      items:\n        - {id: finance, text: 有财务制度, points: 25}\n        - {id: thrift, text: 有厉行节约制度, points: 15}\n",
        "",
        "  rules:",
        "“管理制度健全性”有分值，没有写怎么计分。请写 scoring 或 rows",
    ),
    "a grade scale with a hole": (
        "{name: 差, at_least: 0}",
        "{name: 差, at_least: 30}",
        "scale:",
        "等级有空档：低于 30 分的没有等级。最低一级的下限请写 0",
    ),
    "grades out of order": (
        "{name: 良, at_least: 80}",
        "{name: 良, at_least: 95}",
        "scale:",
        "等级“良”的下限 95 不低于上一等级的 90。请从高到低写",
    ),
    "a grade twice": (
        "{name: 差, at_least: 0}",
        "{name: 中, at_least: 0}",
        "scale:",
        "等级“中”写了两次。请只留一个",
    ),
    "a kind of book that is none": (
        "kind: department",
        "kind: agency",
        "kind: agency",
        "“kind”（评价对象）不能是“agency”。可用：department、project",
    ),
    "a book without title": (
        "title: 试题规则书（虚构）\n",
        "",
        "rulebook: test/book",
        "文件缺少：title。请补上",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_has_its_line_its_sentence_and_its_remedy(name: str) -> None:
    old, new, at, words = CASES[name]
    found, text = broken(old, new)
    before, first = text[: text.find("weight: 20")].count("\n") + 1, line_of("    staffing:", text)
    expected = f"坏书.yaml:{line_of(at, text)}：" + words.format(before=before, first=first)
    assert expected in found
    follow_ups = {"children that do not add up": 1, "a weight of nothing": 1}  # fmt: skip
    assert len(found) == 1 + follow_ups.get(name, 0), found


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = TEXT
    for name in (
        "unknown key",
        "unknown item",
        "a gap between bands",
        "a number without source",
        "a grade scale with a hole",
    ):
        old, new, _, _ = CASES[name]
        text = text.replace(old, new, 1)
    text = text.replace("total: 100", "total: 120").replace(
        "    name: 管理制度健全性\n", "    name: 管理制度健全性\n    name: 制度\n"
    )
    found = faults(text)
    assert len(found) == 7
    lines = [int(one.split(":")[1].split("：")[0]) for one in found]
    assert lines == sorted(lines)


def test_text_that_is_no_yaml_no_utf8_or_nothing() -> None:
    assert faults("rulebook: [1\n")[0].startswith("坏书.yaml:2：YAML 写法有误（")
    assert [str(one) for one in lint_rulebook(b"\xff\xfe\x00", "坏书.yaml")] == [
        "坏书.yaml：不是 UTF-8 编码的文本。请另存为 UTF-8 后再用"
    ]
    assert faults("")[0] == "坏书.yaml：文件是空的。规则书的写法见 CONTRIBUTING"
    assert faults("- 1\n- 2\n")[0].startswith("坏书.yaml:1：文件（评价规则书）应为一组“键: 值”")


def test_a_framework_has_neither_scoring_nor_weights() -> None:
    text = text_of_book(
        GOOD.replace("weight: 20", "weight: null").replace("weight: 60", "weight: null"), completeness="framework"
    )
    assert "坏书.yaml:{}：“在职人员控制率”：框架不规定分值，不应写 scoring。请删去，或把 completeness 改为 partial".format(
        line_of("scoring: {method: per_point", text)
    ) in faults(text)


def test_a_partial_book_may_know_less_but_not_more_than_its_total() -> None:
    part = GOOD.split("rules:\n")[0]
    assert faults(text_of_book(part, completeness="partial")) == []
    assert faults(text_of_book(part, total=50, completeness="partial")) == [
        "坏书.yaml:7：一级指标分值之和为 60，超过总分 50。请核对各一级指标的分值",
        *[
            f"坏书.yaml:16：等级“{grade}”的下限 {edge} 超过总分 50。请核对"
            for grade, edge in (("优", 90), ("良", 80), ("中", 60))
        ],
    ]


def test_rows_keep_to_the_methods_made_for_them() -> None:
    rows = """\
own:
  name: 自设
  weight: 100
  source: made
  verified: seen
  rows:
    level2: [数量指标]
    lower_is_better: [成本指标]
    at_least: {method: proportional, target: 100}
    at_most: {method: proportional}
    qualitative:
      method: tiers_range
      tiers: [{name: 好, ge: 80, le: 100}, {name: 差, ge: 0, le: 70}]
"""
    text = text_of_book(rows)
    assert faults(text) == [
        f"坏书.yaml:{line_of('lower_is_better', text)}：“自设”的二级指标里没有“成本指标”。可用：数量指标",
        f"坏书.yaml:{line_of('at_least: {method', text)}：“自设”的自设指标各有指标值，不能统一写 target。请删去",
        f"坏书.yaml:{line_of('at_most', text)}：“自设”的自设指标不能用 proportional。可用：reverse",
        f"坏书.yaml:{line_of('tiers: [', text)}：“自设”的分档在70%与80%之间有空档。请补上一档，或改上下限",
    ]


def test_a_node_with_children_is_no_leaf() -> None:
    text = TEXT.replace("    name: 投入\n", "    name: 投入\n    scoring: {method: coefficient}\n")
    assert faults(text) == [
        f"坏书.yaml:{line_of('scoring: {method: coefficient', text)}：“投入”有下级指标，不能再写 scoring。请写到末级指标里"
    ]


def test_examples_that_do_not_come_out_are_faults() -> None:
    examples = """
examples:
  - name: 对的
    given: {staffing: {在职人员数: 12人, 编制数: 11人}}
    expect: {staffing: {value: 109.09, score: 15.5}}
  - name: 错的
    given: {staffing: {在职人员数: 12人, 编制数: 11人}, control: {追加: 1万元, 年终: 2万元}}
    expect: {staffing: 15}
  - name: 又错的
    given: {staffing: {在职人员数: 12人, 编制数: 11人}, rules: {ticks: [finance]}}
    expect: {staffing: {value: 109.1, score: 15}, rules: missing, total: 80, grade: 良, nobody: 3}
"""
    found = faults(TEXT + examples)
    second, third = line_of("- name: 错的", TEXT + examples), line_of("- name: 又错的", TEXT + examples)
    inputs = "追加、年初、ticks、occurrences、tier、ratio、met、not_applicable、by、why、evidence、rows"
    assert found == [
        f"坏书.yaml:{second}：例题“错的”：“预算控制率”没有名为“年终”的取数。可用：{inputs}",
        f"坏书.yaml:{third}：例题“又错的”的 staffing 应得 15，算得 15.5。请核对例题或规则",
        f"坏书.yaml:{third}：例题“又错的”的 staffing 指标值应为 109.1，算得 109.090909。请核对例题或规则",
        f"坏书.yaml:{third}：例题“又错的”的 rules 应得 missing，算得 25。请核对例题或规则",
        f"坏书.yaml:{third}：例题“又错的”的 total 应得 80，算得 算不出（缺少本年追加预算、总支出年初预算数）。请核对例题或规则",
        f"坏书.yaml:{third}：例题“又错的”的等级应为“良”，算得“（无）”。请核对例题或规则",
        f"坏书.yaml:{third}：例题“又错的”的 expect 里没有这样的指标：“nobody”。有：staffing、control、rules",
    ]


def test_a_book_without_examples_is_told_by_lint_not_by_loading() -> None:
    assert [one.what for one in lint_rulebook(TEXT.encode(), "书.yaml")] == ["没有例题（examples）"]
    assert parse_rulebook(TEXT.encode(), "书.yaml").id == "test/book"


# —— variants ——

VARIANT = """\
rulebook: test/variant
extends: base.yaml
title: 变体（虚构）
sources:
  county: {doc: 示例县文号}
replace:
  indicators.staffing.scoring.deduct: {value: 1, verified: recalled, source: county}
  indicators.staffing.name: {value: 财政供养人员控制率, verified: seen, source: county}
  indicators.control.scoring.bands:
    value: [{le: 5, points: 40}, {gt: 5, points: 10}]
    verified: seen
    source: county
  indicators.input.weight: {value: 50, verified: seen, source: county}
  indicators.staffing.weight: {value: 10, verified: seen, source: county}
  indicators.rules.weight: {value: 50, verified: seen, source: county}
  indicators.rules.scoring:
    value: {method: per_occurrence_deduction, deduct: 5}
    verified: derived
    source: county
"""


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT + "\nexamples: [{name: 甲, given: {}, expect: {total: missing}}]\n", "utf-8")
    (tmp_path / "variant.yaml").write_text(VARIANT, "utf-8")
    found = load_rulebook(str(tmp_path / "variant.yaml"))
    base = load_rulebook(str(tmp_path / "base.yaml"))
    assert (found.id, found.title, found.region) == ("test/variant", "变体（虚构）", "示例省")
    assert set(found.sources) == {"made", "county"}
    assert found.examples == ()
    staffing, control, rules = found.leaves()
    assert staffing.scoring and control.scoring and rules.scoring
    assert (staffing.name, staffing.scoring.params["deduct"], staffing.verified, staffing.source) == (
        "财政供养人员控制率",
        1,
        "recalled",
        "county",
    )
    assert (staffing.weight.value, staffing.weight.source) == (Decimal(10), "county")
    assert (len(control.scoring.params["bands"]), control.source, control.weight.source) == (2, "county", "made")
    assert (rules.scoring.method, rules.verified, rules.source) == ("per_occurrence_deduction", "derived", "county")
    assert staffing.file == str(tmp_path / "base.yaml")
    assert staffing.line == line_of("    staffing:")
    assert base.sha256 != found.sha256
    (tmp_path / "base.yaml").write_text(TEXT + "# 改\n", "utf-8")
    assert load_rulebook(str(tmp_path / "variant.yaml")).sha256 != found.sha256


def test_a_variant_may_drop_an_indicator_and_its_faults_stand_where_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT, "utf-8")
    path = tmp_path / "variant.yaml"
    path.write_text(
        "rulebook: test/variant\nextends: base.yaml\nreplace:\n"
        "  indicators.staffing: {value: null, verified: seen, source: made}\n"
        "  indicators.control.scoring.bands:\n    verified: seen\n    source: made\n"
        "    value:\n      - {le: 0, points: 40}\n      - {gt: 1, points: 0}\n"
        "  indicators.nobody.weight: {value: 3, verified: seen, source: made}\n"
        "  indicators.rules.weight: {value: 3}\n",
        "utf-8",
    )
    with pytest.raises(RulesError) as caught:
        load_rulebook(str(path))
    base = tmp_path / "base.yaml"
    assert [str(one) for one in caught.value.faults] == [
        f"{base}:{line_of('    weight: 60')}：“投入”的下级分值之和为 40，与它的分值 60 不符。请核对下级分值",
        f"{path}:10：“预算控制率”的分档在0%与1%之间有空档。请补上一档，或改上下限",
        f"{path}:11：replace 的“indicators.nobody.weight”在被继承的规则书里找不到。写成 indicators.指标编号.字段 的样子，编号见被继承的规则书",
        f"{path}:12：“replace.indicators.rules.weight”（一处替换）缺少：verified、source。请补上",
    ]


def test_inheritance_in_a_circle_is_told_with_the_circle(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{one}.yaml").write_text(f"rulebook: test/{one}\nextends: {other}.yaml\n", "utf-8")
    with pytest.raises(RulesError) as caught:
        load_rulebook(str(tmp_path / "a.yaml"))
    a, b, c = (tmp_path / f"{one}.yaml" for one in "abc")
    assert [str(one) for one in caught.value.faults] == [f"{c}:2：继承成了环：{a} → {b} → {c} → {a}。请去掉其中一处 extends"]


def test_a_base_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rulebook: test/a\nextends: cn/nowhere/department\n", "utf-8")
    with pytest.raises(RulesError) as caught:
        load_rulebook(str(tmp_path / "a.yaml"))
    assert [str(one) for one in caught.value.faults] == [
        f"{tmp_path / 'a.yaml'}:2：找不到被继承的规则书“cn/nowhere/department”。请写 jixiao rulebook list 里的编号，或相对本文件的路径"
    ]


def test_a_variant_of_a_packaged_book(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "rulebook: xiangxi/own/project\nextends: cn/mof-2020-10/project\ntitle: 本县项目自评（虚构）\n"
        "replace:\n  indicators.execution.scoring.target: {value: 95, verified: seen, source: form}\n",
        "utf-8",
    )
    found = load_rulebook(str(tmp_path / "own.yaml")).find("execution")
    assert found and found.scoring
    assert found.scoring.params["target"] == 95
    assert found.file == "rulebooks/cn/mof-2020-10/project.yaml"


# —— names, and whatever else people do to files ——


def test_a_book_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="没有编号为“cn/hunan/department”的规则书。现有：cn/hunan-2017/department、"):
        load_rulebook("cn/hunan/department")
    with pytest.raises(UsageError, match=r"找不到规则书文件“无\.yaml”。请核对路径"):
        load_rulebook("无.yaml")
    assert "cn/mof-2020-10/project" in rulebook_ids()


def test_no_damage_to_a_book_ends_in_anything_but_faults() -> None:
    """Five hundred books, each with something replaced by something else: they load, or they are told what is wrong."""
    r = random.Random(53)
    odd = [None, True, -1, 0, "", "甲", [], {}, [1], {"value": 1}, Decimal("1e3"), "2021-01-01", {"method": "checklist"}]
    refused = 0
    for _ in range(500):
        data = yaml.safe_load(TEXT)
        for _ in range(r.randint(1, 3)):
            holder, key = r.choice(places(data))
            holder[key] = deepcopy(r.choice(odd) if r.random() < 0.8 else r.choice(places(data))[0])
            if r.random() < 0.2:
                del holder[key]
        text = yaml.dump(data, allow_unicode=True, Dumper=Plain)
        try:
            parse_rulebook(text.encode(), "损.yaml")
        except RulesError as error:
            refused += 1
            assert all(fault.where and fault.what for fault in error.faults)
    assert refused > 400


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


Plain.add_representer(Decimal, lambda dumper, one: dumper.represent_scalar("tag:yaml.org,2002:float", f"{one:f}"))


def places(value: object) -> list[tuple[dict[str, object] | list[object], str | int]]:
    """Every place in nested data that holds something."""
    if isinstance(value, dict):
        return [(value, key) for key in value] + [one for below in value.values() for one in places(below)]
    if isinstance(value, list):
        return [(value, index) for index in range(len(value))] + [one for below in value for one in places(below)]
    return []
