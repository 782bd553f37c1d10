"""The sheets 台账, 监控资金 and 监控指标 of the collection workbook: filled in, read back, faulted cell by cell."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.cli import main
from jixiao.errors import CaseError
from jixiao.intake.layout import LEDGER, MONTH_FUNDS, MONTH_ROWS

PROJECT = "cn/mof-2020-10/project"
CASES = (
    ("A1", date(2021, 3, 5), date(2021, 3, 12), None, date(2021, 3, 12), "", "咨询", "满意"),
    ("A2", date(2021, 3, 5), date(2021, 3, 12), None, date(2021, 3, 13), "", "咨询", "不满意"),
    ("A3", "2021年4月1日", "20210408", None, 44290, "", "投诉", ""),  # 44290 is 4 April
)
"""In time: A1 and A3; late: A2."""


def filled(folder: Path, ledger: tuple[tuple[Any, ...], ...] = CASES, month: int | None = 7, **cells: Any) -> Path:
    """A workbook of the project form with one indicator counted from the ledger; `cells` are written to 监控指标!B3 …"""
    path = folder / "采集表.xlsx"
    api.write_files({path: api.template(PROJECT, 2021, month=month)})
    book = openpyxl.load_workbook(path)
    for row in book["单位概况"].iter_rows(min_row=3):
        if row[3].value in ("agency", "project"):
            row[1].value = "样例市热线（虚构）"
    rows = book["自评指标"]
    heads = {cell.value: cell.column for cell in rows[2]}
    line = next(row[0].row for row in rows.iter_rows(min_row=3) if row[0].value == "产出指标")
    for head, value in {
        "二级指标": "时效指标", "指标名称": "按时回复率", "定量或定性": "定量", "年度指标值": "≥100%", "实际完成值": "台账：按时回复率",
        "分值": 50,
    }.items():  # fmt: skip
        rows.cell(line, heads[head]).value = value
    for cases in ledger:
        book[LEDGER].append(list(cases))
    if month:
        book[MONTH_FUNDS]["C3"] = 42.15
        book[MONTH_FUNDS]["D3"] = "90万元"
        for where, value in {"A3": "按时回复率", "B3": "66.67%", "H3": "有可能", **cells}.items():
            book[MONTH_ROWS][where] = value
    book.save(path)
    return path


def test_an_actual_value_is_counted_from_the_sheet(tmp_path: Path) -> None:
    (row,) = api.load_case(filled(tmp_path)).rows
    assert row.counted is not None
    assert (row.actual, row.counted.value, row.counted.substituted) == ("66.67%", Fraction(200, 3), "2 ÷ 3")
    assert str(row.counted.place) == "台账!第3–5行"


def test_one_kind_of_the_sheet(tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = openpyxl.load_workbook(path)
    for line in book["自评指标"].iter_rows():
        for cell in line:
            if cell.value == "台账：按时回复率":
                cell.value = "台账: 按时回复率(咨询)"
    book.save(path)
    (row,) = api.load_case(path).rows
    assert row.actual == "50%"


def test_a_month_is_read_back(tmp_path: Path) -> None:
    month = api.load_case(filled(tmp_path)).monitoring[7]
    spent = month.spending["project_funds"]
    assert spent.executed is not None and spent.expected is not None
    assert (spent.executed.shown, spent.expected.shown) == ("42.15万元", "90万元")
    assert str(spent.executed.place) == "监控资金!C3"
    progress = month.progress["按时回复率"]
    assert (progress.done, progress.chance, str(progress.place)) == ("66.67%", "有可能", "监控指标!A3")


def test_without_a_month_nothing_is_asked_and_nothing_read(tmp_path: Path) -> None:
    path = filled(tmp_path, month=None)
    assert not {MONTH_FUNDS, MONTH_ROWS} & set(openpyxl.load_workbook(path).sheetnames)
    assert not api.load_case(path).monitoring


def test_a_month_left_empty_is_no_month(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    api.write_files({path: api.template(PROJECT, 2021, month=7)})
    book = openpyxl.load_workbook(path)
    for row in book["单位概况"].iter_rows(min_row=3):
        if row[3].value == "agency":
            row[1].value = "样例市热线（虚构）"
    book.save(path)
    assert not api.load_case(path).monitoring


def test_monitor_takes_the_workbook(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["monitor", str(filled(tmp_path)), "--month", "7"])
    assert result.exit_code == 0, result.output
    assert "没有填预算数，算不出执行率，不评灯" in result.output
    assert "按时回复率：完成目标可能性为“有可能”，黄灯" in result.output


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A3": "别的"}, "采集表.xlsx!监控指标!A3：自设指标里没有名为“别的”的指标"),
        ({"B3": "很多"}, "采集表.xlsx!监控指标!B3：指标“按时回复率”的执行情况应是一个确切的数，现为“很多”"),
        ({"H3": "大概能"}, "采集表.xlsx!监控指标!H3：应从列表中选，现为“大概能”"),
        ({"F3": "天气"}, "采集表.xlsx!监控指标!F3：应从列表中选，现为“天气”"),
        ({"A3": None}, "采集表.xlsx!监控指标!A3：这一行没有写指标名称"),
        ({"A4": "按时回复率", "B4": "70%"}, "采集表.xlsx!监控指标!A4：“按时回复率”写了两次"),
    ],
)
def test_faults_of_a_month_name_the_cell(tmp_path: Path, cells: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseError) as caught:
        api.load_case(filled(tmp_path, **cells))
    assert any(str(one).startswith(words) for one in caught.value.faults), caught.value


def test_faults_of_the_ledger_name_the_cell(tmp_path: Path) -> None:
    bad = (("A1", "2021-02-30", None, None, None, "", "咨询", ""), ("A1", date(2021, 3, 5), None, None, date(2021, 3, 4)))
    with pytest.raises(CaseError) as caught:
        api.load_case(filled(tmp_path, bad))
    told = [one.where for one in caught.value.faults if "!台账!" in one.where]
    assert told == ["采集表.xlsx!台账!B3", "采集表.xlsx!台账!A4", "采集表.xlsx!台账!E4"]


def test_an_empty_ledger_counts_nothing_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="“台账”表里没有办件"):
        api.load_case(filled(tmp_path, ()))


def test_columns_pasted_besides_are_told_and_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = openpyxl.load_workbook(path)
    book[LEDGER]["I2"], book[LEDGER]["I3"] = "姓名", "王小明"
    book.save(path)
    case = api.load_case(path)
    assert "台账“台账”没有读取、没有保存的栏：姓名" in case.notes
    assert "王小明" not in repr(case)


@pytest.mark.parametrize("month", ["0", "13"])
def test_a_month_that_is_none_is_a_usage_error(tmp_path: Path, month: str) -> None:
    result = CliRunner().invoke(main, ["template", "--rulebook", PROJECT, "--month", month, "-o", str(tmp_path / "a.xlsx")])
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())
