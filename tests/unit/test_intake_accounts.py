"""Final accounts as a source: figures with their places, what does not hold in them, what contradicts the case."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao import api
from jixiao.errors import JixiaoError
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from tests.unit.tables_laid_out import SHEETS, Layout, saved, workbook
from tests.unit.tables_made import accounts

AGENCY = accounts(4).agency
CASE = f"""agency: {AGENCY}
year: 2021
rulebook: cn/hunan-2017/department
facts:
  2021:
    编制数: 40人
    在职人员数: 38人
"""
UNSURE = "决算.xlsx 的“三公”经费表没有写明预算数是年初的还是调整后的，当作年初预算数用，请核对"


def book(layout: Layout | None = None, **cells: object) -> bytes:
    """The final accounts of the invented unit, with cells (表!单元格 as 表__单元格) set to something else."""
    made = workbook(accounts(4), layout or Layout())
    for address, value in cells.items():
        sheet, _, ref = address.partition("__")
        made[sheet][ref].value = value
    return saved(made)


def files(folder: Path, final: bytes, case: str = CASE) -> tuple[Path, Path]:
    (folder / "案卷.yaml").write_text(case, encoding="utf-8")
    (folder / "决算.xlsx").write_bytes(final)
    return folder / "案卷.yaml", folder / "决算.xlsx"


def told(folder: Path, final: bytes, case: str = CASE) -> list[str]:
    path, source = files(folder, final, case)
    with pytest.raises(JixiaoError) as caught:
        api.load_case(path, [source])
    return [str(fault) for fault in caught.value.faults]


def amount(fact: Fact | None) -> Decimal:
    assert fact is not None and isinstance(fact.value, Quantity)
    return fact.value.value


def wan(cents: int) -> Decimal:
    return Decimal(cents) * 100


@pytest.mark.parametrize("layout", [Layout(), Layout(yuan=True), Layout(texts=True), Layout(three_codes=True)])
def test_figures_come_with_their_places_whatever_the_unit(tmp_path: Path, layout: Layout) -> None:
    data = accounts(4)
    path, source = files(tmp_path, book(layout))
    case = api.load_case(path, [source])
    spent = case.facts.get("total_expenditure", 2021, "executed")
    assert amount(spent) == wan(data.spent())
    assert amount(case.facts.get("basic_expenditure", 2021, "executed")) == wan(data.basic(""))
    assert amount(case.facts.get("vehicle_operation", 2021, "executed")) == wan(data.cars[3])
    assert amount(case.facts.get("year_end_balance", 2021)) == wan(data.closing)
    assert spent is not None and str(spent.place).startswith("决算.xlsx!支出决算表!") and spent.agency == AGENCY
    assert amount(case.facts.get("authorised_posts", 2021)) == 40
    assert case.notes == (
        UNSURE,
        "决算.xlsx 没有写是哪一年的决算，按评价年度 2021 年用",
        "决算.xlsx 里没有见到国有资本经营预算财政拨款支出决算表；没有数据的表也应列出空表并说明",
    )


def test_the_place_stands_in_the_trace(tmp_path: Path) -> None:
    path, source = files(tmp_path, book(), CASE + "    “三公”经费: {年初预算数: 182.49万元}\n")
    traced = api.trace(path, "“三公经费”控制率", accounts=[source], allow_recalled=True).indicator.trace
    assert "决算.xlsx!三公表!G8" in {str(one.fact.place) for one in traced.inputs if one.fact is not None}


def test_tables_are_known_by_name_not_by_number_or_order(tmp_path: Path) -> None:
    made = saved(workbook(accounts(4), Layout(), tuple(reversed(SHEETS)), True))
    path, source = files(tmp_path, made)
    other = api.load_case(*(path,), accounts=[files(tmp_path, book())[1]])
    source.write_bytes(made)
    assert {fact.key for fact in api.load_case(path, [source]).facts} == {fact.key for fact in other.facts}


def test_what_the_case_and_the_accounts_state_differently_is_told_with_both_places(tmp_path: Path) -> None:
    case = CASE + "    公务接待费: {决算数: 1万元}\n    总支出: {决算数: 62280.54万元}\n"
    assert told(tmp_path, book(), case) == [
        (
            "案卷.yaml:9：2021年总支出全年执行数这里是 62280.54万元，决算.xlsx!支出决算表!C7 是 62,280.45万元，两处不一致。"
            "请核对原始决算，改正其中一处再算"
        ),
        (
            "案卷.yaml:8：2021年公务接待费全年执行数这里是 1万元，决算.xlsx!三公表!L8 是 22.98万元，两处不一致。"
            "请核对原始决算，改正其中一处再算"
        ),
    ]


def test_which_budget_a_table_of_three_public_costs_means(tmp_path: Path) -> None:
    """预算数 alone may be either: the case's own stands. 年初预算数 contradicts it. A legend may say it is the adjusted one."""
    stated = CASE + "    公务接待费: {年初预算数: 40万元}\n"
    path, source = files(tmp_path, book(), stated)
    kept = api.load_case(path, [source])
    assert kept.facts.by_key["official_reception", 2021, "initial_budget"].raw == "40万元"
    assert "2021年公务接待费年初预算数案卷是 40万元，决算.xlsx!三公表!F8 的预算数是 37.91万元，采用案卷的" in kept.notes

    (fault,) = told(tmp_path, book(三公表__A4="年初预算数"), stated)
    assert fault.startswith("案卷.yaml:8：2021年公务接待费年初预算数这里是 40万元，决算.xlsx!三公表!F8 是 37.91万元")

    made = openpyxl.load_workbook(BytesIO(book()))
    made["三公表"]["A10"].value = "注：预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。"
    path, source = files(tmp_path, saved(made))
    case = api.load_case(path, [source])
    assert case.facts.get("official_reception", 2021, "initial_budget") is None
    assert amount(case.facts.get("official_reception", 2021, "executed")) == wan(2298)
    assert "决算.xlsx 的“三公”经费表注明预算数是全年预算数，没有当作年初预算数用" in case.notes


def test_one_figure_printed_to_fewer_digits_is_no_contradiction(tmp_path: Path) -> None:
    path, source = files(tmp_path, book(), CASE + "    总支出: {决算数: 62280.5万元}\n")
    kept = api.load_case(path, [source]).facts.get("total_expenditure", 2021, "executed")
    assert kept is not None and kept.raw == "62280.5万元"


def test_an_identity_that_is_broken_is_said_with_the_places_of_its_figures(tmp_path: Path) -> None:
    """基本支出 made ten too great: the row no longer adds up, and neither does the column."""
    right = Decimal(accounts(4).basic("")) / 100
    path, source = files(tmp_path, book(支出决算表__D7=float(right + 10)))
    notes = [note for note in api.load_case(path, [source]).notes if note.startswith("决算表勾稽不符")]
    assert notes[0] == (
        f"决算表勾稽不符：“合计：本年支出合计 62,280.45 = 基本支出 {right + 10:,} + 项目支出 29,241.09”不成立，算得 62290.45"
        "（决算.xlsx!支出决算表!C7、决算.xlsx!支出决算表!D7、决算.xlsx!支出决算表!E7），请先核对决算表"
    )
    result = api.evaluate(path, accounts=[source])
    assert notes[0] in result.scorecard.read and notes[0] not in result.scorecard.notes


def test_tables_that_state_one_figure_differently(tmp_path: Path) -> None:
    path, source = files(tmp_path, book(收入支出决算总表__C22=60000.0))
    notes = " ".join(api.load_case(path, [source]).notes)
    assert "决算.xlsx!收入支出决算总表!C22 是 60,000.00万元，决算.xlsx!收入决算表!C7 是 62,987.02万元，采用前一个" in notes


def test_blank_is_nil_only_where_the_table_says_so(tmp_path: Path) -> None:
    """因公出国（境）费 is blank in the table of “三公” costs."""
    path, source = files(tmp_path, book())
    assert api.load_case(path, [source]).facts.get("going_abroad", 2021, "executed") is None
    made = openpyxl.load_workbook(BytesIO(book()))
    made["三公表"]["A10"].value = "注：本表空白单元格表示 0。"
    source.write_bytes(saved(made))
    nil = api.load_case(path, [source]).facts.get("going_abroad", 2021, "executed")
    assert amount(nil) == 0 and nil is not None and str(nil.place) == "决算.xlsx!三公表!H8"
    assert api.load_case(path, [source]).notes[:2] == (UNSURE, "决算.xlsx 没有写是哪一年的决算，按评价年度 2021 年用")


def test_economic_classes_are_the_unit_s_only_where_all_basic_spending_is_of_the_general_budget(tmp_path: Path) -> None:
    path, source = files(tmp_path, book())
    assert (
        str(api.load_case(path, [source]).facts.by_key["wages_and_welfare", 2021, "executed"].place)
        == "决算.xlsx!基本支出明细表!C6"
    )
    source.write_bytes(book(一般公共预算财政拨款支出决算表__D7=30000.0))
    assert api.load_case(path, [source]).facts.get("wages_and_welfare", 2021, "executed") is None


def test_the_accounts_of_another_unit(tmp_path: Path) -> None:
    case = CASE.replace(AGENCY, "样例市粮食局（虚构）")
    assert told(tmp_path, book(), case) == [
        (
            f"决算.xlsx：决算表是“{AGENCY}”的，案卷是“样例市粮食局（虚构）”的。"
            "请换成本单位的决算表；单位改过名的，请把两处的单位名称改成一样"
        )
    ]


def test_a_file_without_final_accounts(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.active["A1"] = "会议签到表"
    (fault,) = told(tmp_path, saved(other))
    assert fault == (
        "决算.xlsx：没有认出决算表里的数。"
        "请给部门决算公开的各表（收入支出决算总表、支出决算表、“三公”经费支出决算表等）；表名和计量单位要写在表上"
    )


def test_a_table_without_its_unit_is_not_used_and_said(tmp_path: Path) -> None:
    path, source = files(tmp_path, book(支出决算表__H3="", 支出决算表__G3="", 支出决算表__I3=""))
    made = openpyxl.load_workbook(source)
    for cell in made["支出决算表"][3]:
        if cell.value and "单位" in str(cell.value):
            cell.value = None
    source.write_bytes(saved(made))
    case = api.load_case(path, [source])
    assert case.facts.get("basic_expenditure", 2021, "executed") is None
    assert any("没有写计量单位，没有采用" in note for note in case.notes)


def test_a_case_may_name_its_accounts(tmp_path: Path) -> None:
    path, _ = files(tmp_path, book(), CASE + "accounts: [决算.xlsx]\n")
    assert api.load_case(path).facts.get("total_expenditure", 2021, "executed") is not None
    path, _ = files(tmp_path, book(), CASE + "accounts: [../决算.xlsx]\n")
    with pytest.raises(JixiaoError) as caught:
        api.load_case(path)
    assert str(caught.value) == "../决算.xlsx：不在案卷所在的文件夹里。请把它放到案卷旁边，只写文件名"


def test_a_template_filled_in_from_the_accounts(tmp_path: Path) -> None:
    """She finds her figures in place, each with where it is from; what she hands back is a case with them."""
    _, source = files(tmp_path, book(Layout(yuan=True)))
    known = api.read_accounts_of([source], 2021)
    made = openpyxl.load_workbook(BytesIO(api.template("cn/hunan-2017/department", known=known)))
    sheet: Any = made["基础数据"]
    line = next(row for row in sheet.iter_rows(min_row=3) if row[7].value == "total_expenditure/executed")
    assert line[4].value == 62280.45 and line[4].number_format == "0.00"
    prompts = {str(one.sqref): one.prompt for one in sheet.data_validations.dataValidation}
    assert prompts[line[4].coordinate] == "取自 决算.xlsx!支出决算表!C7，请核对"
    assert made["单位概况"]["B3"].value == AGENCY
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(saved(made))
    case = api.load_case(path, [source])
    assert amount(case.facts.get("total_expenditure", 2021, "executed")) == wan(accounts(4).spent())
    assert str(case.facts.by_key["total_expenditure", 2021, "executed"].place) == f"基础数据!{line[4].coordinate}"
    typed = openpyxl.load_workbook(path)
    typed["基础数据"][line[4].coordinate].value = 62280.54
    path.write_bytes(saved(typed))
    with pytest.raises(JixiaoError) as caught:
        api.load_case(path, [source])
    assert str(caught.value).startswith(
        f"采集表.xlsx!基础数据!{line[4].coordinate}：2021年总支出全年执行数这里是 62280.54万元，决算.xlsx!支出决算表!C7 是 622,804,500.00元"
    )


def test_two_files_that_differ_are_not_filled_in(tmp_path: Path) -> None:
    _, source = files(tmp_path, book())
    other = tmp_path / "另一份.xlsx"
    other.write_bytes(book(三公表__L8=23.98))
    with pytest.raises(JixiaoError) as caught:
        api.read_accounts_of([source, other], 2021)
    assert "决算.xlsx!三公表!L8：2021年公务接待费全年执行数这里是 22.98万元，另一份.xlsx!三公表!L8 是 23.98万元" in str(
        caught.value
    )
    with pytest.raises(JixiaoError) as caught:
        api.read_accounts_of([source])
    assert str(caught.value) == "决算.xlsx：没有写是哪一年的决算。请用 --year 写明评价年度"


def test_a_folder_with_a_workbook_and_its_accounts_holds_one_case(tmp_path: Path) -> None:
    files(tmp_path, book(), CASE + "accounts: [决算.xlsx]\n")
    assert api.load_case(tmp_path).facts.get("total_expenditure", 2021, "executed") is not None
