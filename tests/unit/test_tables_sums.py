"""Sums of tables worked out by hand: where rounding ends, what units do, what a blank is, when nobody is accused."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from jixiao.checks.pages import Example
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Document, Table
from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document
from tests.unit.forms_made import Sample, as_workbook, read_sample_text


def told(text: str) -> list[str]:
    """Errors and warnings of a document in the notation of a check's page."""
    document = Example("", text, (), is_table=True).document()
    return [f"{one.code} {one.level}" for one in review_document(document).findings if one.level is not Level.INFO]


def verdicts(text: str, way: str) -> list[Verdict]:
    document = Example("", text, (), is_table=True).document()
    return [one.verdict for one in review_document(document).relations if one.way == f"identity:{way}"]


EXPENDITURE = """支出决算表
单位：{unit}

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 经营支出 |
| 合计 | < | {row} |
| 205 | 教育支出 | 60.00 | 40.00 | 15.00 | 5.00 |
| 208 | 社会保障和就业支出 | 40.00 | 20.00 | 15.00 | 5.00 |
"""


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("100.00 | 60.00 | 30.00 | 10.00", Verdict.CONSISTENT),
        # four figures to the cent: each may be off by half a cent, together by 0.02
        ("100.02 | 60.00 | 30.00 | 10.00", Verdict.ROUNDING),
        ("99.98 | 60.00 | 30.00 | 10.00", Verdict.ROUNDING),
        ("100.03 | 60.00 | 30.00 | 10.00", Verdict.INCONSISTENT),
        # a nought is none at all: three figures, 0.015
        ("90.02 | 60.00 | 30.00 | 0.00", Verdict.INCONSISTENT),
        ("90.01 | 60.00 | 30.00 | 0.00", Verdict.ROUNDING),
        # a figure that cannot be read takes the sum away, not the agency's word
        ("100.00 | 60.00 | 30.00 | **", Verdict.UNVERIFIABLE),
        ("100.00 | 60.00 | 30.00 | #REF!", Verdict.UNVERIFIABLE),
        # a blank in a final account is nought
        ("90.00 | 60.00 | 30.00 | ", Verdict.CONSISTENT),
        ("90.00 | 60.00 | 30.00 | —", Verdict.CONSISTENT),
        ("95.00 | 60.00 | 30.00 | ", Verdict.INCONSISTENT),
    ],
)  # fmt: skip
def test_a_row_of_expenditure(row: str, verdict: Verdict) -> None:
    assert verdicts(EXPENDITURE.format(unit="万元", row=row), "T3.r")[0] is verdict


def test_no_total_no_sum() -> None:
    found = verdicts(EXPENDITURE.format(unit="万元", row=" | 60.00 | 30.00 | 10.00"), "T3.r")
    assert found == [Verdict.CONSISTENT, Verdict.CONSISTENT]


def test_a_minus_in_a_fund_table() -> None:
    """12 + 80 − 85.5 = 6.5; the same with 80 taken for 70 leaves −3.5."""
    text = """政府性基金预算财政拨款收入支出决算表（单位：万元）

| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出合计 | 年末结转和结余 |
| 合计 | < | 12.00 | {received} | 85.50 | {left} |
| 212 | 城乡社区支出 | 12.00 | {received} | 85.50 | {left} |
"""
    assert verdicts(text.format(received="80.00", left="6.50"), "T7.r") == [Verdict.CONSISTENT] * 2
    assert verdicts(text.format(received="70.00", left="-3.50"), "T7.r") == [Verdict.CONSISTENT] * 2
    assert verdicts(text.format(received="70.00", left="6.50"), "T7.r") == [Verdict.INCONSISTENT] * 2


TWO_UNITS = """收入支出决算总表（单位：万元）

| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算财政拨款收入 | 200.35 | 一、农林水支出 | 190.12 |
| 本年收入合计 | 200.35 | 本年支出合计 | 190.12 |
| 年初结转和结余 |  | 年末结转和结余 | 10.23 |
| 总计 | 200.35 | 总计 | 200.35 |

支出决算表（单位：元）

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | {spent} | {spent} |  |
| 213 | 农林水支出 | {spent} | {spent} |  |
"""


@pytest.mark.parametrize(
    ("spent", "verdict"),
    [
        ("1901200.00", Verdict.CONSISTENT),
        ("1901250.00", Verdict.ROUNDING),  # 190.125: half a unit of 190.12's last digit, 50 元
        ("1901150.00", Verdict.ROUNDING),
        ("1901260.00", Verdict.INCONSISTENT),
        ("1910200.00", Verdict.INCONSISTENT),
        ("190.12", Verdict.INCONSISTENT),
    ],
)  # fmt: skip
def test_yuan_against_ten_thousand_yuan(spent: str, verdict: Verdict) -> None:
    """The coarser side gives the tolerance: half a unit of its last printed digit, and half a 分 of the other."""
    assert verdicts(TWO_UNITS.format(spent=spent), "X2") == [verdict]


FUNDS = """| 项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 100.00 | 100.00 | 90.00 | 10 | 90% | 9 |
| 其中：本年财政拨款 | {row} | — | — | — |
| 上年结转资金 | {carried} | — | — | — |
| 其他资金 | {other} | — | — | — |
"""


@pytest.mark.parametrize(
    ("row", "carried", "other", "expected"),
    [
        ("80.00 | 80.00 | 70.00", "20.00 | 20.00 | 20.00", "0 | 0 | 0", []),
        ("100.00 | 100.00 | 90.00", " |  | ", " |  | ", []),
        # all parts filled in, and they fall short by ten
        ("80.00 | 80.00 | 70.00", "10.00 | 20.00 | 20.00", "0 | 0 | 0", ["CS03 error"]),
        # a part is blank: what is lacking may stand there
        ("80.00 | 80.00 | 70.00", " | 20.00 | 20.00", "0 | 0 | 0", ["CS03 warning"]),
        # parts above the whole: no blank explains that
        ("180.00 | 80.00 | 70.00", " | 20.00 | 20.00", "0 | 0 | 0", ["CS03 error"]),
    ],
)
def test_the_parts_of_the_funds(row: str, carried: str, other: str, expected: list[str]) -> None:
    assert told(FUNDS.format(row=row, carried=carried, other=other)) == expected


@pytest.mark.parametrize(
    ("budget", "spent", "rate", "holds"),
    [
        ("287.00", "171.00", "59.58%", True),  # 171/287 = 0.595818…
        ("287.00", "171.00", "59.6%", True),
        ("287.00", "171.00", "59.5%", True),  # cut off
        ("287.00", "171.00", "60%", True),
        ("287.00", "171.00", "59.98%", False),
        ("287.00", "171.00", "0.5958", True),  # a share as a workbook shows it
        ("287.00", "171.00", "59.58", True),
        ("287.00", "171.00", "61%", False),
        ("287.00", "291.00", "101.39%", True),
    ],
)
def test_the_execution_rate(budget: str, spent: str, rate: str, holds: bool) -> None:
    text = f"""| 项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 200.00 | {budget} | {spent} | 10 | {rate} |  |
"""
    document = Example("", text, (), is_table=True).document()
    (relation,) = [one for one in review_document(document).relations if one.kind is Kind.RATE]
    assert (relation.verdict is not Verdict.INCONSISTENT) is holds, relation


def test_a_rate_of_nothing_is_not_judged() -> None:
    text = """| 项目资金（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 0 | 0 | 0 | 10 | 100% | 10 |
"""
    document = Example("", text, (), is_table=True).document()
    assert [one for one in review_document(document).relations if one.kind is Kind.RATE] == []


def workbook(text: str) -> Document:
    return read(as_workbook(read_sample_text(text)), "表.xlsx")


def test_a_workbook_leaves_out_zeros_it_does_not_round() -> None:
    """10 beside 60.25 in a workbook is 10.00: a quarter off is an error. On paper 10 may stand for 9.5 to 10.5: a question."""
    text = EXPENDITURE.format(unit="万元", row="100.75 | 60.25 | 30.25 | 10").replace(
        "60.00 | 40.00 | 15.00 | 5.00", "60.50 | 40.25 | 15.25 | 5"
    )
    paper = Example("", text, (), is_table=True).document()
    levels = {
        kind: [(one.code, one.level) for one in review_document(document).findings if one.code.startswith("CS")]
        for kind, document in (("xlsx", workbook(text)), ("docx", paper))
    }
    assert levels["docx"][0] == ("CS03", Level.WARNING)
    assert levels["xlsx"][0] == ("CS03", Level.ERROR)


def test_a_workbook_that_shows_less_than_it_stores_is_read_as_paper() -> None:
    """10 that stores 10.25 closes the sum: what is shown was rounded, nobody is accused."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["支出决算表"], ["单位：万元"], ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
                 ["合计", "", 100.75, 60.25, 40.25], ["205", "教育支出", 100.75, 60.25, 40.25]):  # fmt: skip
        sheet.append(line)
    for cell in (sheet["E4"], sheet["E5"]):
        cell.value, cell.number_format = 40.5, "0"  # shows 41, or 40
    out = BytesIO()
    book.save(out)

    findings = review_document(read(out.getvalue(), "表.xlsx")).findings

    assert [one for one in findings if one.level is Level.ERROR] == []


def relations(text: str) -> tuple[Relation, ...]:
    return review_document(Example("", text, (), is_table=True).document()).relations


def test_a_head_that_stands_again_in_the_middle_begins_no_new_table() -> None:
    """A page was turned: the subjects go on, and 合计 on the first page still counts those on the second."""
    text = """支出决算表（单位：万元）

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | 100.00 | 60.00 | 40.00 |
| 205 | 教育支出 | 60.00 | 40.00 | 20.00 |
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 208 | 社会保障和就业支出 | 40.00 | 20.00 | 20.00 |
"""
    trees = [one for one in relations(text) if one.way == "identity:Tn.h"]
    assert [len(one.operands) for one in trees] == [2, 2, 2]
    assert {one.verdict for one in trees} == {Verdict.CONSISTENT}


def test_the_total_may_stand_at_the_foot() -> None:
    text = """支出决算表（单位：万元）

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 205 | 教育支出 | 60.00 | 40.00 | 20.00 |
| 208 | 社会保障和就业支出 | 40.00 | 20.00 | 20.00 |
| 合计 | < | 100.00 | 60.00 | 40.00 |
"""
    assert [one.verdict for one in relations(text) if one.way == "identity:Tn.h"] == [Verdict.CONSISTENT] * 3


def test_heads_without_merged_cells_are_read() -> None:
    """Exported sheets leave the squares beside and below a head empty."""
    text = """财政拨款“三公”经费支出决算表
单位：万元

| 预算数 |  |  |  |  |  | 决算数 |  |  |  |  |  |
| 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 |  |  | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 |  |  | 公务接待费 |
|  |  | 小计 | 公务用车购置费 | 公务用车运行维护费 |  |  |  | 小计 | 公务用车购置费 | 公务用车运行维护费 |  |
| 12.00 | 0.00 | 8.00 | 0.00 | 8.00 | 4.00 | 9.36 | 0.00 | 6.50 | 0.00 | 6.50 | {guests} |
"""
    held = [one for one in relations(text.format(guests="2.86")) if one.kind is Kind.IDENTITY]
    assert [one.verdict for one in held] == [Verdict.CONSISTENT] * 4
    assert told(text.format(guests="2.68")) == ["CS03 error"]


def test_tables_that_are_none_of_ours_say_nothing() -> None:
    text = """| 序号 | 设备名称 | 数量 | 金额 |
| 1 | 打印机 | 2 | 3000 |
| 合计 | < | 5 | 9999 |
"""
    assert relations(text) == ()


def test_an_index_of_samples_is_made_of_text() -> None:
    """The notation of tests/tables reads the same from a string."""
    made = read_sample_text("支出决算表\n\n| 甲 | < |\n| 1 | 2 |\n")
    assert isinstance(made, Sample)
    assert made.lines == ("支出决算表", None, ("甲", "<"), ("1", "2"), None)


def test_a_table_that_goes_on_overleaf_without_a_head_is_one_table() -> None:
    """The second page has lost the two merged columns of its code; 合计 still counts what stands there."""
    text = """支出决算表（单位：万元）

| 项目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出 |
| 类 | 款 | 项 | 科目名称 | ^ | ^ | ^ |
| 合计 | < | < | < | 100.00 | 60.00 | 40.00 |
| 205 | < | < | 教育支出 | 60.00 | 40.00 | 20.00 |

| 208 | 社会保障和就业支出 | 40.00 | 20.00 | {last} |
| 20805 | 行政事业单位养老支出 | 40.00 | 20.00 | 20.00 |
"""
    assert {one.verdict for one in relations(text.format(last="20.00"))} == {Verdict.CONSISTENT}
    assert told(text.format(last="22.00")) == ["CS03 error"]


PAGES = """部门整体支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 自评得分 | 扣分原因和其他说明 |
| 投入 | 预算配置 | 在职人员控制率 | 100%以内 | 40 | 40 | |

部门整体支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 自评得分 | 扣分原因和其他说明 |
| 过程 | 预算执行 | 预算完成率 | 100% | 35 | {score} | 完成率没有到百分之百 |

| 一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 自评得分 | 扣分原因和其他说明 |
| 效果 | 履职效益 | 行政效能 | 明显 | 25 | 20 | 办理时限没有缩短 |
| 总分 | < | < | < | 100 | 94 | |
"""


@pytest.mark.parametrize(("score", "said"), [("34", []), ("33", ["SC02 error"])])
def test_a_printed_form_whose_head_stands_on_every_page_is_one_table(score: str, said: list[str]) -> None:
    document = Example("", PAGES.format(score=score), (), is_table=True).document()
    tables = iter(range(1, 4))
    pages = tuple(_on_page(one, next(tables)) if isinstance(one, Table) else one for one in document.blocks)
    found = review_document(replace(document, blocks=pages, kind="pdf")).findings
    assert [f"{one.code} {one.level}" for one in found if one.code.startswith("SC")] == said


def _on_page(table: Table, page: int) -> Table:
    cells = tuple(replace(cell, place=replace(cell.place, part=f"第{page}页")) for cell in table.cells)
    return replace(table, cells=cells, place=replace(table.place, part=f"第{page}页"))


@pytest.mark.parametrize(("other", "said"), [("60.00", []), ("90.00", ["CS03 warning"])])
def test_sources_a_funds_form_does_not_name_count_all_the_same(other: str, said: list[str]) -> None:
    """700 + 560 + 60 = 1320: neither 中央补助资金 nor 地方配套 is a row of the form."""
    text = f"""项目支出绩效自评表

| 项目资金（万元） | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 年度资金总额 | < | 1320.00 | 1188.00 | 10 | 90.00% | 9.0 |
| 其中：中央补助资金 | < | 700.00 | 650.00 | — | — | — |
| 地方配套 | < | 560.00 | 488.00 | — | — | — |
| 其他资金 | < | {other} | 50.00 | — | — | — |
"""
    assert told(text) == said


def test_an_unrelated_table_behind_another_is_not_its_next_page() -> None:
    text = """支出决算表（单位：万元）

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | 60.00 | 40.00 | 20.00 |
| 205 | 教育支出 | 60.00 | 40.00 | 20.00 |

| 甲 | 乙 | 10.00 | 20.00 | 30.00 |
| 丙 | 丁 | 10.00 | 20.00 | 30.00 |
"""
    assert {one.verdict for one in relations(text)} == {Verdict.CONSISTENT}
