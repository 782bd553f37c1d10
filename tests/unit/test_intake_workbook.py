"""The collection workbook: it asks for what the rulebook needs, and everything wrong with a filled one is told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.errors import CaseError
from jixiao.intake.needs import Need, needs
from jixiao.intake.template import compose_template
from jixiao.intake.workbook import read_workbook
from jixiao.model.case import Case
from jixiao.model.document import Cell, Document, Place, Table
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Indicator, Number, RowScoring, Rulebook, Scoring, Selector

SEEN = Number(Decimal(10), "seen", "s")


def leaf(id: str, name: str, method: str, params: dict[str, object] | None = None, **more: object) -> Indicator:
    return Indicator(id, name, ("投入",), SEEN, scoring=Scoring(method, params or {}), **more)  # type: ignore[arg-type]


TIERS = {"tiers": [{"name": "达成年度指标", "ge": 80, "le": 100}, {"name": "未达成年度指标", "ge": 0, "lt": 80}]}
BOOK = Rulebook(
    id="test/one",
    title="样例评价规则",
    kind="department",
    region="样例省",
    year=2021,
    completeness="partial",
    total=Decimal(100),
    score_places=2,
    grades=(),
    sources={},
    indicators=(
        leaf(
            "tpc_change", "“三公”变动率", "per_point_deduction", formula="(本年 - 上年) / 上年",
            inputs={
                "本年": Selector("three_public_costs", "initial_budget"),
                "上年": Selector("three_public_costs", "initial_budget", -1),
            },
        ),
        leaf(
            "staffing", "在职人员控制率", "per_point_deduction", formula="在职 / 编制", na="full",
            inputs={"在职": Selector("staff_in_post"), "编制": Selector("authorised_posts")},
        ),
        leaf(
            "rules_sound", "管理制度健全性", "checklist",
            {"items": [{"id": "finance", "text": "有财务管理制度", "points": 2}, {"id": "thrift", "text": "有厉行节约制度", "points": 2}]},
        ),
        leaf("compliance", "资金使用合规性", "per_occurrence_deduction", {"deduct": 1, "conditions": ["截留", "挪用"]}),
        leaf("service", "行政效能", "tiers_fixed", {"tiers": [{"name": "较好", "points": 6}, {"name": "一般", "points": 4}]}),
        leaf("effect", "可持续影响", "tiers_range", TIERS, na="exclude"),
        leaf("policy", "政策落实", "all_or_nothing", {"question": "是否按时发文"}),
        leaf("overall", "总体评价", "coefficient"),
        Indicator(
            "output", "产出指标", ("产出",), SEEN,
            rows=RowScoring(
                Scoring("proportional", {}), Scoring("reverse", {}), Scoring("tiers_range", TIERS), ("数量指标", "成本指标"),
            ),
        ),
    ),
)  # fmt: skip


def blank(year: int | None = 2021) -> Document:
    return replace(compose_template(BOOK, year), source="ab" * 32)


def sheet(document: Document, name: str) -> Table:
    return next(table for table in document.tables() if table.title == name)


def with_sheet(document: Document, name: str, change: Callable[[Cell], Cell | None]) -> Document:
    def changed(table: Table) -> Table:
        return replace(table, cells=tuple(new for cell in table.cells if (new := change(cell)) is not None))

    blocks = tuple(
        changed(block) if isinstance(block, Table) and block.title == name else block for block in document.blocks
    )
    return replace(document, blocks=blocks)


def fill(document: Document, values: dict[str, str]) -> Document:
    """`values` by 表!单元格; every one of them must be a cell that is there to be filled in."""
    for address, text in values.items():
        name, _, ref = address.partition("!")
        cells = {cell.place.ref: cell for cell in sheet(document, name).cells}
        assert cells[ref].kind == "input", address
        document = with_sheet(
            document, name, lambda cell, r=ref, t=text: replace(cell, runs=(t,)) if cell.place.ref == r else cell
        )  # type: ignore[misc]
    return document


def fill_any(document: Document, name: str, ref: str, text: str) -> Document:
    return with_sheet(document, name, lambda cell: replace(cell, runs=(text,)) if cell.place.ref == ref else cell)


def address(document: Document, name: str, head: str, code: str, nth: int = 0) -> str:
    """The cell under `head` on the `nth` line whose code is `code`."""
    grid = sheet(document, name).grid()
    heads = [cell.text if cell else "" for cell in grid[1]]
    rows = [row for row in grid[2:] if row[-1] is not None and row[-1].text == code]
    cell = rows[nth][heads.index(head)]
    assert cell is not None
    return f"{name}!{cell.place.ref}"


def faults_of(document: Document) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_workbook(document, "采集表.xlsx")
    return [str(fault) for fault in caught.value.faults]


def test_needs_come_in_the_order_accountants_think() -> None:
    found = [need for need in needs(BOOK).facts if need.indicators]
    assert found == [
        Need("authorised_posts", "", 0, ("在职人员控制率",)),
        Need("staff_in_post", "", 0, ("在职人员控制率",)),
        Need("three_public_costs", "initial_budget", -1, ("“三公”变动率",)),
        Need("three_public_costs", "initial_budget", 0, ("“三公”变动率",)),
    ]
    asked = {one.indicator.id: one.kind for one in needs(BOOK).choices}
    assert asked == {
        "tpc_change": "computed", "staffing": "computed",
        "rules_sound": "ticks", "compliance": "occurrences", "service": "tier", "effect": "tier_ratio",
        "policy": "met", "overall": "ratio",
    }  # fmt: skip
    assert [node.id for node in needs(BOOK).rows] == ["output"]


def test_a_cell_of_last_year_is_open_only_where_it_is_needed() -> None:
    grid = sheet(blank(), "基础数据").grid()
    kinds = {row[-1].text: (row[3].kind, row[4].kind) for row in grid[2:] if row[-1] and row[3] and row[4]}
    assert kinds["three_public_costs/initial_budget"] == ("input", "input")
    assert kinds["authorised_posts"] == ("label", "input")
    units = {row[-1].text: row[2].text for row in grid[2:] if row[-1] and row[2]}
    assert (units["three_public_costs/initial_budget"], units["authorised_posts"]) == ("万元", "人")


def test_lists_to_choose_from() -> None:
    by_code = {}
    for row in sheet(blank(), "清单与判断").grid()[2:]:
        assert row[-1] and row[2]
        by_code[row[-1].text] = row[2].choices
    assert by_code["rules_sound/tick/finance"] == ("是", "否")
    assert by_code["service/tier"] == ("较好", "一般")
    assert by_code["effect/tier"] == ("达成年度指标", "未达成年度指标")
    assert by_code["policy/met"] == ("是", "否")
    assert by_code["compliance/occurrences"] == ()


PROBLEM_CELLS = {
    "问题与措施!B3": "年末支出集中", "问题与措施!D3": "一季度完成采购申报\n按月通报进度", "问题与措施!E3": "办公室", "问题与措施!F3": "2022年3月底",
    "问题与措施!D4": "加强培训", "上年问题整改!B3": "账实不符", "上年问题整改!C3": "全面清查", "上年问题整改!D3": "整改中",
}  # fmt: skip


def filled() -> Document:
    document = blank()
    at = address
    return fill(
        document,
        {
            at(document, "单位概况", "内容", "agency"): "样例局（虚构）",
            at(document, "单位概况", "内容", "texts.duties"): "管理图书。",
            at(document, "基础数据", "本年数", "three_public_costs/initial_budget"): "6.50",
            at(document, "基础数据", "上年数", "three_public_costs/initial_budget"): "7万元",
            at(document, "基础数据", "本年数", "authorised_posts"): "３０",
            at(document, "基础数据", "本年数", "staff_in_post"): "31人",
            at(document, "自评指标", "指标名称", "output"): "办展",
            at(document, "自评指标", "年度指标值", "output"): "≥24场次",
            at(document, "自评指标", "实际完成值", "output"): "26场次",
            at(document, "自评指标", "分值", "output"): "10",
            at(document, "清单与判断", "填报", "rules_sound/tick/finance"): "是",
            at(document, "清单与判断", "填报", "rules_sound/tick/thrift"): "否",
            at(document, "清单与判断", "佐证材料", "rules_sound/tick/finance"): "制度汇编",
            at(document, "清单与判断", "填报", "compliance/occurrences"): "1例",
            at(document, "清单与判断", "填报", "service/tier"): "较好",
            at(document, "清单与判断", "评定人", "service/tier"): "评价小组",
            at(document, "清单与判断", "评定理由或扣分原因", "service/tier"): "办件时限缩短",
            at(document, "清单与判断", "填报", "policy/met"): "否",
            at(document, "清单与判断", "不适用的理由", "effect/tier"): "当年设立",
            **PROBLEM_CELLS,
            "重点工作!B3": "办展24场次",
            "重点工作!C3": "办展26场次",
            at(document, "单位概况", "内容", "profile.preparer"): "填表人甲",
        },
    )


def test_a_filled_workbook_is_a_case() -> None:
    case = read_workbook(filled(), "采集表.xlsx")
    assert isinstance(case, Case)
    assert (case.agency, case.year, case.rulebook) == ("样例局（虚构）", 2021, "test/one")
    assert (case.file, case.sha256, case.allow_recalled) == ("采集表.xlsx", "ab" * 32, False)
    values = {fact.key: fact.value.value for fact in case.facts if isinstance(fact.value, Quantity)}
    assert values == {
        ("three_public_costs", 2021, "initial_budget"): Decimal(65000),
        ("three_public_costs", 2020, "initial_budget"): Decimal(70000),
        ("authorised_posts", 2021, ""): Decimal(30),
        ("staff_in_post", 2021, ""): Decimal(31),
    }
    (row,) = case.rows
    assert (row.under, row.level2, row.name, row.target, row.actual, row.weight) == (
        "output", "数量指标", "办展", "≥24场次", "26场次", "10",
    )  # fmt: skip
    assert case.judgements["rules_sound"].ticks == ("finance",)
    assert case.judgements["rules_sound"].evidence == "制度汇编"
    assert (case.judgements["compliance"].occurrences, case.judgements["policy"].met) == (1, False)
    assert (case.judgements["service"].tier, case.judgements["service"].by) == ("较好", "评价小组")
    assert case.judgements["effect"].not_applicable == "当年设立"
    assert set(case.judgements) == {"rules_sound", "compliance", "service", "policy", "effect"}
    assert case.texts == {"duties": "管理图书。"}
    assert [(task.goal, task.result) for task in case.tasks] == [("办展24场次", "办展26场次")]
    (one,), (last,) = case.problems, case.followups
    assert (one.problem, one.measures) == ("年末支出集中", ("一季度完成采购申报", "按月通报进度"))
    assert (one.owner, one.due, case.measures) == ("办公室", "2022年3月底", ("加强培训",))
    assert (last.problem, last.measure, last.status) == ("账实不符", "全面清查", "整改中")
    assert case.profile == {"preparer": "填表人甲"}


def test_a_fact_keeps_its_cell_and_what_was_typed() -> None:
    case = read_workbook(filled(), "采集表.xlsx")
    fact = case.facts.get("three_public_costs", 2020, "initial_budget")
    assert fact is not None and (fact.raw, fact.by) == ("7万元", "workbook:基础数据/上年数")
    expected = address(blank(), "基础数据", "上年数", "three_public_costs/initial_budget")
    assert (fact.place.source, str(fact.place)) == ("ab" * 32, expected)


def test_lines_are_found_by_their_labels_where_the_codes_are_lost() -> None:
    document = filled()
    for name in ("单位概况", "基础数据", "清单与判断", "自评指标"):
        last = sheet(document, name).n_columns - 1
        document = with_sheet(document, name, lambda cell, n=last: None if cell.column == n and cell.row > 1 else cell)  # type: ignore[misc]
    case, whole = read_workbook(document, "采集表.xlsx"), read_workbook(filled(), "采集表.xlsx")
    assert {(fact.key, str(fact.value)) for fact in case.facts} == {(fact.key, str(fact.value)) for fact in whole.facts}
    assert case.texts == whole.texts
    assert case.rows[0].under == "产出指标"
    assert case.judgements["管理制度健全性"].ticks == ("有财务管理制度",)
    assert case.judgements["资金使用合规性"].occurrences == 1
    assert case.judgements["行政效能"].tier == "较好"


CELL_FAULTS = {
    "a text in a number cell": (
        ("基础数据", "本年数", "authorised_posts"), "约30",
        "编制数应填确切的数，现为“约30”。请填账上的数，如“10人”，不带“约”“以上”“≥”等字样",
    ),
    "words": (
        ("基础数据", "本年数", "staff_in_post"), "见附表",
        "在职人员数应填一个数，现为“见附表”。请写成“10人”的样子，说明文字另填",
    ),
    "another unit": (
        ("基础数据", "本年数", "staff_in_post"), "31万元",
        "在职人员数的计量单位应为“人”，现为“31万元”。请写成“10人”的样子，或核对是否填错了行",
    ),
    "negative heads": (
        ("基础数据", "本年数", "staff_in_post"), "-31",
        "在职人员数不能是负数，现为“-31”。请核对；没有发生的填 0，不知道的不填",
    ),
    "half a person": (
        ("基础数据", "本年数", "staff_in_post"), "30.5",
        "在职人员数应为整数，现为“30.5”。人数没有小数，请核对",
    ),
    "not a year": (("单位概况", "内容", "year"), "去年", "评价年度应为四位数的年份，现为“去年”。请写成“2021”的样子"),
    "neither yes nor no": (("清单与判断", "填报", "policy/met"), "差不多", "应填“是”或“否”，现为“差不多”。请从列表中选"),
    "occurrences in words": (
        ("清单与判断", "填报", "compliance/occurrences"), "一两例",
        "应填例数（不小于 0 的整数），现为“一两例”。没有发生的填 0",
    ),
    "a list half done": (
        ("清单与判断", "填报", "rules_sound/tick/thrift"), "",
        "清单里这一项没有填“是”或“否”。空着不等于“否”，请逐项填写",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_one_fault_one_sentence_with_its_cell(name: str) -> None:
    where, text, sentence = CELL_FAULTS[name]
    cell = address(blank(), *where)
    assert faults_of(fill(filled(), {cell: text})) == [f"采集表.xlsx!{cell}：{sentence}"]


def test_cells_whose_value_cannot_be_trusted() -> None:
    cell = address(blank(), "基础数据", "本年数", "staff_in_post")
    broken = with_sheet(
        filled(), "基础数据", lambda one: replace(one, problem="#REF!") if one.place.ref == cell.partition("!")[2] else one
    )
    assert faults_of(broken) == [f"采集表.xlsx!{cell}：这一格的值不能用：#REF!。请改成数值后保存再用"]


def test_a_renamed_sheet_and_a_renamed_column() -> None:
    document = filled()
    renamed = tuple(
        replace(table, title="数据", place=Place("", "数据", "")) if table.title == "基础数据" else table
        for table in document.tables()
    )
    (found,) = faults_of(replace(document, blocks=renamed))
    assert found == (
        "采集表.xlsx：没有“基础数据”工作表。现有：“填表说明”、“单位概况”、“数据”、“试算”、“重点工作”、“自评指标”、“清单与判断”、“台账”、“扣分与佐证”、"
        "“问题与措施”、“上年问题整改”、“文字说明”；改过名的请改回“基础数据”，删掉的请重新生成采集表"
    )
    renamed_column = with_sheet(
        document, "基础数据", lambda cell: replace(cell, runs=("今年",)) if cell.text == "本年数" else cell
    )
    assert faults_of(renamed_column) == [
        "采集表.xlsx!基础数据!第2行：表头缺少“本年数”一栏。改过名的请改回“本年数”，删掉的请重新生成采集表"
    ]


def test_another_version_of_the_template() -> None:
    def version(number: str) -> list[str]:
        return faults_of(fill_any(filled(), "填表说明", "B5", number))

    at = "采集表.xlsx!填表说明!B5：采集表的模板版本是"
    assert version("1") == [f"{at}“1”，本软件用的是“4”。请用 jixiao template 重新生成采集表，把数填到新表里"]
    assert version("9") == [f"{at}“9”，本软件用的是“4”。它由更新的软件生成，请先升级本软件"]


def test_a_workbook_that_is_not_ours() -> None:
    other = Table((Cell(("总支出",), 0, 0),), Place("", "Sheet1", ""), "Sheet1")
    found = faults_of(Document("x", (other,)))
    assert (
        found[-1]
        == "采集表.xlsx：不是本软件生成的采集表。请用 jixiao template 重新生成采集表，把数填到新表里；部门决算公开表请用 --accounts 给出，写好的报告请用 jixiao check 审核"
    )


def test_figures_outside_every_line() -> None:
    """Somebody typed below the table: a number without an item, an item of his own making, an item of ours."""
    document = filled()
    below = sheet(document, "基础数据").n_rows
    typed = [
        Cell(("12",), below, 4, place=Place("", "基础数据", f"E{below + 1}")),
        Cell(("杂项",), below + 1, 0, place=Place("", "基础数据", f"A{below + 2}")),
        Cell(("13",), below + 1, 4, place=Place("", "基础数据", f"E{below + 2}")),
        Cell(("年末结余",), below + 2, 0, place=Place("", "基础数据", f"A{below + 3}")),
        Cell(("3.4万元",), below + 2, 4, place=Place("", "基础数据", f"E{below + 3}")),
    ]
    table = sheet(document, "基础数据")
    longer = replace(table, cells=(*table.cells, *typed))
    document = replace(document, blocks=tuple(longer if one is table else one for one in document.blocks))
    first, second = faults_of(document)
    assert first == f"采集表.xlsx!基础数据!A{below + 1}：这一行填了数，没有写数据项。请写明是哪一项，或清空这一行"
    assert second.startswith(f"采集表.xlsx!基础数据!A{below + 2}：没有名为“杂项”的数据项")


def test_all_faults_come_at_once() -> None:
    wrong = {
        address(blank(), "单位概况", "内容", "agency"): "",
        address(blank(), "基础数据", "本年数", "staff_in_post"): "若干",
        address(blank(), "基础数据", "本年数", "authorised_posts"): "-1",
        address(blank(), "清单与判断", "填报", "policy/met"): "大概",
        address(blank(), "清单与判断", "评定人", "service/tier"): "",
        address(blank(), "自评指标", "实际完成值", "output"): "完成",
    }
    found = faults_of(fill(filled(), wrong))
    assert len(found) == 6
    assert found[0] == "采集表.xlsx!单位概况：没有填单位名称。请填写"


LINE_FAULTS = {
    "a result without its goal": ("重点工作!C4", "完成了", "重点工作!B4：写了完成情况，没有写年初的目标。请补上目标"),
    "a cause without its problem": ("问题与措施!C4", "采购晚", "问题与措施!B4：写了原因，没有写问题。请补上问题"),
    "a correction without its problem": (
        "上年问题整改!D4",
        "已完成",
        "上年问题整改!B4：写了整改，没有写上年的问题。请补上问题",
    ),
    "no state": ("上年问题整改!D3", "", "上年问题整改!D3：没有选整改状态。请从列表中选"),
    "an indicator without a name": ("自评指标!E4", "≥2场次", "自评指标!C4：这一行没有写指标名称。请填写；多余的行请清空"),
    "an indicator that stands nowhere": ("自评指标!C7", "办展", "自评指标!A7：这一行没有选所属指标。请从列表中选"),
    "a target in words, at its own cell": (
        "自评指标!E3",
        "有所增加",
        "自评指标!E3：指标“办展”的年度指标值应有一个数，现为“有所增加”。请填一个数并带单位，如“≥120场次”；不能用数衡量的，请改为“定性”",
    ),
    "a measure that is neither": ("自评指标!D3", "半定量", "自评指标!D3：应为“定量”或“定性”，现为“半定量”。请从列表中选"),
}


@pytest.mark.parametrize("name", LINE_FAULTS)
def test_a_line_half_filled_in(name: str) -> None:
    cell, text, sentence = LINE_FAULTS[name]
    assert faults_of(fill(filled(), {cell: text})) == [f"采集表.xlsx!{sentence}"]
