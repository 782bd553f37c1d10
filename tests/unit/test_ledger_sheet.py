"""Ledgers in workbooks: what a sheet gives, and faults at their cell."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl

from jixiao.errors import Fault
from jixiao.intake.counting import Cases, Period
from jixiao.intake.ledger import Ledger, read_ledger
from jixiao.intake.ledger_cells import table_sheet
from jixiao.intake.ledgers import ledger_heads
from jixiao.readers import read
from tests.unit.test_ledger import HEAD, ROWS, count


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "登记表"
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def of_workbook(rows: list[list[object]], faults: list[Fault]) -> Ledger | None:
    sheet = table_sheet(read(workbook(rows), "台账.xlsx"), "台账.xlsx", "", ledger_heads(), faults)
    return None if sheet is None else read_ledger(sheet, "诉求", {}, faults)


def test_a_sheet_gives_what_the_csv_gives() -> None:
    rows: list[list[object]] = [list(one) for one in csv.reader(io.StringIO(f"{HEAD}\n{ROWS}"))]
    for row in rows[1:]:
        for column in (1, 2, 3, 4):
            row[column] = date.fromisoformat(str(row[column])) if row[column] else None
    faults: list[Fault] = []
    made = of_workbook([["某单位登记表"], *rows], faults)
    assert made is not None and not faults
    found = count(Cases(made, Period.of_year(2021)), "on_time_rate")
    assert found.lines[2:7] == (
        "计入 1 件：第3行",
        "在范围内、没有计入的 2 件：第4、7行",
        "不在计算范围（截至日还没有到期，也没有回复） 1 件：第5行",
        "算不出、没有计入（缺应回复日期） 1 件：第6行",
        "算不出、没有计入（缺回复日期） 1 件：第8行",
    )


def test_faults_of_a_sheet_name_the_cell() -> None:
    faults: list[Fault] = []
    rows: list[list[object]] = [
        ["编号", "姓名", "收到日期", "回复日期"],
        ["A1", "=1/0", "2021-02-30", "#REF!"],
        ["A2", "", 44260, 44259],
    ]
    of_workbook(rows, faults)
    assert [one.where for one in faults] == ["台账.xlsx!登记表!D2", "台账.xlsx!登记表!C2", "台账.xlsx!登记表!D3"]


def test_a_file_with_the_wrong_sheet() -> None:
    faults: list[Fault] = []
    document = read(workbook([["编号", "收到日期"], ["A1", "2021-03-05"]]), "台账.xlsx")
    assert table_sheet(document, "台账.xlsx", "二月", ledger_heads(), faults) is None
    assert str(faults[0]) == "台账.xlsx：没有“二月”工作表。现有：“登记表”"
