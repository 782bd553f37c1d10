"""The pages of the rule types: every example is worked by hand on its page and must come out; every key is explained."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao import api
from jixiao.errors import CaseError, UsageError
from jixiao.model.outcome import Known, Missing, Outcome, Scorecard
from jixiao.model.rulebook import Example, Rulebook
from jixiao.rules.compute import compute
from jixiao.rules.examples import example_case
from jixiao.rules.lint import lint_rulebook
from jixiao.rules.load import parse_rulebook
from jixiao.rules.pages import RulePage, Worked, rule_pages
from jixiao.rules.rulefile import schema
from jixiao.rules.scoring import METHODS
from tests.unit.small_books import text_of_book

WORKED = [(page, one) for page in rule_pages().values() for one in page.examples]
NO_METHODS = {"bonus", "custom", "modifiers", "over_fulfilment_cut", "pooled_optional", "veto"}
JUDGED = {
    "档次": "tier", "比例": "ratio", "要点": "ticks", "例数": "occurrences", "是否达到": "met", "完成日期": "date", "选用": "chosen",
    "不适用": "not_applicable", "佐证": "evidence", "理由": "why",
}  # fmt: skip
OF_ROWS = {
    "指标值": "target", "实际完成值": "actual", "二级指标": "level2", "定量或定性": "measure", "原因": "reason", "档次": "tier",
    "比例": "ratio",
}  # fmt: skip
RESULTS = ("得分", "总分", "等级", "须补", "说明")


def rulebook(worked: Worked) -> Rulebook:
    text = book_text(worked.rule)
    return parse_rulebook(text.encode(), "例题.yaml", with_schema=False)


def book_text(rule: str) -> str:
    if rule.startswith("indicators:"):
        whole = text_of_book("x: 1")
        return whole[: whole.index("indicators:")] + rule
    weight = next(int(line.split()[1]) for line in rule.splitlines() if line.startswith("weight:"))
    node = "".join(f"  {line}\n" for line in rule.splitlines())
    rest = f"rest: {{name: 其余, weight: {100 - weight}, source: made, verified: seen, scoring: {{method: coefficient}}}}\n"
    return text_of_book(f"it:\n  name: 例\n  source: made\n  verified: seen\n{node}{rest}")


def given(row: dict[str, str], book: Rulebook) -> dict[str, Any]:
    """What a row of a table gives, as the examples of a rulebook are written."""
    found: dict[str, dict[str, Any]] = {}
    it = book.find("it")
    if it is not None and it.rows is not None:
        words = {OF_ROWS[head]: cell for head, cell in row.items() if head in OF_ROWS and cell}
        return {"it": {"rows": [{"name": "甲", "weight": it.weight.value, "by": "例题", "why": "例题", **words}]}}
    for head, cell in row.items():
        id, _, name = head.rpartition(".")
        if not cell or head in RESULTS:
            continue
        key = JUDGED.get(name, name)
        one = found.setdefault(id or "it", {})
        one[key] = value(key, cell)
        if key in JUDGED.values():
            one.setdefault("by", "例题")
        if key in JUDGED.values() and "理由" not in row:
            one.setdefault("why", "例题")
    return found


def value(key: str, cell: str) -> Any:
    match key:
        case "ticks":
            return [] if cell == "无" else cell.split("、")
        case "occurrences":
            return int(cell)
        case "met":
            return cell == "是"
        case "chosen":
            pairs = [one.partition("=") for one in cell.split("、")]
            return {id: points for id, _, points in pairs} if "=" in cell else [id for id, _, _ in pairs]
    return cell


def shown(found: Outcome) -> str:
    match found:
        case Known(number):
            return format(float(number), ".10g")
        case Missing():
            return "算不出"
    return "剔除"


@pytest.mark.parametrize(("page", "worked"), WORKED, ids=[f"{page.name}-{one.title}" for page, one in WORKED])
def test_an_example_comes_out(page: RulePage, worked: Worked) -> None:
    book = rulebook(worked)
    for row in worked.rows:
        wanted = row.get("得分", row.get("总分", ""))
        try:
            card = compute(book, example_case(book, Example("例题", given(row, book), {})))
        except CaseError as error:
            assert wanted == "拒绝", (row, [str(one) for one in error.faults])
            continue
        assert wanted == outcome(card, "总分" in row), row
        if "等级" in row:
            assert card.grade == row["等级"], row
        if "须补" in row:
            wishes = [wish for one in card.indicators for wish in one.wishes]
            assert any(row["须补"] in one for one in wishes) if row["须补"] else not wishes, (row, wishes)


def outcome(card: Scorecard, total: bool) -> str:
    return shown(card.total if total else next(one for one in card.indicators if one.id.startswith("it")).score)


@pytest.mark.parametrize(("page", "worked"), WORKED, ids=[f"{page.name}-{one.title}" for page, one in WORKED])
def test_the_rule_of_an_example_is_one_a_rulebook_may_hold(page: RulePage, worked: Worked) -> None:
    faults = lint_rulebook(book_text(worked.rule).encode(), "例题.yaml")
    told = {one.what for one in faults} - {"没有例题（examples）"}
    assert all("cap: 9" in worked.rule and "得不到满分：最多得9分" in one for one in told), told


def test_every_rule_type_has_its_page() -> None:
    assert set(rule_pages()) == {name for name, _ in METHODS.items()} | NO_METHODS
    for name, method in METHODS.items():
        assert rule_pages()[name].title == method.title
        assert rule_pages()[name].examples


def test_a_page_explains_every_key_of_its_rule() -> None:
    defs = schema()["$defs"]
    everywhere = {"method", "floor", "cap", "source", "verified"}
    keys = {name: defs[name]["properties"] for name, _ in METHODS.items()}
    keys["over_fulfilment_cut"] = defs["proportional"]["properties"]["over"]["properties"]
    keys["pooled_optional"] = defs["node"]["properties"]["pool"]["properties"]
    keys["custom"] = defs["node"]["properties"]["rows"]["properties"]
    for name, properties in keys.items():
        assert set(rule_pages()[name].parameters) == set(properties) - everywhere, name
    assert set(rule_pages()["bonus"].parameters) == set(schema()["properties"]["bonus"]["properties"]) - everywhere | {"cap"}


def test_edges_stand_on_the_pages() -> None:
    """Full marks, nothing, and for rules over a rate a zero divisor."""
    for name, method in METHODS.items():
        points = [row["得分"] for one in rule_pages()[name].examples for row in one.rows]
        assert "0" in points or name == "best_of", name  # neither of its members ever comes down to nothing
        if method.asks == "value":
            assert {"算不出", "剔除"} & set(points) or any(
                "0万元" in row.values() for one in rule_pages()[name].examples for row in one.rows
            )


def test_every_key_of_the_schema_tells_an_editor_what_it_is() -> None:
    lacking: list[str] = []

    def resolved(node: dict[str, Any]) -> dict[str, Any]:
        below = schema()["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else {}
        return {**below, **node}

    def walk(node: Any, where: str) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one, where)
        if not isinstance(node, dict):
            return
        for key, one in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            known = resolved(one)
            if "const" in one and set(one) == {"const"}:
                continue
            if not (known.get("title") and known.get("description")):
                lacking.append(f"{where}.{key}")
        for key, one in node.items():
            walk(one, f"{where}.{key}")

    walk(schema(), "")
    assert not lacking


@pytest.mark.parametrize("name", ["proportional", "按比例计分", "veto", "一票否决", "modifiers"])
def test_explain_prints_the_page(name: str) -> None:
    assert api.explain(name).startswith("# ")
    assert "## 例题：" in api.explain(name)


@pytest.mark.parametrize("name", ["floor", "cap", "na", "missing", "rounding", "requires_evidence", "requires_reason"])
def test_explain_of_what_every_rule_may_bear(name: str) -> None:
    assert api.explain(name) == api.explain("modifiers")
    assert f"- `{name}`：" in api.explain(name)


def test_what_is_no_rule_type_is_told_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="没有名为“proportionate”的审核规则、计分方法或指标"):
        api.explain("proportionate")
