"""Forms of amounts pasted one cell a line: the head says how many figures a row has."""

from __future__ import annotations

import pytest

from jixiao.extract import read_document
from jixiao.extract.tables.dated import undated
from jixiao.extract.tables.stacked import unstacked
from jixiao.model.document import Document, Paragraph, Place
from jixiao.review import review_document

FORM = """2022年度部门整体支出绩效评价基础数据表
填报单位：示例县老干部局（虚构）
财政供养人员情况（人）
编制数
2022年实际在职人数
控制率
16
14
{rate}
经费控制情况（万元）
2021年决算数
2022年预算数
2022年决算数
三公经费
3.35
3.20
2.86
1、公务用车购置和维护经费
2.15
2.00
1.92
其中：公车购置
0
0
0
公车运行维护
2.15
2.00
1.92
2、出国经费
0
0
0
3、公务接待
1.20
1.20
{reception}
厉行节约保障措施
严格执行公务接待审批制度。"""


def document(text: str) -> Document:
    lines = enumerate(text.split("\n"), 1)
    return Document("文.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt")


def form(rate: str = "87.5%", reception: str = "0.94") -> str:
    return FORM.format(rate=rate, reception=reception)


def grids(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in table.grid()] for table in unstacked(document(text)).tables()
    ]


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.code, str(one.level), one.place.ref)
        for one in review_document(document(text)).findings
        if one.code[:2] in ("AR", "CS")
    ]


def test_each_head_begins_a_table_and_nothing_is_lost() -> None:
    people, money = grids(form())
    assert people == [["财政供养人员情况（人）", "编制数", "2022年实际在职人数", "控制率"], ["", "16", "14", "87.5%"]]
    assert [row[0] for row in money] == [
        "经费控制情况（万元）", "三公经费", "1、公务用车购置和维护经费", "其中：公车购置", "公车运行维护", "2、出国经费", "3、公务接待",
    ]  # fmt: skip
    assert money[4] == ["公车运行维护", "2.15", "2.00", "1.92"]
    kept = [block.text for block in unstacked(document(form())).texts() if isinstance(block, Paragraph)]
    assert kept == [form().split("\n")[0], form().split("\n")[1], *form().split("\n")[-2:]]


def test_what_fits_is_silent_and_facts_bear_their_years() -> None:
    assert told(form()) == []
    facts = {(one.item, one.year, one.basis): one.raw for one in read_document(document(form())).facts}
    assert facts["three_public_costs", 2022, "executed"] == "2.86"
    assert facts["three_public_costs", 2021, "executed"] == "3.35"
    assert facts["staff_in_post", 2022, ""] == "14"


def test_slips_are_told_at_their_lines() -> None:
    assert told(form(rate="78.5%")) == [("AR05", "error", "第9行")]  # 14 ÷ 16
    ((code, level, _),) = told(form(reception="0.49"))  # 1.92 + 0 + 0.94 = 2.86
    assert (code[:2], level) == ("CS", "error")


@pytest.mark.parametrize(
    "text",
    [
        form().replace("2.15\n2.00\n1.92\n其中", "2.15\n1.92\n其中"),  # a cell was lost: the rows do not fall into place
        form().replace("2022年决算数\n", ""),
        "\n".join(line for line in form().split("\n") if not line.endswith(("决算数", "预算数"))),
    ],
)
def test_where_a_cell_is_lost_the_lines_stay_lines(text: str) -> None:
    assert all(grid[0][0] != "经费控制情况（万元）" for grid in grids(text))


@pytest.mark.parametrize(
    ("heads", "plain", "year"),
    [
        (["2021年决算数", "2022年预算数", "2022年决算数"], ["上年决算数", "本年预算数", "本年决算数"], 2022),
        (["编制数", "2022年度实际在职人数"], ["编制数", "本年实际在职人数"], 2022),
        (["2019年决算数", "2022年决算数"], ["2019年决算数", "本年决算数"], 2022),  # of three years before no form speaks
        (["2022年大事记", "编制数"], ["2022年大事记", "编制数"], None),
    ],
)
def test_years_in_heads_are_this_year_and_the_last(heads: list[str], plain: list[str], year: int | None) -> None:
    assert undated([(one,) for one in heads]) == ([(one,) for one in plain], year)


def test_a_table_of_one_s_own_stays_one() -> None:  # 4.08 − 4.90 = −0.82
    rows = "项目|2022年决算数|2023年决算数|增减额\n合计|13.50|11.82|-1.68\n出国费|0.00|0.00|0.00\n用车费|8.60|7.74|-0.86\n其中：购置费|0.00|0.00|0.00\n运行费|8.60|7.74|-0.86\n接待费|4.90|4.08|-0.28"
    assert [one[0] for one in told("示例区“三公”经费增减变动表（单位：万元）\n" + rows)] == ["AR03"]


def test_a_cover_gives_the_staff() -> None:
    rows = "年度|2023|预算编码|906017\n部门名称|示例县老干部局（虚构）|评价方式|自评\n人员编制|16|实有人数|14"
    facts = read_document(document("2023年度部门整体支出绩效自评报告\n" + rows)).facts
    assert {(one.item, one.raw, one.year) for one in facts} == {
        ("authorised_posts", "16", 2023),
        ("staff_in_post", "14", 2023),
    }


FUNDS = """项目资金
(万元)
年初预算数
全年预算数(A)
全年执行数(B)
分值
执行率(B/A)
得分
年度资金总额
36
36
36
10
100%
10
其中：本年财政拨款
36
36
36
-
100%
-
上年结转资金
-
-
其他资金
-
-"""


def test_a_head_whose_rows_do_not_fit_is_no_head_of_fewer_columns() -> None:
    """In two rows cells were lost. With 年初预算数 for a corner, 10 would stand under the rate."""
    assert grids(FUNDS) == []
    assert grids(FUNDS.partition("得分\n")[0] + FUNDS.partition("得分\n")[2]) == []  # and where the head lost a word
    reading = review_document(document(FUNDS))
    assert [one.code for one in reading.findings if one.code.startswith("AR")] == []
