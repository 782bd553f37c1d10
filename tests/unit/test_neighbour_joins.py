"""Every figure of a report that a disclosure of final accounts tells too: held where it agrees, spoken of where it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao import api
from jixiao.model.review import Review

AGENCY = "示例县灌溉试验站（虚构）"


def table(name: str, *rows: str) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{one.strip()}</td>' for one in row.split('|'))}</tr>" for row in rows)
    return f"<p>{name}</p><p>单位：万元</p><table>{cells}</table>"


ACCOUNTS = "".join(
    (
        table(
            "收入支出决算总表",
            "收入||支出|",
            "项目|决算数|项目|决算数",
            "一、一般公共预算财政拨款收入|520.40|一、农林水支出|584.40",
            "二、政府性基金预算财政拨款收入|60.00|二、其他支出|58.40",
            "三、事业收入|88.40||",
            "四、其他收入|12.25||",
            "本年收入合计|681.05|本年支出合计|642.80",
            "年初结转和结余|25.50|年末结转和结余|63.75",
            "总计|706.55|总计|706.55",
        ),
        table(
            "支出决算表",
            "科目编码|科目名称|本年支出合计|基本支出|项目支出",
            "|合计|642.80|412.30|230.50",
            "213|农林水支出|584.40|412.30|172.10",
            "229|其他支出|58.40|0.00|58.40",
        ),
        table(
            "一般公共预算财政拨款支出决算表",
            "科目编码|科目名称|小计|基本支出|项目支出",
            "|合计|500.20|362.20|138.00",
            "213|农林水支出|500.20|362.20|138.00",
        ),
        table(
            "一般公共预算财政拨款基本支出决算表",
            "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
            "301|工资福利支出|251.60|302|商品和服务支出|68.35",
            "303|对个人和家庭的补助|42.25|30212|因公出国（境）费用|0.84",
            "|||30217|公务接待费|1.66",
            "|||30231|公务用车运行维护费|9.62",
            "|||30299|其他商品和服务支出|56.23",
            "|人员经费合计|293.85||公用经费合计|68.35",
        ),
        table(
            "政府性基金预算财政拨款收入支出决算表",
            "科目编码|科目名称|年初结转和结余|本年收入|本年支出小计|基本支出|项目支出|年末结转和结余",
            "|合计|0.00|60.00|58.40|0.00|58.40|1.60",
            "229|其他支出|0.00|60.00|58.40|0.00|58.40|1.60",
        ),
        table(
            "财政拨款“三公”经费支出决算表",
            "项目|预算数|决算数",
            "合计|31.50|29.70",
            "1.因公出国（境）费|1.00|0.84",
            "2.公务用车购置及运行维护费|28.00|27.20",
            "（1）公务用车购置费|18.00|17.58",
            "（2）公务用车运行维护费|10.00|9.62",
            "3.公务接待费|2.50|1.66",
        ),
        "<p>年末在职人员42人。机关运行经费支出68.35万元。政府采购支出总额73.15万元。</p>",
    )
)
TOLD = {
    "总支出": ("全年总支出{}万元。", "642.80", "624.80", "CS08"),
    "本年收入": ("本年收入合计{}万元。", "681.05", "618.05", "CS08"),
    "基本支出": ("基本支出{}万元。", "412.30", "421.30", "CS08"),
    "项目支出": ("项目支出{}万元。", "230.50", "203.50", "CS08"),
    "工资福利支出": ("工资福利支出{}万元。", "251.60", "215.60", "CS08"),
    "商品和服务支出": ("商品和服务支出{}万元。", "68.35", "63.85", "CS08"),
    "对个人和家庭的补助": ("对个人和家庭的补助{}万元。", "42.25", "24.25", "CS08"),
    "人员经费": ("人员经费{}万元。", "293.85", "239.85", "CS08"),
    "公用经费": ("公用经费{}万元。", "68.35", "63.85", "CS08"),
    "政府性基金预算支出": ("政府性基金预算支出{}万元。", "58.40", "54.80", "CS08"),
    "一般公共预算支出": ("一般公共预算支出{}万元。", "500.20", "502.00", "CS08"),
    "“三公”经费": ("“三公”经费支出{}万元。", "29.70", "27.90", "CS09"),
    "因公出国（境）费": ("因公出国（境）费支出{}万元。", "0.84", "0.48", "CS09"),
    "公务用车购置及运行维护费": ("公务用车购置及运行维护费支出{}万元。", "27.20", "22.70", "CS09"),
    "公务用车购置费": ("公务用车购置费支出{}万元。", "17.58", "15.78", "CS09"),
    "公务用车运行维护费": ("公务用车运行维护费支出{}万元。", "9.62", "9.26", "CS09"),
    "公务接待费": ("公务接待费支出{}万元。", "1.66", "1.96", "CS09"),
    "“三公”经费预算": ("“三公”经费年初预算{}万元。", "31.50", "35.10", "CS09"),
    "公务用车购置及运行维护费预算": ("公务用车购置及运行维护费年初预算{}万元。", "28.00", "82.00", "CS09"),
    "公务接待费预算": ("公务接待费年初预算{}万元。", "2.50", "5.20", "CS09"),
    "公务接待费与经济分类 30217": ("公务接待费支出{}万元。", "1.66", "1.36", "CS09"),
    "因公出国（境）费与经济分类 30212": ("因公出国（境）费支出{}万元。", "0.84", "0.48", "CS09"),
    "公务用车运行维护费与经济分类 30231": ("公务用车运行维护费支出{}万元。", "9.62", "9.26", "CS09"),
    "在职人员数": ("年末在职人员{}人。", "42", "24", "CS11"),
    "政府采购支出": ("政府采购支出总额{}万元。", "73.15", "71.35", "CS15"),
    "年末结转和结余": ("年末结转和结余{}万元。", "63.75", "67.35", "CS16"),
    "年初结转和结余": ("年初结转和结余{}万元。", "25.50", "22.50", "CS16"),
    "结转结余总额": ("结转结余总额{}万元。", "63.75", "67.35", "CS16"),
    "机关运行经费": ("机关运行经费支出{}万元。", "68.35", "63.85", "CS19"),
}
"""What a line of joins holds, the report's words, the right figure, a wrong one, and the check that speaks of it."""
LAST_YEAR = (
    "总支出", "本年收入", "基本支出", "项目支出", "工资福利支出", "人员经费", "公用经费", "“三公”经费", "因公出国（境）费",
    "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "在职人员数", "政府采购支出", "机关运行经费", "“三公”经费预算",
)  # fmt: skip
"""What a report tells of the year before too."""


OWN_TEXT = {
    "收入、支出总计": ("收入、支出总计{}万元。", "706.55", "760.55"),
    "本年支出合计": ("本年支出合计{}万元。", "642.80", "624.80"),
    "基本支出": ("基本支出{}万元。", "412.30", "421.30"),
    "项目支出": ("项目支出{}万元。", "230.50", "203.50"),
    "本年收入合计": ("本年收入合计{}万元。", "681.05", "618.05"),
    "年初结转和结余": ("年初结转和结余{}万元。", "25.50", "22.50"),
    "年末结转和结余": ("年末结转和结余{}万元。", "63.75", "67.35"),
    "“三公”经费": ("“三公”经费支出{}万元。", "29.70", "27.90"),
}
"""What the text of a disclosure says of its own tables."""


@pytest.fixture
def beside(tmp_path: Path) -> Callable[..., Review]:
    """The review of a report of 2022 beside the accounts of a year."""

    def run(text: str, year: int, own: str = "") -> Review:
        (tmp_path / "报告.txt").write_text(f"2022年度{AGENCY}部门整体支出绩效自评报告\n{text}\n", encoding="utf-8")
        page = (
            f"<html><body><h1>{AGENCY}{year}年度部门决算公开</h1><p>部门：{AGENCY}</p>{ACCOUNTS}<p>{own}</p></body></html>"
        )
        (tmp_path / "决算.html").write_text(page, encoding="utf-8")
        (answer,) = api.check([tmp_path / "报告.txt"], beside=[tmp_path / "决算.html"])
        assert isinstance(answer, Review)
        return answer

    return run


def served(review: Review) -> dict[str, int]:
    (paper,) = review.beside
    return {one.thing: one.differ for one in paper.served}


@pytest.mark.parametrize("thing", TOLD)
def test_a_figure_of_the_report_is_held_against_the_accounts(beside: Callable[..., Review], thing: str) -> None:
    words, right, wrong, code = TOLD[thing]
    assert served(beside(words.format(right), 2022))[thing] == 0
    found = beside(words.format(wrong), 2022)
    assert served(found)[thing] == 1
    assert code in {one.code for one in found.findings if "决算.html" in one.message}


@pytest.mark.parametrize("thing", LAST_YEAR)
def test_a_figure_of_last_year_is_held_against_last_year_s_accounts(beside: Callable[..., Review], thing: str) -> None:
    words, right, wrong, _ = TOLD[thing]
    assert served(beside(f"2021年{words.format(right)}", 2021))[f"上年{thing}"] == 0
    found = beside(f"2021年{words.format(wrong)}", 2021)
    assert served(found)[f"上年{thing}"] == 1
    assert "YR10" in {one.code for one in found.findings if "决算.html" in one.message}


@pytest.mark.parametrize("thing", OWN_TEXT)
def test_the_text_of_a_disclosure_is_held_against_its_own_tables(beside: Callable[..., Review], thing: str) -> None:
    words, right, wrong = OWN_TEXT[thing]
    assert served(beside("", 2022, words.format(right)))[thing] == 0
    found = beside("", 2022, words.format(wrong))
    assert served(found)[thing] == 1
    assert "CS24" in {one.code for one in found.findings}
