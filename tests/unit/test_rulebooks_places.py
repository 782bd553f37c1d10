"""The rulebooks of other places and of 2021-101, held against the words of their sources; grades at their edges in every book."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.catalog.grades import local_grade_words, scales
from jixiao.evaluate import evaluate_case
from jixiao.model.case import Row
from jixiao.model.outcome import Known
from jixiao.rules.compute import compute
from jixiao.rules.examples import example_case
from jixiao.rules.load import load_rulebook, rulebook_ids
from jixiao.rules.show import show_rulebook
from tests.unit.small_books import case
from tests.unit.test_every_rulebook import about, said

GRADED = [id for id in rulebook_ids() if load_rulebook(id).grades]


def weights(id: str) -> dict[str, tuple[Any, str]]:
    """Weight and how it is known, of every node by name."""
    return {node.name: (node.weight.value, node.weight.verified) for node in load_rulebook(id).nodes()}


def test_chongqing_by_its_words() -> None:
    """执行率10见到，指标90由减法；每个自设指标得分系数×权重；没有等级，借全国的，注明未核实."""
    book = load_rulebook("cn/chongqing-2021/department")
    assert weights(book.id) == {"预算执行率": (10, "seen"), "绩效指标": (90, "derived")}
    own = book.find("own")
    assert own and own.rows and own.rows.by_coefficient
    assert {one.verified for one in book.grades} == {"recalled"}
    assert book.form == "chongqing"


def test_hubei_by_its_words() -> None:
    """预算执行20、产出40、效益和满意度40；三档100–80、80–50、50–0；没有加分项；没有年度."""
    book = load_rulebook("cn/hubei/department")
    assert weights(book.id) == {"预算执行率": (20, "seen"), "产出指标": (40, "seen"), "效益指标和满意度指标": (40, "seen")}
    for leaf in list(book.leaves())[1:]:
        assert leaf.rows
        assert [(one.get("ge"), one.get("le"), one.get("lt")) for one in leaf.rows.qualitative.params["tiers"]] == [
            (80, 100, None), (50, None, 80), (0, None, 50),
        ]  # fmt: skip
        assert leaf.verified == "derived"
    assert (book.year, {one.verified for one in book.grades}) == (None, {"recalled"})


def test_jiangxi_by_its_words() -> None:
    """成本控制率5（±10% 5、±15% 3、±20% 1）、履职履责30、群众满意度10（90%以上满分，每降5%扣1）；其余60未见."""
    book = load_rulebook("cn/jiangxi-2017/project")
    leaves = {leaf.id: leaf for leaf in book.leaves()}
    assert [leaf.weight.value for leaf in leaves.values()] == [None, 5, 30, 10]
    cost, public, own = leaves["cost_control"].scoring, leaves["public"].scoring, leaves["output_own"].rows
    assert cost and public and own
    assert [(band.get("le"), band["points"]) for band in cost.params["bands"]] == [(10, 5), (15, 3), (20, 1), (None, 0)]
    assert (public.params["base"], public.params["step"], public.params["deduct"]) == (90, 5, 1)
    assert own.at_most.params["mode"] == "target_over_actual"
    assert book.rest and (book.rest.value, book.completeness) == (60, "partial")


def test_shouxian_by_its_words() -> None:
    """规划15＝3＋3＋3＋4＋2；执行35，其中预算执行18，执行率5而标准未见；其余50未见."""
    book = load_rulebook("cn/anhui-shouxian-2023/department")
    assert [leaf.weight.value for leaf in book.leaves()] == [3, 3, 3, 4, 2, 5]
    gated = book.find("target_sound")
    assert gated and gated.scoring and gated.scoring.method == "checklist_with_gate"
    assert [(one["points"], one.get("gate", False)) for one in gated.scoring.params["items"]] == [
        (0, True), (1, False), (1, False), (1, False), (1, False),
    ]  # fmt: skip
    execution, process, implementation = (book.find(id) for id in ("execution", "process", "implementation"))
    assert execution and execution.scoring is None and execution.rows is None
    assert process and process.rest and implementation and implementation.rest and book.rest
    assert (process.rest.value, implementation.rest.value, book.rest.value) == (17, 13, 50)


def test_dazhou_by_its_words() -> None:
    """部门决策25、综合管理30（2+2+5+2+6+2+6+5）、部门绩效情况45（20+15+10）；分值全部见到，标准没有公布."""
    book = load_rulebook("cn/sichuan-dazhou-2018/department")
    assert {verified for _, verified in weights(book.id).values()} == {"seen"}
    assert [top.weight.value for top in book.indicators] == [25, 30, 45]
    assert [group.weight.value for group in book.indicators[1].children] == [2, 2, 5, 2, 6, 2, 6, 5]
    assert [group.weight.value for group in book.indicators[2].children] == [20, 15, 10]
    assert [leaf.weight.value for leaf in book.indicators[2].children[2].children] == [3, 3, 4]
    assert len(list(book.leaves())) == 28
    assert {leaf.verified for leaf in book.leaves()} == {"derived"}


def test_the_sichuan_project_form_by_its_words() -> None:
    """预算执行10、绩效指标90；执行率低于90%说明原因；原因100字，结论、问题、措施各200字."""
    book = load_rulebook("cn/sichuan-2023/project")
    assert weights(book.id) == {"预算执行率": (10, "seen"), "绩效指标": (90, "seen")}
    execution = book.find("execution")
    assert execution and execution.reason_below == 90
    assert book.text_limits == {"reason": 100, "results": 200, "problems": 200, "measures": 200}
    assert book.form == "sichuan-project"


def test_the_sichuan_project_table_of_2018_by_its_words() -> None:
    """项目决策20＝5×4；项目管理10＝3＋4＋3；项目绩效70＝5×4＋可选项40＋满意度10."""
    book = load_rulebook("cn/sichuan-2018/project")
    assert [[one.weight.value for one in top.children] for top in book.indicators] == [
        [5, 5, 5, 5], [3, 4, 3], [5, 5, 5, 5, 40, 10],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("variant", "tops"),
    [
        ("project", {"预算执行率": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("project-cost", {"预算执行率": 10, "成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}),
        ("project-no-satisfaction", {"预算执行率": 10, "产出指标": 50, "效益指标": 40}),
        ("project-cost-no-satisfaction", {"预算执行率": 10, "成本指标": 20, "产出指标": 40, "效益指标": 30}),
    ],
)
def test_the_variants_of_2021_101(variant: str, tops: dict[str, int]) -> None:
    book = load_rulebook(f"cn/mof-2021-101/{variant}")
    assert {top.name: top.weight.value for top in book.indicators} == tops
    recalled = {leaf.name for leaf in book.leaves() if "recalled" in (leaf.weight.verified, leaf.verified)}
    assert recalled, "the guideline was not seen: its numbers are recalled"


def test_the_framework_of_2020_has_no_number() -> None:
    book = load_rulebook("cn/mof-2020-10/project-evaluation")
    assert [top.name for top in book.indicators] == ["决策", "过程", "产出", "效益"]
    assert len(list(book.leaves())) == 17
    assert all(node.weight.value is None and node.scoring is None and node.rows is None for node in book.nodes())
    assert [leaf.name for leaf in book.leaves() if leaf.verified == "seen"] == ["立项依据充分性"]


# —— what a system in use got wrong ——


@pytest.mark.parametrize("id", GRADED)
def test_every_edge_has_a_grade_and_it_is_the_better_one(id: str) -> None:
    """一套在用系统的早期视图写“>90”为优、“[80,90)”为良，正好90分没有等级；这里每个分数都有，边上归高的一级."""
    book = load_rulebook(id)
    for better, worse in zip(book.grades, book.grades[1:], strict=False):
        assert book.grade_of(better.at_least) == better
        assert book.grade_of(better.at_least - Decimal("0.01")) == worse
    assert book.grade_of(Decimal(0)) == book.grades[-1]
    assert book.grade_of(book.total) == book.grades[0]


@pytest.mark.parametrize(
    ("target", "actual", "level2", "points"),
    [
        ("≥100人", "100人", "数量指标", "50"),
        ("≥100人", "99人", "数量指标", "49.5"),
        (">100人", "120人", "数量指标", "50"),
        ("=100人", "101人", "数量指标", "50"),
        ("=100人", "50人", "数量指标", "25"),
        ("=0起", "0起", "质量指标", "50"),
        ("=0起", "1起", "质量指标", "0"),
        ("≤100元", "100元", "成本指标", "50"),
        ("≤100元", "150元", "成本指标", "25"),
        ("≤100元", "199.99元", "成本指标", "0.01"),
        ("≤100元", "200元", "成本指标", "0"),
        ("≤300元", "301元", "成本指标", "49.83"),
    ],
)
def test_the_national_book_counts_as_the_system_in_use_does(target: str, actual: str, level2: str, points: str) -> None:
    """≥：actual≥target得满分，否则按比例；=0：不为0则0分；≤：到2倍线性降为0；都四舍五入到两位."""
    row = Row("output", "指标", target, actual, "50", level2=level2)
    score = compute(load_rulebook("cn/mof-2020-10/project"), case(row)).indicators[1].score
    assert isinstance(score, Known) and score.value == Decimal(points)


def test_the_words_of_shanghai_are_known_and_give_no_scale() -> None:
    """上海市2024年度的用词：优、良、合格、不合格；模板没有印分数段，所以不是尺度."""
    assert local_grade_words() == {"优", "良", "合格", "不合格"}
    assert "合格" not in {name for scale in scales() for name, _ in scale.edges}


def test_the_scales_seen_in_use() -> None:
    """全国 90/80/60；四川等地中从70起；一套系统 80/70/60。每种尺度每个分数都有等级."""
    edges = {scale.key: [edge for _, edge in scale.edges] for scale in scales()}
    assert (edges["national"], edges["seventy"], edges["eighty"]) == ([90, 80, 60, 0], [90, 80, 70, 0], [80, 70, 60, 0])
    assert all(scale.grade_of(Decimal(90)) == "优" and scale.grade_of(Decimal(0)) == "差" for scale in scales())


def test_the_screen_marks_grades_that_were_borrowed() -> None:
    assert "等级：优 ≥ 90，良 ≥ 80，中 ≥ 60，差 ≥ 0〔据记忆，未经核实〕" in show_rulebook(
        load_rulebook("cn/hubei/department")
    )
    assert "等级：优 ≥ 90，良 ≥ 80，中 ≥ 60，差 ≥ 0\n" in show_rulebook(load_rulebook("cn/mof-2020-10/project"))


# —— papers ——


@pytest.mark.parametrize("id", [id for id in rulebook_ids() if load_rulebook(id).kind == "project"])
def test_the_papers_of_a_finished_case_of_a_project_book_are_not_found_wrong(id: str) -> None:
    """Every example with a total, written up and read back by the checker; of a book without totals its fullest one."""
    book = load_rulebook(id)
    whole = [one for one in book.examples if one.expect.get("total", "missing") != "missing"]
    for example in whole or [max(book.examples, key=lambda one: len(one.given))]:
        assert said(evaluate_case(about(book, example_case(book, example)), book)) == [], example.name
