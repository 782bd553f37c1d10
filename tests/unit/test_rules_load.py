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
from tests.unit.broken_books import CASES, GOOD, TEXT, broken, faults, line_of
from tests.unit.small_books import book, text_of_book


def test_the_good_book_is_good() -> None:
    assert faults(TEXT) == []
    assert [leaf.id for leaf in book(GOOD).leaves()] == ["staffing", "control", "rules"]


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
        f"坏书.yaml:{line_of('at_most', text)}：“自设”的自设指标不能用 proportional。可用：reverse、coefficient",
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
    inputs = "追加、年初、ticks、occurrences、tier、ratio、met、date、chosen、not_applicable、by、why、evidence、rows"
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


def test_a_variant_may_take_away_add_and_leave_points_unseen(tmp_path: Path) -> None:
    """投入 60 = 在职人员控制率 20 + 新指标 15 + 未见的 25；等级没有写，未用到的来源不再列出."""
    (tmp_path / "base.yaml").write_text(TEXT.replace("  made:", "  old: {doc: 旧表}\n  made:", 1), "utf-8")
    path = tmp_path / "variant.yaml"
    path.write_text(
        "rulebook: test/variant\nextends: base.yaml\nyear: null\ncompleteness: partial\n"
        "sources: {made: {doc: 本县的表}}\nreplace:\n"
        "  grades: {value: null, verified: seen, source: made}\n"
        "  indicators.control: {value: null, verified: seen, source: made}\n"
        "  indicators.rules.scoring: {value: null, verified: seen, source: made}\n"
        "  indicators.input.rest: {value: 25, verified: derived, source: made}\n"
        "  indicators.input.indicators.tidy:\n    verified: seen\n    source: made\n"
        "    value: {name: 台账完整性, weight: 15, scoring: {method: coefficient}}\n",
        "utf-8",
    )
    found = load_rulebook(str(path))
    assert (found.year, found.grades) == (None, ())
    assert {id: one.doc for id, one in found.sources.items()} == {"made": "本县的表"}
    assert [leaf.id for leaf in found.leaves()] == ["staffing", "tidy", "rules"]
    top = found.indicators[0]
    assert top.rest and (top.rest.value, top.rest.verified) == (25, "derived")
    tidy = found.find("tidy")
    assert tidy and (tidy.weight.source, tidy.source) == ("made", "made")
    path.write_text(path.read_text("utf-8").replace("value: 25", "value: 24"), "utf-8")
    with pytest.raises(RulesError, match="“投入”的下级分值之和为 59，与它的分值 60 不符"):
        load_rulebook(str(path))


def test_points_unseen_are_counted_at_the_first_level_too_and_a_complete_book_has_none() -> None:
    part = text_of_book(GOOD, completeness="partial").replace(
        "total: 100", "total: 110\nrest: {value: 10, verified: derived, source: made}"
    )
    assert faults(part) == []
    assert faults(part.replace("value: 10,", "value: 11,"))[0].endswith(
        "一级指标分值之和为 111，与总分 110 不符。请核对各一级指标的分值"
    )
    assert faults(part.replace("completeness: partial", "completeness: complete"))[0].endswith(
        "完整的规则书没有未见的分值（rest）。请删去，或把 completeness 改为 partial"
    )
    for wrong in ("value: 0,", "value: -1,"):
        assert "未见的分值（rest）应大于 0，写在有下级指标的地方" in "".join(faults(part.replace("value: 10,", wrong)))
    below = "        name: 在职人员控制率\n"
    leaf = part.replace(below, f"{below}        rest: {{value: 1, verified: seen, source: made}}\n")
    assert [one for one in faults(leaf) if "写在有下级指标的地方" in one]
    assert "来源“nobody”没有列在 sources 里" in "".join(
        faults(part.replace("derived, source: made", "derived, source: nobody"))
    )


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


def test_a_variant_may_change_anything_and_each_change_keeps_its_source(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT, "utf-8")
    path = tmp_path / "variant.yaml"
    head = "rulebook: test/variant\nextends: base.yaml\nsources: {county: {doc: 示例县文号}}\nreplace:\n"
    known = "verified: derived, source: county}"
    path.write_text(
        f"{head}  total: {{value: 100, {known}\n"
        f"  rounding.score_places: {{value: 1, {known}\n"
        f"  indicators.staffing.ratio_places: {{value: 2, {known}\n"
        f"  grades.scale: {{value: [{{name: 合格, at_least: 60}}, {{name: 不合格, at_least: 0}}], {known}\n"
        "  indicators.control:\n"
        "    value: {name: 预算编制, weight: 40, scoring: {method: coefficient}}\n"
        f"    verified: derived\n    source: county\n",
        "utf-8",
    )
    found = load_rulebook(str(path))
    assert (found.total, found.score_places) == (100, 1)
    assert [(one.name, one.verified, one.source) for one in found.grades] == [
        ("合格", "derived", "county"),
        ("不合格", "derived", "county"),
    ]
    staffing, control, _ = found.leaves()
    assert (staffing.ratio_places, staffing.verified, staffing.source) == (2, "seen", "made")
    assert (control.name, control.verified, control.source, control.weight.source) == (
        "预算编制",
        "derived",
        "county",
        "county",
    )
    for wrong in (
        "indicators.control.scoring.bands.first",
        "grades.scale.0.name",
        "indicators.control.rows.level2",
        "nothing",
    ):
        path.write_text(f"{head}  {wrong}: {{value: 1, {known}\n", "utf-8")
        with pytest.raises(RulesError, match="在被继承的规则书里找不到"):
            load_rulebook(str(path))


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
    with pytest.raises(UsageError, match=r"没有编号为“cn/hunan/department”的规则书。现有：.*cn/hunan-2017/department、"):
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
