"""One amount in the many words reports have for it: beside the accounts a wrong digit is found, and the right one is not doubted."""

from __future__ import annotations

from functools import cache

import pytest

from jixiao.model.document import Document
from jixiao.model.finding import Finding, Level
from jixiao.model.neighbour import Neighbour
from jixiao.readers import read
from jixiao.review import read_neighbour, review_document

AGENCY = "示例县林木种苗站（虚构）"
HEAD = f"{AGENCY}2022年度部门整体支出绩效自评报告\n一、基本情况\n本站负责全县林木种苗质量监督。\n二、支出情况\n"


def cells(words: str) -> str:
    rows = (row.split("|") for row in words.split("\n"))
    return "".join("<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row) + "</tr>" for row in rows)


def page(title: str, year: int, *tables: tuple[str, str], text: str = "") -> Neighbour:
    """A page of tables in 万元, each with its name."""
    made = "".join(
        f"<p>{name}</p><p>部门：{AGENCY}　{year}年度　单位：万元</p><table>{cells(words)}</table>" for name, words in tables
    )
    html = f"<html><body><h1>{AGENCY}{year}年度{title}</h1>{made}<p>{text}</p></body></html>"
    return read_neighbour(read(html.encode(), f"{year}{title}.html"))


def accounts(year: int, income: str, spent: str, basic: str, project: str, opening: str, closing: str, total: str, public: str, vehicles: str, reception: str, text: str = "") -> Neighbour:  # fmt: skip
    return page(
        "部门决算", year,
        ("收入支出决算总表", f"项目|金额|项目|金额\n财政拨款收入|{income}|农林水支出|{spent}\n本年收入合计|{income}|本年支出合计|{spent}\n年初结转和结余|{opening}|年末结转和结余|{closing}\n总计|{total}|总计|{total}"),
        ("财政拨款收入支出决算总表", f"项目|金额|项目|合计|一般公共预算财政拨款\n一、一般公共预算财政拨款|{income}|||\n本年收入合计|{income}|本年支出合计|{spent}|{spent}\n年初财政拨款结转和结余|{opening}|年末财政拨款结转和结余|{closing}|{closing}\n总计|{total}|总计|{total}|{total}"),
        ("支出决算表", f"科目编码|科目名称|本年支出合计|基本支出|项目支出\n合计||{spent}|{basic}|{project}\n213|农林水支出|{spent}|{basic}|{project}"),
        ("“三公”经费支出决算表", f"项目|决算数\n“三公”经费合计|{public}\n因公出国（境）费|0\n公务用车购置及运行维护费|{vehicles}\n公务用车运行维护费|{vehicles}\n公务接待费|{reception}"),
        text=text,
    )  # fmt: skip


@cache
def beside() -> tuple[Neighbour, ...]:
    """603.18 + 21.35 = 596.42 + 28.11 = 624.53; 378.16 + 218.26 = 596.42; 5.92 + 1.91 = 7.83. The year before: 561.07 + 19.22 = 558.94 + 21.35."""
    return (
        accounts(2022, "603.18", "596.42", "378.16", "218.26", "21.35", "28.11", "624.53", "7.83", "5.92", "1.91",
                 f"2022年度{AGENCY}政府采购支出总额64.75万元。"),
        accounts(2021, "561.07", "558.94", "361.72", "197.22", "19.22", "21.35", "580.29", "8.47", "6.31", "2.16"),
        page("部门预算", 2022,
             ("部门支出预算表", "科目编码|科目名称|合计|基本支出|项目支出\n合计||567.30|371.90|195.40\n213|农林水支出|567.30|371.90|195.40"),
             ("“三公”经费预算表", "合计|因公出国（境）费|公务用车购置及运行费小计|公务用车购置费|公务用车运行费|公务接待费\n8.64|0.00|6.20|0.00|6.20|2.44"),
             text=f"2022年{AGENCY}政府采购预算总额72.60万元。"),
        read_neighbour(read(f"关于示例县林木种苗站（虚构）机构编制的批复\n核定{AGENCY}事业编制27名，其中站长1名。".encode(), "编制.txt")),
    )  # fmt: skip


def report(sentence: str) -> Document:
    return read(f"{HEAD}{sentence}\n三、绩效情况\n抽检种苗120批次，合格118批次。\n".encode(), "报告.txt")


def doubts(sentence: str) -> list[Finding]:
    """The errors and warnings that rest on one of the papers."""
    found = review_document(report(sentence), beside=beside()).findings
    return [one for one in found if one.level is not Level.INFO and any("!" in part.place.part for part in one.rests_on)]


# the figure, another with one digit changed, the words around it
WORDINGS = {
    ("596.42", "593.42"): (
        "2022年度支出合计{}万元，其中基本支出378.16万元、项目支出218.26万元。",
        "全年实际支出{}万元，预算执行率98.88%。",
        "2022年度收入603.18万元，支出{}万元。",
        "2022年实际完成支出{}万元（基本支出378.16万元，项目支出218.26万元）。",
        "2022年度决算总支出为{}万元。",
        "全年预算603.18万元，支出{}万元，执行率98.88%。",
        "全年预算603.18万元，使用{}万元。",
        "全年预算603.18万元（含追加35.88万元），实际完成{}万元，执行率98.88%。",
        "全年预算603.18万元，已支出{}万元。",
        "收入603.18万元，其中其他收入1.20万元；全年总支出{}万元。",
        "全年预算624.53万元（含上年结转21.35万元），支出{}万元。", "全年预算624.53万元，其中上年结转21.35万元，支出{}万元。",
        "2022年财政拨款支出{}万元。", "全口径支出合计596.42万元；财政拨款支出{}万元。",
        "“三公”经费预算8.64万元，支出7.83万元；全年总支出{}万元。",
    ),
    ("603.18", "603.81"): ("2022年总收入{}万元。", "2022年度收入{}万元，支出596.42万元。"),
    ("378.16", "378.61"): ("2022年基本支出决算数为{}万元。", "基本支出预算371.90万元，实际支出{}万元。"),
    ("7.83", "7.38"): (
        "（二）“三公”经费\n支出{}万元。", "（二）“三公”经费支出决算情况\n支出决算{}万元。",
        "2022年“三公”经费实际支出{}万元。", "全年“三公”经费开支{}万元。", "“三公”经费共支出{}万元，其中公务接待费1.91万元。",
        "“三公”经费预算8.64万元，决算{}万元。", "2022年“三公”经费预算安排8.64万元，实际支出{}万元。",
        "“三公”经费预算8.64万元，其中公务接待费2.44万元；实际支出{}万元。",
    ),
    ("8.64", "8.94"): (
        "“三公”经费支出7.83万元，预算{}万元，其中公务接待费1.91万元。", "“三公”经费7.83万元，比上年8.47万元减少0.64万元，预算{}万元。",
        "2022年“三公”经费预算安排{}万元，实际支出7.83万元。",
    ),
    ("1.91", "1.81"): ("公务接待费支出{}万元，接待26批次。", "公务接待支出{}万元。", "“三公”经费支出7.83万元，预算8.64万元，其中公务接待费{}万元。"),
    ("2.44", "2.04"): ("公务接待费预算{}万元，支出1.91万元。", "公务接待费1.91万元，预算{}万元。"),
    ("567.30", "576.30"): (
        "2022年部门预算总额{}万元。", "年初批复预算{}万元，追加35.88万元。", "县财政年初安排预算{}万元。", "2022年预算安排{}万元。",
        "年初预算数为{}万元，调整后预算603.18万元。", "2022年年初预算安排{}万元，其中基本支出371.90万元，项目支出195.40万元。",
    ),
    ("371.90", "371.09"): ("年初预算567.30万元，其中基本支出{}万元，项目支出195.40万元。", "部门预算567.30万元（基本支出{}万元、项目支出195.40万元），决算596.42万元。"),
    ("27", "29"): ("核定编制{}名。", "人员编制{}名，在职25人。", "核定事业编制{}名。", "我站编制{}名。"),
    ("64.75", "64.57"): ("（一）政府采购\n支出总额{}万元，其中货物40.00万元。", "（一）政府采购支出情况\n全年支出{}万元。", "政府采购预算72.60万元，支出{}万元。", "政府采购实际支出{}万元。", "政府采购预算72.60万元，实际完成{}万元，完成率89.19%。", "2022年实施政府采购{}万元。"),
    ("72.60", "76.20"): ("年初政府采购预算{}万元。", "政府采购支出64.75万元，预算{}万元。", "编制政府采购预算{}万元，实际执行64.75万元。"),
    ("28.11", "28.71"): (
        "年末结转{}万元。", "年底结转{}万元。", "年末累计结转结余{}万元。", "收入603.18万元，支出596.42万元，年末滚存结余{}万元。",
        "结转下年{}万元。", "年末财政拨款结转和结余{}万元。", "年末财政拨款结转{}万元。", "年末结转和结余资金{}万元，比上年21.35万元增加6.76万元。",
    ),
    ("21.35", "21.53"): (
        "上年结转{}万元。", "年初结转结余{}万元。", "使用上年结转{}万元。", "上年结转和结余{}万元，年末结转和结余28.11万元。",
        "年末结转结余28.11万元，较上年{}万元增加6.76万元。", "全年预算624.53万元（含上年结转{}万元），支出596.42万元。",
    ),
    ("558.94", "553.94"): (
        "支出596.42万元，执行率98.88%；上年总支出{}万元。", "2021年支出{}万元，2022年支出596.42万元。", "总支出由上年的{}万元增加到596.42万元。",
    ),
}  # fmt: skip
CASES = [(words, right, wrong) for (right, wrong), these in WORDINGS.items() for words in these]


@pytest.mark.parametrize(("words", "right", "wrong"), CASES)
def test_a_wrong_digit_is_found_and_the_right_one_is_not_doubted(words: str, right: str, wrong: str) -> None:
    assert [one.message for one in doubts(words.format(right))] == []
    assert doubts(words.format(wrong)) != []


@pytest.mark.parametrize(
    "sentence",
    [
        # what was spent on one thing is not what the agency spent
        "（一）政府采购\n支出总额64.75万元，其中货物40.00万元、服务24.75万元。",
        "（二）“三公”经费\n支出7.83万元，完成预算8.64万元的90.63%，其中公务用车运行维护费5.92万元、公务接待费1.91万元。",
        "（二）“三公”经费\n支出合计596.42万元，其中“三公”经费7.83万元。",
        "培训经费预算安排50万元，实际支出48万元。",
        "良种繁育项目预算80万元，全年实际支出79.50万元。",
        "1.良种繁育项目。年初预算安排80万元，全年支出79.50万元。",
        "（一）种苗检测经费\n年初预算30万元，全年支出29.40万元。",
        "（一）基本支出。全年支出378.16万元。",
        "“三公”经费全年支出7.83万元，控制在预算之内。",
        "“三公”经费：预算8.64万元，支出7.83万元。",
        "政府采购：预算72.60万元，执行64.75万元，执行率89.19%。",
        "政府采购预算执行率89.19%，预算72.60万元，实际64.75万元。",
        "年末结余结转28.11万元，比年初21.35万元增加6.76万元。",
        # 预算 without a word of which may be the adjusted one
        "2022年预算603.18万元，实际支出596.42万元。",
        # parts of the budget are budgets, said one after the other or not
        "收入预算567.30万元，支出预算567.30万元，其中基本支出371.90万元，项目支出195.40万元。",
        "年初预算567.30万元，基本支出371.90万元，项目支出195.40万元。",
        "部门预算567.30万元（基本支出371.90万元、项目支出195.40万元），决算596.42万元（基本支出378.16万元、项目支出218.26万元）。",
        "“三公”经费预算8.64万元，其中公务用车运行维护费6.20万元，公务接待费2.44万元；实际支出7.83万元，其中公务用车运行维护费5.92万元，公务接待费1.91万元。",
        # last year's balance is neither last year's spending nor this year's balance
        "结转结余资金由上年的21.35万元增加到28.11万元。",
        "上年度结转结余21.35万元，年末结转结余28.11万元。",
        "行政编制10名，事业编制17名，编制共27名。",
    ],
)  # fmt: skip
def test_what_is_said_of_something_else_is_not_held_against_the_whole(sentence: str) -> None:
    assert [one.message for one in doubts(sentence)] == []


def test_a_second_statement_with_a_slipped_digit_is_found_beside_the_first_that_agrees() -> None:
    said = doubts("2022年总支出596.42万元。\n2022年总支出596.24万元，保障了各项工作。")
    assert [(one.code, one.stated, one.expected) for one in said] == [("CS08", "596.24", "596.42")]
