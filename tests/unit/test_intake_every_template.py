"""The collection workbook of every rulebook we ship: it opens, asks, is read back with nothing to say, and costs no score."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jixiao import api
from jixiao.catalog.items import items
from jixiao.errors import CaseError
from jixiao.intake.layout import FIGURES, JUDGEMENTS
from jixiao.intake.needs import needs
from jixiao.rules.load import load_rulebook, rulebook_ids


@pytest.mark.parametrize("id", rulebook_ids())
def test_as_it_was_made_only_the_agency_is_lacking(id: str, tmp_path: Path) -> None:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(api.template(id, 2021))
    with pytest.raises(CaseError) as caught:
        api.load_case(path)
    assert [str(fault) for fault in caught.value.faults] == ["采集表.xlsx!单位概况：没有填单位名称。请填写"]
    book = openpyxl.load_workbook(path)
    book["单位概况"]["B3"].value = "示例局（虚构）"
    out = BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    case = api.load_case(path)
    assert (case.agency, case.year, case.rulebook, case.notes) == ("示例局（虚构）", 2021, id, ())
    assert not case.facts and not case.rows and not case.judgements
    assert api.evaluate(path).scorecard.read == ()


@pytest.mark.parametrize("id", rulebook_ids())
def test_a_sheet_is_locked_but_for_what_is_asked_and_prints_on_a4(id: str) -> None:
    book = openpyxl.load_workbook(BytesIO(api.template(id, 2021)))
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$2" and sheet.freeze_panes == "A3"
        assert "&P" in (sheet.oddFooter.center.text or "")
        open_ = [cell for row in sheet.iter_rows(min_row=3) for cell in row if not cell.protection.locked]
        assert not any(str(cell.value or "").startswith("=") for cell in open_)
        assert sheet.protection.sheet == bool(open_) or sheet.title == "试算"
        assert sheet.protection.password is None
    for name in (FIGURES, JUDGEMENTS):
        if name in book.sheetnames:
            checked = {str(area) for one in book[name].data_validations.dataValidation for area in one.sqref.ranges}
            figures = [row[3 if name == FIGURES else 2] for row in book[name].iter_rows(min_row=3)]
            asked = [
                cell.coordinate for cell in figures if not cell.protection.locked and cell.number_format in ("0", "General")
            ]
            assert set(asked) <= checked, name


@pytest.mark.parametrize("id", ["cn/mof-2021-101/project-cost", "cn/jiangxi-2017/project", "cn/mof-2013-53/project"])
def test_a_project_is_asked_for_its_money_first(id: str) -> None:
    groups = list(dict.fromkeys(items()[one.item].group for one in needs(load_rulebook(id)).facts))
    assert groups[0] == "项目资金"
