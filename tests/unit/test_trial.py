"""Another rulebook tried on a case: what goes over, what stays behind, and papers nobody takes for the self-evaluation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.cli import main
from jixiao.errors import UsageError
from jixiao.evaluate import compare_case, try_case
from jixiao.intake.fit import fit
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.outcome import Known, Missing
from jixiao.model.rulebook import Rulebook
from jixiao.readers import read
from jixiao.rules.compute import compute
from jixiao.rules.load import load_rulebook, parse_rulebook, rulebook_ids
from jixiao.rules.retarget import retarget
from tests.unit.broken_books import TEXT
from tests.unit.small_books import case, fact, text_of_book

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENT = ROOT / "examples" / "department"


def parsed(text: str) -> Rulebook:
    return parse_rulebook(text.encode(), "书.yaml")


OWN = parsed(TEXT)
TICKED = Judgement("rules", ticks=("finance",), by="自评小组", why="查阅制度汇编")
HELD = case(
    fact("staff_in_post", "12人"),
    fact("authorised_posts", "11人"),
    fact("added_budget", "5万元"),
    fact("total_expenditure", "100万元", "initial_budget"),
    TICKED,
)
"""Under OWN: 109.09 % is 9 whole points over, 20 − 4.5 = 15.5; 5 % is 30; one item 25: 70.5, 中."""


def other(*changes: tuple[str, str]) -> Rulebook:
    text = TEXT.replace("rulebook: test/book", "rulebook: test/other")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parsed(text)


def test_both_scores_stand_side_by_side_with_the_reason() -> None:
    """0.8 a point: 20 − 9 × 0.8 = 12.8, so 67.8."""
    harder = other(("deduct: 0.5", "deduct: 0.8"))
    found = try_case(HELD, OWN, harder)
    assert found.trial is not None
    left, right = found.trial.left.total, found.trial.right.total
    assert isinstance(left, Known) and isinstance(right, Known)
    assert (float(left.value), float(right.value)) == (70.5, 67.8)
    assert [one.why for one in found.trial.sides] == ["每次扣分由“0.5分”改为“0.8分”", "", ""]
    assert (found.trial.lacking, found.trial.ignored, found.trial.assumed) == ((), (), ())


def test_a_figure_is_a_figure_and_what_nobody_asks_is_named() -> None:
    without = other(("追加: {item: added_budget}", "追加: {item: budget_adjustment}"))
    moved = retarget(HELD, OWN, without)
    assert moved.ignored == ["本年追加预算（只用于“预算控制率”一类的指标）"]
    assert len(moved.case.facts) == len(HELD.facts)
    found = try_case(HELD, OWN, without).trial
    assert found is not None
    assert found.lacking == ("预算调整数",)
    assert isinstance(found.right.total, Missing)
    assert [one.why for one in found.sides][1].startswith("两边都有，公式不同，不是同一个指标")


# —— judgements ——


def test_a_checklist_with_fewer_items_takes_its_ticks_by_their_words() -> None:
    fewer = other(
        (
            "        - {id: finance, text: 有财务制度, points: 25}\n        - {id: thrift, text: 有厉行节约制度, points: 15}",
            "        - {id: a, text: 有财务制度, points: 40}",
        ),
    )
    moved = retarget(HELD, OWN, fewer)
    assert moved.case.judgements["rules"].ticks == ("a",)


def test_a_checklist_with_an_item_nobody_looked_at_is_open_again() -> None:
    more = other(("points: 15}", "points: 10}\n        - {id: audit, text: 有内部审计制度, points: 5}"))
    moved = retarget(HELD, OWN, more)
    assert moved.case.judgements == {}
    assert moved.ignored == ["“管理制度健全性”的判断：那套规则问的不一样，要重新判断"]
    found = try_case(HELD, OWN, more).trial
    assert found is not None
    assert found.lacking == ("管理制度健全性的评定（各项要点是否做到）",)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("  name: 管理制度健全性\n", "  name: 内控水平\n"), None),
        (("method: checklist\n", "method: checklist_with_gate\n"), "那套规则问的不一样，要重新判断"),
    ],
)
def test_a_judgement_goes_over_only_where_the_same_is_asked(change: tuple[str, str], why: str | None) -> None:
    text = TEXT.replace("points: 15}", "points: 15, gate: true}") if why else TEXT
    book = parsed(text.replace("rulebook: test/book", "rulebook: test/other").replace(*change))
    moved = retarget(HELD, OWN, book)
    assert moved.ignored == ([] if why is None else [f"“管理制度健全性”的判断：{why}"])


def test_not_applicable_goes_over_where_it_is_allowed() -> None:
    said = Judgement("staffing", not_applicable="没有核定编制", by="自评小组")
    held = case(said)
    assert retarget(held, OWN, other(("na: exclude", "na: full"))).case.judgements["staffing"] == said
    refused = other(("on_zero: na\n        both_zero: na\n        na: exclude", "on_zero: zero\n        both_zero: full"))
    moved = retarget(held, OWN, refused)
    assert moved.case.judgements == {}
    assert moved.ignored == ["“在职人员控制率”的说明：规则不允许“在职人员控制率”不适用"]


# —— the unit's own indicators ——

ROWS = """\
output:
  name: 产出指标
  weight: 50
  source: made
  verified: seen
  rows:
    level2: [数量指标]
    at_least: {method: proportional}
    at_most: {method: reverse, mode: target_over_actual}
    qualitative: {method: coefficient}
  rule: 完成的得满分
rest:
  name: 其他
  weight: 50
  source: made
  verified: seen
  scoring: {method: coefficient}
  rule: 看年度考核
"""
WRITTEN = case(
    Row("output", "培训场次", "≥120场次", "108场次", "20", level2="数量指标"),
    Row("output", "走访户数", "≥50户", "50户", "15", level2="数量指标"),
    Row("output", "简报期数", "≥12期", "12期", "15", level2="数量指标"),
)


def test_points_of_rows_are_scaled_and_still_add_up() -> None:
    """20, 15, 15 of 50 are 13.33, 10, 10.01 hundredths of 33.34: cut to cents, what is left to the last."""
    own = parsed(text_of_book(ROWS))
    mine = text_of_book(
        ROWS.replace(
            "weight: 50\n  source: made\n  verified: seen\n  rows", "weight: 33.34\n  source: made\n  verified: seen\n  rows"
        ).replace("name: 其他\n  weight: 50", "name: 其他\n  weight: 66.66")
    )
    book = parsed(mine.replace("rulebook: test/book", "rulebook: test/other"))
    moved = retarget(WRITTEN, own, book)
    assert [row.weight for row in moved.case.rows] == ["13.33", "10", "10.01"]
    assert moved.assumed == ["“产出指标”下的3项自设指标：分值由合计50分按比例折算为33.34分"]
    trial = try_case(WRITTEN, own, book).trial
    assert trial is not None
    assert [one.left is not None and one.right is not None for one in trial.sides] == [True, True, True, True]


def test_rows_the_other_rulebook_cannot_place_stay_behind_with_the_reason() -> None:
    own = parsed(text_of_book(ROWS))
    book = parsed(
        text_of_book(ROWS.replace("[数量指标]", "[质量指标]")).replace("rulebook: test/book", "rulebook: test/other")
    )
    moved = retarget(WRITTEN, own, book)
    assert moved.case.rows == ()
    assert moved.ignored[0].startswith("“产出指标”下的3项自设指标：指标“培训场次”：“产出指标”下没有“数量指标”这个二级指标")
    none = parsed(
        text_of_book(
            ROWS.split("rest:")[0]
            .replace("output:", "money:")
            .replace("产出指标", "投入指标")
            .replace("weight: 50", "weight: 100")
        ).replace("test/book", "test/other")
    )
    assert retarget(WRITTEN, own, none).ignored == ["“产出指标”下的3项自设指标：那套规则没有这一类"]


def test_a_case_of_a_third_rulebook_is_tried_on_both() -> None:
    left, right = (
        other(("deduct: 0.5", "deduct: 1")),
        parsed(TEXT.replace("test/book", "test/third").replace("deduct: 0.5", "deduct: 2")),
    )
    found = compare_case(HELD, OWN, left, right)
    points = [
        one.score.value for one in (found.left.indicators[0], found.right.indicators[0]) if isinstance(one.score, Known)
    ]
    assert points == [11, 2]  # 20 − 9 × 1, 20 − 9 × 2


def test_a_department_tried_as_a_project_is_told_so() -> None:
    project = other(("kind: department", "kind: project"))
    assert retarget(HELD, OWN, project).assumed == ["案卷是部门整体支出的，那套规则评的是项目支出，两边只有少数的数能共用"]


# —— the command and the papers ——


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_papers_of_a_trial_say_so_and_never_bear_the_names_of_the_real_ones(tmp_path: Path) -> None:
    assert run("evaluate", str(DEPARTMENT), "--out", str(tmp_path))[0] == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, out = run("evaluate", str(DEPARTMENT), "--rulebook", "cn/hunan-yueyang/department", "--out", str(tmp_path))
    assert code == 0
    assert out.startswith("试算：只供比较，不是正式的自评结果")
    assert "同一案卷在两套规则下" in out
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    new = {path.name for path in tmp_path.iterdir()} - before.keys()
    assert new == {"自评报告（试算）.docx", "自评表（试算）.xlsx", "report-trial.html", "scorecard-trial.json"}
    for name in new - {"scorecard-trial.json"}:
        document = read((tmp_path / name).read_bytes(), name)
        words = "\n".join(
            block.text if hasattr(block, "text") else "\n".join(cell.text for cell in block.cells)
            for block in document.blocks
            if hasattr(block, "text") or hasattr(block, "cells")
        )
        assert "试算" in words, name
        assert "不是正式的自评材料" in words, name
    page = (tmp_path / "report-trial.html").read_text("utf-8")
    assert "两套规则的对照" in page and "试算规则要、案卷里没有的" in page and "案卷里有、试算规则用不上的" in page
    record = json.loads((tmp_path / "scorecard-trial.json").read_text("utf-8"))
    assert record["rulebook"]["id"] == "cn/hunan-yueyang/department"
    assert record["trial"]["left"]["rulebook"] == "cn/hunan-2017/department"
    assert record["trial"]["left"]["total"]["status"] == "known"
    assert record["trial"]["lacking"]


def test_the_cases_own_rulebook_named_again_is_no_trial(tmp_path: Path) -> None:
    code, out = run(
        "evaluate", str(DEPARTMENT), "--rulebook", "cn/hunan-2017/department", "--format", "json", "--out", str(tmp_path)
    )
    assert code == 0
    assert "trial" not in json.loads(out)
    assert (tmp_path / "自评报告.docx").exists()


def test_a_case_whose_own_rulebook_is_not_there_cannot_be_compared(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text((DEPARTMENT / "case.yaml").read_text("utf-8").replace("cn/hunan-2017/department", "cn/nowhere"), "utf-8")
    with pytest.raises(UsageError, match="没有编号为“cn/nowhere”的规则书"):
        api.evaluate(path, rulebook="cn/hunan-2017/department")


def test_a_trial_explains_itself_too() -> None:
    code, out = run("trace", str(DEPARTMENT), "三公经费变动率", "--rulebook", "cn/hunan-yueyang/department")
    assert code == 0
    assert "变动率" in out


def test_papers_of_a_trial_hold_no_finding_that_is_an_error(tmp_path: Path) -> None:
    assert run("evaluate", str(DEPARTMENT), "--rulebook", "cn/hunan-yueyang/department", "--out", str(tmp_path))[0] == 0
    for name in ("自评报告（试算）.docx", "自评表（试算）.xlsx"):
        code, out = run("check", str(tmp_path / name))
        assert code == 0, out


def test_the_case_itself_is_left_as_it_is() -> None:
    held: Case = HELD
    retarget(held, OWN, other(("deduct: 0.5", "deduct: 0.8")))
    assert held.rulebook == "test/book"
    assert held.judgements == {"rules": TICKED}


# —— every example under every rulebook ——


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "examples").glob("*/case.yaml")))
def test_every_example_can_be_tried_under_every_rulebook(name: str) -> None:
    """Nothing is lost on the way: each score stands once on its side, and the case's own score is what it was."""
    held = api.load_case(ROOT / "examples" / name)
    own = load_rulebook(held.rulebook)
    official = compute(own, fit(held, own))
    for id in rulebook_ids():
        found = compare_case(held, own, own, load_rulebook(id))
        assert found.left == official, id
        for side, card in (("left", found.left), ("right", found.right)):
            told = [getattr(one, side).id for one in found.sides if getattr(one, side)]
            assert sorted(told) == sorted(one.id for one in card.indicators), (id, side)
        if id == own.id:
            assert not [one for one in found.sides if one.why or one.left != one.right]
            assert (found.ignored, found.assumed, found.right.total) == ((), (), found.left.total)
