"""The rulebooks we ship: they hold, their examples come out, their numbers say where they are from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from importlib import resources
from typing import Any

import jsonschema
import pytest

from jixiao.catalog.outlines import outlines
from jixiao.model.outcome import Known
from jixiao.model.rulebook import Indicator
from jixiao.rules.compute import compute
from jixiao.rules.examples import example_case, example_faults
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import load_rulebook, parse_rulebook, rulebook_ids
from jixiao.rules.rulefile import read_rulefile, schema
from jixiao.rules.scoring import METHODS
from jixiao.rules.shelf import look, open_rulebook
from tests.unit.small_books import text_of_book

IDS = rulebook_ids()


def test_the_three_books_are_there() -> None:
    assert set(IDS) >= {"cn/mof-2020-10/project", "cn/mof-2013-53/department", "cn/hunan-2017/department"}


@pytest.mark.parametrize("id", IDS)
def test_a_book_we_ship_has_no_fault_and_its_examples_come_out(id: str) -> None:
    name, text = open_rulebook(id)
    assert [str(one) for one in lint_rulebook(text, name)] == []


@pytest.mark.parametrize("id", IDS)
def test_a_book_is_called_by_its_place_and_names_an_outline(id: str) -> None:
    rulebook = load_rulebook(id)
    assert rulebook.id == id
    assert rulebook.outline in outlines()
    assert rulebook.examples
    assert rulebook.note


@pytest.mark.parametrize("id", IDS)
def test_every_number_names_a_source_and_every_source_is_used(id: str) -> None:
    rulebook = load_rulebook(id)
    for node in rulebook.nodes():
        if node.weight.value is not None:
            assert node.weight.source in rulebook.sources
        if node.scoring or node.rows or node.formula:
            assert node.source in rulebook.sources
    name, text = open_rulebook(id)
    data = {**read_rulefile(text, name, look).data, "sources": {}}
    assert {one for one in rulebook.sources if f'"source": "{one}"' not in json.dumps(data, default=str)} == set()


@pytest.mark.parametrize("id", IDS)
def test_each_example_fails_when_what_it_expects_is_changed(id: str) -> None:
    name, text = open_rulebook(id)
    rulebook = parse_rulebook(text, name)
    for example in rulebook.examples:
        card = compute(rulebook, example_case(rulebook, example))
        for key, wanted in example.expect.items():
            broken = "missing" if wanted != "missing" else 1
            if isinstance(wanted, dict):
                broken = {one: 1 if isinstance(value, str) else value + 1 for one, value in wanted.items()}  # type: ignore[assignment]
            lie = {**example.expect, key: broken}
            worse = type(rulebook)(
                **{**_fields(rulebook), "examples": (type(example)(**{**_fields(example), "expect": lie}),)}
            )
            assert example_faults(worse), (example.name, key)
        assert card.rulebook == id


def _fields(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def leaves(id: str) -> dict[str, Indicator]:
    return {leaf.id: leaf for leaf in load_rulebook(id).leaves()}


def test_the_national_project_book_by_its_words() -> None:
    """执行率10、产出50、效益30、满意度10；定性三档 100–80(含)、80–60(含)、60–0；优90 良80 中60."""
    rulebook = load_rulebook("cn/mof-2020-10/project")
    assert [(leaf.name, leaf.weight.value) for leaf in rulebook.leaves()] == [
        ("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10),
    ]  # fmt: skip
    for leaf in list(rulebook.leaves())[1:]:
        assert leaf.rows
        assert leaf.rows.at_least.method == "proportional"
        assert (leaf.rows.at_most.method, leaf.rows.at_most.params["mode"], leaf.rows.at_most.params["zero_at"]) == (
            "reverse", "linear_to_zero", 2,
        )  # fmt: skip
        assert [dict(tier) for tier in leaf.rows.qualitative.params["tiers"]] == [
            {"name": "达成年度指标", "ge": 80, "le": 100},
            {"name": "部分达成年度指标并具有一定效果", "ge": 60, "lt": 80},
            {"name": "未达成年度指标且效果较差", "ge": 0, "lt": 60},
        ]
    assert not any(node.verified == "recalled" or node.weight.verified == "recalled" for node in rulebook.nodes())
    assert [(grade.name, grade.at_least) for grade in rulebook.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]


def test_the_hunan_book_by_its_words() -> None:
    """投入10=5+5；过程60=20(四个5)+40(8+7+6+8+6+5)；产出及效率30=8+10+6+6；后一半凭记忆."""
    found = leaves("cn/hunan-2017/department")
    assert [leaf.weight.value for leaf in found.values()] == [5, 5, 5, 5, 5, 5, 8, 7, 6, 8, 6, 5, 8, 10, 6, 6]
    seen = [leaf.name for leaf in found.values() if leaf.weight.verified == "seen"]
    assert seen == [
        "在职人员控制率", "“三公经费”变动率", "预算完成率", "预算控制率", "新建楼堂馆所面积控制率", "新建楼堂馆所投资概算控制率",
    ]  # fmt: skip
    assert {leaf.weight.verified for leaf in found.values()} == {"seen", "recalled"}
    assert found["building_investment"].verified == "recalled"
    derived = [node.name for node in load_rulebook("cn/hunan-2017/department").nodes() if node.weight.verified == "derived"]
    assert derived == ["预算管理", "产出及效率"]
    methods = {leaf.id: leaf.scoring.method for leaf in found.values() if leaf.scoring}
    assert methods["staffing"] == methods["three_public_change"] == "per_point_deduction"
    assert methods["budget_completion"] == methods["building_area"] == "per_step_deduction"


def test_the_project_framework_has_20_indicators_and_no_number() -> None:
    found = leaves("cn/mof-2013-53/project")
    assert len(found) == 20
    assert all(leaf.weight.value is None and leaf.scoring is None and leaf.rows is None for leaf in found.values())
    seen = [leaf.name for leaf in found.values() if leaf.verified == "seen"]
    assert seen == ["项目立项规范性", "绩效目标合理性", "绩效指标明确性"]


def test_the_framework_has_28_indicators_and_no_number() -> None:
    found = leaves("cn/mof-2013-53/department")
    assert len(found) == 28
    assert all(leaf.weight.value is None and leaf.scoring is None and leaf.rows is None for leaf in found.values())
    assert sum(1 for leaf in found.values() if leaf.formula) == 17


def test_an_example_that_expects_na_fails_where_there_is_a_score_or_a_figure_is_missing() -> None:
    rulebook = load_rulebook("cn/hunan-yueyang/department")
    wanted = replace(rulebook.examples[0], expect={"staffing": "na"})
    for given in ({"在职人员数": "21人", "编制数": "21人"}, {"在职人员数": "21人"}):
        assert example_faults(replace(rulebook, examples=(replace(wanted, given={"staffing": given}),)))
    out = replace(wanted, given={"staffing": {"在职人员数": "21人", "编制数": "0人"}})
    assert example_faults(replace(rulebook, examples=(out,))) == []


def test_folded_lines_leave_no_space_between_chinese_characters() -> None:
    text = text_of_book("a: {name: 甲, weight: 100, source: made, verified: seen, scoring: {method: coefficient}}")
    note = "note: >-\n  见到甲，\n  没有见到乙；于 2021 年\n  停用 A\n  表\n"
    assert parse_rulebook((note + text).encode(), "书.yaml").note == "见到甲，没有见到乙；于 2021 年停用 A 表"


def test_a_published_sheet_comes_out_as_printed() -> None:
    """A filled Chongqing sheet of 2021: ten points for execution, 76 % spent, 7.6 printed."""
    rulebook = load_rulebook("cn/mof-2020-10/project")
    card = compute(rulebook, example_case(rulebook, rulebook.examples[0]))
    assert card.indicators[0].score == Known(F(76, 10), "未达到100%，按比例计分，得7.6分（满分10分）")


# —— the published schema ——


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for key, one in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            if "const" not in one:
                yield f"{path}.{key}", one
        for key, one in node.items():
            yield from properties(one, f"{path}/{key}")
    elif isinstance(node, list):
        for index, one in enumerate(node):
            yield from properties(one, f"{path}/{index}")


def test_the_schema_is_a_schema_and_speaks_chinese_at_every_key() -> None:
    text = resources.files("jixiao.rules").joinpath("schema.json").read_text("utf-8")
    loaded = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(loaded)
    mute = []
    for path, one in properties(loaded):
        told = {**loaded["$defs"].get(str(one.get("$ref", "")).rpartition("/")[2], {}), **one}
        if not (any("一" <= mark <= "鿿" for mark in told.get("title", "")) and told.get("description")):
            mute.append(path)
    assert [path for path in mute if not path.endswith((".scoring", ".rows"))] == []


def test_the_schema_knows_every_method_and_no_other() -> None:
    scoring = schema()["$defs"]["scoring"]
    names = {name for name, _ in METHODS.items()}
    assert set(scoring["properties"]["method"]["enum"]) == names
    assert {one["then"]["$ref"].rpartition("/")[2] for one in scoring["allOf"]} == names
    assert all(name in schema()["$defs"]["scoring"]["properties"]["method"]["description"] for name in names)


def test_a_decimal_of_a_rulebook_stays_exact() -> None:
    staffing = leaves("cn/hunan-2017/department")["staffing"]
    assert staffing.scoring
    assert staffing.scoring.params["deduct"] == Decimal("0.5")
    assert not isinstance(staffing.scoring.params["deduct"], float)
